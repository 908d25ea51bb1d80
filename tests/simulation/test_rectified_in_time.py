"""The limit of a rectification in the park's life: kept, extended, or let pass by a day (R9-rectify, Q30)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import CST
from regulation.procedures.park.imported import YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import Story
from tests.decades import Decades, an_edition, existing, sound
from tests.figures import FIGURES, POOR

ITEMS = [{"text": "逐项整改", "basis": "R9-rectify"}]
ORDERED_ON = date(2029, 9, 3)


async def _ordered(decades: Callable[..., Any], months: int) -> tuple[Decades, Story]:
    """Give a park that failed in September 2029 and is to put things right within some months."""
    quiet = an_edition("rectified-in-time", **{"survey.every_months": 240})
    life: Decades = await decades("2029-08-01")
    await life.enter(existing(self_scores=(YearScore(year=2028, score=Decimal(80)),)), quiet)
    await life.until(ORDERED_ON)
    await life.evaluate(1, POOR)
    story = life.story(Kind.RECTIFICATION, 1)
    await story.act("city", Act.ORDER_RECTIFICATION, items=ITEMS, months=months)
    return life, story


async def _midnight_after(life: Decades, day: date, seconds: int) -> None:
    midnight = datetime.combine(day + timedelta(days=1), time.min, CST)
    await life.world.run_until(midnight + timedelta(seconds=seconds))


@pytest.mark.provision("R9-rectify", "Q30")
@pytest.mark.parametrize(("extension", "nominal"), [(0, "2029-12-03"), (6, "2030-06-03")])
@pytest.mark.parametrize(("seconds", "late"), [(-60, False), (60, True)])
async def test_the_last_minute_of_the_limit_is_in_time_and_the_next_one_is_not(
    decades: Callable[..., Any], extension: int, nominal: str, seconds: int, late: bool
) -> None:
    """As ordered or as extended; a late report is marked, and rechecked all the same: it breaks the chain."""
    life, story = await _ordered(decades, 3)
    if extension:
        await life.until("2029-12-03")
        await story.act("leader", Act.EXTEND_RECTIFICATION, months=extension, reason="工程未完")
    limit = (await story.file()).due
    assert (nominal, add_months(ORDERED_ON, 3 + extension)) == (str(limit.nominal), limit.nominal)
    await _midnight_after(life, limit.last_day, seconds)
    assert (Stage.RECTIFICATION_OVERDUE if late else Stage.RECTIFYING) == (await story.file()).stage
    await story.act("local", Act.REPORT_RECTIFICATION, figures=FIGURES, report="已整改")
    await life.score(story, FIGURES)
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意")
    await life.publish(story)

    file, park = await story.file(), await life.park()
    assert (Stage.RECTIFIED, late) == (file.stage, file.reported_late)
    assert (["unqualified", "qualified"], False) == ([r.grade for r in park.results], park.support_paused)
    await sound(life)


@pytest.mark.provision("R9-rectify", "R9-revoke", "Q30", "Q29")
async def test_too_late_and_confirmed_as_failed_it_ends_the_status(decades: Callable[..., Any]) -> None:
    """The limit is let pass, a leader confirms the failure, and the two results oblige to revoke; silence alone does not."""
    life, story = await _ordered(decades, 1)
    limit = (await story.file()).due.last_day
    failed: dict[str, Any] = {"reasons": ["期满未报告整改"], "provisions": ["Q30"]}
    await life.until(limit)
    assert "act_not_allowed" == (await story.refused("leader", Act.CONFIRM_FAILURE, **failed))[0]
    await life.until(limit + timedelta(days=200))
    assert Stage.RECTIFICATION_OVERDUE == (await story.file()).stage
    assert (await life.park()).open_of(Kind.REVOCATION) is None
    await story.act("leader", Act.CONFIRM_FAILURE, **failed)
    await life.publish(story)
    assert Stage.NOT_RECTIFIED == (await story.file()).stage
    await life.revoke()
    assert Stage.STATUS_REVOKED == (await life.park()).stage
    await sound(life)
