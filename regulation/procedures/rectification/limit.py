"""The limit of a rectification, extended once by months (R9-rectify, Q30)."""

from datetime import datetime

from regulation.calendar.cycles import add_months
from regulation.calendar.recount import extended
from regulation.calendar.working_days import Calendar, Deadline


def longer(limit: Deadline, months: int, at: datetime, calendar: Calendar) -> Deadline:
    """Give the limit with more months, counted from the order; raises CalendarError (Q30).

    What is left of a limit that was stopped and resumed is counted in workdays (Q58): the months follow its end.
    """
    if limit.months is None:
        return calendar.until(at, add_months(limit.last_day, months))
    return extended(limit, months, calendar)
