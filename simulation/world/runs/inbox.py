"""What happens to a run waits before it until its next workflow task."""

from datetime import timedelta
from functools import partial

from temporalio.bridge.proto.workflow_activation import SignalWorkflow, WorkflowActivationJob

from simulation.world.runs.run import Run
from simulation.world.state import State


def tell(world: State, run: Run, job: WorkflowActivationJob, *events: str) -> None:
    """Put what has happened before a run; its next task is given it. An ended run hears nothing."""
    if not run.running:
        return
    run.inbox.append(job)
    if run.task is not None:
        run.buffered += events
        return
    run.history += events
    schedule(world, run)


def stir(world: State, run: Run, *events: str) -> None:
    """Write down what the workflow code does not hear of; a server spends a task on it nevertheless."""
    run.stirred = True
    if run.task is not None:
        run.buffered += events
        return
    run.history += events
    schedule(world, run)


def signal(world: State, run: Run, job: SignalWorkflow) -> None:
    """Put a signal before a run."""
    job.originating_event_id = run.events + 1
    tell(world, run, WorkflowActivationJob(signal_workflow=job), "WORKFLOW_EXECUTION_SIGNALED")


def schedule(world: State, run: Run, delay: timedelta = timedelta(0)) -> None:
    """Have a task served, now or after a delay."""
    if not run.scheduled:
        run.scheduled = True
        run.history.append("WORKFLOW_TASK_SCHEDULED")
        world.agenda.at(world.agenda.now + delay, partial(world.serve, run))
