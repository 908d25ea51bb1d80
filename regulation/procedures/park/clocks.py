"""What falls due in the life of a park, and when: the clocks of Articles 6, 8 and 9."""

from datetime import date
from itertools import chain as joined
from itertools import count, pairwise

from regulation.calendar.cycles import evaluation_opens, exempt, self_assessment_opens, survey_opens
from regulation.calendar.working_days import DAY
from regulation.casework.closing import VOID, OverallRecord
from regulation.grading import consecutive
from regulation.grading.consecutive import Consecutive, OverallResult, Verdict, must_revoke
from regulation.measures.model import Edition
from regulation.procedures.park.file import OpenedCase, ParkFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict

VERDICTS = {"unqualified": Verdict.FAIL, VOID: Verdict.VOID}
CONSEQUENCES = frozenset({Act.OPEN_RECTIFICATION, Act.OPEN_REVOCATION})
SOURCES = {
    Kind.EVALUATION: consecutive.ResultKind.EVALUATION,
    Kind.RECTIFICATION: consecutive.ResultKind.RECHECK,
}


class Opening(Strict):
    """What the park does next, and the day on which it falls due."""

    act: Act
    number: int
    opens_on: date


def next_opening(park: ParkFile, edition: Edition) -> Opening | None:
    """Give the opening that falls due first; of one day, in the order of the articles.

    At most one procedure of a kind is open, so what fell due meanwhile waits and is opened afterwards, in order.
    """
    if park.stage != Stage.IN_LIFE:
        return None
    due = joined(
        _survey(park, edition),
        _self_assessment(park),
        _evaluation(park, edition),
        consequence(park, edition),
    )
    return min(due, key=lambda opening: opening.opens_on, default=None)


def _survey(park: ParkFile, edition: Edition) -> tuple[Opening, ...]:
    """Every few months since the designation (R6-survey, Q18)."""
    if park.open_of(Kind.SURVEY):
        return ()
    opens_on = survey_opens(park.survey_turn, _since(park), edition)
    return (Opening(act=Act.OPEN_SURVEY, number=park.counts.get(Kind.SURVEY, 0) + 1, opens_on=opens_on),)


def _self_assessment(park: ParkFile) -> tuple[Opening, ...]:
    """One for every calendar year, when it is over (R8-self, Q23)."""
    if park.open_of(Kind.SELF_ASSESSMENT):
        return ()
    opens_on = self_assessment_opens(park.self_year)
    return (Opening(act=Act.OPEN_SELF_ASSESSMENT, number=park.self_year, opens_on=opens_on),)


def _evaluation(park: ParkFile, edition: Edition) -> tuple[Opening, ...]:
    """Every three years, unless the last one and what followed from it are still open (R8-central, Q25, Q26)."""
    if park.open_of(Kind.EVALUATION, Kind.RECTIFICATION, Kind.REVOCATION):
        return ()
    opens_on = evaluation_opens(park.evaluation_turn, _since(park), edition)
    act = Act.EXEMPT_EVALUATION if exempt(_since(park), opens_on, edition) else Act.OPEN_EVALUATION
    return (Opening(act=act, number=park.counts.get(Kind.EVALUATION, 0) + 1, opens_on=opens_on),)


def consequence(park: ParkFile, edition: Edition) -> tuple[Opening, ...]:
    """A failed evaluation is followed by rectification, consecutive failure by revocation (R9-rectify, R9-revoke).

    Of a result on paper the rectification that was granted goes on; it alone revokes nothing (Q40).
    """
    last = park.results[-1] if park.results else None
    if last is None or last.case == park.answered or park.open_of(Kind.RECTIFICATION, Kind.REVOCATION):
        return ()
    if last.case != park.paper_case and consecutive_failure(park, edition) is not None:
        act, kind = Act.OPEN_REVOCATION, Kind.REVOCATION
    elif last.kind == Kind.EVALUATION and _result(last).verdict == Verdict.FAIL:
        act, kind = Act.OPEN_RECTIFICATION, Kind.RECTIFICATION
    else:
        return ()
    return (Opening(act=act, number=park.counts.get(kind, 0) + 1, opens_on=last.on),)


def called(park: ParkFile, year: int, opened_on: date, edition: Edition) -> Opening | None:
    """Say how a park answers the round of a year; None if it has nothing to answer with (Q25, Q26).

    It takes part unless it is no municipal park, is under evaluation or what followed from one, or has had its
    evaluation in that year already. A round may call before the day on which the clock would. The day on which
    the round was opened decides for every park alike, whenever its turn to be called comes; a turn that is owed
    from an earlier year is taken with this round's.
    """
    if park.stage != Stage.IN_LIFE or (park.evaluated_on is not None and park.evaluated_on.year >= year):
        return None
    for opening in _evaluation(park, edition):
        if opening.opens_on.year > year:
            return None
        opens_on = min(_in_the_year(park, year, opened_on, edition), opened_on)
        act = Act.EXEMPT_EVALUATION if exempt(_since(park), opens_on, edition) else Act.OPEN_EVALUATION
        return opening.model_copy(update={"opens_on": opens_on, "act": act})
    return None


def _in_the_year(park: ParkFile, year: int, otherwise: date, edition: Edition) -> date:
    """Give the day on which the clock would open the evaluation of a year, if it has one in it."""
    ahead = (evaluation_opens(turn, _since(park), edition) for turn in count(park.evaluation_turn))
    opens_on = next(day for day in ahead if day.year >= year)
    return opens_on if opens_on.year == year else otherwise


def late(opening: Opening, today: date) -> bool:
    """Say whether nobody ran to open something in time (Q55).

    A consequence follows a result when that is heard of; no clock sets its day, so it is never late by one.
    """
    return opening.act not in CONSEQUENCES and today > opening.opens_on + DAY


def lapses(park: ParkFile, opened: OpenedCase) -> bool:
    """Say whether an open procedure has lost what it rests on: the status, or the choice to leave it (Q34).

    A failure that came after a request to leave is not evaded by it: who still wants to leave asks anew.
    """
    if park.stage != Stage.IN_LIFE:
        return opened.kind != Kind.APPLICATION
    if opened.kind != Kind.EXIT:
        return False
    rectification = park.open_of(Kind.RECTIFICATION)
    failed_since = rectification is not None and park.open[rectification].opened_at > opened.opened_at
    return failed_since or park.open_of(Kind.REVOCATION) is not None


def consecutive_failure(park: ParkFile, edition: Edition) -> Consecutive | None:
    """Give the chain of failures that obliges the city bureau to revoke, if there is one (R9-revoke, Q29)."""
    return must_revoke(overall_results(park), edition)


def overall_results(park: ParkFile) -> tuple[OverallResult, ...]:
    """Give the park's results as the strategies read them (Q29).

    After a failure on paper that the system did not see rechecked, a recheck of unknown result is put (Q40).
    """
    told = [_result(record) for record in park.results]
    for n, (past, after) in enumerate(pairwise(told), start=1):
        unseen = past.case == park.paper_case and after.kind != consecutive.ResultKind.RECHECK
        if unseen and past.verdict == Verdict.FAIL:
            unknown = {"kind": consecutive.ResultKind.RECHECK, "verdict": Verdict.UNKNOWN}
            told.insert(n, past.model_copy(update=unknown))
            break
    return tuple(told)


def fails(park: ParkFile) -> bool:
    """Say whether the last result that counts is a failure that was not put right (R9-rectify, Q34).

    A failure that was answered on paper is not held against the park: nobody knows how that ended (Q40).
    """
    standing = {record.case: record for record in park.results if record.grade != VOID}
    void = {record.case for record in park.results if record.grade == VOID}
    counted = [record for case, record in standing.items() if case not in void]
    last = max(counted, key=lambda record: record.on, default=None)
    if last is None or _result(last).verdict != Verdict.FAIL:
        return False
    return (
        last.case != park.paper_case or park.answered != last.case or bool(park.open_of(Kind.RECTIFICATION))
    )


def _result(record: OverallRecord) -> OverallResult:
    verdict = VERDICTS.get(record.grade, Verdict.PASS)
    return OverallResult(case=record.case, kind=SOURCES[record.kind], on=record.on, verdict=verdict)


def _since(park: ParkFile) -> date:
    assert park.designated_on is not None, "a park in life was designated"
    return park.designated_on
