"""What is said to a park twice, or by a stranger, changes nothing (reliability: every message may come again)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from regulation.casework.closing import Closing
from regulation.procedures.park.imported import YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage
from tests.decades import PARK, Decades, existing, sound
from tests.figures import FIGURES

SCORES = tuple(YearScore(year=year, score=Decimal(80)) for year in (2026, 2027, 2028))


async def _tell(life: Decades, signal: str, what: Any) -> None:
    await life.world.client.get_workflow_handle(f"park/{PARK}").signal(signal, what)
    await life.world.sleep(60)


async def _entered(decades: Callable[..., Any], day: str) -> Decades:
    life: Decades = await decades(day)
    await life.enter(existing(self_scores=SCORES))
    return life


@pytest.mark.provision("R8-central", "Q25")
async def test_an_end_that_is_told_twice_is_heard_once(decades: Callable[..., Any]) -> None:
    """One result stands in the park, and one entry closes the case, also when it is told again years later."""
    life = await _entered(decades, "2029-08-01")
    await life.until("2029-09-03")
    await life.evaluate(1, FIGURES)
    file = await life.story(Kind.EVALUATION, 1).file()
    told = file.rules.close(file)
    before = await life.park()
    await _tell(life, "procedure_closed", told)
    assert before == await life.park()
    await life.until("2032-09-03")
    await _tell(life, "procedure_closed", told)
    assert case_name(PARK, Kind.EVALUATION, 2) == (await life.park()).open_of(Kind.EVALUATION)
    assert 1 == len((await life.park()).results)
    await sound(life)


@pytest.mark.provision("R9-revoke")
async def test_the_end_of_a_case_that_is_not_the_parks_is_not_heard(decades: Callable[..., Any]) -> None:
    """Neither of another park, nor of a case that was never opened here, whatever it claims to be."""
    life = await _entered(decades, "2029-08-01")
    await life.until("2029-09-03")
    before = await life.park()
    for case in (case_name("elsewhere", Kind.REVOCATION, 1), case_name(PARK, Kind.REVOCATION, 1)):
        strange = Closing(
            case=case, kind=Kind.REVOCATION, outcome=Stage.REVOCATION_PUBLICATION, at=life.world.now
        )
        await _tell(life, "procedure_closed", strange)
        assert before == await life.park()
    await sound(life)


@pytest.mark.provision("R8-central", "Q25")
async def test_a_round_that_calls_twice_is_answered_once(decades: Callable[..., Any]) -> None:
    """Before its day, while the evaluation runs and after it: one evaluation in that year, and none called back."""
    life = await _entered(decades, "2029-02-01")
    await _tell(life, "evaluation_called", 2029)
    await _tell(life, "evaluation_called", 2029)
    assert [Act.OPEN_EVALUATION] == [e.act for e in await life.entries() if e.act == Act.OPEN_EVALUATION]
    await life.evaluate(1, FIGURES)
    await _tell(life, "evaluation_called", 2029)
    await _tell(life, "evaluation_called", 2028)
    await life.until("2032-08-31")
    assert [("2029-02-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    await life.until("2032-09-02")
    assert ("2032-09-01", False) == (await life.opened(Act.OPEN_EVALUATION))[-1]
    await sound(life)


@pytest.mark.provision("R8-central", "Q25", "Q26", "Q55")
async def test_a_call_that_comes_late_in_the_queue_counts_from_the_day_of_the_round(
    decades: Callable[..., Any],
) -> None:
    """Called in July to the round of February: opened for February, and not late, for nobody stood still."""
    life = await _entered(decades, "2029-07-02")
    handle = life.world.client.get_workflow_handle(f"park/{PARK}")
    await handle.signal("evaluation_called", args=[2029, date(2029, 2, 1)])
    await life.world.sleep(60)
    assert [("2029-02-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    assert [2025, 2026, 2027] == list((await life.story(Kind.EVALUATION, 1).file()).cycle_years)
    await sound(life)
