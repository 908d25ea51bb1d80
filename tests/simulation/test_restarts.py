"""Every procedure walks on from every stage: after continue-as-new, and in an empty engine from its case file alone."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from proof import checks
from records.database import Database
from records.reading import files
from regulation.procedures.registry import PROCEDURES, read_case
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.cases import STARTS_ON, Course, Worlds, begin, opening
from tests.conftest import Story
from tests.courses import COURSES
from tests.decades import at

Disturb = Callable[[Story], Awaitable[None]]
SECONDS = timedelta(seconds=5)


async def _walk(course: Course, park: str, db: Database, worlds: Worlds, disturb: Disturb) -> list[Any]:
    """Walk a course, disturbed before each step, and give what the ledger tells of it."""
    story = await begin(await worlds(at(STARTS_ON)), db, opening(course, park))
    for step in course.steps:
        assert step.stage == await story.stage()
        await disturb(story)
        await step.play(story)
        await story.env.sleep(timedelta(days=1))
    assert course.end == await story.handle.result()
    entries = [entry for _, entry in await files.ledger(db, story.case)]
    return [(e.act, e.next, e.actor.role, e.at.date(), e.outcome.due, e.outcome.period) for e in entries]


async def _leave_alone(story: Story) -> None:
    await story.env.sleep(SECONDS)


async def _checkpoint(story: Story) -> None:
    """Force a new run: it stands where the old one stood."""
    before, runs = await story.file(), (await story.handle.describe()).number  # type: ignore[attr-defined]
    await story.handle.signal("checkpoint")
    await story.env.sleep(SECONDS)
    assert runs + 1 == (await story.handle.describe()).number  # type: ignore[attr-defined]
    assert before == read_case(await story.handle.query("file"))


@pytest.mark.parametrize("name", COURSES)
async def test_a_new_run_at_every_stage_changes_nothing(name: str, db: Database, worlds: Worlds) -> None:
    """The disturbed course has the same acts on the same days with the same periods as the quiet one."""
    course = COURSES[name]
    quiet = await _walk(course, "quiet", db, worlds, _leave_alone)
    assert quiet == await _walk(course, "disturbed", db, worlds, _checkpoint)


@pytest.mark.parametrize("name", COURSES)
async def test_every_stage_is_restarted_from_the_case_file_alone(
    name: str, db: Database, worlds: Worlds
) -> None:
    """With the engine emptied at every step, the records are enough to walk on as if nothing had been."""
    course = COURSES[name]

    async def empty_the_engine(story: Story) -> None:
        file = await story.file()
        again = await begin(await worlds(await story.env.get_current_time()), db, None, file)  # type: ignore[arg-type]
        story.env, story.handle = again.env, again.handle
        assert file == await story.file()
        assert file == read_case(await story.handle.query("file"))

    quiet = await _walk(course, "quiet", db, worlds, _leave_alone)
    assert quiet == await _walk(course, "emptied", db, worlds, empty_the_engine)
    assert 2 * len(quiet) == await checks.verify(db)


@pytest.mark.provision("Q58")
@pytest.mark.parametrize("name", COURSES)
async def test_a_clock_that_is_stopped_at_any_stage_breaks_no_course(
    name: str, db: Database, worlds: Worlds
) -> None:
    """Stopped for weeks, over a new run, and resumed: the case goes through the same acts to the same end."""
    course, stopped = COURSES[name], []

    async def stop_for_weeks(story: Story) -> None:
        file = await story.file()
        over = file.due is None or file.due.expires_at <= await story.env.get_current_time()
        if over or file.stage == file.rules.notice_stage:
            return
        await story.act("leader", Act.SUSPEND_CLOCK, reason="园区受灾停业")
        await story.pass_days(20)
        await _checkpoint(story)
        await story.pass_days(20)
        assert file.stage == await story.stage()
        await story.act("leader", Act.RESUME_CLOCK, reason="恢复运营")
        stopped.append(file.stage)

    quiet = await _walk(course, "quiet", db, worlds, _leave_alone)
    aside = {Act.SUSPEND_CLOCK, Act.RESUME_CLOCK, Act.REMIND}
    rested = await _walk(course, "stopped", db, worlds, stop_for_weeks)
    acts, same = ([row[:3] for row in rows if row[0] not in aside] for rows in (quiet, rested))
    assert acts == same
    assert stopped or course.kind == Kind.EXIT


def test_the_courses_stand_at_every_open_stage_of_every_procedure() -> None:
    """A stage added to a table must be added to a course; the application has its own in test_restart."""
    for kind in PROCEDURES.keys() - {Kind.APPLICATION}:
        table = PROCEDURES[kind].table
        stood = {s.stage for course in COURSES.values() if course.kind == kind for s in course.steps}
        assert table.stages - table.final - {Stage.UNOPENED} == stood, kind
