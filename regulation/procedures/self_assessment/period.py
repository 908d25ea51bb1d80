"""Until when a self-assessment is owed, and when a year counts as missing (Q23, Q24, Q55)."""

from datetime import datetime, timedelta

from regulation.calendar.working_days import Calendar, Deadline, local_day
from regulation.measures.model import Edition
from regulation.procedures.self_assessment.file import SelfAssessmentFile
from regulation.procedures.self_assessment.table import OWED
from regulation.vocabulary.stage import Stage

MOMENT = timedelta(seconds=1)


def due(
    case: SelfAssessmentFile, stage: Stage, at: datetime, calendar: Calendar, edition: Edition
) -> Deadline | None:
    """Say when a stage is due.

    Facts, assessment and report share the yearly due date (Q23). A case that was opened late (Q55), or whose
    report came back, has at least the workdays that late cases have; the verification has workdays of its own.
    """
    if stage == Stage.SELF_VERIFICATION:
        return calendar.add_workdays(at, edition.number("self.verify_workdays"))
    if stage not in OWED:
        return None
    if case.stage in OWED:
        return case.due
    fixed = calendar.until(at, case.due_on) if case.due_on > local_day(at) else None
    if fixed is not None and not case.late and case.stage == Stage.UNOPENED:
        return fixed
    least = calendar.add_workdays(at, edition.number("self.late_workdays"))
    return fixed if fixed is not None and fixed.expires_at > least.expires_at else least


def missing_from(case: SelfAssessmentFile, calendar: Calendar, edition: Edition) -> datetime | None:
    """Say from which moment on a year without a report is missing (Q24).

    A report that came back has a period of its own; if it is not made again, the year is missing like any other.
    """
    if case.stage not in OWED:
        return None
    return _lapsed_for("self.missing_after_workdays", case, calendar, edition)


def unverified_from(case: SelfAssessmentFile, calendar: Calendar, edition: Edition) -> datetime | None:
    """Say from which moment on a report is closed unverified, so that the next year can open (Q24)."""
    if case.stage != Stage.SELF_VERIFICATION:
        return None
    return _lapsed_for("self.verify_lapse_workdays", case, calendar, edition)


def _lapsed_for(key: str, case: SelfAssessmentFile, calendar: Calendar, edition: Edition) -> datetime | None:
    """Count workdays from the end of the running period; None while its clock stands still (Q58)."""
    if case.due is None:
        return None
    return calendar.add_workdays(case.due.expires_at - MOMENT, edition.number(key)).expires_at
