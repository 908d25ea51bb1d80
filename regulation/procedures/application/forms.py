"""What people fill in for the acts of an application (Articles 4 and 5)."""

from datetime import date

from pydantic import Field

from regulation.casework.forms import (
    STANDING,
    Blank,
    Conflict,
    Determination,
    Extension,
    NoticeForm,
    OpinionForm,
    PanelDraw,
    Reasons,
    Recusal,
    ScoreForm,
    SiteVisit,
    Vote,
    Withdrawal,
)
from regulation.conditions.dossier import Facts, Material
from regulation.vocabulary.act import Act
from regulation.words.labels import Labelled
from regulation.words.values import Identifier, Line, Strict, Text


class OpenCase(Strict):
    """What an application begins with (Q03)."""

    park_id: Identifier = Field(title="园区编号")
    number: int = Field(ge=1, title="序号")
    edition: Identifier = Field(title="办法版本")
    edition_digest: str = Field(title="版本摘要")
    facts: Facts = Field(title="园区情况")
    materials: tuple[Material, ...] = Field(max_length=100, title="材料")


class Dossier(Strict):
    """The dossier as it now stands: it replaces the one before, which stays in the ledger."""

    facts: Facts = Field(title="园区情况")
    materials: tuple[Material, ...] = Field(max_length=100, title="材料")
    note: Text = Field(default="更新申报材料", title="说明")


class Supplement(Strict):
    """The answer to a supplement request: a new dossier, or an explanation alone."""

    note: Text = Field(title="补正说明")
    facts: Facts | None = Field(default=None, title="补正后的园区情况")
    materials: tuple[Material, ...] | None = Field(default=None, max_length=100, title="补正后的材料")


class SupplementRequest(Strict):
    """Everything that is missing, told at once (Q09); a later request needs a reason."""

    items: tuple[Text, ...] = Field(min_length=1, max_length=50, title="需补正事项")
    repeat_reason: Text | None = Field(default=None, title="再次要求补正的理由")


class ApplicantKind(Labelled):
    """Who applies for a park (Q01)."""

    COUNTY_GOVERNMENT = "county_government", "县级人民政府", "county people's government"
    ZONE_COMMITTEE = "zone_committee", "开发区管理委员会", "zone committee"


class Submission(Strict):
    """The local people's government applies (R5.1-apply); a zone committee names its delegation (Q01)."""

    applicant: Line = Field(title="申报主体名称")
    applicant_kind: ApplicantKind = Field(default=ApplicantKind.COUNTY_GOVERNMENT, title="申报主体类型")
    delegation: Line | None = Field(default=None, title="授权文件")


class WaiverProposal(Strict):
    """Why an unmet condition may be waived here (R4-principle, Q04)."""

    condition: Line = Field(title="条件编号")
    reasons: Text = Field(title="豁免理由")
    until: date = Field(title="豁免有效期至")


class WaiverDecision(Strict):
    """Which proposed waiver is decided."""

    condition: Line = Field(title="条件编号")
    opinion: Text = Field(title="意见")


class ObjectionForm(Strict):
    """What a member of the public objects to; with name and contact, or anonymously for the record (Q12)."""

    text: Text = Field(title="异议内容")
    name: Line | None = Field(default=None, title="姓名或单位")
    contact: Line | None = Field(default=None, title="联系方式")


class ObjectionRuling(Strict):
    """What is decided on an objection, and why (Q12b)."""

    objection: int = Field(ge=1, title="异议编号")
    reasons: Text = Field(title="理由")
    facts: Facts | None = Field(default=None, title="更正后的园区情况")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenCase,
    Act.AMEND_DOSSIER: Dossier,
    Act.HAND_OVER: Blank,
    Act.WITHDRAW: Withdrawal,
    Act.PASS_EXAMINATION: OpinionForm,
    Act.REQUEST_SUPPLEMENT: SupplementRequest,
    Act.SUPPLEMENT: Supplement,
    Act.RESUME_EXAMINATION: OpinionForm,
    Act.RECOMMEND: OpinionForm,
    Act.DECLINE_RECOMMENDATION: Reasons,
    Act.SUBMIT: Submission,
    Act.PROPOSE_WAIVER: WaiverProposal,
    Act.APPROVE_WAIVER: WaiverDecision,
    Act.DECLINE_WAIVER: WaiverDecision,
    Act.ACCEPT: OpinionForm,
    Act.EXTEND_LIMIT: Extension,
    Act.DRAW_PANEL: PanelDraw,
    Act.SIGN_DESK_SHEET: ScoreForm,
    Act.RECORD_SITE_VISIT: SiteVisit,
    Act.SIGN_ONSITE_SHEET: ScoreForm,
    Act.DECLARE_CONFLICT: Conflict,
    Act.RECUSE: Recusal,
    Act.DRAW_SUBSTITUTES: PanelDraw,
    Act.COMPLETE_REVIEW: Blank,
    Act.PUBLISH_NOTICE: NoticeForm,
    Act.FILE_OBJECTION: ObjectionForm,
    Act.ADMIT_OBJECTION: ObjectionRuling,
    Act.REJECT_OBJECTION: ObjectionRuling,
    Act.EXTEND_INVESTIGATION: ObjectionRuling,
    Act.DISMISS_OBJECTION: ObjectionRuling,
    Act.UPHOLD_FOR_CORRECTION: ObjectionRuling,
    Act.UPHOLD_FOR_REVIEW: ObjectionRuling,
    Act.UPHOLD_AND_END: ObjectionRuling,
    Act.CLOSE_NOTICE: Blank,
    Act.RECORD_OPINION: Vote,
    Act.DESIGNATE: Determination,
    Act.REFUSE: Reasons,
    Act.ISSUE_REPLY: Blank,
    Act.ISSUE_REFUSAL: Blank,
}
