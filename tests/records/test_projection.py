"""The read models: what the case file says, and the same again when they are made anew from the ledger."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from proof import checks, rebuilding
from records import ledger
from records.database import Database
from records.reading import files, queries
from records.tables import READ_MODELS
from regulation.casework.entry import Entry
from regulation.vocabulary.stage import Stage


async def test_a_rebuild_gives_the_same_rows(
    db: Database,
    scribes: type[Any],
    park_opening: Entry,
    round_opening: Entry,
    dumped: Callable[..., Any],
) -> None:
    """After damage to every read model, all rows of all of them come back from the ledger alone."""
    await ledger.record(db, park_opening)
    await ledger.record(db, round_opening)
    finished, waiting = scribes(), scribes()
    await finished.whole_story(db)
    await ledger.record(db, await waiting.to_supplement(db))
    before = await dumped(db)
    assert all(before.values()), "a read model without rows would prove nothing"

    async with db.engine.begin() as connection:
        for model in READ_MODELS:
            await connection.execute(text(f"DELETE FROM {model.__tablename__}"))  # noqa: S608
    assert not any((await dumped(db)).values())
    assert await checks.verify(db) == await rebuilding.rebuild(db)
    assert before == await dumped(db)
    await rebuilding.rebuild(db)
    assert before == await dumped(db)


async def test_the_case_file_is_read_back_as_it_was_folded(db: Database, scribe: Any) -> None:
    """What the database gives is what the fold of the entries gave, to the last field."""
    await scribe.whole_story(db)
    assert scribe.case == await files.case_file(db, scribe.id)
    assert Stage.DESIGNATED == scribe.case.stage
    entries = [entry for _, entry in await files.ledger(db, scribe.id)]
    assert list(range(1, scribe.case.seq + 1)) == [entry.seq for entry in entries]


async def test_a_reminder_becomes_a_message(db: Database, scribe: Any) -> None:
    """The message stands under case and seq, with its level in its subject and its instant with a zone."""
    await ledger.record(db, await scribe.to_supplement(db))
    entry = await scribe.remind(db, "after", "local")
    message = await queries.notification(db, f"{scribe.id}#{entry.seq}")
    assert message is not None
    assert "【已逾期】" == message.subject[:5]
    assert ("local_hrss", "local", entry.at) == (message.role, message.person, message.at)
