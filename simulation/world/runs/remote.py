"""Activities outside a workflow task: tried, tried again, given up, taken back; their answers go to the workflow."""

from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import RetryState, TimeoutType
from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.activity_result import ActivityResolution
from temporalio.bridge.proto.workflow_activation import ResolveActivity, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands import ActivityCancellationType

from simulation.world.runs import inbox, work
from simulation.world.runs.run import Order, Run
from simulation.world.state import State


def marker(_world: State, run: Run, _order: Order) -> None:
    """Write down that a local activity was answered."""
    run.history.append("MARKER_RECORDED")


def schedule(world: State, run: Run, value: Any) -> None:
    """Order an activity; a worker tries it as soon as there is one."""
    run.history.append("ACTIVITY_TASK_SCHEDULED")
    order = run.activities[value.seq] = Order(value.seq, value, world.agenda.now)
    expiry = work.expires_at(order)
    if expiry is not None:
        late = work.timed_out(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE)
        order.expiry = world.agenda.at(expiry, partial(_expire, world, run, order, late))
    world.agenda.soon(partial(_attempt, world, run, order))


async def _attempt(world: State, run: Run, order: Order) -> None:
    """Let a worker try; while none is there, the order waits."""
    if order.done or not run.running:
        return
    if world.absent:
        world.defer(partial(_attempt, world, run, order))
        return
    order.busy = True
    outcome = await world.hands.attempt(run, order, world.agenda.now)
    ready = world.agenda.now + world.fate.latency()
    if isinstance(outcome, Payload) and world.fate.strikes("lost_completion"):
        outcome = work.timed_out(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)
        ready += work.attempt_timeout(order)
    if isinstance(outcome, Failure):
        pause = work.pause(order, outcome, ready)
        if isinstance(pause, timedelta):
            order.attempt += 1
            order.busy = ready > world.agenda.now
            world.agenda.at(ready, partial(_rest, order))
            world.agenda.at(ready + pause, partial(_attempt, world, run, order))
            return
        late = outcome.HasField("timeout_failure_info")
        ended, answer = ("TIMED_OUT" if late else "FAILED"), work.resolution(order, outcome, pause)
    else:
        ended, answer = "COMPLETED", work.resolution(order, outcome)
    events = ("ACTIVITY_TASK_STARTED", f"ACTIVITY_TASK_{ended}")
    if ready > world.agenda.now:
        world.agenda.at(ready, partial(_settle, world, run, order, answer, events))
    else:
        await _settle(world, run, order, answer, events)


async def _rest(order: Order) -> None:
    order.busy = False


async def _settle(
    world: State, run: Run, order: Order, answer: ActivityResolution, events: tuple[str, ...]
) -> None:
    if order.done or not run.running:
        return
    drop(world, order)
    if order.muted:
        inbox.stir(world, run, *events)
    else:
        inbox.tell(world, run, _resolved(order, answer), *events)


def _resolved(order: Order, answer: ActivityResolution) -> WorkflowActivationJob:
    return WorkflowActivationJob(resolve_activity=ResolveActivity(seq=order.seq, result=answer))


async def _expire(world: State, run: Run, order: Order, failure: Failure) -> None:
    answer = work.resolution(order, failure, RetryState.RETRY_STATE_TIMEOUT)
    await _settle(world, run, order, answer, ("ACTIVITY_TASK_TIMED_OUT",))


def cancel(world: State, run: Run, order: Order) -> None:
    """Ask for a cancellation: one that nobody has in hand ends at once, another goes on to its end."""
    run.history.append("ACTIVITY_TASK_CANCEL_REQUESTED")
    order.muted = order.asked.cancellation_type == ActivityCancellationType.TRY_CANCEL
    if order.busy or order.done:
        return
    drop(world, order)
    run.history.append("ACTIVITY_TASK_CANCELED")
    run.stirred = True
    if not order.muted:
        run.inbox.append(_resolved(order, work.resolution(order, work.cancelled())))


def abandon(_world: State, _run: Run, order: Order) -> None:
    """Let an activity go on; the workflow hears no more of it."""
    order.muted = True


def drop(world: State, order: Order) -> None:
    """Be done with an order; it stays with its run until the run has heard the answer."""
    order.done, order.busy = True, False
    world.agenda.cancel(order.expiry)
