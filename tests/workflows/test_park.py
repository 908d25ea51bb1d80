"""The park's own workflow: one application at a time, opened in one call, heard of when it ends."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.client import WithStartWorkflowOperation, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError

from activities.contracts import Life
from records.reading import files
from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing
from regulation.casework.entry import Receipt, Submission
from regulation.measures.edition import edition
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import OpenApplication
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage
from tests.patience import SETTLED
from workflows.park import ParkLifecycle

Begin = Callable[..., Any]


async def _described(handle: Any) -> Any:
    """Describe a workflow over the raw API: the SDK cannot read an unset date of the test server."""
    asked = DescribeWorkflowExecutionRequest(
        namespace=handle._client.namespace, execution=WorkflowExecution(workflow_id=handle.id)
    )
    return await handle._client.workflow_service.describe_workflow_execution(asked)


class Gate:
    """The entrance of one park: it applies with the dossier of a story, as the console does."""

    def __init__(self, story: Any, dossier: Any, queue: str, applicant: Any) -> None:
        under = edition(dossier.edition, dossier.edition_digest)
        self.story, self.queue = story, queue
        self.park = ParkFile(
            id=f"park-{uuid.uuid4().hex[:8]}",
            name=dossier.facts.park_name,
            district=dossier.facts.district,
            edition=under.id,
            edition_digest=under.digest,
        )
        self.form = OpenApplication(
            edition=under.id, edition_digest=under.digest, facts=dossier.facts, materials=dossier.materials
        )
        self.applicant = applicant

    @property
    def handle(self) -> Any:
        """Give the park's workflow."""
        return self.story.env.client.get_workflow_handle_for(ParkLifecycle.run, self.park.case)

    async def apply(self, key: str | None = None) -> Receipt:
        """Start the park if it is not running, and apply, in one call."""
        submission = Submission(
            act=Act.OPEN_APPLICATION,
            actor=self.applicant,
            key=key or uuid.uuid4().hex,
            seen=0,
            form=self.form.model_dump(mode="json"),
        )
        receipt: Receipt = await self.story.env.client.execute_update_with_start_workflow(
            ParkLifecycle.act,
            submission,
            id=uuid.uuid4().hex,
            start_workflow_operation=WithStartWorkflowOperation(
                ParkLifecycle.run,
                Life(park=self.park),
                id=self.park.case,
                task_queue=self.queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            ),
        )
        await self.settle()
        return receipt

    async def refused(self) -> str:
        """Apply, expect a refusal, and give its code."""
        with pytest.raises(WorkflowUpdateFailedError) as caught:
            await self.apply()
        assert isinstance(caught.value.cause, ApplicationError)
        return str(caught.value.cause.type)

    async def run_id(self) -> str:
        """Name the park's present run."""
        described = await _described(self.handle)
        return str(described.workflow_execution_info.execution.run_id)

    async def settle(self) -> None:
        """Let every automatic step be taken."""
        await self.story.env.sleep(SETTLED)

    async def file(self) -> ParkFile:
        """Give the park as its workflow has it; the records must agree."""
        file: ParkFile = await self.handle.query(ParkLifecycle.file)
        assert await files.park(self.story.db, self.park.case) == file
        return file

    async def open_application(self) -> str | None:
        """Name the application that is open."""
        return (await self.file()).open_of(Kind.APPLICATION)

    async def applications(self) -> int:
        """Count the applications that the park has made."""
        return (await self.file()).counts[Kind.APPLICATION]

    def application(self, number: int) -> Any:
        """Give the story of the n-th application."""
        case = case_name(self.park.id, Kind.APPLICATION, number)
        handle = self.story.env.client.get_workflow_handle(case)
        return type(self.story)(self.story.env, self.story.db, handle, case)


@pytest.fixture
async def gate(begin: Begin) -> Gate:
    """Give the entrance of a park that has not applied yet."""
    story = await begin()
    queue = (await _described(story.handle)).execution_config.task_queue.name
    applicant = (await story.submission("op", Act.WITHDRAW)).actor
    dossier = await story.file()
    await story.act("op", Act.WITHDRAW, reason="只借用其材料")
    return Gate(story, dossier, queue, applicant)


@pytest.mark.provision("Q03")
async def test_the_first_application_starts_the_park_and_its_case(gate: Gate) -> None:
    """One call starts the park, records the application and starts the child under its own number."""
    receipt = await gate.apply()

    assert (gate.park.case, 1, Act.OPEN_APPLICATION) == (receipt.case, receipt.seq, receipt.act)
    application = gate.application(1)
    assert application.case == await gate.open_application()
    assert Stage.PREPARING == (await application.file()).stage
    assert gate.form.facts.sites == (await application.file()).facts.sites


@pytest.mark.provision("Q03")
async def test_an_application_sent_twice_is_answered_once(gate: Gate) -> None:
    """The same key gets the same answer, and no second case."""
    first = await gate.apply("one-key")
    again = await gate.apply("one-key")

    assert (first.seq, first.at, True) == (again.seq, again.at, again.repeated)
    assert 1 == await gate.applications()
    assert 1 == len(await files.ledger(gate.story.db, gate.park.case))


@pytest.mark.provision("Q16", "Q51")
async def test_one_application_at_a_time_and_a_new_number_after_a_withdrawal(gate: Gate) -> None:
    """While one is open a second is refused; once withdrawn, the next is number 2."""
    await gate.apply()
    assert "already_done" == await gate.refused()
    first = gate.application(1)
    await first.act("op", Act.WITHDRAW, reason="改变计划")
    await gate.settle()
    assert await gate.open_application() is None

    await gate.apply()
    assert gate.application(2).case == await gate.open_application()
    assert Stage.PREPARING == (await gate.application(2).file()).stage
    assert Stage.WITHDRAWN == (await first.file()).stage


@pytest.mark.provision("R2-consent")
async def test_a_designation_begins_the_life_of_the_park(gate: Gate) -> None:
    """The park hears of its designation; then it has nothing left to apply for."""
    await gate.apply()
    await gate.application(1).to(Stage.DESIGNATED)
    await gate.settle()

    park, case = await gate.file(), await gate.application(1).file()
    assert (Stage.IN_LIFE, None) == (park.stage, await gate.open_application())
    assert (case.facts, case.entered_at.astimezone(CST).date()) == (park.facts, park.designated_on)
    assert "act_not_allowed" == await gate.refused()


async def test_hearing_of_an_end_twice_or_of_a_stranger_changes_nothing(gate: Gate) -> None:
    """Only the open application can be closed, once."""
    await gate.apply()
    seq = (await gate.file()).seq
    stranger = Closing(
        case=gate.application(7).case,
        kind=Kind.APPLICATION,
        outcome=Stage.DESIGNATED,
        at=await gate.story.env.get_current_time(),
        facts=gate.form.facts,
    )
    await gate.handle.signal(ParkLifecycle.procedure_closed, stranger)
    await gate.settle()
    assert seq == (await gate.file()).seq
    await gate.application(1).act("op", Act.WITHDRAW, reason="改变计划")
    again = stranger.model_copy(update={"case": gate.application(1).case})
    await gate.handle.signal(ParkLifecycle.procedure_closed, again)
    await gate.settle()

    assert (seq + 1, Stage.CANDIDATE) == ((await gate.file()).seq, (await gate.file()).stage)


@pytest.mark.parametrize("withdrawn", [True, False], ids=["no open case", "an open case"])
async def test_a_checkpoint_begins_a_new_run_with_the_same_park(gate: Gate, *, withdrawn: bool) -> None:
    """Continue-as-new loses nothing, and the park takes the next application or goes on refusing it."""
    await gate.apply()
    if withdrawn:
        await gate.application(1).act("op", Act.WITHDRAW, reason="改变计划")
        await gate.settle()
    before, run = await gate.file(), await gate.run_id()
    await gate.handle.signal(ParkLifecycle.checkpoint)
    await gate.settle()

    assert run != await gate.run_id()
    assert before == await gate.file()
    if withdrawn:
        await gate.apply()
        assert 2 == await gate.applications()
    else:
        assert "already_done" == await gate.refused()
        assert Stage.PREPARING == (await gate.application(1).file()).stage
