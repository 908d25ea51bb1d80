"""Whether an act is taken: version, key, stage, person, form and rules, in that order. One question, one answer."""

from datetime import datetime

from regulation.casework.authority import authorize
from regulation.casework.entry import Submission
from regulation.casework.file import CaseFile
from regulation.casework.forms import read_form
from regulation.casework.guards import check_rules
from regulation.measures.model import Edition
from regulation.vocabulary.role import Role
from regulation.vocabulary.table import Move
from regulation.words.message import say
from regulation.words.refusals import NotEntitledError, StaleError
from regulation.words.values import Strict


class Taken(Strict):
    """An act that may be done: its move and its sound form."""

    model_config = Strict.model_config | {"arbitrary_types_allowed": True}
    move: Move
    form: Strict


def examine_act(case: CaseFile, submission: Submission, at: datetime, edition: Edition) -> Taken:
    """Say what an act would do, or raise the RefusedError that says what, why and what now."""
    if submission.actor.role == Role.SYSTEM:
        raise NotEntitledError(submission.act, say("系统行为不能由人提交"), say("请以本人的角色办理。"))
    move = authorize(submission.actor, submission.act, case)
    if submission.seen != case.version:
        raise StaleError(
            submission.act,
            say(
                "您看到的是第 {seen} 版，案件已由 {who} 更新为第 {version} 版",
                seen=submission.seen,
                who=case.changed_by or Role.SYSTEM,
                version=case.version,
            ),
            say("请刷新后核对，再重新提交。"),
        )
    form = read_form(submission.act, case.rules.forms[submission.act], submission.form)
    check_rules(case, submission.act, form, submission.actor, at, edition)
    return Taken(move=move, form=form)
