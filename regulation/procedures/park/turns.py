"""Which turn of a clock comes next: counted from the designation, on import and when an edition is adopted (Q25, Q40)."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from regulation.calendar.cycles import evaluation_opens, first_self_year, survey_opens
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.procedures.park.file import ParkFile
from regulation.procedures.park.forms import Exemption, OpenProcedure
from regulation.vocabulary.kind import round_year

Opens = Callable[[int, date, Edition], date]


def begins(
    designated_on: date, today: date, edition: Edition, evaluated_on: date | None = None
) -> dict[str, Any]:
    """Set the clocks: each to its first turn that is not in the past already, nor in a year that had its own."""
    evaluated = max(today, year_after(evaluated_on))
    return {
        "designated_on": designated_on,
        "self_year": max(
            first_self_year(designated_on, edition), today.year - 1 if designated_on != today else 0
        ),
        "survey_turn": first_turn(survey_opens, designated_on, edition, today),
        "evaluation_turn": first_turn(evaluation_opens, designated_on, edition, evaluated),
    }


def year_after(evaluated_on: date | None) -> date:
    """Give the first day on which a park is evaluated again: no year has two evaluations (R8-central, Q25)."""
    return date(evaluated_on.year + 1, 1, 1) if evaluated_on else date.min


def turn_after(park: ParkFile, form: OpenProcedure | Exemption) -> int:
    """Number the evaluation after this one; a round takes with it what is owed up to its own year (Q25)."""
    following = park.evaluation_turn + 1
    if form.round is None:
        return following
    assert park.designated_on is not None, "a park in life was designated"
    year_after = date(round_year(form.round) + 1, 1, 1)
    first = first_turn(
        evaluation_opens, park.designated_on, edition(park.edition, park.edition_digest), year_after
    )
    return max(following, first)


def next_turn(
    opens: Opens, turn: int, park: ParkFile, new: Edition, today: date, earliest: date = date.min
) -> int:
    """Number the next turn under a new edition; one that the old edition still owes is not lost."""
    since, old = park.designated_on, edition(park.edition, park.edition_digest)
    assert since is not None
    return first_turn(opens, since, new, max(earliest, min(today, opens(turn, since, old))))


def first_turn(opens: Callable[[int, date, Edition], date], since: date, new: Edition, earliest: date) -> int:
    """Number the first turn that does not lie before a day."""
    return next(turn for turn in count(1) if opens(turn, since, new) >= earliest)
