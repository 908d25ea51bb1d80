"""When an act of a change is out of order although its person is right: the rules of Article 7."""

from datetime import datetime
from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.guards import notice_length_allowed, provisions_exist, visit_is_new
from regulation.casework.rules import Guard
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application.guards import supplement_asked_once, supplement_overdue
from regulation.procedures.change import forms
from regulation.procedures.change.file import ChangeFile
from regulation.procedures.change.forms import ChangeKind, Proposal
from regulation.procedures.change.matters import report_faults
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import AlreadyDoneError, ConditionError, FormError, TooEarlyError


def is_branch(case: ChangeFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Only a branch park is visited and put to the public; other changes are examined on paper (Q22)."""
    if case.report.kind != ChangeKind.BRANCH:
        raise ConditionError(
            act,
            say("{kind}变更只审材料（Q22）", kind=case.report.kind),
            say("请审查材料后提出意见，报负责人决定。"),
        )


def branch_was_visited(
    case: ChangeFile, _: Any, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """A branch park is put to the public only after the visit (Q22)."""
    if edition.flag("change.branch_needs_site_visit") and case.visit is None:
        raise TooEarlyError(act, say("分园区尚未实地考核（Q22）"), say("请先记录实地考核。"))


def branch_goes_by_notice(
    case: ChangeFile, form: forms.Examined, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """A branch park that is to be consented to is put to the public first (R7-branch, Q22)."""
    if case.report.kind == ChangeKind.BRANCH and form.proposal == Proposal.CONSENT:
        raise ConditionError(
            act, say("拟同意的分园区须先公示（Q22）"), say("请发布变更公示；建议不同意的，请选 refuse。")
        )


def branch_was_public(case: ChangeFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Nobody consents to a branch park of which the public was not told (R7-branch, Q22)."""
    if case.report.kind == ChangeKind.BRANCH and Act.CLOSE_CHANGE_NOTICE not in case.acted:
        raise ConditionError(
            act, say("分园区未经公示（Q22）"), say("请作出不同意的决定，或请所在地撤回后重新报告。")
        )


def notice_is_over(case: ChangeFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """The notice stands until 24:00 of its last day (Q12)."""
    if case.notice is None or at < case.notice.period.expires_at:
        raise TooEarlyError(act, say("变更公示尚未期满（Q12）"), say("请待公示期满。"))


def supplement_is_sound(
    case: ChangeFile, form: forms.ChangeSupplement, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """A corrected record alters what the reported change covers, and nothing else (Q20)."""
    if form.facts is None:
        return
    corrected = case.report.model_copy(update={"facts": form.facts})
    faults = report_faults(case.facts, corrected, edition)
    if faults:
        raise FormError(act, say("{faults}", faults=series(faults, "；")), say("请更正后重新提交。"))


def carried_out_after_consent(
    case: ChangeFile, form: forms.Implementation, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """It is carried out from the day of consent on; an earlier day is true only as a finding (R7-consent, Q21)."""
    assert case.consented_on is not None
    if form.carried_out_on > local_day(at):
        raise FormError(
            act,
            say("「carried_out_on」{carried_out_on}尚未到来", carried_out_on=form.carried_out_on),
            say("请在实施之后报告。"),
        )
    earliest = case.consented_on if case.acted_first is None else case.acted_first.since
    if form.carried_out_on < earliest:
        raise ConditionError(
            act,
            say(
                "「carried_out_on」{carried_out_on}早于{earliest}；同意之日为{consented_on}（R7-consent）",
                carried_out_on=form.carried_out_on,
                earliest=earliest,
                consented_on=case.consented_on,
            ),
            say("请更正日期；确已先行实施的，请先记录未经同意先行实施。"),
        )


def acted_before_consent(
    case: ChangeFile, form: forms.ActingFirst, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """Acting first is recorded once, after it happened, and only for days before consent (Q21)."""
    if case.acted_first is not None:
        raise AlreadyDoneError(act, say("已于{on}记录（Q21）", on=case.acted_first.on), say("无需再次记录。"))
    if form.since > local_day(at):
        raise FormError(act, say("「since」{since}尚未到来", since=form.since), say("请更正日期。"))
    if case.consented_on is not None and form.since >= case.consented_on:
        raise ConditionError(
            act,
            say(
                "「since」{since}已在同意之日{consented_on}或之后（R7-consent）",
                since=form.since,
                consented_on=case.consented_on,
            ),
            say("无需记录。"),
        )


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.REQUEST_SUPPLEMENT: (supplement_asked_once,),
    Act.SUPPLEMENT: (supplement_is_sound,),
    Act.RESUME_EXAMINATION: (supplement_overdue,),
    Act.RECORD_SITE_VISIT: (is_branch, visit_is_new),
    Act.PUBLISH_CHANGE_NOTICE: (is_branch, branch_was_visited, notice_length_allowed),
    Act.PASS_CHANGE: (branch_goes_by_notice,),
    Act.CLOSE_CHANGE_NOTICE: (notice_is_over,),
    Act.CONSENT_CHANGE: (branch_was_public,),
    Act.REFUSE_CHANGE: (provisions_exist,),
    Act.REPORT_IMPLEMENTED: (carried_out_after_consent,),
    Act.RECORD_ACTING_FIRST: (acted_before_consent,),
}
