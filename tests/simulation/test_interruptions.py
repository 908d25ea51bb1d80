"""What comes at a bad moment: signals between two runs, a new calendar amid an act, an absence, a ledger beside the case."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from desk.openings.resuming import resume
from desk.people import Desk
from proof import checks
from records import ledger
from records.database import Database
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.people.actor import SYSTEM
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from simulation.world.faults import Faults
from tests.cases import STARTS_ON, Course, Worlds, begin, opening, play
from tests.conftest import Story
from tests.courses import EVALUATION, NOT_RECTIFIED, REVOKED
from tests.decades import at

SECONDS = timedelta(seconds=5)


class Counter(Desk):
    """The desk of an administrator, with the simulated world for Temporal."""

    def __init__(self, db: Database, world: World) -> None:
        self.db, self.world = db, world
        self.settings: Any = SimpleNamespace(task_queue="t")

    async def client(self) -> Any:
        """Give the client of the world."""
        return self.world.client


async def _begun(world: World, db: Database, course: Course, stage: Stage, **changes: Any) -> Story:
    story = await begin(world, db, opening(course, "p", STARTS_ON, **changes))
    await play(story, course, stage)
    return story


async def _number(story: Story) -> int:
    described: Any = await story.handle.describe()
    return int(described.number)


async def test_a_lapse_that_meets_a_new_run_is_not_lost(worlds: Worlds, db: Database) -> None:
    """The status ends in the very moment in which the case hands over to a new run."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, EVALUATION, Stage.EVALUATION_PANEL)
    await story.handle.signal("checkpoint")
    await story.handle.signal("lapse")
    await world.sleep(SECONDS)
    assert Stage.LAPSED == await story.stage()


async def test_what_no_longer_lapses_goes_on(worlds: Worlds, db: Database) -> None:
    """A revocation that is decided hears of a lapse too late, and is carried out to its end."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, REVOKED, Stage.PLAQUE_RETURN)
    await story.handle.signal("lapse")
    await world.sleep(SECONDS)
    assert Stage.PLAQUE_RETURN == await story.stage()
    today = world.now.astimezone(CST).date().isoformat()
    await story.act("local", Act.RETURN_PLAQUE, returned_on=today)
    assert Stage.REVOKED == await story.handle.result()


async def test_a_limit_that_passes_while_nobody_runs_for_years_expires(worlds: Worlds, db: Database) -> None:
    """The calendar of the day counts the next period, however long ago the last one was fetched."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, NOT_RECTIFIED, Stage.RECTIFYING)
    await world.leave(timedelta(days=4 * 365))
    await world.sleep(timedelta(days=4 * 365 + 1))
    file = await story.file()
    assert Stage.RECTIFICATION_OVERDUE == file.stage
    assert file.due is not None
    assert world.now.year == file.due.last_day.year


async def test_a_document_that_the_ledger_refuses_is_tried_once_a_run(worlds: Worlds, db: Database) -> None:
    """A case whose ledger leads elsewhere stands still with a document open, after a checkpoint as before it."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, NOT_RECTIFIED, Stage.RECTIFICATION_ORDER)
    world.fate.faults = Faults(latency=timedelta(minutes=1))
    items = [{"text": "补齐配套服务", "basis": "R4.2f-services"}]
    await story.act("city", Act.ORDER_RECTIFICATION, items=items, months=2)
    file = await story.file()
    assert file.undelivered
    elsewhere = Entry(
        case=file.id,
        seq=file.seq + 1,
        stage=Stage.RECTIFICATION_OVERDUE,
        act=Act.REMIND,
        next=Stage.RECTIFICATION_OVERDUE,
        basis="Q53",
        at=world.now,
        actor=SYSTEM,
        key="elsewhere",
        form={"reminder": "r", "task": "t", "level": "due", "role": "city_hrss", "due": "2027-03-01"},
    )
    await ledger.record(db, elsewhere)
    await world.sleep(timedelta(minutes=10))
    for runs in (2, 3):
        await story.handle.signal("checkpoint")
        await world.sleep(timedelta(hours=1))
        assert runs == await _number(story)


async def test_the_last_document_is_typeset_after_the_engine_was_emptied(
    worlds: Worlds, db: Database
) -> None:
    """A case that ended with a document still to be typeset is taken up again for it, and for nothing else."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, NOT_RECTIFIED, Stage.RECHECK_PUBLICATION)
    world.fate.faults = Faults(latency=timedelta(minutes=1))
    await NOT_RECTIFIED.steps[-1].play(story)
    assert (await story.file()).closed
    assert (await story.file()).undelivered

    again = await worlds(world.now)
    assert [story.case] == await resume(Counter(db, again))
    await again.sleep(SECONDS)
    assert not (await story.file()).undelivered
    assert [] == await resume(Counter(db, again))


async def test_an_engine_from_an_older_backup_catches_up_at_the_next_act(
    worlds: Worlds, db: Database
) -> None:
    """The records went on without it: the person who saw their state is answered, and nothing is done twice."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, EVALUATION, Stage.EVALUATION_FACTS)
    older = await story.file()
    await play(story, EVALUATION, Stage.EVALUATION_SCORING)
    known = await story.file()

    restored = await worlds(world.now + timedelta(hours=1))
    again = await begin(restored, db, None, older)
    before = await again.handle.query("file", result_type=dict)
    assert Stage.EVALUATION_FACTS.value == before["stage"]
    await again.visit()
    file = await again.file()
    assert (Stage.EVALUATION_SCORING, known.seq + 1) == (file.stage, file.seq)
    assert file.panel == known.panel
    assert await checks.verify(db) == file.seq


async def test_a_version_that_nobody_has_seen_yet_is_refused(worlds: Worlds, db: Database) -> None:
    """A claim to have seen more than there is reads the ledger, finds nothing, and changes nothing."""
    world = await worlds(at(STARTS_ON))
    story = await _begun(world, db, EVALUATION, Stage.EVALUATION_PANEL)
    before = await story.file()
    submission = await story.submission("city", Act.DRAW_PANEL)
    with pytest.raises(WorkflowUpdateFailedError):
        await story.send(submission.model_copy(update={"seen": before.version + 1}))
    assert before == await story.file()
