"""What the examination of a change waits for: a branch park takes other steps than the rest (Q22)."""

from regulation.casework.rules import Task, TaskList
from regulation.casework.tasks import task
from regulation.measures.edition import edition
from regulation.procedures.change.file import ChangeFile
from regulation.procedures.change.forms import ChangeKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage


def _examination_tasks(case: ChangeFile) -> tuple[Task, ...]:
    """The handler visits and publishes a branch park, and passes any other change to the leader."""
    acts: tuple[Act, ...] = (Act.PASS_CHANGE, Act.REQUEST_SUPPLEMENT)
    if case.report.kind == ChangeKind.BRANCH:
        applied = edition(case.edition, case.edition_digest)
        to_visit = applied.flag("change.branch_needs_site_visit") and case.visit is None
        acts = (Act.RECORD_SITE_VISIT if to_visit else Act.PUBLISH_CHANGE_NOTICE, *acts)
    return (task(case, Role.CITY_HRSS, acts),)


TASKS: dict[Stage, TaskList] = {Stage.CHANGE_EXAMINATION: _examination_tasks}
