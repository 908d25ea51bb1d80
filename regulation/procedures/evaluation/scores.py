"""The result of an evaluation, recomputed by rule whenever it is asked for and never typed (R8-parts, Q24, Q27, Q28)."""

from collections.abc import Collection
from decimal import Decimal

from regulation.grading.grades import (
    MISSING_YEARS,
    Grade,
    central_score,
    combine,
    failed_dimensions,
    grade_of,
    proposed_gates,
    without_missing,
)
from regulation.measures.model import Edition
from regulation.procedures.evaluation.cards import Scores, computed, gate_reasons, members_cards
from regulation.procedures.evaluation.file import EvaluationFile

MATERIAL_MISSING = "material_not_submitted"


def evaluate(
    case: EvaluationFile,
    edition: Edition,
    *,
    bonus: Decimal = Decimal(0),
    late_data: int = 0,
    gates: Collection[str] = (),
    dismissed: Collection[str] = (),
) -> Scores:
    """Collate the signed cards, combine them with the self-assessments, and grade.

    `gates` are the confirmed ones; where the gate of the missing years is `dismissed`, these years are excused
    and count nothing, instead of as zero (Q24, Q27). Without figures there is no score, and only a confirmed gate gives a
    grade. Raises ScoreError where the cards, the bonus or a gate cannot be counted.
    """
    own = case.self_scores
    if any(edition.scorecard.gates[key].proposed_when == MISSING_YEARS for key in dismissed):
        own = without_missing(own)
    if case.figures is None:
        combined = combine(Decimal(0), own, edition)
        return Scores(
            indicators=computed(case, edition),
            proposed_gates=_proposed(case, Decimal(0), own, edition),
            grade=grade_of(combined, gates, edition) if gates else None,
        )
    central = central_score(members_cards(case, edition), bonus, late_data, edition)
    combined = combine(central.score, own, edition)
    return Scores(
        indicators=computed(case, edition),
        score=combined.score,
        central=central,
        combined=combined,
        proposed_gates=_proposed(case, central.score, own, edition),
        grade=grade_of(combined, gates, edition),
        failed_dimensions=failed_dimensions(central.dimensions, edition),
    )


def _proposed(
    case: EvaluationFile, central: Decimal, own: tuple[Decimal | None, ...], edition: Edition
) -> tuple[str, ...]:
    """Name the gates that the system sees a reason for; it proposes, and never confirms (Q24)."""
    gates = edition.scorecard.gates.items()
    material = (key for key, gate in gates if gate.proposed_when == MATERIAL_MISSING)
    return (*(material if case.figures is None else ()), *proposed_gates(central, own, edition))


def reasons(case: EvaluationFile, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Say why a park failed, each reason with its basis (Q24, Q27, Q28); none where it did not."""
    scores = case.scores
    if scores is None or scores.grade != Grade.UNQUALIFIED:
        return ()
    card = edition.scorecard
    found = list(gate_reasons(case, edition))
    if scores.central is None or scores.combined is None:
        return tuple(found)
    if scores.combined.below_floor:
        floor = edition.number("combine.central_floor")
        found.append(("Q27", f"集中考评得分{scores.combined.central}分，低于{floor}分"))
    least = edition.number("grades.qualified")
    if scores.combined.score < least:
        found.append(("Q28", f"综合考评得分{scores.combined.score}分，低于{least}分"))
    for key in scores.failed_dimensions:
        dimension, got = card.dimensions[key], scores.central.dimensions[key]
        found.append(("R8-dims", f"{dimension.label.zh}得分{got}分（满分{dimension.points}分）"))
    return tuple(found)
