"""How a workflow puts an act into the ledger, and what it tells the one who asked."""

from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

from activities import contracts
from activities.contracts import refused
from regulation.casework.entry import Entry
from regulation.people.actor import Actor
from regulation.vocabulary.table import Move
from regulation.words.message import Message, say
from regulation.words.refusals import REFUSALS, ConditionError

RETRY = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=10))
WHILE_ONE_WAITS = RetryPolicy(maximum_attempts=4)  # a person waits for the answer, and the case for its turn
SHORT = timedelta(seconds=30)
LONG = timedelta(minutes=5)
HISTORY_EVENTS_MAX = 180  # a longer history makes every cold decision slow; a new run begins at the next rest


async def record(entry: Entry) -> Entry:
    """Put an entry into the ledger and give what stands at its place; a database that is away is waited for.

    That is the entry itself, or another one of this very workflow: a worker that died after the commit had
    decided in another order, or the engine came back from an older backup. Whoever asked then looks again.
    Raises ApplicationError, final, for a refusal of the directory, and for a ledger that leads elsewhere.
    """
    try:
        recorded: Entry = await workflow.execute_local_activity(
            contracts.RECORD, entry, result_type=Entry, start_to_close_timeout=SHORT, retry_policy=RETRY
        )
    except ActivityError as error:
        return _standing(entry, answer(error))
    return recorded


async def record_move(
    move: Move, case: str, seq: int, at: datetime, actor: Actor, key: str, form: dict[str, Any]
) -> Entry:
    """Record that somebody made a move; gives and raises what `record` does."""
    return await record(
        Entry(
            case=case,
            seq=seq,
            stage=move.stage,
            act=move.act,
            next=move.next,
            basis=move.basis,
            at=at,
            actor=actor,
            key=key,
            form=form,
        )
    )


def _standing(entry: Entry, error: ApplicationError) -> Entry:
    """Give the entry that the ledger holds where this one was to stand, if it follows from the same state."""
    if error.type == contracts.LEDGER_CONFLICT and error.details:
        stored = Entry.model_validate(error.details[0])
        if (stored.case, stored.seq, stored.stage) == (entry.case, entry.seq, entry.stage):
            return stored
    raise error


async def entries_after(case: str, seq: int) -> list[Entry]:
    """Read what the ledger holds beyond what a workflow knows: an engine from an older backup is behind it."""
    found: list[Entry] = await workflow.execute_local_activity(
        contracts.ENTRIES_AFTER,
        contracts.After(case=case, seq=seq),
        result_type=list[Entry],
        start_to_close_timeout=SHORT,
        retry_policy=RETRY,
    )
    return found


def answer(error: ActivityError) -> ApplicationError:
    """Give what an activity answered to the one who asked; an error that is no answer is raised again."""
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == contracts.MATERIAL_ERROR:
        # What 0.2.0 wrote into a history has no message beside its text.
        why = Message.model_validate(cause.details[0]) if cause.details else cause.message
        return refused(ConditionError(say("核验申报材料"), why, say("请更正材料后重新提交。")))
    if isinstance(cause, ApplicationError) and (
        cause.type in REFUSALS or cause.type == contracts.LEDGER_CONFLICT
    ):
        return ApplicationError(cause.message, *cause.details, type=cause.type, non_retryable=True)
    raise error


def unavailable(error: ActivityError, what: Message, advice: Message) -> ApplicationError:
    """Answer the person who waits, also when an effect could not be had after several attempts."""
    try:
        return answer(error)
    except ActivityError:
        return refused(
            ConditionError(what, say("暂时无法完成（{cause}）", cause=str(error.cause or error)), advice)
        )
