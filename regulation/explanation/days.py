"""The days of a period one by one: counted, or skipped and why, over stops, resumptions and extensions (Q41, Q58)."""

from datetime import date

from regulation.calendar.working_days import DAY, Deadline
from regulation.words.message import as_said, say
from regulation.words.sentences import Told
from regulation.words.values import Strict

STOPPED = say("计时中止")


class Day(Strict):
    """A day, or the days through `through`, with the number under which it is counted, or else why it is not.

    `text` says it; `skipped` marks the days that are not counted. A count of months and a fixed date are told by their start, end and shift.
    """

    day: date
    through: date | None = None
    number: int | None = None
    skipped: bool = False
    text: Told


class Segments:
    """A period as it was counted, from its start over each change."""

    def __init__(self, period: Deadline) -> None:
        self.first = self.last = period
        self.off = dict(period.skipped)
        self.stops: list[tuple[date, date | None]] = []

    @property
    def started_on(self) -> date:
        """Give the day of the event from which it runs; that day is not counted (Civil Code 201)."""
        return min(self.first.started_on, self.last.started_on)

    def count(self, period: Deadline) -> None:
        """Go on with the same period as it was counted anew: extended, or on a newer calendar."""
        self.off = {d: why for d, why in self.off.items() if d <= period.started_on} | dict(period.skipped)
        if period.started_on == self.first.started_on:
            self.first = period
        self.last = period

    def stop(self, day: date) -> None:
        """Stand still from the day after."""
        self.stops.append((day, None))

    def resume(self, period: Deadline) -> None:
        """Run on from the day after that on which the period was resumed."""
        self.stops[-1] = (self.stops[-1][0], period.started_on)
        self.count(period)

    def days(self, today: date) -> tuple[Day, ...]:
        """Tell the days, those of a period that stands still up to today."""
        start = Day(day=self.started_on, text=say("起算事由发生日，当日不计"))
        if self.first.nominal is None:
            return (start, *self._counted(self.first.started_on, today))
        rows = [start, *_end(self.first)]
        if self.stops:
            rows += self._counted(self.stops[0][0], today)
        return tuple(rows)

    def _counted(self, after: date, today: date) -> list[Day]:
        rows, number, day, spent = list[Day](), 0, after + DAY, self._spent_on()
        until = self.last.last_day
        if self.stops and self.stops[-1][1] is None:
            until = max(self.stops[-1][0], today)
        while day <= until:
            stopped_to = self._stopped_to(day, until)
            if day == spent:
                rows.append(Day(day=day, text=say("恢复时已无剩余工作日，届满")))
            elif stopped_to is not None:
                through = stopped_to - DAY if day < stopped_to == spent else stopped_to
                rows.append(Day(day=day, through=through, skipped=True, text=STOPPED))
                day = through
            elif day in self.off:
                rows.append(Day(day=day, skipped=True, text=as_said(self.off[day])))
            else:
                number += 1
                rows.append(Day(day=day, number=number, text=say("第 {number} 个工作日", number=number)))
            day += DAY
        return rows

    def _spent_on(self) -> date | None:
        """Give the last day of a period that was stopped on its last day and resumed on a later one, or None."""
        resumed = {to for since, to in self.stops if to is not None and since < to}
        ended = self.last.nominal is not None and self.last.started_on in resumed
        return self.last.last_day if ended else None

    def _stopped_to(self, day: date, until: date) -> date | None:
        """Give the last day of the stop in which a day lies, or None."""
        return next((to or until for since, to in self.stops if since < day <= (to or until)), None)


def _end(period: Deadline) -> list[Day]:
    """Tell the end of a count of months or days, or of a fixed date, and over which days off it moved."""
    assert period.nominal is not None
    length = say("规定的届满日")
    if period.months is not None:
        length = say("计 {months} 个月的届满日", months=period.months)
    elif period.days is not None:
        length = say("第 {number} 日", number=period.days)
    rows = [Day(day=period.nominal, text=length)]
    if period.moved:
        rows += [Day(day=day, text=say("{why}，届满日顺延", why=why)) for day, why in period.skipped]
        rows.append(Day(day=period.last_day, text=say("休假日结束后的第一个工作日，为届满日")))
    return rows
