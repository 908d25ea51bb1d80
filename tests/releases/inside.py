"""What the proofs of a kept release need from within the project; all of its names that they use are here.

Whoever moves a module changes its line in this file, and no other.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from activities.contracts import Beginning
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from records.database import Database
from records.people import directory
from records.reading import files, queries
from regulation.casework.entry import Submission
from regulation.casework.tasks import open_tasks
from regulation.measures.edition import edition
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import kind_of
from regulation.vocabulary.role import Role
from simulation.world.engine import NOTHING, World
from simulation.world.faults import Faults
from simulation.years.years import Plan, Years
from workflows.hall import ALL_WORKFLOWS
from workflows.names import WORKFLOWS

DRAFT = "jilin-city-draft"


def edition_digest() -> str:
    """Give the digest of the draft edition as the project knows it."""
    return str(edition(DRAFT).digest)


async def played(plan: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Play the years of a plan, and give every entry of the ledger, in its order."""
    faults = Faults.drawn(plan["seed"]) if plan["faults"] else NOTHING
    asked = Plan(edition(DRAFT), seed=plan["seed"], parks=plan["parks"], years=plan["years"], faults=faults)
    async with Years(asked, folder) as years:
        await years.run()
        return [entry.model_dump(mode="json") for entry in await years.entries()]


class Carried:
    """A case of kept records that goes on in a world on a virtual clock."""

    def __init__(self, world: World, db: Database, case: str) -> None:
        self.world, self.db, self.case = world, db, case

    async def file(self) -> Any:
        """Give the case file as the records have it."""
        return await files.case_file(self.db, self.case)

    async def stage(self) -> str:
        """Give the stage, once every automatic step has been taken."""
        await self.world.sleep(5)
        return str((await self.file()).stage)

    async def acts_open(self) -> set[str]:
        """Name the acts that the case waits for."""
        return {str(act) for task in open_tasks(await self.file()) for act in task.acts}

    async def act(self, person: str, act: str, role: str, **form: Any) -> None:
        """Let a person of the kept directory act."""
        who = next(one for one in await directory.people(self.db) if one.id == person)
        submission = Submission(
            act=Act(act),
            actor=who.acting(Role(role)),
            key=uuid4().hex,
            seen=(await self.file()).version,
            form=form,
        )
        handle = self.world.client.get_workflow_handle(self.case)
        await handle.execute_update("act", submission, id=submission.key)

    async def pass_days(self, days: float) -> None:
        """Let virtual time pass."""
        await self.world.sleep(days * 86400)


@asynccontextmanager
async def carried_on(var: Path, at: datetime, cases: list[str]) -> AsyncIterator[dict[str, Carried]]:
    """Carry on cases of the records in a folder, from their case files, in a world that begins at a moment."""
    db = Database(f"sqlite+aiosqlite:///{var / 'records.db'}")
    hall = all_activities(db, Store(var / "materials"), Mailer(None, "a@b.invalid", var / "outbox"))
    try:
        async with World(at, 1, ALL_WORKFLOWS, hall) as world:
            for case in cases:
                file, kind = await files.case_file(db, case), kind_of(case)
                assert kind is not None
                beginning = Beginning(case=file, undelivered=await queries.unsent(db, case))
                await world.client.start_workflow(WORKFLOWS[kind], beginning, id=case, task_queue="t")
            yield {case: Carried(world, db, case) for case in cases}
    finally:
        await db.close()
