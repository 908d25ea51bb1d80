"""Cases of single procedures in a simulated world: begun, played along a course, carried on from their file."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from activities.contracts import Beginning
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from records.database import Database
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from simulation.world.engine import World
from tests.conftest import EDITION, PEOPLE, Story, dossier_files, facts
from tests.decades import at
from workflows.hall import ALL_WORKFLOWS
from workflows.names import WORKFLOWS

STARTS_ON = date(2027, 1, 4)
KNOWN = facts().model_dump(mode="json")

Play = Callable[[Story], Awaitable[Any]]
Worlds = Callable[[datetime], Awaitable[World]]


@dataclass(frozen=True)
class Step:
    """Where the case stands, and what is done there; a stage may be stood at several times."""

    stage: Stage
    play: Play


@dataclass(frozen=True)
class Course:
    """One way through a procedure: how it is opened, the steps, and where it ends."""

    kind: Kind
    form: dict[str, Any]
    steps: tuple[Step, ...]
    end: Stage
    by: Actor = SYSTEM
    number: int = 1


def opening(course: Course, park: str, on: date = STARTS_ON, **changes: Any) -> Entry:
    """Give the first entry of a course's case; the form as the park would fill it in, with some changes."""
    common: dict[str, Any] = {"facts": KNOWN, "opened_for": on.isoformat()}
    return _entry(course.kind, course.number, park, course.by, on, {**common, **course.form, **changes})


def _entry(kind: Kind, number: int, park: str, by: Actor, on: date, form: dict[str, Any]) -> Entry:
    case = case_name(park, kind, number)
    move = next(m for m in PROCEDURES[kind].table.moves if m.act == Act.OPEN)
    pinned = {"edition": EDITION.id, "edition_digest": EDITION.digest}
    return Entry(
        case=case,
        seq=1,
        stage=Stage.UNOPENED,
        act=Act.OPEN,
        next=move.next,
        basis=move.basis,
        at=at(on),
        actor=by,
        key=f"{case}#1",
        form={"park_id": park, "number": number, **pinned, **form},
    )


async def begin(world: World, db: Database, opened: Entry | None, file: Any = None) -> Story:
    """Begin a case in a world: from its opening entry, or carry on from its case file."""
    case = file.id if opened is None else opened.case
    kind = Kind(case.split("/")[2])
    handle = await world.client.start_workflow(
        WORKFLOWS[kind], Beginning(opening=opened, case=file), id=case, task_queue="t"
    )
    await world.sleep(5)
    return Story(world, db, handle, case)  # type: ignore[arg-type]  # a world stands in for a server


async def apply(world: World, db: Database, store: Store, park: str = "applicant") -> Story:
    """Begin an application with the files of the sample dossier."""
    form = {"facts": KNOWN, "materials": [m.model_dump(mode="json") for m in await dossier_files(store)]}
    on = world.now.astimezone(CST).date()
    return await begin(
        world, db, _entry(Kind.APPLICATION, 1, park, PEOPLE[0].acting(Role.OPERATOR), on, form)
    )


async def play(story: Story, course: Course, until: Stage) -> None:
    """Play a course until the case stands at a stage for the first time."""
    for step in course.steps:
        if await story.stage() == until:
            return
        await step.play(story)
    assert until == await story.stage()


@pytest.fixture
async def worlds(db: Database, tmp_path: Path) -> AsyncIterator[Worlds]:
    """Give a way to make engines that have never seen a case, all over the same records."""
    made: list[World] = []

    async def make(start: datetime) -> World:
        hall = all_activities(db, Store(tmp_path / "store"), Mailer(None, "a@b.invalid", tmp_path / "outbox"))
        made.append(await World(start, 1, ALL_WORKFLOWS, hall).__aenter__())
        return made[-1]

    yield make
    for world in made:
        await world.__aexit__(None, None, None)
