"""What happened to the parks of a simulation, read from its ledger and from nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from records.ledger import row_hash
from regulation.audit.invariants import Ledger, broken, by_case
from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.procedures.park.forms import FORMS, OpenApplication
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, kind_of, park_id
from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled
from regulation.words.sentences import written
from regulation.words.values import Strict


class What(Labelled):
    """A thing that happened to a park, worth a mark in its calendar."""

    APPLIED = "applied", "申报", "applied"
    DESIGNATED = "designated", "认定", "designated"
    NOT_DESIGNATED = "not_designated", "未获认定", "not designated"
    SELF_ON_TIME = "self_on_time", "自评按时", "self-assessed on time"
    SELF_LATE = "self_late", "自评逾期", "self-assessed late"
    SELF_MISSING = "self_missing", "自评缺失", "self-assessment missing"
    EXCELLENT = "excellent", "考评优秀", "evaluated excellent"
    QUALIFIED = "qualified", "考评合格", "evaluated qualified"
    UNQUALIFIED = "unqualified", "考评不合格", "evaluated unqualified"
    VOID = "void", "考评作废", "evaluation void"
    EXEMPT = "exempt", "免于考评", "exempt from evaluation"
    RECTIFIED = "rectified", "整改合格", "rectified"
    NOT_RECTIFIED = "not_rectified", "整改不合格", "not rectified"
    SURVEYED = "surveyed", "调研", "surveyed"
    SURVEY_MISSED = "survey_missed", "调研缺失", "survey missed"
    CHANGED = "changed", "变更实施", "change carried out"
    ACTED_FIRST = "acted_first", "未经同意先行变更", "change carried out before consent"
    CHANGE_REFUSED = "change_refused", "变更未获同意", "change refused"
    REVOKED = "revoked", "取消资格", "revoked"
    SPARED = "spared", "终止取消程序", "revocation dropped"
    EXITED = "exited", "自愿退出", "left of its own will"
    OPENED_LATE = "opened_late", "逾期启动", "opened late"


ENDED: Mapping[Stage, What] = {
    Stage.DESIGNATED: What.DESIGNATED,
    Stage.REFUSED: What.NOT_DESIGNATED,
    Stage.NOT_RECOMMENDED: What.NOT_DESIGNATED,
    Stage.WITHDRAWN: What.NOT_DESIGNATED,
    Stage.SELF_MISSING: What.SELF_MISSING,
    Stage.EXCELLENT: What.EXCELLENT,
    Stage.EVALUATION_SUPPORT: What.EXCELLENT,
    Stage.QUALIFIED: What.QUALIFIED,
    Stage.UNQUALIFIED: What.UNQUALIFIED,
    Stage.EVALUATION_VOID: What.VOID,
    Stage.RECTIFIED: What.RECTIFIED,
    Stage.NOT_RECTIFIED: What.NOT_RECTIFIED,
    Stage.SURVEYED: What.SURVEYED,
    Stage.SURVEY_CARRIED_OVER: What.SURVEYED,
    Stage.SURVEY_MISSED: What.SURVEY_MISSED,
    Stage.CHANGE_IMPLEMENTED: What.CHANGED,
    Stage.CHANGE_REFUSED: What.CHANGE_REFUSED,
    Stage.REVOCATION_DROPPED: What.SPARED,
}
ACTS: Mapping[Act, What] = {
    Act.OPEN_APPLICATION: What.APPLIED,
    Act.EXEMPT_EVALUATION: What.EXEMPT,
    Act.END_STATUS: What.REVOKED,
    Act.END_STATUS_OTHERWISE: What.REVOKED,
    Act.LEAVE_STATUS: What.EXITED,
}


class Mark(Strict):
    """One thing in a park's calendar: in which year it counts, on which day it happened, with which score, and why.

    A self-assessment counts for the year that it assesses, and happens in the year after it.
    """

    year: int
    on: date
    what: What
    score: Decimal | None = None
    case: str | None = None
    why: str | None = None


class Life(Strict):
    """One park's years, in the order in which things happened."""

    park: str
    name: str
    marks: tuple[Mark, ...]

    def first(self, what: What) -> Mark | None:
        """Give the first mark of a kind."""
        return next((mark for mark in self.marks if mark.what == what), None)

    def count(self, what: What) -> int:
        """Say how often a thing happened."""
        return sum(mark.what == what for mark in self.marks)


class Proof(Strict):
    """What one ledger was in the end: how many entries, the hash of the last, and which invariants it breaks."""

    entries: int
    head: str
    faults: tuple[str, ...] = ()


class Outcome(Strict):
    """All that a simulation came to: the lives by park, and the proof of its ledger, or of one per process."""

    lives: tuple[Life, ...]
    proofs: tuple[Proof, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Every broken invariant."""
        return tuple(fault for proof in self.proofs for fault in proof.faults)

    @property
    def counts(self) -> Counter[What]:
        """Count what happened to all parks together."""
        return Counter(mark.what for life in self.lives for mark in life.marks)

    def parks_with(self, what: What) -> int:
        """Say to how many parks a thing happened at least once."""
        return sum(life.first(what) is not None for life in self.lives)


def outcome(entries: Iterable[Entry]) -> Outcome:
    """Read a whole ledger, in its order."""
    told = list(entries)
    ledger = by_case(told)
    head = ""
    for position, entry in enumerate(told, start=1):
        head = row_hash(head, position, entry.model_dump_json())
    return Outcome(
        lives=tuple(_life(case, ledger) for case in sorted(filter(_is_park, ledger), key=_in_order)),
        proofs=(Proof(entries=len(told), head=head, faults=tuple(broken(ledger))),),
    )


def together(parts: Iterable[Outcome]) -> Outcome:
    """Put the outcomes of several ledgers together, each with its own parks."""
    told = list(parts)
    lives = sorted((life for part in told for life in part.lives), key=lambda life: _in_order(life.park))
    return Outcome(lives=tuple(lives), proofs=tuple(proof for part in told for proof in part.proofs))


def _in_order(name: str) -> tuple[int, str]:
    """Put park 100 behind park 99."""
    return len(name), name


def _is_park(case: str) -> bool:
    return case.startswith("park/") and kind_of(case) is None


def _life(case: str, ledger: Ledger) -> Life:
    marks = [mark for entry in ledger[case] for mark in _marks(entry, ledger)]
    form = ledger[case][0].form
    name = (
        OpenApplication.model_validate(form).facts.park_name if "facts" in form else str(form["park"]["name"])
    )
    return Life(park=park_id(case), name=name, marks=tuple(marks))


def _marks(entry: Entry, ledger: Ledger) -> Iterator[Mark]:
    """Give what an act of the park tells; most acts that open something tell nothing yet."""
    on = entry.at.astimezone(CST).date()
    if entry.act in ACTS:
        case = _closed_case(entry.form)
        begun = ledger.get(case or "", ()) if ACTS[entry.act] is What.REVOKED else ()
        why = written(begun[0].form.get("explanation")) if begun else None
        yield Mark(year=on.year, on=on, what=ACTS[entry.act], case=case, why=why)
    elif FORMS[entry.act] is Closing:
        yield from _closing(Closing.model_validate(entry.form), on)
    if entry.form.get("late") is True:
        yield Mark(year=on.year, on=on, what=What.OPENED_LATE)


def _closed_case(form: Mapping[str, Any]) -> str | None:
    found = form.get("case")
    return None if found is None else str(found)


def _closing(closing: Closing, on: date) -> Iterator[Mark]:
    record, overall = closing.self_record, closing.overall
    if closing.kind == Kind.SELF_ASSESSMENT:
        if record is not None:
            late = What.SELF_ON_TIME if record.on_time else What.SELF_LATE
            what = What.SELF_MISSING if record.missing else late
            yield Mark(year=record.year, on=on, what=what, score=record.score, case=closing.case)
    elif closing.outcome in ENDED:
        score = overall.score if overall is not None else None
        yield Mark(year=on.year, on=on, what=ENDED[closing.outcome], score=score, case=closing.case)
    if closing.acted_first:
        yield Mark(year=on.year, on=on, what=What.ACTED_FIRST, case=closing.case)
