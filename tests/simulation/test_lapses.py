"""With the status, everything ends that rests on it, wherever it stands; what ends the status goes on (R2-consent)."""

import pytest

from records.database import Database
from regulation.casework.tasks import open_tasks
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from tests.cases import STARTS_ON, Course, Worlds, begin, opening, play
from tests.courses import COURSES
from tests.decades import at

# One course to each stage at which a procedure can stand open.
STANDING = {(c.kind, step.stage): c for c in COURSES.values() for step in c.steps}


@pytest.mark.provision("R2-consent", "Q34", "R9-revoke")
@pytest.mark.parametrize(("stage", "course"), [(stage, course) for (_, stage), course in STANDING.items()])
async def test_a_procedure_lapses_with_the_status(
    worlds: Worlds, db: Database, stage: Stage, course: Course
) -> None:
    """At every stage, also while its clock stands still; only a decision to revoke that is out is still carried out."""
    story = await begin(await worlds(at(STARTS_ON)), db, opening(course, "p"))
    await play(story, course, stage)
    file = await story.file()
    if file.due is not None and stage != file.rules.notice_stage:
        await story.act("leader", Act.SUSPEND_CLOCK, reason="园区受灾停业")
    await story.handle.signal("lapse")
    await story.env.sleep(5)

    file = await story.file()
    if file.rules.table.find(stage, Act.LAPSE) is None:
        assert stage in {Stage.REVOCATION_PUBLICATION, Stage.PLAQUE_RETURN}
        assert stage == file.stage
        await story.pass_days(30)
        assert stage == await story.stage()
        return
    assert Stage.LAPSED == await story.handle.result()
    assert ((), ()) == (open_tasks(file), file.undelivered)
    closing = file.rules.close(file)
    assert (Stage.LAPSED, None, None) == (closing.outcome, closing.overall, closing.facts)
