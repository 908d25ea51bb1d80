"""Many years in seconds: the real workflows and activities, a population of actors, and no server."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from temporalio import activity

from activities import contracts
from activities.files.dossier_folder import take_in
from activities.files.store import Store
from activities.hall import all_activities
from activities.ledger import LedgerActivities
from activities.publication import compose
from activities.reminders import Mailer
from records import ledger
from records.database import Database
from records.migrate import upgrade
from records.people import directory
from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.conditions.dossier import Facts, Material
from regulation.measures.checks import MONTHS_OF_YEAR
from regulation.measures.model import Edition
from simulation.server.server import ServerWorld
from simulation.town.initiatives import plan_rounds, plan_year
from simulation.town.people import Park, population
from simulation.town.town import Town
from simulation.world.engine import NOTHING, World
from simulation.world.faults import Faults
from simulation.years.buffer import Buffer, Review, Shelf
from workflows.hall import ALL_WORKFLOWS

SAMPLE = Path(__file__).parents[2] / "samples" / "jiangbei"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated: how many parks for how many years, from when, under which edition, with which faults.

    `first` is the number of the first park. `buffered`: the records are in memory, and on disk only when they are kept.
    `server`: on the time-skipping test server, which has one park, no faults, and no past to begin in.
    """

    edition: Edition
    seed: int = 1
    parks: int = 1
    first: int = 1
    years: int = 30
    begins: datetime = datetime(2027, 1, 4, 9, tzinfo=CST)
    faults: Faults = field(default=NOTHING)
    typeset: bool = False
    buffered: bool = True
    server: bool = False

    def after(self, months: int) -> datetime:
        """Give the moment some months after the beginning."""
        day = add_months(self.begins.date(), months)
        return datetime.combine(day, self.begins.timetz())

    @property
    def ends(self) -> datetime:
        """The last moment."""
        return self.after(self.years * MONTHS_OF_YEAR)


class WatchedLedger(LedgerActivities):
    """The ledger, with somebody who hears of every entry."""

    def __init__(self, db: Database, noticed: Callable[[Entry], None]) -> None:
        super().__init__(db)
        self.noticed = noticed

    @activity.defn(name=contracts.RECORD)
    async def record(self, entry: Entry) -> Entry:
        """Put an act into the ledger, and tell."""
        recorded = await super().record(entry)
        self.noticed(recorded)
        return recorded


class UnprintedPublication:
    """Composes every document as the real one does, and keeps its text instead of typesetting it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @activity.defn(name=contracts.PUBLISH)
    async def publish(self, order: contracts.Publish) -> contracts.Published:
        """Compose a document and store it as JSON."""
        data = compose(order).model_dump_json().encode()
        return contracts.Published(
            number=order.issue.number, sha256=self.store.put(data), size_bytes=len(data)
        )


class Silent(Mailer):
    """A mailer that only counts: nobody reads the mail of a simulation."""

    def __init__(self) -> None:
        super().__init__(None, "parklife@localhost", Path())
        self.sent = 0

    async def send(self, key: str, to: list[str], subject: str, text: str) -> str:  # noqa: ARG002 -- as the real one
        """Count a message."""
        self.sent += 1
        return f"<{key}@simulation>"


class Years:
    """One simulation under way; its records are in `folder`, buffered ones once they are kept."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.parks = [Park(number) for number in range(plan.first, plan.first + plan.parks)]
        self.town = Town(plan.seed, self.parks, list(population(self.parks)), plan.edition, plan_year)
        self.mailer = Silent()
        self.buffer = Buffer(self.town.people, self.town.noticed) if plan.buffered else None
        self.store = Shelf() if plan.buffered else Store(folder / "materials")

    async def __aenter__(self) -> Self:
        plan, self._stack = self.plan, AsyncExitStack()
        self.db = Database(self.url)
        self._stack.push_async_callback(self.db.close)
        if self.buffer is None:
            await self._found()
        self.town.dossier = await _sample(self.store, plan.edition)
        world: World | ServerWorld = (
            ServerWorld(plan.begins, plan.seed, self._hosted())
            if plan.server
            else World(plan.begins, plan.seed, ALL_WORKFLOWS, self._hosted(), plan.faults)
        )
        self.world = self.town.world = await self._stack.enter_async_context(world)
        for park in self.parks:
            self.town.arrive(park, plan.begins)
        plan_rounds(self.town, plan.begins, plan.ends)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    @property
    def url(self) -> str:
        """Where the records are, or will be when they are kept."""
        return f"sqlite+aiosqlite:///{self.folder / 'records.db'}"

    async def _found(self) -> None:
        """Make empty records with the people of the town in their directory."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(upgrade, self.url)
        for person in self.town.people:
            await directory.add_account(self.db, person, self.folder / "accounts")

    async def keep(self) -> None:
        """Put buffered records on disk, with their materials and documents; others are there already."""
        if self.buffer is not None:
            assert isinstance(self.store, Shelf), "buffered records come with buffered materials"
            await self._found()
            await self.buffer.write(self.db)
            self.store.write(Store(self.folder / "materials"))

    async def entries(self) -> list[Entry]:
        """Give the whole ledger in its order."""
        return self.buffer.entries if self.buffer is not None else await ledger.entries(self.db)

    def _hosted(self) -> list[Callable[..., object]]:
        """List the real activities, and after them what takes the place of some."""
        hosted = all_activities(self.db, self.store, self.mailer)
        if self.buffer is None:
            hosted.append(WatchedLedger(self.db, self.town.noticed).record)
        else:
            hosted += [*self.buffer.activities, Review(self.town.people, self.db, self.store).convene_panel]
        if not self.plan.typeset:
            hosted.append(UnprintedPublication(self.store).publish)
        return hosted

    async def run(self, progress: Callable[[datetime], None] | None = None) -> None:
        """Let the years pass; `progress` hears of every month."""
        for month in range(1, self.plan.years * MONTHS_OF_YEAR + 1):
            moment = self.plan.after(month)
            await self.world.run_until(moment)
            self._let_go()
            if progress is not None:
                progress(moment)

    def _let_go(self) -> None:
        """Let go of what only a replay needs: a run that is over is not replayed, and there are thousands."""
        if isinstance(self.world, World):
            for run in self.world.runs:
                if run.kept and not run.running:
                    run.kept.clear()


_samples: dict[str, tuple[Facts, tuple[Material, ...]]] = {}


async def _sample(store: Store, under: Edition) -> tuple[Facts, tuple[Material, ...]]:
    """Put the sample dossier into a store; its files are inspected once in a process, however many towns it plays."""
    if under.digest not in _samples:
        _samples[under.digest] = await take_in(SAMPLE, store, under)
    for material in _samples[under.digest][1]:
        assert material.sha256 == store.put(SAMPLE / material.name), "the sample has changed meanwhile"
    return _samples[under.digest]


def scratch() -> "tempfile.TemporaryDirectory[str]":
    """Give a folder for the records of a simulation that nobody keeps."""
    return tempfile.TemporaryDirectory(prefix="parklife-simulation-")
