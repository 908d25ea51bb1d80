"""A case walks on: after continue-as-new, and on an empty server from nothing but its records."""

import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities import contracts
from activities.files.store import Store
from activities.hall import all_activities
from activities.reminders import Mailer
from activities.review import ReviewActivities
from proof import checks
from records.database import Database
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.registry import read_case
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from running.connection import SEARCH_ATTRIBUTES
from tests.conftest import sandbox
from tests.patience import PATIENCE_S, SETTLED
from workflows.procedures.application import Application

Begin = Callable[..., Any]
Visit = Callable[[Any], Any]

COURSE = (
    Stage.PREPARING,
    Stage.LOCAL_REVIEW,
    Stage.LOCAL_SUPPLEMENT,
    Stage.RECOMMENDATION,
    Stage.SUBMISSION,
    Stage.ACCEPTANCE,
    Stage.CITY_SUPPLEMENT,
    Stage.PANEL_FORMATION,
    Stage.EXPERT_REVIEW,
    Stage.REVIEW_RESULT,
    Stage.PUBLIC_NOTICE,
    Stage.JOINT_DETERMINATION,
    Stage.APPROVAL_REPLY,
)
ASKING = {Stage.LOCAL_SUPPLEMENT: "local", Stage.CITY_SUPPLEMENT: "city"}
ANSWERING = {Stage.LOCAL_SUPPLEMENT: "op", Stage.CITY_SUPPLEMENT: "gov"}


async def _through_every_stage(story: Any, visit: Visit) -> None:
    """Call `visit` at each open stage on the longest way to the designation."""
    for stage in COURSE:
        if stage in ASKING:
            await story.act(ASKING[stage], Act.REQUEST_SUPPLEMENT, items=["补一份图纸"])
            assert stage == await story.stage()
            await visit(story)
            await _answer_supplement(story, stage)
        else:
            await story.to(stage)
            await visit(story)
    await story.to(Stage.DESIGNATED)


async def _answer_supplement(story: Any, stage: Stage) -> None:
    if stage in ANSWERING:
        await story.act(ANSWERING[stage], Act.SUPPLEMENT, note="已补充说明")
        await story.stage()


async def _described(handle: Any) -> Any:
    """Describe a workflow over the raw API: the SDK cannot read an unset date of the test server."""
    asked = DescribeWorkflowExecutionRequest(
        namespace=handle._client.namespace, execution=WorkflowExecution(workflow_id=handle.id)
    )
    return await handle._client.workflow_service.describe_workflow_execution(asked)


async def test_a_checkpoint_at_every_stage_changes_nothing(begin: Begin) -> None:
    """Each signal begins a new run at the same stage, with the same case file, and the story ends as ever."""
    runs: list[str] = []

    async def checkpoint(story: Any) -> None:
        before = await story.file()
        runs.append((await _described(story.handle)).workflow_execution_info.execution.run_id)
        await story.handle.signal(Application.checkpoint)
        await story.env.sleep(SETTLED)
        assert before == read_case(await story.handle.query(Application.file))

    story = await begin()
    await _through_every_stage(story, checkpoint)

    assert len(COURSE) == len(set(runs))
    assert Stage.DESIGNATED == await story.handle.result()
    assert await checks.verify(story.db) == (await story.file()).seq


async def test_a_checkpoint_in_the_middle_of_the_review_keeps_the_sheets(begin: Begin) -> None:
    """What was signed before the new run counts, and the rest is signed after it."""
    story = await begin()
    await story.to(Stage.EXPERT_REVIEW)
    await story.visit()
    first, *others = await story.members()
    signed = {"score": "80.00", "recommends": True, "opinion": "意见"}
    await story.act(first, Act.SIGN_DESK_SHEET, **signed)
    await story.handle.signal(Application.checkpoint)
    await story.env.sleep(SETTLED)
    await story.act(first, Act.SIGN_ONSITE_SHEET, **signed)
    for member in others:
        for act in (Act.SIGN_DESK_SHEET, Act.SIGN_ONSITE_SHEET):
            await story.act(member, act, **signed)

    assert Stage.REVIEW_RESULT == await story.stage()


@pytest.fixture
async def second() -> AsyncIterator[WorkflowEnvironment]:
    """Give another time-skipping server, which has never seen a case."""
    env = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(Path(sys.executable).parent / "temporal-test-server"),
        data_converter=pydantic_data_converter,
        test_server_startup_timeout=timedelta(seconds=PATIENCE_S),
    )
    await env.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(namespace=env.client.namespace, search_attributes=SEARCH_ATTRIBUTES)
    )
    yield env
    await env.shutdown()


@asynccontextmanager
async def _worker(env: WorkflowEnvironment, db: Database, queue: str, folder: Path) -> AsyncIterator[None]:
    class WithoutTenants(ReviewActivities):
        def _tenant_codes(self, order: contracts.Convene) -> tuple[str, ...]:  # noqa: ARG002 -- no bytes to read
            return ()

    store = Store(folder / "store")
    hall = all_activities(db, store, Mailer(None, "parklife@localhost", folder / "outbox"))
    hosted = [a for a in hall if getattr(a, "__name__", "") != contracts.CONVENE_PANEL]
    async with Worker(
        env.client,
        task_queue=queue,
        workflows=[Application],
        activities=[*hosted, WithoutTenants(db, store).convene_panel],
        workflow_runner=sandbox(),
    ):
        yield


async def _carry_on(story: Any, case: str, reached: Stage, folder: Path) -> None:
    """Start the case from its case file and walk to the designation."""
    file = await story.file()
    assert reached == file.stage
    async with _worker(story.env, story.db, reached.value, folder):
        story.handle = await story.env.client.start_workflow(
            Application.run, contracts.Beginning(case=file), id=case, task_queue=reached.value
        )
        await _answer_supplement(story, reached)
        await story.to(Stage.DESIGNATED)
        assert Stage.DESIGNATED == await story.handle.result(), reached
    assert await checks.verify(story.db) == (await story.file()).seq


async def test_every_stage_can_be_restarted_from_the_records_alone(
    begin: Begin, tmp_path: Path, second: WorkflowEnvironment
) -> None:
    """With Temporal's history gone, the case file of the records is enough to walk on from any open stage.

    The copies are restarted one after another on a server that never saw them, so that the later ones also
    resume after months of silence.
    """
    copies: dict[Stage, tuple[Path, datetime]] = {}

    async def copy(story: Any) -> None:
        stage = (await story.file()).stage
        target = tmp_path / f"{stage.value}.db"
        with sqlite3.connect(tmp_path / "records.db") as source:
            source.execute("VACUUM INTO ?", (str(target),))
        copies[stage] = target, await story.env.get_current_time()

    story = await begin()
    await _through_every_stage(story, copy)
    for stage, (path, moment) in copies.items():
        behind = moment - await second.get_current_time()
        if behind > timedelta(0):
            await second.sleep(behind)
        db = Database(f"sqlite+aiosqlite:///{path}")
        try:
            await _carry_on(type(story)(second, db, story.handle, story.case), story.case, stage, tmp_path)
        finally:
            await db.close()


def test_the_course_passes_every_open_stage_that_can_lead_to_a_designation() -> None:
    """A stage added to the table must be added to the restarts."""
    open_stages = {move.stage for move in APPLICATION.moves} - set(APPLICATION.final)
    assert open_stages - set(COURSE) == {Stage.UNOPENED, Stage.REFUSAL}
