"""A city-wide round: who may open which year's, whom it calls, and what it hears (R8-central, Q25, Q26)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Submission
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.round.examination import examine_round
from regulation.procedures.round.file import RoundFile, uncalled
from regulation.procedures.round.fold import fold_round
from regulation.procedures.round.forms import Answer, Heard
from regulation.procedures.round.hearing import heard_of
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import RefusedError

YEAR = 2029
NOON = datetime(YEAR, 3, 1, 12, tzinfo=CST)
LEADER = Actor(person="leader", name="周负责", role=Role.CITY_HRSS_LEADER)


def fresh(edition: Edition, year: int = YEAR) -> RoundFile:
    """Give a round that nobody has opened."""
    return RoundFile(year=year, edition=edition.id, edition_digest=edition.digest)


def opening(under: Edition, actor: Actor = LEADER, **changes: Any) -> Submission:
    """Give what the leader sends."""
    form = {"year": YEAR, "edition": under.id, "edition_digest": under.digest, **changes}
    return Submission(act=Act.OPEN_ROUND, actor=actor, key="k", seen=0, form=form)


def refused(round_: RoundFile, submission: Submission, at: datetime, edition: Edition) -> tuple[str, str]:
    """Give the code and the reason of a refusal."""
    with pytest.raises(RefusedError) as caught:
        examine_round(round_, submission, at, edition)
    return caught.value.code, str(caught.value.why)


def entry(round_: RoundFile | None, act: Act, at: datetime = NOON, **form: Any) -> Entry:
    """Give the next entry of a round."""
    move = ROUND.find(round_.stage if round_ else Stage.UNOPENED, act)
    assert move is not None
    seq = round_.seq + 1 if round_ else 1
    return Entry(
        case=f"round/{YEAR}",
        seq=seq,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=LEADER if act == Act.OPEN_ROUND else SYSTEM,
        key=f"k{seq}",
        form=form,
    )


@pytest.fixture
def running(edition: Edition) -> RoundFile:
    """Give a round that was just opened."""
    return fold_round(None, entry(None, Act.OPEN_ROUND, **opening(edition).form))


@pytest.mark.provision("R8-central", "Q25")
@pytest.mark.parametrize("year", [2029, 2032, 2035])
def test_the_leader_opens_the_round_of_a_round_year(edition: Edition, year: int) -> None:
    """Every third year from the first; the whole year long, the first instant and the last included."""
    for at in (datetime(year, 1, 1, tzinfo=CST), datetime(year, 12, 31, 23, 59, tzinfo=CST)):
        move = examine_round(fresh(edition, year), opening(edition, year=year), at, edition)
        assert (Stage.ROUND_RUNNING, "R8-central") == (move.next, move.basis)


@pytest.mark.provision("Q25")
@pytest.mark.parametrize(
    ("year", "following"), [(2028, 2029), (2026, 2029), (2030, 2032), (2031, 2032), (2033, 2035)]
)
def test_no_round_in_another_year(edition: Edition, year: int, following: int) -> None:
    """A year that is none is refused, and the next one that is gets named."""
    at = datetime(year, 6, 1, tzinfo=CST)
    with pytest.raises(RefusedError, match=f"下一个集中考评年度是 {following} 年"):
        examine_round(fresh(edition, year), opening(edition, year=year), at, edition)


@pytest.mark.provision("Q25")
def test_not_before_the_year_and_not_after_it(edition: Edition) -> None:
    """One second before the year is too early, the first one after it too late."""
    second = timedelta(seconds=1)
    early, late = datetime(YEAR, 1, 1, tzinfo=CST) - second, datetime(YEAR + 1, 1, 1, tzinfo=CST)

    assert "too_early" == refused(fresh(edition), opening(edition), early, edition)[0]
    assert "too_late" == refused(fresh(edition), opening(edition), late, edition)[0]


@pytest.mark.provision("Q25")
def test_a_round_is_opened_once(edition: Edition, running: RoundFile) -> None:
    """Neither while it runs nor after it is over."""
    closed = fold_round(running, entry(running, Act.CLOSE_ROUND))

    assert "already_done" == refused(running, opening(edition), NOON, edition)[0]
    assert "already_done" == refused(closed, opening(edition), NOON, edition)[0]
    assert (False, True) == (running.closed, closed.closed)


@pytest.mark.provision("Q25")
def test_a_per_park_edition_has_no_rounds(edition: Edition) -> None:
    """The parks are evaluated by their own anniversaries; the reason says so."""
    mode = edition.parameters["central.mode"].model_copy(update={"value": "per_park"})
    per_park = edition.model_copy(update={"parameters": {**edition.parameters, "central.mode": mode}})
    code, why = refused(fresh(edition), opening(edition), NOON, per_park)

    assert ("condition", True) == (code, "逐园考评" in why)


def test_nobody_else_opens_a_round(edition: Edition, actors: dict[Role, Actor]) -> None:
    """Every role but the leader of the city bureau is refused, and the system too."""
    for role in set(Role) - {Role.CITY_HRSS_LEADER}:
        assert "not_entitled" == refused(fresh(edition), opening(edition, actors[role]), NOON, edition)[0]


@pytest.mark.parametrize(
    "changes", [{"year": 2032}, {"edition_digest": "0"}, {"edition": "other"}, {"year": None}]
)
def test_a_form_that_is_not_of_this_round(edition: Edition, changes: dict[str, Any]) -> None:
    """Another year, another edition or a missing year changes nothing."""
    assert "bad_form" == refused(fresh(edition), opening(edition, **changes), NOON, edition)[0]


def test_people_do_not_call_or_hear(edition: Edition, running: RoundFile) -> None:
    """What the round does of itself is not for people, and not before the opening."""
    call = opening(edition).model_copy(update={"act": Act.CALL_PARK, "form": {"park": "a"}})

    assert "not_entitled" == refused(running, call, NOON, edition)[0]
    assert "act_not_allowed" == refused(fresh(edition), call, NOON, edition)[0]


@pytest.mark.provision("Q25")
def test_a_bounded_number_is_in_flight(edition: Edition, running: RoundFile) -> None:
    """Every call takes a place, every answer gives one back; a park is called once."""
    most, round_ = edition.number("central.in_flight"), running
    for n in range(most):
        assert most - n == round_.room(edition)
        round_ = fold_round(round_, entry(round_, Act.CALL_PARK, park=f"p{n}"))
    assert 0 == round_.room(edition)
    round_ = fold_round(round_, entry(round_, Act.HEAR_PARK, park="p3", answer="exempt"))

    assert (1, "p3" in round_.awaited) == (round_.room(edition), False)
    assert ("q",) == uncalled(round_, ["p1", "q", "p3", "r"], 1)
    assert () == uncalled(round_, ["p1", "p3"], 5)


@pytest.mark.provision("Q25")
def test_how_long_a_park_is_waited_for(edition: Edition, running: RoundFile) -> None:
    """Months from the day of the call, in China; one that answers after all is silent no more."""
    late_evening = datetime(YEAR, 2, 28, 17, tzinfo=UTC)
    round_ = fold_round(running, entry(running, Act.CALL_PARK, at=late_evening, park="a"))
    assert date(YEAR + 1, 3, 1) == round_.waits_until("a", edition)

    silent = fold_round(round_, entry(round_, Act.HEAR_PARK, park="a", answer="silent"))
    assert ("a",) == silent.silent
    answered = fold_round(silent, entry(silent, Act.HEAR_PARK, park="a", answer="exempt"))
    assert () == answered.silent


@pytest.mark.provision("Q25")
def test_what_is_news_to_a_round(running: RoundFile) -> None:
    """The first answer of a called park, and one after its silence while the round runs; nothing else."""
    exempt, silent = Heard(park="a", answer=Answer.EXEMPT), Heard(park="a", answer=Answer.SILENT)
    assert not running.news(exempt)
    called = fold_round(running, entry(running, Act.CALL_PARK, park="a"))
    assert called.news(exempt)
    assert called.news(silent)

    given_up = fold_round(called, entry(called, Act.HEAR_PARK, **silent.model_dump(mode="json")))
    assert (True, False) == (given_up.news(exempt), given_up.news(silent))
    closed = fold_round(given_up, entry(given_up, Act.CLOSE_ROUND, silent=["a"]))
    assert not closed.news(exempt)
    answered = fold_round(called, entry(called, Act.HEAR_PARK, **exempt.model_dump(mode="json")))
    assert (False, False) == (answered.news(exempt), answered.news(silent))


def test_a_repeated_opening_gets_its_first_answer(running: RoundFile) -> None:
    """The key of the opening is remembered to the end."""
    closed = fold_round(running, entry(running, Act.CLOSE_ROUND))
    answer = closed.answer_to("k1")

    assert answer is not None
    assert (1, True, None) == (answer.seq, answer.repeated, closed.answer_to("k2"))


def test_entries_follow_each_other(running: RoundFile) -> None:
    """A gap in the ledger is a fault of the program."""
    gap = entry(running, Act.CLOSE_ROUND).model_copy(update={"seq": 3})
    with pytest.raises(AssertionError, match="does not follow"):
        fold_round(running, gap)


def told(act: Act, **form: Any) -> Entry:
    """Give an entry of a park's ledger."""
    return entry(None, Act.OPEN_ROUND).model_copy(update={"act": act, "form": form})


def opened(round_: str | None, number: int = 1, opened_for: str = "2029-03-01") -> Entry:
    """Give the entry with which a park opens its evaluation."""
    return told(Act.OPEN_EVALUATION, number=number, opened_for=opened_for, late=False, round=round_)


def closing(grade: str | None, number: int = 1, act: Act = Act.CLOSE_PROCEDURE) -> Entry:
    """Give the entry with which a park notes how it ended."""
    return told(act, case=f"park/a/evaluation/{number}", overall={"grade": grade} if grade else None)


ROUND_2029 = "round/2029"
HEARD: dict[str, tuple[list[Entry], tuple[Answer, str | None, str | None] | None]] = {
    "no trace": ([], (Answer.ABSENT, None, None)),
    "an earlier evaluation": ([opened(None, opened_for="2026-09-01")], (Answer.ABSENT, None, None)),
    "open": ([opened(ROUND_2029)], None),
    "another one is closed": ([opened(ROUND_2029, 2), closing("qualified", 1)], None),
    "graded": (
        [opened(ROUND_2029), closing("excellent")],
        (Answer.EVALUATED, "park/a/evaluation/1", "excellent"),
    ),
    "lapsed": ([opened(ROUND_2029), closing(None)], (Answer.ENDED, "park/a/evaluation/1", None)),
    "exempt": (
        [told(Act.EXEMPT_EVALUATION, opened_for="2029-03-01", round=ROUND_2029)],
        (Answer.EXEMPT, None, None),
    ),
    "by its clock": (
        [opened(None, opened_for="2029-09-01")],
        (Answer.BY_CLOCK, "park/a/evaluation/1", None),
    ),
    "by its clock, done": (
        [opened(None, opened_for="2029-09-01"), closing("unqualified")],
        (Answer.EVALUATED, "park/a/evaluation/1", "unqualified"),
    ),
}


@pytest.mark.provision("Q25", "Q26")
@pytest.mark.parametrize("case", HEARD)
def test_what_came_of_a_park_stands_in_its_ledger(case: str) -> None:
    """Whether the park's word was lost or came twice, its own entries say how it stands."""
    entries, expected = HEARD[case]
    heard = heard_of("a", YEAR, entries)

    assert expected == (None if heard is None else (heard.answer, heard.case, heard.grade))
