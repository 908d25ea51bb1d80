"""Parks of the old register in the middle of their cycle: what is open goes on, what is closed stays closed (Q40)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regulation.procedures.park.imported import PastGrade, YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage
from tests.decades import PARK, an_edition, existing, sound
from tests.figures import POOR

FAILED: dict[str, Any] = {
    "evaluation_on": date(2027, 2, 1),
    "evaluation_grade": PastGrade.UNQUALIFIED,
    "evaluation_score": Decimal(52),
}
PAPER = f"park/{PARK}/imported"


@pytest.mark.provision("Q40", "R9-rectify", "R9-revoke", "Q29")
@pytest.mark.parametrize("strategy", ["evaluation_or_recheck", "single"])
async def test_a_rectification_that_runs_on_paper_goes_on(decades: Callable[..., Any], strategy: str) -> None:
    """It is opened once, whatever the strategy; only its failed recheck ends the status, on both results."""
    edition = an_edition(f"imported-{strategy.replace('_', '-')}", **{"revoke.strategy": strategy})
    life = await decades("2027-05-04")
    await life.enter(existing(**FAILED, rectify_due=date(2027, 12, 1)), edition)
    await life.until("2027-05-05")

    park = await life.park()
    assert case_name(PARK, Kind.RECTIFICATION, 1) == park.open_of(Kind.RECTIFICATION)
    assert park.open_of(Kind.REVOCATION) is None
    assert PAPER == (await life.story(Kind.RECTIFICATION, 1).file()).evaluation
    await life.rectify(1, POOR)
    chain = (await life.story(Kind.REVOCATION, 1).file()).chain
    mine = case_name(PARK, Kind.RECTIFICATION, 1)
    assert (mine if strategy == "single" else PAPER, mine) == (chain[0].case, chain[-1].case)
    await life.revoke()
    assert Stage.STATUS_REVOKED == (await life.park()).stage
    await sound(life)


@pytest.mark.provision("Q40", "R9-rectify", "R9-revoke", "Q29")
async def test_a_failure_that_was_answered_on_paper_is_not_answered_twice(
    decades: Callable[..., Any],
) -> None:
    """Without a limit nothing is opened for it; its recheck may have been passed, so the next failure is rectified."""
    life = await decades("2027-05-04")
    await life.enter(existing(**FAILED, self_scores=(YearScore(year=2026, score=Decimal(80)),)))
    await life.until("2029-09-03")
    opened = {o.kind for o in (await life.park()).open.values()}
    assert set() == opened & {Kind.RECTIFICATION, Kind.REVOCATION}
    assert [Act.IMPORT_PARK] == [
        e.act for e in await life.entries() if e.act in {Act.OPEN_RECTIFICATION, Act.IMPORT_PARK}
    ]
    await life.evaluate(1, POOR)
    park = await life.park()
    assert [PAPER, case_name(PARK, Kind.EVALUATION, 1)] == [record.case for record in park.results]
    assert park.open_of(Kind.RECTIFICATION)
    assert park.open_of(Kind.REVOCATION) is None
    await sound(life)


@pytest.mark.provision("Q40", "Q25", "R8-central")
@pytest.mark.parametrize(
    ("imported_on", "evaluated_on", "opens"),
    [
        ("2028-03-10", None, "2028-03-10"),
        ("2028-03-11", None, "2031-03-10"),
        ("2028-03-11", date(2022, 3, 10), "2031-03-10"),
        ("2028-03-01", date(2027, 12, 31), "2028-03-10"),
        ("2028-03-01", date(2028, 1, 1), "2031-03-10"),
    ],
)
async def test_an_evaluation_that_is_overdue_on_paper_is_not_invented(
    decades: Callable[..., Any], imported_on: str, evaluated_on: date | None, opens: str
) -> None:
    """The clock goes on at its next turn from the import, unless that year had its evaluation on paper."""
    edition = an_edition("imported-per-park", **{"central.mode": "per_park", "survey.every_months": 240})
    life = await decades(imported_on)
    grade = PastGrade.QUALIFIED if evaluated_on else None
    old = existing(designated_on=date(2019, 3, 10), evaluation_on=evaluated_on, evaluation_grade=grade)
    await life.enter(old, edition)
    await life.until("2031-03-11")
    assert (opens, False) == (await life.opened(Act.OPEN_EVALUATION))[0]
    await sound(life)
