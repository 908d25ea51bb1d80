"""An act on its way into the ledger: what is sent, what the procedure adds, the entry, and the answer."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from regulation.calendar.working_days import Deadline
from regulation.conditions.dossier import Material, TenantSummary
from regulation.designation.panel import Panel
from regulation.designation.scoring import Result
from regulation.documents.document import DocumentKind
from regulation.people.actor import Actor
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict

SERVED_MAX = 100  # keys carried along for retries; older ones are still held by the ledger's unique key

# A caller's key never looks like one of the procedure's own, which carry a "#" and name the case.
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


class Submission(Strict):
    """What an entrance sends: who does what, having seen which version, under which idempotency key."""

    act: Act
    actor: Actor
    key: Key
    seen: int = Field(ge=0)
    form: dict[str, Any] = Field(default_factory=dict)


class Numbered(Strict):
    """A document number, given out in the transaction that recorded its act."""

    kind: DocumentKind
    number: Line


class Outcome(Strict):
    """What the procedure added to an act: periods, the drawn panel, document numbers, the files as verified.

    `due` is the period of the stage entered, `used_workdays` what the stage left has consumed of its account
    (or how long the clock stood still, when it runs again), `remaining` what a stopped period has left,
    `period` that of the matter the act opened (a notice, an objection); `computed` holds what the procedure's
    own rules computed, as one of its own models.
    """

    due: Deadline | None = None
    used_workdays: int = 0
    remaining: int | None = None
    period: Deadline | None = None
    panel: Panel | None = None
    result: Result | None = None
    numbers: tuple[Numbered, ...] = ()
    materials: tuple[Material, ...] | None = None
    tenants: TenantSummary | None = None
    computed: dict[str, Any] = Field(default_factory=dict)


class Entry(Strict):
    """One act as it goes into the ledger; folding all entries of a case gives its case file."""

    case: Line
    seq: int = Field(ge=1)
    stage: Stage
    act: Act
    next: Stage
    basis: Line
    at: datetime
    actor: Actor
    key: Line
    form: dict[str, Any] = Field(default_factory=dict)
    outcome: Outcome = Outcome()


class Receipt(Strict):
    """The answer to an act that is in the ledger."""

    case: Line
    seq: int
    act: Act
    stage: Stage
    at: datetime
    numbers: tuple[Numbered, ...] = ()
    repeated: bool = False


class Served(Strict):
    """An act that was answered, kept so that a retry under the same key gets the same answer."""

    key: Line
    receipt: Receipt


def earlier_answer(served: tuple[Served, ...], key: str) -> Receipt | None:
    """Give the answer that a key has had, marked as repeated; None for a new key."""
    return next((s.receipt.model_copy(update={"repeated": True}) for s in served if s.key == key), None)
