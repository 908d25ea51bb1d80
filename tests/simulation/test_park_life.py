"""Stories of a park's decades on a virtual clock (Articles 6 to 9)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from records.reading import files
from regulation.calendar.working_days import CST
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import Adoption
from regulation.procedures.park.imported import PastGrade, YearScore
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION
from tests.decades import PARK, an_edition, existing, sound
from tests.figures import FIGURES, POOR

ABSENT = timedelta(days=250)


@pytest.mark.provision("Q40", "R8-self", "R8-central", "R6-survey")
async def test_an_existing_park_enters_mid_cycle(decades: Callable[..., Any]) -> None:
    """What its file records is kept; the clocks go on from the day of import, with nothing invented before it."""
    life = await decades("2027-05-04")
    old = existing(
        evaluation_on=date(2026, 9, 1),
        evaluation_grade=PastGrade.QUALIFIED,
        self_scores=(YearScore(year=2025, score=Decimal(80)), YearScore(year=2026, score=Decimal("81.5"))),
    )
    await life.enter(old)
    await life.until("2028-01-02")

    park = await life.park()
    assert (Stage.IN_LIFE, date(2025, 3, 10)) == (park.stage, park.designated_on)
    assert [2025, 2026] == [record.year for record in park.self_records]
    assert [("2028-01-01", False)] == await life.opened(Act.OPEN_SELF_ASSESSMENT)
    assert [("2027-09-10", False)] == await life.opened(Act.OPEN_SURVEY)
    assert [] == await life.opened(Act.OPEN_EVALUATION)
    await sound(life)


@pytest.mark.provision("Q25", "Q55")
async def test_what_fell_due_while_nobody_ran_is_opened_once_in_order_and_marked_late(
    decades: Callable[..., Any],
) -> None:
    """An outage over New Year and two surveys: all are opened on the return, in order, each once, marked late.

    The survey whose period had passed by then counts against nobody: no one could have done it.
    """
    life = await decades("2027-05-04")
    await life.enter(existing(self_scores=(YearScore(year=2026, score=Decimal(80)),)))
    await life.until("2027-08-20")
    await life.world.leave(ABSENT)
    await life.until("2028-05-02")

    opened = [
        (e.act, e.form["opened_for"], e.form["late"])
        for _, e in await files.ledger(life.db, f"park/{PARK}")
        if e.act in {Act.OPEN_SURVEY, Act.OPEN_SELF_ASSESSMENT}
    ]
    expected = [
        (Act.OPEN_SURVEY, "2027-09-10", True),
        (Act.OPEN_SELF_ASSESSMENT, "2028-01-01", True),
        (Act.OPEN_SURVEY, "2028-03-10", True),
    ]
    assert expected == opened
    assert Stage.SURVEY_MISSED == await life.stage(Kind.SURVEY, 1)
    await life.until("2028-09-11")
    assert Stage.SURVEY_MISSED == await life.stage(Kind.SURVEY, 2)
    assert [(Kind.SURVEY, False)] == [(r.kind, r.on_time) for r in (await life.park()).reports]
    await sound(life)


@pytest.mark.provision("Q24", "Q18")
async def test_nobody_acts_for_three_years(decades: Callable[..., Any]) -> None:
    """Every year is marked missing, every survey missed, each once; nothing is decided in anyone's place."""
    life = await decades("2027-05-04")
    await life.enter(existing(self_scores=(YearScore(year=2026, score=Decimal(80)),)))
    await life.until("2030-06-01")

    park = await life.park()
    assert [(2027, None), (2028, None), (2029, None)] == [
        (record.year, record.score) for record in park.self_records if record.year > 2026
    ]
    assert 6 == len(await life.opened(Act.OPEN_SURVEY))
    assert [("2029-09-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    assert Stage.EVALUATION_FACTS == await life.stage(Kind.EVALUATION, 1)
    assert Stage.IN_LIFE == park.stage
    await sound(life)


@pytest.mark.provision("R9-rectify", "R9-revoke", "Q29", "Q36")
async def test_failing_and_failing_the_recheck_ends_the_status(decades: Callable[..., Any]) -> None:
    """A failed evaluation opens a rectification, its failed recheck a revocation, and the rest lapses with it."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=(YearScore(year=2028, score=Decimal(80)),)))
    await life.until("2029-09-03")
    await life.evaluate(1, POOR)
    assert (await life.park()).open_of(Kind.RECTIFICATION)
    await life.rectify(1, POOR)
    assert (await life.park()).open_of(Kind.REVOCATION)
    await life.revoke()

    park = await life.park()
    assert Stage.STATUS_REVOKED == park.stage
    assert park.ended_on == life.world.now.astimezone(CST).date()
    assert park.reapply_from == park.ended_on.replace(year=park.ended_on.year + 2)
    assert Stage.LAPSED == await life.stage(Kind.SURVEY, 1)
    await sound(life)


@pytest.mark.provision("R9-rectify", "Q29")
async def test_rectified_in_time_the_park_lives_on(decades: Callable[..., Any]) -> None:
    """A passed recheck breaks the chain: the next failure leads to rectification again, not to revocation."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=(YearScore(year=2028, score=Decimal(80)),)))
    await life.until("2029-09-03")
    await life.evaluate(1, POOR)
    await life.rectify(1, FIGURES)
    await life.until("2032-09-02")
    await life.evaluate(2, POOR)

    park = await life.park()
    assert ["unqualified", "qualified", "unqualified"] == [record.grade for record in park.results]
    assert park.open_of(Kind.RECTIFICATION)
    assert park.open_of(Kind.REVOCATION) is None
    await sound(life)


@pytest.mark.provision("Q40", "R10-effective")
async def test_a_park_adopts_an_edition_and_what_is_open_keeps_its_own(decades: Callable[..., Any]) -> None:
    """The open survey goes on under the old edition; what opens next follows the new one."""
    new = an_edition(
        "jilin-city-every-two-years", **{"evaluation.every_years": 2, "central.mode": "per_park"}
    )
    life = await decades("2027-05-04")
    await life.enter(existing())
    await life.until("2027-09-11")
    adoption = Adoption(edition=new.id, edition_digest=new.digest, note="新版施行").model_dump(mode="json")
    with pytest.raises(WorkflowUpdateFailedError):
        await life.act("city", Act.ADOPT_EDITION, **adoption)
    await life.act("leader", Act.ADOPT_EDITION, **adoption)
    await life.until("2029-03-11")

    survey = await life.story(Kind.SURVEY, 1).file()
    evaluation = await life.story(Kind.EVALUATION, 1).file()
    assert (EDITION.id, new.id) == (survey.edition, evaluation.edition)
    assert [("2029-03-10", False)] == await life.opened(Act.OPEN_EVALUATION)
    await sound(life)


@pytest.mark.provision("Q57")
async def test_a_park_of_the_29th_of_february_keeps_its_day(decades: Callable[..., Any]) -> None:
    """Its anniversaries fall on the 28th, and on the 29th again in a leap year."""
    new = an_edition("jilin-city-per-park", **{"central.mode": "per_park"})
    life = await decades("2028-03-01")
    await life.enter(existing(designated_on=date(2028, 2, 29), counted_on=date(2028, 2, 29)), new)
    await life.until("2032-03-02")

    days = [day for day, _ in await life.opened(Act.OPEN_SURVEY)]
    assert ["2028-08-29", "2029-02-28", "2029-08-29", "2030-02-28"] == days[:4]
    assert "2032-02-29" == days[-1]
    assert [("2031-02-28", False)] == await life.opened(Act.OPEN_EVALUATION)


async def test_a_checkpoint_with_procedures_open_changes_nothing(decades: Callable[..., Any]) -> None:
    """Park and cases continue as new with everything open, and nothing is opened twice or lost."""
    life = await decades("2029-08-01")
    scores = tuple(YearScore(year=year, score=Decimal(95)) for year in (2026, 2027, 2028))
    await life.enter(existing(self_scores=scores))
    await life.until("2029-09-11")
    before = await life.park()
    assert 2 == len(before.open)
    for name in (before.case, *before.open):
        await life.world.client.get_workflow_handle(name).signal("checkpoint")
    await life.world.sleep(60)

    assert [("2029-09-01", False)] == await life.opened(Act.OPEN_EVALUATION)
    assert before == await life.park()
    asked = life.world.client.get_workflow_handle(before.case)
    assert before == await asked.query("file", result_type=ParkFile)
    await life.evaluate(1, FIGURES)
    assert ["excellent"] == [record.grade for record in (await life.park()).results]
    await sound(life)


@pytest.mark.provision("Q34", "Q36")
async def test_leaving_while_a_failure_is_put_right_bars_like_a_revocation(
    decades: Callable[..., Any],
) -> None:
    """A request made before the failure lapses with it; one made after it leads out, with the longer wait."""
    life = await decades("2029-08-01")
    await life.enter(existing(self_scores=(YearScore(year=2028, score=Decimal(80)),)))
    await life.until("2029-09-03")
    await life.act("op", Act.OPEN_EXIT, reason="业务调整")
    await life.world.sleep(60)
    assert Stage.EXIT_SUPPORT == await life.stage(Kind.EXIT, 1)
    await life.evaluate(1, POOR)
    assert Stage.LAPSED == await life.stage(Kind.EXIT, 1)

    await life.act("op", Act.OPEN_EXIT, reason="仍要退出")
    await life.world.sleep(60)
    story = life.story(Kind.EXIT, 2)
    await story.act("gov", Act.SUPPORT_EXIT, opinion="支持", government="龙潭区人民政府")
    await story.act("leader", Act.CONSENT_EXIT, opinion="同意")
    await story.act("city", Act.PUBLISH_EXIT)
    await life.world.sleep(60)
    park = await life.park()
    assert Stage.STATUS_EXITED == park.stage
    assert park.ended_on is not None
    assert park.reapply_from == park.ended_on.replace(year=park.ended_on.year + 2)
    await sound(life)
