"""From cards to a grade: the panel's score, the combination with the self-assessments, gates (Q24, Q27, Q28).

All arithmetic is exact, and every score is rounded half up before it is compared.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal

from regulation.designation.scoring import ScoreError
from regulation.grading.indicators import IndicatorScore, dimension_totals, missing_indicators, rounded, total
from regulation.measures.model import Edition
from regulation.measures.scorecard.card import dimension_of
from regulation.words.labels import Labelled
from regulation.words.message import say, series
from regulation.words.values import Strict

Card = tuple[IndicatorScore, ...]
MISSING_YEARS = "self_assessments_missing"  # what proposes the gate of the missing years


class Grade(Labelled):
    """How an evaluation ends (Q28)."""

    EXCELLENT = "excellent", "优秀", "excellent"
    QUALIFIED = "qualified", "合格", "qualified"
    UNQUALIFIED = "unqualified", "不合格", "unqualified"


class Central(Strict):
    """The panel's part: `score` is the mean of the scorers' totals, with the bonus, less what late data cost.

    It is never more than the card's total, which every letter names as the full mark.

    `outliers` are the scorers whose judgements lie far from the panel's; they count, and are looked at.
    `dimensions` are the means of the panel, without bonus and deduction.
    """

    score: Decimal
    mean: Decimal
    totals: dict[str, Decimal]
    outliers: tuple[str, ...]
    dimensions: dict[str, Decimal]
    bonus: Decimal
    deduction: Decimal


class Combined(Strict):
    """The overall score (R8-parts, Q27); `self_mean` is None where no self-assessment was due yet."""

    score: Decimal
    central: Decimal
    self_mean: Decimal | None
    missing_years: int
    below_floor: bool


def central_score(
    cards: Mapping[str, Card], bonus: Decimal, late_data_count: int, edition: Edition
) -> Central:
    """Collate the signed cards, scorer to card; raises ScoreError where they cannot be counted."""
    _check_cards(cards, edition)
    card = edition.scorecard
    if not bonus.is_finite() or not 0 <= bonus <= card.bonus.cap:
        raise ScoreError(
            say("加分 {bonus} 不可用", bonus=bonus), say("请填写 0 至 {cap} 之间的分数", cap=card.bonus.cap)
        )
    if late_data_count < 0:
        raise ScoreError(
            say("逾期报送的数据 {number} 项，小于 0", number=late_data_count),
            say("请填写逾期报送的数据项数"),
        )
    totals = {scorer: total(scores, edition) for scorer, scores in sorted(cards.items())}
    mean = _mean(totals.values())
    deduction = card.late.points * late_data_count
    sums = [dimension_totals(scores, edition) for scores in cards.values()]
    return Central(
        score=rounded(min(max(mean + bonus - deduction, Decimal(0)), card.total), edition),
        mean=rounded(mean, edition),
        totals=totals,
        outliers=_outliers(cards, edition),
        dimensions={key: rounded(_mean([s[key] for s in sums]), edition) for key in card.dimensions},
        bonus=bonus,
        deduction=deduction,
    )


def _check_cards(cards: Mapping[str, Card], edition: Edition, only: Collection[str] | None = None) -> None:
    """Raise ScoreError for too few cards, or for one with an open or absent indicator."""
    least = edition.number("evaluation.min_scorers")
    if len(cards) < least:
        raise ScoreError(
            say("评分表仅 {cards} 份，至少需要 {least} 份", cards=len(cards), least=least),
            say("请补足评分人后再汇总"),
        )
    for scorer, scores in sorted(cards.items()):
        absent = edition.scorecard.indicators.keys() - {score.id for score in scores}
        if len(scores) != len(edition.scorecard.indicators) or absent:
            raise ScoreError(
                say("{scorer}：评分表与指标体系 {id} 不符", scorer=scorer, id=edition.scorecard.id),
                say("请按该体系重新计分"),
            )
        if missing := missing_indicators(scores, only):
            raise ScoreError(
                say("{scorer}：指标 {missing} 缺少数据，不能汇总", scorer=scorer, missing=series(missing)),
                say("请补充后重新签署"),
            )


def _mean(values: Collection[Decimal]) -> Decimal:
    """Average without rounding."""
    return sum(values, Decimal(0)) / len(values)


def _outliers(cards: Mapping[str, Card], edition: Edition) -> tuple[str, ...]:
    """Name the scorers who lie far from the mean (Q10).

    Rules give everybody the same points, so only the judgements are compared, on the scale of the whole card.
    """
    card = edition.scorecard
    by_people = card.judged
    full = sum((card.indicators[key].points for key in by_people), Decimal(0))
    judged = {
        scorer: sum((s.points or Decimal(0) for s in scores if s.id in by_people), Decimal(0))
        for scorer, scores in sorted(cards.items())
    }
    mean, far = _mean(judged.values()), edition.decimal("evaluation.outlier_points")
    return tuple(scorer for scorer, sum_ in judged.items() if abs(sum_ - mean) * card.total >= far * full)


def combine(central: Decimal, self_scores: tuple[Decimal | None, ...], edition: Edition) -> Combined:
    """Weigh the panel's score with the mean of the cycle's self-assessments (R8-parts, Q27).

    A missing year (None) counts nothing. Where none was due yet, the panel's score stands alone.
    The rounded parts are weighed, so that anybody can recompute the result from what is published.
    """
    central = rounded(central, edition)
    own = rounded(_mean([s or Decimal(0) for s in self_scores]), edition) if self_scores else None
    score = central
    if own is not None:
        score = edition.decimal("combine.central") * central + edition.decimal("combine.self") * own
    return Combined(
        score=rounded(score, edition),
        central=central,
        self_mean=own,
        missing_years=self_scores.count(None),
        below_floor=central < edition.decimal("combine.central_floor"),
    )


def without_missing(self_scores: tuple[Decimal | None, ...]) -> tuple[Decimal | None, ...]:
    """Leave the missing years out, as where an official excuses them (Q24)."""
    return tuple(score for score in self_scores if score is not None)


def proposed_gates(
    central: Decimal, self_scores: tuple[Decimal | None, ...], edition: Edition
) -> tuple[str, ...]:
    """Name the gate items that the system proposes; each needs an official's ruling (Q24).

    Missing years are one if they are too many, and also where they alone would fail the park: nobody fails for
    a missing self-assessment unless an official has confirmed it (Q27).
    """
    counted, excused = (
        grade_of(combine(central, scores, edition), (), edition)
        for scores in (self_scores, without_missing(self_scores))
    )
    many = self_scores.count(None) >= edition.number("self.missing_years_fail")
    if not many and (counted != Grade.UNQUALIFIED or excused == Grade.UNQUALIFIED):
        return ()
    return tuple(key for key, gate in edition.scorecard.gates.items() if gate.proposed_when == MISSING_YEARS)


def grade_of(combined: Combined, gates_confirmed: Collection[str], edition: Edition) -> Grade:
    """Grade a combined score; a confirmed gate or a panel score below the floor means unqualified (Q27, Q28).

    Raises ScoreError for a gate that the card does not have.
    """
    unknown = sorted(set(gates_confirmed) - edition.scorecard.gates.keys())
    if unknown:
        known = "、".join(edition.scorecard.gates)
        raise ScoreError(
            say("没有否决事项 {unknown}", unknown=series(unknown)),
            say("请从以下选择：{known}", known=known),
        )
    if gates_confirmed or combined.below_floor:
        return Grade.UNQUALIFIED
    if combined.score >= edition.decimal("grades.excellent"):
        return Grade.EXCELLENT
    return Grade.QUALIFIED if combined.score >= edition.decimal("grades.qualified") else Grade.UNQUALIFIED


def failed_dimensions(dimensions: Mapping[str, Decimal], edition: Edition) -> tuple[str, ...]:
    """Name the dimensions below their share of points: a rectification is evaluated again on them (R8-dims)."""
    least = edition.decimal("evaluation.dimension_fail_share")
    return tuple(
        key
        for key, dimension in edition.scorecard.dimensions.items()
        if rounded(dimensions[key], edition) < least * dimension.points
    )


def recheck_score(cards: Mapping[str, Card], dimensions: Collection[str], edition: Edition) -> Decimal:
    """Score some dimensions alone, scaled to the whole card: the panel's mean after a rectification.

    What the ledger says of the past is left out: nobody can put right that a report was late (Q30). Raises ScoreError where the cards cannot be counted, or the dimensions are none or unknown.
    """
    known = edition.scorecard.dimensions
    if not dimensions or set(dimensions) - known.keys():
        raise ScoreError(say("复评维度不可用"), say("请从以下选择至少一个：{known}", known=series(known)))
    _check_cards(cards, edition, dimensions)
    rechecked = {
        key: indicator.points
        for key, indicator in edition.scorecard.indicators.items()
        if dimension_of(key) in dimensions and not indicator.of_the_past
    }
    full = sum(rechecked.values(), Decimal(0))
    sums = [
        sum((s.points or Decimal(0) for s in scores if s.id in rechecked), Decimal(0))
        for scores in cards.values()
    ]
    return rounded(_mean(sums) * edition.scorecard.total / full, edition)
