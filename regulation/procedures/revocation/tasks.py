"""What the joint signature of a revocation and its decision wait for (Q32, Q35)."""

from regulation.casework.fold import BODY_OF
from regulation.casework.rules import Task, TaskList
from regulation.casework.tasks import task
from regulation.measures.edition import edition
from regulation.procedures.revocation.file import RevocationFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage


def _joint_tasks(case: RevocationFile) -> tuple[Task, ...]:
    """Each body owes its opinion, then the leader decides; what is unlawful is told anew or dropped."""
    assert case.legal is not None
    if not case.legal.lawful:
        return (
            task(case, Role.CITY_HRSS, (Act.SERVE_NOTICE,)),
            task(case, Role.CITY_HRSS_LEADER, (Act.DROP_REVOCATION,)),
        )
    signed = {opinion.body for opinion in case.opinions}
    jointly = edition(case.edition, case.edition_digest).flag("revoke.needs_joint")
    owed = tuple(
        task(case, role, (Act.RECORD_OPINION,), "/opinion")
        for role, body in BODY_OF.items()
        if jointly and body not in signed
    )
    return owed or (task(case, Role.CITY_HRSS_LEADER, (case.revoking, Act.DROP_REVOCATION), "/decide"),)


def _decision_tasks(case: RevocationFile) -> tuple[Task, ...]:
    """The one act that issues the decision on this ground (R9-revoke, Q35)."""
    return (task(case, Role.CITY_HRSS, (case.issuing,)),)


TASKS: dict[Stage, TaskList] = {
    Stage.REVOCATION_JOINT: _joint_tasks,
    Stage.REVOCATION_DECISION: _decision_tasks,
}
