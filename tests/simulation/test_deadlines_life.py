"""Periods that change while they run: an official year comes in, and everything that moves is counted again (Q41)."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from activities.files.store import Store
from desk.people import Desk
from desk.views.calendars import keep, notify_open_cases
from records.calendar.working_days import china
from records.database import Database
from records.reading import files
from regulation.calendar.official_year import OfficialYear
from regulation.calendar.working_days import CST, Years
from regulation.casework.entry import Entry
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from tests.cases import Course, Worlds, apply, begin, opening, play
from tests.conftest import Story
from tests.courses import CHANGE, NOT_RECTIFIED, SURVEY
from tests.decades import at


def days(month: int, first: int, last: int | None = None) -> tuple[date, ...]:
    """Give some days of 2027."""
    return tuple(date(2027, month, day) for day in range(first, (last or first) + 1))


# An invented arrangement for 2027: a week off in October, and two weekend days worked for it.
OFF = (
    *days(1, 1, 3),
    *days(2, 5, 11),
    *days(4, 5),
    *days(5, 1, 3),
    *days(6, 9),
    *days(9, 15),
    *days(10, 1, 7),
)
WORKED = (*days(9, 26), *days(10, 9))
OFFICIAL = OfficialYear(year=2027, source="虚构〔2026〕0号", days_off=OFF, workdays=WORKED)
BOTH = Years(first=2026, last=2029)
PROVISIONAL, KNOWN_NOW = china(BOTH), china(BOTH, (OFFICIAL,))

Publish = Callable[[World], Awaitable[bool]]


class Counter(Desk):
    """The desk at which the calendar is imported, with the simulated world for Temporal."""

    def __init__(self, db: Database, world: World) -> None:
        self.db, self.world = db, world

    async def client(self) -> Any:
        """Give the client of the world."""
        return self.world.client


@pytest.fixture
def publish(db: Database) -> Publish:
    """Give a way to import the official year and to tell every open case; it says whether the year was new."""

    async def imported(world: World) -> bool:
        desk = Counter(db, world)
        new = await keep(desk, OFFICIAL, world.now, dry_run=False)
        assert () == (await notify_open_cases(desk)).unreached
        await world.sleep(5)
        return new

    return imported


async def _to(story: Story, day: str) -> None:
    await story.env.run_until(at(day))  # type: ignore[attr-defined]  # a simulated world


async def _of(story: Story, act: Act) -> list[Entry]:
    return [e for _, e in await files.ledger(story.db, story.case) if e.act == act]


async def _moved(story: Story) -> dict[str, tuple[str, str]]:
    """Give the last days before and after, of each period that was counted again, as the ledger has them."""
    return {
        p["matter"]: (p["before"]["last_day"], p["after"]["last_day"])
        for e in await _of(story, Act.RECOUNT_DEADLINE)
        for p in e.form["periods"]
    }


async def _begun(world: World, db: Database, course: Course, stage: Stage, **changes: Any) -> Story:
    today = world.now.astimezone(CST).date()
    story = await begin(world, db, opening(course, course.kind.value, today, **changes))
    await play(story, course, stage)
    return story


@pytest.mark.provision("Q41", "Q12", "Q12b", "R9-rectify")
async def test_an_official_year_moves_every_period_that_runs(
    worlds: Worlds, db: Database, tmp_path: Path, publish: Publish
) -> None:
    """An application, a notice with an objection, a rectification and a survey: each moves, once, both dates kept."""
    store = Store(tmp_path / "store")
    world = await worlds(at("2027-09-06"))
    rectified = await _begun(world, db, NOT_RECTIFIED, Stage.RECTIFICATION_ORDER)
    items = [{"text": "补齐配套服务", "basis": "R4.2f-services"}]
    await rectified.act("city", Act.ORDER_RECTIFICATION, items=items, months=1)
    noticed = await apply(world, db, store, "noticed")
    await noticed.to(Stage.PUBLIC_NOTICE)
    await _to(noticed, "2027-09-28")
    noticed = await apply(world, db, store, "again")
    await noticed.to(Stage.PUBLIC_NOTICE)
    await noticed.object()
    await noticed.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="实名且有事实")
    applied = await apply(world, db, store, "applied")
    await applied.to(Stage.LOCAL_REVIEW)
    surveyed = await _begun(world, db, SURVEY, Stage.SURVEY_FIELD, next_on="2028-03-28")
    spared = await _begun(world, db, CHANGE, Stage.CHANGE_EXAMINATION)
    await spared.act("local", Act.WITHDRAW, reason="不再变更")
    stories = (rectified, noticed, applied, surveyed)
    before = [(await story.file()).periods() for story in stories]

    assert await publish(world)

    expected = [{"due"}, {"due", "notice", "objection-1"}, {"due"}, {"due"}]
    assert expected == [set((await _moved(story)).keys()) for story in stories]
    for story, old in zip(stories, before, strict=True):
        now = (await story.file()).periods()
        moved = await _moved(story)
        assert {m: (str(old[m].last_day), str(now[m].last_day)) for m in now} == moved
        for matter, period in now.items():
            start = at(period.started_on)
            assert not period.provisional
            if period.months is None:
                assert KNOWN_NOW.add_workdays(start, period.workdays).last_day == period.last_day, matter
    assert ("2027-10-06", "2027-10-08") == (await _moved(rectified))["due"]
    assert [] == await _of(spared, Act.RECOUNT_DEADLINE)

    assert not await publish(world)
    assert [1, 1, 1, 1] == [len(await _of(story, Act.RECOUNT_DEADLINE)) for story in stories]


@pytest.mark.provision("Q41", "Q53", "R9-rectify")
async def test_reminders_and_expiry_follow_the_new_date(
    worlds: Worlds, db: Database, publish: Publish
) -> None:
    """Nobody is reminded of the old day any more; the limit expires at 24:00 of the new one and not before."""
    world = await worlds(at("2027-09-06"))
    story = await _begun(world, db, NOT_RECTIFIED, Stage.RECTIFICATION_ORDER)
    items = [{"text": "补齐配套服务", "basis": "R4.2f-services"}]
    await story.act("city", Act.ORDER_RECTIFICATION, items=items, months=1)
    await _to(story, "2027-09-27")
    await publish(world)
    told = len(await _of(story, Act.REMIND))
    await _to(story, "2027-10-08")
    assert Stage.RECTIFYING == await story.stage()

    later = (await _of(story, Act.REMIND))[told:]
    assert {"2027-10-08"} == {e.form["due"] for e in later}
    assert {"before", "due"} >= {e.form["level"] for e in later} > set()
    await world.run_until(at("2027-10-09") - timedelta(hours=9, minutes=1))
    assert Stage.RECTIFYING == (await story.file()).stage
    await world.sleep(timedelta(minutes=2))
    assert Stage.RECTIFICATION_OVERDUE == await story.stage()


@pytest.mark.provision("Q41", "Q12")
@pytest.mark.parametrize(
    ("published_on", "provisional", "official"),
    [("2027-09-29", "2027-10-11", "2027-10-12"), ("2027-09-22", "2027-09-29", "2027-09-28")],
)
async def test_a_notice_closes_when_the_official_year_says(
    worlds: Worlds, db: Database, publish: Publish, published_on: str, provisional: str, official: str
) -> None:
    """Its working days are the official ones, be they later or earlier than was thought."""
    world = await worlds(at(published_on))
    story = await _begun(world, db, CHANGE, Stage.CHANGE_NOTICE)
    assert provisional == str((await story.file()).notice.period.last_day)
    await publish(world)
    assert dict.fromkeys(("due", "notice"), (provisional, official)) == await _moved(story)

    end = at(date.fromisoformat(official) + timedelta(days=1)) - timedelta(hours=9)
    await world.run_until(end - timedelta(minutes=1))
    assert Stage.CHANGE_NOTICE == (await story.file()).stage
    await world.run_until(end + timedelta(minutes=1))
    assert Stage.CHANGE_DECISION == (await story.file()).stage


def test_the_two_calendars_differ_where_the_stories_need_it() -> None:
    """A release with the real year of 2027 would make these stories empty."""
    start = at("2027-09-28")
    assert PROVISIONAL.add_workdays(start, 5).last_day != KNOWN_NOW.add_workdays(start, 5).last_day
    assert {Kind.CHANGE, Kind.RECTIFICATION, Kind.SURVEY} == {c.kind for c in (CHANGE, NOT_RECTIFIED, SURVEY)}
