"""The one way to begin something: its workflow is started if it does not run, and hears its first act in one call."""

from typing import TYPE_CHECKING, Any

from activities.contracts import Campaign, Life
from desk.sending import Behind, GoneError, answered
from regulation.calendar.working_days import CST
from regulation.casework.entry import Receipt, Submission
from regulation.measures.edition import edition
from regulation.procedures.park import ParkFile, examine_park_act
from regulation.procedures.round.examination import examine_round
from regulation.procedures.round.file import RoundFile
from regulation.words.message import say
from regulation.words.refusals import RefusedError

if TYPE_CHECKING:
    from temporalio.client import WithStartWorkflowOperation


async def begin(behind: Behind, file: ParkFile | RoundFile, submission: Submission) -> Receipt:
    """Do an act on a park or a round that may not run yet; `file` is the records' one, or a fresh one.

    A served key is answered from the file. The act is examined here first, so that a refused one does not leave
    an empty workflow running. Raises RefusedError.
    """
    repeated = file.answer_to(submission.key)
    if repeated is not None:
        return repeated
    _examine(behind, file, submission)
    client = await behind.client()
    asked = client.execute_update_with_start_workflow(
        "act",
        submission,
        start_workflow_operation=_start(file, behind.task_queue),
        id=submission.key,
        result_type=Receipt,
    )
    try:
        return await answered(asked, submission, behind.patience_s)
    except GoneError as error:
        raise RefusedError(
            submission.act, say("Temporal 没有此命名空间或流程"), say("请核对命名空间设置后重试。")
        ) from error


def _examine(behind: Behind, file: ParkFile | RoundFile, submission: Submission) -> None:
    under, at = edition(file.edition, file.edition_digest), behind.clock().astimezone(CST)
    if isinstance(file, RoundFile):
        examine_round(file, submission, at, under)
    else:
        examine_park_act(file, submission, at, under)


def _start(file: ParkFile | RoundFile, task_queue: str) -> "WithStartWorkflowOperation[Any, Any]":
    from temporalio.client import WithStartWorkflowOperation
    from temporalio.common import WorkflowIDConflictPolicy

    is_round = isinstance(file, RoundFile)
    return WithStartWorkflowOperation(
        "Round" if is_round else "ParkLifecycle",
        Campaign(round=file) if isinstance(file, RoundFile) else Life(park=file),
        id=file.case,
        task_queue=task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=f"{file.year} 年集中考评" if isinstance(file, RoundFile) else file.name,
    )
