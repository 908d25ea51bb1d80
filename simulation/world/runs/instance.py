"""The SDK's own workflow engine, held by hand: activations go in, commands come out.

It stands on internals of the SDK (`temporalio.worker._workflow_instance`, the bridge's messages), so the SDK is
pinned, and a test plays one story here and on a server and compares the histories.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from temporalio import common, converter, workflow
from temporalio.api.common.v1 import Payloads, SearchAttributes
from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.workflow_activation import (
    RemoveFromCache,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.worker._workflow_instance import UnsandboxedWorkflowRunner, WorkflowInstanceDetails

from simulation.world.runs.run import Run, SimulationError

NAMESPACE = "simulation"
TASK_QUEUE = "simulation"
RUNNER = UnsandboxedWorkflowRunner()
EXTERN: dict[str, Callable[..., Any]] = {
    "__temporal_get_metric_meter": lambda: common.MetricMeter.noop,
    "__temporal_assert_local_activity_valid": lambda _name: None,
}


class WorkflowCodeError(SimulationError):
    """The workflow code raised what a server would answer by trying the task again for ever."""


class NonDeterminismError(SimulationError):
    """A replay gave other commands than the run had given; both lists are kept."""

    def __init__(self, run: Run, turn: int, expected: list[str], actual: list[str]) -> None:
        super().__init__(f"{run!r}, turn {turn}: the history has {expected}, the replay gave {actual}")
        self.expected, self.actual = expected, actual


class Instance:
    """The workflow object of one run, in memory until it is forgotten."""

    def __init__(
        self, run: Run, definition: workflow._Definition, payloads: converter.PayloadConverter, at: datetime
    ) -> None:
        self.run = run
        details = WorkflowInstanceDetails(
            payload_converter_factory=lambda: payloads,
            failure_converter_class=converter.DefaultFailureConverter,
            interceptor_classes=[],
            defn=definition,
            info=_info(run, at),
            randomness_seed=run.beginning.randomness_seed,
            extern_functions=EXTERN,
            disable_eager_activity_execution=True,
            worker_level_failure_exception_types=[],
            patch_activation_callback=None,
            last_completion_result=Payloads(),
            last_failure=None,
        )
        self._sdk = RUNNER.create_instance(details)

    @property
    def details(self) -> str:
        """What the workflow last set as its current details."""
        return str(self._sdk._current_details)  # type: ignore[attr-defined]  # noqa: SLF001

    async def activate(self, activation: WorkflowActivation) -> list[WorkflowCommand]:
        """Give jobs to the workflow code and return its commands; raises WorkflowCodeError if it breaks."""
        loop = asyncio.get_running_loop()
        answer = loop.create_future()

        def turn() -> None:
            # Outside of any task of this loop, and with the loop put back: the SDK's engine is a loop itself.
            if answer.cancelled():  # Ctrl-C came first
                return
            try:
                completion = self._sdk.activate(activation)
                if not answer.done():  # Ctrl-C came meanwhile
                    answer.set_result(completion)
            except BaseException as error:  # noqa: BLE001 -- raised where it is awaited
                if not answer.done():
                    answer.set_exception(error)
            finally:
                asyncio._set_running_loop(loop)  # noqa: SLF001

        loop.call_soon(turn)
        completion = await answer
        if completion.HasField("failed"):
            failure = completion.failed.failure
            raise WorkflowCodeError(f"{self.run!r}: {failure.message}\n{failure.stack_trace}")
        return list(completion.successful.commands)

    async def replay(self) -> None:
        """Go through the kept history again; raises NonDeterminismError where it does not come out the same."""
        for number, turn in enumerate(self.run.kept):
            again = WorkflowActivation()
            again.CopyFrom(turn.activation)
            again.is_replaying = True
            for job in again.jobs:
                if job.HasField("do_update"):
                    job.do_update.run_validator = False
            commands = await self.activate(again)
            if list(map(comparable, commands)) != list(map(comparable, turn.commands)):
                expected, actual = [list(map(str, side)) for side in (turn.commands, commands)]
                raise NonDeterminismError(self.run, number, expected, actual)

    async def forget(self) -> None:
        """Take the workflow out of memory, with all that it still waits for."""
        job = WorkflowActivationJob(remove_from_cache=RemoveFromCache(message="forgotten"))
        await self.activate(WorkflowActivation(run_id=self.run.run_id, jobs=[job]))


def comparable(command: WorkflowCommand) -> bytes:
    """Give a command in a form in which equal commands are equal: where in the code it failed does not count."""
    kind = command.WhichOneof("variant")
    if kind in {"update_response", "fail_workflow_execution"}:
        bare = WorkflowCommand()
        bare.CopyFrom(command)
        at: Failure = (
            bare.update_response.rejected
            if kind == "update_response"
            else bare.fail_workflow_execution.failure
        )
        while at.ByteSize():
            at.ClearField("stack_trace")
            at = at.cause
        command = bare
    return command.SerializeToString(deterministic=True)


def _info(run: Run, at: datetime) -> workflow.Info:
    begun, parent = run.beginning, None
    if run.parent is not None:
        parent = workflow.ParentInfo(
            namespace=NAMESPACE, run_id=run.parent[0].run_id, workflow_id=run.parent[0].id
        )
    attributes: SearchAttributes = begun.search_attributes
    return workflow.Info(
        attempt=1,
        continued_run_id=begun.continued_from_execution_run_id or None,
        cron_schedule=None,
        execution_timeout=None,
        first_execution_run_id=begun.first_execution_run_id,
        headers={},
        namespace=NAMESPACE,
        original_execution_run_id=run.run_id,
        parent=parent,
        root=None,
        raw_memo=dict(begun.memo.fields),
        retry_policy=None,
        run_id=run.run_id,
        run_timeout=None,
        search_attributes=converter.decode_search_attributes(attributes),
        start_time=at,
        workflow_start_time=begun.start_time.ToDatetime(tzinfo=UTC),
        task_queue=TASK_QUEUE,
        task_timeout=begun.workflow_task_timeout.ToTimedelta(),
        typed_search_attributes=converter.decode_typed_search_attributes(attributes),
        workflow_id=run.id,
        workflow_type=run.type,
        priority=common.Priority.default,
    )
