"""What the workflows ask of the activities: names and messages, without their machinery."""

from datetime import date

from temporalio.exceptions import ApplicationError

from regulation.case import CaseFile, Entry
from regulation.checklist import Missing
from regulation.documents import DocumentKind
from regulation.dossier import Facts, Identifier, Line, Material, Strict, TenantSummary
from regulation.refusals import RefusedError

RECORD = "record"
WORKING_DAYS = "working_days"
RECEIVE_MATERIALS = "receive_materials"
CONVENE_PANEL = "convene_panel"
PUBLISH = "publish"
DELIVER_REMINDER = "deliver_reminder"

LEDGER_CONFLICT = "ledger_conflict"
MATERIAL_ERROR = "MaterialError"


def refused(error: RefusedError) -> ApplicationError:
    """Carry a refusal over Temporal: final, with what, why and what now kept apart."""
    return ApplicationError(str(error), error.what, error.why, error.now, type=error.code, non_retryable=True)


class Years(Strict):
    """The range of a working-day calendar, both years included."""

    first: int
    last: int


class Convene(Strict):
    """The order to draw a panel, or to fill its empty seats; the key is also the seed (Q10)."""

    case: CaseFile
    key: Line


class Publish(Strict):
    """The order to typeset a numbered document of a case; the number is its idempotency key."""

    case: CaseFile
    kind: DocumentKind
    number: Line
    dated: date
    last_day: date | None = None


class Published(Strict):
    """A document as it is stored."""

    number: Line
    sha256: Line
    size_bytes: int


class Remind(Strict):
    """The order to deliver a notification; its key is also the Message-ID."""

    key: Line


class Beginning(Strict):
    """What an application's run begins with: an opening entry, or a case file to carry on from.

    `undelivered` names the notifications that the run before had not got out yet.
    """

    case: CaseFile | None = None
    opening: Entry | None = None
    undelivered: tuple[str, ...] = ()


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
