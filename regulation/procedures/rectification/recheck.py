"""The result of a recheck, recomputed by rule whenever it is asked for and never typed (Q28, Q30)."""

from collections.abc import Collection

from regulation.grading.grades import Grade, combine, grade_of, recheck_score
from regulation.measures.model import Edition
from regulation.procedures.evaluation.cards import Scores, computed, gate_reasons, members_cards
from regulation.procedures.rectification.file import RectificationFile


def recheck(case: RectificationFile, edition: Edition, gates: Collection[str] = ()) -> Scores:
    """Score the dimensions that failed on the scale of the whole card, and say whether they now pass.

    A recheck asks whether the park is qualified; it makes no park excellent. What lies in the past, such as a
    late report, cannot be put right and is left out (Q30). `gates` are the confirmed
    ones. Raises ScoreError where the cards or a gate cannot be counted.
    """
    dimensions = case.scored_dimensions or tuple(edition.scorecard.dimensions)
    score = recheck_score(members_cards(case, edition), dimensions, edition)
    failed = grade_of(combine(score, (), edition), gates, edition) == Grade.UNQUALIFIED
    return Scores(
        indicators=tuple(
            found
            for found in computed(case, edition)
            if not edition.scorecard.indicators[found.id].of_the_past
        ),
        score=score,
        grade=Grade.UNQUALIFIED if failed else Grade.QUALIFIED,
        failed_dimensions=dimensions if failed else (),
    )


def reasons(case: RectificationFile, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Say why a recheck failed, each reason with its basis; none where it did not (Q30)."""
    scores = case.scores
    if scores is None or scores.grade != Grade.UNQUALIFIED:
        return ()
    if scores.score is None:
        return case.reasons
    least = edition.number("grades.qualified")
    below = (("Q30", f"复评得分{scores.score}分，低于{least}分"),) if scores.score < least else ()
    return (*gate_reasons(case, edition), *below)
