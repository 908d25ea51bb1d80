"""How a completed workflow task enters the history, and its commands take effect."""

from functools import partial

from temporalio.bridge.proto.workflow_activation import WorkflowActivation

from simulation.world.runs import commands
from simulation.world.runs.run import Run, SimulationError, Task, Turn
from simulation.world.state import State

SCHEDULED, STARTED = "WORKFLOW_TASK_SCHEDULED", "WORKFLOW_TASK_STARTED"


def keep(world: State, run: Run, task: Task) -> None:
    """Write a task into the history; an update that was refused leaves no trace there."""
    refused = _refused(run, task)
    turns = task.turns
    if refused:
        turns = [turn for turn in map(partial(_without, refused), turns) if turn.activation.jobs]
    if refused and not turns and run.history[-2:] == [SCHEDULED, STARTED]:
        del run.history[-2:]
    else:
        run.history.append("WORKFLOW_TASK_COMPLETED")
    run.kept += turns
    for kind, value in task.effects:
        if kind not in commands.EFFECTS:
            raise SimulationError(f"{run!r}: {kind} is not modelled")
        world.note(run, kind)
        commands.EFFECTS[kind](world, run, value)
    run.history += run.buffered
    run.buffered = []


def _refused(run: Run, task: Task) -> set[str]:
    answers = [value for kind, value in task.effects if kind == "update_response"]
    taken = {value.protocol_instance_id for value in answers if value.HasField("accepted")}
    taken |= {update.id for update in run.updates.values() if update.accepted}
    return {
        value.protocol_instance_id
        for value in answers
        if value.HasField("rejected") and value.protocol_instance_id not in taken
    }


def _without(refused: set[str], turn: Turn) -> Turn:
    activation = WorkflowActivation()
    activation.CopyFrom(turn.activation)
    jobs = [job for job in activation.jobs if job.do_update.protocol_instance_id not in refused]
    del activation.jobs[:]
    activation.jobs.extend(jobs)
    kept = [c for c in turn.commands if c.update_response.protocol_instance_id not in refused]
    return Turn(activation, kept)
