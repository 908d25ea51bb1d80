"""The periods of an objection, on both sides of their last moment (Q12b)."""

from datetime import datetime

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.measures.model import Edition
from regulation.procedures.application.period import begun, investigation_extended
from regulation.vocabulary.act import Act

FILED = datetime(2026, 11, 24, 10, tzinfo=CST)


@pytest.mark.provision("Q12b")
@pytest.mark.parametrize(
    ("act", "parameter"),
    [
        (Act.FILE_OBJECTION, "objection.admissibility_workdays"),
        (Act.ADMIT_OBJECTION, "objection.workdays"),
    ],
)
def test_each_act_begins_its_own_period(
    calendar: Calendar, edition: Edition, act: Act, parameter: str
) -> None:
    """Admission and investigation have each a number of workdays of the edition."""
    assert edition.number(parameter) == begun(act, FILED, calendar, edition).workdays
    assert begun(Act.FILE_OBJECTION, FILED, calendar, edition) != begun(
        Act.ADMIT_OBJECTION, FILED, calendar, edition
    )


@pytest.mark.provision("Q12b")
def test_an_extension_follows_the_end_of_the_first_period(calendar: Calendar, edition: Edition) -> None:
    """It is counted from the last day of the investigation, whenever it is granted."""
    first = begun(Act.ADMIT_OBJECTION, FILED, calendar, edition)
    more = investigation_extended(first, calendar, edition)

    assert (first.last_day, edition.number("objection.workdays")) == (more.started_on, more.workdays)


def test_no_other_act_begins_one(calendar: Calendar, edition: Edition) -> None:
    """A ruling has no period."""
    with pytest.raises(KeyError):
        begun(Act.DISMISS_OBJECTION, FILED, calendar, edition)
