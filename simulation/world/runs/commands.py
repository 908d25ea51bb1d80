"""What the commands of a completed task do outside: timers, children, signals, answers, ends."""

from collections.abc import Callable
from functools import partial
from typing import Any

from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.child_workflow import (
    ChildWorkflowResult,
    ParentClosePolicy,
    StartChildWorkflowExecutionFailedCause,
)
from temporalio.bridge.proto.workflow_activation import (
    FireTimer,
    ResolveChildWorkflowExecution,
    ResolveChildWorkflowExecutionStart,
    ResolveSignalExternalWorkflow,
    SignalWorkflow,
    WorkflowActivationJob,
)
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError

from simulation.world.runs import inbox, remote
from simulation.world.runs.run import Run, SimulationError, Status
from simulation.world.state import State

ALREADY = (
    StartChildWorkflowExecutionFailedCause.START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_WORKFLOW_ALREADY_EXISTS
)
NOT_FOUND = "Unable to signal external workflow because it was not found"


def error_of(failure: Failure) -> BaseException:
    """Give a failure as the exception that a client would see."""
    return pydantic_data_converter.failure_converter.from_failure(
        failure, pydantic_data_converter.payload_converter
    )


# --- Time ------------------------------------------------------------------------------------------------------


def _start_timer(world: State, run: Run, value: Any) -> None:
    run.history.append("TIMER_STARTED")
    moment = world.agenda.now + value.start_to_fire_timeout.ToTimedelta()
    run.timers[value.seq] = world.agenda.at(moment, partial(_fire, world, run, value.seq))


async def _fire(world: State, run: Run, seq: int) -> None:
    del run.timers[seq]
    inbox.tell(world, run, WorkflowActivationJob(fire_timer=FireTimer(seq=seq)), "TIMER_FIRED")


def _cancel_timer(world: State, run: Run, value: Any) -> None:
    due = run.timers.pop(value.seq, None)
    if due is not None:
        run.history.append("TIMER_CANCELED")
        world.agenda.cancel(due)
        return
    # It fired while the task ran: the cancellation takes the event back.
    run.history.append("TIMER_CANCELED")
    run.inbox = [
        job for job in run.inbox if not (job.HasField("fire_timer") and job.fire_timer.seq == value.seq)
    ]
    if "TIMER_FIRED" in run.buffered:
        run.buffered.remove("TIMER_FIRED")


# --- Other workflows -------------------------------------------------------------------------------------------


def _start_child(world: State, run: Run, value: Any) -> None:
    if value.parent_close_policy != ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON:
        raise SimulationError(
            f"{run!r}: child {value.workflow_id} is not to be abandoned; only that is modelled"
        )
    run.history.append("START_CHILD_WORKFLOW_EXECUTION_INITIATED")
    world.agenda.soon(partial(_begin_child, world, run, value))


async def _begin_child(world: State, run: Run, value: Any) -> None:
    start = ResolveChildWorkflowExecutionStart(seq=value.seq)
    if value.workflow_id in world.open:
        start.failed.workflow_id, start.failed.workflow_type = value.workflow_id, value.workflow_type
        start.failed.cause = ALREADY
        event = "START_CHILD_WORKFLOW_EXECUTION_FAILED"
    else:
        child = world.begin(
            value.workflow_id,
            value.workflow_type,
            list(value.input),
            memo=dict(value.memo),
            search_attributes=dict(value.search_attributes.indexed_fields),
            parent=(run, value.seq),
        )
        start.succeeded.run_id = child.run_id
        event = "CHILD_WORKFLOW_EXECUTION_STARTED"
    inbox.tell(world, run, WorkflowActivationJob(resolve_child_workflow_execution_start=start), event)


def _signal(world: State, run: Run, value: Any) -> None:
    run.history.append("SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED")
    world.agenda.soon(partial(_deliver, world, run, value))


async def _deliver(world: State, run: Run, value: Any) -> None:
    answer = ResolveSignalExternalWorkflow(seq=value.seq)
    event = "EXTERNAL_WORKFLOW_EXECUTION_SIGNALED"
    target = world.open.get(value.child_workflow_id or value.workflow_execution.workflow_id)
    if target is None:
        answer.failure.message = NOT_FOUND
        answer.failure.application_failure_info.SetInParent()
        event = "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED"
    inbox.tell(world, run, WorkflowActivationJob(resolve_signal_external_workflow=answer), event)
    if target is not None:
        inbox.signal(world, target, SignalWorkflow(signal_name=value.signal_name, input=value.args))


# --- Answers to clients, and what is shown ---------------------------------------------------------------------


def _update_response(_world: State, run: Run, value: Any) -> None:
    update = run.updates[value.protocol_instance_id]
    if value.HasField("accepted"):
        update.accepted = True
        run.history.append("WORKFLOW_EXECUTION_UPDATE_ACCEPTED")
        return
    if update.accepted:
        run.history.append("WORKFLOW_EXECUTION_UPDATE_COMPLETED")
    if value.HasField("completed"):
        update.answer.give(value.completed)
    else:
        update.answer.fail(WorkflowUpdateFailedError(error_of(value.rejected)))
        if not update.accepted:
            del run.updates[update.id]


def _upsert_attributes(_world: State, run: Run, value: Any) -> None:
    run.history.append("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES")
    run.search_attributes.update(value.search_attributes.indexed_fields)


def _modify_memo(_world: State, run: Run, value: Any) -> None:
    run.history.append("WORKFLOW_PROPERTIES_MODIFIED")
    run.memo.update(value.upserted_memo.fields)


def _patch(_world: State, run: Run, _value: Any) -> None:
    run.history += ("MARKER_RECORDED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES")


# --- The end ---------------------------------------------------------------------------------------------------


def _end(world: State, run: Run, status: Status) -> None:
    run.history.append(
        "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"
        if status is Status.CONTINUED
        else f"WORKFLOW_EXECUTION_{status.value.upper().replace('CANCELLED', 'CANCELED')}"
    )
    run.status, run.ended = status, world.agenda.now
    del world.open[run.id]
    for due in run.timers.values():
        world.agenda.cancel(due)
    run.timers.clear()
    for order in list(run.activities.values()):
        remote.drop(world, order)
    unheard = ApplicationError(
        "workflow ended before the update did", type="AcceptedUpdateCompletedWorkflow", non_retryable=True
    )
    for update in run.updates.values():
        update.answer.fail(WorkflowUpdateFailedError(unheard))


def _tell_parent(world: State, run: Run, result: ChildWorkflowResult, event: str) -> None:
    if run.parent is not None:
        parent, seq = run.parent
        job = WorkflowActivationJob(
            resolve_child_workflow_execution=ResolveChildWorkflowExecution(seq=seq, result=result)
        )
        inbox.tell(world, parent, job, f"CHILD_WORKFLOW_EXECUTION_{event}")


def _complete(world: State, run: Run, value: Any) -> None:
    _end(world, run, Status.COMPLETED)
    run.ended_asked.give(value.result)
    result = ChildWorkflowResult()
    result.completed.result.CopyFrom(value.result)
    _tell_parent(world, run, result, "COMPLETED")


def _fail(world: State, run: Run, value: Any) -> None:
    _end(world, run, Status.FAILED)
    run.failure = value.failure
    run.ended_asked.fail(WorkflowFailureError(cause=error_of(value.failure)))
    result = ChildWorkflowResult()
    result.failed.failure.message = "Child workflow execution failed"
    result.failed.failure.cause.CopyFrom(value.failure)
    info = result.failed.failure.child_workflow_execution_failure_info
    info.workflow_execution.workflow_id, info.workflow_execution.run_id = run.id, run.run_id
    info.workflow_type.name = run.type
    _tell_parent(world, run, result, "FAILED")


def _continue_as_new(world: State, run: Run, value: Any) -> None:
    _end(world, run, Status.CONTINUED)
    run.kept.clear()  # nobody asks a run that has a successor
    attributes = dict(value.search_attributes.indexed_fields) if value.HasField("search_attributes") else {}
    world.begin(
        run.id,
        value.workflow_type or run.type,
        list(value.arguments),
        memo=dict(value.memo) or run.memo,
        search_attributes=attributes or run.search_attributes,
        parent=run.parent,
        continued=run,
    )


EFFECTS: dict[str, Callable[[State, Run, Any], None]] = {
    "start_timer": _start_timer,
    "cancel_timer": _cancel_timer,
    "record_marker": remote.marker,
    "schedule_activity": remote.schedule,
    "request_cancel_activity": remote.cancel,
    "abandon_activity": remote.abandon,
    "start_child_workflow_execution": _start_child,
    "signal_external_workflow_execution": _signal,
    "update_response": _update_response,
    "upsert_workflow_search_attributes": _upsert_attributes,
    "modify_workflow_properties": _modify_memo,
    "set_patch_marker": _patch,
    "complete_workflow_execution": _complete,
    "fail_workflow_execution": _fail,
    "continue_as_new_workflow_execution": _continue_as_new,
}
