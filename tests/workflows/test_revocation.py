"""Stories of a revocation on virtual time, on the real workflow, activities and database."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing
from regulation.documents.document import DocumentKind
from regulation.procedures.revocation.file import close
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, Story, facts

Begin = Callable[..., Any]
CHAIN = [
    {
        "case": "park/p/evaluation/1",
        "kind": "evaluation",
        "on": "2026-01-12",
        "grade": "unqualified",
        "score": "52",
    },
    {
        "case": "park/p/rectification/1",
        "kind": "rectification",
        "on": "2026-02-20",
        "grade": "unqualified",
        "score": "55",
    },
]


async def today(env: Any) -> date:
    """Give the virtual day in China."""
    moment: datetime = await env.get_current_time()
    return moment.astimezone(CST).date()


async def begin_revocation(begin_case: Begin, env: Any, **changes: Any) -> Story:
    """Begin a revocation for consecutive failure, unless told otherwise, and serve its notice."""
    form = {
        "facts": facts().model_dump(mode="json"),
        "opened_for": (await today(env)).isoformat(),
        "ground": "consecutive",
        "chain": CHAIN,
        "explanation": "相邻两次不合格",
        "reasons": ["相邻两次总评不合格"],
        **changes,
    }
    story: Story = await begin_case(Kind.REVOCATION, 1, **form)
    served_on = (await today(env)).isoformat()
    await story.act("city", Act.SERVE_NOTICE, facts="两次总评均不合格", served_on=served_on)
    return story


async def time_is_over(story: Story) -> None:
    """Let the time to answer pass; a minute before its end nothing has moved."""
    due = (await story.file()).due
    assert EDITION.number("revoke.statement_workdays") == due.workdays
    await story.env.sleep(due.expires_at - await story.env.get_current_time() - timedelta(minutes=1))
    assert Stage.REVOCATION_STATEMENT == (await story.file()).stage
    await story.env.sleep(timedelta(minutes=2))


async def issued(story: Story) -> list[DocumentKind]:
    """Give the documents of the case, all of them typeset."""
    file = await story.file()
    assert () == file.undelivered
    return [document.kind for document in file.documents]


@pytest.mark.provision("R9-revoke", "Q32", "Q37", "Q38", "Q14")
async def test_the_party_is_heard_before_the_status_is_revoked(begin_case: Begin, skipping: Any) -> None:
    """Statement and hearing, legal check, dissent overridden by a minute, decision, publication, plaque."""
    story = await begin_revocation(begin_case, skipping)
    await story.act("op", Act.MAKE_STATEMENT, statement="复评评分有误")
    await story.act("gov", Act.REQUEST_HEARING)
    await time_is_over(story)
    assert Stage.REVOCATION_HEARING == await story.stage()
    assert "act_not_allowed" == (await story.refused("op", Act.MAKE_STATEMENT, statement="补充"))[0]
    hearing: dict[str, Any] = {
        "held_on": (await today(skipping)).isoformat(),
        "attendees": ["林运营"],
        "record": "笔录",
    }
    assert "condition" == (await story.refused("city", Act.RECORD_HEARING, **hearing))[0]
    answers = [{"statement": 1, "answer": "经复核评分无误"}]
    await story.act("city", Act.RECORD_HEARING, **hearing, answers=answers)
    check: dict[str, Any] = {"lawful": True, "opinion": "事实清楚，程序合法"}
    assert "not_entitled" == (await story.refused("city", Act.RECORD_LEGAL_CHECK, **check))[0]
    await story.act("city2", Act.RECORD_LEGAL_CHECK, Role.CITY_HRSS, **check)

    against = await story.refused("leader", Act.RECORD_OPINION, vote="disagree", reason="再给一次机会")
    assert "condition" == against[0]
    await story.opinions(fin="disagree")
    assert "condition" == (await story.refused("leader", Act.REVOKE, opinion="取消"))[0]
    await story.act("leader", Act.REVOKE, opinion="取消", override_minute="局务会纪要第3号")
    await story.act("city", Act.ISSUE_REVOCATION)
    assert Stage.REVOCATION_PUBLICATION == await story.stage()
    told: Closing = close(await story.file())
    assert Stage.REVOCATION_PUBLICATION == told.outcome
    assert EDITION.number("revoke.publish_workdays") == (await story.file()).due.workdays
    await story.act("city", Act.PUBLISH_REVOCATION)
    assert (await story.file()).plaque_by == (await story.file()).due.last_day
    await story.act("local", Act.RETURN_PLAQUE, returned_on=(await today(skipping)).isoformat())
    assert Stage.REVOKED == await story.handle.result()
    assert [
        DocumentKind.REVOCATION_ADVANCE_NOTICE,
        DocumentKind.REVOCATION_DECISION,
        DocumentKind.REVOCATION_PUBLICATION,
    ] == await issued(story)


@pytest.mark.provision("R9-revoke", "Q32")
async def test_without_a_request_no_hearing_is_called_and_unlawful_is_dropped(
    begin_case: Begin, skipping: Any
) -> None:
    """A silent party's time passes in full; what the legal office finds unlawful can only be dropped."""
    story = await begin_revocation(begin_case, skipping)
    drop: dict[str, Any] = {"reasons": ["复评程序违法"], "provisions": ["Q32"]}
    assert "condition" == (await story.refused("leader", Act.DROP_REVOCATION, **drop))[0]
    await time_is_over(story)
    assert Stage.REVOCATION_LEGAL == await story.stage()
    await story.act("city2", Act.RECORD_LEGAL_CHECK, Role.CITY_HRSS, lawful=False, opinion="复评程序违法")
    assert "condition" == (await story.refused("leader", Act.REVOKE, opinion="取消"))[0]
    await story.act("leader", Act.DROP_REVOCATION, **drop)
    assert Stage.REVOCATION_DROPPED == await story.handle.result()
    assert [DocumentKind.REVOCATION_ADVANCE_NOTICE, DocumentKind.REVOCATION_DROPPED] == await issued(story)


@pytest.mark.provision("Q34", "Q35")
async def test_another_ground_is_dropped_freely_and_all_lapse_with_the_status(
    begin_case: Begin, skipping: Any
) -> None:
    """Outside Article 9 the bureau may let it be; a park that left of its own will is not revoked."""
    external: dict[str, Any] = {
        "ground": "external",
        "chain": [],
        "external_basis": "《行政许可法》第六十九条",
    }
    story = await begin_revocation(begin_case, skipping, **external)
    await story.act("leader", Act.DROP_REVOCATION, reasons=["证据不足"], provisions=["Q35"])
    assert Stage.REVOCATION_DROPPED == await story.handle.result()

    left = await begin_revocation(begin_case, skipping)
    await left.handle.signal("lapse")
    assert Stage.LAPSED == await left.handle.result()
