"""Which tasks an application waits for where it is more than one per role (Article 5)."""

from regulation.casework.fold import BODY_OF
from regulation.casework.rules import Task, TaskList
from regulation.casework.tasks import task
from regulation.designation.scoring import SheetPart
from regulation.procedures.application.file import ApplicationFile, ObjectionStatus
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

OBJECTION_ACTS: dict[ObjectionStatus, tuple[Act, ...]] = {
    ObjectionStatus.FILED: (Act.ADMIT_OBJECTION, Act.REJECT_OBJECTION),
    ObjectionStatus.ADMITTED: (
        Act.DISMISS_OBJECTION,
        Act.UPHOLD_FOR_CORRECTION,
        Act.UPHOLD_FOR_REVIEW,
        Act.UPHOLD_AND_END,
    ),
}


def _review_tasks(case: ApplicationFile) -> tuple[Task, ...]:
    """Every member owes a desk sheet and, once the visit is on record, an on-site sheet (R5.2-desk, R5.2-onsite)."""
    assert case.panel is not None
    signed = {(sheet.expert, sheet.part) for sheet in case.sheets}
    tasks = [
        task(case, Role.EXPERT, (act,), f"/{member.id}/{part.value}", member.id)
        for member in case.panel.members
        for part, act in ((SheetPart.DESK, Act.SIGN_DESK_SHEET), (SheetPart.ONSITE, Act.SIGN_ONSITE_SHEET))
        if (member.id, part) not in signed and (part == SheetPart.DESK or case.visit is not None)
    ]
    if case.visit is None:
        tasks.append(task(case, Role.CITY_HRSS, (Act.RECORD_SITE_VISIT,), "/visit"))
    if case.panel.vacancies:
        tasks.append(task(case, Role.CITY_HRSS, (Act.DRAW_SUBSTITUTES,), "/substitutes"))
    return tuple(tasks)


def _result_tasks(case: ApplicationFile) -> tuple[Task, ...]:
    """A panel that passed the park leads to the notice, one that did not to a refusal (Q11)."""
    assert case.result is not None
    if case.result.passed:
        return (task(case, Role.CITY_HRSS, (Act.PUBLISH_NOTICE,)),)
    return (task(case, Role.CITY_HRSS_LEADER, (Act.REFUSE,)),)


def _objection_tasks(case: ApplicationFile) -> tuple[Task, ...]:
    """Each open objection is to be ruled on or investigated, in its own period (Q12b)."""
    return tuple(
        task(case, Role.CITY_HRSS, OBJECTION_ACTS[objection.status], f"/objection-{objection.id}").model_copy(
            update={"due": objection.due}
        )
        for objection in case.open_objections
    )


def _determination_tasks(case: ApplicationFile) -> tuple[Task, ...]:
    """Each body owes its opinion; when all have signed, the city bureau determines (Q14)."""
    signed = {opinion.body for opinion in case.opinions}
    owed = tuple(
        task(case, role, (Act.RECORD_OPINION,), "/opinion")
        for role, body in BODY_OF.items()
        if body not in signed
    )
    return owed or (task(case, Role.CITY_HRSS_LEADER, (Act.DESIGNATE, Act.REFUSE), "/determine"),)


TASKS: dict[Stage, TaskList] = {
    Stage.EXPERT_REVIEW: _review_tasks,
    Stage.PUBLIC_NOTICE: _objection_tasks,
    Stage.JOINT_DETERMINATION: _determination_tasks,
    Stage.REVIEW_RESULT: _result_tasks,
}
