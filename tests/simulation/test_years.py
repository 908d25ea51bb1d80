"""The same seed gives the same ledger, byte for byte, in memory and in the database; and lives of every kind."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from proof import checks
from records.database import Database
from records.tables import READ_MODELS, EditionRow, LedgerHead, LedgerRow, NumberSeries
from regulation.calendar.working_days import CST
from regulation.vocabulary.act import Act
from simulation.years.cities import City, divided, play
from simulation.years.outcome import What, outcome
from simulation.years.years import Plan, Years
from tests.conftest import EDITION

ROOT = Path(__file__).parent.parent.parent
PLAN = Plan(EDITION, seed=3, years=3)
TABLES = (LedgerRow, LedgerHead, NumberSeries, EditionRow, *READ_MODELS)
EVENTS_MAX = 250


async def _rows(db: Database, model: type[SQLModel]) -> list[str]:
    async with db.transaction() as session:
        return sorted(row.model_dump_json() for row in (await session.exec(select(model))).all())


async def _kept(plan: Plan, folder: Path) -> dict[str, list[str]]:
    async with Years(plan, folder) as years:
        await years.run()
        await years.keep()
        assert await checks.verify(years.db) == len(await years.entries())
        return {model.__name__: await _rows(years.db, model) for model in TABLES}


async def test_written_at_the_end_or_entry_by_entry_the_records_are_the_same(tmp_path: Path) -> None:
    """Ledger, hashes, numbers, editions and every read model, row for row."""
    buffered = await _kept(PLAN, tmp_path / "memory")

    assert buffered == await _kept(replace(PLAN, buffered=False), tmp_path / "database")
    assert len(buffered["LedgerRow"]) > 80


async def test_another_seed_gives_another_ledger() -> None:
    """The seed decides who acts when."""
    one, other = [await play(City(replace(PLAN, seed=seed, years=1))) for seed in (3, 4)]

    assert one.proofs != other.proofs
    assert one == await play(City(replace(PLAN, years=1)))


def test_the_same_seed_in_another_process_gives_the_same_ledger(tmp_path: Path) -> None:
    """With other hashes of strings and in another time zone: every row is the same, byte for byte."""
    kept = {tmp_path / "1": ("1", "UTC"), tmp_path / "2": ("2", "America/New_York")}
    begun = [_simulated(folder, *other) for folder, other in kept.items()]
    for process in begun:
        assert ("", 0) == (process.communicate()[1], process.returncode)

    one, other = map(_ledger, kept)
    assert one == other
    assert len(one) > 50


def _simulated(folder: Path, hashes: str, zone: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "starter.py", "simulate", "--years", "2", "--faults", "--keep", str(folder)]
    environment = {**os.environ, "PYTHONHASHSEED": hashes, "TZ": zone}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)


def _ledger(folder: Path) -> list[Any]:
    with sqlite3.connect(folder / "records.db") as db:
        return db.execute("SELECT * FROM ledger ORDER BY position").fetchall()


async def test_sixty_years_of_a_park_never_make_a_long_history(tmp_path: Path) -> None:
    """No run has more than 250 events, on the counting that is proved equal to a server's."""
    async with Years(Plan(EDITION, seed=2, first=4, years=60), tmp_path) as years:
        await years.run()

        assert max(run.events for run in years.world.runs) <= EVENTS_MAX
        told = outcome(await years.entries())
    assert () == told.faults
    assert 2086 == told.lives[0].marks[-1].on.year


async def test_lives_of_every_kind_occur() -> None:
    """Among three parks in sixteen years: what officials ask for when they ask what may happen."""
    told = await play(City(Plan(EDITION, seed=3, parks=3, years=16)))

    wanted = {
        What.DESIGNATED,
        What.SELF_ON_TIME,
        What.SELF_LATE,
        What.SELF_MISSING,
        What.EXCELLENT,
        What.QUALIFIED,
        What.UNQUALIFIED,
        What.RECTIFIED,
        What.NOT_RECTIFIED,
        What.REVOKED,
        What.EXITED,
        What.CHANGED,
        What.SURVEY_MISSED,
    }
    assert set() == wanted - set(told.counts)


async def test_most_parks_are_designated_in_time() -> None:
    """Of eight parks at least six within two years: a simulation of nothing but refusals would show nothing."""
    told = await play(City(Plan(EDITION, parks=8, years=1)))

    assert told.parks_with(What.DESIGNATED) >= 6


@pytest.mark.provision("Q25")
async def test_a_leader_opens_rounds(tmp_path: Path) -> None:
    """In a round year a leader calls every park, and all answer."""
    async with Years(Plan(EDITION, seed=2, parks=2, years=6), tmp_path) as years:
        await years.run()
        acts = [entry.act for entry in await years.entries() if entry.case == "round/2032"]

    assert [Act.OPEN_ROUND, Act.CALL_PARK, Act.CALL_PARK] == acts[:3]
    assert Act.CLOSE_ROUND == acts[-1]


@pytest.mark.parametrize(
    ("parks", "processes", "expected"), [(1, 1, [(1, 1)]), (5, 2, [(1, 3), (4, 2)]), (2, 4, [(1, 1), (2, 1)])]
)
def test_parks_are_divided_among_processes(parks: int, processes: int, expected: list[Any]) -> None:
    """Each park once, in order, and no process without a park."""
    cities = divided(City(replace(PLAN, parks=parks)), processes)

    assert expected == [(city.plan.first, city.plan.parks) for city in cities]


@pytest.mark.parametrize(
    ("begins", "expected"),
    [("2027-01-31", ["2027-02-28", "2027-03-31"]), ("2028-02-29", ["2028-03-29", "2028-04-29"])],
)
def test_months_pass_from_any_day(begins: str, expected: list[str]) -> None:
    """A month that lacks the day ends on its last, and nothing drifts."""
    plan = replace(PLAN, begins=datetime.combine(date.fromisoformat(begins), time(9), CST))

    assert expected == [plan.after(months).date().isoformat() for months in (1, 2)]
    assert (plan.ends.year, plan.ends.hour) == (plan.begins.year + 3, 9)
