"""The rectification after a failed evaluation, up to its recheck (限期整改, R9-rectify), as a table."""

from regulation.casework.rules import Clock
from regulation.documents.document import DocumentKind
from regulation.procedures.evaluation.sitting import sitting
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

CITY, LEADER, LOCAL, SYSTEM = (R.CITY_HRSS,), (R.CITY_HRSS_LEADER,), (R.LOCAL_HRSS,), (R.SYSTEM,)

RECTIFICATION = Table(
    standing(
        (
            Move(S.UNOPENED, A.OPEN, S.RECTIFICATION_ORDER, SYSTEM, "R9-rectify"),
            Move(S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, S.RECTIFYING, CITY, "R9-rectify"),
            Move(S.RECTIFYING, A.REPORT_RECTIFICATION, S.RECHECK_PANEL, LOCAL, "R9-rectify"),
            Move(S.RECTIFYING, A.EXTEND_RECTIFICATION, S.RECTIFYING, LEADER, "Q30", duty=False),
            Move(S.RECTIFYING, A.RECTIFICATION_EXPIRES, S.RECTIFICATION_OVERDUE, SYSTEM, "R9-rectify"),
            Move(S.RECTIFICATION_OVERDUE, A.REPORT_RECTIFICATION, S.RECHECK_PANEL, LOCAL, "Q30"),
            Move(S.RECTIFICATION_OVERDUE, A.CONFIRM_FAILURE, S.RECHECK_PUBLICATION, LEADER, "Q30"),
            *sitting(
                S.RECHECK_PANEL, S.RECHECK_SCORING, S.RECHECK_CONFIRMATION, S.RECHECK_PUBLICATION, "Q30"
            ),
            Move(S.RECHECK_PUBLICATION, A.PUBLISH_RESULT, S.RECTIFIED, CITY, "Q30"),
            Move(S.RECHECK_PUBLICATION, A.CIRCULATE_FAILURE, S.NOT_RECTIFIED, CITY, "R9-failnotice"),
        ),
        assigning=(R.LOCAL_HRSS, R.CITY_HRSS_LEADER),
    )
)

# The limit itself is counted in months, from the order (Q30): the workflow adds it to that act.
CLOCKS: dict[Stage, Clock] = {
    S.RECTIFICATION_ORDER: Clock("evaluation.step_workdays"),
    S.RECTIFICATION_OVERDUE: Clock("evaluation.step_workdays"),
    S.RECHECK_PANEL: Clock("evaluation.step_workdays"),
    S.RECHECK_SCORING: Clock("panel.review_workdays"),
    S.RECHECK_CONFIRMATION: Clock("evaluation.step_workdays"),
    S.RECHECK_PUBLICATION: Clock("evaluation.step_workdays"),
}

ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.ORDER_RECTIFICATION: (DocumentKind.RECTIFICATION_NOTICE,),
    A.PUBLISH_RESULT: (DocumentKind.RECTIFICATION_RESULT,),
    A.CIRCULATE_FAILURE: (DocumentKind.RECTIFICATION_RESULT,),
}
