"""The documents of a revocation, composed from its file (Article 9)."""

from regulation.casework.closing import OverallRecord
from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import ISSUER, DocumentKind, OfficialDocument
from regulation.documents.letters import Grounds, Notified, Occasion, Result, Statement, Terms
from regulation.grading.consecutive import STRATEGIES
from regulation.grading.grades import Grade
from regulation.measures.model import Edition
from regulation.procedures.revocation.file import RevocationFile
from regulation.procedures.revocation.forms import Ground
from regulation.vocabulary.kind import Kind

RESULTS = {Kind.EVALUATION: "综合考评", Kind.RECTIFICATION: "整改复评"}
GRADES = {grade.value: grade.zh for grade in Grade}


def _advance_notice(case: RevocationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    notified = _notified(case)
    assert notified is not None
    return letters.revocation_advance_notice(
        occasion,
        _addressee(case),
        _grounds(case, occasion.edition),
        state_until=notified.until,
        where_to_state=ISSUER,
    )


def _decision(case: RevocationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    notified = _notified(case)
    assert notified is not None
    assert case.legal is not None
    return letters.revocation_decision(
        occasion,
        _addressee(case),
        _grounds(case, occasion.edition),
        notified,
        tuple(
            Statement(by=said.by, on=said.on, said=said.statement, answer=said.answer or "")
            for said in case.statements
        ),
        case.opinions,
        _terms(case),
        legally_checked_by=case.legal.by,
        override_minute=case.override_minute,
    )


def _publication(case: RevocationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    decision = case.issued(DocumentKind.REVOCATION_DECISION)
    assert decision is not None
    return letters.revocation_publication(
        occasion,
        _grounds(case, occasion.edition),
        _terms(case),
        decision_number=decision.number,
        decided_on=decision.dated,
    )


def _dropped(case: RevocationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.revocation_dropped(occasion, _addressee(case), _notified(case), case.reasons)


def _grounds(case: RevocationFile, edition: Edition) -> Grounds:
    """Say what the revocation rests on; what was found is told with the reasons (R9-revoke, Q29, Q35)."""
    external = case.ground == Ground.EXTERNAL
    said = (*((case.found,) if case.found else ()), *map(str, case.grounds))
    return Grounds(
        chain=() if external else tuple(_result(record) for record in case.chain),
        reading=None if external else STRATEGIES[edition.text("revoke.strategy")].label.zh,
        external_basis=case.external_basis,
        reasons=tuple(("Q35" if external else "R9-revoke", reason) for reason in said),
    )


def _result(record: OverallRecord) -> Result:
    """Tell a result by its day: the year of a round may be the one before (Q25)."""
    name = RESULTS[record.kind]
    return Result(name=name, on=record.on, grade=GRADES[record.grade], score=record.score)


def _notified(case: RevocationFile) -> Notified | None:
    """Give the advance notice; None before it was served."""
    notice = case.issued(DocumentKind.REVOCATION_ADVANCE_NOTICE)
    if notice is None:
        return None
    assert notice.answer_by is not None
    return Notified(number=notice.number, on=notice.dated, until=notice.answer_by)


def _terms(case: RevocationFile) -> Terms:
    assert case.effective_on is not None
    assert case.plaque_by is not None
    assert case.may_apply_from is not None
    return Terms(effective_on=case.effective_on, plaque_by=case.plaque_by, may_apply_from=case.may_apply_from)


def _addressee(case: RevocationFile) -> str:
    return f"{case.facts.district}人民政府"


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.REVOCATION_ADVANCE_NOTICE: _advance_notice,
    DocumentKind.REVOCATION_DECISION: _decision,
    DocumentKind.REVOCATION_PUBLICATION: _publication,
    DocumentKind.REVOCATION_DROPPED: _dropped,
}
