"""The days ahead of a park: each clock's turns up to a day, and nothing before or after."""

from datetime import date
from typing import Any

import pytest

from regulation.measures.model import Edition
from regulation.procedures.park import ParkFile, next_opening
from regulation.procedures.park.agenda import coming_openings
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION

DESIGNATED = date(2027, 5, 31)


def park(**changes: Any) -> ParkFile:
    """Give a park that was designated on a day without equal in every month."""
    sound = {
        "id": "p1",
        "name": "江北",
        "district": "吉林市龙潭区",
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "stage": Stage.IN_LIFE,
        "designated_on": DESIGNATED,
        "self_year": 2027,
    }
    return ParkFile.model_validate(sound | changes)


@pytest.mark.provision("R6-survey", "R8-self", "R8-central", "Q18", "Q23", "Q25")
def test_three_years_of_a_park(edition: Edition) -> None:
    """Surveys every half year, a self-assessment each January, the city-wide round once, all with their basis."""
    ahead = coming_openings(park(), edition, DESIGNATED, date(2030, 5, 31))
    days = {kind: [c.opens_on for c in ahead if c.kind == kind] for kind in Kind}

    assert [date(2028, 1, 1), date(2029, 1, 1), date(2030, 1, 1)] == days[Kind.SELF_ASSESSMENT]
    assert [date(2029, 9, 1)] == days[Kind.EVALUATION]
    every = edition.number("survey.every_months")
    assert 36 // every == len(days[Kind.SURVEY])
    assert date(2030, 5, 31) == days[Kind.SURVEY][-1]
    assert sorted(c.opens_on for c in ahead) == [c.opens_on for c in ahead]
    assert all(c.basis in {*edition.provisions, *edition.readings} for c in ahead)


def test_the_first_day_ahead_is_what_the_park_opens_next(edition: Edition) -> None:
    """The forecast begins with the opening that the clock of the workflow waits for."""
    first = coming_openings(park(), edition, DESIGNATED, date(2030, 5, 31))[0]
    found = next_opening(park(), edition)

    assert found is not None
    assert found.opens_on == first.opens_on


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2028, 1, 1), date(2028, 1, 1), 1),
        (date(2028, 1, 2), date(2028, 1, 2), 0),
        (date(2027, 12, 31), date(2027, 12, 31), 0),
    ],
)
def test_both_ends_are_included(since: date, until: date, expected: int, edition: Edition) -> None:
    """The self-assessment of 2027 is ahead on the first of January 2028 only."""
    turns = coming_openings(park(), edition, since, until)
    assert expected == sum(c.kind == Kind.SELF_ASSESSMENT for c in turns)


@pytest.mark.provision("Q26")
def test_a_round_that_the_park_is_exempt_from_opens_nothing(edition: Edition) -> None:
    """Designated in the months before the round of 2029, the park's first evaluation is that of 2032."""
    young = park(designated_on=date(2029, 3, 1), self_year=2029)
    ahead = coming_openings(young, edition, date(2029, 3, 1), date(2033, 1, 1))

    assert [date(2032, 9, 1)] == [c.opens_on for c in ahead if c.kind == Kind.EVALUATION]


def test_a_park_that_is_none_has_nothing_ahead(edition: Edition) -> None:
    """Neither a candidate nor a park that lost its status has clocks."""
    candidate = park(stage=Stage.CANDIDATE, designated_on=None)

    assert () == coming_openings(candidate, edition, DESIGNATED, date(2030, 5, 31))
