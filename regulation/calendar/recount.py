"""Periods that change while they run: counted again on a newer calendar, stopped, resumed, extended (Q41, Q30)."""

from datetime import date, datetime, time

from regulation.calendar.working_days import CST, Calendar, CalendarError, Deadline, local_day
from regulation.words.message import say


def recount(deadline: Deadline, calendar: Calendar) -> Deadline | None:
    """Count the same period again from the same start; None when its last day stays the same (Q41).

    Raises CalendarError when the calendar does not reach over the period.
    """
    again = _count(deadline, calendar, extra=0)
    return None if again.last_day == deadline.last_day else again


def extended(deadline: Deadline, by: int, calendar: Calendar) -> Deadline:
    """Give the period `by` more of its own units, counted from its own start; raises CalendarError (Q30).

    A fixed date has no unit to extend it by.
    """
    if by < 1:
        raise CalendarError(say("延长的期间 {by} 小于 1", by=by), say("请填写不小于 1 的整数"))
    if deadline.nominal is not None and deadline.days is None and deadline.months is None:
        raise CalendarError(
            say("期限为固定日期{nominal}，不能按期间延长", nominal=deadline.nominal),
            say("请改为指定新的日期"),
        )
    return _count(deadline, calendar, extra=by)


def stopped(deadline: Deadline, at: datetime, calendar: Calendar) -> int:
    """Give the working days that remain after the day on which a period is stopped; raises CalendarError.

    That day itself counts as used, so that stopping and resuming on one day changes nothing.
    """
    day = local_day(at)
    if day < deadline.started_on:
        raise CalendarError(
            say("中止日{day}早于期限起算日{started_on}", day=day, started_on=deadline.started_on),
            say("请核对中止日期"),
        )
    if at >= deadline.expires_at:
        raise CalendarError(
            say("期限已于{last_day} 24:00 届满，不能再中止", last_day=deadline.last_day),
            say("请按逾期办理"),
        )
    return calendar.workdays_between(at, _midnight(deadline.last_day))


def resumed(remaining: int, at: datetime, calendar: Calendar) -> Deadline:
    """Let a stopped period run on from the day after it is resumed; raises CalendarError.

    One that was stopped on its last day ends on the day on which it is resumed.
    """
    if remaining == 0:
        return calendar.until(at, local_day(at))
    return calendar.add_workdays(at, remaining)


def _count(deadline: Deadline, calendar: Calendar, extra: int) -> Deadline:
    start = _midnight(deadline.started_on)
    if deadline.months is not None:
        return calendar.add_months(start, deadline.months + extra)
    if deadline.days is not None:
        return calendar.add_days(start, deadline.days + extra)
    if deadline.nominal is not None:
        return calendar.until(start, deadline.nominal)
    return calendar.add_workdays(start, deadline.workdays + extra)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CST)
