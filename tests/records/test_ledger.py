"""The ledger on both databases: one row per act, one chain, who may write, and that nobody may change it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from proof import checks, rebuilding
from records import ledger
from records.database import Database
from records.ledger import LedgerConflictError
from records.reading import queries
from records.tables import LedgerHead, LedgerRow
from regulation.casework.entry import Entry
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.refusals import NotEntitledError

DROP_TRIGGERS = {
    "sqlite": ("DROP TRIGGER ledger_no_update", "DROP TRIGGER ledger_no_delete"),
    "postgresql": ("DROP TRIGGER ledger_append_only ON ledger",),
}


async def rows(db: Database) -> list[LedgerRow]:
    """List the whole ledger."""
    async with db.transaction() as session:
        return list((await session.exec(select(LedgerRow).order_by(col(LedgerRow.position)))).all())


async def run(db: Database, *statements: str) -> None:
    """Run statements as an administrator of the database could."""
    async with db.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def tamper(db: Database, statement: str) -> None:
    """Take the protection off and change the ledger behind its back."""
    await run(db, *DROP_TRIGGERS[db.engine.dialect.name], statement)


async def test_an_entry_recorded_twice_is_one_row(db: Database, scribe: Any) -> None:
    """A retry is answered from the ledger, with the number that the first try took."""
    entry = await scribe.to_supplement(db)
    first, again = await ledger.record(db, entry), await ledger.record(db, entry)
    assert first == again
    assert first.outcome.numbers
    assert [1, 2, 3] == [row.position for row in await rows(db)]


@pytest.mark.parametrize("change", [{"key": "other"}, {"seq": 2}])
async def test_another_entry_at_a_taken_place_is_a_conflict(
    db: Database, scribe: Any, change: dict[str, Any]
) -> None:
    """Neither a second act at the same seq nor a used key at another seq gets in."""
    entry = scribe.open()
    await ledger.record(db, entry)
    with pytest.raises(LedgerConflictError, match="the ledger holds open"):
        await ledger.record(db, entry.model_copy(update=change))
    assert 1 == len(await rows(db))


async def test_a_ledger_that_is_behind_is_a_conflict(db: Database, scribe: Any) -> None:
    """Records that came back from an older backup take no entry beyond a gap, and say so; the next one they take."""
    opening = scribe.open()
    handed = scribe.write(Act.HAND_OVER, opening.actor)
    with pytest.raises(LedgerConflictError, match="lacks entry 1") as conflict:
        await ledger.record(db, handed)
    assert conflict.value.stored is None
    assert [] == await rows(db)
    await ledger.record(db, opening)
    assert handed == await ledger.record(db, handed)


async def test_a_rebuild_reads_the_whole_ledger_between_two_acts(db: Database, scribe: Any) -> None:
    """While an act is being recorded, it does not see half of it: it waits for its commit."""
    entry = await scribe.to_supplement(db)
    async with db.transaction() as session:
        await session.exec(select(LedgerHead).with_for_update())
        reading = asyncio.create_task(rebuilding.rebuild(db))
        done, _ = await asyncio.wait({reading}, timeout=0.2)
        assert not done
    assert 2 == await reading
    await ledger.record(db, entry)
    assert 3 == await rebuilding.rebuild(db)


async def test_a_proof_waits_for_nobody(db: Database, scribe: Any) -> None:
    """While an act is being recorded it proves what stands, and sees neither head nor row of what does not yet."""
    await scribe.to_supplement(db)
    async with db.transaction() as session:
        head = await ledger.lock_head(session)
        head.position, head.hash = 99, "x"
        session.add(head)
        await session.flush()
        assert 2 == await asyncio.wait_for(checks.verify(db), 5)
        await session.rollback()
    assert 2 == await checks.verify(db)


async def test_a_seq_and_a_key_of_two_entries_are_a_conflict(db: Database, scribe: Any) -> None:
    """An entry that is half one row and half another is neither of them."""
    opening = scribe.open()
    await ledger.record(db, opening)
    handed = await scribe.act(db, Act.HAND_OVER, opening.actor)
    with pytest.raises(LedgerConflictError):
        await ledger.record(db, handed.model_copy(update={"key": opening.key}))
    assert 2 == len(await rows(db))


@pytest.mark.parametrize(
    "forged",
    [
        {"role": Role.CITY_HRSS_LEADER},
        {"person": "nobody"},
        {"district": "吉林市昌邑区"},
        {"name": "冒名"},
        {"credit_code": "91220203MA0000009X"},
    ],
    ids=lambda forged: next(iter(forged)),
)
async def test_a_forged_actor_is_refused_and_nothing_is_written(
    db: Database, scribe: Any, dumped: Callable[..., Any], forged: dict[str, Any]
) -> None:
    """A role, account, district, name or organisation that the directory does not know leaves no trace."""
    entry = scribe.open()
    actor = Actor.model_validate({**entry.actor.model_dump(), **forged})
    empty = await dumped(db)
    with pytest.raises(NotEntitledError):
        await ledger.record(db, entry.model_copy(update={"actor": actor}))
    assert [] == await rows(db)
    assert empty == await dumped(db)
    assert 0 == await checks.verify(db)


@pytest.mark.provision("Q52")
async def test_a_task_goes_only_to_an_account_of_its_role(db: Database, scribe: Any, who: Any) -> None:
    """A reassignment to a person of another role is refused; to one of the role it is recorded."""
    await ledger.record(db, scribe.open())
    await scribe.act(db, Act.HAND_OVER, who("op"))
    form = {"role": "local_hrss", "reason": "休假"}
    entry = scribe.write(Act.REASSIGN, who("local"), to="local", **form)
    with pytest.raises(NotEntitledError):
        await ledger.record(db, entry.model_copy(update={"form": {**form, "to": "op"}}))
    await ledger.record(db, entry)
    assert {"local"} == {task.person for task in await queries.tasks(db, case=scribe.id)}


async def test_twenty_cases_at_once_make_one_chain(db: Database, scribes: type[Any]) -> None:
    """Appends that race, on an empty ledger too, all get in, one after another."""
    openings: list[Entry] = [scribes().open() for _ in range(20)]
    await asyncio.gather(*(ledger.record(db, entry) for entry in openings))
    assert list(range(1, 21)) == [row.position for row in await rows(db)]
    assert 20 == await checks.verify(db)
    assert {entry.case for entry in openings} == {row.case_id for row in await rows(db)}


async def test_one_entry_sent_ten_times_at_once_is_one_row(db: Database, scribe: Any) -> None:
    """Retries that overlap each other are one act."""
    entry = scribe.open()
    assert [entry] * 10 == await asyncio.gather(*(ledger.record(db, entry) for _ in range(10)))
    assert 1 == len(await rows(db))


@pytest.mark.parametrize("statement", ["UPDATE ledger SET act = 'x'", "DELETE FROM ledger"])
async def test_the_database_refuses_to_change_the_ledger(db: Database, scribe: Any, statement: str) -> None:
    """UPDATE and DELETE are refused by the database itself, whoever asks."""
    await ledger.record(db, scribe.open())
    with pytest.raises(DBAPIError, match="append-only"):
        await run(db, statement)
    assert 1 == await checks.verify(db)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE ledger SET entry = replace(entry, '林运营', '冒名者') WHERE position = 1", "第 1 条与"),
        ("UPDATE ledger SET hash = 'x' WHERE position = 2", "第 2 条与"),
        ("DELETE FROM ledger WHERE position = 2", "第 2 条与"),
        ("DELETE FROM ledger WHERE position = 3", "止于第 2 条"),
        ("DELETE FROM ledger", "止于第 0 条"),
    ],
    ids=["entry", "hash", "middle", "tail", "all"],
)
async def test_verify_finds_what_was_tampered_with(
    db: Database, scribes: type[Any], statement: str, found: str
) -> None:
    """A changed row, a missing row and a cut tail are each found, at the first bad row."""
    for _ in range(3):
        await ledger.record(db, scribes().open())
    assert 3 == await checks.verify(db)
    await tamper(db, statement)
    with pytest.raises(LedgerConflictError, match=found):
        await checks.verify(db)
