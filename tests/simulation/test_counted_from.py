"""From which day a period is counted: of an objection, of its investigation, of a limit that is extended (Q12b, Q17)."""

from datetime import timedelta
from pathlib import Path

import pytest

from activities.files.store import Store
from records.calendar.working_days import china
from records.database import Database
from regulation.calendar.working_days import CST, Years
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from tests.cases import STARTS_ON, Worlds, apply
from tests.conftest import EDITION, Story
from tests.decades import at

CALENDAR = china(Years(first=2026, last=2029))


async def objected(story: Story) -> None:
    """Bring a case to its notice, and let somebody object to it two days later."""
    await story.to(Stage.PUBLIC_NOTICE)
    await story.pass_days(2)
    await story.object()


@pytest.mark.provision("Q12b")
async def test_an_objection_is_ruled_on_and_then_investigated_each_in_its_own_period(
    worlds: Worlds, db: Database, tmp_path: Path
) -> None:
    """First the days for its admission, from the day on which it came; then those for the investigation, from the admission."""
    world = await worlds(at(STARTS_ON))
    story = await apply(world, db, Store(tmp_path / "store"))
    await objected(story)
    filed = world.now
    (objection,) = (await story.file()).objections
    assert CALENDAR.add_workdays(filed, EDITION.number("objection.admissibility_workdays")) == objection.due

    await story.pass_days(1)
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="实名且有事实")
    (objection,) = (await story.file()).objections

    assert CALENDAR.add_workdays(world.now, EDITION.number("objection.workdays")) == objection.due


@pytest.mark.provision("Q12b")
async def test_an_investigation_is_extended_from_its_end(
    worlds: Worlds, db: Database, tmp_path: Path
) -> None:
    """Whenever the extension is granted, its days begin when the first period is over: none is lost and none given twice."""
    story = await apply(await worlds(at(STARTS_ON)), db, Store(tmp_path / "store"))
    await objected(story)
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="实名且有事实")
    (before,) = (await story.file()).objections
    await story.pass_days(3)
    await story.act("leader", Act.EXTEND_INVESTIGATION, objection=1, reasons="尚待鉴定")
    (after,) = (await story.file()).objections

    days = EDITION.number("objection.workdays")
    assert CALENDAR.add_workdays(before.due.expires_at - timedelta(seconds=1), days) == after.due
    assert before.due.last_day == after.due.started_on


@pytest.mark.provision("Q17")
async def test_a_limit_is_extended_from_the_day_on_which_its_stage_began(
    worlds: Worlds, db: Database, tmp_path: Path
) -> None:
    """Granted a week later, the extension adds its days to the period that runs, and does not begin that anew."""
    world = await worlds(at(STARTS_ON))
    story = await apply(world, db, Store(tmp_path / "store"))
    await story.to(Stage.PANEL_FORMATION)
    before = await story.file()
    await story.pass_days(7)
    await story.act("leader", Act.EXTEND_LIMIT, reason="评审专家集中外出")
    after = await story.file()

    longer = before.due.workdays + EDITION.number("limits.city_extension_workdays")
    assert before.entered_at.astimezone(CST).date() == after.due.started_on
    assert CALENDAR.add_workdays(before.entered_at, longer) == after.due
