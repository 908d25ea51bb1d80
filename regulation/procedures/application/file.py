"""The file of an application: what it adds to a case (Articles 4 and 5)."""

from datetime import datetime
from typing import Any

from pydantic import Field

from regulation.calendar.working_days import Deadline
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, SignedSheet
from regulation.casework.forms import SiteVisit
from regulation.conditions.dossier import Slot
from regulation.conditions.waivers import Waiver
from regulation.designation.scoring import Result, ScoreSheet
from regulation.procedures.application.forms import OpenCase
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled
from regulation.words.values import Strict


class ObjectionStatus(Labelled):
    """Where an objection stands (Q12, Q12b)."""

    FILED = "filed", "已提出", "filed"
    ADMITTED = "admitted", "已受理，核查中", "admitted, under investigation"
    REJECTED = "rejected", "不予受理", "not admitted"
    DISMISSED = "dismissed", "不成立", "dismissed"
    UPHELD = "upheld", "成立", "upheld"


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


class ApplicationFile(CaseFile):
    """One application, from its opening to its end."""

    private = frozenset({"sheets", "result", "objections"})

    supplement_items: tuple[str, ...] = ()
    supplements_asked: dict[Stage, int] = Field(default_factory=dict)
    applicant: str | None = None
    waivers: tuple[Waiver, ...] = ()
    sheets: tuple[ScoreSheet, ...] = ()
    visit: SiteVisit | None = None
    result: Result | None = None
    objections: tuple[Objection, ...] = ()
    anonymous_objections: int = 0

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        """Objections that hold the determination up."""
        return tuple(objection for objection in self.objections if objection.open)

    def shown(self) -> dict[str, Any]:
        """Give the verdict without the sheets, and the objections without who raised them (Q11, Q12)."""
        objections = [o.model_dump(mode="json", exclude={"name", "contact"}) for o in self.objections]
        return {**super().shown(), "result": self._verdict(), "objections": objections}

    def _verdict(self) -> dict[str, Any] | None:
        if self.result is None:
            return None
        found = self.result
        return {
            "mean": None if found.mean is None else str(found.mean),
            "passed": found.passed,
            "recommending": len(found.recommending),
            "size": found.size,
            "basis": found.basis,
        }

    def periods(self) -> dict[str, Deadline]:
        """Give also the periods of the objections."""
        objections = {f"objection-{o.id}": o.due for o in self.open_objections if o.due is not None}
        return {**super().periods(), **objections}

    def with_periods(self, counted: dict[str, Deadline]) -> dict[str, Any]:
        """Put also the periods of the objections back."""
        objections = tuple(
            o.model_copy(update={"due": counted.get(f"objection-{o.id}", o.due)}) for o in self.objections
        )
        return {**super().with_periods(counted), "objections": objections}

    def objections_count(self) -> int:
        """Count all objections, anonymous ones too."""
        return len(self.objections) + self.anonymous_objections

    def signed_sheets(self) -> tuple[SignedSheet, ...]:
        """Give the score sheets; they are sealed until all are signed and collated."""
        return tuple(
            SignedSheet(
                expert=sheet.expert,
                part=sheet.part.value,
                version=sheet.version,
                score=sheet.score,
                recommends=sheet.recommends,
                opinion=sheet.opinion,
                sealed=self.result is None,
            )
            for sheet in self.sheets
        )


def begin(entry: Entry) -> ApplicationFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenCase.model_validate(entry.form)
    return ApplicationFile(
        id=entry.case,
        park=form.park_id,
        edition=form.edition,
        edition_digest=form.edition_digest,
        opened_at=entry.at,
        facts=form.facts,
        materials=form.materials,
    )


def close(case: ApplicationFile) -> Closing:
    """Tell the park how its application ended; a designated park goes on with the facts of its dossier."""
    assert case.entered_at is not None
    designated = case.stage == Stage.DESIGNATED
    return Closing(
        case=case.id,
        kind=Kind.APPLICATION,
        outcome=case.stage,
        at=case.entered_at,
        facts=case.facts if designated else None,
        materials=tuple(m for m in case.materials if designated and m.slot == Slot.TENANT_LIST),
    )
