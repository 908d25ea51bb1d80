"""What a case waits for: who may do what now, until when, and on which basis."""

from regulation.casework.file import CaseFile
from regulation.casework.rules import Task
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role


def open_tasks(case: CaseFile) -> tuple[Task, ...]:
    """List what the case waits for, from the same table that the validator asks."""
    if case.closed:
        return ()
    special = case.rules.tasks.get(case.stage)
    return special(case) if special else stage_tasks(case)


def task(
    case: CaseFile, role: Role, acts: tuple[Act, ...], suffix: str = "", person: str | None = None
) -> Task:
    """Make a task of the present stage; its basis is that of its first act."""
    move = case.rules.table.find(case.stage, acts[0])
    assert move is not None
    return Task(
        key=f"{case.version}/{case.stage.value}/{role.value}{suffix}",
        role=role,
        person=person or case.assigned.get(role),
        acts=acts,
        basis=move.basis,
        due=case.due,
    )


def stage_tasks(case: CaseFile) -> tuple[Task, ...]:
    """One task for each role that the stage waits for."""
    duties: dict[Role, tuple[Act, ...]] = {}
    for move in case.rules.table.moves:
        if move.stage == case.stage and move.duty:
            for role in move.by:
                duties[role] = (*duties.get(role, ()), move.act)
    return tuple(task(case, role, acts) for role, acts in duties.items() if role != Role.SYSTEM)
