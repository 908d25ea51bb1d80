"""The simulated world against a server: one whole application, played in both, leaves the same history."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType, IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import WorkflowFailureError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities import contracts
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from proof import checks
from records.database import Database
from records.migrate import upgrade
from records.people import directory
from records.reading import files
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from simulation.world.faults import Faults
from workflows.procedures.application import Application

Begin = Callable[..., Any]


class Patient(World):
    """A world whose people give every automatic step an hour, so that it can go wrong several times."""

    async def sleep(self, duration: Any) -> None:
        """Wait as long as was asked, and at least an hour."""
        span = duration if isinstance(duration, timedelta) else timedelta(seconds=duration)
        await super().sleep(max(span, timedelta(hours=1)))


async def _records_of(people: Database, folder: Path) -> Database:
    """Give empty records with the same people."""
    await asyncio.to_thread(folder.mkdir)
    url = f"sqlite+aiosqlite:///{folder / 'records.db'}"
    await asyncio.to_thread(upgrade, url)
    db = Database(url)
    for person in await directory.people(people):
        await directory.add_account(db, person, folder / "accounts")
    return db


async def _acts(db: Database, case: str) -> list[tuple[Any, ...]]:
    """Tell what was done, from where to where, on what basis and by whom; whom the draw chose is left open."""
    return [
        (
            e.act,
            e.stage,
            e.next,
            e.basis,
            e.actor.role,
            None if e.actor.role == Role.EXPERT else e.actor.person,
        )
        for _, e in await files.ledger(db, case)
    ]


async def _ledger(db: Database, case: str) -> list[str]:
    return [entry.model_dump_json() for _, entry in await files.ledger(db, case)]


async def _histories(client: Any, name: str) -> list[list[str]]:
    """Give the events of every run of a workflow on a server, the first run first."""
    found: list[list[str]] = []
    run = None
    newest = await client.get_workflow_handle(name).fetch_history()
    started = newest.events[0].workflow_execution_started_event_attributes
    run = started.first_execution_run_id
    while run:
        history = await client.get_workflow_handle(name, run_id=run).fetch_history()
        found.append([EventType.Name(e.event_type).removeprefix("EVENT_TYPE_") for e in history.events])
        run = history.events[-1].workflow_execution_continued_as_new_event_attributes.new_execution_run_id
    return found


async def _simulated(story: Any, db: Database, store: Store, folder: Path, **options: Any) -> World:
    """Play the same application from the same opening, in a world of its own."""
    _, opening = (await files.ledger(story.db, story.case))[0]
    hosted = all_activities(db, store, Mailer(None, "parklife@localhost", folder / "outbox"))
    world = (Patient if options else World)(opening.at, 7, [Application], hosted, **options)
    async with world:
        handle = await world.client.start_workflow(
            Application.run, contracts.Beginning(opening=opening), id=story.case
        )
        await world.sleep(1)
        again = type(story)(world, db, handle, story.case)
        await again.to(Stage.DESIGNATED)
        assert Stage.DESIGNATED == await handle.result()
    return world


async def test_one_application_in_both_worlds(
    begin: Begin, db: Database, store: Store, tmp_path: Path
) -> None:
    """The same acts by the same people, and the same events in the same order."""
    story = await begin()
    await story.to(Stage.DESIGNATED)
    await story.handle.result()
    real = await _histories(story.env.client, story.case)
    simulated = await _records_of(db, tmp_path / "simulated")
    world = await _simulated(story, simulated, store, tmp_path)

    assert await _acts(db, story.case) == await _acts(simulated, story.case)
    assert real == [run.history for run in world.runs]
    assert await checks.verify(simulated) == len(await files.ledger(simulated, story.case))
    await simulated.close()


FAULTS = Faults(
    crash=0.3,
    lost_task=0.2,
    lost_completion=0.2,
    failure=0.1,
    duplicate=0.5,
    latency=timedelta(seconds=20),
)


async def test_an_application_survives_what_goes_wrong(
    begin: Begin, db: Database, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replayed before every task, its tasks and completions lost, its clients insistent: the same acts.

    The same seed gives the same ledger, byte for byte.
    """
    story = await begin()
    ledgers, digests = [], []
    for attempt in ("first", "second"):
        keys = Random(3)  # noqa: S311 -- the keys of people's acts, the same both times
        monkeypatch.setattr(uuid, "uuid4", lambda keys=keys: uuid.UUID(int=keys.getrandbits(128), version=4))
        records = await _records_of(db, tmp_path / attempt)
        world = await _simulated(story, records, store, tmp_path, faults=FAULTS)
        assert await checks.verify(records) == len(await files.ledger(records, story.case))
        assert all(world.fate.hits[kind] for kind in ("crash", "lost_task", "failure", "duplicate"))
        acts = await _acts(records, story.case)
        ledgers.append(await _ledger(records, story.case))
        digests.append(world.digest)
        await records.close()
    assert ledgers[0] == ledgers[1]
    assert digests[0] == digests[1]
    monkeypatch.undo()
    await story.to(Stage.DESIGNATED)
    await story.handle.result()
    assert await _acts(db, story.case) == acts


# --- Small workflows -------------------------------------------------------------------------------------------


async def _park(toys: Any, client: Any, sleep: Any) -> None:
    park = await client.start_workflow(toys.Park.run, toys.Life(), id="park", task_queue="q")
    await sleep(timedelta(days=100))
    await park.execute_update(toys.Park.act, "a")
    await sleep(4 * toys.YEAR)
    await park.execute_update(toys.Park.act, "b")


async def _tries(toys: Any, client: Any, _sleep: Any) -> None:
    for name in ("refuse", "write"):
        tries = await client.start_workflow(toys.Tries.run, name, id=name, task_queue="q")
        with contextlib.suppress(WorkflowFailureError):
            await tries.result()


async def _parent(toys: Any, client: Any, _sleep: Any) -> None:
    parent = await client.start_workflow(toys.Parent.run, "child", id="parent", task_queue="q")
    await parent.result()


async def _taken(toys: Any, client: Any, _sleep: Any) -> None:
    taken = await client.start_workflow(toys.Taken.run, id="taken", task_queue="q")
    assert ["CancelledError", "CancelledError"] == await taken.result()


@pytest.mark.parametrize(
    ("play", "names"),
    [
        (_park, ["park"]),
        (_tries, ["refuse", "write"]),
        (_parent, ["parent", "child"]),
        (_taken, ["taken"]),
    ],
    ids=["park", "tries", "parent", "taken"],
)
async def test_small_workflows_in_both_worlds(
    toys: Any, skipping: WorkflowEnvironment, play: Any, names: list[str]
) -> None:
    """Runs, retries, children, signals, cancellations, patches: the same events in the same order.

    Refused updates are left out: the test server spends a task on them, a production server and this world none.
    """
    workflows = [toys.Park, toys.Tries, toys.Parent, toys.Taken]
    book = toys.Book()
    await skipping.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=skipping.client.namespace,
            search_attributes={"Years": IndexedValueType.INDEXED_VALUE_TYPE_INT},
        )
    )
    async with Worker(
        skipping.client,
        task_queue="q",
        workflows=workflows,
        activities=book.all,
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        await play(toys, skipping.client, skipping.sleep)
        real = [await _histories(skipping.client, name) for name in names]
    book = toys.Book()
    async with World(toys.START, 1, workflows, book.all) as world:
        await play(toys, world.client, world.sleep)
        for name, histories in zip(names, real, strict=True):
            assert histories == [run.history for run in world.runs if run.id == name]
