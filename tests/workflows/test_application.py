"""Stories of one application on virtual time, on the real workflow, activities and database."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from proof import checks
from records.reading import files, queries
from regulation.conditions.dossier import Site
from regulation.documents.document import DocumentKind
from regulation.procedures.application.file import ObjectionStatus
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

Begin = Callable[..., Any]


@pytest.mark.provision("R5.1-apply", "R5.2-localreview", "R5.2-recommend", "R5.2-govapply", "R5.2-panel")
@pytest.mark.provision(
    "R5.2-desk", "R5.2-onsite", "R5.2-notice", "R5.3-determine", "R5.3-reply", "R2-consent"
)
async def test_a_sound_application_is_designated(begin: Begin) -> None:
    """From the dossier to the approval reply, every step by its person, every document numbered and stored."""
    story = await begin()
    await story.to(Stage.DESIGNATED)

    assert Stage.DESIGNATED == await story.handle.result()
    file = await story.file()
    kinds = [document.kind for document in file.documents]
    assert [DocumentKind.PUBLIC_NOTICE, DocumentKind.APPROVAL_REPLY, DocumentKind.RESULT_NOTICE] == kinds
    assert all(document.sha256 for document in file.documents)
    assert 0 == len(await queries.tasks(story.db, case=story.case))
    assert await checks.verify(story.db) == file.seq


@pytest.mark.provision("Q09", "R5.1-doc6")
async def test_a_returned_dossier_comes_back_supplemented(begin: Begin) -> None:
    """The request lists everything at once, stops the local clock, and a second one needs its reason."""
    story = await begin()
    await story.to(Stage.LOCAL_REVIEW)
    await story.act("local", Act.REQUEST_SUPPLEMENT, items=["补充规划报告", "补充合同"])
    assert Stage.LOCAL_SUPPLEMENT == await story.stage()
    assert ("too_early",) == (await story.refused("local", Act.RESUME_EXAMINATION, opinion="恢复"))[:1]
    before = (await story.file()).used_workdays.get("local", 0)
    await story.pass_days(10)
    await story.act("op", Act.SUPPLEMENT, note="已补充")
    file = await story.file()

    assert before == file.used_workdays.get("local", 0)
    assert [DocumentKind.SUPPLEMENT_NOTICE] == [document.kind for document in file.documents]
    assert "condition" == (await story.refused("local", Act.REQUEST_SUPPLEMENT, items=["又一项"]))[0]
    await story.act("local", Act.REQUEST_SUPPLEMENT, items=["又一项"], repeat_reason="新发现")
    assert Stage.LOCAL_SUPPLEMENT == await story.stage()


@pytest.mark.provision("Q16", "Q02")
async def test_a_declined_recommendation_ends_the_case(begin: Begin) -> None:
    """A reason without a provision of the edition is refused; with one the case ends."""
    story = await begin()
    await story.to(Stage.RECOMMENDATION)
    refused = await story.refused(
        "local", Act.DECLINE_RECOMMENDATION, reasons=["不符"], provisions=["R4.9-none"]
    )
    assert "bad_form" == refused[0]
    await story.act("local", Act.DECLINE_RECOMMENDATION, reasons=["规划不足"], provisions=["R4.1a-fit"])

    assert Stage.NOT_RECOMMENDED == await story.handle.result()


@pytest.mark.provision("Q51")
async def test_withdrawal_belongs_to_the_operator_until_submission_and_then_to_the_government(
    begin: Begin,
) -> None:
    """After the submission the operator can no longer withdraw; the applicant can."""
    story = await begin()
    await story.to(Stage.ACCEPTANCE)

    assert "not_entitled" == (await story.refused("op", Act.WITHDRAW, reason="改变计划"))[0]
    await story.act("gov", Act.WITHDRAW, reason="改变计划")
    assert Stage.WITHDRAWN == await story.handle.result()


@pytest.mark.provision("R4-principle", "R4.2c-area", "Q04")
async def test_an_unmet_condition_needs_a_waiver_by_two_people(begin: Begin) -> None:
    """1,800 m² bars acceptance until one person proposes and another approves a waiver."""
    story = await begin(sites=(Site(address="某路", area_m2=Decimal(1800), main=True),))
    await story.to(Stage.ACCEPTANCE)
    assert "condition" == (await story.refused("city", Act.ACCEPT, opinion="受理"))[0]
    until = (await story.env.get_current_time() + timedelta(days=300)).date().isoformat()
    await story.act("city2", Act.PROPOSE_WAIVER, condition="R4.2c-area", reasons="新区起步", until=until)
    same = await story.refused(
        "city2", Act.APPROVE_WAIVER, Role.CITY_HRSS_LEADER, condition="R4.2c-area", opinion="同意"
    )
    assert "not_entitled" == same[0]
    await story.act("leader", Act.APPROVE_WAIVER, condition="R4.2c-area", opinion="同意")
    await story.to(Stage.DESIGNATED)

    assert "leader" == (await story.file()).waivers[0].approved_by


@pytest.mark.provision("Q12", "Q12b")
async def test_an_admissible_objection_holds_the_notice_open_and_may_be_dismissed(begin: Begin) -> None:
    """Anonymous ones are logged; a named one blocks beyond the period until it is dismissed."""
    story = await begin()
    await story.to(Stage.PUBLIC_NOTICE)
    await story.object(name=None, contact=None)
    await story.object()
    file = await story.file()
    assert (1, [ObjectionStatus.FILED]) == (file.anonymous_objections, [o.status for o in file.objections])
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="实名且有事实")
    await story.pass_days(15)
    assert Stage.PUBLIC_NOTICE == await story.stage()
    with pytest.raises(Exception, match="update failed"):
        await story.object()
    await story.act("city", Act.DISMISS_OBJECTION, objection=1, reasons="经核查不属实")

    assert Stage.JOINT_DETERMINATION == await story.stage()


@pytest.mark.provision("Q12b")
async def test_an_upheld_objection_leads_to_a_new_review_and_a_new_notice(begin: Begin) -> None:
    """All sheets are void, everybody signs again, and the notice gets a number of its own."""
    story = await begin()
    await story.to(Stage.PUBLIC_NOTICE)
    await story.object()
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="属实待查")
    await story.act("city", Act.UPHOLD_FOR_REVIEW, objection=1, reasons="评分依据有误")
    assert () == (await story.file()).sheets
    await story.to(Stage.DESIGNATED)

    notices = [d.number for d in (await story.file()).documents if d.kind == DocumentKind.PUBLIC_NOTICE]
    assert 2 == len(set(notices))


@pytest.mark.provision("Q12b", "Q16")
async def test_an_objection_can_end_the_application(begin: Begin) -> None:
    """Upheld and ended: a refusal letter with reasons, issued by somebody else."""
    story = await begin()
    await story.to(Stage.PUBLIC_NOTICE)
    await story.object()
    await story.act("city", Act.ADMIT_OBJECTION, objection=1, reasons="属实")
    await story.act("city", Act.UPHOLD_AND_END, objection=1, reasons="材料虚假")
    assert "not_entitled" == (await story.refused("city", Act.ISSUE_REFUSAL))[0]
    await story.act("city2", Act.ISSUE_REFUSAL)

    assert Stage.REFUSED == await story.handle.result()
    assert [DocumentKind.REFUSAL_LETTER] == [d.kind for d in (await story.file()).documents][-1:]


@pytest.mark.provision("Q10", "R5.2-panel")
async def test_a_member_recused_after_scoring_is_replaced_and_left_out_of_the_mean(begin: Begin) -> None:
    """The sheet stays on file, the substitute signs, and the mean is of those who sit."""
    story = await begin()
    await story.to(Stage.EXPERT_REVIEW)
    await story.visit()
    leaving = (await story.members())[0]
    await story.act(leaving, Act.SIGN_DESK_SHEET, score="10.00", recommends=False, opinion="不好")
    await story.act(leaving, Act.DECLARE_CONFLICT, ground="近三年内在该园任职")
    assert leaving not in await story.members()
    await story.review()
    assert Stage.REVIEW_RESULT == await story.stage()

    file = await story.file()
    assert Decimal("85.00") == file.result.mean
    assert [leaving] == [sheet.expert for sheet in file.result.excluded]


@pytest.mark.provision("Q11")
async def test_a_park_below_the_pass_mark_is_refused(begin: Begin) -> None:
    """69.99 does not pass: no notice can be published, only a refusal."""
    story = await begin()
    await story.to(Stage.EXPERT_REVIEW)
    await story.review("69.99")
    assert Stage.REVIEW_RESULT == await story.stage()

    assert "condition" == (await story.refused("city", Act.PUBLISH_NOTICE))[0]
    await story.act("leader", Act.REFUSE, reasons=["未达合格分"], provisions=["Q11"])
    assert Stage.REFUSAL == await story.stage()


@pytest.mark.provision("Q14", "R5.3-determine")
async def test_dissent_needs_the_minute(begin: Begin) -> None:
    """No designation without three signatures, nor over a dissent without the leaders' minute."""
    story = await begin()
    await story.to(Stage.JOINT_DETERMINATION)
    await story.act("leader", Act.RECORD_OPINION, vote="agree")
    assert "condition" == (await story.refused("leader", Act.DESIGNATE, opinion="同意"))[0]
    assert "already_done" == (await story.refused("leader", Act.RECORD_OPINION, vote="agree"))[0]
    assert "bad_form" == (await story.refused("fin", Act.RECORD_OPINION, vote="disagree"))[0]
    await story.act("fin", Act.RECORD_OPINION, vote="disagree", reason="资金未落实")
    await story.act("drc", Act.RECORD_OPINION, vote="agree")
    assert "condition" == (await story.refused("leader", Act.DESIGNATE, opinion="同意"))[0]
    await story.act("leader", Act.DESIGNATE, opinion="同意", override_minute="局长办公会纪要第3号")

    assert Stage.APPROVAL_REPLY == await story.stage()


@pytest.mark.provision("Q53")
async def test_nobody_acts_for_a_year(begin: Begin) -> None:
    """Reminders before, on and after the due date, then the role above; each once, and the case still waits."""
    story = await begin()
    await story.to(Stage.LOCAL_REVIEW)
    await story.pass_days(365)

    assert Stage.LOCAL_REVIEW == await story.stage()
    acts = [entry for _, entry in await files.ledger(story.db, story.case) if entry.act == Act.REMIND]
    assert ["before", "due", "after", "escalated", "escalated"] == [entry.form["level"] for entry in acts]
    assert Role.CITY_HRSS == acts[-1].form["role"]
    inbox = await queries.notifications(story.db, [Role.LOCAL_HRSS.value], "local")
    assert 3 == len(inbox)
    await story.act("local", Act.PASS_EXAMINATION, opinion="迟到的审核")
    assert Stage.RECOMMENDATION == await story.stage()


@pytest.mark.provision("R3-local", "R3-city", "Q52")
async def test_wrong_person_wrong_stage_twice_and_stale_are_refused_and_change_nothing(begin: Begin) -> None:
    """Each refusal says what, why and what now; the case stays as it was."""
    story = await begin()
    await story.to(Stage.LOCAL_REVIEW)
    stale = await story.submission("local", Act.PASS_EXAMINATION, opinion="通过")
    seq = (await story.file()).seq
    assert "not_entitled" == (await story.refused("op", Act.PASS_EXAMINATION, opinion="通过"))[0]
    assert "act_not_allowed" == (await story.refused("leader", Act.DESIGNATE, opinion="同意"))[0]
    assert "bad_form" == (await story.refused("local", Act.PASS_EXAMINATION, opinion=" "))[0]
    assert seq == (await story.file()).seq
    first = await story.send(stale)
    again = await story.send(stale)
    assert (first.seq, True) == (again.seq, again.repeated)
    with pytest.raises(Exception, match="update failed"):
        await story.send(stale.model_copy(update={"key": "another"}))


@pytest.mark.provision("R3-local")
async def test_a_forged_role_is_refused_by_the_ledger(begin: Begin) -> None:
    """A claim that no entrance made, sent straight to the workflow, meets the directory in the record itself."""
    story = await begin()
    await story.to(Stage.LOCAL_REVIEW)
    forged = (await story.submission("local", Act.PASS_EXAMINATION, opinion="通过")).model_copy(
        update={
            "actor": (await story.submission("op", Act.HAND_OVER)).actor.model_copy(
                update={"role": Role.LOCAL_HRSS}
            )
        }
    )
    with pytest.raises(Exception, match="update failed"):
        await story.send(forged)

    assert Stage.LOCAL_REVIEW == await story.stage()
