"""The one way in which an act reaches a workflow and its answer comes back, whatever stands behind the desk."""

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from regulation.casework.entry import Entry, Receipt, Submission
from regulation.casework.fold import receipt
from regulation.vocabulary.act import Act
from regulation.words.message import Message, say
from regulation.words.refusals import REFUSALS, ActNotAllowedError, RefusedError

if TYPE_CHECKING:
    from temporalio.client import Client, WorkflowUpdateFailedError

    from records.reading.files import File


class Behind(Protocol):
    """What sending needs: a way to the workflows, the time, and what the records have by a name.

    `patience_s` is how long somebody waits for an answer, None where nobody waits in real time.
    """

    patience_s: float | None

    @property
    def task_queue(self) -> str:
        """Where the workers listen."""

    def clock(self) -> datetime:
        """Say what time it is."""

    async def client(self) -> "Client":
        """Give the way to the workflows; RefusedError when nobody answers."""

    async def file(self, name: str, /) -> "File | None":
        """Give a case, a park or a round as the records have it, None for an unknown name."""

    async def entries(self, name: str, /) -> Sequence[Entry]:
        """Give the acts of a case, a park or a round, in order."""


class GoneError(Exception):
    """The workflow asked is not running: it has ended, or never was."""


class FailedError(RefusedError):
    """The workflow did not refuse, it failed; whether the act was done is not known."""

    code = "failed"


async def hand_in(behind: Behind, name: str, submission: Submission) -> Receipt:
    """Send an act to its workflow and give the receipt; RefusedError as the workflow refuses it."""
    client = await behind.client()
    handle = client.get_workflow_handle(name)
    asked = handle.execute_update("act", submission, id=submission.key, result_type=Receipt)
    try:
        return await answered(asked, submission, behind.patience_s)
    except GoneError as gone:
        return await _from_ledger(behind, name, submission, gone)


async def answered(asked: Awaitable[Receipt], submission: Submission, patience_s: float | None) -> Receipt:
    """Wait for a workflow's answer. Raises RefusedError for a refusal or a silence, GoneError for no workflow."""
    from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
    from temporalio.service import RPCError, RPCStatusCode

    try:
        async with asyncio.timeout(patience_s):
            return await asked
    except WorkflowUpdateFailedError as error:
        raise refusal_of(error, submission.act) from error
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
        raise RefusedError(
            submission.act,
            say(
                "{seconds} 秒内没有答复，可能没有 worker 在运行；此行为也许稍后仍会办理",
                seconds=int(patience_s or 0),
            ),
            say("请确认 worker 运行后以同一幂等键重试：--key {key}。", key=submission.key),
        ) from error
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise GoneError from error
        raise RefusedError(
            submission.act,
            say("Temporal 未受理（{told}）", told=error.message),
            say("请稍后以同一幂等键重试：--key {key}。", key=submission.key),
        ) from error


def refusal_of(error: "WorkflowUpdateFailedError", act: Act) -> RefusedError:
    """Turn a failed update back into the refusal that the rules gave; FailedError where they gave none."""
    from temporalio.exceptions import ApplicationError

    cause = error.cause
    if isinstance(cause, ApplicationError) and len(cause.details) == len(("what", "why", "now")):
        what, why, now = (
            Message.model_validate(said) if isinstance(said, dict) else str(said) for said in cause.details
        )
        return REFUSALS.get(cause.type or "", RefusedError)(what, why, now)
    return FailedError(
        act, say("办理失败（{cause}）", cause=str(cause)), say("请重试；仍失败时请联系系统管理员。")
    )


async def _from_ledger(behind: Behind, name: str, submission: Submission, gone: GoneError) -> Receipt:
    """Answer a retry whose workflow has ended meanwhile, or say why nothing can be done any more."""
    for entry in await behind.entries(name):
        if (entry.key, entry.act, entry.actor) == (submission.key, submission.act, submission.actor):
            return receipt(entry).model_copy(update={"repeated": True})
    found = await behind.file(name)
    raise ActNotAllowedError(
        submission.act,
        say("案件流程不在运行，记录停在「{stage}」", stage=found.stage) if found else say("案件流程不在运行"),
        say("已办结的案件不再接受任何行为；未办结的请联系系统管理员恢复流程。"),
    ) from gone
