"""The lights of electronic supervision: each boundary from both sides, to the second."""

from datetime import date, datetime, timedelta

import pytest

from regulation.calendar.lights import Light, light, warnings
from regulation.calendar.working_days import CST, Calendar
from regulation.measures.model import Edition

LAST_DAY = date(2026, 11, 20)  # a Friday; three working days before it is Tuesday the 17th
MIDNIGHT = datetime(2026, 11, 21, tzinfo=CST)


def edition_with(edition: Edition, before: list[int]) -> Edition:
    """Give the edition with other reminders before a due date."""
    key = "reminders.before_workdays"
    changed = edition.parameters[key].model_copy(update={"value": before})
    return edition.model_copy(update={"parameters": {**edition.parameters, key: changed}})


@pytest.mark.provision("Q53")
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 16, 23, 59, 59, tzinfo=CST), Light.GREEN),
        (datetime(2026, 11, 17, tzinfo=CST), Light.YELLOW),
        (MIDNIGHT - timedelta(seconds=1), Light.YELLOW),
        (MIDNIGHT, Light.RED),
    ],
)
def test_yellow_begins_with_the_first_reminder_and_red_at_midnight(
    at: datetime, expected: Light, calendar: Calendar, edition: Edition
) -> None:
    """Three working days before the last day it turns yellow, after 24:00 of it red, in China's time."""
    assert expected == light(LAST_DAY, at, calendar, edition)


@pytest.mark.provision("Q41", "Q53")
def test_holidays_move_the_warning(calendar: Calendar, edition: Edition) -> None:
    """Over the National Day of 2026 three working days reach back before the holiday, and a period counts alike."""
    due = calendar.add_workdays(datetime(2026, 9, 21, tzinfo=CST), 10)
    (warned,) = warnings(due.last_day, calendar, edition)

    assert 3 == calendar.workdays_between(
        datetime(warned.year, warned.month, warned.day, tzinfo=CST), due.expires_at - timedelta(seconds=1)
    )
    morning = datetime(warned.year, warned.month, warned.day, tzinfo=CST)
    assert Light.YELLOW == light(due, morning, calendar, edition)
    assert Light.GREEN == light(due, morning - timedelta(seconds=1), calendar, edition)


def test_without_a_due_date_there_is_no_light(calendar: Calendar, edition: Edition) -> None:
    """What has no period is neither in time nor late."""
    assert Light.NONE == light(None, MIDNIGHT, calendar, edition)


def test_the_largest_of_several_reminders_counts(calendar: Calendar, edition: Edition) -> None:
    """With reminders five and one working days before, yellow begins with the fifth."""
    two = edition_with(edition, [1, 5])

    assert (date(2026, 11, 13), date(2026, 11, 19)) == warnings(LAST_DAY, calendar, two)
    assert Light.GREEN == light(LAST_DAY, datetime(2026, 11, 12, 12, tzinfo=CST), calendar, two)
    assert Light.YELLOW == light(LAST_DAY, datetime(2026, 11, 13, 12, tzinfo=CST), calendar, two)


def test_without_reminders_the_last_day_itself_is_yellow(calendar: Calendar, edition: Edition) -> None:
    """An edition may remind of nothing beforehand."""
    silent = edition_with(edition, [])

    assert Light.GREEN == light(LAST_DAY, datetime(2026, 11, 19, 12, tzinfo=CST), calendar, silent)
    assert Light.YELLOW == light(LAST_DAY, datetime(2026, 11, 20, 12, tzinfo=CST), calendar, silent)


def test_red_comes_first() -> None:
    """A list sorted by urgency begins with what is overdue and ends with what has no period."""
    assert ["超期", "预警", "正常", "无期限"] == [
        one.zh for one in sorted({*Light}, key=lambda one: one.urgency)
    ]
