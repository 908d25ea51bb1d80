"""Dates that return: counted from the anchor, never drifting, 29 February included (Q57)."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.calendar.cycles import (
    BARRED,
    CycleError,
    Ending,
    add_months,
    anniversary,
    cycle_years,
    evaluation_opens,
    exempt,
    extension_months,
    first_self_year,
    reapply_from,
    rectification_months,
    self_assessment_due,
    self_assessment_opens,
    survey_opens,
)
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition

DRAFT = load_edition("jilin-city-draft")
DAYS = st.dates(date(2004, 1, 1), date(2064, 12, 31))
DAY = timedelta(days=1)


def varied(**values: Any) -> Edition:
    """Give the draft with other values; a double underscore stands for the point of a key."""
    wanted = {key.replace("__", "."): value for key, value in values.items()}
    changed = {key: DRAFT.parameters[key].model_copy(update={"value": v}) for key, v in wanted.items()}
    return DRAFT.model_copy(update={"parameters": {**DRAFT.parameters, **changed}})


PER_PARK = varied(central__mode="per_park")


def sixty_years() -> Iterator[date]:
    """Give every day from 2004 to 2063."""
    day = date(2004, 1, 1)
    while day.year < 2064:
        yield day
        day += DAY


@pytest.mark.provision("Q57")
@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 15), 6, date(2026, 9, 15)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    """The 31st ends on the last day of a shorter month, over the turn of a year as within it."""
    assert expected == add_months(day, months)


@pytest.mark.provision("Q57")
def test_every_day_of_sixty_years_keeps_its_number_or_takes_the_last_of_the_month() -> None:
    """Half a year later is six names of months later, whatever the day."""
    for day in sixty_years():
        later = add_months(day, 6)
        assert (day.month + 5) % 12 + 1 == later.month
        assert min(day.day, monthrange(later.year, later.month)[1]) == later.day
        assert 181 <= (later - day).days <= 184


@pytest.mark.provision("Q57")
@pytest.mark.parametrize("leap", [year for year in range(2004, 2065) if isleap(year)])
def test_29_february_returns_as_itself_in_leap_years_and_as_the_28th_in_others(leap: int) -> None:
    """Also after years in which it was the 28th: counted from the anchor it does not drift."""
    for years in range(61):
        year = leap + years
        assert date(year, 2, 29 if isleap(year) else 28) == anniversary(date(leap, 2, 29), years)


@given(DAYS, st.integers(1, 24), st.integers(0, 120))
def test_periods_strictly_rise_and_never_drift(anchor: date, every: int, number: int) -> None:
    """Each lies after the one before, and is never later in its month than the anchor."""
    before, here = (add_months(anchor, every * n) for n in (number, number + 1))

    assert before < here
    assert here.day <= anchor.day
    assert here.day == anchor.day or (here + DAY).day == 1
    assert anchor.year * 12 + anchor.month + every * (number + 1) == here.year * 12 + here.month


@given(DAYS, DAYS, st.integers(0, 240))
def test_a_later_day_never_has_an_earlier_end(one: date, other: date, months: int) -> None:
    """Periods of one length keep the order of their beginnings."""
    first, second = sorted((one, other))

    assert add_months(first, months) <= add_months(second, months)


@pytest.mark.provision("R6-survey", "Q18", "Q57")
def test_surveys_come_every_half_year_from_the_designation() -> None:
    """The first is half a year after it; after a short February the 31st is back."""
    opened = [survey_opens(number, date(2027, 8, 31), DRAFT) for number in range(1, 5)]

    assert [date(2028, 2, 29), date(2028, 8, 31), date(2029, 2, 28), date(2029, 8, 31)] == opened


@given(DAYS, st.integers(1, 119))
def test_surveys_rise_and_there_are_two_a_year(designated_on: date, number: int) -> None:
    """After thirty years the sixtieth survey opens on the anniversary."""
    assert survey_opens(number, designated_on, DRAFT) < survey_opens(number + 1, designated_on, DRAFT)
    assert anniversary(designated_on, 30) == survey_opens(60, designated_on, DRAFT)


@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_period_before_the_first(number: int) -> None:
    """A number below 1 is named and refused; 1 is sound."""
    for opens in (survey_opens, evaluation_opens):
        assert date(2027, 1, 1) < opens(1, date(2027, 1, 1), DRAFT)
        with pytest.raises(CycleError, match=rf".*序号 {number} 小于 1；请从 1 起编号"):
            opens(number, date(2027, 1, 1), DRAFT)


@pytest.mark.provision("R8-self", "Q23")
def test_a_year_is_assessed_when_it_is_over_and_until_the_end_of_march() -> None:
    """The year 2027 opens on 1 January 2028; the last day is the edition's."""
    assert date(2028, 1, 1) == self_assessment_opens(2027)
    assert date(2028, 3, 31) == self_assessment_due(2027, DRAFT)
    assert date(2028, 2, 28) == self_assessment_due(2027, varied(self__due="02-28"))


@pytest.mark.provision("Q54")
@pytest.mark.parametrize(
    ("designated_on", "months", "expected"),
    [
        (date(2027, 1, 1), 6, 2027),
        (date(2027, 7, 1), 6, 2027),
        (date(2027, 7, 2), 6, 2028),
        (date(2027, 12, 31), 6, 2028),
        (date(2027, 12, 31), 0, 2027),
        (date(2027, 1, 1), 12, 2027),
        (date(2027, 1, 2), 12, 2028),
    ],
)
def test_the_first_year_counts_if_half_of_it_was_held(
    designated_on: date, months: int, expected: int
) -> None:
    """From 1 July there are six months, from 2 July there are not."""
    assert expected == first_self_year(designated_on, varied(self__first_year_min_months=months))


@pytest.mark.provision("R8-central", "Q25", "Q57")
@pytest.mark.parametrize(
    ("designated_on", "expected"),
    [
        (date(2027, 5, 10), ["2030-05-10", "2033-05-10", "2036-05-10", "2039-05-10"]),
        (date(2028, 2, 29), ["2031-02-28", "2034-02-28", "2037-02-28", "2040-02-29"]),
    ],
)
def test_per_park_the_cycle_runs_from_the_designation(designated_on: date, expected: list[str]) -> None:
    """Every third anniversary; the twelfth of 29 February is itself again."""
    opened = [evaluation_opens(number, designated_on, PER_PARK) for number in range(1, 5)]

    assert expected == [day.isoformat() for day in opened]


@pytest.mark.provision("R8-central", "Q25")
@pytest.mark.parametrize(
    ("designated_on", "first"),
    [
        (date(2004, 2, 29), 2029),
        (date(2026, 9, 1), 2029),
        (date(2029, 8, 31), 2029),
        (date(2029, 9, 1), 2032),
        (date(2031, 12, 31), 2032),
        (date(2032, 1, 1), 2032),
        (date(2032, 8, 31), 2032),
        (date(2032, 9, 1), 2035),
    ],
)
def test_citywide_all_parks_share_the_rounds(designated_on: date, first: int) -> None:
    """A park's first round is the next that opens after its designation, and none is before the first of all."""
    opened = [evaluation_opens(number, designated_on, DRAFT) for number in (1, 2, 10)]

    assert [date(first + years, 9, 1) for years in (0, 3, 27)] == opened


@given(DAYS, st.integers(1, 20), st.sampled_from([DRAFT, PER_PARK]), st.integers(1, 7))
def test_evaluations_rise_by_a_cycle(designated_on: date, number: int, base: Edition, years: int) -> None:
    """In either mode the next is the same day a cycle later, and the first is after the designation."""
    edition = varied(
        central__mode=base.text("central.mode"), evaluation__every_years=years, central__first_year=2020
    )
    here, later = (evaluation_opens(n, designated_on, edition) for n in (number, number + 1))

    assert designated_on < here
    assert (years, here.month) == (later.year - here.year, later.month)


@given(DAYS, st.integers(1, 7))
def test_no_round_is_missed(designated_on: date, years: int) -> None:
    """The first round of a park is at most a cycle away, once there are rounds at all."""
    edition = varied(evaluation__every_years=years, central__first_year=2004)
    first = evaluation_opens(1, designated_on, edition)

    assert date(2004, 9, 1) == first or add_months(first, -12 * years) <= designated_on < first


@pytest.mark.provision("Q26", "Q57")
@pytest.mark.parametrize(
    ("designated_on", "opens_on", "expected"),
    [
        (date(2028, 9, 1), date(2029, 9, 1), False),
        (date(2028, 9, 2), date(2029, 9, 1), True),
        (date(2029, 8, 31), date(2029, 9, 1), True),
        (date(2028, 2, 29), date(2029, 2, 28), False),
        (date(2028, 2, 29), date(2029, 2, 27), True),
        (date(2004, 1, 1), date(2029, 9, 1), False),
    ],
)
def test_a_park_of_less_than_a_year_is_exempt(designated_on: date, opens_on: date, expected: bool) -> None:
    """With exactly twelve months it takes part, with a day less it does not."""
    assert expected is exempt(designated_on, opens_on, DRAFT)


@given(DAYS)
def test_in_the_default_cycle_only_the_first_round_can_be_exempt(designated_on: date) -> None:
    """A cycle is longer than the exemption; per park the first evaluation is never exempt."""
    assert not exempt(designated_on, evaluation_opens(2, designated_on, DRAFT), DRAFT)
    assert not exempt(designated_on, evaluation_opens(1, designated_on, PER_PARK), PER_PARK)


@pytest.mark.provision("Q56")
@pytest.mark.parametrize(
    ("previous", "opens_on", "first", "expected"),
    [
        (None, date(2029, 9, 1), 2027, [2027, 2028]),
        (None, date(2029, 9, 1), 2028, [2028]),
        (None, date(2029, 9, 1), 2029, []),
        (None, date(2029, 9, 1), 2015, [2026, 2027, 2028]),
        (date(2029, 9, 1), date(2032, 9, 1), 2015, [2029, 2030, 2031]),
        (date(2029, 9, 1), date(2032, 9, 1), 2031, [2031]),
        (date(2026, 9, 1), date(2032, 9, 1), 2015, [2029, 2030, 2031]),
        (date(2030, 9, 1), date(2032, 9, 1), 2015, [2030, 2031]),
        (date(2029, 4, 1), date(2032, 4, 1), 2015, [2029, 2030, 2031]),
        (date(2029, 3, 31), date(2032, 3, 31), 2015, [2028, 2029, 2030]),
        (date(2029, 3, 31), date(2032, 4, 1), 2015, [2029, 2030, 2031]),
        (date(2029, 4, 1), date(2032, 3, 31), 2015, [2029, 2030]),
    ],
)
def test_an_evaluation_takes_the_years_that_fell_due_since_the_one_before(
    previous: date | None, opens_on: date, first: int, expected: list[int]
) -> None:
    """A year still open for its self-assessment is not missing; it belongs to the next, three at most."""
    assert expected == list(cycle_years(previous, opens_on, first, DRAFT))


@given(DAYS, st.sampled_from([DRAFT, PER_PARK]))
def test_every_year_belongs_to_one_evaluation(designated_on: date, edition: Edition) -> None:
    """From the second evaluation on no year is lost and none counts twice, over thirty years."""
    first = first_self_year(designated_on, edition)
    opened = [evaluation_opens(number, designated_on, edition) for number in range(1, 11)]
    pairs = zip([None, *opened], opened, strict=False)
    years = [year for previous, here in pairs for year in cycle_years(previous, here, first, edition)]

    assert list(range(years[0], years[-1] + 1)) == years
    assert first <= years[0]


@pytest.mark.provision("Q36", "Q57")
@pytest.mark.parametrize(
    ("kind", "ended_on", "expected"),
    [
        (Ending.REVOKED, date(2030, 5, 10), date(2032, 5, 10)),
        (Ending.FRAUD, date(2030, 5, 10), date(2033, 5, 10)),
        (Ending.EXIT, date(2030, 5, 10), date(2030, 5, 10)),
        (Ending.REVOKED, date(2028, 2, 29), date(2030, 2, 28)),
    ],
)
def test_a_park_may_apply_again_after_an_interval(kind: Ending, ended_on: date, expected: date) -> None:
    """Two years after a revocation, three after fraud, at once after leaving of its own will."""
    assert expected == reapply_from(kind, ended_on, DRAFT)


def test_every_ending_has_its_interval() -> None:
    """No way to lose the status lacks a parameter of its own."""
    assert set(Ending) == set(BARRED)
    assert len(BARRED) == len(set(BARRED.values()) & set(DRAFT.parameters))


@pytest.mark.provision("R9-rectify", "Q30")
@pytest.mark.parametrize(("asked", "expected"), [(None, 12), (1, 1), (12, 12)])
def test_rectification_takes_a_year_or_less(asked: int | None, expected: int) -> None:
    """Without a wish the usual length; an official may shorten it to the least."""
    assert expected == rectification_months(asked, DRAFT)


@pytest.mark.provision("R9-rectify", "Q30")
@pytest.mark.parametrize("asked", [-1, 0, 13])
def test_rectification_beyond_its_bounds_is_refused(asked: int) -> None:
    """The message names the field, the number and the bounds."""
    expected = f"整改期限 {asked} 个月超出范围；请填写 1 至 12 个月"

    with pytest.raises(CycleError, match=f"^{expected}$"):
        rectification_months(asked, DRAFT)


@pytest.mark.provision("Q30")
def test_an_extension_is_half_a_year_at_most() -> None:
    """From one month to six; none and seven are refused."""
    assert [1, 6] == [extension_months(asked, DRAFT) for asked in (1, 6)]
    for asked in (0, 7):
        with pytest.raises(CycleError, match=f"整改延长 {asked} 个月超出范围；请填写 1 至 6 个月"):
            extension_months(asked, DRAFT)
