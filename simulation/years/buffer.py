"""A city's records in memory while the years pass, written to the database in one go at the end.

The ledger, its numbers and its hashes are those that the database would hold, byte for byte: a test lets the same
years pass over both. What activities read of the records meanwhile is read from memory too.
"""

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from temporalio import activity

from activities import contracts
from activities.files.store import OBJECT_BYTES_MAX, Store
from activities.review import ReviewActivities
from proof import checks, rebuilding
from records import editions, ledger
from records.calendar.working_days import china
from records.database import Database
from records.people.directory import Account
from records.tables import LedgerHead, LedgerRow, NumberSeries
from regulation.calendar.working_days import Calendar, Years
from regulation.casework.entry import Entry
from regulation.procedures.round.file import RoundFile, uncalled
from regulation.procedures.round.fold import fold_round
from regulation.procedures.round.hearing import heard_of
from regulation.vocabulary.kind import park_case, round_case
from regulation.vocabulary.stage import Stage
from simulation.years.memory import MemoryLedger

calendar_of = cache(china)


class Shelf(Store):
    """Materials and documents in memory, by their digest."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.objects: dict[str, bytes] = {}

    def put(self, source: bytes | Path | BinaryIO, limit_bytes: int = OBJECT_BYTES_MAX) -> str:  # noqa: ARG002 -- as the real one
        """Keep the bytes and return their SHA-256."""
        data = source if isinstance(source, bytes) else _bytes(source)
        digest = sha256(data).hexdigest()
        self.objects[digest] = data
        return digest

    def read(self, digest: str) -> bytes:
        """Give the bytes of an object; raises KeyError when it was never put here."""
        return self.objects[digest]

    def write(self, store: Store) -> None:
        """Put everything on disk."""
        for data in self.objects.values():
            store.put(data)


def _bytes(source: Path | BinaryIO) -> bytes:
    return source.read_bytes() if isinstance(source, Path) else source.read()


class Review(ReviewActivities):
    """Draws panels from the people of the town, who stay the same."""

    def __init__(self, people: Iterable[Account], db: Database, store: Store) -> None:
        super().__init__(db, store)
        self._read: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.pool = tuple(sorted((p for p in people if p.expert), key=lambda person: person.id))

    async def experts(self) -> tuple[Account, ...]:
        """Give everybody who may be drawn."""
        return self.pool

    async def tenants(self, order: contracts.Convene) -> tuple[str, ...]:
        """Name every tenant; a list that was read before is not read again."""
        digests = tuple(material.sha256 for material in order.case.materials)
        if digests not in self._read:
            self._read[digests] = await super().tenants(order)
        return self._read[digests]


class Buffer(MemoryLedger):
    """The records of a simulated city; `noticed` hears every entry, also one that stood already."""

    def __init__(self, people: Iterable[Account], noticed: Callable[[Entry], None]) -> None:
        super().__init__(people)
        self.noticed = noticed
        self._stages: dict[str, Stage] = {}

    @property
    def activities(self) -> list[Callable[..., Any]]:
        """The activities that take the place of those of the same name."""
        return [*super().activities, self.working_days, self.uncalled_parks, self.park_answer]

    def put(self, entry: Entry) -> Entry:
        """Append an entry, or give the one that stands, and tell."""
        recorded = super().put(entry)
        self._stages[recorded.case] = self.case(recorded.case)[-1].next
        self.noticed(recorded)
        return recorded

    @activity.defn(name=contracts.WORKING_DAYS)
    async def working_days(self, years: Years) -> Calendar:
        """Give the calendar of a range of years; nobody imports another one in a simulation."""
        return calendar_of(years)

    @activity.defn(name=contracts.UNCALLED_PARKS)
    async def uncalled_parks(self, order: contracts.Uncalled) -> tuple[str, ...]:
        """Name the next municipal parks to call, as `RoundActivities` does."""
        round_: RoundFile | None = None
        for entry in self.case(round_case(order.year)):
            round_ = fold_round(round_, entry)
        assert round_ is not None, f"the round of {order.year} is in the records before it calls"
        in_life = sorted(name for name, stage in self._stages.items() if stage == Stage.IN_LIFE)
        return uncalled(round_, [name.removeprefix(park_case("")) for name in in_life], order.limit)

    @activity.defn(name=contracts.PARK_ANSWER)
    async def park_answer(self, order: contracts.AskAfter) -> contracts.WhatCame:
        """Say what came of a called park, as `RoundActivities` does."""
        return contracts.WhatCame(heard=heard_of(order.park, order.year, self.case(park_case(order.park))))

    async def write(self, db: Database) -> int:
        """Write all of it into empty records, in one transaction, and check it; give the number of entries."""
        async with db.transaction() as session:
            head = ""
            for position, entry in enumerate(self.entries, start=1):
                text = entry.model_dump_json()
                digest = ledger.row_hash(head, position, text)
                session.add(_row(entry, position, text, head, digest))
                await editions.note_use(session, entry)
                head = digest
            session.add(LedgerHead(id=1, position=len(self.entries), hash=head))
            session.add_all(
                NumberSeries(kind=kind.value, year=year, last=last)
                for (kind, year), last in self._numbers.items()
            )
        await rebuilding.rebuild(db)
        return await checks.verify(db)


def _row(entry: Entry, position: int, text: str, prev: str, digest: str) -> LedgerRow:
    return LedgerRow(
        position=position,
        case_id=entry.case,
        seq=entry.seq,
        key=entry.key,
        act=entry.act.value,
        at=entry.at,
        entry=text,
        prev_hash=prev,
        hash=digest,
    )
