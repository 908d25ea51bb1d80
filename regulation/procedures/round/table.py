"""The table of a city-wide round (R8-central, Q25)."""

from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table

S, A, R = Stage, Act, Role

ROUND = Table(
    (
        Move(S.UNOPENED, A.OPEN_ROUND, S.ROUND_RUNNING, (R.CITY_HRSS_LEADER,), "R8-central"),
        Move(S.ROUND_RUNNING, A.CALL_PARK, S.ROUND_RUNNING, (R.SYSTEM,), "Q25"),
        Move(S.ROUND_RUNNING, A.HEAR_PARK, S.ROUND_RUNNING, (R.SYSTEM,), "Q25"),
        Move(S.ROUND_RUNNING, A.CLOSE_ROUND, S.ROUND_CLOSED, (R.SYSTEM,), "Q25"),
    )
)
