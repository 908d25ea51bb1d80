"""The yearly self-assessment (年度自评, Article 8), as a table."""

from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

LOCAL = (R.LOCAL_HRSS,)
CITY = (R.CITY_HRSS,)
SYSTEM = (R.SYSTEM,)

# The stages that share one due date: until its report has arrived, the year is owed (Q23, Q24).
OWED = (S.SELF_FACTS, S.SELF_ASSESSING, S.SELF_REPORT)

# The operator supplies the facts, the local department assesses its park and reports (R3-local, R8-self).
WHERE_THE_PARK_LIES = (
    Move(S.UNOPENED, A.OPEN, S.SELF_FACTS, SYSTEM, "R8-self"),
    Move(S.SELF_FACTS, A.PROVIDE_FACTS, S.SELF_ASSESSING, (R.OPERATOR,), "R6-goals"),
    Move(S.SELF_FACTS, A.ASSESS_WITHOUT_FACTS, S.SELF_ASSESSING, LOCAL, "Q23", duty=False),
    Move(S.SELF_ASSESSING, A.SIGN_SELF_ASSESSMENT, S.SELF_REPORT, LOCAL, "R8-self"),
    Move(S.SELF_ASSESSING, A.RETURN_FACTS, S.SELF_FACTS, LOCAL, "Q23", duty=False),
    Move(S.SELF_REPORT, A.REPORT_SELF_ASSESSMENT, S.SELF_VERIFICATION, LOCAL, "R8-selfreport"),
    *(Move(stage, A.MARK_SELF_MISSING, S.SELF_MISSING, SYSTEM, "Q24") for stage in OWED),
)

# The city bureau, which evaluates (R3-city), verifies what was reported to it.
CITY_BUREAU = (
    Move(S.SELF_VERIFICATION, A.VERIFY_SELF_ASSESSMENT, S.SELF_ASSESSED, CITY, "R8-selfreport"),
    Move(S.SELF_VERIFICATION, A.RETURN_SELF_ASSESSMENT, S.SELF_ASSESSING, CITY, "R3-city"),
    Move(S.SELF_VERIFICATION, A.CLOSE_UNVERIFIED, S.SELF_UNVERIFIED, SYSTEM, "Q24"),
)

SELF_ASSESSMENT = Table(
    standing(WHERE_THE_PARK_LIES + CITY_BUREAU, assigning=(R.LOCAL_HRSS, R.CITY_HRSS_LEADER))
)

# Who assessed does not verify: it takes two pairs of eyes.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    A.VERIFY_SELF_ASSESSMENT: (A.SIGN_SELF_ASSESSMENT, A.REPORT_SELF_ASSESSMENT),
}
