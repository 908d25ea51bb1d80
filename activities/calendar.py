"""The working days of China: official for published years, provisional beyond (Q41)."""

from datetime import date, timedelta
from importlib.metadata import version

import holidays
from temporalio import activity

from activities import orders
from regulation.calendar import Calendar

# The last year whose make-up days the State Council had published when this release was made; a test checks
# it against the library, which lists weekend workdays for published years only.
PUBLISHED_THROUGH = 2026
SATURDAY = 5


def china(years: orders.Years) -> Calendar:
    """Give the calendar of a range of years."""
    calendar = holidays.country_holidays("CN", years=range(years.first, years.last + 1))
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return Calendar(
        version=f"CN holidays-{version('holidays')} published-{PUBLISHED_THROUGH}",
        days_off=tuple(day for day in days if day in calendar and day.weekday() < SATURDAY),
        workdays=tuple(day for day in days if day in calendar.weekend_workdays),
        first=first,
        last=last,
        provisional_from=date(PUBLISHED_THROUGH + 1, 1, 1) if years.last > PUBLISHED_THROUGH else None,
    )


@activity.defn(name=orders.WORKING_DAYS)
async def working_days(years: orders.Years) -> Calendar:
    """Give the calendar of a range of years to a workflow; it stays in the workflow's history."""
    return china(years)
