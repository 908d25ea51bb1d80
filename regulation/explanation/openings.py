"""Why a park's next procedures open when they do (R6-survey, R8-self, R8-central; Q18, Q23, Q25, Q26, Q54)."""

from datetime import date

from regulation.calendar.cycles import (
    add_months,
    evaluation_opens,
    exempt,
    self_assessment_due,
    self_assessment_opens,
    survey_opens,
)
from regulation.measures.citations import citation
from regulation.measures.model import Edition
from regulation.procedures.park.file import ParkFile
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message, say
from regulation.words.sentences import Told
from regulation.words.values import Strict

FOLLOWED = (Kind.EVALUATION, Kind.RECTIFICATION, Kind.REVOCATION)


class Expected(Strict):
    """The next opening of a kind, its day, and the reasons, each with its basis.

    `waits_for` is the open case that makes it wait, although its day may have come.
    """

    kind: Kind
    kind_zh: str
    turn: int
    opens_on: date
    exempt: bool = False
    waits_for: str | None
    reasons: tuple[Told, ...]


class ParkExplanation(Strict):
    """The coming openings of a park, earliest first; none where it is no municipal park."""

    case: str
    stage: Stage
    stage_zh: str
    designated_on: date | None
    edition: str
    openings: tuple[Expected, ...]


def explain_park(park: ParkFile, edition: Edition) -> ParkExplanation:
    """Tell why the next survey, self-assessment and evaluation of a park open on their days."""
    openings: tuple[Expected, ...] = ()
    if park.stage == Stage.IN_LIFE and park.designated_on is not None:
        since = park.designated_on
        found = (
            _survey(park, since, edition),
            _self_assessment(park, since, edition),
            _evaluation(park, since, edition),
        )
        openings = tuple(sorted(found, key=lambda opening: opening.opens_on))
    return ParkExplanation(
        case=park.case,
        stage=park.stage,
        stage_zh=park.stage.zh,
        designated_on=park.designated_on,
        edition=edition.id,
        openings=openings,
    )


def _resting(told: Message, key: str, edition: Edition) -> Message:
    """Add the parameter and its basis."""
    parameter = edition.parameters[key]
    return say(
        "{told}（参数 {key}＝{value}，依据{cite}）",
        told=told,
        key=key,
        value=str(parameter.value),
        cite=citation(parameter.basis, edition),
    )


def _survey(park: ParkFile, since: date, edition: Edition) -> Expected:
    turn, opens_on = park.survey_turn, survey_opens(park.survey_turn, since, edition)
    why = say(
        "认定日{since}起第 {turn} 次，计 {months} 个月，为{opens_on}",
        since=since,
        turn=turn,
        months=turn * edition.number("survey.every_months"),
        opens_on=opens_on,
    )
    return Expected(
        kind=Kind.SURVEY,
        kind_zh=Kind.SURVEY.zh,
        turn=turn,
        opens_on=opens_on,
        waits_for=park.open_of(Kind.SURVEY),
        reasons=(_resting(why, "survey.every_months", edition),),
    )


def _self_assessment(park: ParkFile, since: date, edition: Edition) -> Expected:
    year, opens_on = park.self_year, self_assessment_opens(park.self_year)
    why = say(
        "{year} 年度结束，次日{opens_on}开始自评（依据{cite}）",
        year=year,
        opens_on=opens_on,
        cite=citation("R8-self", edition),
    )
    due = say("该年度自评应于{due}前完成，遇休假日顺延", due=self_assessment_due(year, edition))
    reasons = [why, _resting(due, "self.due", edition)]
    if year in {since.year, since.year + 1} and not park.self_records:
        first = say("认定日{since}；当年满规定月数的，自当年起自评，否则自次年起", since=since)
        reasons.append(_resting(first, "self.first_year_min_months", edition))
    return Expected(
        kind=Kind.SELF_ASSESSMENT,
        kind_zh=Kind.SELF_ASSESSMENT.zh,
        turn=year,
        opens_on=opens_on,
        waits_for=park.open_of(Kind.SELF_ASSESSMENT),
        reasons=tuple(reasons),
    )


def _evaluation(park: ParkFile, since: date, edition: Edition) -> Expected:
    turn, opens_on = park.evaluation_turn, evaluation_opens(park.evaluation_turn, since, edition)
    free, full = exempt(since, opens_on, edition), add_months(since, edition.number("central.exempt_months"))
    taking_part = (
        say("至该日认定不满规定月数（{full}届满），免予参加本轮", full=full)
        if free
        else say("至该日认定已满规定月数（{full}届满），应当参加", full=full)
    )
    return Expected(
        kind=Kind.EVALUATION,
        kind_zh=Kind.EVALUATION.zh,
        turn=turn,
        opens_on=opens_on,
        exempt=free,
        waits_for=park.open_of(*FOLLOWED),
        reasons=(
            *_beginning(since, turn, opens_on, edition),
            _resting(say("周期年数"), "evaluation.every_years", edition),
            _resting(taking_part, "central.exempt_months", edition),
        ),
    )


def _beginning(since: date, turn: int, opens_on: date, edition: Edition) -> tuple[Message, ...]:
    """Say on which day an evaluation begins: the city's own, or that of each park (Q25)."""
    if edition.text("central.mode") != "citywide":
        own = say(
            "按园区各自周期，认定日{since}起第 {turn} 次于{opens_on}开始",
            since=since,
            turn=turn,
            opens_on=opens_on,
        )
        return (_resting(own, "central.mode", edition),)
    how = say("全市集中考评，认定后第 {turn} 轮于{opens_on}开始", turn=turn, opens_on=opens_on)
    return (
        _resting(how, "central.mode", edition),
        _resting(say("首轮年份"), "central.first_year", edition),
        _resting(say("每轮开始日"), "central.opens_on", edition),
    )
