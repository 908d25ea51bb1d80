"""Scores are collated, combined, rounded and only then graded; gates need an official (Q24, Q27, Q28)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulation.designation.scoring import ScoreError
from regulation.grading.grades import (
    Combined,
    Grade,
    central_score,
    combine,
    failed_dimensions,
    grade_of,
    proposed_gates,
    recheck_score,
)
from regulation.grading.indicators import IndicatorScore
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition

EDITION = load_edition("jilin-city-draft")
CARD = EDITION.scorecard
D = Decimal


def card(**points: str | None) -> tuple[IndicatorScore, ...]:
    """Give a card that is full but for these indicators."""
    given_points = {key: indicator.points for key, indicator in CARD.indicators.items()}
    given_points |= {key: None if p is None else D(p) for key, p in points.items()}
    return tuple(IndicatorScore(id=key, points=p, how="。") for key, p in given_points.items())


def panel(*cards: tuple[IndicatorScore, ...]) -> dict[str, tuple[IndicatorScore, ...]]:
    """Give scorers to these cards."""
    return {f"e{number}": scores for number, scores in enumerate(cards, 1)}


def with_value(key: str, value: object) -> Edition:
    """Give the edition with another value of one parameter."""
    changed = EDITION.parameters[key].model_copy(update={"value": value})
    return EDITION.model_copy(update={"parameters": {**EDITION.parameters, key: changed}})


@pytest.mark.provision("R8-parts", "Q27", "Q28")
@pytest.mark.parametrize(
    ("central", "own", "score", "grade"),
    [
        ("89.995", (), "90.00", Grade.EXCELLENT),
        ("89.994", (), "89.99", Grade.QUALIFIED),
        ("90", ("89.97", "89.98"), "90.00", Grade.EXCELLENT),
        ("90", ("89.97", "89.96"), "89.99", Grade.QUALIFIED),
        ("59.995", (), "60.00", Grade.QUALIFIED),
        ("59.994", (), "59.99", Grade.UNQUALIFIED),
        ("60", ("60", "59.95"), "60.00", Grade.QUALIFIED),
        ("60", ("60", "59.93"), "59.99", Grade.UNQUALIFIED),
        ("59.99", ("100", "100", "100"), "67.99", Grade.UNQUALIFIED),
        ("60.00", ("100", "100", "100"), "68.00", Grade.QUALIFIED),
        ("100", ("90", None, None), "86.00", Grade.QUALIFIED),
        ("100", (None, None, None), "80.00", Grade.QUALIFIED),
        ("105", ("100",), "104.00", Grade.EXCELLENT),
    ],
)
def test_a_score_is_rounded_before_it_is_graded(
    central: str, own: tuple[str | None, ...], score: str, grade: Grade
) -> None:
    """Both sides of each cut-off and of the floor; a missing year counts nothing."""
    combined = combine(D(central), tuple(None if s is None else D(s) for s in own), EDITION)

    assert D(score) == combined.score
    assert str(combined.score) == score
    assert grade == grade_of(combined, (), EDITION)


@pytest.mark.provision("Q28")
def test_a_grade_has_its_labels() -> None:
    """Officials read Chinese; the ledger stores English."""
    assert ["优秀", "合格", "不合格"] == [grade.zh for grade in Grade]
    assert "qualified" == Grade.QUALIFIED


def test_without_any_self_assessment_due_the_panel_stands_alone() -> None:
    """A year that was never due is not a missing year."""
    combined = combine(D(80), (), EDITION)

    assert (D("80.00"), None, 0) == (combined.score, combined.self_mean, combined.missing_years)


@pytest.mark.provision("Q24")
@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((D(90), D(90), None), ()),
        ((D(90), None, None), ("self_missing",)),
        ((None, None, None), ("self_missing",)),
        ((D(0), D(0), D(0)), ()),
        ((), ()),
    ],
)
def test_two_missing_self_assessments_only_propose_a_gate(
    own: tuple[Decimal | None, ...], expected: tuple[str, ...]
) -> None:
    """The system proposes from the second missing year; until an official confirms, the grade is untouched."""
    combined = combine(D(100), own, EDITION)

    assert expected == proposed_gates(D(100), own, EDITION)
    assert Grade.UNQUALIFIED != grade_of(combined, (), EDITION)
    for gate in expected:
        assert Grade.UNQUALIFIED == grade_of(combined, (gate,), EDITION)


@pytest.mark.provision("Q24", "Q27")
@pytest.mark.parametrize(
    ("central", "own", "expected"),
    [
        ("60", ("90", "90", None), ()),  # 60.00 all the same
        ("60", ("90", "89.97", None), ()),  # 59.998 is 60.00
        ("60", ("90", "89.9", None), ("self_missing",)),  # 59.99, and 65.99 without the missing year
        ("60", ("80", "80", None), ("self_missing",)),  # 58.67, and 64.00 without the missing year
        ("60", ("50", "50", None), ()),  # 54.67, and 58.00: it fails all the same
        ("59.99", ("90", "90", None), ()),  # below the floor all the same
        ("74", (None, None, None), ("self_missing",)),  # 59.20, and 74.00
    ],
)
def test_missing_years_that_alone_would_fail_a_park_propose_the_gate(
    central: str, own: tuple[str | None, ...], expected: tuple[str, ...]
) -> None:
    """One missing year among three is asked about only where the grade turns on it."""
    scores = tuple(None if score is None else D(score) for score in own)

    assert expected == proposed_gates(D(central), scores, EDITION)


@pytest.mark.provision("Q24", "Q28")
@pytest.mark.parametrize("gate", sorted(CARD.gates))
def test_a_confirmed_gate_ends_every_score_as_unqualified(gate: str) -> None:
    """Each gate item does, whatever the points."""
    assert Grade.UNQUALIFIED == grade_of(combine(D(105), (D(100),), EDITION), (gate,), EDITION)


def test_a_gate_that_the_card_does_not_have_is_refused() -> None:
    """A misspelt gate neither passes nor fails a park."""
    with pytest.raises(ScoreError, match="ceesed"):
        grade_of(combine(D(105), (), EDITION), ("ceesed",), EDITION)


@pytest.mark.provision("R8-dims", "Q10")
def test_the_panel_is_averaged_with_bonus_and_deductions() -> None:
    """The mean of the totals, the bonus on top, a point off for each late datum; never above the full mark."""
    three = panel(card(P2="0"), card(P2="1"), card(P2="1"))

    found = central_score(three, D("5"), 2, EDITION)

    assert {"e1": D(97), "e2": D(98), "e3": D(98)} == found.totals
    assert (D("97.67"), D("100.00"), D(2)) == (found.mean, found.score, found.deduction)
    assert D("17.67") == found.dimensions["P"]
    assert D(15) == found.dimensions["Z"]
    assert D("98.67") == central_score(three, D("3"), 2, EDITION).score
    assert D(0) == central_score(three, D(0), 1000, EDITION).score


@pytest.mark.provision("Q10")
@pytest.mark.parametrize(("low", "outliers"), [("0.27", ()), ("0.26", ("e4",)), ("0.25", ("e4",))])
def test_a_scorer_far_from_the_panel_is_flagged_and_counts(low: str, outliers: tuple[str, ...]) -> None:
    """Judgements twenty of a hundred points from the mean are flagged; nobody's card is dropped.

    Four indicators of 14 points are judged: 20 of 100 are 2.8 of them, and with e4 at 14 - x and three
    others at 14 the distance is three quarters of x; it reaches 2.8 at x = 3.7333.
    """
    cards = panel(card(), card(), card(), card(M2=low))

    found = central_score(cards, D(0), 0, EDITION)

    assert outliers == found.outliers
    assert 4 == len(found.totals)


@pytest.mark.provision("Q10")
def test_an_outlier_is_flagged_at_exactly_the_distance() -> None:
    """Twenty points are far enough, a hair less is not."""
    at = panel(card(), card(), card(), card(), card(M2="0.5"))
    nearly = panel(card(), card(), card(), card(), card(M2="0.51"))

    assert ("e5",) == central_score(at, D(0), 0, EDITION).outliers
    assert () == central_score(nearly, D(0), 0, EDITION).outliers


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize(
    ("cards", "bonus", "late", "why"),
    [
        (panel(card(), card()), "0", 0, "至少需要 3 份"),
        (panel(card(), card(), card(P1=None)), "0", 0, "e3：指标 P1 缺少数据"),
        (panel(card(), card(), card()[1:]), "0", 0, "e3：评分表与指标体系"),
        (panel(card(), card(), (*card(), card()[0])), "0", 0, "e3：评分表与指标体系"),
        (panel(card(), card(), card()), "5.01", 0, "加分 .* 不可用"),
        (panel(card(), card(), card()), "-0.01", 0, "加分 .* 不可用"),
        (panel(card(), card(), card()), "NaN", 0, "加分 .* 不可用"),
        (panel(card(), card(), card()), "0", -1, "逾期报送的数据 -1 项"),
    ],
)
def test_cards_that_cannot_be_counted_are_refused(
    cards: dict[str, tuple[IndicatorScore, ...]], bonus: str, late: int, why: str
) -> None:
    """Too few, open or foreign cards and an impossible bonus are named; no score comes out."""
    with pytest.raises(ScoreError, match=why):
        central_score(cards, D(bonus), late, EDITION)


@pytest.mark.provision("R8-dims")
@pytest.mark.parametrize(("points", "failed"), [("9", ()), ("8.995", ()), ("8.99", ("Z",)), ("0", ("Z",))])
def test_a_dimension_below_its_share_has_failed(points: str, failed: tuple[str, ...]) -> None:
    """Fifteen points need nine; the points are rounded before they are compared."""
    totals = {key: dimension.points for key, dimension in CARD.dimensions.items()} | {"Z": D(points)}

    assert failed == failed_dimensions(totals, EDITION)


@pytest.mark.provision("R8-dims")
def test_a_recheck_scores_the_failed_dimensions_alone() -> None:
    """Scaled to the whole card; what is open elsewhere does not matter, and 4 of the 20 points of M are past."""
    cards = panel(card(Z1="0", P1=None), card(Z1="3", P1=None), card(Z1="5", P1=None))

    assert D("84.44") == recheck_score(cards, ("Z",), EDITION)
    assert D("92.47") == recheck_score(cards, ("Z", "M"), EDITION)
    with pytest.raises(ScoreError, match="P1"):
        recheck_score(cards, ("P",), EDITION)
    for wrong in ((), ("X",)):
        with pytest.raises(ScoreError, match="复评维度不可用"):
            recheck_score(cards, wrong, EDITION)


@pytest.mark.provision("Q30", "R8-dims")
def test_a_recheck_does_not_score_what_was_in_time() -> None:
    """Late reports are past: with or without their points, what can be put right decides alone."""
    late, in_time = panel(*[card(M5="0", M2="0")] * 3), panel(*[card(M5="4", M2="0")] * 3)

    assert D("75.00") == recheck_score(late, ("M",), EDITION) == recheck_score(in_time, ("M",), EDITION)
    assert ["M5"] == [key for key, indicator in CARD.indicators.items() if indicator.of_the_past]


@pytest.mark.provision("Q27", "Q28")
@pytest.mark.parametrize(
    ("bonus", "late", "score"), [("5", 0, "100.00"), ("5", 5, "100.00"), ("5", 6, "99.00")]
)
def test_no_score_is_above_the_full_mark(bonus: str, late: int, score: str) -> None:
    """The bonus makes up for what was lost, and prints no 105 points of 100."""
    found = central_score(panel(card(), card(), card()), D(bonus), late, EDITION)

    assert D(score) == found.score
    assert combine(found.score, (D(100),), EDITION).score <= CARD.total


CENTRALS = st.decimals(0, 105, places=3)
OWN = st.lists(st.none() | st.decimals(0, 100, places=3), max_size=4)


@pytest.mark.provision("R8-parts", "Q27")
@settings(max_examples=100, deadline=None)
@given(CENTRALS, OWN, st.data())
def test_a_combination_is_bounded_monotone_and_blind_to_order(
    central: Decimal, own: list[Decimal | None], data: st.DataObject
) -> None:
    """Never above 100 and the bonus; a better score never lowers the grade; the order of years is nothing."""
    order = list(Grade)
    combined = combine(central, tuple(own), EDITION)
    better = combine(
        data.draw(st.decimals(central, 105, places=3)),
        tuple(data.draw(st.decimals(score or 0, 100, places=3)) for score in own),
        EDITION,
    )

    assert 0 <= combined.score <= CARD.total + CARD.bonus.cap
    assert combined == combine(central, tuple(data.draw(st.permutations(own))), EDITION)
    assert combined.score <= better.score
    assert order.index(grade_of(combined, (), EDITION)) >= order.index(grade_of(better, (), EDITION))


JUDGED = st.fixed_dictionaries(
    {key: st.decimals(0, CARD.indicators[key].points, places=2) for key in CARD.judged}
)


@pytest.mark.provision("R8-dims")
@settings(max_examples=40, deadline=None)
@given(st.lists(JUDGED, min_size=3, max_size=5), st.decimals(0, 5, places=2), st.integers(0, 120))
def test_a_panel_is_bounded_and_blind_to_order(
    judged: list[dict[str, Decimal]], bonus: Decimal, late: int
) -> None:
    """The score lies between nothing and the full mark, whoever signed first."""
    cards = panel(*(card(**{key: str(points) for key, points in j.items()}) for j in judged))

    found = central_score(cards, bonus, late, EDITION)

    assert 0 <= found.score <= CARD.total
    assert found == central_score(dict(reversed(cards.items())), bonus, late, EDITION)
    assert isinstance(combine(found.score, (), EDITION), Combined)
