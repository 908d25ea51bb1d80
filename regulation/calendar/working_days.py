"""How a period is counted: in working days, days or months, or to a fixed date (Q41; Civil Code 201 to 203)."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from typing import Self

from pydantic import AwareDatetime, Field, field_validator, model_validator

from regulation.words.message import Message, say
from regulation.words.refusals import UnsoundError
from regulation.words.sentences import Sentence
from regulation.words.values import Strict

CST = timezone(timedelta(hours=8))
DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"
WEEKEND = say("周末")
HOLIDAY = say("法定节假日放假")


class CalendarError(UnsoundError):
    """A day cannot be counted; the message names the day, the reason and the next step."""


def local_day(moment: datetime) -> date:
    """Give the day in China on which a moment falls; raises CalendarError for a moment without zone."""
    if moment.tzinfo is None:
        raise CalendarError(
            say("时间 {moment} 未注明时区，无法确定日期", moment=moment.isoformat()),
            say("请改用带时区的时间（+08:00）"),
        )
    return moment.astimezone(CST).date()


def named(day: date) -> str:
    """Write a day with its weekday, in Chinese."""
    return f"{day.isoformat()}（周{WEEKDAYS[day.weekday()]}）"


class Deadline(Strict):
    """A counted period; `expires_at` is exclusive: 24:00 of `last_day`, written as 00:00 of the next day.

    `days` or `months` is set for a period in that unit, neither for one in working days or a fixed date.
    `nominal` is the last day before a day off moved it, None for working days, which cannot end on one.
    `workdays` are the working days in the period, 0 only when a fixed date was not after the start.
    `skipped` are the days that were not counted, or over which the end was moved, with the reason.
    """

    started_on: date = Field(title="起算日")
    last_day: date = Field(title="届满日")
    expires_at: AwareDatetime = Field(title="届满时刻")
    workdays: int = Field(ge=0, title="工作日数")
    days: int | None = Field(default=None, ge=1, title="日数")
    months: int | None = Field(default=None, ge=1, title="月数")
    nominal: date | None = Field(default=None, title="顺延前的届满日")
    skipped: tuple[tuple[date, Sentence], ...] = Field(title="不计的日期")
    calendar: str = Field(title="日历版本")
    provisional: bool = Field(title="是否暂定")

    @property
    def moved(self) -> bool:
        """Whether the last day is not the nominal one, because that was a day off (Civil Code 203)."""
        return self.nominal is not None and self.nominal != self.last_day

    def explain(self) -> tuple[str, ...]:
        """Show the count, in Chinese, so that anybody can check it on a wall calendar.

        Working days and days are shown one by one, a count of months and a fixed date by their end.
        """
        if self.nominal is None:
            lines = [self._begun(), *self._each_workday()]
        elif self.days is not None:
            lines = [self._begun(), *self._each_day(), *self._moves()]
        elif self.months is not None:
            lines = [self._begun(), self._months_end(self.months, self.nominal), *self._moves()]
        else:
            lines = [f"{named(self.nominal)}：规定的期限届满日。", *self._moves()]
            if self.last_day <= self.started_on:
                lines.append(f"{named(self.started_on)}：事由发生，此时届满日已到或已过。")
        lines.append(f"期限于 {self.last_day.isoformat()} 24:00 届满（日历版本 {self.calendar}）。")
        if self.provisional:
            lines.append("计算时该期限涉及放假安排尚未公布的日期，为暂定，公布后重新计算。")
        return tuple(lines)

    def _begun(self) -> str:
        return f"{named(self.started_on)}：起算事由发生日，当日不计。"

    def _each_workday(self) -> list[str]:
        reasons, counted, lines = dict(self.skipped), 0, []
        for offset in range(1, (self.last_day - self.started_on).days + 1):
            day = self.started_on + offset * DAY
            if day in reasons:
                lines.append(f"{named(day)}：不计，{reasons[day]}。")
            else:
                counted += 1
                lines.append(f"{named(day)}：第 {counted} 个工作日。")
        return lines

    def _each_day(self) -> list[str]:
        return [f"{named(self.started_on + n * DAY)}：第 {n} 日。" for n in range(1, (self.days or 0) + 1)]

    def _months_end(self, months: int, nominal: date) -> str:
        why = "到期月的对应日" if nominal.day == self.started_on.day else "到期月没有对应日，为月末日"
        return f"{named(nominal)}：计 {months} 个月，{why}。"

    def _moves(self) -> list[str]:
        if not self.moved:
            return []
        off = [f"{named(day)}：{reason}，届满日顺延。" for day, reason in self.skipped]
        return [*off, f"{named(self.last_day)}：休假日结束后的第一个工作日，为届满日。"]


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
        """Sort and deduplicate, so that equal calendars are written alike and a day is found by halving."""
        return tuple(sorted(set(days)))

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Refuse a calendar that contradicts itself."""
        if self.last < self.first:
            raise UnsoundError(
                say("末日（{last}）早于首日（{first}）", last=self.last, first=self.first),
                say("请核对日历的起止日期"),
            )
        both = sorted(set(self.days_off) & set(self.workdays))
        if both:
            raise UnsoundError(say("{day}同时列为放假日和上班日", day=both[0]), say("请按放假通知只保留其一"))
        return self

    def is_workday(self, day: date) -> bool:
        """Say whether a day is a working day; raises CalendarError outside the covered range."""
        return self._off(day) is None

    def add_workdays(self, start: datetime, n: int) -> Deadline:
        """Count n working days from the day after `start`; raises CalendarError (Q41, Civil Code 201)."""
        _at_least_one(n, say("工作日数"))
        started_on = local_day(start)
        day, counted, skipped = started_on, 0, list[tuple[date, Sentence]]()
        while counted < n:
            day += DAY
            reason = self._off(day)
            if reason is None:
                counted += 1
            else:
                skipped.append((day, reason))
        return self._deadline(started_on, day, skipped)

    def add_days(self, start: datetime, n: int) -> Deadline:
        """Count n days, days off included, from the day after `start`; raises CalendarError (Civil Code 201)."""
        _at_least_one(n, say("天数"))
        started_on = local_day(start)
        return self._moved(started_on, started_on + n * DAY, days=n)

    def add_months(self, start: datetime, n: int) -> Deadline:
        """Count n months to the day of the same number, else the last of the month (Civil Code 202).

        Raises CalendarError.
        """
        _at_least_one(n, say("月数"))
        started_on = local_day(start)
        years, month = divmod(started_on.month - 1 + n, 12)
        year, month = started_on.year + years, month + 1
        day = min(started_on.day, monthrange(year, month)[1])
        return self._moved(started_on, date(year, month, day), months=n)

    def until(self, start: datetime, last_day: date) -> Deadline:
        """Give the period to a fixed date, which may have passed when it begins; raises CalendarError."""
        return self._moved(local_day(start), last_day)

    def workdays_between(self, start: datetime, end: datetime) -> int:
        """Count the working days after the day of `start` up to and including the day of `end`; 0 if none."""
        return self._between(local_day(start), local_day(end))

    def workday_before(self, day: date, n: int) -> date:
        """Give the n-th working day before `day`, which itself is not counted; raises CalendarError."""
        _at_least_one(n, say("工作日数"))
        while n > 0:
            day -= DAY
            n -= self.is_workday(day)
        return day

    def workday_after(self, day: date, n: int) -> date:
        """Give the n-th working day after `day`, which itself is not counted; raises CalendarError."""
        _at_least_one(n, say("工作日数"))
        while n > 0:
            day += DAY
            n -= self.is_workday(day)
        return day

    def _moved(
        self, started_on: date, nominal: date, days: int | None = None, months: int | None = None
    ) -> Deadline:
        """End a period on its nominal last day, or on the next working day when that is off (Civil Code 203)."""
        day, skipped = nominal, list[tuple[date, Sentence]]()
        while (reason := self._off(day)) is not None:
            skipped.append((day, reason))
            day += DAY
        found = self._deadline(started_on, day, skipped)
        return found.model_copy(update={"nominal": nominal, "days": days, "months": months})

    def _deadline(self, started_on: date, last_day: date, skipped: list[tuple[date, Sentence]]) -> Deadline:
        return Deadline(
            started_on=started_on,
            last_day=last_day,
            expires_at=datetime.combine(last_day + DAY, time.min, CST),
            workdays=self._between(started_on, last_day),
            skipped=tuple(skipped),
            calendar=self.version,
            provisional=self.provisional_from is not None and last_day >= self.provisional_from,
        )

    def _between(self, start: date, end: date) -> int:
        """Count without walking: a deadline may lie years ahead."""
        if end <= start:
            return 0
        self._cover(start + DAY)
        self._cover(end)
        weeks, rest = divmod((end - start).days, 7)
        weekdays = weeks * SATURDAY + sum((start + n * DAY).weekday() < SATURDAY for n in range(1, rest + 1))
        off = self.days_off[bisect_right(self.days_off, start) : bisect_right(self.days_off, end)]
        on = self.workdays[bisect_right(self.workdays, start) : bisect_right(self.workdays, end)]
        return (
            weekdays
            - sum(day.weekday() < SATURDAY for day in off)
            + sum(day.weekday() >= SATURDAY for day in on)
        )

    def _off(self, day: date) -> Message | None:
        """Say why a day is off, None for a working day."""
        self._cover(day)
        weekend = day.weekday() >= SATURDAY
        if weekend and _among(self.workdays, day):
            return None
        if _among(self.days_off, day):
            return HOLIDAY
        return WEEKEND if weekend else None

    def _cover(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarError(
                say(
                    "{day}不在工作日历 {version} 的范围（{first}至{last}）内",
                    day=day,
                    version=self.version,
                    first=self.first,
                    last=self.last,
                ),
                say("请先更新工作日历再计算期限"),
            )


def _among(days: tuple[date, ...], day: date) -> bool:
    at = bisect_left(days, day)
    return at < len(days) and days[at] == day


def _at_least_one(n: int, what: Message) -> None:
    """Refuse a period of no length: it would end before it begins."""
    if n < 1:
        raise CalendarError(
            say("{what} {n} 小于 1，期限无从起算", what=what, n=n), say("请填写不小于 1 的整数")
        )


class Years(Strict):
    """The range of a working-day calendar, both years included."""

    first: int
    last: int
