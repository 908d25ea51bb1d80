"""Parks designated before the system: what their file states of each (Q40)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from regulation.conditions.dossier import Facts, Growth, Organisation, Site
from regulation.conditions.tenants import check_credit_code
from regulation.words.labels import Labelled
from regulation.words.message import say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Digest, Identifier, Line, Strict

Score = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2, allow_inf_nan=False)]


class PastGrade(Labelled):
    """The result of an evaluation before the import, in the words of Q28."""

    EXCELLENT = "excellent", "优秀", "excellent"
    QUALIFIED = "qualified", "合格", "qualified"
    UNQUALIFIED = "unqualified", "不合格", "unqualified"


class YearScore(Strict):
    """The score of a yearly self-assessment that was made on paper (R8-self, Q23)."""

    year: int = Field(title="年度")
    score: Score = Field(title="得分")


class Provenance(Strict):
    """Where a park's data come from, who vouches for them, and in which row of which file they stood."""

    source: Line = Field(title="来源")
    vouched_by: Line = Field(title="核对人")
    file_sha256: Digest = Field(title="文件摘要")
    row: int = Field(ge=1, title="行")


class ImportedPark(Strict):
    """One existing park as its file states it; what is not known is None or empty, never invented (Q40).

    `firms` counts as Article 4 item 3 does (Q05), on `counted_on`. `designation_no` is the number of the
    reply that designated the park (批复文号). Areas are square metres of built area.
    """

    id: Identifier = Field(title="园区编号")
    name: Line = Field(title="园区名称")
    district: Line = Field(title="所在地")
    sites: tuple[Site, ...] = Field(min_length=1, title="场址")
    operator: Organisation = Field(title="运营机构")
    investor: Organisation | None = Field(default=None, title="投资主体")
    firms: int = Field(ge=0, title="入驻机构数（家）")
    counted_on: date = Field(title="统计日期")
    designated_on: date = Field(title="认定日期")
    designation_no: Line = Field(title="批复文号")
    evaluation_on: date | None = Field(default=None, title="考评日期")
    evaluation_grade: PastGrade | None = Field(default=None, title="考评等次")
    evaluation_score: Score | None = Field(default=None, title="考评得分")
    self_scores: tuple[YearScore, ...] = Field(default=(), title="自评得分")
    rectify_due: date | None = Field(default=None, title="整改期限")
    surveyed_on: date | None = Field(default=None, title="调研日期")
    provenance: Provenance = Field(title="来源")

    @field_validator("operator", "investor")
    @classmethod
    def _code(cls, body: Organisation | None) -> Organisation | None:
        return body and body.model_copy(update={"credit_code": check_credit_code(body.credit_code)})

    @model_validator(mode="after")
    def _each_year_once(self) -> Self:
        years = [score.year for score in self.self_scores]
        if years != sorted(set(years)):
            raise UnsoundError(say("自评年度重复或未按先后排列"), say("请每年只写一次，从早到晚"))
        return self

    @property
    def area_m2(self) -> Decimal:
        """The built area of all sites together (Q07)."""
        return sum((site.area_m2 for site in self.sites), Decimal(0))


def facts_of(park: ImportedPark) -> Facts:
    """Give what a park's procedures rest on, as far as the file states it.

    What Article 4 asks and the file does not state says so, with its provenance, instead of an invented fact.
    The firms stand in `growth` with their day; `tenants` stays empty, for no list was counted.
    """
    origin = park.provenance
    known = (
        f"据批复文号 {park.designation_no}（{park.designated_on}）登记的存量园区，名录未载明此项；"
        f"来源：{origin.source}，核对人：{origin.vouched_by}，导入名录第 {origin.row} 行"
    )
    return Facts(
        park_name=park.name,
        district=park.district,
        sites=park.sites,
        investor=park.investor,
        operator=park.operator,
        plan_basis=known,
        market=known,
        plan_topics=(),
        growth=(Growth(on=park.counted_on, firms=park.firms),),
    )
