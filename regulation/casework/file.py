"""The case file: all that a case knows, and nothing that it could not be rebuilt with from the ledger."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import Field

from regulation.calendar.working_days import Deadline
from regulation.casework.entry import Entry, Receipt, Served, earlier_answer
from regulation.casework.forms import Opening
from regulation.casework.rules import Rules
from regulation.casework.suspension import Suspension, SuspensionKind
from regulation.conditions.dossier import Facts, Material
from regulation.designation.determination import Opinion
from regulation.designation.panel import Panel
from regulation.documents.document import DocumentKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict


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


class SignedSheet(Strict):
    """A signed sheet of a panel member as the read models show it; sealed until all are signed."""

    expert: Line
    part: Line
    version: int
    score: Decimal
    recommends: bool
    opinion: str
    sealed: bool


class CaseFile(Strict):
    """One case of any procedure, from its opening to its end; each procedure adds what is its own.

    `version` counts what changes the ground under other people's acts: a stage left, a dossier replaced.
    `paused_workdays` are those of the present stage during which its clock stood still.
    `acted` holds who did an act last, `acted_for` in whose place; `relieved` are those whose task was handed to
    somebody else (Q52). `facts` are the park's as the case knows them, `late` marks a case that the clock opened after its day.
    """

    rules: ClassVar[Rules]
    private: ClassVar[frozenset[str]] = frozenset()  # fields of a procedure that not everybody may see
    sharing: ClassVar[frozenset[Stage]] = frozenset()  # stages that hand one period on to one another

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
    late: bool = False
    entered_at: datetime | None = None
    due: Deadline | None = None
    used_workdays: dict[str, int] = Field(default_factory=dict)
    extended: bool = False
    suspensions: tuple[Suspension, ...] = ()
    paused_workdays: int = 0

    facts: Facts
    materials: tuple[Material, ...] = ()
    panel: Panel | None = None
    notice: Notice | None = None
    notice_workdays: int | None = None
    opinions: tuple[Opinion, ...] = ()
    override_minute: str | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    documents: tuple[IssuedDocument, ...] = ()

    acted: dict[Act, str] = Field(default_factory=dict)
    acted_for: dict[Act, str] = Field(default_factory=dict)
    relieved: tuple[str, ...] = ()
    assigned: dict[Role, str] = Field(default_factory=dict)
    reminded: tuple[str, ...] = ()
    served: tuple[Served, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the procedure has come to one of its ends."""
        return self.stage in self.rules.table.final

    @property
    def stopped(self) -> Suspension | None:
        """The decision by which the clock stands still, or None while it runs (Q58).

        It stands for the stage in which it was made, and for those that share that stage's period.
        """
        last = self.suspensions[-1] if self.suspensions and self.due is None else None
        if last is None or last.kind != SuspensionKind.STOP:
            return None
        return last if last.stage in {None, self.stage} or self.stage in self.sharing else None

    def periods(self) -> dict[str, Deadline]:
        """Give the periods that run in the case, by their names."""
        running = {"due": self.due, "notice": self.notice.period if self.notice else None}
        return {matter: period for matter, period in running.items() if period is not None}

    def with_periods(self, counted: dict[str, Deadline]) -> dict[str, Any]:
        """Give the fields that hold these periods when they were counted again."""
        changes: dict[str, Any] = {}
        if "due" in counted:
            changes["due"] = counted["due"]
        if "notice" in counted and self.notice is not None:
            changes["notice"] = self.notice.model_copy(update={"period": counted["notice"]})
        return changes

    @property
    def undelivered(self) -> tuple[IssuedDocument, ...]:
        """Documents that have a number and are not typeset yet."""
        return tuple(document for document in self.documents if document.sha256 is None)

    def signed_sheets(self) -> tuple[SignedSheet, ...]:
        """Give the sheets that panel members have signed."""
        return ()

    def shown(self) -> dict[str, Any]:
        """Give what the procedure adds to a case, as anybody may see it."""
        own = type(self).model_fields.keys() - CaseFile.model_fields.keys() - self.private
        return self.model_dump(mode="json", include=set(own))

    def objections_count(self) -> int:
        """Count what the public said against a notice."""
        return 0

    def answered(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)


def opened_with(form: Opening, entry: Entry) -> dict[str, Any]:
    """Give the fields that the files of all procedures share, as the opening sets them."""
    return {
        "id": entry.case,
        "park": form.park_id,
        "edition": form.edition,
        "edition_digest": form.edition_digest,
        "opened_at": entry.at,
        "late": form.late,
        "facts": form.facts,
        "materials": form.materials,
    }
