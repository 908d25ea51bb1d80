"""Record the histories that every later version must be able to replay: `python -m pytest tests/histories/record.py`.

Not collected with the tests; run it once for a release, and commit the folder of that version. Files of a
released version are never recorded again: a replay that fails means that running cases would break.
"""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from records.database import Database
from records.reading import queries
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from tests.cases import STARTS_ON, opening
from tests.cases import play as play_course
from tests.courses import COURSES
from tests.decades import at
from tests.played import PARK, play

Begin = Callable[..., Any]
HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1] / "pyproject.toml"


def _anonymous(recorded: Any) -> Any:
    """Leave out which machine played the story."""
    if isinstance(recorded, dict):
        return {k: "recorder" if k == "identity" else _anonymous(v) for k, v in recorded.items()}
    return [_anonymous(item) for item in recorded] if isinstance(recorded, list) else recorded


async def _approved(story: Any) -> None:
    await story.to(Stage.DESIGNATED)


async def _supplemented(story: Any) -> None:
    await story.to(Stage.LOCAL_REVIEW)
    await story.act("local", Act.REQUEST_SUPPLEMENT, items=["补一份图纸"])
    await story.pass_days(3)
    await story.act("op", Act.SUPPLEMENT, note="已补充说明")
    await story.to(Stage.ACCEPTANCE)
    await story.act("city", Act.REQUEST_SUPPLEMENT, items=["补一份制度"])
    await story.pass_days(3)
    await story.act("gov", Act.SUPPLEMENT, note="已补充说明")
    await story.to(Stage.DESIGNATED)


async def _objection(story: Any) -> None:
    await story.to(Stage.PUBLIC_NOTICE)
    await story.object()
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="属实待查")
    await story.act("city", Act.UPHOLD_FOR_REVIEW, objection=1, reasons="评分依据有误")
    await story.to(Stage.PUBLIC_NOTICE)
    await story.object()
    await story.act("city", Act.ADMIT_OBJECTION, objection=2, reasons="实名且有事实")
    await story.pass_days(15)
    await story.act("city", Act.DISMISS_OBJECTION, objection=2, reasons="经核查不属实")
    await story.to(Stage.DESIGNATED)


def _keep(history: Any, name: str) -> None:
    version = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    target = HERE / version / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    whole = {"workflow_id": history.workflow_id, "history": _anonymous(json.loads(history.to_json()))}
    target.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("tell", [_approved, _supplemented, _objection], ids=lambda tell: tell.__name__[1:])
async def test_record(begin: Begin, tell: Callable[[Any], Any]) -> None:
    """Play a story to its designation and keep the history of each of its runs."""
    story = await begin()
    await tell(story)
    assert Stage.DESIGNATED == await story.handle.result()
    for number, history in enumerate(await story.histories(), 1):
        _keep(history, f"{tell.__name__[1:]}-{number}")


async def test_record_the_years_of_a_park(skipping: WorkflowEnvironment, db: Database, working: str) -> None:
    """Play a park's first years, and keep the history of the park and of each of its cases."""
    await play(skipping, skipping.client, db, working)
    names = [f"park/{PARK}", *(row.id for row in await queries.cases(db))]
    for name in names:
        history = await skipping.client.get_workflow_handle(name).fetch_history()
        _keep(history, name.replace("/", "-"))


@pytest.mark.parametrize("name", COURSES)
async def test_record_a_course(skipping: WorkflowEnvironment, begin_case: Begin, name: str) -> None:
    """Play a procedure of Articles 6 to 9 along a course, and keep the history of each of its runs."""
    course = COURSES[name]
    await skipping.sleep(at(STARTS_ON) - await skipping.get_current_time())
    told = {"park_id", "number", "edition", "edition_digest"}  # begin_case says these itself
    form = {key: value for key, value in opening(course, "p").form.items() if key not in told}
    story = await begin_case(course.kind, course.number, course.by, **form)
    await play_course(story, course, course.end)
    for number, history in enumerate(await story.histories(), 1):
        _keep(history, f"{name}-{number}")
