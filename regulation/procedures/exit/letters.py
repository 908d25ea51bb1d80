"""The official documents of a voluntary exit, composed from its file (Q34, Q43)."""

from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion
from regulation.procedures.exit.file import ExitFile, again_from


def _publication(case: ExitFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    assert case.government is not None
    return letters.exit_publication(
        occasion,
        (_operator(case), case.government),
        effective_on=issue.dated,
        may_apply_from=again_from(case, issue.dated),
        after_failure=case.after_failure,
    )


def _refusal(case: ExitFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.exit_refusal(occasion, _operator(case), case.reasons)


def _operator(case: ExitFile) -> str:
    return case.facts.operator.name if case.facts.operator else case.facts.park_name


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.EXIT_REFUSAL: _refusal,
    DocumentKind.EXIT_PUBLICATION: _publication,
}
