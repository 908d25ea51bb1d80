"""A world without a server: real workflow classes and real activities, in process, on a virtual clock.

Everything that happens comes from one agenda in one order, and everything that is drawn is drawn from the seed:
the same seed and the same scripts give the same histories and the same records.

What is modelled: workflow tasks with their local activities, timers, activities with their retries and
timeouts, children that are abandoned, signals, updates with their validators, queries, continue-as-new, search
attributes, memos, patches; and of faults, those of `simulation.world.faults`. What is not: task queues, cancelled or
terminated workflows, schedules, children with another fate, the sandbox. What is not modelled raises
SimulationError.

Events are counted as a server writes them: started; scheduled, started and completed for each workflow task that
left a trace; two for an update that passed its validator; one marker for a local activity; three for an
activity however often it was tried; two for a timer; two for a child or a signal; one for the end.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.bridge.proto.workflow_activation import InitializeWorkflow, WorkflowActivationJob
from temporalio.contrib.pydantic import pydantic_data_converter

from simulation.world.actors import Asked
from simulation.world.chance import drawn_for_run
from simulation.world.client import Client
from simulation.world.faults import Fate, Faults
from simulation.world.runs import inbox, tasks
from simulation.world.runs.instance import Instance
from simulation.world.runs.run import Run, SimulationError
from simulation.world.runs.work import Hands
from simulation.world.state import State

SUGGEST_AT = 4096  # events; a server's own default for suggesting to continue as new
NOTHING = Faults()


class World(State):
    """Workflows, activities and people under one virtual clock.

    Of two activities of one name the later one is hosted, so that a list can be overlaid with stand-ins.
    `client` is how people and programs of this world reach it.
    """

    def __init__(
        self,
        start: datetime,
        seed: int,
        workflows: Sequence[type],
        activities: Sequence[Callable[..., Any]],
        faults: Faults = NOTHING,
        suggest_at: int = SUGGEST_AT,
    ) -> None:
        fate = Fate(faults, seed)
        super().__init__(start, seed, fate, Hands(activities, fate), suggest_at)
        definitions = [workflow._Definition.must_from_class(cls) for cls in workflows]  # noqa: SLF001
        self._definitions = {str(definition.name): definition for definition in definitions}
        self.client = Client(self)
        self._expect_absence(self.agenda.now)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            last = "\n".join(self.recent)
            error.add_note(f"seed {self.seed}, {self.fate.faults}, at {self.now.isoformat()}, after\n{last}")
        await self.dismiss()
        for run in self.runs:
            await self.forget(run)

    # --- Runs ---------------------------------------------------------------------------------------------------

    def begin(
        self,
        name: str,
        kind: str,
        arguments: list[Payload],
        *,
        memo: dict[str, Payload] | None = None,
        search_attributes: dict[str, Payload] | None = None,
        parent: tuple[Run, int] | None = None,
        continued: Run | None = None,
    ) -> Run:
        """Begin a run of a workflow; its ids and its randomness follow from the seed, its id and its number."""
        if kind not in self._definitions:
            raise SimulationError(f"no workflow {kind} in this world; it has {sorted(self._definitions)}")
        number = self.latest[name].number + 1 if name in self.latest else 1
        run_id, randomness = drawn_for_run(self.seed, name, number)
        beginning = InitializeWorkflow(
            workflow_type=kind,
            workflow_id=name,
            arguments=arguments,
            randomness_seed=randomness,
            attempt=1,
        )
        beginning.start_time.FromDatetime(self.now)
        beginning.workflow_task_timeout.FromTimedelta(tasks.TASK_TIMEOUT)
        if continued is not None:
            beginning.continued_from_execution_run_id = continued.run_id
        beginning.first_execution_run_id = continued.beginning.first_execution_run_id if continued else run_id
        run = Run(
            id=name,
            type=kind,
            number=number,
            run_id=run_id,
            started=self.now,
            beginning=beginning,
            ended_asked=continued.ended_asked if continued else Asked(self),
            parent=parent,
            search_attributes=dict(search_attributes or {}),
            memo=dict(memo or {}),
        )
        for key, payload in run.memo.items():
            beginning.memo.fields[key].CopyFrom(payload)
        for key, payload in run.search_attributes.items():
            beginning.search_attributes.indexed_fields[key].CopyFrom(payload)
        self.runs.append(run)
        self.open[name] = self.latest[name] = run
        inbox.tell(self, run, WorkflowActivationJob(initialize_workflow=beginning))
        return run

    async def serve(self, run: Run) -> None:
        """Give a run's workflow task to a worker."""
        await tasks.serve(self, run)

    async def remember(self, run: Run) -> None:
        """Have a run's workflow in memory, from its history if there is one."""
        first = run.kept[0].activation.timestamp.ToDatetime(tzinfo=UTC) if run.kept else self.now
        definition = self._definitions[run.type]
        run.instance = Instance(run, definition, pydantic_data_converter.payload_converter, first)
        await run.instance.replay()

    async def forget(self, run: Run) -> None:
        """Take a run's workflow out of memory; its history stays."""
        if run.instance is not None:
            instance, run.instance = run.instance, None
            await instance.forget()

    def result_type(self, run: Run) -> type | None:
        """Say what a run's workflow answers at its end."""
        return self._definitions[run.type].ret_type

    # --- Absence ------------------------------------------------------------------------------------------------

    async def leave(self, duration: timedelta) -> None:
        """Take all workers away for a while: what happens meanwhile is served afterwards, in order."""
        self.absent_until = max(self.absent_until, self.now + duration)
        self.agenda.at(self.absent_until, self._return)
        for run in list(self.open.values()):
            if run.task is not None:
                await tasks.lose(self, run, run.task, "WORKFLOW_TASK_TIMED_OUT", tasks.TASK_TIMEOUT)

    def heal(self) -> None:
        """Let nothing go wrong from now on, and the workers come back."""
        self.fate.faults = NOTHING
        self.absent_until = self.now
        self._serve_deferred()

    async def _return(self) -> None:
        if not self.absent:
            self._serve_deferred()

    def _serve_deferred(self) -> None:
        deferred, self._deferred = self._deferred, []
        for step in deferred:
            self.agenda.soon(step)

    def _expect_absence(self, after: datetime) -> None:
        stay = self.fate.until_absence()
        if stay is not None:
            self.agenda.at(after + stay, self._vanish, background=True)

    async def _vanish(self) -> None:
        if self.fate.faults.absences_per_year:
            await self.leave(self.fate.absence())
            self._expect_absence(self.absent_until)
