"""Random lives: seeded parks, people and faults, checked against what must hold whatever happens.

The workflows are the real ones, and every fault that the world knows strikes some of the lives: crashes with a
full replay, workflow tasks lost after their commit, answers lost, activities failing, clients that send twice,
absences of up to three years. A failure names its seed and its profile, and plays again from them.
"""

from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from proof import checks, rebuilding
from records.database import Database
from records.tables import READ_MODELS
from regulation.audit.invariants import broken, by_case
from simulation.world.faults import Faults
from simulation.years.years import Plan, Years
from tests.conftest import EDITION

YEARS = 20
CHUNK = 10
EVENTS_MAX = 250
SOMETIMES = (
    "crash",
    "lost_task",
    "lost_completion",
    "failure",
    "duplicate",
    "absences_per_year",
)


@pytest.mark.parametrize("first", range(0, 100, CHUNK))
async def test_whatever_happens_the_ledger_stays_sound(first: int, tmp_path: Path) -> None:
    """Ten lives of twenty years each: no invariant is broken, no run grows long, every fault has struck."""
    struck: set[str] = set()
    for seed in range(first, first + CHUNK):
        plan = Plan(EDITION, seed=seed, years=YEARS, faults=Faults.drawn(seed), buffered=True)
        async with Years(plan, tmp_path / str(seed)) as life:
            await life.run()
            assert life.buffer is not None
            assert [] == broken(by_case(life.buffer.entries)), f"seed {seed}, {plan.faults}"
            longest = max(life.world.runs, key=lambda run: run.events)
            assert longest.events <= EVENTS_MAX, f"seed {seed}: {longest.id} run {longest.number}"
            struck |= {kind for kind, times in life.world.fate.hits.items() if times}

    assert set(SOMETIMES) == struck & set(SOMETIMES)


@pytest.mark.parametrize("seed", [3, 22])
async def test_the_read_models_equal_the_fold_of_the_ledger(seed: int, tmp_path: Path) -> None:
    """Two parks for eight years through the real database: made again from the ledger, nothing differs."""
    plan = Plan(EDITION, seed=seed, parks=2, years=8, faults=Faults.drawn(seed), buffered=False)
    async with Years(plan, tmp_path) as life:
        await life.run()
        before = [await _rows(life.db, model) for model in READ_MODELS]
        rows = await checks.verify(life.db)

        assert rows == await rebuilding.rebuild(life.db)
        assert before == [await _rows(life.db, model) for model in READ_MODELS]


async def _rows(db: Database, model: type[SQLModel]) -> list[str]:
    async with db.transaction() as session:
        return sorted(row.model_dump_json() for row in (await session.exec(select(model))).all())
