"""Which tasks the follow-up of a survey waits for (Article 6)."""

from regulation.casework.rules import Task, TaskList
from regulation.casework.tasks import task
from regulation.procedures.survey.file import SurveyFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage


def _follow_up_tasks(case: SurveyFile) -> tuple[Task, ...]:
    """What nobody has addressed waits for operator and local department, what was addressed for the city bureau."""
    return tuple(
        task(case, role, (act,), f"/finding-{finding.id}")
        for finding in case.open_findings
        for role, act in (
            ((Role.CITY_HRSS, Act.CLOSE_FINDING),)
            if finding.addressed
            else ((Role.OPERATOR, Act.ADDRESS_FINDING), (Role.LOCAL_HRSS, Act.ADDRESS_FINDING))
        )
    )


TASKS: dict[Stage, TaskList] = {Stage.SURVEY_FOLLOW_UP: _follow_up_tasks}
