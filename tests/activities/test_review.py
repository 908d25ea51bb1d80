"""The panel is drawn from the directory by the act's key; only empty seats are filled (Q10)."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities import contracts
from activities.files.store import Store
from activities.review import ReviewActivities
from records.database import Database
from records.tables import AccountRow
from regulation.casework.file import CaseFile
from regulation.designation.panel import Panel, substitute
from regulation.measures.edition import edition
from tests.conftest import facts

EDITION = edition("jilin-city-draft")


def case(panel: Panel | None = None) -> CaseFile:
    """Give a case that waits for its panel."""
    return CaseFile(
        id="park/p1/application/1", park="p1", edition=EDITION.id, edition_digest=EDITION.digest, facts=facts(),
        panel=panel,
    )  # fmt: skip


async def convene(db: Database, folder: Path, key: str, panel: Panel | None = None) -> Any:
    """Run the activity as a worker would."""
    hall = ReviewActivities(db, Store(folder / "store"))
    return await ActivityEnvironment().run(hall.convene_panel, contracts.Convene(case=case(panel), key=key))


@pytest.mark.provision("R5.2-panel", "Q10")
async def test_the_key_decides_the_draw(db: Database, tmp_path: Path) -> None:
    """The same key draws the same panel, so that a retry changes nobody; other keys draw others."""
    drawn = await convene(db, tmp_path, "k1")
    assert drawn == await convene(db, tmp_path, "k1")
    assert 0 == drawn.vacancies
    others = {(await convene(db, tmp_path, f"k{n}")).member_ids for n in range(2, 8)}
    assert others - {drawn.member_ids}


@pytest.mark.provision("Q10")
async def test_only_empty_seats_are_filled(db: Database, tmp_path: Path) -> None:
    """Those who sit keep their seats; one who was recused does not come back."""
    drawn = await convene(db, tmp_path, "k1")
    leaving = drawn.member_ids[0]
    left = substitute(drawn.model_copy(update={"reserve": ()}), leaving, "近亲属关系")
    assert 1 == left.vacancies
    filled = await convene(db, tmp_path, "k2", left)
    assert 0 == filled.vacancies
    assert left.member_ids == filled.member_ids[: len(left.members)]
    assert leaving not in {e.id for e in (*filled.members, *filled.reserve)}


@pytest.mark.provision("R5.2-panel")
async def test_too_few_experts_is_a_final_answer(db: Database, tmp_path: Path) -> None:
    """With a pool too small nothing is retried; the answer says what to do."""
    async with db.transaction() as session:
        await session.exec(update(AccountRow).where(col(AccountRow.id) > "exp-2").values(active=False))
    with pytest.raises(ApplicationError) as caught:
        await convene(db, tmp_path, "k1")
    assert ("condition", True) == (caught.value.type, caught.value.non_retryable)
    assert "请补充评审专家库后重试。" in caught.value.message
