"""An edition that a case rests on is immutable, and stays as long as something runs under it."""

from typing import Any

import pytest

from records import editions, ledger
from records.database import Database
from records.editions import NAMED_MAX
from records.tables import CaseRow, EditionRow
from regulation.casework.entry import Entry
from regulation.measures.edition import edition


@pytest.mark.provision("Q40")
async def test_a_changed_text_under_a_used_id_is_refused(db: Database) -> None:
    """Unused or unchanged passes; changed is refused with the id and the way out."""
    draft = edition("jilin-city-draft")
    await editions.check(db, [draft])
    async with db.transaction() as session:
        session.add(EditionRow(id=draft.id, digest=draft.digest))
    await editions.check(db, [draft])
    changed = draft.model_copy(update={"digest": "0" * 64})
    with pytest.raises(editions.EditionChangedError, match=draft.id):
        await editions.check(db, [changed])


@pytest.mark.provision("Q40")
async def test_what_runs_keeps_its_edition(db: Database, park_opening: Entry, round_opening: Entry) -> None:
    """Parks and open rounds whose edition is not loaded are all named; with it, everything passes."""
    await ledger.record(db, park_opening)
    await ledger.record(db, round_opening)
    draft = edition("jilin-city-draft")
    await editions.check(db, [draft])
    other = draft.model_copy(update={"id": "jilin-city-next", "digest": "1" * 64})
    with pytest.raises(editions.StrandedError) as told:
        await editions.check(db, [other])
    assert all(
        f"{name} 适用的版本 {draft.id} 没有装入" in str(told.value) for name in ("park/p1", "round/2027")
    )


@pytest.mark.provision("Q40")
async def test_an_open_case_keeps_its_stage(db: Database, scribe: Any) -> None:
    """A case at a stage that no table has is refused while it runs; over, it binds no edition and no stage."""
    await scribe.whole_story(db)
    assert scribe.case.closed
    await editions.check(db, [])
    await _put(db, scribe.id, stage="examination_of_old")
    with pytest.raises(editions.StrandedError, match="停在「examination_of_old」"):
        await editions.check(db, [edition("jilin-city-draft")])


@pytest.mark.provision("Q40")
async def test_many_stranded_cases_are_counted(db: Database, scribes: Any) -> None:
    """Ten are named; of eleven, the eleventh is only counted."""
    for park in range(11):
        await ledger.record(db, scribes(park=f"p{park:02}").open())
        if park == NAMED_MAX - 1:
            with pytest.raises(editions.StrandedError) as told:
                await editions.check(db, [])
            assert "等共" not in str(told.value)
    with pytest.raises(editions.StrandedError, match="等共 11 处") as told:
        await editions.check(db, [])
    assert NAMED_MAX == str(told.value).count("没有装入")


async def _put(db: Database, case: str, **values: str) -> None:
    async with db.transaction() as session:
        row = await session.get(CaseRow, case)
        assert row is not None
        row.sqlmodel_update(values)
        session.add(row)
