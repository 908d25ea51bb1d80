"""The documents of a rectification, composed from its file (R9-rectify, Q30, Q31)."""

from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion, Result
from regulation.grading.consecutive import OverallResult, ResultKind, Verdict, must_revoke
from regulation.grading.grades import Grade
from regulation.measures.model import Edition
from regulation.procedures.evaluation.letters import addressee, result_of
from regulation.procedures.rectification.file import RectificationFile
from regulation.procedures.rectification.recheck import reasons


def _notice(case: RectificationFile, occasion: Occasion, issue: Issue) -> OfficialDocument:
    last_day = next(d.answer_by for d in case.documents if d.number == issue.number)
    assert last_day is not None
    assert case.months is not None
    failed = Result(
        name="综合考评", on=case.opened_for, grade=Grade.UNQUALIFIED.zh, score=case.evaluation_score
    )
    items = tuple((item.basis, item.text) for item in case.items)
    return letters.rectification_notice(
        occasion,
        addressee(case),
        failed,
        items,
        months=case.months,
        last_day=last_day,
        dimensions=tuple(
            occasion.edition.scorecard.dimensions[key].label.zh for key in case.failed_dimensions
        ),
    )


def _recheck(case: RectificationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    result = result_of(case, "整改复评")
    if case.scores is not None and case.scores.grade == Grade.QUALIFIED:
        return letters.rectification_passed(occasion, addressee(case), result)
    return letters.rectification_failed(
        occasion,
        addressee(case),
        result,
        reasons(case, occasion.edition),
        consecutive=_consecutive(case, occasion.edition),
    )


def _consecutive(case: RectificationFile, edition: Edition) -> bool:
    """Say whether this failure and the one that led here are consecutive by themselves (R9-revoke, Q29)."""
    assert case.confirmed_on is not None
    failures = (
        OverallResult(
            case=case.evaluation, kind=ResultKind.EVALUATION, on=case.opened_for, verdict=Verdict.FAIL
        ),
        OverallResult(case=case.id, kind=ResultKind.RECHECK, on=case.confirmed_on, verdict=Verdict.FAIL),
    )
    return must_revoke(failures, edition) is not None


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.RECTIFICATION_NOTICE: _notice,
    DocumentKind.RECTIFICATION_RESULT: _recheck,
}
