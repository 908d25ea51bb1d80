"""The records of a round: its read model, the parks that it may call, and that it is opened once (Q25)."""

from datetime import timedelta
from typing import Any

import pytest

from proof import checks, rebuilding
from records import ledger
from records.database import Database
from records.reading import files, queries
from records.tables import EditionRow, ParkRow
from regulation.casework.entry import Entry
from regulation.measures.edition import edition
from regulation.people.actor import SYSTEM
from regulation.procedures.round.forms import Answer
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import NotEntitledError


def following(before: Entry, act: Act, **form: Any) -> Entry:
    """Give the entry after another."""
    move = ROUND.find(before.next, act)
    assert move is not None
    return before.model_copy(
        update={
            "seq": before.seq + 1,
            "stage": move.stage,
            "act": act,
            "next": move.next,
            "basis": move.basis,
            "at": before.at + timedelta(days=1),
            "actor": SYSTEM,
            "key": f"{before.case}#{before.seq + 1}",
            "form": form,
        }
    )


@pytest.mark.provision("Q25")
async def test_the_round_stands_in_the_records_as_it_was_folded(db: Database, round_opening: Entry) -> None:
    """Called, heard and closed; the edition that it rests on is remembered, and a rebuild gives the same."""
    year = round_opening.form["year"]
    called = following(round_opening, Act.CALL_PARK, park="a")
    heard = following(called, Act.HEAR_PARK, park="a", answer="exempt")
    for entry in (round_opening, called, heard):
        await ledger.record(db, entry)
    found = await files.round_file(db, year)
    assert found is not None
    assert (Stage.ROUND_RUNNING, 3, Answer.EXEMPT) == (found.stage, found.seq, found.heard["a"].answer)
    async with db.transaction() as session:
        used = await session.get(EditionRow, round_opening.form["edition"])
    assert used is not None
    assert edition(used.id).digest == used.digest

    await ledger.record(db, following(heard, Act.CLOSE_ROUND, silent=[]))
    closed = await files.round_file(db, year)
    assert closed is not None
    assert closed.closed
    assert 4 == await rebuilding.rebuild(db)
    assert [closed] == await files.rounds(db)
    assert await files.round_file(db, year + 1) is None


@pytest.mark.provision("Q25")
async def test_a_round_enters_the_ledger_once(db: Database, round_opening: Entry) -> None:
    """The same opening again is answered from the ledger; another one of the same year is a conflict."""
    assert await ledger.record(db, round_opening) == await ledger.record(db, round_opening)
    with pytest.raises(ledger.LedgerConflictError):
        await ledger.record(db, round_opening.model_copy(update={"key": "another"}))
    assert 1 == await checks.verify(db)


async def test_the_directory_knows_who_opens_a_round(db: Database, round_opening: Entry, who: Any) -> None:
    """Somebody who only says that they lead the bureau is refused, and nothing is recorded."""
    said = who("local").model_copy(update={"role": round_opening.actor.role})
    with pytest.raises(NotEntitledError):
        await ledger.record(db, round_opening.model_copy(update={"actor": said}))
    assert await files.rounds(db) == []


async def test_the_municipal_parks_are_those_that_have_the_status_now(db: Database) -> None:
    """Candidates, and parks that lost or left the status, are not among them."""
    stages = {"d": Stage.IN_LIFE, "a": Stage.IN_LIFE, "b": Stage.CANDIDATE, "c": Stage.STATUS_REVOKED}
    async with db.transaction() as session:
        for park, stage in stages.items():
            session.add(ParkRow(id=f"park/{park}", name=park, district="x", stage=stage.value, file={}))
    assert ["a", "d"] == await queries.municipal_parks(db)
