"""What each act changes in the file of a rectification (R9-rectify, Q30)."""

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import extended, reasons_given
from regulation.casework.forms import Reasons
from regulation.casework.rules import Changes, Fold
from regulation.grading.grades import Grade
from regulation.procedures.evaluation import sitting
from regulation.procedures.evaluation.cards import Scores
from regulation.procedures.rectification.file import RectificationFile
from regulation.procedures.rectification.forms import LongerLimit, Order, RectificationReport
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage


def _ordered(_: RectificationFile, form: Order, entry: Entry) -> Changes:
    assert entry.outcome.due is not None
    return {"items": form.items, "months": entry.outcome.due.months}


def _extended(case: RectificationFile, form: LongerLimit, entry: Entry) -> Changes:
    assert case.months is not None
    return {**extended(case, form, entry), "months": case.months + form.months}


def _reported(case: RectificationFile, form: RectificationReport, entry: Entry) -> Changes:
    """A report after the limit is late, and is rechecked all the same; while the clock stands still none is (Q30, Q58)."""
    in_time = entry.stage == Stage.RECTIFYING and (case.due is None or entry.at < case.due.expires_at)
    return {
        **sitting.figures_handed_in(case, form, entry),
        "report": form.report,
        "reported_late": not in_time,
    }


def _failure_confirmed(case: RectificationFile, form: Reasons, entry: Entry) -> Changes:
    """Nothing was reported: the rectification has failed without a score (Q30)."""
    failed = Scores(grade=Grade.UNQUALIFIED, failed_dimensions=case.failed_dimensions)
    return {
        **reasons_given(case, form, entry),
        "scores": failed,
        "confirmed_on": local_day(entry.at),
    }


FOLDS: dict[Act, Fold] = {
    **sitting.FOLDS,
    Act.ORDER_RECTIFICATION: _ordered,
    Act.EXTEND_RECTIFICATION: _extended,
    Act.REPORT_RECTIFICATION: _reported,
    Act.CONFIRM_FAILURE: _failure_confirmed,
}
