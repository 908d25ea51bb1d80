"""The regular survey (定期调研, Article 6), as a table."""

from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

LOCAL = (R.LOCAL_HRSS,)
CITY = (R.CITY_HRSS,)
SYSTEM = (R.SYSTEM,)

# The local department, which is to manage the park (R6-manage), surveys and reports.
SURVEYING = (
    Move(S.UNOPENED, A.OPEN, S.SURVEY_FIELD, SYSTEM, "R6-survey"),
    Move(S.SURVEY_FIELD, A.RECORD_SURVEY, S.SURVEY_REPORT, LOCAL, "R6-survey"),
    Move(S.SURVEY_FIELD, A.MARK_SURVEY_MISSED, S.SURVEY_MISSED, SYSTEM, "Q18"),
    Move(S.SURVEY_REPORT, A.REPORT_SURVEY, S.SURVEY_FOLLOW_UP, LOCAL, "R6-report"),
    Move(S.SURVEY_REPORT, A.MARK_SURVEY_MISSED, S.SURVEY_MISSED, SYSTEM, "Q18"),
)

# What was found is put right where the park is, and closed by the city bureau to which it was reported.
FOLLOW_UP = (
    Move(S.SURVEY_FOLLOW_UP, A.ADDRESS_FINDING, S.SURVEY_FOLLOW_UP, (R.OPERATOR, R.LOCAL_HRSS), "R6-manage"),
    Move(S.SURVEY_FOLLOW_UP, A.CLOSE_FINDING, S.SURVEY_FOLLOW_UP, CITY, "R6-report"),
    Move(S.SURVEY_FOLLOW_UP, A.CLOSE_SURVEY, S.SURVEYED, SYSTEM, "R6-survey"),
    Move(S.SURVEY_FOLLOW_UP, A.CARRY_FINDINGS_OVER, S.SURVEY_CARRIED_OVER, SYSTEM, "Q18"),
)

SURVEY = Table(standing(SURVEYING + FOLLOW_UP, assigning=(R.LOCAL_HRSS, R.CITY_HRSS_LEADER)))
