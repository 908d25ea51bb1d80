"""Periods that change while they run: counted again on a newer calendar, stopped, resumed, extended (Q41, Q30)."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from regulation.calendar import CST, Calendar, CalendarError, Deadline, local_day
from regulation.dossier import Line, Strict, Text
from regulation.stages import Stage


class SuspensionKind(StrEnum):
    """What happened to a running period."""

    STOP = "stop"
    RESUME = "resume"
    EXTEND = "extend"

    @property
    def zh(self) -> str:
        """The word that people see."""
        return {"stop": "中止", "resume": "恢复", "extend": "延长"}[self.value]


class Suspension(Strict):
    """One line of a period's suspension ledger: who changed it at which stage, on what basis, and both dates.

    A stopped period has no last day until it is resumed; `remaining` are the working days that it then has.
    """

    kind: SuspensionKind
    stage: Stage | None = None
    at: AwareDatetime
    by: Line
    basis: Line
    reason: Text
    due_before: date
    due_after: date | None = None
    remaining: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Refuse a line that does not say what it changed."""
        stops = self.kind == SuspensionKind.STOP
        if stops != (self.due_after is None):
            raise ValueError("due_after 仅在中止时留空；请填写恢复或延长后的届满日。")
        if stops != (self.remaining is not None):
            raise ValueError("remaining 仅在中止时填写；请填写中止时剩余的工作日数。")
        # A period that was resumed may end earlier, on a calendar that has lost days off meanwhile (Q41).
        extends = self.kind == SuspensionKind.EXTEND
        if extends and self.due_after is not None and self.due_after < self.due_before:
            raise ValueError("due_after 早于 due_before；延长不会使期限提前，请核对。")
        return self


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
        raise CalendarError(f"延长的期间 {by} 小于 1；请填写不小于 1 的整数。")
    if deadline.nominal is not None and deadline.days is None and deadline.months is None:
        raise CalendarError(
            f"期限为固定日期 {deadline.nominal.isoformat()}，不能按期间延长；请改为指定新的日期。"
        )
    return _count(deadline, calendar, extra=by)


def stopped(deadline: Deadline, at: datetime, calendar: Calendar) -> int:
    """Give the working days that remain after the day on which a period is stopped; raises CalendarError.

    That day itself counts as used, so that stopping and resuming on one day changes nothing.
    """
    day = local_day(at)
    if day < deadline.started_on:
        raise CalendarError(
            f"中止日 {day.isoformat()} 早于期限起算日 {deadline.started_on.isoformat()}；请核对中止日期。"
        )
    if at >= deadline.expires_at:
        raise CalendarError(
            f"期限已于 {deadline.last_day.isoformat()} 24:00 届满，不能再中止；请按逾期办理。"
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
