"""The days ahead of a park: when the clocks of Articles 6 and 8 open its next procedures."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from regulation.calendar.cycles import evaluation_opens, exempt, self_assessment_opens, survey_opens
from regulation.measures.model import Edition
from regulation.procedures.park.file import ParkFile
from regulation.procedures.park.table import PARK
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict


class Coming(Strict):
    """An opening to come: its kind, its turn since the designation (a self-assessment: the year), its day, its basis."""

    kind: Kind
    turn: int
    opens_on: date
    basis: str


def coming_openings(park: ParkFile, edition: Edition, since: date, until: date) -> tuple[Coming, ...]:
    """List what the clocks open from `since` to `until`, both included, earliest first (R6-survey, R8-self, R8-central).

    It is a forecast under the present edition: what is open on such a day makes the next one of its kind wait.
    """
    if park.stage != Stage.IN_LIFE:
        return ()
    ahead = (
        *_surveys(park, edition, until),
        *_self_assessments(park, until),
        *_evaluations(park, edition, until),
    )
    return tuple(sorted((c for c in ahead if c.opens_on >= since), key=lambda c: c.opens_on))


def _surveys(park: ParkFile, edition: Edition, until: date) -> Iterator[Coming]:
    for turn in count(park.survey_turn):
        opens_on = survey_opens(turn, _since(park), edition)
        if opens_on > until:
            return
        yield _coming(Kind.SURVEY, Act.OPEN_SURVEY, turn, opens_on)


def _self_assessments(park: ParkFile, until: date) -> Iterator[Coming]:
    for year in range(park.self_year, until.year):
        yield _coming(Kind.SELF_ASSESSMENT, Act.OPEN_SELF_ASSESSMENT, year, self_assessment_opens(year))


def _evaluations(park: ParkFile, edition: Edition, until: date) -> Iterator[Coming]:
    """A round from which the park is exempt opens nothing (Q26)."""
    for turn in count(park.evaluation_turn):
        opens_on = evaluation_opens(turn, _since(park), edition)
        if opens_on > until:
            return
        if not exempt(_since(park), opens_on, edition):
            yield _coming(Kind.EVALUATION, Act.OPEN_EVALUATION, turn, opens_on)


def _coming(kind: Kind, act: Act, turn: int, opens_on: date) -> Coming:
    move = PARK.find(Stage.IN_LIFE, act)
    assert move is not None, "a park in life opens these"
    return Coming(kind=kind, turn=turn, opens_on=opens_on, basis=move.basis)


def _since(park: ParkFile) -> date:
    assert park.designated_on is not None, "a park in life was designated"
    return park.designated_on
