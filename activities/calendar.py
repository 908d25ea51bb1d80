"""The calendar that workflows count with (Q41)."""

from temporalio import activity

from activities import contracts
from records.calendar import calendars
from records.calendar.working_days import china
from records.database import Database
from regulation.calendar.working_days import Calendar, Years


class CalendarActivities:
    """The calendar that workflows count with: the library's, with the years that were imported since."""

    def __init__(self, db: Database) -> None:
        self.db = db

    @activity.defn(name=contracts.WORKING_DAYS)
    async def working_days(self, years: Years) -> Calendar:
        """Give the calendar of a range of years to a workflow; it stays in the workflow's history."""
        return china(years, await calendars.official_years(self.db))
