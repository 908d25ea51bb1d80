"""Start again, from the records alone, whatever Temporal no longer runs: after a lost or emptied server."""

from typing import TYPE_CHECKING

from temporalio.client import WorkflowExecutionStatus
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from activities.orders import Beginning
from console.identity import Desk
from records import queries
from regulation.application import APPLICATION
from regulation.case import CaseFile
from regulation.forms import CloseApplication
from regulation.park import ParkFile
from workflows.application import Application
from workflows.park import DISTRICT, PARK_ID, PROCEDURE, ParkLifecycle

if TYPE_CHECKING:
    from temporalio.client import Client


async def resume(at: Desk) -> list[str]:
    """Start every park and open application that is not running; give their ids."""
    client, started = await at.client(), []
    files = {row.id: CaseFile.model_validate(row.file) for row in await queries.cases(at.db)}
    for row in await queries.parks(at.db):
        park = ParkFile.model_validate(row.file)
        if park.open_application in files:
            park = park.model_copy(update={"pending": None})  # it was opened: its case is on record
        if not await _running(client, row.id):
            await client.start_workflow(
                ParkLifecycle.run,
                park,
                id=row.id,
                task_queue=at.settings.task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
            started.append(row.id)
        case = files.get(park.open_application or "")
        if case is not None and case.stage in APPLICATION.final:
            ended = CloseApplication(application=case.id, outcome=case.stage)
            await client.get_workflow_handle(row.id).signal("application_closed", ended)
    for case in files.values():
        if case.stage not in APPLICATION.final and not await _running(client, case.id):
            await client.start_workflow(
                Application.run,
                Beginning(case=case),
                id=case.id,
                search_attributes=_marks(case),
                task_queue=at.settings.task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            )
            started.append(case.id)
    return started


def _marks(case: CaseFile) -> TypedSearchAttributes:
    marks = {PARK_ID: case.park, DISTRICT: case.facts.district, PROCEDURE: "application"}
    return TypedSearchAttributes([SearchAttributePair(key, value) for key, value in marks.items()])


async def _running(client: "Client", workflow: str) -> bool:
    try:
        found = await client.get_workflow_handle(workflow).describe()
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            return False
        raise
    return found.status == WorkflowExecutionStatus.RUNNING
