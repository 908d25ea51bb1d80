"""The working days of China: official for published and imported years, provisional beyond (Q41).

The published years come from the library `holidays`. The library `chinesecalendar`, against which every day
is tested, lacks one day: 2005-12-31, a Saturday that was worked by 国办发明电〔2005〕35号.
"""

import json
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from itertools import count
from pathlib import Path

from regulation.calendar.official_year import FIRST_YEAR, OfficialYear
from regulation.calendar.working_days import SATURDAY, Calendar, Years
from regulation.words.message import Message, say, series

# The last year whose make-up days the State Council had published when this release was made; a test checks
# it against the library, which lists weekend workdays for published years only.
PUBLISHED_THROUGH = 2026
FESTIVALS = {
    "元旦": say("元旦"),
    "农历除夕": say("农历除夕"),
    "春节": say("春节"),
    "清明节": say("清明节"),
    "劳动节": say("劳动节"),
    "端午节": say("端午节"),
    "中秋节": say("中秋节"),
    "国庆节": say("国庆节"),
}
LIBRARY = "holidays"
KEPT = (
    Path(__file__).parent / "library_years.json"
)  # written by docs/build.py, which checks it against the library
KEPT_THROUGH = 2060

Days = tuple[tuple[date, ...], tuple[date, ...]]


def china(years: Years, imported: tuple[OfficialYear, ...] = ()) -> Calendar:
    """Give the calendar of a range of years; an imported year stands for the library's."""
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    worked: dict[date, bool] = {}
    for year in range(years.first, years.last + 1):
        days_off, workdays = _library(year)
        worked |= dict.fromkeys(days_off, False) | dict.fromkeys(workdays, True)
    # In the order of the years: a notice may reach into the December before, and the later one prevails.
    told = sorted((y for y in imported if years.first <= y.year <= years.last + 1), key=lambda y: y.year)
    for year_ in told:
        worked = {day: is_worked for day, is_worked in worked.items() if day.year != year_.year}
        weekdays_off = (day for day in year_.days_off if day.weekday() < SATURDAY)
        worked |= dict.fromkeys(weekdays_off, False) | dict.fromkeys(year_.workdays, True)
    covered = {day: is_worked for day, is_worked in worked.items() if first <= day <= last}
    official = {year_.year for year_ in imported}
    unpublished = next(y for y in count(PUBLISHED_THROUGH + 1) if y not in official)
    return Calendar(
        version=_version(told),
        days_off=tuple(day for day, is_worked in covered.items() if not is_worked),
        workdays=tuple(day for day, is_worked in covered.items() if is_worked),
        first=first,
        last=last,
        provisional_from=date(unpublished, 1, 1) if unpublished <= years.last else None,
    )


def published(year: int) -> OfficialYear | None:
    """Give a year as the library has it published, for a correction to name; None for any other year."""
    if not FIRST_YEAR <= year <= PUBLISHED_THROUGH:
        return None
    days_off, workdays = _library(year)
    return OfficialYear(year=year, source=LIBRARY, days_off=days_off, workdays=workdays)


def statutory(year: int) -> dict[date, Message]:
    """Name the statutory holidays of a year, the lunar ones too, on the days themselves."""
    names = {day: sorted(set(told.split("; ")) & FESTIVALS.keys()) for day, told in _named(year)}
    return {
        day: say("{names}", names=series(FESTIVALS[name] for name in found))
        for day, found in names.items()
        if found
    }


def _version(told: list[OfficialYear]) -> str:
    imports = "".join(f" imported-{year.year}:{year.digest[:12]}" for year in told)
    return f"CN {LIBRARY}-{version(LIBRARY)} published-{PUBLISHED_THROUGH}{imports}"


@lru_cache(maxsize=256)
def _library(year: int) -> Days:
    """Give the weekdays off and the weekend days worked of one year, as the library has them."""
    days_off, workdays = _kept().get(str(year)) or from_library(year)
    return _in_year(year, days_off), _in_year(year, workdays)


def _in_year(year: int, days: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(f"{year}-{day}") for day in days)


@lru_cache(maxsize=1)
def _kept() -> dict[str, list[list[str]]]:
    """Read the library's years as they were written down for this release: loading the library costs more than most commands."""
    kept: dict[str, list[list[str]]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return kept


def from_library(year: int) -> list[list[str]]:
    """Ask the library for the weekdays off and the weekend days worked of a year, each as month and day."""
    import holidays  # noqa: PLC0415 -- see `_kept`

    calendar = holidays.country_holidays("CN", years=year)
    days_off = sorted(day for day in calendar if day.year == year and day.weekday() < SATURDAY)
    workdays = sorted(day for day in calendar.weekend_workdays if day.year == year)
    return [[f"{day:%m-%d}" for day in days] for days in (days_off, workdays)]


@lru_cache(maxsize=256)
def _named(year: int) -> tuple[tuple[date, str], ...]:
    import holidays  # noqa: PLC0415 -- same

    calendar = holidays.country_holidays("CN", years=year, language="zh_CN")
    return tuple(sorted((day, name) for day, name in calendar.items() if day.year == year))
