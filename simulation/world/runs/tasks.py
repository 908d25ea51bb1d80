"""Workflow tasks: what has happened goes to the workflow code, its local activities run, its commands are kept.

As on a server, nothing that the code decides counts before its task is completed; a task that is lost with its
worker is given again later, with a later clock, and its local activities run again.
"""

from datetime import timedelta
from functools import partial

from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.activity_result import ActivityResolution
from temporalio.bridge.proto.workflow_activation import (
    ResolveActivity,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import ActivityCancellationType, WorkflowCommand

from simulation.world.runs import work
from simulation.world.runs.inbox import schedule
from simulation.world.runs.keeping import SCHEDULED, STARTED, keep
from simulation.world.runs.run import Order, Run, Task, Turn
from simulation.world.state import State

TASK_TIMEOUT = timedelta(seconds=10)
LOCAL_RETRY = timedelta(minutes=1)  # a longer pause between local attempts becomes a timer of the workflow
HEARTBEAT = TASK_TIMEOUT * 0.8  # a task that waits for local activities this long lets its other events in


async def serve(world: State, run: Run) -> None:
    """Give a run's task to the worker, or let it wait until there is one."""
    if not run.running or run.task is not None:
        return
    if world.absent:
        world.defer(partial(serve, world, run))
        return
    if run.kept and world.fate.strikes("crash"):
        await world.forget(run)
    if run.instance is None:
        await world.remember(run)
    run.scheduled = run.stirred = False
    run.history.append(STARTED)
    for job in run.inbox:
        run.activities.pop(job.resolve_activity.seq, None)
    run.task = task = Task(run.inbox)
    run.inbox = []
    again: list[WorkflowActivationJob] = []
    orders, run.local = run.local, []
    for order in orders:
        again += await _begin(world, run, task, order)
    await _advance(world, run, task, again, batch=task.jobs)


async def _advance(
    world: State,
    run: Run,
    task: Task,
    answers: list[WorkflowActivationJob],
    batch: list[WorkflowActivationJob] | None = None,
) -> None:
    """Let the code go on until it waits; answers of its local activities come to it one by one."""
    if batch:
        answers += await _turn(world, run, task, batch)
    while answers:
        answers += await _turn(world, run, task, [answers.pop(0)])
    if not task.local or task.closes:
        await _complete(world, run, task)
    elif task.heartbeat is None:
        task.heartbeat = world.agenda.at(world.agenda.now + HEARTBEAT, partial(_heartbeat, world, run, task))


async def _turn(
    world: State, run: Run, task: Task, jobs: list[WorkflowActivationJob]
) -> list[WorkflowActivationJob]:
    """Activate once; give the answers that are there at once."""
    if run.instance is None:
        await world.remember(run)
    assert run.instance is not None
    activation = WorkflowActivation(
        run_id=run.run_id,
        history_length=run.events,
        continue_as_new_suggested=run.events >= world.suggest_at,
        jobs=jobs,
    )
    activation.timestamp.FromDatetime(world.agenda.now)
    commands = await run.instance.activate(activation)
    task.turns.append(Turn(activation, commands))
    answers: list[WorkflowActivationJob] = []
    under_way = set(task.local)
    for command in commands:
        answers += _take(world, run, task, command)
    if not task.closes:
        # As in a worker, only after the last command of this activation: their markers follow what it decided.
        for order in [order for seq, order in task.local.items() if seq not in under_way]:
            answers += await _begin(world, run, task, order)
    return answers


def _take(world: State, run: Run, task: Task, command: WorkflowCommand) -> list[WorkflowActivationJob]:
    """Take one command; what has effects outside waits until the task is completed."""
    kind = str(command.WhichOneof("variant"))
    value = getattr(command, kind)
    if kind == "schedule_local_activity":
        task.local[value.seq] = Order(value.seq, value, world.agenda.now, attempt=value.attempt or 1)
        return []
    if kind == "request_cancel_local_activity":
        running = task.local.get(value.seq)
        return [_resolved(task, running, work.resolution(running, work.cancelled()))] if running else []
    if kind == "request_cancel_activity":
        return _take_back(run, task, value.seq)
    if kind == "cancel_timer" and _strike(task, "start_timer", value.seq):
        return []
    task.effects.append((kind, value))
    return []


def _strike(task: Task, kind: str, seq: int) -> bool:
    """Strike out what the same task began: nobody outside has heard of it."""
    for effect in task.effects:
        if effect[0] == kind and effect[1].seq == seq:
            task.effects.remove(effect)
            return True
    return False


def _take_back(run: Run, task: Task, seq: int) -> list[WorkflowActivationJob]:
    """Take back an order: unless the code waits for the activity's own end, it hears of it at once."""
    ordered = [value for kind, value in task.effects if kind == "schedule_activity" and value.seq == seq]
    order = Order(seq, ordered[0], run.started) if ordered else run.activities.get(seq)
    if order is None:
        return []
    if ordered:
        _strike(task, "schedule_activity", seq)
    elif order.done:
        run.inbox = [job for job in run.inbox if job.resolve_activity.seq != seq]
        run.stirred = True
    elif order.asked.cancellation_type == ActivityCancellationType.ABANDON:
        task.effects.append(("abandon_activity", order))
    else:
        task.effects.append(("request_cancel_activity", order))
        if order.asked.cancellation_type == ActivityCancellationType.WAIT_CANCELLATION_COMPLETED:
            return []
    answer = work.resolution(order, work.cancelled())
    return [WorkflowActivationJob(resolve_activity=ResolveActivity(seq=seq, result=answer))]


# --- Local activities ------------------------------------------------------------------------------------------


async def _begin(world: State, run: Run, task: Task, order: Order) -> list[WorkflowActivationJob]:
    """Try a local activity; give its answer if that is there at once."""
    task.local[order.seq] = order
    outcome = await world.hands.attempt(run, order, world.agenda.now)
    ready = world.agenda.now + world.fate.latency()
    answer = work.resolution(order, outcome)
    if isinstance(outcome, Failure):
        pause = work.pause(order, outcome, ready)
        if not isinstance(pause, timedelta):
            answer = work.resolution(order, outcome, pause)
        elif pause <= LOCAL_RETRY:
            order.attempt += 1
            world.agenda.at(ready + pause, partial(_again, world, run, task, order))
            return []
        else:
            answer = work.backoff(order, pause)
    if ready > world.agenda.now:
        world.agenda.at(ready, partial(_answer, world, run, task, order, answer))
        return []
    return [_resolved(task, order, answer)]


async def _again(world: State, run: Run, task: Task, order: Order) -> None:
    if run.task is task and task.local.get(order.seq) is order:
        answers = await _begin(world, run, task, order)
        if answers:
            await _advance(world, run, task, answers)


async def _answer(world: State, run: Run, task: Task, order: Order, answer: ActivityResolution) -> None:
    if run.task is task and task.local.get(order.seq) is order:
        await _advance(world, run, task, [_resolved(task, order, answer)])


def _resolved(task: Task, order: Order, answer: ActivityResolution) -> WorkflowActivationJob:
    """Take an answer into the task: a marker for the history, a job for the workflow code."""
    del task.local[order.seq]
    task.effects.append(("record_marker", order))
    if order.kept:
        task.redo.append(order)
    return WorkflowActivationJob(
        resolve_activity=ResolveActivity(seq=order.seq, result=answer, is_local=True)
    )


# --- The end of a task -----------------------------------------------------------------------------------------


async def _complete(world: State, run: Run, task: Task) -> None:
    """Keep what the code decided, and let it take effect outside; an unheard event holds an end up."""
    if task.closes and run.inbox:
        await lose(world, run, task, "WORKFLOW_TASK_FAILED")
    elif world.fate.strikes("lost_task"):
        await lose(world, run, task, "WORKFLOW_TASK_TIMED_OUT", TASK_TIMEOUT)
    else:
        world.agenda.cancel(task.heartbeat)
        keep(world, run, task)
        run.task = None
        if not run.running:
            await world.forget(run)
        elif run.inbox or run.stirred:
            schedule(world, run)
        if not run.scheduled:
            quiet, run.quiet = run.quiet, []
            for asked in quiet:
                asked.give(None)


async def _heartbeat(world: State, run: Run, task: Task) -> None:
    """Keep a task that waits for its local activities alive: keep what is decided, hear what has come."""
    if run.task is not task:
        return
    keep(world, run, task)
    task.turns, task.effects, task.redo, task.heartbeat = [], [], [], None
    for order in task.local.values():
        order.kept = True
    run.history += (SCHEDULED, STARTED)
    task.jobs, run.inbox = run.inbox, []
    await _advance(world, run, task, [], batch=task.jobs)


async def lose(world: State, run: Run, task: Task, event: str, delay: timedelta = timedelta(0)) -> None:
    """Throw a task away with all that was decided in it; it is given again after a delay."""
    world.agenda.cancel(task.heartbeat)
    await world.forget(run)
    run.history.append(event)
    run.history += run.buffered
    run.buffered = []
    run.inbox = task.jobs + run.inbox
    run.local = task.redo + [order for order in task.local.values() if order.kept]
    run.task = None
    schedule(world, run, delay)
