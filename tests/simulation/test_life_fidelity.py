"""A park's years in process against the same years on the time-skipping server: the same ledger, but for the instants."""

import asyncio
from pathlib import Path
from typing import Any

from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer

from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from records.database import Database
from records.migrate import upgrade
from records.people import directory
from records.reading import files, queries
from simulation.world.engine import World
from tests.conftest import PEOPLE, sandbox
from tests.played import PARK, play
from workflows.hall import ALL_WORKFLOWS


async def _ledger(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    cases = [f"park/{PARK}", *(row.id for row in await queries.cases(db))]
    return {
        case: [
            (e.act, e.stage, e.next, e.basis, e.actor.person, e.form.get("opened_for"), e.form.get("late"))
            for _, e in await files.ledger(db, case)
        ]
        for case in cases
    }


async def _records(folder: Path) -> Database:
    await asyncio.to_thread(folder.mkdir)
    url = f"sqlite+aiosqlite:///{folder / 'records.db'}"
    await asyncio.to_thread(upgrade, url)
    db = Database(url)
    for person in PEOPLE:
        await directory.add_account(db, person, folder / "accounts")
    return db


async def test_years_of_a_park_leave_the_same_ledger_as_on_a_server(
    skipping: WorkflowEnvironment, db: Database, hall: list[Any], working: str, tmp_path: Path
) -> None:
    """Act for act, stage for stage, person for person; and the server's own histories replay."""
    start = await skipping.get_current_time()
    await play(skipping, skipping.client, db, working)
    elsewhere = await _records(tmp_path / "simulated")
    async with World(start, 1, ALL_WORKFLOWS, _hall(elsewhere, tmp_path / "simulated")) as world:
        await play(world, world.client, elsewhere, "simulated")
        events = {run.id: run.events for run in world.runs}

    assert await _ledger(db) == await _ledger(elsewhere)
    replayer = Replayer(
        workflows=ALL_WORKFLOWS,
        workflow_runner=sandbox(),
        data_converter=skipping.client.data_converter,
    )
    for case in (name for name in events if name.count("/") > 1):
        history = await skipping.client.get_workflow_handle(case).fetch_history()
        await replayer.replay_workflow(history)
        assert events[case] == len(history.events), case
    await elsewhere.close()


def _hall(db: Database, folder: Path) -> list[Any]:
    return all_activities(db, Store(folder / "store"), Mailer(None, "a@b.invalid", folder / "outbox"))
