"""The periods of an objection: to say whether it is admitted, and to investigate it, extended once (Q12b)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from regulation.calendar.working_days import Calendar, Deadline
from regulation.measures.model import Edition
from regulation.vocabulary.act import Act

MOMENT = timedelta(seconds=1)

# The acts that begin a period of an objection, and its parameter.
PERIODS: Mapping[Act, str] = {
    Act.FILE_OBJECTION: "objection.admissibility_workdays",
    Act.ADMIT_OBJECTION: "objection.workdays",
}


def begun(act: Act, at: datetime, calendar: Calendar, edition: Edition) -> Deadline:
    """Give the period that an act on an objection begins; KeyError for another act, CalendarError (Q12b)."""
    return calendar.add_workdays(at, edition.number(PERIODS[act]))


def investigation_extended(due: Deadline, calendar: Calendar, edition: Edition) -> Deadline:
    """Add the extension to the end of the first period, whenever it is granted; raises CalendarError (Q12b)."""
    return calendar.add_workdays(due.expires_at - MOMENT, edition.number(PERIODS[Act.ADMIT_OBJECTION]))
