"""What the server knows of one run of a workflow: its history, what waits for it, the task in hand."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.workflow_activation import (
    InitializeWorkflow,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import ScheduleActivity, ScheduleLocalActivity, WorkflowCommand

from simulation.world.actors import Asked
from simulation.world.clock import Due

CLOSING = frozenset(
    {
        "complete_workflow_execution",
        "fail_workflow_execution",
        "continue_as_new_workflow_execution",
        "cancel_workflow_execution",
    }
)


class Status(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CONTINUED = "continued"


class SimulationError(Exception):
    """The simulated world cannot go on; the message says in which run, when, and why."""


@dataclass
class Turn:
    """One activation of the workflow code and the commands that it answered with."""

    activation: WorkflowActivation
    commands: list[WorkflowCommand]


@dataclass(eq=False)
class Order:
    """An activity that the workflow ordered."""

    seq: int
    asked: ScheduleActivity | ScheduleLocalActivity
    ordered: datetime
    attempt: int = 1
    kept: bool = False  # the order stands in the history; before that, a lost task takes it along
    busy: bool = False  # a worker has it in hand
    done: bool = False
    muted: bool = False  # the workflow wants to hear no more of it
    expiry: Due | None = None

    def __post_init__(self) -> None:
        if self.asked.HasField("schedule_to_start_timeout"):
            raise SimulationError(f"activity {self.asked.activity_type}: schedule-to-start is not modelled")

    @property
    def local(self) -> bool:
        """Whether the activity runs inside the workflow task."""
        return isinstance(self.asked, ScheduleLocalActivity)


@dataclass(eq=False)
class Task:
    """A workflow task in a worker's hands: nothing of it counts before it is completed."""

    jobs: list[WorkflowActivationJob]
    turns: list[Turn] = field(default_factory=list)
    effects: list[tuple[str, Any]] = field(default_factory=list)
    local: dict[int, Order] = field(default_factory=dict)
    redo: list[Order] = field(default_factory=list)  # answered in this task, but ordered before it
    heartbeat: Due | None = None

    @property
    def closes(self) -> bool:
        """Whether the run ends with this task."""
        return any(kind in CLOSING for kind, _ in self.effects)


class Remembered(Protocol):
    """The workflow object of a run in a worker's memory."""

    @property
    def details(self) -> str:
        """What the workflow last set as its current details."""

    async def activate(self, activation: WorkflowActivation) -> list[WorkflowCommand]:
        """Give jobs to the workflow code and return its commands."""

    async def replay(self) -> None:
        """Go through the kept history again."""

    async def forget(self) -> None:
        """Take the workflow out of memory."""


@dataclass(eq=False)
class Update:
    """An update that a client sent to a run."""

    id: str
    answer: Asked[Payload | None]
    accepted: bool = False


@dataclass(eq=False)
class Run:
    """One run. `history` names its events as a server would write them; `events` is their number."""

    id: str
    type: str
    number: int
    run_id: str
    started: datetime
    beginning: InitializeWorkflow
    ended_asked: Asked[Payload | None]
    parent: "tuple[Run, int] | None" = None
    status: Status = Status.RUNNING
    ended: datetime | None = None
    failure: Failure | None = None
    history: list[str] = field(default_factory=lambda: ["WORKFLOW_EXECUTION_STARTED"])
    buffered: list[str] = field(default_factory=list)
    inbox: list[WorkflowActivationJob] = field(default_factory=list)
    kept: list[Turn] = field(default_factory=list)
    task: Task | None = None
    scheduled: bool = False
    stirred: bool = False  # something happened that the workflow code does not hear of
    timers: dict[int, Due] = field(default_factory=dict)
    activities: dict[int, Order] = field(default_factory=dict)
    local: list[Order] = field(
        default_factory=list
    )  # ordered in the history, not answered, and to begin anew
    updates: dict[str, Update] = field(default_factory=dict)
    search_attributes: dict[str, Payload] = field(default_factory=dict)
    memo: dict[str, Payload] = field(default_factory=dict)
    instance: Remembered | None = None
    quiet: list[Asked[None]] = field(default_factory=list)

    @property
    def events(self) -> int:
        """The number of events in the history."""
        return len(self.history)

    @property
    def running(self) -> bool:
        """Whether the run is open."""
        return self.status is Status.RUNNING

    def __repr__(self) -> str:
        return f"run {self.number} of {self.id} ({self.type})"
