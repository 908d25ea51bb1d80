"""The worker of a simulated city on a test server: it draws as the world in process does, and tells what it does."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from temporalio import workflow
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)

from regulation.casework.entry import Entry
from simulation.world.chance import drawn_for_run


class SeededRunner(WorkflowRunner):
    """Gives every run the randomness that it would have in process, whatever run id the server gave it."""

    def __init__(self, inner: WorkflowRunner, seed: int) -> None:
        self._inner, self._seed = inner, seed
        self._runs: dict[str, list[str]] = {}

    def prepare_workflow(self, defn: workflow._Definition) -> None:
        """Validate a workflow."""
        self._inner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Begin a run, or take one up again, with the draws of its workflow's id and its number."""
        runs = self._runs.setdefault(det.info.workflow_id, [])
        if det.info.run_id not in runs:
            runs.append(det.info.run_id)
        drawn = drawn_for_run(self._seed, det.info.workflow_id, runs.index(det.info.run_id) + 1)
        return self._inner.create_instance(replace(det, randomness_seed=drawn.randomness))

    def set_worker_level_failure_exception_types(self, types: Any) -> None:
        """Pass on which exceptions fail a workflow."""
        self._inner.set_worker_level_failure_exception_types(types)


class Listener(Interceptor):
    """Tells of every entry before it is recorded, and settles what follows from an activity before it ends."""

    def __init__(self, hear: Callable[[Entry], None], settle: Callable[[], Awaitable[None]]) -> None:
        self.hear, self.settle = hear, settle
        self.running = 0

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 -- as the SDK has it
        """Listen to an activity."""
        return _Listening(next, self)


class _Listening(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, listener: Listener) -> None:
        super().__init__(inner)
        self._listener = listener

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002 -- as the SDK has it
        """Carry an activity out between hearing and settling."""
        for given in input.args:
            if isinstance(given, Entry):
                self._listener.hear(given)
        self._listener.running += 1
        try:
            return await super().execute_activity(input)
        finally:
            await self._listener.settle()
            self._listener.running -= 1
