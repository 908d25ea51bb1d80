"""A whole life whose engine is emptied again and again is taken up by `starter.py resume` as if nothing had been."""

from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from desk.openings.resuming import resume
from desk.people import Desk
from records.database import Database
from regulation.procedures.park.imported import YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from tests.decades import PARK, Decades, existing, sound
from tests.figures import FIGURES, POOR
from workflows.hall import ALL_WORKFLOWS

SCORES = tuple(YearScore(year=year, score=Decimal(80)) for year in (2026, 2027))

Lose = Callable[..., Awaitable[list[str]]]


class Counter(Desk):
    """The desk of the operator who resumes, with a simulated world for Temporal."""

    def __init__(self, db: Database, world: World) -> None:
        self.db, self.world = db, world
        self.settings = SimpleNamespace(task_queue="t")  # type: ignore[assignment]  # all that is asked of it

    async def client(self) -> Any:
        """Give the client of the world."""
        return self.world.client


@pytest.fixture
async def lose(tmp_path: Path) -> AsyncIterator[Lose]:
    """Give a way to empty the engine and to resume from the records; it names what was started again."""
    worlds: list[World] = []

    async def emptied(life: Decades, *, heard: bool = True) -> list[str]:
        before = await life.park()
        now = life.world.now
        await life.world.__aexit__(None, None, None)
        mailer = Mailer(None, "a@b.invalid", tmp_path / "outbox")
        hall = all_activities(life.db, Store(tmp_path / "store"), mailer)
        life.world = await World(now, 1, ALL_WORKFLOWS, hall).__aenter__()
        worlds.append(life.world)
        started = await resume(Counter(life.db, life.world))
        await life.world.sleep(60)
        assert heard == (before == await life.park())
        return started

    yield emptied
    for world in worlds:
        await world.__aexit__(None, None, None)


@pytest.mark.provision("Q55", "R9-revoke", "R9-rectify", "R8-self", "R8-central")
async def test_a_life_is_taken_up_wherever_the_engine_was_lost(
    decades: Callable[..., Any], lose: Lose
) -> None:
    """From the import to the plaque: the park and each open case are started once, and the clocks go on."""
    life: Decades = await decades("2028-12-20")
    await life.enter(existing(self_scores=SCORES))
    assert [f"park/{PARK}"] == await lose(life)
    await life.until("2029-01-02")
    assert case_name(PARK, Kind.SELF_ASSESSMENT, 2028) in await lose(life)
    await life.until("2029-09-02")
    await lose(life)
    await life.evaluate(1, POOR)
    opened = [e.act for e in await life.entries() if e.act == Act.OPEN_RECTIFICATION]
    assert f"park/{PARK}/rectification/1" in await lose(life)
    await life.rectify(1, POOR)
    assert f"park/{PARK}/revocation/1" in await lose(life)
    await life.revoke()
    await lose(life)
    story = life.story(Kind.REVOCATION, 1)
    await story.act("city", Act.PUBLISH_REVOCATION)
    await lose(life)
    today = life.world.now.date().isoformat()
    await life.story(Kind.REVOCATION, 1).act("local", Act.RETURN_PLAQUE, returned_on=today)
    assert Stage.REVOKED == await life.stage(Kind.REVOCATION, 1)

    assert [Act.OPEN_RECTIFICATION] == opened
    assert [("2029-09-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    assert Stage.STATUS_REVOKED == (await life.park()).stage
    assert [f"park/{PARK}"] == await lose(life)
    await sound(life)


@pytest.mark.provision("Q55", "R9-middle", "R8-central")
async def test_what_ended_unheard_is_heard_and_its_letter_written(
    decades: Callable[..., Any], lose: Lose
) -> None:
    """The engine is lost right after the last act: the park hears the result once, and the document is made."""
    life: Decades = await decades("2029-08-01")
    await life.enter(existing(self_scores=SCORES))
    await life.until("2029-09-03")
    story = life.story(Kind.EVALUATION, 1)
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures={**FIGURES, "services": [], "events": 0})
    await life.score(story, FIGURES)
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意")
    await life.world.sleep(60)
    await story.act("city", Act.PUBLISH_RESULT)
    assert (Stage.QUALIFIED, ()) == (await life.stage(Kind.EVALUATION, 1), (await life.park()).results)

    assert {story.case, f"park/{PARK}"} <= set(await lose(life, heard=False))
    assert ["qualified"] == [record.grade for record in (await life.park()).results]
    assert () == (await story.file()).undelivered
    assert story.case not in await lose(life)
    await life.until("2032-09-02")
    assert [("2029-09-01", False), ("2032-09-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    await sound(life)
