"""Stories of the regular survey on virtual time, on the real workflow, activities and database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from proof import checks
from regulation.calendar.working_days import CST
from regulation.procedures.survey.file import close
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, Story, facts

Begin = Callable[..., Any]
PERIOD = timedelta(days=181)


async def present(story_or_env: Any) -> datetime:
    """Give the virtual present in China."""
    env = getattr(story_or_env, "env", story_or_env)
    moment: datetime = await env.get_current_time()
    return moment.astimezone(CST)


async def begin_survey(
    begin_case: Begin, env: Any, number: int, carried: list[Any] | None = None, ends: timedelta = PERIOD
) -> Story:
    """Begin the n-th survey of a park; the next one opens some days from now."""
    today = (await present(env)).date()
    form = {
        "facts": facts().model_dump(mode="json"),
        "opened_for": today.isoformat(),
        "next_on": (today + ends).isoformat(),
        "carried": carried or [],
    }
    story: Story = await begin_case(Kind.SURVEY, number, **form)
    return story


async def record(story: Story, **changes: Any) -> None:
    """Let the local department record a survey that finds nothing, unless told otherwise."""
    sound = {
        "surveyed_on": (await present(story)).date().isoformat(),
        "running": "运行平稳",
        "area_m2": "3600",
        "firms": 12,
        "coordination_body": True,
        "staff_full_time": 2,
        "staff_part_time": 0,
        "management_rules": True,
        "powers_list": True,
        "policies": "房租补贴已兑现",
        "policies_delivered": True,
    }
    await story.act("local", Act.RECORD_SURVEY, **{**sound, **changes})


async def report(story: Story) -> None:
    """Let the local department report."""
    await story.act("local", Act.REPORT_SURVEY, summary="调研报告")


@pytest.mark.provision("R6-survey", "R6-report", "R6-manage", "Q18", "Q19", "R4.3b-count")
async def test_a_survey_ends_when_its_last_finding_is_closed(begin_case: Begin, skipping: Any) -> None:
    """Without a finding it ends with the report; with some, when the city bureau has closed each of them."""
    clean = await begin_survey(begin_case, skipping, 1)
    assert EDITION.number("survey.field_workdays") == (await clean.file()).due.workdays
    await record(clean)
    assert EDITION.number("survey.report_workdays") == (await clean.file()).due.workdays
    await report(clean)
    assert Stage.SURVEYED == await clean.handle.result()
    assert ((), True) == (close(await clean.file()).findings, close(await clean.file()).on_time)

    story = await begin_survey(begin_case, skipping, 2)
    problem = {"text": "消防通道堆物", "basis": "R6-manage"}
    await record(story, firms=9, coordination_body=False, problems=[problem])
    findings = [(f.id, f.basis) for f in (await story.file()).findings]
    assert [(201, "R4.3b-count"), (202, "R6-body"), (203, "R6-manage")] == findings
    await report(story)
    await story.act("op", Act.ADDRESS_FINDING, finding=203, done="已清理")
    await story.act("local", Act.ADDRESS_FINDING, finding=202, done="已设立协调小组")
    for number in (203, 202, 201):
        assert Stage.SURVEY_FOLLOW_UP == await story.stage()
        assert (
            "not_entitled"
            == (await story.refused("op", Act.CLOSE_FINDING, finding=number, reasons="属实"))[0]
        )
        await story.act("city", Act.CLOSE_FINDING, finding=number, reasons="现场核实")
    assert Stage.SURVEYED == await story.handle.result()
    assert 0 < await checks.verify(story.db)


@pytest.mark.provision("R6-survey", "R6-report", "Q18", "R4.2c-area")
async def test_what_is_open_goes_into_the_next_survey(begin_case: Begin, skipping: Any) -> None:
    """On the day of the next survey and not before; there it has its number and is closed with the new ones."""
    story = await begin_survey(begin_case, skipping, 1)
    await record(story, area_m2="1999.99")
    due = (await story.file()).due
    await story.env.sleep(due.expires_at - await present(story))
    await report(story)
    await story.act("op", Act.ADDRESS_FINDING, finding=101, done="正在扩建")
    ends_at = (await story.file()).ends_at
    await story.env.sleep(ends_at - timedelta(minutes=1) - await present(story))
    assert Stage.SURVEY_FOLLOW_UP == (await story.file()).stage
    await story.env.sleep(ends_at - await present(story))
    assert Stage.SURVEY_CARRIED_OVER == await story.stage()
    told = close(await story.file())
    assert ([101], False) == ([finding.id for finding in told.findings], told.on_time)

    carried = [finding.model_dump(mode="json") for finding in told.findings]
    following = await begin_survey(begin_case, skipping, 2, carried)
    await record(following, powers_list=False)
    await report(following)
    assert [(101, "正在扩建"), (201, None)] == [
        (f.id, f.addressed) for f in (await following.file()).findings
    ]
    for number in (101, 201):
        await following.act("city", Act.CLOSE_FINDING, finding=number, reasons="现场核实")
    assert Stage.SURVEYED == await following.handle.result()


@pytest.mark.provision("R6-survey", "Q18")
async def test_a_survey_that_nobody_makes_or_reports_is_missed(begin_case: Begin, skipping: Any) -> None:
    """On the day of the next one, whether it was recorded or not; at once if that day has passed already."""
    finding = {"id": 7, "text": "漏水", "basis": "R6-manage", "found_on": "2026-03-01"}
    late = await begin_survey(begin_case, skipping, 4, [finding], ends=timedelta(days=-1))
    assert Stage.SURVEY_MISSED == await late.stage()
    assert [7] == [kept.id for kept in close(await late.file()).findings]

    silent = await begin_survey(begin_case, skipping, 5)
    unreported = await begin_survey(begin_case, skipping, 6)
    await record(unreported)
    ends_at = (await silent.file()).ends_at
    await silent.env.sleep(ends_at - timedelta(minutes=1) - await present(silent))
    stages = [(await story.file()).stage for story in (silent, unreported)]
    assert [Stage.SURVEY_FIELD, Stage.SURVEY_REPORT] == stages
    await silent.env.sleep(ends_at - await present(silent))
    assert [Stage.SURVEY_MISSED] * 2 == [await story.stage() for story in (silent, unreported)]
    assert not close(await unreported.file()).on_time
