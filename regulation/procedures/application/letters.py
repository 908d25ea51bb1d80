"""The documents of an application, composed from its file (Articles 4 and 5)."""

from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import ISSUER, DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion
from regulation.procedures.application.file import ApplicationFile


def _supplement(case: ApplicationFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    answer_by = next(d.answer_by for d in case.documents if d.number == issue.number)
    assert answer_by is not None
    operator = case.facts.operator.name if case.facts.operator else case.facts.park_name
    issuer = ISSUER if case.applicant else f"{case.facts.district}人力资源和社会保障局"
    return letters.supplement_notice(
        occasion, case.applicant or operator, case.supplement_items, answer_by, issuer=issuer
    )


def _notice(case: ApplicationFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    assert issue.last_day is not None
    score = case.result.mean if case.result else None
    return letters.public_notice(occasion, issue.dated, issue.last_day, ISSUER, score)


def _reply(case: ApplicationFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    return letters.approval_reply(
        occasion,
        case.applicant or case.facts.district,
        case.opinions,
        case.waivers,
        next_evaluation_year=issue.dated.year + occasion.edition.number("evaluation.every_years"),
        override_minute=case.override_minute,
    )


def _refusal(case: ApplicationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.refusal_letter(occasion, case.applicant or case.facts.district, case.reasons)


def _result(case: ApplicationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    reply = next(d.number for d in case.documents if d.kind == DocumentKind.APPROVAL_REPLY)
    return letters.result_notice(occasion, reply)


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.SUPPLEMENT_NOTICE: _supplement,
    DocumentKind.PUBLIC_NOTICE: _notice,
    DocumentKind.APPROVAL_REPLY: _reply,
    DocumentKind.REFUSAL_LETTER: _refusal,
    DocumentKind.RESULT_NOTICE: _result,
}
