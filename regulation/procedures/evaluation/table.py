"""The evaluation of a park, from its facts to the publication and the support (集中考评, Articles 8 and 9), as a table."""

from regulation.casework.rules import Clock
from regulation.documents.document import DocumentKind
from regulation.procedures.evaluation.sitting import FOUR_EYES as SITTING_EYES
from regulation.procedures.evaluation.sitting import sitting
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

CITY, LEADER = (R.CITY_HRSS,), (R.CITY_HRSS_LEADER,)

EVALUATION = Table(
    standing(
        (
            Move(S.UNOPENED, A.OPEN, S.EVALUATION_FACTS, (R.SYSTEM,), "R8-central"),
            Move(
                S.EVALUATION_FACTS, A.SUBMIT_EVALUATION_FACTS, S.EVALUATION_PANEL, (R.LOCAL_HRSS,), "R8-dims"
            ),
            Move(S.EVALUATION_FACTS, A.PROCEED_WITHOUT_FACTS, S.EVALUATION_PANEL, CITY, "Q24", duty=False),
            *sitting(
                S.EVALUATION_PANEL,
                S.EVALUATION_SCORING,
                S.EVALUATION_CONFIRMATION,
                S.EVALUATION_PUBLICATION,
                "R8-dims",
            ),
            # What would free a park of its evaluation takes two: reasons proposed, and a decision on them.
            Move(
                S.EVALUATION_CONFIRMATION, A.PROPOSE_VOID, S.EVALUATION_CONFIRMATION, CITY, "Q29", duty=False
            ),
            Move(S.EVALUATION_CONFIRMATION, A.VOID_EVALUATION, S.EVALUATION_VOID, LEADER, "Q29", duty=False),
            Move(S.EVALUATION_PUBLICATION, A.COMMEND, S.EVALUATION_SUPPORT, CITY, "R9-praise"),
            Move(S.EVALUATION_PUBLICATION, A.PUBLISH_RESULT, S.QUALIFIED, CITY, "R9-middle"),
            Move(S.EVALUATION_PUBLICATION, A.CIRCULATE_FAILURE, S.UNQUALIFIED, CITY, "R9-failnotice"),
            Move(S.EVALUATION_SUPPORT, A.RECORD_SUPPORT, S.EXCELLENT, CITY, "R9-support"),
        ),
        assigning=(R.LOCAL_HRSS, R.CITY_HRSS_LEADER),
    )
)

CLOCKS: dict[Stage, Clock] = {
    S.EVALUATION_FACTS: Clock("evaluation.facts_workdays"),
    S.EVALUATION_PANEL: Clock("evaluation.step_workdays"),
    S.EVALUATION_SCORING: Clock("panel.review_workdays"),
    S.EVALUATION_CONFIRMATION: Clock("evaluation.step_workdays"),
    S.EVALUATION_PUBLICATION: Clock("evaluation.step_workdays"),
    S.EVALUATION_SUPPORT: Clock("evaluation.step_workdays"),
}

# Nobody voids what they proposed to void, or the work of a panel that they drew or changed.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    **SITTING_EYES,
    A.VOID_EVALUATION: (A.PROPOSE_VOID, A.DRAW_PANEL, A.RECUSE),
}

ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.COMMEND: (DocumentKind.COMMENDATION,),
    A.PUBLISH_RESULT: (DocumentKind.EVALUATION_RESULT,),
    A.CIRCULATE_FAILURE: (DocumentKind.FAILURE_CIRCULAR,),
    A.VOID_EVALUATION: (DocumentKind.EVALUATION_VOIDED,),
}
