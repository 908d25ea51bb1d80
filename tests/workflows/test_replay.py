"""Every history ever recorded replays on the present code: a running case survives the next version."""

import json
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from tests.conftest import sandbox
from tests.courses import COURSES
from workflows.hall import ALL_WORKFLOWS

HISTORIES = Path(__file__).resolve().parents[1] / "histories"
RECORDED = sorted(HISTORIES.glob("*/*.json"))


def _history(path: Path) -> WorkflowHistory:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    return WorkflowHistory.from_json(recorded["workflow_id"], recorded["history"])


def _replayer() -> Replayer:
    return Replayer(
        workflows=ALL_WORKFLOWS,
        data_converter=pydantic_data_converter,
        workflow_runner=sandbox(),
    )


def test_the_first_release_is_among_the_recorded() -> None:
    """The stories of 0.2.0 stay here, each in all its runs, for as long as a case may have begun under it."""
    first = {path.stem for path in RECORDED if path.parent.name == "0.2.0"}
    assert {"approved-1", "approved-2", "supplemented-1", "objection-1", "park-jiangbei"} <= first
    assert {f"{course}-1" for course in COURSES} <= first


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_a_recorded_history_replays(path: Path) -> None:
    """The present code takes the very decisions that were taken then."""
    await _replayer().replay_workflow(_history(path))


async def test_a_history_that_another_code_wrote_does_not_replay() -> None:
    """A decision that the present code would not take is found: the proof above can fail."""
    history = _history(HISTORIES / "0.2.0" / "approved-1.json")
    ordered = next(e for e in history.events if e.HasField("activity_task_scheduled_event_attributes"))
    ordered.activity_task_scheduled_event_attributes.activity_type.name = "another_activity"

    with pytest.raises(workflow.NondeterminismError):
        await _replayer().replay_workflow(history)
