"""Stories of a change on virtual time, on the real workflow, activities and database."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.documents.document import DocumentKind
from regulation.procedures.change.file import close
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, PEOPLE, Story, facts

Begin = Callable[..., Any]
LOCAL = PEOPLE[1].acting(Role.LOCAL_HRSS)
MAIN = facts().sites[0].model_dump(mode="json")
NEW_NAME: dict[str, Any] = {"kind": "name", "facts": facts(park_name="新名产业园").model_dump(mode="json")}
NEW_BRANCH: dict[str, Any] = {
    "kind": "branch",
    "facts": {
        **facts().model_dump(mode="json"),
        "sites": [MAIN, {"address": "龙潭区分园路2号", "area_m2": "900"}],
    },
}


async def today(env: Any) -> date:
    """Give the virtual day in China."""
    moment: datetime = await env.get_current_time()
    return moment.astimezone(CST).date()


async def begin_change(begin_case: Begin, env: Any, **report: Any) -> Story:
    """Begin the case of a reported change, planned for long after today."""
    day = await today(env)
    planned = (day + timedelta(days=120)).isoformat()
    story: Story = await begin_case(
        Kind.CHANGE,
        1,
        LOCAL,
        facts=facts().model_dump(mode="json"),
        opened_for=day.isoformat(),
        report={"what": "拟作变更", "planned_on": planned, **report},
    )
    return story


async def issued(story: Story) -> list[DocumentKind]:
    """Give the documents of the case, all of them typeset."""
    file = await story.file()
    assert () == file.undelivered
    return [document.kind for document in file.documents]


@pytest.mark.provision("R7-major", "R7-report", "R7-consent", "Q09", "Q21")
async def test_silence_consents_to_nothing_and_a_leader_does(begin_case: Begin, skipping: Any) -> None:
    """A change waits, reminded and escalated, until a leader decides; then it may be carried out, not before."""
    story = await begin_change(begin_case, skipping, **NEW_NAME)
    assert EDITION.number("change.decide_workdays") == (await story.file()).due.workdays
    await story.pass_days(3)
    await story.act("city", Act.REQUEST_SUPPLEMENT, items=["股东会决议"])
    assert EDITION.number("supplement.workdays") == (await story.file()).due.workdays
    await story.act("local", Act.SUPPLEMENT, note="决议见附件")
    await story.act("city2", Act.PASS_CHANGE, Role.CITY_HRSS, opinion="材料齐全")
    assert (
        "not_entitled"
        == (await story.refused("city2", Act.CONSENT_CHANGE, Role.CITY_HRSS_LEADER, opinion="同意"))[0]
    )

    await story.pass_days(90)
    assert Stage.CHANGE_DECISION == await story.stage()
    reminded = [
        reminder.rpartition("/")[2].rstrip("0123456789") for reminder in (await story.file()).reminded
    ]
    assert {"before", "due", "after", "escalated"} == set(reminded)
    form: dict[str, Any] = {"carried_out_on": (await today(skipping)).isoformat(), "note": "已更名"}
    assert "act_not_allowed" == (await story.refused("local", Act.REPORT_IMPLEMENTED, **form))[0]

    await story.act("leader", Act.CONSENT_CHANGE, opinion="同意", conditions=["更换标牌"])
    early = (await today(skipping) - timedelta(days=1)).isoformat()
    refusal = await story.refused("local", Act.REPORT_IMPLEMENTED, **{**form, "carried_out_on": early})
    assert "condition" == refusal[0]
    await story.act("local", Act.REPORT_IMPLEMENTED, **form)
    assert Stage.CHANGE_IMPLEMENTED == await story.handle.result()
    kept = close(await story.file())
    assert kept.facts is not None
    assert ("新名产业园", False) == (kept.facts.park_name, kept.acted_first)
    assert [DocumentKind.SUPPLEMENT_NOTICE, DocumentKind.CHANGE_CONSENT] == await issued(story)


@pytest.mark.provision("R7-branch", "Q22", "Q12")
async def test_a_branch_park_is_visited_and_put_to_the_public(begin_case: Begin, skipping: Any) -> None:
    """Visit, notice of the full working days, and only then the decision."""
    story = await begin_change(begin_case, skipping, **NEW_BRANCH)
    assert "too_early" == (await story.refused("city", Act.PUBLISH_CHANGE_NOTICE))[0]
    await story.visit()
    await story.act("city", Act.PUBLISH_CHANGE_NOTICE)
    assert Stage.CHANGE_NOTICE == await story.stage()
    notice = (await story.file()).notice
    assert EDITION.number("notice.workdays") == notice.period.workdays
    left = notice.period.expires_at - await skipping.get_current_time()
    await skipping.sleep(left - timedelta(minutes=1))
    assert Stage.CHANGE_NOTICE == (await story.file()).stage
    await skipping.sleep(timedelta(minutes=2))
    assert Stage.CHANGE_DECISION == await story.stage()
    await story.act("leader", Act.CONSENT_CHANGE, opinion="同意")
    await story.act("local", Act.WITHDRAW, reason="资金未到位，不再增设")
    assert Stage.CHANGE_WITHDRAWN == await story.handle.result()
    assert close(await story.file()).facts is None
    assert [DocumentKind.CHANGE_NOTICE, DocumentKind.CHANGE_CONSENT] == await issued(story)


@pytest.mark.provision("R7-consent", "Q21")
async def test_acting_first_is_a_finding_and_no_fast_lane(begin_case: Begin, skipping: Any) -> None:
    """It is recorded beside the procedure, whose stage it leaves alone, and is there when the change is refused."""
    story = await begin_change(begin_case, skipping, kind="closure", planned_on="2020-01-01")
    since = (await today(skipping) - timedelta(days=3)).isoformat()
    seen = await story.submission("city", Act.PASS_CHANGE, opinion="材料齐全")
    await story.act("city", Act.RECORD_ACTING_FIRST, since=since, evidence="现场已停业")
    assert Stage.CHANGE_EXAMINATION == (await story.file()).stage
    again = await story.refused("local", Act.RECORD_ACTING_FIRST, since=since, evidence="同上")
    assert "already_done" == again[0]
    assert seen.seen < (await story.file()).version
    await story.act("city", Act.PASS_CHANGE, opinion="已先行停业", proposal="refuse")
    await story.act("leader", Act.REFUSE_CHANGE, reasons=["未经同意先行停业"], provisions=["R7-consent"])
    assert Stage.CHANGE_REFUSED == await story.handle.result()
    file = await story.file()
    assert (True, True, False) == (file.short_notice, close(file).acted_first, close(file).on_time)
    assert [DocumentKind.CHANGE_REFUSAL] == await issued(story)
