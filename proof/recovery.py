"""Start again, from the records alone, whatever Temporal no longer runs: after a lost or emptied server."""

from typing import TYPE_CHECKING

from temporalio.client import WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.contracts import Beginning, Campaign, Life
from records.database import Database
from records.reading import files, queries
from regulation.casework.file import CaseFile
from regulation.procedures.park import ParkFile
from regulation.procedures.registry import read_case
from regulation.vocabulary.kind import kind_of
from workflows.names import WORKFLOWS, marks

if TYPE_CHECKING:
    from temporalio.client import Client


async def resume(db: Database, client: "Client", task_queue: str) -> list[str]:
    """Start every park, open case and open round that is not running; give their ids."""
    started: list[str] = []
    cases = {row.id: read_case(row.file) for row in await queries.cases(db)}
    for case in cases.values():
        to_do = not case.closed or case.undelivered  # a document may be left to typeset after the end
        if to_do and not await _running(client, case.id):
            await _start_case(db, client, task_queue, case)
            started.append(case.id)
    for row in await queries.parks(db):
        park = ParkFile.model_validate(row.file)
        if not await _running(client, row.id):
            await _start_park(client, task_queue, park, tuple(case for case in park.open if case in cases))
            started.append(row.id)
        for ended in (cases[case] for case in park.open if case in cases):
            if ended.stage in ended.rules.told_at:
                await client.get_workflow_handle(row.id).signal("procedure_closed", ended.rules.close(ended))
    started += await _resume_rounds(db, client, task_queue)
    return started


async def _resume_rounds(db: Database, client: "Client", task_queue: str) -> list[str]:
    """Start the rounds that are not over, after the parks that they call."""
    started = []
    for round_ in await files.rounds(db):
        if not round_.closed and not await _running(client, round_.case):
            await client.start_workflow(
                "Round",
                Campaign(round=round_, resumed=True),
                id=round_.case,
                task_queue=task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
            started.append(round_.case)
    return started


async def _start_case(db: Database, client: "Client", task_queue: str, case: CaseFile) -> None:
    kind = kind_of(case.id)
    assert kind is not None
    await client.start_workflow(
        WORKFLOWS[kind],
        Beginning(
            case=case,
            undelivered=await queries.unsent(db, case.id),
            told=case.stage in case.rules.told_at,
        ),
        id=case.id,
        search_attributes=marks(case.park, case.facts.district, kind.value),
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )


async def _start_park(client: "Client", task_queue: str, park: ParkFile, started: tuple[str, ...]) -> None:
    """Start a park; what it opened and the records know of is not opened again."""
    await client.start_workflow(
        "ParkLifecycle",
        Life(park=park, started=started),
        id=park.case,
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )


async def _running(client: "Client", workflow: str) -> bool:
    try:
        found = await client.get_workflow_handle(workflow).describe()
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            return False
        raise
    return found.status == WorkflowExecutionStatus.RUNNING
