"""The story of a case: as the ledger tells it, and as Temporal recorded it."""

from typing import TYPE_CHECKING, Any

from desk import sights
from desk.finding import known, names_park
from desk.paging import PAGE, Page, page
from desk.people import Desk
from desk.words.entry_words import concerned, in_words, said
from desk.words.text import Text
from records.people.directory import Account
from records.reading import files
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.people.disclosure import Sight
from regulation.words.message import Message, as_said, say
from regulation.words.refusals import RefusedError
from regulation.words.values import Strict

if TYPE_CHECKING:
    from temporalio.api.history.v1 import HistoryEvent
    from temporalio.client import Client


class Line(Strict):
    """One act as a person may read it: when, who, what, on which basis, with which documents, in which words."""

    seq: int
    at: str
    who: Text
    role: str
    act: str
    act_zh: Text
    stage: str
    next: str
    next_zh: Text
    basis: str
    documents: tuple[str, ...]
    of_case: str | None = None
    said: dict[str, Any]
    said_zh: Text


class Event(Strict):
    """One event of Temporal's history, without its payload."""

    run: str
    event: int
    at: str
    type: str
    of: str


async def story(desk: Desk, name: str, viewer: Account | None, after: int = 0) -> Page[Line]:
    """Tell the acts of a case, a park or a round that come after a number; scores are left out."""
    file = await known(desk, name)
    if names_park(name):  # which case an opening or a closing is about, only the acts before it tell
        entries = await desk.entries(name)
        cases, entries = concerned(entries), [entry for entry in entries if entry.seq > after]
    else:
        entries = [entry for _, entry in await files.ledger(desk.db, name, after=after, limit=PAGE + 1)]
        cases = {}
    sight, collated = sights.of_file(viewer, file), sights.collated(file)
    return page(
        (str(entry.seq), _told(entry, sight, said(entry, sight, collated=collated), cases.get(entry.seq)))
        for entry in entries
    )


def _told(entry: Entry, sight: Sight, words: dict[str, Any], of_case: str | None) -> Line:
    return Line(
        seq=entry.seq,
        at=entry.at.astimezone(CST).isoformat(timespec="seconds"),
        who=_who(entry, sight),
        role=entry.actor.role.value,
        act=entry.act.value,
        act_zh=as_said(entry.act),
        stage=entry.stage.value,
        next=entry.next.value,
        next_zh=as_said(entry.next),
        basis=entry.basis,
        documents=tuple(numbered.number for numbered in entry.outcome.numbers),
        of_case=of_case,
        said=words,
        said_zh=in_words(words, entry),
    )


def _who(entry: Entry, sight: Sight) -> Message:
    """Name the person, but not a panel member to those who must not know who wrote what (Q10, Q42)."""
    if not sight.knows_author(entry.actor.person, entry.actor.role):
        return as_said(entry.actor.role)
    by = entry.actor
    if by.acting_for:
        return say("{name}（{role}，代 {principal}）", name=by.name, role=by.role, principal=by.acting_for)
    return say("{name}（{role}）", name=by.name, role=by.role)


async def raw(desk: Desk, case: str) -> list[Event]:
    """List Temporal's events of a case across its runs, oldest first; payloads are left out, scores are sealed."""
    client = await desk.client()
    runs: list[list[Event]] = []
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
            say("案件 {case}", case=case),
            say("Temporal 没有其历史（{told}）", told=error.message),
            say("请核对案件号，或看台账：history（不加 --raw）。"),
        ) from error
    return list(history.events)


def _event(event: "HistoryEvent", run: str) -> Event:
    from temporalio.api.enums.v1 import EventType

    return Event(
        run=run,
        event=event.event_id,
        at=event.event_time.ToDatetime(tzinfo=CST).isoformat(timespec="seconds"),
        type=EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower(),
        of=_subject(event),
    )


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
