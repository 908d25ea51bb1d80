"""The ledger in memory against the ledger in the database."""

from collections.abc import Callable
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities import contracts
from records import ledger
from records.database import Database
from records.people import directory
from records.reading import files
from records.tables import LedgerHead
from regulation.casework.entry import Entry
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, NotEntitledError
from simulation.years.memory import MemoryLedger

Begin = Callable[..., Any]


def _sent(entry: Entry) -> Entry:
    """Give an entry as the workflow sends it, without the numbers that the ledger gives."""
    return entry.model_copy(update={"outcome": entry.outcome.model_copy(update={"numbers": ()})})


@pytest.fixture
async def both(begin: Begin, db: Database) -> tuple[Database, MemoryLedger]:
    """Give the records of a whole application, and the same acts recorded in memory."""
    story = await begin()
    await story.to(Stage.DESIGNATED)
    await story.handle.result()
    memory = MemoryLedger(await directory.people(db))
    for _, entry in await files.ledger(db, story.case):
        assert entry == memory.put(_sent(entry))
    return db, memory


async def test_the_same_acts_leave_the_same_ledger(both: tuple[Database, MemoryLedger]) -> None:
    """Numbers and all, byte for byte: the last hashes are equal."""
    db, memory = both
    async with db.transaction() as session:
        head = await session.get(LedgerHead, 1)
    assert head is not None
    assert (head.position, head.hash) == (len(memory.entries), memory.hash)


async def test_what_stands_is_answered_alike(both: tuple[Database, MemoryLedger]) -> None:
    """The same act again, its key at another place, another act at its place, a stranger: the same answers."""
    db, memory = both
    entry = memory.entries[3]
    last = len(memory.entries)
    assert entry == memory.put(_sent(entry)) == await ledger.record(db, _sent(entry))
    stranger = entry.actor.model_copy(update={"person": "nobody"})
    tried = {
        AlreadyDoneError: {"seq": last + 1},
        ledger.LedgerConflictError: {"key": "another"},
        NotEntitledError: {"seq": last + 1, "key": "a stranger", "actor": stranger},
    }
    for error, change in tried.items():
        other = _sent(entry).model_copy(update=change)
        with pytest.raises(error):
            memory.put(other)
        with pytest.raises(error):
            await ledger.record(db, other)
    assert last == len(memory.entries)


async def test_a_notification_is_counted_by_its_key() -> None:
    """Delivered twice is seen: the workflow's own promise can be checked."""
    memory = MemoryLedger([])
    for _ in range(2):
        await ActivityEnvironment().run(memory.deliver_reminder, contracts.Remind(key="a"))
    assert {"a": 2} == memory.delivered
