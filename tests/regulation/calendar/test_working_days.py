"""Periods are counted from the day after, to 24:00 of the last day (Q41, Civil Code 201 to 203)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regulation.calendar.working_days import CST, Calendar, CalendarError, Deadline
from regulation.words.message import CHINESE

NATIONAL_DAY = Calendar(
    version="test-1",
    days_off=tuple(date(2026, 10, day) for day in (7, 6, 5, 2, 1)),
    workdays=(date(2026, 10, 10),),
    first=date(2026, 1, 1),
    last=date(2027, 12, 31),
    provisional_from=date(2027, 1, 1),
)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda t: t.replace(tzinfo=CST))  # noqa: DTZ001


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """Make a moment in China."""
    return datetime(year, month, day, hour, tzinfo=CST)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
@pytest.mark.provision("Q41")
def test_holidays_are_off_and_swapped_weekends_are_worked(day: date, expected: bool) -> None:
    """A weekday of the holiday is off, a weekend day that is worked counts, other weekends do not."""
    assert expected == NATIONAL_DAY.is_workday(day)


@pytest.mark.provision("Q41")
def test_a_period_over_the_national_day_ends_at_midnight_of_its_last_workday() -> None:
    """Five working days from 28 September 2026 are 29, 30 September and 8, 9, 10 October."""
    deadline = NATIONAL_DAY.add_workdays(at(2026, 9, 28), 5)
    assert date(2026, 10, 10) == deadline.last_day
    assert at(2026, 10, 11, 0) == deadline.expires_at
    assert [date(2026, 10, day) for day in range(1, 8)] == [day for day, _ in deadline.skipped]
    assert deadline.provisional is False


@pytest.mark.provision("Q41")
def test_the_day_of_the_event_is_the_day_in_china() -> None:
    """15:59 UTC is still that day in China; 16:00 UTC is the next day."""
    before = NATIONAL_DAY.add_workdays(datetime(2026, 3, 2, 15, 59, tzinfo=UTC), 1)
    after = NATIONAL_DAY.add_workdays(datetime(2026, 3, 2, 16, 0, tzinfo=UTC), 1)
    assert (date(2026, 3, 3), date(2026, 3, 4)) == (before.last_day, after.last_day)


def test_the_explanation_shows_each_day_with_its_reason() -> None:
    """Every day after the start has one line, counted or with the reason why not."""
    lines = NATIONAL_DAY.add_workdays(at(2026, 9, 30), 1).explain()
    assert lines[0] == "2026-09-30（周三）：起算事由发生日，当日不计。"
    assert lines[1] == "2026-10-01（周四）：不计，法定节假日放假。"
    assert lines[3] == "2026-10-03（周六）：不计，周末。"
    assert lines[8] == "2026-10-08（周四）：第 1 个工作日。"
    assert lines[9] == "期限于 2026-10-08 24:00 届满（日历版本 test-1）。"
    assert len(lines) == 10


@pytest.mark.provision("Q41")
def test_a_deadline_in_unpublished_days_is_provisional() -> None:
    """The last day before the limit is firm, the first day from it is provisional and says so."""
    firm = NATIONAL_DAY.add_workdays(at(2026, 12, 30), 1)
    open_ended = NATIONAL_DAY.add_workdays(at(2026, 12, 30), 2)
    assert (firm.provisional, open_ended.provisional) == (False, True)
    assert "暂定" in open_ended.explain()[-1]


def test_days_outside_the_calendar_are_refused_with_the_next_step() -> None:
    """The first and the last day are covered, their neighbours are not."""
    assert NATIONAL_DAY.is_workday(NATIONAL_DAY.first) is True
    assert NATIONAL_DAY.is_workday(NATIONAL_DAY.last) is True
    for day in (date(2025, 12, 31), date(2028, 1, 1)):
        with pytest.raises(CalendarError, match=f"{CHINESE.day(day)}.*更新工作日历"):
            NATIONAL_DAY.is_workday(day)
    with pytest.raises(CalendarError, match="2028年1月1日"):
        NATIONAL_DAY.add_workdays(at(2027, 12, 30), 2)


def test_moments_without_zone_and_empty_periods_are_refused() -> None:
    """Neither a naive datetime nor a period of no days can be counted."""
    with pytest.raises(CalendarError, match="时区"):
        NATIONAL_DAY.add_workdays(datetime(2026, 3, 2), 1)  # noqa: DTZ001
    with pytest.raises(CalendarError, match="小于 1"):
        NATIONAL_DAY.add_workdays(at(2026, 3, 2), 0)
    with pytest.raises(CalendarError, match="小于 1"):
        NATIONAL_DAY.workday_before(date(2026, 3, 2), 0)
    with pytest.raises(CalendarError, match="天数 0"):
        NATIONAL_DAY.add_days(at(2026, 3, 2), 0)
    with pytest.raises(CalendarError, match="月数 0"):
        NATIONAL_DAY.add_months(at(2026, 3, 2), 0)


def test_contradictory_calendars_are_refused() -> None:
    """A day cannot be both off and worked, and a range cannot end before it begins, but on the same day."""
    day = date(2026, 10, 10)
    assert Calendar(version="x", workdays=(day,), first=day, last=day).is_workday(day) is True
    with pytest.raises(ValidationError, match="2026年10月10日"):
        Calendar(version="x", days_off=(day,), workdays=(day,), first=day, last=day)
    with pytest.raises(ValidationError, match="早于"):
        Calendar(version="x", first=day, last=day - timedelta(days=1))


def test_calendars_and_deadlines_survive_json() -> None:
    """What is written as JSON reads back equal, and the order of the days given does not matter."""
    deadline = NATIONAL_DAY.add_workdays(at(2026, 9, 28), 5)
    assert Calendar.model_validate_json(NATIONAL_DAY.model_dump_json()) == NATIONAL_DAY
    assert deadline == Deadline.model_validate_json(deadline.model_dump_json())
    backwards = NATIONAL_DAY.model_copy(update={"days_off": NATIONAL_DAY.days_off[::-1]}).model_dump()
    assert Calendar.model_validate(backwards) == NATIONAL_DAY


@pytest.mark.provision("Q41")
@given(STARTS, st.integers(1, 60))
def test_counting_back_and_between_undoes_adding(start: datetime, n: int) -> None:
    """The days between start and last day are n again, and n is lost on the day before."""
    deadline = NATIONAL_DAY.add_workdays(start, n)
    end = deadline.expires_at - timedelta(seconds=1)
    assert n == NATIONAL_DAY.workdays_between(start, end)
    assert n - 1 == NATIONAL_DAY.workdays_between(start, end - timedelta(days=1))
    longer = NATIONAL_DAY.add_workdays(start, n + 3)
    assert deadline.last_day == NATIONAL_DAY.workday_before(longer.last_day, 3)


@given(STARTS, st.integers(1, 60))
def test_one_more_workday_ends_later(start: datetime, n: int) -> None:
    """A longer period ends strictly later, and a later start never ends earlier."""
    assert NATIONAL_DAY.add_workdays(start, n).last_day < NATIONAL_DAY.add_workdays(start, n + 1).last_day
    later = NATIONAL_DAY.add_workdays(start + timedelta(days=1), n)
    assert NATIONAL_DAY.add_workdays(start, n).last_day <= later.last_day


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    """The count of an empty or reversed span is zero."""
    assert NATIONAL_DAY.workdays_between(at(2026, 3, 5), at(2026, 3, 5, 18)) == 0
    assert NATIONAL_DAY.workdays_between(at(2026, 3, 5), at(2026, 3, 2)) == 0


@pytest.mark.provision("Q41")
@given(STARTS, st.integers(0, 365))
def test_the_count_between_is_the_count_day_by_day(start: datetime, days: int) -> None:
    """The working days found without walking are those that a walk finds."""
    end = start + timedelta(days=days)
    walked = sum(NATIONAL_DAY.is_workday((start + timedelta(days=n)).date()) for n in range(1, days + 1))
    assert walked == NATIONAL_DAY.workdays_between(start, end)


def test_a_count_beyond_the_calendar_is_refused() -> None:
    """The days from the first day of the calendar to its last can be counted, one more on either side cannot."""
    assert NATIONAL_DAY.workdays_between(at(2025, 12, 31), at(2027, 12, 31)) > 0
    for span in ((at(2025, 12, 30), at(2026, 1, 5)), (at(2027, 12, 30), at(2028, 1, 1))):
        with pytest.raises(CalendarError, match="更新工作日历"):
            NATIONAL_DAY.workdays_between(*span)


@pytest.mark.provision("Q41")
@pytest.mark.parametrize(
    ("start", "days", "nominal", "last_day"),
    [
        (at(2026, 9, 1), 29, date(2026, 9, 30), date(2026, 9, 30)),  # the last day before the holiday
        (at(2026, 9, 1), 30, date(2026, 10, 1), date(2026, 10, 8)),  # its first day
        (at(2026, 9, 1), 36, date(2026, 10, 7), date(2026, 10, 8)),  # its last day
        (at(2026, 9, 1), 37, date(2026, 10, 8), date(2026, 10, 8)),  # the first day after it
        (at(2026, 9, 1), 39, date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday that is worked
        (at(2026, 9, 1), 40, date(2026, 10, 11), date(2026, 10, 12)),  # a Sunday that is not
    ],
)
def test_days_count_through_and_end_on_a_workday(
    start: datetime, days: int, nominal: date, last_day: date
) -> None:
    """Days off count within the period, but the period does not end on one."""
    deadline = NATIONAL_DAY.add_days(start, days)
    assert (nominal, last_day) == (deadline.nominal, deadline.last_day)
    assert (nominal != last_day) == deadline.moved
    assert NATIONAL_DAY.workdays_between(start, at(last_day.year, last_day.month, last_day.day)) == (
        deadline.workdays
    )


LONG = Calendar(version="long", first=date(2024, 1, 1), last=date(2056, 12, 31))


@pytest.mark.provision("Q41", "Q30")
@pytest.mark.parametrize(
    ("start", "months", "nominal"),
    [
        (at(2026, 1, 28), 1, date(2026, 2, 28)),
        (at(2026, 1, 29), 1, date(2026, 2, 28)),  # no 29th: the last day of the month
        (at(2026, 1, 31), 1, date(2026, 2, 28)),
        (at(2026, 2, 28), 1, date(2026, 3, 28)),  # the day of the same number, not the last
        (at(2027, 12, 31), 2, date(2028, 2, 29)),
        (at(2028, 2, 29), 12, date(2029, 2, 28)),
        (at(2028, 2, 29), 48, date(2032, 2, 29)),
        (at(2026, 1, 15), 11, date(2026, 12, 15)),
        (at(2026, 1, 15), 12, date(2027, 1, 15)),
        (at(2026, 12, 15), 1, date(2027, 1, 15)),
        (at(2026, 6, 1), 360, date(2056, 6, 1)),
    ],
)
def test_months_end_on_the_day_of_the_same_number(start: datetime, months: int, nominal: date) -> None:
    """A month ends on the same number, or on the last day of a month that has no such day; then no earlier."""
    deadline = LONG.add_months(start, months)
    assert nominal == deadline.nominal
    assert 0 <= (deadline.last_day - nominal).days <= 2
    assert LONG.is_workday(deadline.last_day) is True


@pytest.mark.provision("Q23", "Q41")
@pytest.mark.parametrize(
    ("year", "last_day", "moved"),
    [
        (2027, date(2027, 3, 31), False),  # a Wednesday
        (2029, date(2029, 4, 2), True),  # a Saturday
        (2030, date(2030, 4, 1), True),  # a Sunday
    ],
)
def test_a_fixed_date_moves_off_a_day_off(year: int, last_day: date, moved: bool) -> None:
    """31 March is the date itself, or the next working day, and which of the two can be seen."""
    deadline = LONG.until(at(year, 1, 1), date(year, 3, 31))
    assert (last_day, moved) == (deadline.last_day, deadline.moved)
    assert date(year, 3, 31) == deadline.nominal


def test_a_fixed_date_may_have_passed() -> None:
    """What is opened late is due on its own date all the same, with no working day left."""
    due = date(2027, 3, 31)
    day_before, on_it, long_after = (
        LONG.until(start, due) for start in (at(2027, 3, 30), at(2027, 3, 31), at(2027, 9, 1))
    )
    assert (1, 0, 0) == (day_before.workdays, on_it.workdays, long_after.workdays)
    assert {due} == {deadline.last_day for deadline in (day_before, on_it, long_after)}
    assert "已到或已过" not in "".join(day_before.explain())
    assert all("已到或已过" in "".join(deadline.explain()) for deadline in (on_it, long_after))


def test_months_and_dates_are_explained_by_their_end() -> None:
    """The start, the nominal end, and each day over which it moved."""
    assert (
        "2026-01-31（周六）：起算事由发生日，当日不计。",
        "2026-02-28（周六）：计 1 个月，到期月没有对应日，为月末日。",
        "2026-02-28（周六）：周末，届满日顺延。",
        "2026-03-01（周日）：周末，届满日顺延。",
        "2026-03-02（周一）：休假日结束后的第一个工作日，为届满日。",
        "期限于 2026-03-02 24:00 届满（日历版本 long）。",
    ) == LONG.add_months(at(2026, 1, 31), 1).explain()
    assert (
        "2027-03-31（周三）：规定的期限届满日。",
        "期限于 2027-03-31 24:00 届满（日历版本 long）。",
    ) == LONG.until(at(2027, 1, 1), date(2027, 3, 31)).explain()


def test_days_are_explained_one_by_one() -> None:
    """Each day has its number, days off too, and the move is told."""
    lines = NATIONAL_DAY.add_days(at(2026, 9, 29), 2).explain()
    assert "2026-09-30（周三）：第 1 日。" == lines[1]
    assert "2026-10-01（周四）：第 2 日。" == lines[2]
    assert "2026-10-01（周四）：法定节假日放假，届满日顺延。" == lines[3]
    assert "2026-10-08（周四）：休假日结束后的第一个工作日，为届满日。" == lines[-2]


def test_a_deadline_of_an_older_ledger_still_reads() -> None:
    """What was written before there were other units is a period of working days."""
    counted = NATIONAL_DAY.add_workdays(at(2026, 9, 28), 5)
    written = counted.model_dump(mode="json", exclude={"days", "months", "nominal"})
    assert counted == Deadline.model_validate(written)
    assert counted.moved is False
