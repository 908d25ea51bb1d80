"""What can be taken back is taken back at every stage where the table says so, and nowhere else (Q51, Q34, R7-report)."""

from pathlib import Path

import pytest

from activities.files.store import Store
from records.database import Database
from regulation.casework.tasks import open_tasks
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.cases import STARTS_ON, Course, Worlds, apply, begin, opening, play
from tests.conftest import Story
from tests.courses import CHANGE, EXIT
from tests.decades import at

PERSONS = {Role.OPERATOR: "op", Role.LOCAL_HRSS: "local", Role.LOCAL_GOVERNMENT: "gov"}
TAKEN_BACK = {
    Kind.CHANGE: Stage.CHANGE_WITHDRAWN,
    Kind.EXIT: Stage.EXIT_WITHDRAWN,
    Kind.APPLICATION: Stage.WITHDRAWN,
}
SUPPLEMENTS = {
    Stage.LOCAL_SUPPLEMENT: (Stage.LOCAL_REVIEW, "local"),
    Stage.CITY_SUPPLEMENT: (Stage.ACCEPTANCE, "city"),
}


def _open_stages(kind: Kind) -> list[Stage]:
    table = PROCEDURES[kind].table
    return [s for s in Stage if s in table.stages - table.final - {Stage.UNOPENED}]


async def _takes_back(story: Story, kind: Kind, stage: Stage) -> None:
    """Withdraw, by who may, or be refused where nobody may."""
    assert stage == await story.stage()
    move = PROCEDURES[kind].table.find(stage, Act.WITHDRAW)
    if move is None:
        code, _ = await story.refused("op", Act.WITHDRAW, reason="改变计划")
        assert ("act_not_allowed", stage) == (code, await story.stage())
        return
    for role, person in PERSONS.items():
        if role not in move.by:
            refused = await story.refused(person, Act.WITHDRAW, reason="改变计划")
            assert "not_entitled" == refused[0]
    await story.act(PERSONS[move.by[0]], Act.WITHDRAW, move.by[0], reason="改变计划")
    assert TAKEN_BACK[kind] == await story.handle.result()
    file = await story.file()
    assert () == open_tasks(file)
    assert () == file.undelivered
    closing = PROCEDURES[kind].close(file)
    assert (TAKEN_BACK[kind], None, ()) == (closing.outcome, closing.facts, closing.materials)


@pytest.mark.provision("R7-report", "Q34")
@pytest.mark.parametrize(
    ("course", "stage"),
    [(course, stage) for course in (CHANGE, EXIT) for stage in _open_stages(course.kind)],
    ids=lambda given: given.kind.value if isinstance(given, Course) else given.value,
)
async def test_a_change_or_an_exit_is_withdrawn(
    worlds: Worlds, db: Database, course: Course, stage: Stage
) -> None:
    """A change until it is carried out, an exit until it is consented to; nothing of it reaches the park's record."""
    story = await begin(await worlds(at(STARTS_ON)), db, opening(course, "p"))
    await play(story, course, stage)
    await _takes_back(story, course.kind, stage)


@pytest.mark.provision("Q51")
@pytest.mark.parametrize(
    "stage", [s for s in _open_stages(Kind.APPLICATION) if s != Stage.REFUSAL], ids=lambda stage: stage.value
)
async def test_an_application_is_withdrawn(
    worlds: Worlds, db: Database, tmp_path: Path, stage: Stage
) -> None:
    """By the operator until its government applies, then by the government; not once it is determined."""
    story = await apply(await worlds(at(STARTS_ON)), db, Store(tmp_path / "store"))
    asked_at, person = SUPPLEMENTS.get(stage, (stage, ""))
    await story.to(asked_at)
    if person:
        await story.act(person, Act.REQUEST_SUPPLEMENT, items=["补一份图纸"])
    await _takes_back(story, Kind.APPLICATION, stage)
