"""What may happen to a park, as a table; each procedure is opened by an act of its own, with its own basis."""

from regulation.casework.closing import Closing
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table

S, A, R = Stage, Act, Role

# Designation is the door: before it a park only applies (Article 5), or is entered from the old register (Q40).
DOOR = (
    Move(S.CANDIDATE, A.OPEN_APPLICATION, S.CANDIDATE, (R.OPERATOR,), "Q03"),
    Move(S.CANDIDATE, A.CLOSE_APPLICATION, S.CANDIDATE, (R.SYSTEM,), "Q16"),
    Move(S.CANDIDATE, A.ENTER_LIFE, S.IN_LIFE, (R.SYSTEM,), "R2-consent"),
    Move(S.CANDIDATE, A.IMPORT_PARK, S.IN_LIFE, (R.CITY_HRSS,), "Q40"),
)

# What the clocks of Articles 6, 8 and 9 open, and what people ask for under Articles 7 and 9.
LIFE = (
    Move(S.IN_LIFE, A.OPEN_SELF_ASSESSMENT, S.IN_LIFE, (R.SYSTEM,), "R8-self"),
    Move(S.IN_LIFE, A.OPEN_EVALUATION, S.IN_LIFE, (R.SYSTEM,), "R8-central"),
    Move(S.IN_LIFE, A.EXEMPT_EVALUATION, S.IN_LIFE, (R.SYSTEM,), "Q26"),
    Move(S.IN_LIFE, A.OPEN_SURVEY, S.IN_LIFE, (R.SYSTEM,), "R6-survey"),
    Move(S.IN_LIFE, A.OPEN_RECTIFICATION, S.IN_LIFE, (R.SYSTEM,), "R9-rectify"),
    Move(S.IN_LIFE, A.OPEN_REVOCATION, S.IN_LIFE, (R.SYSTEM,), "R9-revoke"),
    Move(S.IN_LIFE, A.OPEN_REVOCATION_OTHERWISE, S.IN_LIFE, (R.CITY_HRSS_LEADER,), "Q35"),
    Move(S.IN_LIFE, A.OPEN_CHANGE, S.IN_LIFE, (R.LOCAL_HRSS,), "R7-report"),
    Move(S.IN_LIFE, A.RECORD_ACTING_FIRST, S.IN_LIFE, (R.LOCAL_HRSS, R.CITY_HRSS), "Q21"),
    Move(S.IN_LIFE, A.OPEN_EXIT, S.IN_LIFE, (R.OPERATOR,), "Q34"),
    Move(S.IN_LIFE, A.CLOSE_PROCEDURE, S.IN_LIFE, (R.SYSTEM,), "R3-city"),
    Move(S.IN_LIFE, A.ADOPT_EDITION, S.IN_LIFE, (R.CITY_HRSS_LEADER,), "Q40"),
)

# The status ends by revocation or of the park's own will; later the park may apply as if for the first time (Q36).
ENDS = (
    Move(S.IN_LIFE, A.END_STATUS, S.STATUS_REVOKED, (R.SYSTEM,), "R9-revoke"),
    Move(S.IN_LIFE, A.END_STATUS_OTHERWISE, S.STATUS_REVOKED, (R.SYSTEM,), "Q35"),
    Move(S.IN_LIFE, A.LEAVE_STATUS, S.STATUS_EXITED, (R.SYSTEM,), "Q34"),
    *(
        Move(stage, A.CLOSE_PROCEDURE, stage, (R.SYSTEM,), "R3-city")
        for stage in (S.STATUS_REVOKED, S.STATUS_EXITED)
    ),
    *(
        Move(stage, A.OPEN_APPLICATION, S.CANDIDATE, (R.OPERATOR,), "Q36")
        for stage in (S.STATUS_REVOKED, S.STATUS_EXITED)
    ),
    Move(S.CANDIDATE, A.CLOSE_PROCEDURE, S.CANDIDATE, (R.SYSTEM,), "R3-city"),
)

PARK = Table(DOOR + LIFE + ENDS)

# Which procedure an act of the park opens.
OPENS: dict[Act, Kind] = {
    A.OPEN_APPLICATION: Kind.APPLICATION,
    A.OPEN_SELF_ASSESSMENT: Kind.SELF_ASSESSMENT,
    A.OPEN_EVALUATION: Kind.EVALUATION,
    A.OPEN_SURVEY: Kind.SURVEY,
    A.OPEN_RECTIFICATION: Kind.RECTIFICATION,
    A.OPEN_REVOCATION: Kind.REVOCATION,
    A.OPEN_REVOCATION_OTHERWISE: Kind.REVOCATION,
    A.OPEN_CHANGE: Kind.CHANGE,
    A.OPEN_EXIT: Kind.EXIT,
}

# How the status ends with a procedure, on the Measures or `outside` them; any other end leaves the park as it is
# (R9-revoke, Q34, Q35).
ENDS_THE_STATUS: dict[tuple[Stage, bool], Act] = {
    (S.REVOCATION_PUBLICATION, False): A.END_STATUS,
    (S.REVOCATION_PUBLICATION, True): A.END_STATUS_OTHERWISE,
    (S.EXITED, False): A.LEAVE_STATUS,
}


def heard_as(ended: Closing) -> Act:
    """Say as which act of the park the end of a procedure is entered: into its life, out of it, or neither."""
    if ended.kind == Kind.APPLICATION:
        return A.ENTER_LIFE if ended.outcome == S.DESIGNATED else A.CLOSE_APPLICATION
    return ENDS_THE_STATUS.get((ended.outcome, ended.outside), A.CLOSE_PROCEDURE)
