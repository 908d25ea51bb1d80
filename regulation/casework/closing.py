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

    year: int = Field(title="年度")
    score: Decimal | None = Field(title="得分")
    on_time: bool = Field(title="是否按时")
    goals: tuple[Goal, ...] = Field(default=(), title="下一年度目标")
    unverified: bool = Field(default=False, title="是否未核实")

    @property
    def missing(self) -> bool:
        """Whether nobody reported the year."""
        return self.score is None and not self.unverified


class OverallRecord(Strict):
    """One overall result of an evaluation or of a recheck after rectification (R8-parts, Q27, Q28, Q29)."""

    case: Line = Field(title="案件")
    kind: Kind = Field(title="程序类别")
    on: date = Field(title="结果日期")
    grade: Line = Field(title="等次")
    score: Decimal | None = Field(title="得分")
    failed_dimensions: tuple[Line, ...] = Field(default=(), title="未达标维度")
    panel: tuple[Line, ...] = Field(default=(), title="评审组")


class Finding(Strict):
    """Something that a survey found and that is followed up until it is closed (R6-survey, R6-report)."""

    id: int = Field(ge=1, title="问题编号")
    text: Text = Field(title="问题")
    basis: Line = Field(title="依据条款编号")
    found_on: date = Field(title="发现日期")
    addressed: Text | None = Field(default=None, title="整改情况")
    closed_on: date | None = Field(default=None, title="销号日期")


class Closing(Strict):
    """How a case ended, and what of it the park keeps: each procedure fills in what is its own.

    `facts` replaces the park's facts (a change carried out), `materials` its tenant lists, `on_time` counts for the timeliness of reports,
    `excused` says that a missed report counts against nobody (Q55), `acted_first` that a change was carried out before consent (R7-consent); `annulled` are earlier results that count no more (Q29),
    `outside` marks an end of the status on a law outside the Measures (Q35), `may_apply_from` is the day that the decision on the end of the status names (Q36).
    """

    case: Line = Field(title="案件")
    kind: Kind = Field(title="程序类别")
    outcome: Stage = Field(title="结果")
    at: datetime = Field(title="时间")
    self_record: SelfRecord | None = Field(default=None, title="自评记录")
    overall: OverallRecord | None = Field(default=None, title="总评结果")
    annulled: tuple[OverallRecord, ...] = Field(default=(), title="不再计入的考评结果")
    findings: tuple[Finding, ...] = Field(default=(), title="未销号问题")
    facts: Facts | None = Field(default=None, title="园区情况")
    materials: tuple[Material, ...] = Field(default=(), title="材料")
    on_time: bool = Field(default=True, title="是否按时")
    excused: bool = Field(default=False, title="是否不计未按时")
    acted_first: bool = Field(default=False, title="是否先行实施")
    outside: bool = Field(default=False, title="是否依其他法律终止")
    may_apply_from: date | None = Field(default=None, title="可再次申报日期")
