"""One workflow of a simulated world as people and programs reach it: the methods of a Temporal handle."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload, SearchAttributes
from temporalio.bridge.proto.workflow_activation import (
    DoUpdate,
    QueryWorkflow,
    SignalWorkflow,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.client import WorkflowQueryFailedError
from temporalio.common import TypedSearchAttributes
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import decode_typed_search_attributes
from temporalio.service import RPCError, RPCStatusCode

from simulation.world.actors import Asked
from simulation.world.runs import inbox
from simulation.world.runs.commands import error_of
from simulation.world.runs.run import Run, Status, Update
from simulation.world.state import State

CONVERTER = pydantic_data_converter.payload_converter
WITHIN = timedelta(hours=1)  # a client that is unsure sends again within this
Name = str | Callable[..., Any]


@dataclass(frozen=True)
class Description:
    """A run as it is seen from outside; `details` is what the workflow last set as its current details."""

    id: str
    run_id: str
    number: int
    workflow_type: str
    status: Status
    start_time: datetime
    close_time: datetime | None
    history_length: int
    typed_search_attributes: TypedSearchAttributes
    memo: Mapping[str, Any]
    details: str


def to_payloads(args: Sequence[Any]) -> list[Payload]:
    """Give arguments in the form in which they travel."""
    return list(CONVERTER.to_payloads(args))


def _value(payload: Payload | None, result_type: type | None) -> Any:
    return (
        None
        if payload is None
        else CONVERTER.from_payloads([payload], [result_type] if result_type else None)[0]
    )


class UpdateHandle:
    """An update that was sent."""

    def __init__(self, update: str, answer: Asked[Payload | None], result_type: type | None) -> None:
        self.id, self._answer, self._result_type = update, answer, result_type

    async def result(self) -> Any:
        """Wait for the answer; raises WorkflowUpdateFailedError when it was a refusal or a failure."""
        return _value(await self._answer.wait(), self._result_type)


class Handle:
    """A workflow, by its id."""

    def __init__(self, world: State, name: str) -> None:
        self._world, self.id = world, name

    def _open(self) -> Run:
        """Give the open run; raises RPCError, NOT_FOUND, when there is none."""
        run = self._world.open.get(self.id)
        if run is None:
            raise RPCError(f"workflow {self.id} is not running", RPCStatusCode.NOT_FOUND, b"")
        return run

    def _latest(self) -> Run:
        run = self._world.latest.get(self.id)
        if run is None:
            raise RPCError(f"workflow {self.id} never ran", RPCStatusCode.NOT_FOUND, b"")
        return run

    async def execute_update(self, update: Any, *args: Any, **options: Any) -> Any:
        """Send an update and wait for its answer."""
        return await (await self.start_update(update, *args, **options)).result()

    async def start_update(
        self,
        update: Any,
        *given: Any,
        id: str | None = None,  # noqa: A002 -- as the SDK has it
        result_type: type | None = None,
        **_options: Any,
    ) -> UpdateHandle:
        """Send an update; the same update id is answered once within a run."""
        name, kind = workflow._UpdateDefinition.get_name_and_result_type(update)  # noqa: SLF001
        number = id or self._world.next_id()
        payloads = to_payloads(given)
        answer = self._send(self._open(), name, number, payloads)
        fate = self._world.fate
        if fate.strikes("duplicate"):
            later = self._world.now + WITHIN * fate.random.random()
            self._world.agenda.at(later, partial(self._again, name, f"{number}-again", payloads))
        return UpdateHandle(number, answer, result_type or kind)

    def _send(self, run: Run, name: str, number: str, payloads: list[Payload]) -> Asked[Payload | None]:
        known = run.updates.get(number)
        if known is not None:
            return known.answer
        update = run.updates[number] = Update(number, Asked(self._world))
        job = DoUpdate(id=number, protocol_instance_id=number, name=name, input=payloads, run_validator=True)
        inbox.tell(self._world, run, WorkflowActivationJob(do_update=job))
        return update.answer

    async def _again(self, name: str, number: str, payloads: list[Payload]) -> None:
        run = self._world.open.get(self.id)
        if run is not None:
            self._send(run, name, number, payloads)

    async def signal(self, signal: Name, *given: Any, args: Sequence[Any] = (), **_options: Any) -> None:
        """Send a signal; it is heard when its turn comes."""
        name = workflow._SignalDefinition.must_name_from_fn_or_str(signal)  # noqa: SLF001
        payloads = to_payloads((*given, *args))
        inbox.signal(self._world, self._open(), SignalWorkflow(signal_name=name, input=payloads))

    async def query(self, query: Name, *given: Any, result_type: type | None = None, **_options: Any) -> Any:
        """Ask a workflow, running or not, once what came before is served.

        Raises WorkflowQueryFailedError.
        """
        run = self._latest()
        if run.running and (run.inbox or run.task is not None) and not self._world.absent:
            quiet: Asked[None] = Asked(self._world)
            run.quiet.append(quiet)
            await quiet.wait()
            run = self._latest()
        kind = result_type
        name = query if isinstance(query, str) else query.__name__
        if not isinstance(query, str):
            definition = workflow._QueryDefinition.from_fn(query)  # noqa: SLF001
            assert definition is not None, f"{query} is no query"
            assert definition.name is not None, f"{query} has no name"
            name, kind = definition.name, result_type or definition.ret_type
        return _value(await self._ask(run, name, given), kind)

    async def _ask(self, run: Run, name: str, args: Sequence[Any]) -> Payload:
        if run.instance is None:
            await self._world.remember(run)
        assert run.instance is not None
        job = QueryWorkflow(query_id="query", query_type=name, arguments=to_payloads(args))
        activation = WorkflowActivation(
            run_id=run.run_id, history_length=run.events, jobs=[WorkflowActivationJob(query_workflow=job)]
        )
        activation.timestamp.FromDatetime(self._world.now)
        (command,) = await run.instance.activate(activation)
        if not run.running:
            await self._world.forget(run)
        answer = command.respond_to_query
        if answer.HasField("failed"):
            raise WorkflowQueryFailedError(str(error_of(answer.failed)))
        return answer.succeeded.response

    async def result(self, result_type: type | None = None) -> Any:
        """Wait for the end of the workflow, over all its runs; raises WorkflowFailureError."""
        return _value(
            await self._latest().ended_asked.wait(), result_type or self._world.result_type(self._latest())
        )

    async def describe(self) -> Description:
        """Tell how the latest run stands."""
        run = self._latest()
        return Description(
            id=run.id,
            run_id=run.run_id,
            number=run.number,
            workflow_type=run.type,
            status=run.status,
            start_time=run.started,
            close_time=run.ended,
            history_length=run.events,
            typed_search_attributes=decode_typed_search_attributes(
                SearchAttributes(indexed_fields=run.search_attributes)
            ),
            memo={key: _value(payload, None) for key, payload in run.memo.items()},
            details=run.instance.details if run.instance else "",
        )
