"""The file of a revocation, its periods, and what the park hears of it (Article 9)."""

from datetime import date, datetime
from typing import Any

from regulation.calendar.cycles import Ending, reapply_from
from regulation.calendar.working_days import Calendar, Deadline
from regulation.casework.closing import VOID, Closing, OverallRecord
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, IssuedDocument, opened_with
from regulation.documents.document import DocumentKind
from regulation.measures.edition import edition as edition_of
from regulation.measures.model import Edition
from regulation.procedures.revocation.forms import Ground, Hearing, OpenRevocation
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message
from regulation.words.values import Line, Strict, Text


class Said(Strict):
    """What a party said in answer to the advance notice, and what was found on it (Q32)."""

    id: int
    role: Role
    by: Line
    on: date
    statement: Text
    answer: Text | None = None


class LegalCheck(Strict):
    """What the legal office found (Q32)."""

    lawful: bool
    opinion: Text
    by: Line
    on: date


class RevocationFile(CaseFile):
    """One revocation; it is in force from `effective_on`, the day of `issued_at`, when the decision was issued."""

    ground: Ground
    chain: tuple[OverallRecord, ...] = ()
    annulled: tuple[Line, ...] = ()
    explanation: Text | Message
    external_basis: Text | None = None
    grounds: tuple[Text | Message, ...]
    fraud: bool = False
    found: Text | None = None
    statements: tuple[Said, ...] = ()
    hearing_asked_by: tuple[Role, ...] = ()
    hearing: Hearing | None = None
    legal: LegalCheck | None = None
    issued_at: datetime | None = None
    effective_on: date | None = None
    plaque_by: date | None = None
    plaque_returned_on: date | None = None

    @property
    def revoking(self) -> Act:
        """Name the act that decides on this ground: Article 9, or another law (R9-revoke, Q35)."""
        return Act.REVOKE if self.ground == Ground.CONSECUTIVE else Act.REVOKE_OTHERWISE

    @property
    def issuing(self) -> Act:
        """Name the act that issues the decision on this ground (R9-revoke, Q35)."""
        return Act.ISSUE_REVOCATION if self.ground == Ground.CONSECUTIVE else Act.ISSUE_REVOCATION_OTHERWISE

    @property
    def may_apply_from(self) -> date | None:
        """Give the day that the decision names, under the edition of the case; None before it is issued (Q36, Q40)."""
        if self.effective_on is None:
            return None
        ending = Ending.FRAUD if self.fraud else Ending.REVOKED
        return reapply_from(ending, self.effective_on, edition_of(self.edition, self.edition_digest))

    def shown(self) -> dict[str, Any]:
        """Give the results without who sat on their panels (Q42)."""
        chain = [record.model_dump(mode="json", exclude={"panel"}) for record in self.chain]
        return {**super().shown(), "chain": chain}

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Give the statements on which nothing was found yet."""
        return tuple(said.id for said in self.statements if said.answer is None)

    def issued(self, kind: DocumentKind) -> IssuedDocument | None:
        """Give the latest document of a kind, once one has a number."""
        return next((document for document in reversed(self.documents) if document.kind == kind), None)


def begin(entry: Entry) -> RevocationFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenRevocation.model_validate(entry.form)
    return RevocationFile(
        **opened_with(form, entry),
        ground=form.ground,
        chain=form.chain,
        explanation=form.explanation,
        external_basis=form.external_basis,
        grounds=form.reasons,
        fraud=form.fraud,
    )


def close(case: RevocationFile) -> Closing:
    """Tell the park that its status ended when the decision was issued, or that it was not revoked (R9-revoke).

    A result that was corrected or annulled meanwhile counts no more (Q29).
    """
    assert case.entered_at is not None
    gone = {"grade": VOID, "score": None, "failed_dimensions": ()}
    return Closing(
        case=case.id,
        kind=Kind.REVOCATION,
        outcome=Stage.REVOCATION_PUBLICATION if case.issued_at else case.stage,
        at=case.issued_at or case.entered_at,
        outside=case.ground == Ground.EXTERNAL,
        may_apply_from=case.may_apply_from,
        annulled=tuple(r.model_copy(update=gone) for r in case.chain if r.case in case.annulled),
    )


# The stages whose period is a number of working days of the edition (Q32).
PERIODS: dict[Stage, str] = {
    Stage.REVOCATION_STATEMENT: "revoke.statement_workdays",
    Stage.REVOCATION_PUBLICATION: "revoke.publish_workdays",
}


def due(
    case: RevocationFile, stage: Stage, at: datetime, calendar: Calendar, edition: Edition
) -> Deadline | None:
    """Say when a stage is due; the plaque is, on the day that the decision names (Q32)."""
    if stage == Stage.PLAQUE_RETURN and case.plaque_by is not None:
        return calendar.until(at, case.plaque_by)
    key = PERIODS.get(stage)
    return calendar.add_workdays(at, edition.number(key)) if key else None
