"""The table of a voluntary exit, and its four eyes (Q34)."""

from regulation.documents.document import DocumentKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

LEADER = (R.CITY_HRSS_LEADER,)

EXIT = Table(
    standing(
        (
            Move(S.UNOPENED, A.OPEN, S.EXIT_SUPPORT, (R.OPERATOR,), "Q34"),
            Move(S.EXIT_SUPPORT, A.SUPPORT_EXIT, S.EXIT_CONSENT, (R.LOCAL_GOVERNMENT,), "Q34"),
            Move(S.EXIT_CONSENT, A.CONSENT_EXIT, S.EXIT_PUBLICATION, LEADER, "Q34"),
            Move(S.EXIT_CONSENT, A.REFUSE_EXIT, S.EXIT_REFUSED, LEADER, "Q34"),
            Move(S.EXIT_PUBLICATION, A.PUBLISH_EXIT, S.EXITED, (R.CITY_HRSS,), "Q34"),
            Move(S.EXIT_SUPPORT, A.WITHDRAW, S.EXIT_WITHDRAWN, (R.OPERATOR,), "Q34", duty=False),
            Move(S.EXIT_CONSENT, A.WITHDRAW, S.EXIT_WITHDRAWN, (R.OPERATOR,), "Q34", duty=False),
        ),
        assigning=(R.LOCAL_GOVERNMENT, R.CITY_HRSS_LEADER),
    )
)

ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.REFUSE_EXIT: (DocumentKind.EXIT_REFUSAL,),
    A.PUBLISH_EXIT: (DocumentKind.EXIT_PUBLICATION,),
}

# An act, and those whose people may not take it.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {A.PUBLISH_EXIT: (A.CONSENT_EXIT,)}
