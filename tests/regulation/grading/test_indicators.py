"""Indicators are computed from facts by the rules of the card: exact at every boundary, never more than full."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from regulation.designation.scoring import ScoreError
from regulation.grading.indicators import (
    IndicatorScore,
    LedgerFacts,
    YearFacts,
    compute,
    dimension_totals,
    missing_indicators,
    total,
)
from regulation.measures.edition import edition as load_edition
from regulation.measures.scorecard.figures import FLAGS, LISTS, NUMBERS, POSITIVES

EDITION = load_edition("jilin-city-draft")
CARD = EDITION.scorecard
FULL: dict[str, Any] = {
    "area_m2": 5000,
    "tenants": 20,
    "tenants_previous": 18,
    "lettable_area_m2": 1000,
    "used_area_m2": 900,
    "categories": EDITION.texts("tenants.categories"),
    "support_policy": "park",
    "in_development_plan": True,
    "support_approved_cny": 100,
    "support_paid_cny": 100,
    "policy_elements": ("政策", "资金", "信息", "服务"),
    "coordination_body": True,
    "staff_full_time": 1,
    "staff_part_time": 1,
    "management_rules": True,
    "powers_list": True,
    "goals_set": True,
    "goals_reached": True,
    "penalties": 0,
    "serious_cases": 0,
    "services": EDITION.texts("conditions.services"),
    "satisfaction_percent": 100,
    "response_percent": 30,
    "events": 12,
    "revenue_cny": 110,
    "revenue_previous_cny": 100,
    "revenue_target_cny": 110,
    "tax_cny": 11,
    "tax_previous_cny": 10,
    "tax_target_cny": 11,
    "employers": 100,
    "employers_target": 100,
    "people": 1000,
    "people_target": 1000,
    "key_group_percent": 20,
    "talents": 10,
    "talents_target": 10,
    "tagged_firms": 3,
}
JUDGED = {key: CARD.indicators[key].points for key in CARD.judged}


def ledger(**changes: Any) -> LedgerFacts:
    """Give a ledger in which everything was on time."""
    sound = {
        "self_assessments_due": 3,
        "self_assessments_on_time": 3,
        "surveys_due": 6,
        "surveys_on_time": 6,
        "changes_before_consent": 0,
    }
    return LedgerFacts.model_validate({**sound, **changes})


def card(book: LedgerFacts | None = None, **changes: Any) -> dict[str, IndicatorScore]:
    """Score a park that is full in everything but these changes."""
    facts = YearFacts.model_validate({**FULL, **changes})
    return {score.id: score for score in compute(facts, book or ledger(), JUDGED, EDITION)}


def points(indicator: str, book: LedgerFacts | None = None, **changes: Any) -> Decimal | None:
    """Give the points of one indicator after these changes."""
    return card(book, **changes)[indicator].points


@pytest.mark.provision("R8-dims")
def test_a_park_that_is_full_in_everything_earns_the_whole_card() -> None:
    """Every indicator has its full mark, a sentence, and nothing missing or found."""
    scores = tuple(card().values())

    assert {key: indicator.points for key, indicator in CARD.indicators.items()} == {
        score.id: score.points for score in scores
    }
    assert CARD.total == total(scores, EDITION)
    assert {key: dimension.points for key, dimension in CARD.dimensions.items()} == dimension_totals(
        scores, EDITION
    )
    assert all(str(score.how).endswith("。") and not score.missing and not score.finding for score in scores)


@pytest.mark.provision("R8-dims", "R4.2c-area", "R4.3b-count", "R4.3c-growth")
@pytest.mark.parametrize(
    ("indicator", "changes", "expected"),
    [
        ("P1", {"area_m2": "1999.99"}, "0"),
        ("P1", {"area_m2": 2000}, "2.4"),
        ("P1", {"area_m2": 3500}, "3.2"),
        ("P1", {"area_m2": "4999"}, "4.00"),
        ("P1", {"area_m2": "4990"}, "3.99"),
        ("P1", {"area_m2": 5001}, "4"),
        ("P3", {"tenants": 9}, "0"),
        ("P3", {"tenants": 10}, "3"),
        ("P3", {"tenants": 19}, "4.8"),
        ("P3", {"tenants": 21}, "5"),
        ("P4", {"used_area_m2": "499.99"}, "0"),
        ("P4", {"used_area_m2": 500}, "1"),
        ("P4", {"used_area_m2": "699.99"}, "1"),
        ("P4", {"used_area_m2": 700}, "2"),
        ("P4", {"used_area_m2": "899.99"}, "2"),
        ("P4", {"used_area_m2": 900}, "3"),
        ("P5", {"categories": ()}, "0"),
        ("P5", {"categories": ("培训", "测评", "测评", "占卜")}, "0.75"),
        ("P6", {"tenants_previous": 20}, "0"),
        ("P6", {"tenants_previous": 19}, "1"),
        ("P6", {"tenants_previous": 17}, "2"),
        ("Z1", {"support_policy": "sector"}, "3"),
        ("Z1", {"support_policy": "none"}, "0"),
        ("Z2", {"in_development_plan": False}, "0"),
        ("Z3", {"support_paid_cny": 50}, "2"),
        ("Z3", {"support_paid_cny": 0, "support_approved_cny": 0}, "0"),
        ("Z4", {"policy_elements": ("资金",)}, "0.75"),
        ("M1", {"coordination_body": False}, "2"),
        ("M1", {"staff_full_time": 0}, "3"),
        ("M1", {"staff_part_time": 0}, "3"),
        ("M3", {"management_rules": False}, "2.5"),
        ("M3", {"powers_list": False}, "3"),
        ("M3", {"goals_reached": False}, "3.25"),
        ("M3", {"goals_set": False, "goals_reached": False}, "2.5"),
        ("M4", {"penalties": 1}, "3"),
        ("M4", {"serious_cases": 1, "penalties": 1}, "1"),
        ("M4", {"penalties": 4}, "0"),
        ("M4", {"serious_cases": 3}, "0"),
        ("S1", {"services": ("培训", "餐饮")}, "1.11"),
        ("S3", {"satisfaction_percent": 90}, "3.6"),
        ("S3", {"satisfaction_percent": 90, "response_percent": "29.99"}, "1.8"),
        ("S5", {"events": 0}, "0"),
        ("S5", {"events": 1}, "1"),
        ("S5", {"events": 2}, "1"),
        ("S5", {"events": 3}, "2"),
        ("S5", {"events": 5}, "2"),
        ("S5", {"events": 6}, "3"),
        ("S5", {"events": 11}, "3"),
        ("E1", {"revenue_cny": 100}, "2.73"),
        ("E1", {"revenue_cny": 99}, "2.7"),
        ("E1", {"revenue_cny": 105, "revenue_target_cny": 100}, "4.5"),
        ("E1", {"revenue_previous_cny": 0}, "6"),
        ("E1", {"revenue_cny": 0, "revenue_previous_cny": 0}, "0"),
        ("E2", {"tax_cny": "10.5", "tax_target_cny": "10.5"}, "3"),
        ("E3", {"employers": 99}, "3.96"),
        ("E3", {"employers": 101}, "4"),
        ("E4", {"key_group_percent": "19.99"}, "4"),
        ("E4", {"people": 500}, "2.5"),
        ("E5", {"talents": 5}, "1.5"),
        ("E6", {"tagged_firms": 2}, "2"),
        ("E6", {"tagged_firms": 4}, "3"),
    ],
)
def test_a_rule_gives_the_points_of_the_card(indicator: str, changes: dict[str, Any], expected: str) -> None:
    """Both sides of every boundary, and the lines between them."""
    assert Decimal(expected) == points(indicator, **changes)


@pytest.mark.provision("R8-dims", "R4.3c-growth")
@pytest.mark.parametrize(
    ("indicator", "changes", "expected"),
    [
        ("M5", {"self_assessments_on_time": 2}, "3.33"),
        ("M5", {"surveys_on_time": 3}, "3.5"),
        ("M5", {"changes_before_consent": 1}, "3"),
        ("M5", {"self_assessments_due": 0, "self_assessments_on_time": 0}, "4"),
        ("P6", {"net_tenant_change": 0}, "0"),
        ("P6", {"net_tenant_change": 1}, "1"),
        ("P6", {"net_tenant_change": -5}, "0"),
    ],
)
def test_the_ledger_speaks_for_itself(indicator: str, changes: dict[str, Any], expected: str) -> None:
    """Punctuality comes from the ledger, and so does the net change where the ledger knows it."""
    assert Decimal(expected) == points(indicator, ledger(**changes))


@pytest.mark.provision("R4.2c-area", "R4.3b-count")
@pytest.mark.parametrize(
    ("indicator", "below", "at"),
    [
        ("P1", {"area_m2": "1999.99"}, {"area_m2": 2000}),
        ("P3", {"tenants": 9}, {"tenants": 10}),
    ],
)
def test_a_broken_condition_is_a_finding(indicator: str, below: dict[str, Any], at: dict[str, Any]) -> None:
    """Below the minimum there is a finding besides the lost points; at it there is none."""
    found = card(**below)[indicator].finding

    assert found is not None
    assert "低于" in str(found)
    assert card(**at)[indicator].finding is None


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize("field", sorted(YearFacts.model_fields))
def test_a_missing_figure_is_not_zero(field: str) -> None:
    """Each figure leaves its indicator open, with its Chinese title, and every other as it was."""
    full, found = card(), card(**{field: None})
    missing = missing_indicators(found.values())

    assert missing
    assert (("P3", "P6") if field == "tenants" else missing[:1]) == missing
    assert all(found[key].points is None and found[key].missing for key in missing)
    assert {k: v for k, v in full.items() if k not in missing} == {
        k: v for k, v in found.items() if k not in missing
    }


@pytest.mark.provision("R8-dims")
def test_a_missing_judgement_leaves_its_indicator_open() -> None:
    """Nobody's judgement is invented; the open ones of one dimension can be asked for alone."""
    scores = compute(YearFacts.model_validate(FULL), ledger(), {"P2": Decimal(0)}, EDITION)

    assert ("M2", "S2", "S4") == missing_indicators(scores)
    assert ("M2",) == missing_indicators(scores, ("M", "P"))


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize(
    ("key", "value"),
    [("P2", "3.01"), ("P2", "-0.01"), ("P2", "NaN"), ("P2", "1.005"), ("P1", "1"), ("X1", "1")],
)
def test_a_judgement_that_cannot_count_is_refused(key: str, value: str) -> None:
    """Beyond the full mark, finer than the card, or of what a rule computes: the indicator is named."""
    with pytest.raises(ScoreError, match=f"^{key}："):
        compute(YearFacts(), ledger(), {key: Decimal(value)}, EDITION)


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize(
    ("model", "changes", "field"),
    [
        (YearFacts, {"used_area_m2": 1001}, "已入驻面积"),
        (YearFacts, {"support_paid_cny": 101}, "兑现扶持资金"),
        (YearFacts, {"goals_set": False}, "未设定年度目标"),
        (YearFacts, {"satisfaction_percent": 101}, "satisfaction_percent"),
        (YearFacts, {"revenue_cny": -1}, "revenue_cny"),
        (YearFacts, {"people_target": 0}, "people_target"),
        (YearFacts, {"revenue_cny": "NaN"}, "revenue_cny"),
        (YearFacts, {"turnover": 1}, "turnover"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(
    model: type[YearFacts], changes: dict[str, Any], field: str
) -> None:
    """A part above its whole, a goal reached that was not set, a figure out of range: the field is named."""
    with pytest.raises(ValidationError, match=field):
        model.model_validate({**FULL, **changes})


def test_a_ledger_with_more_on_time_than_due_is_refused() -> None:
    """The ledger must agree with itself."""
    with pytest.raises(ValidationError, match="按时报告调研（次） 7 大于应报 6"):
        ledger(surveys_on_time=7)


def test_every_figure_has_a_chinese_title() -> None:
    """Forms ask in Chinese."""
    assert all(field.title and not field.title.isascii() for field in YearFacts.model_fields.values())


WHOLE = ("used_area_m2", "lettable_area_m2"), ("support_paid_cny", "support_approved_cny")
WORSE = {"tenants_previous", "penalties", "serious_cases", "support_approved_cny", "lettable_area_m2"} | {
    name for name in NUMBERS if name.endswith(("_target", "_target_cny", "_previous_cny"))
}
SUPPLIED = sorted((NUMBERS & YearFacts.model_fields.keys()) | FLAGS)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    """Draw figures that agree with each other, near and far from the boundaries."""
    found: dict[str, Any] = {}
    for name in YearFacts.model_fields:
        if name in FLAGS:
            found[name] = draw(st.booleans())
        elif name in LISTS:
            found[name] = draw(st.lists(st.sampled_from([*FULL[name], "其他"]), max_size=10))
        elif name == "support_policy":
            found[name] = draw(st.sampled_from(["park", "sector", "none"]))
        else:
            low = 1 if name in POSITIVES else 0
            most = 100 if name.endswith("_percent") else 6000
            found[name] = draw(st.integers(low, 30) | st.integers(low, most))
    for part, whole in WHOLE:
        found[part] = min(found[part], found[whole])
    found["goals_reached"] &= found["goals_set"]
    return found


def scored(changed: dict[str, Any]) -> tuple[IndicatorScore, ...]:
    """Score these figures with full judgements."""
    return compute(YearFacts.model_validate(changed), ledger(), JUDGED, EDITION)


@pytest.mark.provision("R8-dims")
@settings(max_examples=60, deadline=None)
@given(figures())
def test_no_indicator_gives_more_than_its_full_mark(drawn: dict[str, Any]) -> None:
    """Whatever the figures, points lie between nothing and the full mark, and the total in the whole card."""
    scores = scored(drawn)

    assert all(0 <= (s.points or 0) <= CARD.indicators[s.id].points for s in scores)
    assert () == missing_indicators(scores)
    assert 0 <= total(scores, EDITION) <= CARD.total


@pytest.mark.provision("R8-dims")
@settings(max_examples=150, deadline=None)
@given(figures(), st.sampled_from(SUPPLIED), st.integers(1, 500))
def test_a_better_figure_never_lowers_an_indicator(drawn: dict[str, Any], name: str, more: int) -> None:
    """More of what is good, or less of what is bad, gives as many points or more on every indicator."""
    worse, better = dict(drawn), dict(drawn)
    other = worse if name in WORSE else better
    other[name] = True if name in FLAGS else other[name] + more
    if name.endswith("_percent"):
        other[name] = min(other[name], 100)
    for part, whole in WHOLE:
        other[part] = min(other[part], other[whole])
    better["goals_set"] = better["goals_set"] or better["goals_reached"]

    lower, higher = scored(worse), scored(better)
    assert all((a.points or 0) <= (b.points or 0) for a, b in zip(lower, higher, strict=True))


@pytest.mark.provision("R8-dims")
@settings(max_examples=30, deadline=None)
@given(figures(), st.randoms(use_true_random=False))
def test_the_order_in_which_figures_come_changes_nothing(drawn: dict[str, Any], chance: Any) -> None:
    """Shuffled figures, lists and judgements give the same points."""
    shuffled = {
        key: chance.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in chance.sample(list(drawn.items()), len(drawn))
    }
    judged = dict(reversed(JUDGED.items()))
    again = compute(YearFacts.model_validate(shuffled), ledger(), judged, EDITION)

    assert scored(drawn) == again
