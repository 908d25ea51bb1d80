"""The revocation of the status (取消资格, Article 9), as a table."""

from regulation.documents.document import DocumentKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

SYSTEM = (R.SYSTEM,)
CITY = (R.CITY_HRSS,)
LEADER = (R.CITY_HRSS_LEADER,)
PARTIES = (R.OPERATOR, R.LOCAL_GOVERNMENT)
BODIES = (R.CITY_HRSS_LEADER, R.DRC, R.FINANCE)

# The party is told facts, reasons and basis, and is heard before anything is decided (Q32).
HEARD = (
    Move(S.UNOPENED, A.OPEN, S.REVOCATION_NOTICE, (*SYSTEM, *LEADER), "Q32"),
    Move(S.REVOCATION_NOTICE, A.SERVE_NOTICE, S.REVOCATION_STATEMENT, CITY, "Q32"),
    Move(S.REVOCATION_STATEMENT, A.MAKE_STATEMENT, S.REVOCATION_STATEMENT, PARTIES, "Q32"),
    Move(S.REVOCATION_STATEMENT, A.REQUEST_HEARING, S.REVOCATION_STATEMENT, PARTIES, "Q32"),
    Move(S.REVOCATION_STATEMENT, A.CALL_HEARING, S.REVOCATION_HEARING, SYSTEM, "Q32"),
    Move(S.REVOCATION_STATEMENT, A.CLOSE_STATEMENTS, S.REVOCATION_LEGAL, SYSTEM, "Q32"),
    Move(S.REVOCATION_HEARING, A.RECORD_HEARING, S.REVOCATION_LEGAL, CITY, "Q32"),
    Move(S.REVOCATION_LEGAL, A.RECORD_LEGAL_CHECK, S.REVOCATION_JOINT, CITY, "Q32"),
)

# Decided jointly, issued, made public, and the plaque taken back (Q32).
DECIDED = (
    Move(S.REVOCATION_JOINT, A.RECORD_OPINION, S.REVOCATION_JOINT, BODIES, "Q32"),
    # What was found unlawful in the way it was done is told and heard anew: Article 9 leaves no choice.
    Move(S.REVOCATION_JOINT, A.SERVE_NOTICE, S.REVOCATION_STATEMENT, CITY, "Q32", duty=False),
    # Article 9 gives no ground but consecutive failure: what rests on another law is an act of its own (Q35).
    Move(S.REVOCATION_JOINT, A.REVOKE, S.REVOCATION_DECISION, LEADER, "R9-revoke"),
    Move(S.REVOCATION_JOINT, A.REVOKE_OTHERWISE, S.REVOCATION_DECISION, LEADER, "Q35"),
    Move(S.REVOCATION_DECISION, A.ISSUE_REVOCATION, S.REVOCATION_PUBLICATION, CITY, "R9-revoke"),
    Move(S.REVOCATION_DECISION, A.ISSUE_REVOCATION_OTHERWISE, S.REVOCATION_PUBLICATION, CITY, "Q35"),
    Move(S.REVOCATION_PUBLICATION, A.PUBLISH_REVOCATION, S.PLAQUE_RETURN, CITY, "Q32"),
    Move(S.PLAQUE_RETURN, A.RETURN_PLAQUE, S.REVOKED, (R.LOCAL_HRSS,), "Q32"),
)

BEFORE_THE_DECISION = (
    S.REVOCATION_NOTICE,
    S.REVOCATION_STATEMENT,
    S.REVOCATION_HEARING,
    S.REVOCATION_LEGAL,
    S.REVOCATION_JOINT,
)
DROPPED = tuple(
    Move(
        stage,
        A.DROP_REVOCATION,
        S.REVOCATION_DROPPED,
        LEADER,
        "Q32",
        duty=stage == S.REVOCATION_JOINT,
    )
    for stage in BEFORE_THE_DECISION
)

# A park that left of its own will meanwhile has no status to revoke; what ends the status does not lapse with it.
LAPSES = tuple(
    Move(stage, A.LAPSE, S.LAPSED, SYSTEM, "Q34", duty=False)
    for stage in (*BEFORE_THE_DECISION, S.REVOCATION_DECISION)
)

REVOCATION = Table(
    standing(
        HEARD + DECIDED + DROPPED + LAPSES,
        assigning=(R.LOCAL_HRSS, R.LOCAL_GOVERNMENT, R.CITY_HRSS_LEADER),
        lapses=False,
    )
)

ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.SERVE_NOTICE: (DocumentKind.REVOCATION_ADVANCE_NOTICE,),
    A.DROP_REVOCATION: (DocumentKind.REVOCATION_DROPPED,),
    A.ISSUE_REVOCATION: (DocumentKind.REVOCATION_DECISION,),
    A.ISSUE_REVOCATION_OTHERWISE: (DocumentKind.REVOCATION_DECISION,),
    A.PUBLISH_REVOCATION: (DocumentKind.REVOCATION_PUBLICATION,),
}

# Who served the notice does not check it in law; who decided does not issue.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    A.RECORD_LEGAL_CHECK: (A.SERVE_NOTICE,),
    A.REVOKE: (A.SERVE_NOTICE, A.RECORD_LEGAL_CHECK),
    A.REVOKE_OTHERWISE: (A.SERVE_NOTICE, A.RECORD_LEGAL_CHECK),
    A.ISSUE_REVOCATION: (A.REVOKE,),
    A.ISSUE_REVOCATION_OTHERWISE: (A.REVOKE_OTHERWISE,),
}

# The park hears at the decision, or later where the next act was faster than the typesetting.
TELLS = frozenset({S.REVOCATION_PUBLICATION, S.PLAQUE_RETURN, S.REVOKED, S.REVOCATION_DROPPED, S.LAPSED})
