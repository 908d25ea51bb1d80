"""What a case waits for: who may do what now, until when, and on which basis."""

from regulation.application import APPLICATION
from regulation.calendar import Deadline
from regulation.case import CaseFile, ObjectionStatus
from regulation.consequences import BODY_OF
from regulation.dossier import Strict
from regulation.moves import Act, Role, Stage
from regulation.scoring import SheetPart


class Task(Strict):
    """One thing that one role, or one person of it, is to do."""

    key: str
    role: Role
    person: str | None
    acts: tuple[Act, ...]
    basis: str
    due: Deadline | None


OBJECTION_ACTS: dict[ObjectionStatus, tuple[Act, ...]] = {
    ObjectionStatus.FILED: (Act.ADMIT_OBJECTION, Act.REJECT_OBJECTION),
    ObjectionStatus.ADMITTED: (
        Act.DISMISS_OBJECTION,
        Act.UPHOLD_FOR_CORRECTION,
        Act.UPHOLD_FOR_REVIEW,
        Act.UPHOLD_AND_END,
    ),
}


def open_tasks(case: CaseFile) -> tuple[Task, ...]:
    """List what the case waits for, from the same table that the validator asks."""
    special = {
        Stage.EXPERT_REVIEW: _review_tasks,
        Stage.PUBLIC_NOTICE: _objection_tasks,
        Stage.JOINT_DETERMINATION: _determination_tasks,
        Stage.REVIEW_RESULT: _result_tasks,
    }
    return special.get(case.stage, _stage_tasks)(case)


def _task(
    case: CaseFile, role: Role, acts: tuple[Act, ...], suffix: str = "", person: str | None = None
) -> Task:
    move = APPLICATION.find(case.stage, acts[0])
    assert move is not None
    return Task(
        key=f"{case.version}/{case.stage.value}/{role.value}{suffix}",
        role=role,
        person=person or case.assigned.get(role),
        acts=acts,
        basis=move.basis,
        due=case.due,
    )


def _stage_tasks(case: CaseFile) -> tuple[Task, ...]:
    """One task for each role that the stage waits for."""
    duties: dict[Role, tuple[Act, ...]] = {}
    for move in APPLICATION.moves:
        if move.stage == case.stage and move.duty:
            for role in move.by:
                duties[role] = (*duties.get(role, ()), move.act)
    return tuple(_task(case, role, acts) for role, acts in duties.items() if role != Role.SYSTEM)


def _review_tasks(case: CaseFile) -> tuple[Task, ...]:
    """Every member owes a desk sheet and, once the visit is on record, an on-site sheet (R5.2-desk, R5.2-onsite)."""
    assert case.panel is not None
    signed = {(sheet.expert, sheet.part) for sheet in case.sheets}
    tasks = [
        _task(case, Role.EXPERT, (act,), f"/{member.id}/{part.value}", member.id)
        for member in case.panel.members
        for part, act in ((SheetPart.DESK, Act.SIGN_DESK_SHEET), (SheetPart.ONSITE, Act.SIGN_ONSITE_SHEET))
        if (member.id, part) not in signed and (part == SheetPart.DESK or case.visit is not None)
    ]
    if case.visit is None:
        tasks.append(_task(case, Role.CITY_HRSS, (Act.RECORD_SITE_VISIT,), "/visit"))
    if case.panel.vacancies:
        tasks.append(_task(case, Role.CITY_HRSS, (Act.DRAW_SUBSTITUTES,), "/substitutes"))
    return tuple(tasks)


def _result_tasks(case: CaseFile) -> tuple[Task, ...]:
    """A panel that passed the park leads to the notice, one that did not to a refusal (Q11)."""
    assert case.result is not None
    if case.result.passed:
        return (_task(case, Role.CITY_HRSS, (Act.PUBLISH_NOTICE,)),)
    return (_task(case, Role.CITY_HRSS_LEADER, (Act.REFUSE,)),)


def _objection_tasks(case: CaseFile) -> tuple[Task, ...]:
    """Each open objection is to be ruled on or investigated, in its own period (Q12b)."""
    return tuple(
        _task(
            case, Role.CITY_HRSS, OBJECTION_ACTS[objection.status], f"/objection-{objection.id}"
        ).model_copy(update={"due": objection.due})
        for objection in case.open_objections
    )


def _determination_tasks(case: CaseFile) -> tuple[Task, ...]:
    """Each body owes its opinion; when all have signed, the city bureau determines (Q14)."""
    signed = {opinion.body for opinion in case.opinions}
    owed = tuple(
        _task(case, role, (Act.RECORD_OPINION,), "/opinion")
        for role, body in BODY_OF.items()
        if body not in signed
    )
    return owed or (_task(case, Role.CITY_HRSS_LEADER, (Act.DESIGNATE, Act.REFUSE), "/determine"),)
