"""What the workflows ask of the activities: names and messages, without their machinery."""

from datetime import date, datetime

from temporalio.exceptions import ApplicationError

from regulation.casework.entry import Entry
from regulation.casework.rules import Issue
from regulation.conditions.checklist import Missing
from regulation.conditions.dossier import Facts, Material, TenantSummary
from regulation.procedures.park import ParkFile
from regulation.procedures.registry import AnyCase
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import Heard
from regulation.words.refusals import RefusedError
from regulation.words.values import Identifier, Line, Strict

RECORD = "record"
ENTRIES_AFTER = "entries_after"
WORKING_DAYS = "working_days"
RECEIVE_MATERIALS = "receive_materials"
CONVENE_PANEL = "convene_panel"
PUBLISH = "publish"
DELIVER_REMINDER = "deliver_reminder"
UNCALLED_PARKS = "uncalled_parks"
PARK_ANSWER = "park_answer"
SEND_DIGESTS = "send_digests"

LEDGER_CONFLICT = "ledger_conflict"
MATERIAL_ERROR = "MaterialError"


def refused(error: RefusedError) -> ApplicationError:
    """Carry a refusal over Temporal: final, with what, why and what now kept apart."""
    return ApplicationError(
        str(error),
        *(said.model_dump(mode="json") for said in (error.what, error.why, error.now)),
        type=error.code,
        non_retryable=True,
    )


def in_conflict(message: str, stored: Entry | None) -> ApplicationError:
    """Say over Temporal that the ledger holds something else at a place, and what."""
    details = () if stored is None else (stored.model_dump(mode="json"),)
    return ApplicationError(message, *details, type=LEDGER_CONFLICT, non_retryable=True)


class After(Strict):
    """The order to read what the ledger holds of a case after an entry (decision 0011)."""

    case: Line
    seq: int


class Convene(Strict):
    """The order to draw a panel, or to fill its empty seats; the key is also the seed (Q10).

    `exclude` are those who may not sit although they have no relation: who sat before, for a recheck (Q30).
    """

    case: AnyCase
    key: Line
    exclude: tuple[Line, ...] = ()


class Publish(Strict):
    """The order to typeset a numbered document of a case; the number is its idempotency key."""

    case: AnyCase
    issue: Issue


class Published(Strict):
    """A document as it is stored."""

    number: Line
    sha256: Line
    size_bytes: int


class Remind(Strict):
    """The order to deliver a notification; its key is also the Message-ID."""

    key: Line


class Digests(Strict):
    """The order to send everybody's digest; the day of `at` is part of each one's key."""

    at: datetime


class Beginning(Strict):
    """What a procedure's run begins with: an opening entry, or a case file to carry on from.

    `undelivered` names the notifications that the run before had not got out yet, `told` says that the park
    has heard how the case ended, `lapsing` that the status on which the case rests has ended.
    """

    case: AnyCase | None = None
    opening: Entry | None = None
    undelivered: tuple[str, ...] = ()
    told: bool = False
    lapsing: bool = False


class Call(Strict):
    """A call to the round of a year, and the day on which that was opened (Q25)."""

    year: int
    opened_on: date


class Life(Strict):
    """What a run of a park begins with: the park, and what the run before had not come to.

    `started` names the open cases that run already, `calls` are rounds that it has not heard of yet, `answers`
    rounds that wait for its answer.
    """

    park: ParkFile
    started: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    answers: tuple[Line, ...] = ()


class Campaign(Strict):
    """What a run of a round begins with: the round, and whether it is taken up again from the records (Q25)."""

    round: RoundFile
    resumed: bool = False


class Uncalled(Strict):
    """The order to name municipal parks that the round of a year has not called yet."""

    year: int
    limit: int


class AskAfter(Strict):
    """The order to say what came of a park in the round of a year."""

    year: int
    park: Identifier


class WhatCame(Strict):
    """What came of a park in a round; None while its evaluation for the round is open."""

    heard: Heard | None


class ReceiveMaterials(Strict):
    """The order: which edition the case is pinned to, what the dossier states, which files it consists of."""

    edition: Identifier
    facts: Facts
    materials: tuple[Material, ...]


class MaterialsReceipt(Strict):
    """What was found: the files as verified and scanned, the tenants as counted (Q05), the gaps (R5.1-doc1 to doc6).

    Tenants are None when no list was handed in; then the list is among the missing.
    """

    materials: tuple[Material, ...]
    tenants: TenantSummary | None
    missing: tuple[Missing, ...]
