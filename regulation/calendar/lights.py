"""Lights, as in electronic supervision (电子监察): how an open task stands with its time (Q53)."""

from datetime import date, datetime

from regulation.calendar.working_days import Calendar, Deadline, local_day
from regulation.measures.model import Edition
from regulation.words.labels import Labelled


class Light(Labelled):
    """How a task stands with its time; the order is that of urgency."""

    RED = "red", "超期", "overdue"
    YELLOW = "yellow", "预警", "due soon"
    GREEN = "green", "正常", "in time"
    NONE = "none", "无期限", "no due date"

    @property
    def urgency(self) -> int:
        """Give the place in a list that begins with the most urgent."""
        return list(Light).index(self)


def light(due: Deadline | date | None, at: datetime, calendar: Calendar, edition: Edition) -> Light:
    """Give the light of a due date at an instant; raises CalendarError outside the calendar (Q53).

    Yellow begins with the first reminder, so many working days before the last day, and on the last day itself
    where no reminder comes before; red begins when the last day is over (24:00).
    """
    if due is None:
        return Light.NONE
    last_day = due.last_day if isinstance(due, Deadline) else due
    today = local_day(at)
    if today > last_day:
        return Light.RED
    return (
        Light.YELLOW if today >= min(warnings(last_day, calendar, edition), default=last_day) else Light.GREEN
    )


def warnings(last_day: date, calendar: Calendar, edition: Edition) -> tuple[date, ...]:
    """Give the days on which reminders come before a last day, earliest first; raises CalendarError (Q53)."""
    before = (int(days) for days in edition.texts("reminders.before_workdays"))
    return tuple(sorted(calendar.workday_before(last_day, days) for days in before))
