"""Edges of a park's life: missing years, changes before consent, rectification and branches, exits, coming back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from activities.files.store import Store
from records.reading import queries
from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import CST
from regulation.procedures.park.imported import YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, kind_of
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, OPERATOR, dossier_files, facts
from tests.decades import Decades, an_edition, existing, sound
from tests.figures import FIGURES, POOR

ALL_YEARS = tuple(YearScore(year=year, score=Decimal(80)) for year in (2026, 2027, 2028))


def _day(life: Decades) -> date:
    return life.world.now.astimezone(CST).date()


async def _refusal(life: Decades, person: str, act: Act, **form: Any) -> str:
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await life.act(person, act, **form)
    return str(caught.value.cause.type)  # type: ignore[union-attr]


async def _reported(life: Decades, **changes: Any) -> dict[str, Any]:
    """Give the report of a change of the park's record; a new name unless told otherwise."""
    known = (await life.park()).facts
    assert known is not None
    new = {**known.model_dump(mode="json"), **(changes or {"park_name": "江北新区产业园"})}
    kind = "branch" if "sites" in changes else "name"
    planned = (_day(life) + timedelta(days=90)).isoformat()
    return {"kind": kind, "what": "拟变更", "planned_on": planned, "facts": new}


async def _branch(life: Decades) -> dict[str, Any]:
    known = (await life.park()).facts
    assert known is not None
    sites = [site.model_dump(mode="json") for site in known.sites]
    return await _reported(life, sites=[*sites, {"address": "分园路2号", "area_m2": "900"}])


@pytest.mark.provision("Q24", "Q27", "R8-self")
@pytest.mark.parametrize(
    ("known", "confirmed", "expected"),
    [(2, None, "excellent"), (1, False, "excellent"), (1, True, "unqualified")],
)
async def test_missing_years_propose_a_gate_that_an_official_rules_on(
    decades: Callable[..., Any], known: int, confirmed: bool | None, expected: str
) -> None:
    """One of three missing years proposes nothing, two do; confirmed it fails a park of any score, dismissed it excuses them."""
    life = await decades("2028-01-02" if known == 1 else "2029-01-02")
    await life.enter(existing(self_scores=ALL_YEARS[:known]))
    await life.until("2029-09-03")
    missing = [r.year for r in (await life.park()).self_records if r.score is None]
    assert [2026 + known + n for n in range(3 - known)] == missing
    story = life.story(Kind.EVALUATION, 1)
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=FIGURES)
    await life.score(story, FIGURES)
    proposed = (await story.file()).scores.proposed_gates
    assert (() if confirmed is None else ("self_missing",)) == proposed
    ruling = {"gate": "self_missing", "confirmed": confirmed, "reasons": "经核查"}
    gates = [] if confirmed is None else [ruling]
    if gates:
        assert "condition" == (await story.refused("leader", Act.CONFIRM_RESULT, opinion="同意"))[0]
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=gates)
    await life.publish(story)

    park = await life.park()
    assert [expected] == [record.grade for record in park.results]
    assert (expected == "unqualified") == (park.open_of(Kind.RECTIFICATION) is not None)
    await sound(life)


@pytest.mark.provision("R7-consent", "R7-report", "Q21")
@pytest.mark.parametrize(("acted_first", "points"), [(True, "3.00"), (False, "4.00")])
async def test_a_change_before_consent_costs_points_in_the_next_evaluation(
    decades: Callable[..., Any], acted_first: bool, points: str
) -> None:
    """Acting first is refused or consented to like any change, and it is in M5 of the next evaluation, not after."""
    quiet = an_edition("edges-unsurveyed", **{"survey.every_months": 240})
    life = await decades("2029-06-01")
    await life.enter(existing(self_scores=ALL_YEARS), quiet)
    await life.act("local", Act.OPEN_CHANGE, **await _reported(life))
    await life.world.sleep(60)
    story = life.story(Kind.CHANGE, 1)
    if acted_first:
        await story.act("city", Act.RECORD_ACTING_FIRST, since="2029-05-20", evidence="标牌已换")
    await story.act("city", Act.PASS_CHANGE, opinion="材料齐全")
    await story.act("leader", Act.CONSENT_CHANGE, opinion="同意")
    await story.act("local", Act.REPORT_IMPLEMENTED, carried_out_on=_day(life).isoformat(), note="已更名")
    await life.until("2029-09-03")
    assert "江北新区产业园" == (await life.park()).name
    await life.evaluate(1, FIGURES)
    assert points == await _m5(life, 1)
    await life.until("2032-09-03")
    await life.evaluate(2, FIGURES)
    assert 0 == (await life.story(Kind.EVALUATION, 2).file()).ledger.changes_before_consent
    await sound(life)


async def _m5(life: Decades, number: int) -> str:
    scores = (await life.story(Kind.EVALUATION, number).file()).scores
    return str(next(i.points for i in scores.indicators if i.id == "M5"))


@pytest.mark.provision("Q31", "R7-branch", "R9-rectify")
async def test_a_park_that_puts_things_right_opens_no_branch_meanwhile(decades: Callable[..., Any]) -> None:
    """Before the failure and after the rectification a branch is taken up; between them only other changes are."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=ALL_YEARS))
    branch = await _branch(life)
    await life.act("local", Act.OPEN_CHANGE, **branch)
    await life.world.sleep(60)
    await life.story(Kind.CHANGE, 1).act("local", Act.WITHDRAW, reason="暂缓")
    await life.until("2029-09-03")
    await life.evaluate(1, POOR)
    assert "condition" == await _refusal(life, "local", Act.OPEN_CHANGE, **branch)
    await life.act("local", Act.OPEN_CHANGE, **await _reported(life))
    await life.world.sleep(60)
    await life.story(Kind.CHANGE, 2).act("local", Act.WITHDRAW, reason="暂缓")
    await life.rectify(1, FIGURES)
    await life.act("local", Act.OPEN_CHANGE, **branch)
    assert (await life.park()).open_of(Kind.CHANGE)
    await sound(life)


@pytest.mark.provision("Q34", "R9-revoke")
async def test_an_exit_that_a_revocation_overtakes_lapses(decades: Callable[..., Any]) -> None:
    """Asked for in time it may run beside a rectification; once a revocation is open it ends, and no new one begins."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=ALL_YEARS))
    await life.until("2029-09-03")
    await life.evaluate(1, POOR)
    await life.act("op", Act.OPEN_EXIT, reason="业务调整")
    await life.world.sleep(60)
    exit_ = life.story(Kind.EXIT, 1)
    await exit_.act("gov", Act.SUPPORT_EXIT, opinion="支持", government="龙潭区人民政府")
    assert Stage.EXIT_CONSENT == await exit_.stage()
    await life.rectify(1, POOR)

    assert Stage.LAPSED == await exit_.stage()
    assert (await life.park()).open_of(Kind.REVOCATION)
    assert "condition" == await _refusal(life, "op", Act.OPEN_EXIT, reason="还是退出")
    await life.revoke()
    assert Stage.STATUS_REVOKED == (await life.park()).stage
    await sound(life)


@pytest.mark.provision("Q35", "Q32", "R9-revoke")
async def test_a_status_that_another_law_ends_does_not_end_on_article_9(decades: Callable[..., Any]) -> None:
    """The acts of the case and of the park rest on the reading of what lies outside Article 9; fraud bars for longer."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=ALL_YEARS))
    ground = {"external_basis": "《行政许可法》第六十九条", "reasons": ["材料虚假"], "fraud": True}
    await life.act("leader", Act.OPEN_REVOCATION_OTHERWISE, **ground)
    await life.world.sleep(60)
    await life.revoke()

    park = await life.park()
    assert Stage.STATUS_REVOKED == park.stage
    assert park.reapply_from == add_months(park.ended_on, EDITION.number("reapply.months_fraud"))
    entries = [e for e in await life.entries() if "R9-revoke" == e.basis]
    assert [] == entries
    assert ["Q35"] * 4 == [e.basis for e in await life.entries() if e.act.value.endswith("otherwise")]
    await sound(life)


@pytest.mark.provision("Q29", "R8-central")
async def test_a_void_evaluation_is_made_anew_at_once(decades: Callable[..., Any]) -> None:
    """Two people set it aside; the park is called again under the same turn, and its result then counts."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=ALL_YEARS))
    await life.until("2029-09-03")
    story = life.story(Kind.EVALUATION, 1)
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=POOR)
    await life.score(story, POOR)
    await story.act("city", Act.PROPOSE_VOID, reasons=["评审组组成有误"], provisions=["Q10"])
    await story.act("leader", Act.VOID_EVALUATION, opinion="同意作废")
    await life.world.sleep(60)

    assert Stage.EVALUATION_FACTS == await life.stage(Kind.EVALUATION, 2)
    await life.evaluate(2, POOR)
    park = await life.park()
    assert ["void", "unqualified"] == [result.grade for result in park.results]
    assert (2, date(2029, 9, 1)) == (park.evaluation_turn, park.evaluated_on)
    assert park.open_of(Kind.RECTIFICATION)
    await sound(life)


async def _apply(life: Decades, folder: Path) -> dict[str, Any]:
    files = [m.model_dump(mode="json") for m in await dossier_files(Store(folder / "store"))]
    pinned = {"edition": EDITION.id, "edition_digest": EDITION.digest}
    return {**pinned, "facts": facts().model_dump(mode="json"), "materials": files}


@pytest.mark.provision("Q36", "R9-revoke", "R2-consent")
async def test_a_revoked_park_comes_back_as_if_for_the_first_time(
    decades: Callable[..., Any], tmp_path: Path
) -> None:
    """Refused until the day before, taken on the day itself; its clocks start anew, and no name is given twice."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=ALL_YEARS))
    await life.until("2029-09-03")
    await life.evaluate(1, POOR)
    await life.rectify(1, POOR)
    await life.revoke()
    gone = await life.park()
    assert gone.reapply_from == add_months(gone.ended_on, EDITION.number("reapply.months_revoked"))
    form = await _apply(life, tmp_path)
    await life.until(gone.reapply_from - timedelta(days=1))
    assert "too_early" == await _refusal(life, "op", Act.OPEN_APPLICATION, **form)
    await life.until(gone.reapply_from)
    await life.act("op", Act.OPEN_APPLICATION, **form)
    await life.world.sleep(60)
    story = life.story(Kind.APPLICATION, 1)
    await story.to(Stage.DESIGNATED)
    await life.world.sleep(60)

    again = await life.park()
    assert (Stage.IN_LIFE, _day(life), None) == (again.stage, again.designated_on, again.reapply_from)
    assert ((), (), 1, 1) == (again.results, again.self_records, again.survey_turn, again.evaluation_turn)
    assert OPERATOR.credit_code == again.operator_code
    await life.until(add_months(again.designated_on, 6) + timedelta(days=1))
    assert str(add_months(again.designated_on, 6)) == (await life.opened(Act.OPEN_SURVEY))[-1][0]
    await life.until("2035-09-03")
    await life.evaluate(2, POOR)
    assert (await life.park()).open_of(Kind.RECTIFICATION)
    assert (await life.park()).open_of(Kind.REVOCATION) is None
    names = [row.id for row in await queries.cases(life.db)]
    assert {Kind.EVALUATION: 2, Kind.RECTIFICATION: 2} == {
        kind: sum(kind_of(name) == kind for name in names) for kind in (Kind.EVALUATION, Kind.RECTIFICATION)
    }
    await sound(life)
