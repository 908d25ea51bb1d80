"""The case file: all that a case knows, and nothing that it could not be rebuilt with from the ledger."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from regulation.calendar import Deadline
from regulation.conditions import Waiver
from regulation.determination import Opinion
from regulation.documents import DocumentKind
from regulation.dossier import Facts, Line, Material, Strict, TenantSummary
from regulation.forms import SiteVisit
from regulation.moves import Act, Role, Stage
from regulation.panel import Panel
from regulation.scoring import Result, ScoreSheet

SERVED_MAX = 100  # keys carried along for retries; older ones are still held by the ledger's unique key


# A caller's key never looks like one of the procedure's own, which carry a "#" and name the case.
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


class Actor(Strict):
    """A person in the role in which they act, as the entrance authenticated them."""

    person: Line
    name: Line
    role: Role
    district: Line | None = None
    credit_code: Line | None = None


SYSTEM = Actor(person="system", name="系统", role=Role.SYSTEM)


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

    `due` is the period of the stage entered, `used_workdays` what the stage left has consumed of its account,
    `period` that of the matter the act opened (a notice, an objection).
    """

    due: Deadline | None = None
    used_workdays: int = 0
    period: Deadline | None = None
    panel: Panel | None = None
    result: Result | None = None
    numbers: tuple[Numbered, ...] = ()
    materials: tuple[Material, ...] | None = None
    tenants: TenantSummary | None = None


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


class IssuedDocument(Strict):
    """An official document: numbered when its act is recorded, with a digest once it is typeset."""

    kind: DocumentKind
    number: Line
    seq: int
    dated: date
    answer_by: date | None = None
    sha256: str | None = None
    size_bytes: int = 0


class Notice(Strict):
    """A public notice that stands: its first day and its period."""

    number: Line
    opens_on: date
    period: Deadline


class ObjectionStatus(StrEnum):
    """Where an objection stands (Q12, Q12b)."""

    FILED = "filed"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


class Objection(Strict):
    """What a member of the public objects to, and what became of it."""

    id: int
    filed_at: datetime
    text: str
    name: str | None
    contact: str | None
    status: ObjectionStatus
    due: Deadline | None = None
    extended: bool = False
    reasons: str | None = None

    @property
    def open(self) -> bool:
        """Whether it holds the determination up (Q12b)."""
        return self.status in {ObjectionStatus.FILED, ObjectionStatus.ADMITTED}


class CaseFile(Strict):
    """One application, from its opening to its end.

    `version` counts what changes the ground under other people's acts: a stage left, a dossier replaced.
    """

    schema_version: int = 1
    id: Line
    park: Line
    edition: Line
    edition_digest: str
    stage: Stage = Stage.UNOPENED
    seq: int = 0
    version: int = 0
    changed_by: str = ""
    opened_at: datetime | None = None
    entered_at: datetime | None = None
    due: Deadline | None = None
    used_workdays: dict[str, int] = Field(default_factory=dict)
    extended: bool = False

    facts: Facts
    materials: tuple[Material, ...] = ()
    supplement_items: tuple[str, ...] = ()
    supplements_asked: dict[Stage, int] = Field(default_factory=dict)
    applicant: str | None = None
    waivers: tuple[Waiver, ...] = ()
    panel: Panel | None = None
    sheets: tuple[ScoreSheet, ...] = ()
    visit: SiteVisit | None = None
    result: Result | None = None
    notice: Notice | None = None
    notice_workdays: int | None = None
    objections: tuple[Objection, ...] = ()
    anonymous_objections: int = 0
    opinions: tuple[Opinion, ...] = ()
    override_minute: str | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    documents: tuple[IssuedDocument, ...] = ()

    acted: dict[Act, str] = Field(default_factory=dict)
    assigned: dict[Role, str] = Field(default_factory=dict)
    reminded: tuple[str, ...] = ()
    served: tuple[Served, ...] = ()

    @property
    def undelivered(self) -> tuple[IssuedDocument, ...]:
        """Documents that have a number and are not typeset yet."""
        return tuple(document for document in self.documents if document.sha256 is None)

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Objections that hold the determination up."""
        return tuple(objection for objection in self.objections if objection.open)

    def answered(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)
