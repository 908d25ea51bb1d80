"""A running period is counted again, stopped, resumed and extended; both dates are kept (Q41, Q30)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from regulation.calendar.recount import extended, recount, resumed, stopped
from regulation.calendar.working_days import CST, Calendar, CalendarError, Deadline
from regulation.casework.suspension import Suspension, SuspensionKind

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
BEFORE = Calendar(version="before", first=FIRST, last=LAST, provisional_from=date(2027, 1, 1))
# A Thursday and a Friday off, the Saturday after worked.
AFTER = Calendar(
    version="after",
    days_off=(date(2027, 3, 4), date(2027, 3, 5)),
    workdays=(date(2027, 3, 6),),
    first=FIRST,
    last=LAST,
)


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """Make a moment in China."""
    return datetime(year, month, day, hour, tzinfo=CST)


@pytest.mark.provision("Q41")
@pytest.mark.parametrize(
    ("deadline", "last_day"),
    [
        (BEFORE.add_workdays(at(2027, 3, 1), 2), None),  # ends the day before the new days off
        (BEFORE.add_workdays(at(2027, 3, 1), 3), date(2027, 3, 6)),
        (BEFORE.add_workdays(at(2027, 3, 1), 4), date(2027, 3, 8)),
        (BEFORE.add_workdays(at(2027, 3, 6), 4), None),  # begins after them
        (BEFORE.add_days(at(2027, 3, 1), 2), None),
        (BEFORE.add_days(at(2027, 3, 1), 3), date(2027, 3, 6)),
        (BEFORE.add_days(at(2027, 3, 1), 7), None),  # days off within do not matter
        (BEFORE.add_months(at(2027, 2, 3), 1), None),
        (BEFORE.add_months(at(2027, 2, 4), 1), date(2027, 3, 6)),
        (BEFORE.until(at(2027, 1, 1), date(2027, 3, 5)), date(2027, 3, 6)),
        (BEFORE.until(at(2027, 1, 1), date(2027, 3, 6)), date(2027, 3, 6)),  # was Monday, is that Saturday
        (BEFORE.until(at(2027, 1, 1), date(2027, 3, 7)), None),
    ],
)
def test_the_same_period_is_counted_again(deadline: Deadline, last_day: date | None) -> None:
    """Each kind of period, on both sides of the days that changed; None where the last day stays."""
    again = recount(deadline, AFTER)
    assert last_day == (again and again.last_day)
    if again is not None:
        same = ("started_on", "days", "months", "nominal")
        assert [getattr(deadline, field) for field in same] == [getattr(again, field) for field in same]
        assert ("after", False) == (again.calendar, again.provisional)


def test_a_calendar_that_does_not_reach_is_refused() -> None:
    """A period is not counted again on a calendar that ends before it does."""
    short = Calendar(version="short", first=FIRST, last=date(2027, 3, 3))
    with pytest.raises(CalendarError, match="short"):
        recount(BEFORE.add_workdays(at(2027, 3, 1), 3), short)
    assert recount(BEFORE.add_workdays(at(2027, 3, 1), 2), short) is None


@pytest.mark.parametrize(
    ("day", "remaining"),
    [(1, 5), (2, 4), (5, 1), (6, 1), (7, 1), (8, 0)],
)
def test_the_day_of_the_stop_is_used(day: int, remaining: int) -> None:
    """Five days from Monday 1 March end on Monday 8 March; each stop leaves the working days after it."""
    deadline = BEFORE.add_workdays(at(2027, 3, 1), 5)
    assert date(2027, 3, 8) == deadline.last_day
    assert remaining == stopped(deadline, at(2027, 3, day, 23), BEFORE)


def test_what_is_not_running_cannot_be_stopped() -> None:
    """Neither before the start nor from 24:00 of the last day on; a second earlier it can."""
    deadline = BEFORE.add_workdays(at(2027, 3, 1), 1)
    assert 0 == stopped(deadline, deadline.expires_at - timedelta(seconds=1), BEFORE)
    with pytest.raises(CalendarError, match="2027年3月2日 24:00 届满"):
        stopped(deadline, deadline.expires_at, BEFORE)
    with pytest.raises(CalendarError, match="2027年2月28日早于"):
        stopped(deadline, at(2027, 2, 28), BEFORE)


@given(st.integers(1, 30), st.integers(0, 40))
def test_stopping_and_resuming_on_one_day_changes_nothing(n: int, after: int) -> None:
    """Whatever the working day, the last day is the one that it would have been."""
    deadline = BEFORE.add_workdays(at(2027, 3, 1), n)
    moment = at(2027, 3, 1) + timedelta(days=after)
    assume(moment < deadline.expires_at)
    assert deadline.last_day == resumed(stopped(deadline, moment, BEFORE), moment, BEFORE).last_day


@pytest.mark.parametrize(
    ("remaining", "moment", "last_day"),
    [
        (2, at(2027, 3, 1), date(2027, 3, 3)),
        (2, at(2027, 3, 4), date(2027, 3, 8)),
        (1, at(2027, 3, 6), date(2027, 3, 8)),
        (0, at(2027, 3, 5), date(2027, 3, 5)),  # stopped on its last day
        (0, at(2027, 3, 6), date(2027, 3, 8)),  # resumed on a Saturday
    ],
)
def test_a_resumed_period_runs_on(remaining: int, moment: datetime, last_day: date) -> None:
    """The remaining working days count from the day after the resumption."""
    assert last_day == resumed(remaining, moment, BEFORE).last_day


@pytest.mark.provision("Q30")
def test_an_extension_adds_its_own_units_from_the_start() -> None:
    """Months to months, days to days, working days to working days; a fixed date has no unit."""
    months, days, workdays, fixed = (
        BEFORE.add_months(at(2026, 8, 31), 12),
        BEFORE.add_days(at(2027, 3, 1), 3),
        BEFORE.add_workdays(at(2027, 3, 1), 3),
        BEFORE.until(at(2027, 3, 1), date(2027, 3, 31)),
    )
    assert date(2028, 2, 29) == extended(months, 6, BEFORE).nominal
    assert date(2027, 3, 5) == extended(days, 1, BEFORE).last_day
    assert date(2027, 3, 8) == extended(workdays, 2, BEFORE).last_day
    with pytest.raises(CalendarError, match="固定日期2027年3月31日"):
        extended(fixed, 1, BEFORE)
    with pytest.raises(CalendarError, match="小于 1"):
        extended(months, 0, BEFORE)


LINE: dict[str, Any] = {"at": at(2027, 3, 1), "by": "city", "basis": "Q30", "reason": "鉴定期间"}
DAYS = {"due_before": date(2027, 3, 10), "due_after": date(2027, 3, 12)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "stop", "due_before": date(2027, 3, 10), "remaining": 3}, None),
        ({"kind": "stop", **DAYS, "remaining": 3}, "届满日仅在中止时留空"),
        ({"kind": "stop", "due_before": date(2027, 3, 10)}, "剩余工作日数"),
        ({"kind": "resume", **DAYS}, None),
        ({"kind": "resume", **DAYS, "remaining": 3}, "剩余工作日数"),
        ({"kind": "resume", "due_before": date(2027, 3, 10)}, "届满日仅在中止时留空"),
        ({"kind": "extend", **DAYS}, None),
        ({"kind": "extend", **DAYS, "due_after": date(2027, 3, 10)}, None),
        ({"kind": "extend", **DAYS, "due_after": date(2027, 3, 9)}, "早于原届满日"),
        ({"kind": "resume", **DAYS, "due_after": date(2027, 3, 9)}, None),  # fewer days off by now
    ],
)
def test_a_line_says_what_it_changed(changes: dict[str, Any], field: str | None) -> None:
    """A stop has no new date and leaves days; the others have both dates, an extension no earlier one."""
    if field is None:
        line = Suspension.model_validate(LINE | changes)
        assert line == Suspension.model_validate_json(line.model_dump_json())
    else:
        with pytest.raises(ValidationError, match=field):
            Suspension.model_validate(LINE | changes)


def test_people_read_what_happened() -> None:
    """Each kind has its Chinese word."""
    assert ["中止", "恢复", "延长"] == [kind.zh for kind in SuspensionKind]
