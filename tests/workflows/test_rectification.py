"""Stories of rectifications on virtual time, on the real workflow, activities and database (Article 9)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from proof import checks
from regulation.calendar.cycles import add_months
from regulation.documents.document import DocumentKind
from regulation.grading.grades import Grade
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from tests.conftest import facts
from tests.figures import FIGURES, LEDGER

BeginCase = Callable[..., Any]
Begin = Callable[..., Any]
SAT = ("exp-1", "exp-7")
ITEMS = [{"text": "补齐配套服务", "basis": "R4.2f-services"}]


@pytest.fixture
def begin_rectification(begin_case: BeginCase) -> Begin:
    """Give a way to begin the rectification of a park whose services (S) failed, and to order it."""

    async def start(months: int | None = None, idle_days: int = 0) -> Any:
        story = await begin_case(
            Kind.RECTIFICATION,
            1,
            facts=facts().model_dump(mode="json"),
            opened_for="2026-11-02",
            late=False,
            evaluation="park/p/evaluation/1",
            score="55.00",
            failed_dimensions=["S"],
            sat=SAT,
            ledger=LEDGER.model_dump(mode="json"),
        )
        await story.pass_days(idle_days)
        await story.act("city", Act.ORDER_RECTIFICATION, items=ITEMS, months=months)
        assert Stage.RECTIFYING == await story.stage()
        return story

    return start


async def rechecked(story: Any, s2: str) -> None:
    """Draw the new panel, visit, and let every member sign the same card; without S2 and S4 services have 13."""
    await story.act("city", Act.DRAW_PANEL)
    await story.visit()
    for member in await story.members():
        await story.act(member, Act.SIGN_SCORECARD, judgements={"S2": s2, "S4": "0"}, opinion="意见")
    assert Stage.RECHECK_CONFIRMATION == await story.stage()
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意")


async def report(story: Any, **changes: Any) -> None:
    """Report the rectification with the figures as they now are."""
    await story.act("local", Act.REPORT_RECTIFICATION, report="已整改", figures={**FIGURES, **changes})


async def checked(story: Any) -> dict[str, str]:
    """Give the legal check of today's result."""
    return {"checker": "钱法制", "checked_on": (await story.file()).confirmed_on.isoformat()}


@pytest.mark.provision("R9-rectify", "Q30", "Q31")
async def test_a_park_that_puts_it_right_in_time_is_rectified(begin_rectification: Begin) -> None:
    """The limit is a year to the day; nobody who sat before sits again; only what failed is scored."""
    story = await begin_rectification()
    ordered = await story.file()
    assert add_months(ordered.due.started_on, 12) == ordered.due.nominal
    assert [DocumentKind.RECTIFICATION_NOTICE] == [d.kind for d in ordered.documents if d.sha256]
    await story.pass_days(200)
    await report(story)
    await rechecked(story, "0")
    assert set() == set(SAT) & set(await story.members())
    assert "condition" == (await story.refused("city", Act.CIRCULATE_FAILURE, **await checked(story)))[0]
    await story.act("city", Act.PUBLISH_RESULT)

    assert Stage.RECTIFIED == await story.handle.result()
    file = await story.file()
    assert (Decimal("65.00"), Grade.QUALIFIED) == (file.scores.score, file.scores.grade)
    assert file.rules.close(file).on_time
    assert [True, True] == [d.sha256 is not None for d in file.documents]
    assert await checks.verify(story.db) == file.seq


@pytest.mark.provision("R9-rectify", "R9-failnotice", "Q30")
async def test_an_extended_limit_holds_and_a_failed_recheck_is_circulated(begin_rectification: Begin) -> None:
    """Two months and one more; the first limit passes without effect, and the recheck decides."""
    story = await begin_rectification(2)
    first = (await story.file()).due
    await story.pass_days(30)
    await story.act("leader", Act.EXTEND_RECTIFICATION, months=1, reason="工程未完")
    longer = (await story.file()).due
    assert add_months(first.started_on, 3) == longer.nominal
    await story.handle.signal("checkpoint")
    assert (
        "already_done"
        == (await story.refused("leader", Act.EXTEND_RECTIFICATION, months=1, reason="再延"))[0]
    )
    await story.pass_days((first.last_day - first.started_on).days - 28)
    assert Stage.RECTIFYING == await story.stage()
    await report(story, services=[], events=0, satisfaction_percent="0")
    await rechecked(story, "4")
    assert "condition" == (await story.refused("city", Act.PUBLISH_RESULT))[0]
    await story.act("city", Act.CIRCULATE_FAILURE, **await checked(story))

    assert Stage.NOT_RECTIFIED == await story.handle.result()
    file = await story.file()
    assert (Decimal("20.00"), 3) == (file.scores.score, file.months)
    assert not file.reported_late
    assert [DocumentKind.RECTIFICATION_NOTICE, DocumentKind.RECTIFICATION_RESULT] == [
        d.kind for d in file.documents
    ]


@pytest.mark.provision("R9-rectify", "Q30")
async def test_a_report_after_the_limit_is_rechecked_all_the_same(begin_rectification: Begin) -> None:
    """The limit expires by itself at 24:00 of its last day; the late report is marked, and judged like another."""
    story = await begin_rectification(1)
    due = (await story.file()).due
    left = due.expires_at - await story.env.get_current_time()
    await story.pass_days(left.total_seconds() / 86400 - 0.01)
    assert Stage.RECTIFYING == await story.stage()
    await story.pass_days(0.02)
    assert Stage.RECTIFICATION_OVERDUE == await story.stage()
    assert (
        "act_not_allowed"
        == (await story.refused("leader", Act.EXTEND_RECTIFICATION, months=1, reason="补办"))[0]
    )
    await report(story)
    await rechecked(story, "4")
    await story.act("city", Act.PUBLISH_RESULT)

    assert Stage.RECTIFIED == await story.handle.result()
    file = await story.file()
    assert file.reported_late
    assert not file.rules.close(file).on_time


@pytest.mark.provision("R9-rectify", "Q30", "Q53")
async def test_when_nobody_acts_a_leader_confirms_the_failure(begin_rectification: Begin) -> None:
    """Silence is reminded of and never decides; the failure is confirmed with reasons, and published by another."""
    story = await begin_rectification(1)
    await story.pass_days(300)
    overdue = await story.file()
    assert Stage.RECTIFICATION_OVERDUE == overdue.stage
    assert any("/escalated" in reminder for reminder in overdue.reminded)
    grounds = {"reasons": ["期满未报告整改"], "provisions": ["Q30"]}
    await story.act("leader", Act.CONFIRM_FAILURE, **grounds)
    await story.act("city", Act.CIRCULATE_FAILURE, **await checked(story))

    assert Stage.NOT_RECTIFIED == await story.handle.result()
    file = await story.file()
    assert (Grade.UNQUALIFIED, None) == (file.scores.grade, file.scores.score)
    assert all(document.sha256 for document in file.documents)


@pytest.mark.provision("R9-rectify", "Q30")
async def test_a_limit_that_ends_in_the_third_year_has_its_working_days(begin_rectification: Begin) -> None:
    """Ordered in a December after a year of silence and extended at once: the calendar reaches to the end."""
    story = await begin_rectification(12, idle_days=391)
    ordered = (await story.file()).due.started_on
    await story.act("leader", Act.EXTEND_RECTIFICATION, months=6, reason="工程量大")
    due = (await story.file()).due

    assert 12 == ordered.month
    assert ordered.year + 2 == due.last_day.year
    await story.pass_days((due.last_day - ordered).days + 60)
    assert Stage.RECTIFICATION_OVERDUE == await story.stage()
