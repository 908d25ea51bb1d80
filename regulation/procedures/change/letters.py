"""The documents of a change, composed from its file (Article 7)."""

from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import ISSUER, DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion
from regulation.procedures.change.file import ChangeFile
from regulation.procedures.change.matters import branch_sites, ground


def _supplement(case: ChangeFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    answer_by = next(d.answer_by for d in case.documents if d.number == issue.number)
    assert answer_by is not None
    return letters.supplement_notice(
        occasion, _reporter(case), case.supplement_items, answer_by, what="变更报告材料", basis="R7-report"
    )


def _notice(case: ChangeFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    assert issue.last_day is not None
    assert case.report.facts is not None
    branch = branch_sites(case.facts, case.report.facts)
    return letters.change_notice(occasion, branch, issue.dated, issue.last_day, ISSUER)


def _consent(case: ChangeFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.change_consent(
        occasion, _reporter(case), (ground(case.report.kind),), _changes(case), case.conditions
    )


def _refusal(case: ChangeFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.change_refusal(
        occasion, _reporter(case), (ground(case.report.kind),), _changes(case), case.reasons
    )


def _reporter(case: ChangeFile) -> str:
    """Name the department that reported (R7-report)."""
    return f"{case.facts.district}人力资源和社会保障局"


def _changes(case: ChangeFile) -> tuple[str, ...]:
    return (f"{case.report.kind.zh}：{case.report.what}",)


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.SUPPLEMENT_NOTICE: _supplement,
    DocumentKind.CHANGE_NOTICE: _notice,
    DocumentKind.CHANGE_CONSENT: _consent,
    DocumentKind.CHANGE_REFUSAL: _refusal,
}
