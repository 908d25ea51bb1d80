"""Failing again and again, under each reading of 「连续」: who is revoked and when, through the real park (Q29)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.grading.consecutive import STRATEGIES
from regulation.procedures.park.imported import YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage
from tests.decades import PARK, Decades, an_edition, existing, sound
from tests.figures import FIGURES, POOR

# What is not told here costs no time: no surveys, and nobody is reminded.
QUIET: dict[str, Any] = {
    "survey.every_months": 240,
    **{f"reminders.{level}_workdays": [] for level in ("before", "after", "escalate")},
}
FIRST, SECOND, THIRD = "2029-09-03", "2032-09-03", "2035-09-03"
SECOND_A_DAY_LATER = "2032-09-04"
SCORES = (YearScore(year=2028, score=Decimal(80)),)

E1, E2, E3 = (case_name(PARK, Kind.EVALUATION, number) for number in (1, 2, 3))
R1 = case_name(PARK, Kind.RECTIFICATION, 1)

# A life: the days of its evaluations, each with how it went, and how the recheck went if there was one.
FAIL, PASS, VOID = "fail", "pass", "void"
Turn = tuple[str, str, str | None]
Life = tuple[Turn, ...]

FAILS_ONCE: Life = ((FIRST, FAIL, PASS),)
FAILS_TWICE: Life = ((FIRST, FAIL, FAIL),)
FAIL_PASS_FAIL: Life = ((FIRST, FAIL, PASS), (SECOND, PASS, None), (THIRD, FAIL, None))
FAIL_RECTIFIED_FAIL: Life = ((FIRST, FAIL, PASS), (SECOND, FAIL, None))
FAIL_RECTIFIED_FAIL_LATER: Life = ((FIRST, FAIL, PASS), (SECOND_A_DAY_LATER, FAIL, None))
FAIL_VOID_FAIL: Life = ((FIRST, FAIL, PASS), (SECOND, VOID, None), (THIRD, FAIL, None))
FAIL_FAIL_VOID: Life = ((FIRST, FAIL, FAIL), (SECOND, VOID, None))
FAIL_FAIL_FAIL: Life = ((FIRST, FAIL, FAIL), (SECOND, FAIL, None))

RECTIFY = (Kind.RECTIFICATION, ())
NOTHING = (None, ())


def _revoke(*chain: str) -> tuple[Kind, tuple[str, ...]]:
    return Kind.REVOCATION, chain


# What is open at the end of each life, and on which results a revocation rests.
STORIES: list[tuple[str, Life, tuple[Kind | None, tuple[str, ...]]]] = [
    ("evaluation_or_recheck", FAILS_ONCE, NOTHING),
    ("evaluation_or_recheck", FAILS_TWICE, _revoke(E1, R1)),
    ("evaluation_or_recheck", FAIL_PASS_FAIL, RECTIFY),
    ("evaluation_or_recheck", FAIL_RECTIFIED_FAIL, RECTIFY),
    ("two_cycles", FAILS_ONCE, NOTHING),
    ("two_cycles", FAILS_TWICE, NOTHING),
    ("two_cycles", FAIL_PASS_FAIL, RECTIFY),
    ("two_cycles", FAIL_RECTIFIED_FAIL, _revoke(E1, E2)),
    ("two_cycles", FAIL_FAIL_FAIL, _revoke(E1, E2)),
    ("two_cycles", FAIL_VOID_FAIL, _revoke(E1, E3)),
    ("two_cycles", FAIL_FAIL_VOID, NOTHING),
    ("two_in_window", FAILS_ONCE, NOTHING),
    ("two_in_window", FAILS_TWICE, _revoke(E1, R1)),
    ("two_in_window", FAIL_PASS_FAIL, RECTIFY),
    ("two_in_window", FAIL_RECTIFIED_FAIL, _revoke(E1, E2)),
    ("two_in_window", FAIL_RECTIFIED_FAIL_LATER, RECTIFY),
    ("single", ((FIRST, PASS, None),), NOTHING),
    ("single", ((FIRST, VOID, None),), NOTHING),
    ("single", ((FIRST, FAIL, None),), _revoke(E1)),
]


async def _void(life: Decades, number: int) -> None:
    story = life.story(Kind.EVALUATION, number)
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=POOR)
    await life.score(story, POOR)
    await story.act("city", Act.PROPOSE_VOID, reasons=["评审组组成有误"], provisions=["Q29"])
    await story.act("leader", Act.VOID_EVALUATION, opinion="同意作废")
    await story.env.sleep(60)


async def _live(life: Decades, turns: Life) -> None:
    for number, (day, evaluated, rechecked) in enumerate(turns, start=1):
        await life.until(day)
        if evaluated == VOID:
            await _void(life, number)
        else:
            await life.evaluate(number, POOR if evaluated == FAIL else FIGURES)
        if rechecked is not None:
            await life.rectify(1, POOR if rechecked == FAIL else FIGURES)


@pytest.mark.provision("R9-revoke", "R9-rectify", "Q29", "Q26", "Q57")
@pytest.mark.parametrize(("strategy", "turns", "expected"), STORIES)
async def test_who_is_revoked_and_for_which_results(
    decades: Callable[..., Any], strategy: str, turns: Life, expected: tuple[Kind | None, tuple[str, ...]]
) -> None:
    """Each life ends where the strategy of its edition says; the revocation names its results and is carried out."""
    edition = an_edition(f"lived-{strategy.replace('_', '-')}", **{"revoke.strategy": strategy, **QUIET})
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=SCORES), edition)
    await _live(life, turns)

    park = await life.park()
    opened = [o.kind for o in park.open.values() if o.kind in {Kind.RECTIFICATION, Kind.REVOCATION}]
    kind, chain = expected
    assert [kind] * (kind is not None) == opened
    assert (kind is not None) == park.support_paused
    if kind == Kind.REVOCATION:
        file = await life.story(Kind.REVOCATION, 1).file()
        assert chain == tuple(record.case for record in file.chain)
        assert STRATEGIES[strategy].label.zh in str(file.explanation)
        await life.revoke()
        gone = await life.park()
        today = life.world.now.astimezone(CST).date()
        assert (Stage.STATUS_REVOKED, today) == (gone.stage, gone.ended_on)
    await sound(life)


@pytest.mark.provision("Q40", "Q29", "R9-revoke")
@pytest.mark.parametrize("stricter", ["evaluation_or_recheck", "single"])
async def test_an_adopted_strategy_reads_no_new_consequence_into_old_results(
    decades: Callable[..., Any], stricter: str
) -> None:
    """A failed recheck that obliged to nothing obliges to nothing after the adoption; with the next failure it counts."""
    mild = an_edition("adopting-mild", **{"revoke.strategy": "two_cycles", **QUIET})
    strict = an_edition(f"adopting-{stricter.replace('_', '-')}", **{"revoke.strategy": stricter, **QUIET})
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=SCORES), mild)
    await _live(life, FAILS_TWICE)
    adoption = {"edition": strict.id, "edition_digest": strict.digest, "note": "新版施行"}
    await life.act("leader", Act.ADOPT_EDITION, **adoption)
    await life.world.sleep(60)
    assert (await life.park()).open_of(Kind.RECTIFICATION, Kind.REVOCATION) is None

    await life.until(SECOND)
    await life.evaluate(2, POOR)
    chain = tuple(r.case for r in (await life.story(Kind.REVOCATION, 1).file()).chain)
    assert ((E2,) if stricter == "single" else (R1, E2)) == chain
    await sound(life)


@pytest.mark.provision("Q26")
@pytest.mark.parametrize(
    ("designated_on", "opens"),
    [
        ("2028-09-02", [("2032-09-01", False)]),
        ("2028-09-01", [("2029-09-01", False), ("2032-09-01", False)]),
    ],
)
async def test_a_park_too_new_for_the_round_is_exempt_and_the_round_not_counted(
    decades: Callable[..., Any], designated_on: str, opens: list[tuple[str, bool]]
) -> None:
    """A day short of twelve months it waits for the next round; with the full twelve months it takes part."""
    life = await decades("2029-08-01")
    day = date.fromisoformat(designated_on)
    await life.enter(existing(designated_on=day, counted_on=day))
    await life.until("2029-09-03")
    if len(opens) > 1:
        await life.evaluate(1, FIGURES)
    await life.until("2032-09-03")

    exempted = [e for e in await life.entries() if e.act == Act.EXEMPT_EVALUATION]
    assert (opens, 2 - len(opens)) == (await life.opened(Act.OPEN_EVALUATION), len(exempted))
    assert len(opens) - 1 == len((await life.park()).results)
    await sound(life)
