"""The working days of China, held against an independent library and the arrangement for 2026 (Q41)."""

from datetime import date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from temporalio.testing import ActivityEnvironment

from activities import orders
from activities.calendar import PUBLISHED_THROUGH, china, working_days
from regulation.calendar import CST, DAY

KNOWN = {date(2005, 12, 31)}  # a make-up Saturday that only one of the two libraries has


def at(day: str) -> datetime:
    """Give nine o'clock in China on a day."""
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=CST)


@pytest.mark.provision("Q41")
def test_two_libraries_agree_day_by_day() -> None:
    """From 2004 to the last year that both know, the calendars differ on the one known day only."""
    calendar = china(orders.Years(first=2004, last=2026))
    days = [calendar.first + n * DAY for n in range((calendar.last - calendar.first).days + 1)]
    assert (date(2004, 1, 1), date(2026, 12, 31)) == (days[0], days[-1])
    assert KNOWN == {day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)}


def test_published_through_is_what_the_library_knows() -> None:
    """The last year with make-up days is the last published one; a new release must move the constant."""
    known = holidays.country_holidays("CN", years=range(2020, PUBLISHED_THROUGH + 5))
    assert PUBLISHED_THROUGH == max(day.year for day in known.weekend_workdays)


@pytest.mark.provision("Q41")
def test_the_years_beyond_are_provisional() -> None:
    """2026 is settled to its last day; a period that ends in 2027 is marked, with the same days counted."""
    assert china(orders.Years(first=2026, last=2026)).provisional_from is None
    calendar = china(orders.Years(first=2026, last=2027))
    assert date(2027, 1, 1) == calendar.provisional_from
    settled, open_ended = (
        calendar.add_workdays(at("2026-12-30"), 1),
        calendar.add_workdays(at("2026-12-31"), 1),
    )
    assert (date(2026, 12, 31), False) == (settled.last_day, settled.provisional)
    assert (date(2027, 1, 4), True) == (open_ended.last_day, open_ended.provisional)


@pytest.mark.provision("Q41")
@pytest.mark.parametrize(
    ("start", "workdays", "last_day"),
    [
        ("2026-09-18", 1, "2026-09-20"),  # the Sunday before Mid-Autumn is worked
        ("2026-09-29", 1, "2026-09-30"),  # the last day before the holiday
        ("2026-09-30", 1, "2026-10-08"),  # 1 to 7 October are off
        ("2026-10-08", 2, "2026-10-10"),  # the Saturday after it is worked
        ("2026-10-08", 3, "2026-10-12"),  # the Sunday is not
    ],
)
def test_national_day_2026(start: str, workdays: int, last_day: str) -> None:
    """A period steps over the holiday and counts the make-up days, on both sides of each edge."""
    calendar = china(orders.Years(first=2026, last=2026))
    deadline = calendar.add_workdays(at(start), workdays)
    assert date.fromisoformat(last_day) == deadline.last_day
    midnight = datetime.combine(deadline.last_day, datetime.min.time(), CST) + timedelta(days=1)
    assert midnight == deadline.expires_at


async def test_the_activity_gives_the_same_calendar() -> None:
    """A workflow gets what the rules count with."""
    years = orders.Years(first=2026, last=2028)
    assert china(years) == await ActivityEnvironment().run(working_days, years)
