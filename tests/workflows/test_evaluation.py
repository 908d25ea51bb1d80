"""Stories of evaluations on virtual time, on the real workflow, activities and database (Articles 8 and 9)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from proof import checks
from records.reading import queries
from regulation.documents.document import DocumentKind
from regulation.grading.grades import Grade
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import facts
from tests.figures import FIGURES, FULL_MARKS, LEDGER, POOR

BeginCase = Callable[..., Any]
Begin = Callable[..., Any]


@pytest.fixture
def begin_evaluation(begin_case: BeginCase) -> Begin:
    """Give a way to begin the evaluation of a cycle of three years, of which two or three were self-assessed."""

    async def start(*self_scores: str) -> Any:
        records = [
            {"year": year, "score": score, "on_time": True}
            for year, score in zip((2023, 2024, 2025), self_scores, strict=False)
        ]
        return await begin_case(
            Kind.EVALUATION,
            1,
            facts=facts().model_dump(mode="json"),
            opened_for="2026-09-01",
            late=False,
            round=None,
            cycle_years=[2023, 2024, 2025],
            self_records=records,
            ledger=LEDGER.model_dump(mode="json"),
        )

    return start


async def scored(story: Any, figures: dict[str, Any], **judgements: str) -> None:
    """Hand in figures, draw the panel, visit, and let every member sign the same card."""
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=figures)
    await story.act("city", Act.DRAW_PANEL)
    await story.visit()
    for member in await story.members():
        await sign(story, member, **judgements)


async def sign(story: Any, member: str, **judgements: str) -> None:
    """Let a member sign a card, with full marks unless told otherwise."""
    await story.act(member, Act.SIGN_SCORECARD, judgements={**FULL_MARKS, **judgements}, opinion="意见")


def kinds(file: Any) -> list[DocumentKind]:
    """Give the kinds of the documents that are typeset and stored."""
    return [document.kind for document in file.documents if document.sha256]


@pytest.mark.provision("R8-central", "R8-dims", "R8-parts", "R9-praise", "R9-support", "Q10", "Q27", "Q39")
async def test_an_excellent_park_is_commended_and_supported(begin_evaluation: Begin) -> None:
    """Every step by its person; who confirmed does not publish; the support ends the case."""
    story = await begin_evaluation("90", "90", "90")
    assert Stage.EVALUATION_FACTS == await story.stage()
    await scored(story, FIGURES)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()
    await story.act("city2", Act.CONFIRM_RESULT, Role.CITY_HRSS_LEADER, opinion="同意")
    assert "not_entitled" == (await story.refused("city2", Act.COMMEND))[0]
    assert "condition" == (await story.refused("city", Act.PUBLISH_RESULT))[0]
    await story.act("city", Act.COMMEND)
    assert Stage.EVALUATION_SUPPORT == await story.stage()
    await story.act(
        "city", Act.RECORD_SUPPORT, content="一次性奖补", amount_cny="200000", budget="就业专项", paid=True
    )

    assert Stage.EXCELLENT == await story.handle.result()
    file = await story.file()
    assert (Grade.EXCELLENT, Decimal("98.00")) == (file.scores.grade, file.scores.score)
    assert [DocumentKind.COMMENDATION] == kinds(file)
    assert file.support.paid
    assert [] == await queries.tasks(story.db, case=story.case)
    assert await checks.verify(story.db) == file.seq


@pytest.mark.provision("R9-failnotice", "Q24", "Q28", "Q33")
async def test_a_confirmed_gate_fails_a_park_and_the_circular_is_checked(begin_evaluation: Begin) -> None:
    """Two years are missing: the proposed gate must be ruled on; confirmed, it fails a park of 86 points."""
    story = await begin_evaluation("90")
    await scored(story, FIGURES)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()
    assert "condition" == (await story.refused("leader", Act.CONFIRM_RESULT, opinion="同意"))[0]
    ruling = {"gate": "self_missing", "confirmed": True, "reasons": "两年未报"}
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=[ruling])
    today = (await story.file()).confirmed_on.isoformat()
    assert (
        "bad_form"
        == (await story.refused("city", Act.CIRCULATE_FAILURE, checker="李经办", checked_on=today))[0]
    )
    await story.act("city", Act.CIRCULATE_FAILURE, checker="钱法制", checked_on=today)

    assert Stage.UNQUALIFIED == await story.handle.result()
    file = await story.file()
    assert (Grade.UNQUALIFIED, Decimal("86.00")) == (file.scores.grade, file.scores.score)
    assert [DocumentKind.FAILURE_CIRCULAR] == kinds(file)


@pytest.mark.provision("R9-middle", "Q10", "Q24", "Q28", "Q42")
async def test_a_dismissed_gate_a_corrected_card_and_a_recusal_lead_to_a_qualified_result(
    begin_evaluation: Begin,
) -> None:
    """The correction counts, the recused member's card does not, and its successor signs before all is collated.

    The gate of the missing years is dismissed: they are excused, and the year that was assessed stands alone.
    """
    story = await begin_evaluation("40")
    await story.act("local", Act.SUBMIT_EVALUATION_FACTS, figures=FIGURES)
    await story.act("city", Act.DRAW_PANEL)
    first, second, *others = await story.members()
    assert (
        "too_early"
        == (await story.refused(first, Act.SIGN_SCORECARD, judgements=FULL_MARKS, opinion="好"))[0]
    )
    await story.visit()
    await sign(story, first, M2="0")
    await story.act(first, Act.CORRECT_SCORECARD, judgements=FULL_MARKS, opinion="更正", reason="笔误")
    await sign(story, second, M2="0")
    await story.act("city", Act.RECUSE, member=second, ground="与运营机构有近亲属关系")
    assert (
        "not_entitled"
        == (await story.refused(second, Act.SIGN_SCORECARD, judgements=FULL_MARKS, opinion="好"))[0]
    )
    await story.handle.signal("checkpoint")
    for member in others:
        await sign(story, member)
    assert Stage.EVALUATION_SCORING == await story.stage()
    assert {True} == {sheet.sealed for sheet in (await story.file()).signed_sheets()}
    (substitute,) = set(await story.members()) - {first, *others}
    await sign(story, substitute)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()

    ruling = {"gate": "self_missing", "confirmed": False, "reasons": "系统故障，材料已补"}
    form = {"opinion": "同意", "gates": [ruling], "bonus": "2", "bonus_reason": "省级荣誉"}
    await story.act("leader", Act.CONFIRM_RESULT, **form, late_data=4, late_data_reason="四项逾期")
    await story.act("city", Act.PUBLISH_RESULT)

    assert Stage.QUALIFIED == await story.handle.result()
    file = await story.file()
    assert Decimal("100.00") == file.scores.central.mean
    assert Decimal("86.40") == file.scores.score
    assert [first, first, second] == [card.expert for card in file.cards][:3]
    assert [DocumentKind.EVALUATION_RESULT] == kinds(file)


@pytest.mark.provision("Q10", "Q26", "Q29")
async def test_a_recusal_after_the_count_reopens_it_and_a_void_evaluation_has_no_grade(
    begin_evaluation: Begin,
) -> None:
    """The count begins again with the successor; a leader may void the evaluation on a reasoned proposal."""
    story = await begin_evaluation("90", "90", "90")
    await scored(story, POOR)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()
    before = await story.members()
    await story.act(before[0], Act.DECLARE_CONFLICT, ground="曾任顾问")
    assert Stage.EVALUATION_SCORING == await story.stage()
    assert None is (await story.file()).scores
    (substitute,) = set(await story.members()) - set(before)
    await sign(story, substitute)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()
    remaining = (await story.members())[0]
    recusal = {"member": remaining, "ground": "结果不合意"}
    assert "not_entitled" == (await story.refused("city", Act.RECUSE, **recusal))[0]
    assert "condition" == (await story.refused("leader", Act.VOID_EVALUATION, opinion="作废"))[0]
    await story.act("city", Act.PROPOSE_VOID, reasons=["程序有误"], provisions=["Q29"])
    await story.act("leader", Act.VOID_EVALUATION, opinion="同意作废")

    assert Stage.EVALUATION_VOID == await story.handle.result()
    file = await story.file()
    overall = file.rules.close(file).overall
    assert ("void", None) == (overall.grade, overall.score)
    assert before[0] in overall.panel
    assert [DocumentKind.EVALUATION_VOIDED] == kinds(file)


@pytest.mark.provision("Q24", "Q25", "Q53")
async def test_missing_facts_are_not_zero_and_nobody_is_failed_by_silence(begin_evaluation: Begin) -> None:
    """For half a year only reminders; then the city goes on, and the park fails only by a confirmed gate."""
    story = await begin_evaluation("90", "90", "90")
    assert "too_early" == (await story.refused("city", Act.PROCEED_WITHOUT_FACTS, opinion="继续"))[0]
    await story.pass_days(180)
    reminded = await story.file()
    assert Stage.EVALUATION_FACTS == reminded.stage
    assert any("/escalated" in reminder for reminder in reminded.reminded)
    await story.act("city", Act.PROCEED_WITHOUT_FACTS, opinion="两次催报未报")
    await story.act("city", Act.DRAW_PANEL)
    await story.visit()
    for member in await story.members():
        await sign(story, member)
    assert Stage.EVALUATION_CONFIRMATION == await story.stage()
    dismissed = {"gate": "no_material", "confirmed": False, "reasons": "情有可原"}
    refused = await story.refused("leader", Act.CONFIRM_RESULT, opinion="同意", gates=[dismissed])
    assert "condition" == refused[0]
    await story.act("leader", Act.CONFIRM_RESULT, opinion="同意", gates=[{**dismissed, "confirmed": True}])
    today = (await story.file()).confirmed_on.isoformat()
    await story.act("city", Act.CIRCULATE_FAILURE, checker="钱法制", checked_on=today)

    assert Stage.UNQUALIFIED == await story.handle.result()
    assert None is (await story.file()).scores.score
