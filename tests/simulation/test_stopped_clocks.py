"""A clock that is stopped, resumed and extended: nothing is lost, nothing ends meanwhile, everything is on record (Q58)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from activities.files.store import Store
from records.calendar.working_days import china
from records.database import Database
from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import Years
from regulation.procedures.self_assessment.file import close
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.cases import Course, Worlds, apply, begin, opening, play
from tests.conftest import EDITION, Story
from tests.courses import CHANGE, NOT_RECTIFIED, REVOKED, SELF_ASSESSMENT, SURVEY
from tests.decades import at
from tests.figures import FIGURES, FULL_MARKS

CALENDAR = china(Years(first=2026, last=2029))
STOP: dict[str, Any] = {"reason": "园区受灾停业"}
RESUME: dict[str, Any] = {"reason": "恢复运营"}


async def _begun(worlds: Worlds, db: Database, day: str, course: Course, stage: Stage, **form: Any) -> Story:
    story = await begin(await worlds(at(day)), db, opening(course, "p", date.fromisoformat(day), **form))
    await play(story, course, stage)
    return story


async def _to(story: Story, day: str | date) -> None:
    await story.env.run_until(at(day))  # type: ignore[attr-defined]  # a simulated world


async def _line(story: Story) -> list[tuple[str, str, str, str | None]]:
    """Give the suspension ledger: what, why, and the last day before and after."""
    return [
        (s.kind.value, s.reason, str(s.due_before), s.due_after and str(s.due_after))
        for s in (await story.file()).suspensions
    ]


@pytest.mark.provision("Q58", "Q17")
async def test_a_clock_with_an_account_stands_still_over_a_holiday(worlds: Worlds, db: Database) -> None:
    """Stopped before the Spring Festival and resumed after it: the days between are neither used nor lost."""
    story = await _begun(worlds, db, "2027-01-29", CHANGE, Stage.CHANGE_EXAMINATION)
    total = EDITION.number("change.decide_workdays")
    first = (await story.file()).due
    await _to(story, "2027-02-03")
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    used = CALENDAR.workdays_between(at("2027-01-29"), at("2027-02-03"))
    assert "already_done" == (await story.refused("leader", Act.SUSPEND_CLOCK, **STOP))[0]
    assert "not_entitled" == (await story.refused("city", Act.RESUME_CLOCK, **RESUME))[0]
    await _to(story, "2027-04-20")
    assert () == (await story.file()).reminded
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    assert "condition" == (await story.refused("leader", Act.RESUME_CLOCK, **RESUME))[0]

    due = (await story.file()).due
    assert CALENDAR.add_workdays(at("2027-04-20"), total - used).last_day == due.last_day
    assert [
        ("stop", "园区受灾停业", str(first.last_day), None),
        ("resume", "恢复运营", str(first.last_day), str(due.last_day)),
    ] == await _line(story)
    await _to(story, "2027-04-22")
    await story.act("city", Act.PASS_CHANGE, opinion="不宜增设", proposal="refuse")
    decided_by = CALENDAR.add_workdays(at("2027-04-22"), total - used - 2).last_day
    assert decided_by == (await story.file()).due.last_day


@pytest.mark.provision("Q58", "Q18")
async def test_a_clock_without_an_account_stands_still_over_a_holiday(worlds: Worlds, db: Database) -> None:
    """The workdays that were left run on; stopped and resumed on one day, the period is the same as before."""
    story = await _begun(worlds, db, "2027-01-29", SURVEY, Stage.SURVEY_FIELD)
    first = (await story.file()).due
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    assert first.last_day == (await story.file()).due.last_day
    await _to(story, "2027-02-03")
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await _to(story, "2027-02-20")
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    left = CALENDAR.workdays_between(at("2027-02-03"), at(first.last_day))
    assert CALENDAR.add_workdays(at("2027-02-20"), left).last_day == (await story.file()).due.last_day


@pytest.mark.provision("Q58", "Q12")
async def test_the_days_of_a_notice_belong_to_the_public(
    worlds: Worlds, db: Database, tmp_path: Path
) -> None:
    """No notice is stopped, and a stop that was made before it is over when it begins."""
    changed = await _begun(worlds, db, "2027-03-01", CHANGE, Stage.CHANGE_EXAMINATION)
    await changed.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await changed.visit()
    await changed.act("city", Act.PUBLISH_CHANGE_NOTICE)
    applied = await apply(await worlds(at("2027-03-01")), db, Store(tmp_path / "store"))
    await applied.to(Stage.REVIEW_RESULT)
    await applied.act("leader", Act.SUSPEND_CLOCK, **STOP)
    assert "condition" == (await applied.refused("leader", Act.EXTEND_LIMIT, reason="案情复杂"))[0]
    await applied.to(Stage.PUBLIC_NOTICE)
    for story in (changed, applied):
        await story.stage()
        assert "condition" == (await story.refused("leader", Act.SUSPEND_CLOCK, **STOP))[0]
        assert "condition" == (await story.refused("leader", Act.RESUME_CLOCK, **RESUME))[0]
        assert (await story.file()).stopped is None


@pytest.mark.provision("Q58", "Q17")
async def test_a_stop_does_not_outlive_its_stage(worlds: Worlds, db: Database, tmp_path: Path) -> None:
    """A stage without a period of its own has nothing to resume, though the one before was left with its clock stopped."""
    story = await apply(await worlds(at("2027-03-01")), db, Store(tmp_path / "store"))
    await story.to(Stage.RECOMMENDATION)
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    assert (await story.file()).stopped is not None
    await story.act("local", Act.RECOMMEND, opinion="同意推荐")
    assert (Stage.SUBMISSION, None) == (await story.stage(), (await story.file()).stopped)
    assert "condition" == (await story.refused("leader", Act.RESUME_CLOCK, **RESUME))[0]


@pytest.mark.provision("Q58", "Q32")
async def test_a_stopped_party_is_not_cut_off(worlds: Worlds, db: Database) -> None:
    """While the time to answer stands still it does not end; it ends when what was left of it is over."""
    story = await _begun(worlds, db, "2027-03-01", REVOKED, Stage.REVOCATION_STATEMENT)
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await _to(story, "2027-05-20")
    assert Stage.REVOCATION_STATEMENT == await story.stage()
    await story.act("op", Act.MAKE_STATEMENT, statement="灾后补充")
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    end = (await story.file()).due.expires_at
    assert end.date() == (at("2027-05-27") + timedelta(days=1)).date()
    await story.env.run_until(end - timedelta(minutes=1))  # type: ignore[attr-defined]
    assert Stage.REVOCATION_STATEMENT == (await story.file()).stage
    await story.env.sleep(timedelta(minutes=2))
    assert Stage.REVOCATION_LEGAL == await story.stage()


@pytest.mark.provision("Q58", "Q30")
async def test_a_stopped_rectification_neither_expires_nor_is_extended(worlds: Worlds, db: Database) -> None:
    """Only a limit that runs is extended; after a stop the months follow its new end, all of it on record."""
    story = await _begun(worlds, db, "2027-03-01", NOT_RECTIFIED, Stage.RECTIFYING)
    first = (await story.file()).due.last_day
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await _to(story, "2027-09-15")
    assert Stage.RECTIFYING == await story.stage()
    longer: dict[str, Any] = {"months": 2, "reason": "工程未完"}
    assert "condition" == (await story.refused("leader", Act.EXTEND_RECTIFICATION, **longer))[0]
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    second = (await story.file()).due.last_day
    await story.act("leader", Act.EXTEND_RECTIFICATION, **longer)
    file = await story.file()
    third = file.due.last_day

    assert add_months(second, 2) == file.due.nominal
    assert 4 == file.months
    assert [
        ("stop", "园区受灾停业", str(first), None),
        ("resume", "恢复运营", str(first), str(second)),
        ("extend", "工程未完", str(second), str(third)),
    ] == await _line(story)
    await _to(story, third)
    assert Stage.RECTIFYING == await story.stage()
    await _to(story, third + timedelta(days=1))
    assert Stage.RECTIFICATION_OVERDUE == await story.stage()


@pytest.mark.provision("Q58", "Q30")
async def test_a_long_limit_is_resumed_late_in_the_year_after(worlds: Worlds, db: Database) -> None:
    """Eighteen months that stood still until December reach into a third year, and have their working days there."""
    story = await _begun(worlds, db, "2027-03-01", NOT_RECTIFIED, Stage.RECTIFICATION_ORDER)
    items = [{"text": "逐项整改", "basis": "R9-rectify"}]
    await story.act("city", Act.ORDER_RECTIFICATION, items=items, months=12)
    await story.act("leader", Act.EXTEND_RECTIFICATION, months=6, reason="工程量大")
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await _to(story, "2028-12-20")
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    assert 2030 == (await story.file()).due.last_day.year
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    assert Stage.RECTIFYING == await story.stage()


@pytest.mark.provision("Q30", "Q17")
async def test_an_extension_is_a_line_of_the_suspension_ledger(
    worlds: Worlds, db: Database, tmp_path: Path
) -> None:
    """Of a rectification and of the city's own limit alike: from when to when, and why; the last day still counts."""
    story = await _begun(worlds, db, "2027-03-01", NOT_RECTIFIED, Stage.RECTIFYING)
    first = (await story.file()).due.last_day
    await _to(story, first)
    await story.act("leader", Act.EXTEND_RECTIFICATION, months=1, reason="工程未完")
    assert [("extend", "工程未完", str(first), "2027-06-01")] == await _line(story)

    applied = await apply(await worlds(at("2027-03-01")), db, Store(tmp_path / "store"))
    await applied.to(Stage.PANEL_FORMATION)
    before = (await applied.file()).due.last_day
    await applied.act("leader", Act.EXTEND_LIMIT, reason="专家库调整")
    after = (await applied.file()).due.last_day
    assert [("extend", "专家库调整", str(before), str(after))] == await _line(applied)
    assert before < after


@pytest.mark.provision("Q58", "Q23", "R8-self")
@pytest.mark.parametrize(("days_late", "on_time"), [(0, True), (1, False)])
async def test_a_self_assessment_stopped_over_its_due_date_is_judged_by_the_new_one(
    worlds: Worlds, db: Database, days_late: int, on_time: bool
) -> None:
    """Stopped over 31 March, handed on while it stands still, and reported by the new last day: in time."""
    story = await _begun(worlds, db, "2027-01-04", SELF_ASSESSMENT, Stage.SELF_FACTS)
    await _to(story, "2027-03-20")
    await story.act("leader", Act.SUSPEND_CLOCK, **STOP)
    await _to(story, "2027-04-20")
    goals = [{"name": "机构", "target": "2"}]
    await story.act("op", Act.PROVIDE_FACTS, facts=FIGURES, goals=goals)
    assert (await story.file()).stopped is not None
    await story.act("leader", Act.RESUME_CLOCK, **RESUME)
    due = (await story.file()).due.last_day
    left = CALENDAR.workdays_between(at("2027-03-20"), at("2027-03-31"))
    assert CALENDAR.add_workdays(at("2027-04-20"), left).last_day == due
    signed = {"judgements": FULL_MARKS, "conditions": "已落实", "opinion": "属实"}
    await story.act("local", Act.SIGN_SELF_ASSESSMENT, **signed)
    await _to(story, due + timedelta(days=days_late))
    await story.act("local", Act.REPORT_SELF_ASSESSMENT, summary="报告")
    assert on_time == close(await story.file()).on_time
    with pytest.raises(WorkflowUpdateFailedError):
        await story.act("leader", Act.RESUME_CLOCK, Role.CITY_HRSS_LEADER, **RESUME)
