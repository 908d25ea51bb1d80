"""What a park keeps of what was opened and closed, and what waits for it: the mutants of its fold and its clocks."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing, Finding, OverallRecord
from regulation.casework.entry import Entry
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.park import PARK, ParkFile, called, fold_park, next_opening, opened_park
from regulation.procedures.park.forms import Import
from regulation.procedures.park.reapplying import check_register
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError
from tests.conftest import EDITION, facts
from tests.decades import existing

CITY = Actor(person="city", name="李经办", role=Role.CITY_HRSS)
FAILED_ON = date(2029, 11, 1)


def entry(park: ParkFile, act: Act, day: date, form: dict[str, Any], actor: Actor = SYSTEM) -> Entry:
    """Give the park's next entry."""
    move = PARK.find(park.stage, act)
    assert move is not None
    return Entry(
        case=park.case,
        seq=park.seq + 1,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=datetime.combine(day, time(9), CST),
        actor=actor,
        key=f"k{park.seq}",
        form=form,
    )


@pytest.fixture
def park() -> ParkFile:
    """Give a park of the old register that has failed an evaluation."""
    form = Import(edition=EDITION.id, edition_digest=EDITION.digest, park=existing())
    known = ParkFile(id="jiangbei", name="x", district="x", edition=EDITION.id, edition_digest=EDITION.digest)
    first = entry(known, Act.IMPORT_PARK, date(2029, 1, 10), form.model_dump(mode="json"), CITY)
    result = OverallRecord(
        case="park/jiangbei/evaluation/1", kind=Kind.EVALUATION, on=FAILED_ON, grade="unqualified", score=None
    )
    return fold_park(opened_park(first), first).model_copy(update={"results": (result,)})


@pytest.fixture
def opened(park: ParkFile) -> Callable[..., ParkFile]:
    """Give a way to let the clock open something in that park."""

    def open_(act: Act, on: date = date(2029, 11, 20)) -> ParkFile:
        form = {"number": 1, "opened_for": on.isoformat(), "late": False, "round": None}
        return fold_park(park, entry(park, act, on, form))

    return open_


@pytest.mark.provision("R9-rectify", "R9-revoke")
def test_a_consequence_that_is_opened_answers_the_last_result(opened: Callable[..., ParkFile]) -> None:
    """What was drawn from a failure is not drawn again; a survey answers nothing."""
    assert "park/jiangbei/evaluation/1" == opened(Act.OPEN_RECTIFICATION).answered
    assert opened(Act.OPEN_SURVEY).answered is None


@pytest.mark.provision("R8-central", "R9-rectify")
@pytest.mark.parametrize("act", [Act.OPEN_EVALUATION, Act.OPEN_RECTIFICATION, Act.OPEN_REVOCATION])
def test_an_evaluation_waits_for_the_last_one_and_for_what_followed(
    opened: Callable[..., ParkFile], park: ParkFile, act: Act
) -> None:
    """While one of the three is open neither the clock nor a round opens another evaluation."""
    due = {"evaluation_turn": 1, "survey_turn": 1000, "self_year": 3000, "evaluated_on": None}
    quiet = park.model_copy(update={**due, "results": ()})
    waiting = opened(act).model_copy(update=due)

    assert (found := next_opening(quiet, EDITION)) is not None
    assert Act.OPEN_EVALUATION == found.act
    assert (found := next_opening(waiting, EDITION)) is None or Act.OPEN_EVALUATION != found.act
    assert called(quiet, 2029, date(2029, 12, 1), EDITION) is not None
    assert called(waiting, 2029, date(2029, 12, 1), EDITION) is None


@pytest.mark.provision("R6-survey", "Q18")
def test_the_findings_of_a_survey_are_the_parks(opened: Callable[..., ParkFile]) -> None:
    """What a survey leaves open is kept for the next one."""
    held = opened(Act.OPEN_SURVEY)
    finding = Finding(id=1, text="窗口排队时间长", basis="R6-survey", found_on=date(2029, 11, 25))
    told = Closing(
        case=case_name("jiangbei", Kind.SURVEY, 1),
        kind=Kind.SURVEY,
        outcome=Stage.SURVEY_CARRIED_OVER,
        at=datetime(2029, 12, 20, 9, tzinfo=CST),
        findings=(finding,),
    )
    after = fold_park(
        held, entry(held, Act.CLOSE_PROCEDURE, date(2029, 12, 20), told.model_dump(mode="json"))
    )

    assert ((finding,), {}) == (after.findings, after.open)


@pytest.mark.provision("Q36")
def test_the_whole_register_is_looked_through(park: ParkFile) -> None:
    """The applicant's own line is passed over, and the municipal park that stands after it on the site is found."""
    own = park.model_copy(update={"id": "new", "stage": Stage.CANDIDATE})
    standing = park.model_copy(update={"facts": facts()})

    check_register(own.case, facts(), [own], date(2030, 1, 1))
    with pytest.raises(AlreadyDoneError):
        check_register(own.case, facts(), [own, standing], date(2030, 1, 1))
