"""The change of a park (变更, Article 7), as a table."""

from regulation.casework.rules import Allowance, Clock
from regulation.documents.document import DocumentKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

LOCAL = (R.LOCAL_HRSS,)
CITY = (R.CITY_HRSS,)
LEADER = (R.CITY_HRSS_LEADER,)
UNDECIDED = (S.CHANGE_EXAMINATION, S.CHANGE_SUPPLEMENT, S.CHANGE_NOTICE, S.CHANGE_DECISION)
OPEN = (*UNDECIDED, S.CHANGE_IMPLEMENTATION)

# Reported, examined and, for a branch park, visited and put to the public (Q22).
EXAMINATION = (
    Move(S.UNOPENED, A.OPEN, S.CHANGE_EXAMINATION, LOCAL, "R7-report"),
    Move(S.CHANGE_EXAMINATION, A.REQUEST_SUPPLEMENT, S.CHANGE_SUPPLEMENT, CITY, "Q09"),
    Move(S.CHANGE_EXAMINATION, A.RECORD_SITE_VISIT, S.CHANGE_EXAMINATION, CITY, "Q22"),
    Move(S.CHANGE_EXAMINATION, A.PUBLISH_CHANGE_NOTICE, S.CHANGE_NOTICE, CITY, "Q22"),
    Move(S.CHANGE_EXAMINATION, A.PASS_CHANGE, S.CHANGE_DECISION, CITY, "R7-consent"),
    Move(S.CHANGE_SUPPLEMENT, A.SUPPLEMENT, S.CHANGE_EXAMINATION, LOCAL, "Q09"),
    Move(S.CHANGE_SUPPLEMENT, A.RESUME_EXAMINATION, S.CHANGE_EXAMINATION, CITY, "Q09", duty=False),
    Move(S.CHANGE_NOTICE, A.CLOSE_CHANGE_NOTICE, S.CHANGE_DECISION, (R.SYSTEM,), "Q12"),
)

# Consent comes first; only then is it carried out. No rule and no timer consents (Q21).
DECISION = (
    Move(S.CHANGE_DECISION, A.CONSENT_CHANGE, S.CHANGE_IMPLEMENTATION, LEADER, "R7-consent"),
    Move(S.CHANGE_DECISION, A.REFUSE_CHANGE, S.CHANGE_REFUSED, LEADER, "R7-consent"),
    Move(S.CHANGE_IMPLEMENTATION, A.REPORT_IMPLEMENTED, S.CHANGE_IMPLEMENTED, LOCAL, "R7-consent"),
)

# Acting first is a finding whenever it is found; it neither stops nor speeds the decision (Q21).
ASIDE = tuple(
    move
    for stage in OPEN
    for move in (
        Move(stage, A.RECORD_ACTING_FIRST, stage, (*LOCAL, *CITY), "Q21", duty=False, revises=True),
        Move(stage, A.WITHDRAW, S.CHANGE_WITHDRAWN, LOCAL, "R7-report", duty=False),
    )
)

CHANGE = Table(standing(EXAMINATION + DECISION + ASIDE, assigning=(R.LOCAL_HRSS, R.CITY_HRSS_LEADER)))

ALLOWANCES = {"decide": Allowance("change.decide_workdays")}

# Examination and decision share one period; it stands still while others are to answer (Q21, Q09).
CLOCKS: dict[Stage, Clock] = {
    S.CHANGE_EXAMINATION: Clock("change.decide_workdays", "decide"),
    S.CHANGE_SUPPLEMENT: Clock("supplement.workdays"),
    S.CHANGE_DECISION: Clock("change.decide_workdays", "decide"),
}

ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.REQUEST_SUPPLEMENT: (DocumentKind.SUPPLEMENT_NOTICE,),
    A.PUBLISH_CHANGE_NOTICE: (DocumentKind.CHANGE_NOTICE,),
    A.CONSENT_CHANGE: (DocumentKind.CHANGE_CONSENT,),
    A.REFUSE_CHANGE: (DocumentKind.CHANGE_REFUSAL,),
}

# Who examined does not decide.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    A.CONSENT_CHANGE: (A.PASS_CHANGE, A.PUBLISH_CHANGE_NOTICE),
    A.REFUSE_CHANGE: (A.PASS_CHANGE, A.PUBLISH_CHANGE_NOTICE),
}
