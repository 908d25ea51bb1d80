"""What a case waits for is what its table and its state ask, no more and no less."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from regulation.casework.file import CaseFile
from regulation.casework.forms import SiteVisit
from regulation.casework.tasks import open_tasks
from regulation.designation.determination import Body, Opinion
from regulation.designation.scoring import ScoreSheet, SheetPart
from regulation.procedures.application.file import Objection, ObjectionStatus
from regulation.procedures.application.table import APPLICATION
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import collated

CaseAt = Callable[..., CaseFile]
NOW = datetime(2026, 3, 2, tzinfo=UTC)
SPECIAL = {Stage.EXPERT_REVIEW, Stage.PUBLIC_NOTICE, Stage.JOINT_DETERMINATION, Stage.REVIEW_RESULT}


def asked(case: CaseFile) -> list[tuple[Role, tuple[Act, ...]]]:
    """Give who is asked for what."""
    return [(task.role, task.acts) for task in open_tasks(case)]


def test_an_ordinary_stage_waits_for_its_duties(case_at: CaseAt) -> None:
    """Every duty of the table is somebody's task, and nothing else is; an end waits for nobody."""
    for stage in APPLICATION.stages - SPECIAL:
        duties = {(r, m.act) for m in APPLICATION.moves if m.stage == stage and m.duty for r in m.by}
        assert duties == {(role, act) for role, acts in asked(case_at(stage)) for act in acts}
        assert (stage in APPLICATION.final) == (not duties)


@pytest.mark.provision("R5.2-desk", "R5.2-onsite")
def test_each_member_owes_two_sheets_the_second_after_the_visit(case_at: CaseAt) -> None:
    """Five desk sheets and the visit; then the on-site sheets too; a signed sheet is no longer owed."""
    case = case_at(Stage.EXPERT_REVIEW)
    assert case.panel is not None
    member = case.panel.member_ids[0]
    visit = SiteVisit(visited_on=NOW.date(), attendees=("评审组",), findings="属实")
    sheet = ScoreSheet(
        expert=member,
        part=SheetPart.DESK,
        score=Decimal(80),
        recommends=True,
        opinion="好",
        version=1,
        signed_at=NOW,
    )
    visited = case.model_copy(update={"visit": visit, "sheets": (sheet,)})

    assert [(Role.EXPERT, (Act.SIGN_DESK_SHEET,))] * 5 + [
        (Role.CITY_HRSS, (Act.RECORD_SITE_VISIT,))
    ] == asked(case)
    acts = [acts[0] for _, acts in asked(visited)]
    assert (4, 5) == (acts.count(Act.SIGN_DESK_SHEET), acts.count(Act.SIGN_ONSITE_SHEET))
    assert 9 == len(acts)


@pytest.mark.provision("Q10")
def test_an_empty_seat_is_to_be_filled(case_at: CaseAt) -> None:
    """A panel that lacks a member waits for substitutes."""
    case = case_at(Stage.EXPERT_REVIEW)
    assert case.panel is not None
    short = case.panel.model_copy(update={"members": case.panel.members[1:]})

    assert (Role.CITY_HRSS, (Act.DRAW_SUBSTITUTES,)) not in asked(case)
    assert (Role.CITY_HRSS, (Act.DRAW_SUBSTITUTES,)) in asked(case.model_copy(update={"panel": short}))


@pytest.mark.provision("Q11")
@pytest.mark.parametrize(
    ("passed", "expected"),
    [(True, (Role.CITY_HRSS, (Act.PUBLISH_NOTICE,))), (False, (Role.CITY_HRSS_LEADER, (Act.REFUSE,)))],
)
def test_the_result_decides_who_is_asked(
    case_at: CaseAt, expected: tuple[Role, tuple[Act, ...]], *, passed: bool
) -> None:
    """A park that passed is put to the public, one that did not is refused."""
    result = collated(passed=passed)
    case = case_at(Stage.REVIEW_RESULT).model_copy(update={"result": result})

    assert [expected] == asked(case)


@pytest.mark.provision("Q12", "Q12b")
def test_each_open_objection_is_a_task(case_at: CaseAt) -> None:
    """Filed: admit or reject; admitted: decide; logged and decided ones ask for nothing."""

    def objection(number: int, status: ObjectionStatus) -> Objection:
        return Objection(id=number, filed_at=NOW, text="面积", name="张", contact="电话", status=status)

    case = case_at(Stage.PUBLIC_NOTICE, objections=tuple(map(objection, range(1, 7), ObjectionStatus)))

    assert [
        (Role.CITY_HRSS, (Act.ADMIT_OBJECTION, Act.REJECT_OBJECTION)),
        (
            Role.CITY_HRSS,
            (Act.DISMISS_OBJECTION, Act.UPHOLD_FOR_CORRECTION, Act.UPHOLD_FOR_REVIEW, Act.UPHOLD_AND_END),
        ),
    ] == asked(case)


@pytest.mark.provision("R5.3-determine", "Q14")
def test_the_determination_waits_for_every_body_first(case_at: CaseAt) -> None:
    """Whoever has not signed is asked; only then is the leader asked to decide."""
    case = case_at(Stage.JOINT_DETERMINATION)
    opinions = tuple(
        Opinion(body=body, vote="agree", reason=None, by=body.value, on=NOW.date()) for body in Body
    )
    owed = {role for role, _ in asked(case.model_copy(update={"opinions": opinions[:2]}))}

    assert {Role.CITY_HRSS_LEADER, Role.DRC, Role.FINANCE} == {role for role, _ in asked(case)}
    assert 1 == len(owed)
    assert [(Role.CITY_HRSS_LEADER, (Act.DESIGNATE, Act.REFUSE))] == asked(
        case.model_copy(update={"opinions": opinions})
    )


@pytest.mark.provision("Q52")
def test_a_task_names_its_assignee_and_changes_its_key_with_the_version(case_at: CaseAt) -> None:
    """The assignee is on the task; a new version of the case is a new task."""
    case = case_at(Stage.LOCAL_REVIEW, assigned={Role.LOCAL_HRSS: "colleague"})
    (task,) = open_tasks(case)
    (later,) = open_tasks(case.model_copy(update={"version": 1}))

    assert "colleague" == task.person
    assert task.key != later.key
