"""Indicators computed from recorded facts, the ledger and the few judgements that people make (R8-dims)."""

from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from regulation.designation.scoring import ScoreError
from regulation.measures.model import Edition
from regulation.measures.scorecard.card import Indicator, dimension_of
from regulation.measures.scorecard.figures import LedgerFacts, PolicyScope, YearFacts, evidence, title
from regulation.words.message import say, series
from regulation.words.sentences import Sentence
from regulation.words.values import Strict

__all__ = [
    "IndicatorScore",
    "LedgerFacts",
    "PolicyScope",
    "YearFacts",
    "check_judgements",
    "compute",
    "dimension_totals",
    "missing_indicators",
    "rounded",
    "total",
]


class IndicatorScore(Strict):
    """One indicator: its points (None while something is missing), how they came about, and what was found.

    `how` and `finding` are sentences; `missing` has the titles of the figures that are not there.
    """

    id: str
    points: Decimal | None
    how: Sentence
    missing: tuple[Sentence, ...] = ()
    finding: Sentence | None = None


def rounded(value: Decimal, edition: Edition) -> Decimal:
    """Round half up to the digits of the edition, so that 89.995 is 90.00 (Q28)."""
    return value.quantize(Decimal(1).scaleb(-edition.number("evaluation.round_digits")), ROUND_HALF_UP)


def check_judgements(judgements: Mapping[str, Decimal], edition: Edition) -> None:
    """Raise ScoreError if somebody judges what a rule computes, or beyond the full mark."""
    card = edition.scorecard
    judged = card.judged
    for key, points in judgements.items():
        if key not in judged:
            known = "、".join(judged)
            raise ScoreError(
                say("{key}：不是由人评判的指标", key=key), say("请只对 {known} 评分", known=known)
            )
        full = card.indicators[key].points
        if not points.is_finite() or not 0 <= points <= full or points != rounded(points, edition):
            digits = edition.number("evaluation.round_digits")
            raise ScoreError(
                say(
                    "{key}：{label} {points} 分不可用",
                    key=key,
                    label=card.indicators[key].label,
                    points=points,
                ),
                say("请填写 0 至 {full} 之间、最多 {digits} 位小数的分数", full=full, digits=digits),
            )


def compute(
    facts: YearFacts, ledger: LedgerFacts, judgements: Mapping[str, Decimal], edition: Edition
) -> tuple[IndicatorScore, ...]:
    """Score every indicator of the card, in its order; raises ScoreError for judgements that cannot count.

    A figure or a judgement that is missing leaves its indicator open: it is not zero, and nobody can sign.
    """
    check_judgements(judgements, edition)
    seen = evidence(facts, ledger)
    return tuple(
        _judged(key, indicator, judgements.get(key), edition)
        if indicator.judged
        else _computed(key, indicator, seen, edition)
        for key, indicator in edition.scorecard.indicators.items()
    )


def _judged(key: str, indicator: Indicator, points: Decimal | None, edition: Edition) -> IndicatorScore:
    """Take the points that a person gave."""
    if points is None:
        return IndicatorScore(
            id=key,
            points=None,
            how=say("尚未评判。"),
            missing=(say("{indicator}", indicator=indicator.label),),
        )
    how = say("由评分人评判，满分 {points} 分。", points=indicator.points)
    return IndicatorScore(id=key, points=rounded(points, edition), how=how)


def _computed(key: str, indicator: Indicator, seen: Mapping[str, object], edition: Edition) -> IndicatorScore:
    """Apply the indicator's rule if every figure is there."""
    missing = tuple(title(name) for name in indicator.rule.figures() if seen[name] is None)
    if missing:
        how = say("缺少：{missing}；请补充后再计分。", missing=series(missing))
        return IndicatorScore(id=key, points=None, how=how, missing=missing)
    mark = indicator.rule.mark(seen, indicator.points)
    return IndicatorScore(id=key, points=rounded(mark.points, edition), how=mark.how, finding=mark.finding)


def missing_indicators(
    scores: Iterable[IndicatorScore], dimensions: Collection[str] | None = None
) -> tuple[str, ...]:
    """Name the indicators that are open, of all dimensions or of some; while there are any, nobody signs."""
    return tuple(
        score.id
        for score in scores
        if score.points is None and (dimensions is None or dimension_of(score.id) in dimensions)
    )


def dimension_totals(scores: Iterable[IndicatorScore], edition: Edition) -> dict[str, Decimal]:
    """Sum the points of each dimension; what is open does not count yet."""
    sums = dict.fromkeys(edition.scorecard.dimensions, Decimal(0))
    for score in scores:
        sums[dimension_of(score.id)] += score.points or Decimal(0)
    return sums


def total(scores: Iterable[IndicatorScore], edition: Edition) -> Decimal:
    """Sum all points of a card; what is open does not count yet."""
    return sum(dimension_totals(scores, edition).values(), Decimal(0))
