"""Stories of the yearly self-assessment on virtual time, on the real workflow, activities and database."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from proof import checks
from records.calendar.working_days import china
from records.reading import queries
from regulation.calendar.working_days import CST, Years
from regulation.measures.scorecard.figures import FLAGS, LISTS, NUMBERS, YearFacts
from regulation.procedures.self_assessment.file import close
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, Story, facts

Begin = Callable[..., Any]
GOALS = [{"name": "入驻机构", "target": "20 家"}, {"name": "招聘会", "target": "12 场"}]
WHOLE: dict[str, Any] = {
    **{name: 100 for name in NUMBERS if name in YearFacts.model_fields},
    **{name: True for name in FLAGS if name in YearFacts.model_fields},
    **{name: ["服务"] for name in LISTS},
    "support_policy": "park",
}
LEDGER = {
    "self_assessments_due": 1,
    "self_assessments_on_time": 1,
    "surveys_due": 2,
    "surveys_on_time": 2,
    "changes_before_consent": 0,
    "net_tenant_change": 1,
}
SIGNATURE: dict[str, Any] = {
    "judgements": {key: str(EDITION.scorecard.indicators[key].points) for key in EDITION.scorecard.judged},
    "conditions": "改造公共服务大厅，兑现房租补贴",
    "opinion": "属实",
}


async def begin_year(begin_case: Begin, year: int, goals: list[Any] | None = None, **changes: Any) -> Story:
    """Begin the self-assessment of a calendar year, owed by the end of March after it."""
    form = {
        "facts": facts().model_dump(mode="json"),
        "opened_for": f"{year + 1}-01-01",
        "due_on": f"{year + 1}-03-31",
        "previous_goals": goals or [],
        "ledger": LEDGER,
        **changes,
    }
    story: Story = await begin_case(Kind.SELF_ASSESSMENT, year, **form)
    return story


async def present(story: Story) -> datetime:
    """Give the virtual present in China."""
    return (await story.env.get_current_time()).astimezone(CST)


async def wait_until(story: Story, moment: datetime) -> None:
    """Let virtual time pass until a moment."""
    await story.env.sleep(moment - await present(story))


async def provide(story: Story, **changes: Any) -> None:
    """Let the operator supply its figures and goals."""
    await story.act("op", Act.PROVIDE_FACTS, facts={**WHOLE, **changes}, goals=GOALS)


def day_after(day: date) -> datetime:
    """Give the midnight that ends a day in China."""
    return datetime.combine(day + timedelta(days=1), time.min, CST)


@pytest.mark.provision("R8-self", "R8-selfreport", "R6-goals", "Q23", "Q48")
async def test_a_year_is_assessed_in_time_and_its_goals_are_judged_the_next(
    begin_case: Begin, skipping: Any
) -> None:
    """Facts, signature, report and verification, each by its people; the goals set return the year after."""
    year = (await skipping.get_current_time()).year
    first = await begin_year(begin_case, year)
    file = await first.file()
    assert (Stage.SELF_FACTS, date(year + 1, 3, 31)) == (file.stage, file.due.nominal)
    assert "not_entitled" == (await first.refused("local", Act.PROVIDE_FACTS, facts=WHOLE, goals=GOALS))[0]

    await provide(first, tax_cny=None)
    code, why = await first.refused("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE)
    assert ("condition", True) == (code, "E2 税收贡献（税收（元））" in why)
    await first.act("local", Act.RETURN_FACTS, reason="请补充税收数据")
    await provide(first)
    await first.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE, daily_findings=["消防通道堆物"])
    await first.act("local", Act.REPORT_SELF_ASSESSMENT, summary="自评报告")
    await first.act("city", Act.VERIFY_SELF_ASSESSMENT, opinion="核实无误")
    assert Stage.SELF_ASSESSED == await first.handle.result()
    record = close(await first.file()).self_record
    assert record is not None
    assert (year, True, (await first.file()).assessment.total) == (record.year, record.on_time, record.score)

    second = await begin_year(begin_case, year + 1, [goal.model_dump() for goal in record.goals])
    refused = await second.refused("op", Act.PROVIDE_FACTS, facts=WHOLE, goals=GOALS)
    assert "入驻机构、招聘会" in refused[1]
    stated = [{"name": goal["name"], "statement": "已完成"} for goal in GOALS]
    await second.act("op", Act.PROVIDE_FACTS, facts=WHOLE, goals=GOALS, statements=stated)
    judged = [{"name": "入驻机构", "reached": True}, {"name": "招聘会", "reached": False, "note": "仅 9 场"}]
    await second.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE, goals=judged)
    points = {score.id: str(score.points) for score in (await second.file()).assessment.scores}
    assert "3.25" == points["M3"]
    assert 0 < await checks.verify(second.db)


@pytest.mark.provision("Q24", "R8-self", "Q53")
async def test_a_year_that_nobody_reports_is_missing_and_one_that_is_late_is_not(
    begin_case: Begin, skipping: Any
) -> None:
    """Reminders and escalation; late the day after; missing when the last workday of grace is over, and not before."""
    year = (await skipping.get_current_time()).year
    silent, late = await begin_year(begin_case, year), await begin_year(begin_case, year)
    await provide(late)
    await late.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE)
    due = (await late.file()).due
    await wait_until(late, due.expires_at)
    await late.act("local", Act.REPORT_SELF_ASSESSMENT, summary="自评报告")
    await late.act("city", Act.VERIFY_SELF_ASSESSMENT, opinion="核实无误")
    record = close(await late.file()).self_record
    assert record is not None
    assert (False, True) == (record.on_time, record.score is not None)

    calendar = china(Years(first=year, last=year + 2))
    grace = calendar.add_workdays(day_after(due.last_day) - timedelta(seconds=1), 15)
    await wait_until(silent, grace.expires_at - timedelta(minutes=1))
    assert Stage.SELF_FACTS == (await silent.file()).stage
    assert {"before", "due", "after", "escalated"} == {
        level
        for level in ("before", "due", "after", "escalated")
        if level in str((await silent.file()).reminded)
    }
    await wait_until(silent, grace.expires_at)
    assert Stage.SELF_MISSING == await silent.stage()
    record = close(await silent.file()).self_record
    assert record is not None
    assert (year, None, False, (), False) == tuple(dict(record).values())
    assert () == tuple(await queries.tasks(silent.db, case=silent.case))


@pytest.mark.provision("Q23", "Q24", "R3-local", "R3-city", "Q55")
async def test_the_department_goes_ahead_without_the_operator_and_puts_a_returned_report_right(
    begin_case: Begin, skipping: Any
) -> None:
    """Alone only near the due date; what the city bureau returns is not late any more if it is made again in its grace."""
    year = (await skipping.get_current_time()).year
    story = await begin_year(begin_case, year)
    alone: dict[str, Any] = {"reason": "运营机构经催报未报", "facts": WHOLE}
    assert "too_early" == (await story.refused("local", Act.ASSESS_WITHOUT_FACTS, **alone))[0]
    due = (await story.file()).due
    await wait_until(story, day_after(due.last_day - timedelta(days=16)))
    await story.act("local", Act.ASSESS_WITHOUT_FACTS, **alone)
    await story.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE)
    await story.act("local", Act.REPORT_SELF_ASSESSMENT, summary="自评报告")
    await wait_until(story, due.expires_at + timedelta(days=3))
    await story.act(
        "city", Act.RETURN_SELF_ASSESSMENT, reasons=["重点群体占比无依据"], provisions=["R8-self"]
    )
    again = (await story.file()).due
    assert EDITION.number("self.late_workdays") == again.workdays

    await wait_until(story, again.expires_at + timedelta(days=3))
    assert Stage.SELF_ASSESSING == (await story.file()).stage
    await story.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE)
    await story.act("local", Act.REPORT_SELF_ASSESSMENT, summary="更正后的自评报告")
    await story.act("city", Act.VERIFY_SELF_ASSESSMENT, opinion="核实无误")
    assert Stage.SELF_ASSESSED == await story.handle.result()
    assert close(await story.file()).on_time


@pytest.mark.provision("Q24", "R8-self", "R8-selfreport")
async def test_no_year_stays_open_for_ever(begin_case: Begin, skipping: Any) -> None:
    """A report that nobody verifies is closed unverified; one that came back and is not made again is missing."""
    year = (await skipping.get_current_time()).year
    silent, returned = await begin_year(begin_case, year), await begin_year(begin_case, year)
    for story in (silent, returned):
        await provide(story)
        await story.act("local", Act.SIGN_SELF_ASSESSMENT, **SIGNATURE)
        await story.act("local", Act.REPORT_SELF_ASSESSMENT, summary="自评报告")
    form = {"reasons": ["重点群体占比无依据"], "provisions": ["R8-self"]}
    await returned.act("city", Act.RETURN_SELF_ASSESSMENT, **form)
    due = (await silent.file()).due
    await wait_until(silent, due.expires_at + timedelta(days=60))
    assert Stage.SELF_VERIFICATION == (await silent.file()).stage
    await silent.pass_days(60)
    assert Stage.SELF_UNVERIFIED == await silent.handle.result()
    record = close(await silent.file()).self_record
    assert record is not None
    assert (None, True, False) == (record.score, record.unverified, record.missing)

    await wait_until(returned, day_after(date(year + 1, 6, 30)))
    assert Stage.SELF_MISSING == await returned.handle.result()
    record = close(await returned.file()).self_record
    assert record is not None
    assert record.missing


@pytest.mark.provision("Q55")
async def test_a_case_opened_late_has_its_workdays_before_it_is_missing(
    begin_case: Begin, skipping: Any
) -> None:
    """A year whose date has long passed is opened once, has the workdays of a late case, and then the grace."""
    year = (await skipping.get_current_time()).year
    story = await begin_year(begin_case, year - 3, late=True)
    file = await story.file()
    assert (True, EDITION.number("self.late_workdays")) == (file.late, file.due.workdays)
    await wait_until(story, file.due.expires_at + timedelta(days=1))
    assert Stage.SELF_FACTS == (await story.file()).stage
    await story.pass_days(60)
    assert Stage.SELF_MISSING == await story.stage()


@pytest.mark.provision("Q24", "Q58")
async def test_a_year_is_not_missing_while_its_clock_stands_still(begin_case: Begin, skipping: Any) -> None:
    """A stopped period holds the marking up; when it runs again, the grace is counted from its new last day."""
    year = (await skipping.get_current_time()).year
    story = await begin_year(begin_case, year)
    due = (await story.file()).due
    await wait_until(story, due.expires_at - timedelta(days=20))
    await story.act("leader", Act.SUSPEND_CLOCK, reason="园区受灾停业")
    await wait_until(story, due.expires_at + timedelta(days=120))
    assert Stage.SELF_FACTS == await story.stage()

    await story.act("leader", Act.RESUME_CLOCK, reason="恢复运营")
    again = (await story.file()).due
    await wait_until(story, again.expires_at + timedelta(days=1))
    assert Stage.SELF_FACTS == await story.stage()
    await story.pass_days(60)
    assert Stage.SELF_MISSING == await story.stage()
