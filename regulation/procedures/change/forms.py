"""What is filled in for the acts of a change (Article 7)."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from regulation.casework.forms import (
    STANDING,
    Blank,
    NoticeForm,
    Opening,
    OpinionForm,
    Reasons,
    SiteVisit,
    Withdrawal,
)
from regulation.conditions.dossier import Facts, Material
from regulation.procedures.application.forms import SupplementRequest
from regulation.vocabulary.act import Act
from regulation.words.labels import Labelled
from regulation.words.message import say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Strict, Text


class ChangeKind(Labelled):
    """What is to change: the plan, a branch park, or one of the major matters that Q20 lists (R7-major)."""

    PLAN = "plan", "建设规划", "building plan"
    BRANCH = "branch", "增设分园区", "branch park"
    OPERATOR = "operator", "运营机构", "operator"
    INVESTOR = "investor", "投资主体", "investor"
    NAME = "name", "园区名称", "name of the park"
    MAIN_SITE = "main_site", "主场址", "main site"
    AREA = "area", "建筑面积", "built area"
    FIRMS = "firms", "机构数量", "number of firms"
    CLOSURE = "closure", "停业", "closure"
    OWNERSHIP = "ownership", "权属争议", "ownership dispute"
    OTHER = "other", "其他重大事项", "other major matter"


# What the record of the park says differently once such a change is carried out.
RECORDED = frozenset(
    {
        ChangeKind.BRANCH,
        ChangeKind.OPERATOR,
        ChangeKind.INVESTOR,
        ChangeKind.NAME,
        ChangeKind.MAIN_SITE,
        ChangeKind.AREA,
    }
)


class ChangeReport(Strict):
    """The report of a planned change, with the park's facts as they will be (R7-report)."""

    kind: ChangeKind = Field(title="变更类别")
    what: Text = Field(title="变更内容和理由")
    planned_on: date = Field(title="拟实施日期")
    facts: Facts | None = Field(default=None, title="变更后的园区情况（变更登记事项时必填）")
    materials: tuple[Material, ...] = Field(default=(), max_length=100, title="材料")

    @model_validator(mode="after")
    def _says_what_will_be(self) -> Self:
        """Refuse a change of what the park's record states that comes without the new record."""
        if self.kind in RECORDED and self.facts is None:
            raise UnsoundError(say("变更{kind}须报送变更后的园区情况", kind=self.kind), say("请填写"))
        return self


class OpenChange(Opening):
    """What the case of a change begins with: the report of the local HRSS department (R7-report)."""

    report: ChangeReport = Field(title="变更报告")


class ChangeSupplement(Strict):
    """The answer to a supplement request: a corrected record or files, or an explanation alone (Q09)."""

    note: Text = Field(title="补正说明")
    facts: Facts | None = Field(default=None, title="变更后的园区情况")
    materials: tuple[Material, ...] | None = Field(default=None, max_length=100, title="材料")


class Proposal(Labelled):
    """What an examination puts to the leader (R7-consent)."""

    CONSENT = "consent", "同意", "consent"
    REFUSE = "refuse", "不同意", "refuse"


class Examined(Strict):
    """What the examination came to, and what is put to the leader (R7-consent)."""

    opinion: Text = Field(title="审查意见")
    proposal: Proposal = Field(default=Proposal.CONSENT, title="建议（consent 同意／refuse 不同意）")


class Consent(Strict):
    """The consent, and on what conditions (R7-consent)."""

    opinion: Text = Field(title="决定意见")
    conditions: tuple[Text, ...] = Field(default=(), max_length=30, title="实施条件")


class Implementation(Strict):
    """From which day the change is carried out (R7-consent)."""

    carried_out_on: date = Field(title="实施日期")
    note: Text = Field(title="实施情况")


class ActingFirst(Strict):
    """That the change was carried out before consent, since when, and how that is known (R7-consent, Q21)."""

    since: date = Field(title="先行实施的日期")
    evidence: Text = Field(title="事实和证据")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenChange,
    Act.REQUEST_SUPPLEMENT: SupplementRequest,
    Act.SUPPLEMENT: ChangeSupplement,
    Act.RESUME_EXAMINATION: OpinionForm,
    Act.RECORD_SITE_VISIT: SiteVisit,
    Act.PASS_CHANGE: Examined,
    Act.PUBLISH_CHANGE_NOTICE: NoticeForm,
    Act.CLOSE_CHANGE_NOTICE: Blank,
    Act.CONSENT_CHANGE: Consent,
    Act.REFUSE_CHANGE: Reasons,
    Act.REPORT_IMPLEMENTED: Implementation,
    Act.RECORD_ACTING_FIRST: ActingFirst,
    Act.WITHDRAW: Withdrawal,
}
