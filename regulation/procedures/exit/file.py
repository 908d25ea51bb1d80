"""The file of a voluntary exit, how it begins, and what the park is told at its end (Q34)."""

from datetime import date

from regulation.calendar.cycles import Ending, reapply_from
from regulation.calendar.working_days import local_day
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, opened_with
from regulation.measures.edition import edition
from regulation.procedures.exit.forms import OpenExit
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Text


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
        may_apply_from=again_from(case, local_day(case.entered_at)) if case.stage == Stage.EXITED else None,
    )


def again_from(case: ExitFile, left_on: date) -> date:
    """Give the day that the announcement names, under the edition of the case (Q36, Q40).

    Who leaves with a failure that was not put right waits as long as if the status had been revoked (Q34).
    """
    ending = Ending.REVOKED if case.after_failure else Ending.EXIT
    return reapply_from(ending, left_on, edition(case.edition, case.edition_digest))
