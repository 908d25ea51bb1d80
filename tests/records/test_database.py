"""Looking never blocks acting: what reads takes no lock, sees one moment, and can change nothing."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from proof import checks
from records import ledger
from records.database import Database
from records.people import directory
from records.people.worklist import all_work
from records.reading import files, queries

SOON_S = 5  # far below the ten seconds for which SQLite waits for a lock


async def test_an_act_is_recorded_beside_a_long_look(db: Database, scribe: Any) -> None:
    """Whoever looks goes on seeing the moment of their first look; the act is there for the next one."""
    entry = scribe.open()
    async with db.reading() as session:
        count = text("SELECT count(*) FROM ledger")
        before = (await (await session.connection()).execute(count)).scalar_one()
        await asyncio.wait_for(ledger.record(db, entry), SOON_S)
        during = (await (await session.connection()).execute(count)).scalar_one()
    assert (0, 0) == (before, during)
    assert [entry] == await ledger.entries(db)


async def test_looks_wait_for_no_act(db: Database, scribe: Any) -> None:
    """While somebody writes and does not finish, every list, the directory and the proof answer."""
    await ledger.record(db, scribe.open())
    async with db.transaction() as session:
        await ledger.lock_head(session)
        looks = (
            queries.parks(db),
            files.case_file(db, scribe.id),
            all_work(db, scribe.at),
            directory.people(db),
            checks.verify(db),
        )
        found = await asyncio.wait_for(asyncio.gather(*looks), SOON_S)
    assert 1 == found[-1]


async def test_many_proofs_beside_many_acts(db: Database, scribes: type[Any]) -> None:
    """Each finds a whole chain of some length, and no act is lost to a lock."""
    acts = [ledger.record(db, scribes().open()) for _ in range(12)]
    proofs = [checks.verify(db) for _ in range(12)]
    counted = (await asyncio.gather(*(one for pair in zip(proofs, acts, strict=True) for one in pair)))[::2]
    assert all(0 <= rows <= len(acts) for rows in counted)
    assert len(acts) == await checks.verify(db)


async def test_who_only_looks_changes_nothing(db: Database, scribe: Any) -> None:
    """The database itself refuses, and the same connection writes again afterwards."""
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        async with db.reading() as session:
            await (await session.connection()).execute(text("DELETE FROM accounts"))
    assert await directory.people(db)
    await ledger.record(db, scribe.open())
    assert 1 == await checks.verify(db)
