"""Voluntary exit (自愿退出): asked for by the operator, supported, consented to, made public (Q34)."""

from datetime import date

from pydantic import Field

from regulation.calendar.cycles import Ending, reapply_from
from regulation.calendar.working_days import local_day
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, opened_with
from regulation.casework.fold import reasons_given
from regulation.casework.forms import STANDING, Blank, Opening, OpinionForm, Reasons, Withdrawal
from regulation.casework.guards import provisions_exist
from regulation.casework.rules import Changes, Issue, Rules
from regulation.documents import letters
from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion
from regulation.measures.edition import edition
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing
from regulation.words.values import Line, Text

S, A, R = Stage, Act, Role

LEADER = (R.CITY_HRSS_LEADER,)

EXIT = Table(
    standing(
        (
            Move(S.UNOPENED, A.OPEN, S.EXIT_SUPPORT, (R.OPERATOR,), "Q34"),
            Move(S.EXIT_SUPPORT, A.SUPPORT_EXIT, S.EXIT_CONSENT, (R.LOCAL_GOVERNMENT,), "Q34"),
            Move(S.EXIT_CONSENT, A.CONSENT_EXIT, S.EXIT_PUBLICATION, LEADER, "Q34"),
            Move(S.EXIT_CONSENT, A.REFUSE_EXIT, S.EXIT_REFUSED, LEADER, "Q34"),
            Move(S.EXIT_PUBLICATION, A.PUBLISH_EXIT, S.EXITED, (R.CITY_HRSS,), "Q34"),
            Move(S.EXIT_SUPPORT, A.WITHDRAW, S.EXIT_WITHDRAWN, (R.OPERATOR,), "Q34", duty=False),
            Move(S.EXIT_CONSENT, A.WITHDRAW, S.EXIT_WITHDRAWN, (R.OPERATOR,), "Q34", duty=False),
        ),
        assigning=(R.LOCAL_GOVERNMENT, R.CITY_HRSS_LEADER),
    )
)


class OpenExit(Opening):
    """What an exit begins with: the request of the operator, and whether it comes after a failure (Q34)."""

    reason: Text
    after_failure: bool = False


class Support(OpinionForm):
    """The support of the local people's government, under its full name (Q34)."""

    government: Line = Field(title="附署政府名称")


class ExitFile(CaseFile):
    """One request to leave the status; `after_failure`: the last evaluation was failed and not put right."""

    request: Text
    after_failure: bool = False
    government: Line | None = None


def begin(entry: Entry) -> ExitFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenExit.model_validate(entry.form)
    return ExitFile(
        **opened_with(form, entry),
        request=form.reason,
        after_failure=form.after_failure,
    )


def close(case: ExitFile) -> Closing:
    """Tell the park whether it has left (Q34)."""
    assert case.entered_at is not None
    return Closing(
        case=case.id,
        kind=Kind.EXIT,
        outcome=case.stage,
        at=case.entered_at,
        may_apply_from=_again(case, local_day(case.entered_at)) if case.stage == S.EXITED else None,
    )


def _again(case: ExitFile, left_on: date) -> date:
    """Give the day that the announcement names, under the edition of the case (Q36, Q40).

    Who leaves with a failure that was not put right waits as long as if the status had been revoked (Q34).
    """
    ending = Ending.REVOKED if case.after_failure else Ending.EXIT
    return reapply_from(ending, left_on, edition(case.edition, case.edition_digest))


def _supported(_: ExitFile, form: Support, __: Entry) -> Changes:
    return {"government": form.government}


def _publication(case: ExitFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    assert case.government is not None
    return letters.exit_publication(
        occasion,
        (_operator(case), case.government),
        effective_on=issue.dated,
        may_apply_from=_again(case, issue.dated),
        after_failure=case.after_failure,
    )


def _refusal(case: ExitFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.exit_refusal(occasion, _operator(case), case.reasons)


def _operator(case: ExitFile) -> str:
    return case.facts.operator.name if case.facts.operator else case.facts.park_name


RULES = Rules(
    kind=Kind.EXIT,
    table=EXIT,
    file=ExitFile,
    forms={
        **STANDING,
        A.OPEN: OpenExit,
        A.SUPPORT_EXIT: Support,
        A.CONSENT_EXIT: OpinionForm,
        A.REFUSE_EXIT: Reasons,
        A.PUBLISH_EXIT: Blank,
        A.WITHDRAW: Withdrawal,
    },
    begin=begin,
    close=close,
    consequences={A.SUPPORT_EXIT: _supported, A.REFUSE_EXIT: reasons_given},
    guards={A.REFUSE_EXIT: (provisions_exist,)},
    issues={
        A.REFUSE_EXIT: (DocumentKind.EXIT_REFUSAL,),
        A.PUBLISH_EXIT: (DocumentKind.EXIT_PUBLICATION,),
    },
    letters={DocumentKind.EXIT_REFUSAL: _refusal, DocumentKind.EXIT_PUBLICATION: _publication},
    four_eyes={A.PUBLISH_EXIT: (A.CONSENT_EXIT,)},
)
