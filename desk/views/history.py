"""The story of a case: as the ledger tells it, and as Temporal recorded it."""

from typing import TYPE_CHECKING, Any

from desk.acts import known_case, known_park, known_round, names_park
from desk.people import Desk, sees_experts
from desk.words.entry_words import concerned, in_words, said
from records import queries
from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.vocabulary.kind import is_round
from regulation.vocabulary.role import Role
from regulation.words.refusals import RefusedError

if TYPE_CHECKING:
    from temporalio.api.history.v1 import HistoryEvent
    from temporalio.client import Client


async def story(desk: Desk, case: str, viewer: Account | None) -> list[dict[str, Any]]:
    """Tell when who did what, on which basis, with which documents, in which words; scores are left out."""
    await _known(desk, case)
    entries = [entry for _, entry in await queries.ledger(desk.db, case)]
    cases = concerned(entries) if names_park(case) else {}
    file = None if is_round(case) or names_park(case) else await queries.case_file(desk.db, case)
    rows = []
    for entry in entries:
        words = said(entry, file, viewer)
        of_case = {"of_case": cases.get(entry.seq)} if names_park(case) else {}
        rows.append(_told(entry, viewer) | of_case | {"said": words, "said_zh": in_words(words, entry)})
    return rows


async def _known(desk: Desk, name: str) -> None:
    """Refuse a name that the records do not have: of a round, a park or a case."""
    if is_round(name):
        await known_round(desk, name)
    else:
        await (known_park if names_park(name) else known_case)(desk, name)


def _told(entry: Entry, viewer: Account | None) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.astimezone(CST).isoformat(timespec="seconds"),
        "who": _who(entry, viewer),
        "role": entry.actor.role.value,
        "act": entry.act.value,
        "act_zh": entry.act.zh,
        "stage": entry.stage.value,
        "next": entry.next.value,
        "next_zh": entry.next.zh,
        "basis": entry.basis,
        "documents": [numbered.number for numbered in entry.outcome.numbers],
    }


def _who(entry: Entry, viewer: Account | None) -> str:
    """Name the person, but not a panel member to those who must not know them (Q10)."""
    itself = viewer is not None and viewer.id == entry.actor.person
    if entry.actor.role == Role.EXPERT and not itself and not sees_experts(viewer):
        return Role.EXPERT.zh
    instead = f"，代 {entry.actor.acting_for}" if entry.actor.acting_for else ""
    return f"{entry.actor.name}（{entry.actor.role.zh}{instead}）"


async def raw(desk: Desk, case: str) -> list[dict[str, Any]]:
    """List Temporal's events of a case across its runs, oldest first; payloads are left out, scores are sealed."""
    client = await desk.client()
    runs: list[list[dict[str, Any]]] = []
    run: str | None = None
    while events := await _events(client, case, run, first=not runs):
        started = events[0].workflow_execution_started_event_attributes
        run = started.continued_execution_run_id
        runs.append([_event(event, started.original_execution_run_id) for event in events])
        if not run:
            break
    return [event for events_of_run in reversed(runs) for event in events_of_run]


async def _events(client: "Client", case: str, run: str | None, *, first: bool) -> list["HistoryEvent"]:
    """Fetch one run; an earlier run past its retention is an empty one."""
    from temporalio.service import RPCError, RPCStatusCode

    try:
        history = await client.get_workflow_handle(case, run_id=run).fetch_history()
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND and not first:
            return []
        raise RefusedError(
            f"案件 {case}",
            f"Temporal 没有其历史（{error.message}）",
            "请核对案件号，或看台账：history（不加 --raw）。",
        ) from error
    return list(history.events)


def _event(event: "HistoryEvent", run: str) -> dict[str, Any]:
    from temporalio.api.enums.v1 import EventType

    return {
        "run": run,
        "event": event.event_id,
        "at": event.event_time.ToDatetime(tzinfo=CST).isoformat(timespec="seconds"),
        "type": EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower(),
        "of": _subject(event),
    }


def _subject(event: "HistoryEvent") -> str:
    """Name the activity, update, signal, timer or child that an event is about."""
    kind = event.WhichOneof("attributes")
    attributes: Any = getattr(event, kind) if kind else None
    accepted = getattr(attributes, "accepted_request", None)
    if accepted is not None:
        return str(accepted.input.name)
    for field in ("activity_type", "workflow_type"):
        found = getattr(attributes, field, None)
        if found is not None and found.name:
            return str(found.name)
    names = ("signal_name", "marker_name", "timer_id")
    return next((str(getattr(attributes, name)) for name in names if getattr(attributes, name, "")), "")
