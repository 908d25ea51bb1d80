"""Working days: how a period of the Measures is counted (Q41; Civil Code articles 201 and 203)."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Self

from pydantic import AwareDatetime, Field, field_validator, model_validator

from regulation.dossier import Strict

CST = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"
WEEKEND = "周末"
HOLIDAY = "法定节假日放假"


class CalendarError(ValueError):
    """A day cannot be counted; the message names the day, the reason and the next step."""


def local_day(moment: datetime) -> date:
    """Give the day in China on which a moment falls; raises CalendarError for a moment without zone."""
    if moment.tzinfo is None:
        raise CalendarError(
            f"时间 {moment.isoformat()} 未注明时区，无法确定日期；请改用带时区的时间（+08:00）。"
        )
    return moment.astimezone(CST).date()


def named(day: date) -> str:
    """Write a day with its weekday, in Chinese."""
    return f"{day.isoformat()}（周{WEEKDAYS[day.weekday()]}）"


class Deadline(Strict):
    """A counted period; `expires_at` is exclusive: 24:00 of `last_day`, written as 00:00 of the next day."""

    started_on: date
    last_day: date
    expires_at: AwareDatetime
    workdays: int = Field(ge=1)
    skipped: tuple[tuple[date, str], ...]
    calendar: str
    provisional: bool

    def explain(self) -> tuple[str, ...]:
        """Show the count day by day, in Chinese, so that anybody can check it on a wall calendar."""
        reasons = dict(self.skipped)
        lines = [f"{named(self.started_on)}：起算事由发生日，当日不计。"]
        counted = 0
        for offset in range(1, (self.last_day - self.started_on).days + 1):
            day = self.started_on + offset * DAY
            if day in reasons:
                lines.append(f"{named(day)}：不计，{reasons[day]}。")
            else:
                counted += 1
                lines.append(f"{named(day)}：第 {counted} 个工作日。")
        lines.append(f"期限于 {self.last_day.isoformat()} 24:00 届满（日历版本 {self.calendar}）。")
        if self.provisional:
            lines.append("该期限涉及放假安排尚未公布的日期，为暂定，公布后重新计算。")
        return tuple(lines)


class Calendar(Strict):
    """The working days of a covered range: weekdays less `days_off`, plus weekend `workdays` (调休).

    From `provisional_from` on, the arrangement of holidays is not yet published; None: all published.
    """

    version: str = Field(min_length=1)
    days_off: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    first: date
    last: date
    provisional_from: date | None = None

    @field_validator("days_off", "workdays")
    @classmethod
    def _in_order(cls, days: tuple[date, ...]) -> tuple[date, ...]:
        """Sort and deduplicate, so that equal calendars are written alike."""
        return tuple(sorted(set(days)))

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Refuse a calendar that contradicts itself."""
        if self.last < self.first:
            raise ValueError(f"last（{self.last}）早于 first（{self.first}）；请核对日历的起止日期。")
        both = sorted(set(self.days_off) & set(self.workdays))
        if both:
            raise ValueError(f"{both[0]} 同时列为放假日和上班日；请按放假通知只保留其一。")
        return self

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a working day; raises CalendarError outside the covered range."""
        return self._off(day) is None

    def add_workdays(self, start: datetime, n: int) -> Deadline:
        """Count n working days from the day after `start`; raises CalendarError (Q41, Civil Code 201)."""
        _at_least_one(n)
        started_on = local_day(start)
        day, counted, skipped = started_on, 0, list[tuple[date, str]]()
        while counted < n:
            day += DAY
            reason = self._off(day)
            if reason is None:
                counted += 1
            else:
                skipped.append((day, reason))
        return Deadline(
            started_on=started_on,
            last_day=day,
            expires_at=datetime.combine(day + DAY, time.min, CST),
            workdays=n,
            skipped=tuple(skipped),
            calendar=self.version,
            provisional=self.provisional_from is not None and day >= self.provisional_from,
        )

    def workdays_between(self, start: datetime, end: datetime) -> int:
        """Count the working days after the day of `start` up to and including the day of `end`; 0 if none."""
        first, last = local_day(start), local_day(end)
        return sum(self.is_workday(first + offset * DAY) for offset in range(1, (last - first).days + 1))

    def workday_before(self, day: date, n: int) -> date:
        """Give the n-th working day before `day`, which itself is not counted; raises CalendarError."""
        _at_least_one(n)
        while n > 0:
            day -= DAY
            n -= self.is_workday(day)
        return day

    def _off(self, day: date) -> str | None:
        """Say why a day is off, None for a working day."""
        if not self.first <= day <= self.last:
            raise CalendarError(
                f"{day.isoformat()} 不在工作日历 {self.version} 的范围"
                f"（{self.first.isoformat()} 至 {self.last.isoformat()}）内；请先更新工作日历再计算期限。"
            )
        if day in self.workdays:
            return None
        if day in self.days_off:
            return HOLIDAY
        return WEEKEND if day.weekday() >= SATURDAY else None


def _at_least_one(n: int) -> None:
    """Refuse a period of no days: it would end before it begins."""
    if n < 1:
        raise CalendarError(f"工作日数 {n} 小于 1，期限无从起算；请填写不小于 1 的整数。")
