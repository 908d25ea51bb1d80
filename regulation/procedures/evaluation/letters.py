"""The documents of an evaluation, composed from its file (R9-praise, R9-middle, R9-failnotice)."""

from regulation.casework.rules import Issue, Letter
from regulation.documents import letters
from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.letters import Occasion, Result
from regulation.measures.model import Edition
from regulation.procedures.evaluation.cards import ScoredFile
from regulation.procedures.evaluation.file import EvaluationFile
from regulation.procedures.evaluation.scores import reasons


def addressee(case: ScoredFile) -> str:
    """Address the local HRSS department of the park, which answers for it day by day (R3-local)."""
    return f"{case.facts.district}人力资源和社会保障局"


def result_of(case: ScoredFile, name: str) -> Result:
    """Give a confirmed result as it is printed, with the parts that it was combined from (Q27)."""
    scores, confirmed_on = case.scores, case.confirmed_on
    assert scores is not None
    assert scores.grade is not None
    assert confirmed_on is not None
    parts: tuple[tuple[str, object], ...] = ()
    if scores.combined is not None:
        own = scores.combined.self_mean
        parts = (
            ("集中考评", scores.combined.central),
            *((("年度自评平均", own),) if own is not None else ()),
        )
    return Result.model_validate(
        {
            "name": name,
            "on": confirmed_on,
            "grade": scores.grade.zh,
            "score": scores.score,
            "parts": parts,
        }
    )


def _result(case: EvaluationFile) -> Result:
    return result_of(case, f"{case.opened_for.year}年综合考评")


def _commendation(case: EvaluationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.commendation(occasion, addressee(case), _result(case))


def _qualified(case: EvaluationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.evaluation_result(occasion, addressee(case), _result(case))


def _failure(case: EvaluationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    edition: Edition = occasion.edition
    assert case.circular is not None
    return letters.failure_circular(
        occasion,
        addressee(case),
        _result(case),
        reasons(case, edition),
        legally_checked_by=f"{case.circular.checker}（{case.circular.checked_on.isoformat()}）",
    )


def _voided(case: EvaluationFile, occasion: Occasion, _: Issue) -> OfficialDocument:
    return letters.evaluation_voided(occasion, addressee(case), case.reasons)


LETTERS: dict[DocumentKind, Letter] = {
    DocumentKind.COMMENDATION: _commendation,
    DocumentKind.EVALUATION_RESULT: _qualified,
    DocumentKind.FAILURE_CIRCULAR: _failure,
    DocumentKind.EVALUATION_VOIDED: _voided,
}
