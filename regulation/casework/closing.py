"""What a park hears when one of its procedures has ended, and keeps (Articles 6 to 9)."""

from datetime import date, datetime
from decimal import Decimal

from pydantic import Field

from regulation.conditions.dossier import Facts, Material
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict, Text

VOID = "void"  # the grade of a result that does not count (Q29)


class Goal(Strict):
    """One yearly goal of the park (R6-goals): what, how much, by which measure."""

    name: Line = Field(title="目标")
    target: Line = Field(title="目标值")


class SelfRecord(Strict):
    """What one calendar year's self-assessment came to; `score` is None for a missing year (R8-self, Q24).

    An `unverified` year was reported and has no score either, because the city bureau did not verify it in time:
    it is not missing, and is left out.
    """

    year: int
    score: Decimal | None
    on_time: bool
    goals: tuple[Goal, ...] = ()
    unverified: bool = False

    @property
    def missing(self) -> bool:
        """Whether nobody reported the year."""
        return self.score is None and not self.unverified


class OverallRecord(Strict):
    """One overall result of an evaluation or of a recheck after rectification (R8-parts, Q27, Q28, Q29)."""

    case: Line
    kind: Kind
    on: date
    grade: Line
    score: Decimal | None
    failed_dimensions: tuple[Line, ...] = ()
    panel: tuple[Line, ...] = ()


class Finding(Strict):
    """Something that a survey found and that is followed up until it is closed (R6-survey, R6-report)."""

    id: int = Field(ge=1)
    text: Text
    basis: Line
    found_on: date
    addressed: Text | None = None
    closed_on: date | None = None


class Closing(Strict):
    """How a case ended, and what of it the park keeps: each procedure fills in what is its own.

    `facts` replaces the park's facts (a change carried out), `materials` its tenant lists, `on_time` counts for the timeliness of reports,
    `excused` says that a missed report counts against nobody (Q55), `acted_first` that a change was carried out before consent (R7-consent); `annulled` are earlier results that count no more (Q29),
    `outside` marks an end of the status on a law outside the Measures (Q35), `may_apply_from` is the day that the decision on the end of the status names (Q36).
    """

    case: Line
    kind: Kind
    outcome: Stage
    at: datetime
    self_record: SelfRecord | None = None
    overall: OverallRecord | None = None
    annulled: tuple[OverallRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    facts: Facts | None = None
    materials: tuple[Material, ...] = ()
    on_time: bool = True
    excused: bool = False
    acted_first: bool = False
    outside: bool = False
    may_apply_from: date | None = None
