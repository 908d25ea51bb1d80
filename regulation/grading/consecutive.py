"""When failing is consecutive (连续综合考评不合格): the named ways to read R9-revoke, of which an edition picks one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regulation.calendar.cycles import anniversary
from regulation.measures.choices import ConsecutiveReading
from regulation.measures.model import Edition
from regulation.words.labels import Labelled
from regulation.words.message import Message, say, series
from regulation.words.values import Line, Strict
from regulation.words.wording import Words


class ResultKind(Labelled):
    """What gave an overall result: an evaluation, or the re-evaluation that ends a rectification."""

    EVALUATION = "evaluation", "综合考评", "comprehensive evaluation"
    RECHECK = "recheck", "整改复评", "re-evaluation"


class Verdict(StrEnum):
    """What an overall result means for the chain; an exempt or void one is passed over (Q26, Q29).

    An unknown one is not passed over: it may have been a pass, so what lies on both sides of it is not in a row (Q40).
    """

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    EXEMPT = "exempt"
    VOID = "void"
    UNKNOWN = "unknown"


COUNTED = {Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN}


class OverallResult(Strict):
    """The overall result of one case; a later one of the same case and kind replaces it, as when it is annulled."""

    case: Line
    kind: ResultKind
    on: date
    verdict: Verdict


Results = tuple[OverallResult, ...]


class Consecutive(Strict):
    """The failures for which the status must be revoked, oldest first, and why."""

    strategy: str
    results: Results
    explanation: Message
    basis: str = "R9-revoke, Q29"


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to read 连续: its name and rule, which results count, and the chain that the last of them ends.

    `chain` is given counted results of which the last is a failure, oldest first; it gives none if there is no chain.
    """

    label: Words
    rule: Callable[[Edition], Message]
    counts: tuple[ResultKind, ...]
    chain: Callable[[Results, Edition], Results]


def _in_a_row(results: Results, edition: Edition) -> Results:
    """Give the last n results if all of them are failures."""
    last = results[-edition.number("revoke.n") :]
    complete = len(last) == edition.number("revoke.n")
    return last if complete and all(result.verdict is Verdict.FAIL for result in last) else ()


def _in_window(results: Results, edition: Edition) -> Results:
    """Give the last n failures if the last lies within the window of the first, its anniversary included (Q57)."""
    last = tuple(r for r in results if r.verdict is Verdict.FAIL)[-edition.number("revoke.n") :]
    if len(last) < edition.number("revoke.n"):
        return ()
    return last if last[-1].on <= anniversary(last[0].on, edition.number("revoke.window_years")) else ()


def _latest(results: Results, _edition: Edition) -> Results:
    return results[-1:]


STRATEGIES: Mapping[str, Strategy] = {
    ConsecutiveReading.EVALUATION_OR_RECHECK: Strategy(
        Words(zh="相邻总评", en="overall results in a row"),
        lambda edition: say(
            "综合考评和整改复评各算一次，相邻 {n} 次不合格的，为连续不合格", n=edition.number("revoke.n")
        ),
        (ResultKind.EVALUATION, ResultKind.RECHECK),
        _in_a_row,
    ),
    ConsecutiveReading.TWO_CYCLES: Strategy(
        Words(zh="相邻周期", en="cycles in a row"),
        lambda edition: say(
            "只计综合考评，不计整改复评，相邻 {n} 次不合格的，为连续不合格", n=edition.number("revoke.n")
        ),
        (ResultKind.EVALUATION,),
        _in_a_row,
    ),
    ConsecutiveReading.TWO_IN_WINDOW: Strategy(
        Words(zh="期间累计", en="within a number of years"),
        lambda edition: say(
            "综合考评和整改复评各算一次，{years} 年内（含期满当日）累计 {n} 次不合格的，为连续不合格，其间合格不影响",
            years=edition.number("revoke.window_years"),
            n=edition.number("revoke.n"),
        ),
        (ResultKind.EVALUATION, ResultKind.RECHECK),
        _in_window,
    ),
    ConsecutiveReading.SINGLE: Strategy(
        Words(zh="一次即止", en="once is enough"),
        lambda _: say("一次不合格即取消资格"),
        (ResultKind.EVALUATION, ResultKind.RECHECK),
        _latest,
    ),
}


def must_revoke(results: Iterable[OverallResult], edition: Edition) -> Consecutive | None:
    """Give the chain of failures that obliges the city bureau to revoke the status, or None (R9-revoke, Q29).

    It is asked anew at each result: only a failure that is the latest of the results that count can end a
    chain, so that a park which has passed since is left alone. Exempt and void results are passed over (Q26).
    Results of one day keep the order in which they are given.
    """
    name = edition.text("revoke.strategy")
    strategy = STRATEGIES[name]
    counted = _counted(results, strategy.counts)
    if not counted or counted[-1].verdict is not Verdict.FAIL:
        return None
    chain = strategy.chain(counted, edition)
    if not chain:
        return None
    return Consecutive(strategy=name, results=chain, explanation=_explain(strategy, chain, edition))


def _counted(results: Iterable[OverallResult], kinds: tuple[ResultKind, ...]) -> Results:
    """Keep the last result of each case, leave out what does not count, and put the rest in order."""
    standing = {(result.case, result.kind): result for result in results if result.kind in kinds}
    counted = (result for result in standing.values() if result.verdict in COUNTED)
    return tuple(sorted(counted, key=lambda result: result.on))


def _explain(strategy: Strategy, chain: Results, edition: Edition) -> Message:
    results = [
        say("{on}{kind}（{case}）", on=result.on, kind=result.kind, case=result.case) for result in chain
    ]
    return say(
        "{results}不合格。按“{strategy}”的算法，{rule}；免评和无效的结果略过不计。",
        results=series(results),
        strategy=strategy.label,
        rule=strategy.rule(edition),
    )
