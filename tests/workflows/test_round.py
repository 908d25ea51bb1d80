"""A round among real parks on a virtual clock: called a few at a time, heard, taken up again, closed (Q25, Q26)."""

import uuid
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from temporalio import workflow
from temporalio.client import WithStartWorkflowOperation, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError

from activities.contracts import Beginning, Campaign, Life
from records import ledger
from records.database import Database
from records.reading import files, queries
from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing, OverallRecord
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.conditions.dossier import Organisation, Site
from regulation.measures.edition import known_editions
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark, Provenance
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.fold import fold_round
from regulation.procedures.round.forms import Answer, Heard, OpenRound
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name, kind_of, park_case
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from simulation.world.faults import Faults
from tests.conftest import DISTRICT, EDITION, PEOPLE, Story
from tests.figures import FIGURES, FULL_MARKS
from workflows import round as round_module
from workflows.hall import ALL_WORKFLOWS
from workflows.park import ParkLifecycle
from workflows.round import UNASKED, Round

OPERATOR = Organisation(name="江北运营有限公司", credit_code="91220203MAFX02026W")
START = datetime(2029, 2, 1, 9, tzinfo=CST)
OLD, NEW = date(2025, 3, 10), date(2028, 10, 1)
MOST = 2


@workflow.defn(name="Evaluation")
class QuickEvaluation:
    """Ends with a grade after as many days as the park's name says; one of a park named `mute` never ends."""

    @workflow.run
    async def run(self, beginning: Beginning) -> None:
        """Wait, and tell the park."""
        opening = beginning.opening
        assert opening is not None
        park = opening.form["park_id"]
        if park.startswith("mute"):
            await workflow.wait_condition(lambda: False)
        await workflow.sleep(timedelta(days=int(park[-2:])))
        at = workflow.now()
        kind = kind_of(opening.case)
        assert kind is not None
        overall = OverallRecord(
            case=opening.case, kind=kind, on=at.date(), grade="qualified", score=Decimal(75)
        )
        ended = Closing(case=opening.case, kind=kind, outcome=Stage.QUALIFIED, at=at, overall=overall)
        await workflow.get_external_workflow_handle(park_case(park)).signal("procedure_closed", ended)


@workflow.defn(name="SelfAssessment")
class QuietAssessment:
    """A self-assessment that stays open."""

    @workflow.run
    async def run(self, _: Beginning) -> None:
        """Wait for ever."""
        await workflow.wait_condition(lambda: False)


@workflow.defn(name="Survey")
class QuietSurvey:
    """A survey that stays open."""

    @workflow.run
    async def run(self, _: Beginning) -> None:
        """Wait for ever."""
        await workflow.wait_condition(lambda: False)


CAST = [Round, ParkLifecycle, QuickEvaluation, QuietAssessment, QuietSurvey]


class City:
    """Parks and a round under one virtual clock."""

    def __init__(self, world: World, db: Database, under: Edition) -> None:
        self.world, self.db, self.under = world, db, under

    async def _ask(self, kind: str, first: Any, name: str, person: str, act: Act, form: Any) -> Receipt:
        who = next(p for p in PEOPLE if p.id == person)
        submission = Submission(
            act=act,
            actor=who.acting(who.roles[0]),
            key=uuid.uuid4().hex,
            seen=0,
            form=form.model_dump(mode="json"),
        )
        start: Any = WithStartWorkflowOperation(
            kind, first, id=name, task_queue="t", id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING
        )
        receipt: Receipt = await self.world.client.execute_update_with_start_workflow(
            "act", submission, start_workflow_operation=start, id=submission.key, result_type=Receipt
        )
        return receipt

    async def enter(self, park: str, designated_on: date = OLD) -> None:
        """Enter a park of the old register."""
        old = ImportedPark(
            id=park,
            name=f"{park}产业园",
            district=DISTRICT,
            sites=(Site(address="某路1号", area_m2=Decimal(3600), main=True),),
            operator=OPERATOR,
            firms=12,
            counted_on=date(2026, 6, 30),
            designated_on=designated_on,
            designation_no="吉市人社园批〔2025〕1号",
            provenance=Provenance(source="存量名录", vouched_by="李经办", file_sha256="a" * 64, row=2),
        )
        same = {"edition": self.under.id, "edition_digest": self.under.digest}
        file = ParkFile(id=park, name=old.name, district=DISTRICT, **same)
        form = Import(park=old, **same)
        await self._ask("ParkLifecycle", Life(park=file), file.case, "city", Act.IMPORT_PARK, form)

    async def open(self, year: int = 2029, person: str = "leader") -> Receipt:
        """Let somebody open a round."""
        same = {"edition": self.under.id, "edition_digest": self.under.digest}
        round_ = RoundFile(year=year, **same)
        form = OpenRound(year=year, **same)
        return await self._ask("Round", Campaign(round=round_), round_.case, person, Act.OPEN_ROUND, form)

    async def file(self) -> RoundFile:
        """Give the round as the records have it."""
        found = await files.round_file(self.db, 2029)
        assert found is not None
        return found

    async def answers(self) -> dict[str, Answer]:
        """Say what each park came to so far."""
        return {park: heard.answer for park, heard in (await self.file()).heard.items()}

    async def most_in_flight(self) -> int:
        """Give how many parks were awaited at once, at most."""
        round_, most = None, 0
        for _, entry in await files.ledger(self.db, "round/2029"):
            round_ = fold_round(round_, entry)
            most = max(most, len(round_.awaited))
        return most

    @property
    def round(self) -> Any:
        """Give the round's workflow."""
        return self.world.client.get_workflow_handle("round/2029")

    async def running(self) -> str:
        """Say how the latest run of the round stands."""
        return str((await self.round.describe()).status)


def next_call(round_: RoundFile, park: str) -> Entry:
    """Give the entry of a call whose signal was lost with the server."""
    return Entry(
        case=round_.case,
        seq=round_.seq + 1,
        stage=round_.stage,
        act=Act.CALL_PARK,
        next=round_.stage,
        basis="Q25",
        at=START,
        actor=SYSTEM,
        key=f"{round_.case}#{round_.seq + 1}",
        form={"park": park},
    )


@pytest.fixture
async def city(db: Database, hall: list[Any], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[City]:
    """Give a city without parks, whose edition lets two parks be evaluated at a time."""
    two = EDITION.parameters["central.in_flight"].model_copy(update={"value": MOST})
    parameters = {**EDITION.parameters, "central.in_flight": two}
    narrow = EDITION.model_copy(update={"id": "narrow", "digest": "narrow", "parameters": parameters})
    monkeypatch.setitem(known_editions(), narrow.id, narrow)
    async with World(START, 1, CAST, hall) as world:
        yield City(world, db, narrow)


@pytest.mark.provision("R8-central", "Q25", "Q26")
async def test_one_act_calls_every_park_two_at_a_time(city: City) -> None:
    """All are called in turn, the new one is exempt, a park entered meanwhile is called too; then it is over."""
    for park in ("a-30", "b-10", "c-40", "d-05"):
        await city.enter(park)
    await city.enter("e-new", NEW)
    receipt = await city.open()
    assert (1, Stage.ROUND_RUNNING) == (receipt.seq, receipt.stage)
    await city.world.sleep(timedelta(days=1))
    assert ("a-30", "b-10") == (await city.file()).awaited
    for too_soon in ("a-30", "stranger"):
        await city.round.signal("park_done", too_soon)
    await city.world.sleep(timedelta(days=1))
    assert {} == await city.answers()

    await city.world.sleep(timedelta(days=14))
    assert ("a-30", "c-40") == (await city.file()).awaited
    await city.enter("0-late-20")
    await city.world.sleep(timedelta(days=60))

    round_ = await city.file()
    assert (Stage.ROUND_CLOSED, ()) == (round_.stage, round_.silent)
    case = case_name("c-40", Kind.EVALUATION, 1)
    assert Heard(park="c-40", answer=Answer.EVALUATED, case=case, grade="qualified") == round_.heard["c-40"]
    assert Answer.EXEMPT == round_.heard["e-new"].answer
    assert {"a-30", "b-10", "c-40", "d-05", "e-new", "0-late-20"} == set(round_.heard)
    assert MOST == await city.most_in_flight()
    assert "completed" == await city.running()


@pytest.mark.provision("Q25")
async def test_a_park_that_does_not_answer_is_noted_and_not_waited_for(city: City) -> None:
    """Up to the day before the months are over it is awaited; then its place is given to the next."""
    await city.enter("mute")
    await city.enter("mute-2")
    await city.enter("z-03")
    await city.open()
    await city.world.run_until(datetime(2030, 1, 31, 23, 59, tzinfo=CST))
    assert {} == await city.answers()

    await city.world.run_until(datetime(2030, 2, 20, tzinfo=CST))
    round_ = await city.file()
    assert ("mute", "mute-2") == round_.silent
    assert Answer.EVALUATED == round_.heard["z-03"].answer
    assert Stage.ROUND_CLOSED == round_.stage
    closing = (await files.ledger(city.db, round_.case))[-1][1]
    assert {"silent": ["mute", "mute-2"]} == closing.form


@pytest.mark.provision("R8-central", "Q25")
async def test_a_round_is_refused_by_its_own_workflow_too(city: City) -> None:
    """Not by another, not in another year, not twice; a round that was never opened does not stay."""
    for year, person, code in ((2029, "city", "not_entitled"), (2030, "leader", "condition")):
        with pytest.raises(WorkflowUpdateFailedError) as caught:
            await city.open(year, person)
        assert isinstance(caught.value.cause, ApplicationError)
        assert code == caught.value.cause.type
    await city.world.sleep(UNASKED + timedelta(seconds=1))
    assert "completed" == await city.running()
    assert await files.rounds(city.db) == []

    await city.enter("a-30")
    await city.open()
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await city.open()
    assert isinstance(caught.value.cause, ApplicationError)
    assert "already_done" == caught.value.cause.type
    await city.world.sleep(timedelta(days=40))
    assert (Stage.ROUND_CLOSED, 4) == ((await city.file()).stage, (await city.file()).seq)


async def test_a_round_survives_what_goes_wrong(db: Database, hall: list[Any], city: City) -> None:
    """Replayed before its tasks, its tasks and completions lost, its clients insistent: the same round."""
    faults = Faults(
        crash=0.3,
        lost_task=0.2,
        lost_completion=0.2,
        failure=0.1,
        duplicate=0.5,
        latency=timedelta(seconds=20),
    )
    parks = [f"p{n}-{n:02}" for n in range(1, 7)]
    async with World(START, 5, CAST, hall, faults=faults) as world:
        shaken = City(world, db, city.under)
        for park in parks:
            await shaken.enter(park)
        await shaken.open()
        await world.sleep(timedelta(days=60))
        assert all(world.fate.hits[kind] for kind in ("crash", "lost_task", "failure", "duplicate"))
        round_ = await shaken.file()
        assert MOST == await shaken.most_in_flight()
    assert dict.fromkeys(parks, Answer.EVALUATED) == await shaken.answers()
    assert (Stage.ROUND_CLOSED, len(parks) * 2 + 2) == (round_.stage, round_.seq)


@pytest.mark.provision("Q25")
async def test_a_long_round_goes_on_in_new_runs(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the length of a run, every park is called once and heard once, and no more than two at a time."""
    monkeypatch.setattr(round_module, "HISTORY_EVENTS_MAX", 25)
    parks = [f"p{n}-{n:02}" for n in range(1, 9)]
    for park in parks:
        await city.enter(park)
    await city.open()
    await city.world.sleep(timedelta(days=1))
    await city.round.signal("checkpoint")
    await city.world.sleep(timedelta(days=60))

    runs = [run for run in city.world.runs if run.id == "round/2029"]
    assert 4 <= len(runs)
    assert max(run.events for run in runs) < 60
    entries = [entry for _, entry in await files.ledger(city.db, "round/2029")]
    assert parks == [entry.form["park"] for entry in entries if entry.act == Act.CALL_PARK]
    assert set(parks) == {entry.form["park"] for entry in entries if entry.act == Act.HEAR_PARK}
    assert len(parks) * 2 + 2 == len(entries)
    assert MOST == await city.most_in_flight()
    assert await city.file() == await city.round.query("file", result_type=RoundFile)


@pytest.mark.provision("Q25")
async def test_a_round_taken_up_from_the_records_loses_nobody(city: City, hall: list[Any]) -> None:
    """In a world emptied after the calls: who has ended meanwhile is heard, who never heard is called again."""
    for park in ("a-10", "b-30"):
        await city.enter(park)
    await city.open()
    await city.world.sleep(timedelta(days=2))
    await city.enter("c-05")
    await ledger.record(city.db, next_call(await city.file(), "c-05"))
    assert ("a-10", "b-30", "c-05") == (await city.file()).awaited

    async with World(city.world.now, 2, CAST, hall) as emptied:
        for row in await queries.parks(city.db):
            life = Life(park=ParkFile.model_validate(row.file))
            await emptied.client.start_workflow(ParkLifecycle.run, life, id=row.id)
        await emptied.sleep(timedelta(days=15))
        assert {} == await city.answers()
        again = Campaign(round=await city.file(), resumed=True)
        await emptied.client.start_workflow(Round.run, again, id="round/2029")
        await emptied.sleep(timedelta(days=1))
        assert {"a-10": Answer.EVALUATED} == await city.answers()
        late = await files.park(city.db, "park/c-05")
        assert late is not None
        assert case_name("c-05", Kind.EVALUATION, 1) in late.open
        await emptied.sleep(timedelta(days=30))

    assert dict.fromkeys(("a-10", "b-30", "c-05"), Answer.EVALUATED) == await city.answers()
    assert Stage.ROUND_CLOSED == (await city.file()).stage


@pytest.mark.provision("R8-central", "Q25", "Q26")
async def test_real_evaluations_end_the_round_with_their_grades(db: Database, hall: list[Any]) -> None:
    """Opened in the round and knowing so; the round is over when its result is published, not before."""
    async with World(START, 1, ALL_WORKFLOWS, hall) as world:
        city = City(world, db, EDITION)
        await city.enter("jiangbei")
        await city.enter("new", NEW)
        await city.open()
        await world.sleep(timedelta(days=1))
        assert {"new": Answer.EXEMPT} == await city.answers()
        case = case_name("jiangbei", Kind.EVALUATION, 1)
        story: Any = Story(world, db, world.client.get_workflow_handle(case), case)  # type: ignore[arg-type]
        assert "round/2029" == (await story.file()).round

        await evaluate(story)
        assert Stage.ROUND_RUNNING == (await city.file()).stage
        await story.act("city", Act.COMMEND)
        await story.act("city", Act.RECORD_SUPPORT, content="奖补", paid=False)
        await world.sleep(timedelta(minutes=1))
        round_ = await city.file()
    graded = Heard(park="jiangbei", answer=Answer.EVALUATED, case=case, grade="excellent")
    assert (graded, Stage.ROUND_CLOSED) == (round_.heard["jiangbei"], round_.stage)


async def evaluate(story: Any) -> None:
    """Play an evaluation with full marks up to the publication of its result."""
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=FIGURES)
    await story.act("city", Act.DRAW_PANEL)
    await story.visit()
    for member in await story.members():
        await story.act(member, Act.SIGN_SCORECARD, judgements=FULL_MARKS, opinion="意见")
    await story.pass_days(1)
    proposed = (await story.file()).scores.proposed_gates
    gates = [{"gate": gate, "confirmed": False, "reasons": "经核查不成立"} for gate in proposed]
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=gates)
    await story.pass_days(1)
