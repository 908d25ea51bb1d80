"""Scores are weighed, averaged, rounded and only then compared (Q11)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from regulation.designation.scoring import Result, ScoreError, ScoreSheet, SheetPart, check_score, collate
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


MEMBERS = ("e1", "e2", "e3", "e4", "e5")


def sheet(expert: str, part: SheetPart, score: str, recommends: bool = True, version: int = 1) -> ScoreSheet:
    """Sign a sheet."""
    return ScoreSheet(
        expert=expert,
        part=part,
        score=Decimal(score),
        recommends=recommends,
        opinion="意见",
        version=version,
        signed_at=datetime(2026, 5, 1, tzinfo=UTC),
    )


def both(expert: str, desk: str, onsite: str, recommends: bool = True) -> list[ScoreSheet]:
    """Sign both sheets."""
    return [sheet(expert, SheetPart.DESK, desk), sheet(expert, SheetPart.ONSITE, onsite, recommends)]


def panel(scores: list[tuple[str, str]], votes: int = 5) -> list[ScoreSheet]:
    """Sign for the panel, the first `votes` members recommending."""
    return [
        s
        for i, (member, (desk, onsite)) in enumerate(zip(MEMBERS, scores, strict=True))
        for s in both(member, desk, onsite, i < votes)
    ]


def sized(edition: Edition, size: int) -> Edition:
    """Ask for a panel of another size."""
    changed = edition.parameters["panel.size"].model_copy(update={"value": size})
    return edition.model_copy(update={"parameters": {**edition.parameters, "panel.size": changed}})


@pytest.mark.provision("R5.2-desk", "R5.2-onsite", "Q11")
@pytest.mark.parametrize(
    ("low", "mean", "passed"),
    [("69.95", "70.00", True), ("69.94", "69.99", False)],
)
def test_the_mean_is_rounded_before_it_is_compared(
    edition: Edition, low: str, mean: str, passed: bool
) -> None:
    """A mean of 69.995 rounds to 70.00 and passes; 69.994 rounds to 69.99 and does not."""
    result = collate(panel([("70", "70")] * 4 + [(low, "70")]), MEMBERS, edition)
    assert Decimal(mean) == result.mean
    assert passed is result.passed


@pytest.mark.provision("Q11")
@pytest.mark.parametrize(("votes", "passed"), [(2, False), (3, True)])
def test_more_than_half_of_the_panel_must_recommend(edition: Edition, votes: int, passed: bool) -> None:
    """Three of five are a majority, two are not."""
    result = collate(panel([("90", "90")] * 5, votes), MEMBERS, edition)
    assert passed is result.passed
    assert votes == len(result.recommending)


@pytest.mark.provision("Q11")
def test_exactly_half_is_no_majority(edition: Edition) -> None:
    """Two of four recommending is not more than half."""
    sheets = [s for s in panel([("90", "90")] * 5, 2) if s.expert != "e5"]
    result = collate(sheets, MEMBERS[:4], sized(edition, 4))
    assert (result.complete, result.passed) == (True, False)
    assert "未达到多数" in str(result.reasons[0])


@pytest.mark.provision("Q11")
def test_both_parts_weigh_as_the_edition_says(edition: Edition) -> None:
    """With half weight each, 60 on paper and 81 on site are 70.5; another weight gives another score."""
    assert collate(both("e1", "60", "81"), ["e1"], edition).scores == (("e1", Decimal("70.5")),)
    weight = edition.parameters["panel.desk_weight"].model_copy(update={"value": Decimal("0.4")})
    other = edition.model_copy(update={"parameters": {**edition.parameters, "panel.desk_weight": weight}})
    assert collate(both("e1", "60", "81"), ["e1"], other).scores == (("e1", Decimal("72.6")),)


@pytest.mark.provision("R5.2-desk", "R5.2-onsite")
@pytest.mark.parametrize("part", list(SheetPart))
def test_a_missing_part_leaves_the_result_open(edition: Edition, part: SheetPart) -> None:
    """Without one sheet there is no mean, no pass, and the sheet is named."""
    sheets = [s for s in panel([("90", "90")] * 5) if (s.expert, s.part) != ("e3", part)]
    result = collate(sheets, MEMBERS, edition)
    assert (result.complete, result.mean, result.passed) == (False, None, False)
    assert "e3" in str(result.reasons[0])
    assert "e1" not in str(result.reasons[0])


@pytest.mark.provision("Q10", "Q11")
def test_sheets_of_those_who_no_longer_sit_are_kept_but_do_not_count(edition: Edition) -> None:
    """A recused expert's zero does not lower the mean, and stays on the file."""
    recused = both("gone", "0", "0", recommends=False)
    result = collate([*panel([("80", "80")] * 5), *recused], MEMBERS, edition)
    assert Decimal("80.00") == result.mean
    assert tuple(recused) == result.excluded
    assert len(result.counted) == 10


@pytest.mark.provision("Q11")
def test_the_recommendation_after_the_visit_counts(edition: Edition) -> None:
    """A member who recommends on paper and not after the visit does not recommend."""
    assert collate(both("e1", "90", "90", recommends=False), ["e1"], edition).recommending == ()


def test_a_later_version_replaces_an_earlier_one(edition: Edition) -> None:
    """The last version counts whatever the order; two different sheets of one version are an error."""
    desk2 = sheet("e1", SheetPart.DESK, "70", version=2)
    result = collate([desk2, *both("e1", "50", "70")], ["e1"], sized(edition, 1))
    assert Decimal("70.00") == result.mean
    with pytest.raises(ScoreError, match=r"e1.*第 2 版"):
        collate([desk2, sheet("e1", SheetPart.DESK, "71", version=2)], ["e1"], edition)


@pytest.mark.provision("Q11")
def test_the_full_mark_is_the_limit(edition: Edition) -> None:
    """A full mark counts, a hundredth more is refused, alone and on a sheet."""
    full = edition.decimal("panel.score_max")
    check_score(full, edition)
    assert full == collate(both("e1", str(full), str(full)), ["e1"], sized(edition, 1)).mean
    with pytest.raises(ScoreError, match="超过满分"):
        check_score(full + Decimal("0.01"), edition)
    with pytest.raises(ScoreError, match="超过满分"):
        collate(both("e1", str(full + 1), "70"), ["e1"], edition)


@pytest.mark.parametrize("score", ["-0.01", "70.001", "NaN", "Infinity"])
def test_scores_that_are_no_marks_are_refused(score: str) -> None:
    """Negative, too fine and not finite scores never make a sheet."""
    with pytest.raises(ValidationError):
        sheet("e1", SheetPart.DESK, score)


@pytest.mark.provision("Q10", "Q11")
@pytest.mark.parametrize("seated", [0, 4])
def test_an_empty_seat_leaves_the_result_open(edition: Edition, seated: int) -> None:
    """Four sheets of five are no result, however good: the seat is filled first."""
    result = collate(panel([("90", "90")] * 5), MEMBERS[:seated], edition)
    assert (result.complete, result.mean, result.passed) == (False, None, False)
    assert (f"评审组现有 {seated} 人，应为 5 人；请补足成员后再汇总。",) == tuple(map(str, result.reasons))


def test_results_survive_json(edition: Edition) -> None:
    """The exact numbers read back equal."""
    result = collate(panel([("70.01", "69.98")] * 5), MEMBERS, edition)
    assert result == Result.model_validate_json(result.model_dump_json())
