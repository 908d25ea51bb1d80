"""The working days of China, held against an independent library and the arrangement for 2026 (Q41)."""

from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

import chinese_calendar
import holidays
import pytest
from temporalio.testing import ActivityEnvironment

from activities.calendar import CalendarActivities
from records.calendar import calendars
from records.calendar.working_days import PUBLISHED_THROUGH, china, published, statutory
from records.database import Database
from regulation.calendar.official_year import FIRST_YEAR, STATUTORY_DAYS, OfficialYear
from regulation.calendar.working_days import CST, DAY, Years

# Worked by 国办发明电〔2005〕35号; `holidays`, which is in use, has it, `chinesecalendar` lacks it.
KNOWN = {date(2005, 12, 31)}
NOW = datetime(2026, 11, 24, tzinfo=CST)


def at(day: str) -> datetime:
    """Give nine o'clock in China on a day."""
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=CST)


@pytest.mark.provision("Q41")
def test_two_libraries_agree_day_by_day() -> None:
    """From 2004 to the last year that both know, the calendars differ on the one known day only."""
    calendar = china(Years(first=2004, last=2026))
    days = [calendar.first + n * DAY for n in range((calendar.last - calendar.first).days + 1)]
    assert (date(2004, 1, 1), date(2026, 12, 31)) == (days[0], days[-1])
    assert KNOWN == {day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)}
    assert all(calendar.is_workday(day) for day in KNOWN)
    assert calendar.provisional_from is None


def test_published_through_is_what_the_library_knows() -> None:
    """The last year with make-up days is the last published one; a new release must move the constant."""
    known = holidays.country_holidays("CN", years=range(2020, PUBLISHED_THROUGH + 5))
    assert PUBLISHED_THROUGH == max(day.year for day in known.weekend_workdays)


@pytest.mark.provision("Q41")
def test_the_years_beyond_are_provisional() -> None:
    """2026 is settled to its last day; a period that ends in 2027 is marked, with the same days counted."""
    assert china(Years(first=2026, last=2026)).provisional_from is None
    calendar = china(Years(first=2026, last=2027))
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
    calendar = china(Years(first=2026, last=2026))
    deadline = calendar.add_workdays(at(start), workdays)
    assert date.fromisoformat(last_day) == deadline.last_day
    midnight = datetime.combine(deadline.last_day, datetime.min.time(), CST) + timedelta(days=1)
    assert midnight == deadline.expires_at


def arrangement(year: int, *, swap: tuple[date, date], **changes: Any) -> OfficialYear:
    """Give the statutory days of a year and one more day off, made up for on a weekend day."""
    off, worked = swap
    listed = set(china(Years(first=year, last=year)).days_off) | set(statutory(year))
    said = {
        "year": year,
        "source": f"虚构〔{year - 1}〕0号",
        "days_off": (*listed, off),
        "workdays": (worked,),
    }
    return OfficialYear.model_validate(said | changes)


SWAP_2027 = (date(2027, 10, 6), date(2027, 10, 9))
SWAP_2028 = (date(2028, 10, 5), date(2028, 10, 8))


@pytest.mark.provision("Q41")
def test_an_imported_year_stands_for_the_librarys() -> None:
    """Its days off and days worked are counted, the other years stay, and the year is no longer provisional."""
    years = Years(first=2026, last=2028)
    before, after = china(years), china(years, (arrangement(2027, swap=SWAP_2027),))
    differing = {
        before.first + n * DAY
        for n in range((before.last - before.first).days + 1)
        if before.is_workday(before.first + n * DAY) != after.is_workday(before.first + n * DAY)
    }
    assert set(SWAP_2027) == differing
    assert (date(2027, 1, 1), date(2028, 1, 1)) == (before.provisional_from, after.provisional_from)


@pytest.mark.provision("Q41")
def test_a_gap_between_imported_years_stays_provisional() -> None:
    """2028 without 2027 settles nothing; both settle all."""
    years = Years(first=2026, last=2028)
    one, other = arrangement(2027, swap=SWAP_2027), arrangement(2028, swap=SWAP_2028)
    assert date(2027, 1, 1) == china(years, (other,)).provisional_from
    assert china(years, (other, one)).provisional_from is None


def test_new_year_may_reach_into_the_december_before() -> None:
    """The later notice prevails for December, whether or not its own year is asked for."""
    december = (date(2026, 12, 31), date(2026, 12, 26))
    notice = arrangement(2027, swap=december)
    for last in (2026, 2027):
        calendar = china(Years(first=2026, last=last), (notice,))
        assert [False, True] == [calendar.is_workday(day) for day in december]


def test_the_version_says_what_was_counted_with() -> None:
    """Library, published years, and the imported years that matter in the range, by their digests."""
    imported = arrangement(2027, swap=SWAP_2027)
    library = f"CN holidays-{version('holidays')} published-{PUBLISHED_THROUGH}"
    assert library == china(Years(first=2024, last=2025), (imported,)).version
    expected = f"{library} imported-2027:{imported.digest[:12]}"
    assert expected == china(Years(first=2026, last=2030), (imported,)).version


@pytest.mark.provision("Q41")
@pytest.mark.parametrize("year", range(FIRST_YEAR, 2057))
def test_every_year_has_its_thirteen_statutory_days(year: int) -> None:
    """The lunar days are known decades ahead; two that fall on one day are both named on it."""
    assert STATUTORY_DAYS == sum(len(str(names).split("、")) for names in statutory(year).values())


@pytest.mark.parametrize(
    ("year", "known"), [(FIRST_YEAR - 1, False), (FIRST_YEAR, True), (PUBLISHED_THROUGH, True)]
)
def test_published_years_can_be_corrected(year: int, known: bool) -> None:
    """A year of the release has a digest to name; one before the Regulation or after the release has none."""
    assert known == (published(year) is not None)
    assert published(PUBLISHED_THROUGH + 1) is None


async def test_the_activity_gives_the_librarys_and_the_imported_years(db: Database) -> None:
    """A workflow gets what the rules count with, and from the import on the imported year."""
    years, hosted = Years(first=2026, last=2028), CalendarActivities(db).working_days
    assert china(years) == await ActivityEnvironment().run(hosted, years)
    imported = arrangement(2027, swap=SWAP_2027)
    assert await calendars.store(db, imported, None, NOW) is True
    assert china(years, (imported,)) == await ActivityEnvironment().run(hosted, years)
