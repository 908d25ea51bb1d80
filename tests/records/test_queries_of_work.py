"""What lists of work ask of the records, on both databases: editions, operators, last acts, last deliveries."""

from datetime import datetime, timedelta
from typing import Any

from records import deliveries
from records.database import Database
from records.reading import queries
from regulation.casework.entry import Outcome
from regulation.measures.edition import edition
from regulation.vocabulary.act import Act
from tests.conftest import OPERATOR


async def test_the_ground_of_a_case(db: Database, scribe: Any) -> None:
    """Its edition and its operator come out of the stored file; an unknown case is not among them."""
    await scribe.record(db, scribe.open())
    found = await queries.grounds(db, {scribe.id, "park/none/application/1"})

    assert [scribe.id] == list(found)
    assert edition("jilin-city-draft") == found[scribe.id].edition
    assert OPERATOR.credit_code == found[scribe.id].operator


async def test_a_case_without_operator(db: Database, scribe: Any) -> None:
    """A dossier that names no operator gives none, not the word null."""
    opening = scribe.open()
    opening.form["facts"]["operator"] = None
    await scribe.record(db, opening)

    assert (await queries.grounds(db, {scribe.id}))[scribe.id].operator is None


async def test_when_a_case_last_changed(db: Database, scribe: Any, who: Any) -> None:
    """The instant of its last entry, with its zone."""
    await scribe.record(db, scribe.open())
    last = await scribe.act(db, Act.HAND_OVER, who("op"), Outcome(due=scribe.period(20)))

    assert {scribe.id: last.at} == await queries.last_acts(db, {scribe.id, "park/none"})


async def test_the_last_delivery_of_a_person(db: Database) -> None:
    """The latest by instant, under keys that begin alike and no others, whatever letters they have."""
    at = datetime.fromisoformat("2026-12-01T08:30:00+08:00")
    assert await deliveries.last(db, "digest/a_b/") is None
    for key, day in (("digest/a_b/1", 1), ("digest/a_b/2", 0), ("digest/axb/3", 2), ("digest/a_bc/4", 3)):
        await deliveries.note(db, key, "outbox", "<x>", at + timedelta(days=day))
    await deliveries.note(db, "digest/a_b/1", "outbox", "<again>", at + timedelta(days=9))

    assert at + timedelta(days=1) == await deliveries.last(db, "digest/a_b/")
    assert [True, False] == [await deliveries.delivered(db, key) for key in ("digest/a_b/1", "digest/a_b/9")]
