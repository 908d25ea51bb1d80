"""The card of a self-assessment: what rules compute from the year's facts, and what the department judges."""

from regulation.casework.closing import Goal
from regulation.grading.indicators import IndicatorScore, compute, dimension_totals, total
from regulation.measures.model import Edition
from regulation.measures.scorecard.figures import YearFacts
from regulation.procedures.self_assessment.file import Assessment, SelfAssessmentFile
from regulation.procedures.self_assessment.forms import GoalJudgement, SelfSignature


def judged_facts(
    facts: YearFacts, previous: tuple[Goal, ...], judgements: tuple[GoalJudgement, ...]
) -> YearFacts:
    """Let the goals on record, and the department's judgement of them, stand for what was stated (R6-goals).

    Reached means all of them. A year for which no goals are on record, such as the first, has what was stated.
    """
    if not previous:
        return facts
    reached = all(judgement.reached for judgement in judgements)
    return facts.model_copy(update={"goals_set": True, "goals_reached": reached})


def scores(case: SelfAssessmentFile, form: SelfSignature, edition: Edition) -> tuple[IndicatorScore, ...]:
    """Score every indicator; what is missing stays open. Raises ScoreError for judgements that cannot count."""
    assert case.year_facts is not None
    facts = judged_facts(case.year_facts, case.previous_goals, form.goals)
    return compute(facts, case.ledger, form.judgements, edition)


def assess(case: SelfAssessmentFile, form: SelfSignature, edition: Edition) -> Assessment:
    """Give the card as it is signed; the guard has seen that nothing is missing (R8-self, R8-dims)."""
    found = scores(case, form, edition)
    return Assessment(scores=found, dimensions=dimension_totals(found, edition), total=total(found, edition))
