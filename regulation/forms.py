"""What a person fills in for each act; entrances build their questions from these models."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationError

from regulation.dossier import Facts, Identifier, Line, Material, Strict, Text
from regulation.moves import Act, Role, Stage
from regulation.refusals import FormError

FORM_BYTES_MAX = 64 * 1024  # one oversized update stalls a whole case; files never travel in a form


class Blank(Strict):
    """Nothing to fill in."""


class OpinionForm(Strict):
    """A reasoned opinion."""

    opinion: Text = Field(title="意见")


class OpenCase(Strict):
    """What an application begins with (Q03)."""

    park_id: Identifier
    number: int = Field(ge=1)
    edition: Identifier
    edition_digest: str
    facts: Facts
    materials: tuple[Material, ...] = Field(max_length=100)


class OpenApplication(Strict):
    """The operator's dossier, handed to the park's own workflow (Q03)."""

    edition: Identifier
    edition_digest: str
    facts: Facts
    materials: tuple[Material, ...] = Field(max_length=100)


class CloseApplication(Strict):
    """How an application of this park ended."""

    application: Line
    outcome: Stage


class Dossier(Strict):
    """The dossier as it now stands: it replaces the one before, which stays in the ledger."""

    facts: Facts
    materials: tuple[Material, ...] = Field(max_length=100)
    note: Text = Field(default="更新申报材料", title="说明")


class Supplement(Strict):
    """The answer to a supplement request: a new dossier, or an explanation alone."""

    note: Text = Field(title="补正说明")
    facts: Facts | None = None
    materials: tuple[Material, ...] | None = Field(default=None, max_length=100)


class SupplementRequest(Strict):
    """Everything that is missing, told at once (Q09); a later request needs a reason."""

    items: tuple[Text, ...] = Field(min_length=1, max_length=50, title="需补正事项")
    repeat_reason: Text | None = Field(default=None, title="再次要求补正的理由")


class Withdrawal(Strict):
    """Why the application is withdrawn (Q51)."""

    reason: Text = Field(title="撤回理由")


class Submission(Strict):
    """The local people's government applies (R5.1-apply); a zone committee names its delegation (Q01)."""

    applicant: Line = Field(title="申报主体名称")
    applicant_kind: Literal["county_government", "zone_committee"] = Field(
        default="county_government", title="申报主体类型"
    )
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


class Reasons(Strict):
    """An adverse decision states its reasons, each with the provision or reading that it rests on (Q16)."""

    reasons: tuple[Text, ...] = Field(min_length=1, max_length=30, title="理由")
    provisions: tuple[Line, ...] = Field(min_length=1, max_length=30, title="依据条款编号")


class Extension(Strict):
    """Why more time is needed (Q17)."""

    reason: Text = Field(title="延长理由")


class PanelDraw(Strict):
    """A note on the draw; the members come from the seeded draw, never from a person (Q10)."""

    note: Text = Field(default="按评审专家库随机抽取", title="说明")


class ScoreForm(Strict):
    """A score sheet: points, whether the member recommends, and the opinion behind it (R5.2-desk, R5.2-onsite)."""

    score: Decimal = Field(ge=0, max_digits=6, decimal_places=2, allow_inf_nan=False, title="评分")
    recommends: bool = Field(title="是否建议认定")
    opinion: Text = Field(title="评审意见")


class SiteVisit(Strict):
    """The record of the on-site check (R5.2-onsite)."""

    visited_on: date = Field(title="考核日期")
    attendees: tuple[Line, ...] = Field(min_length=1, max_length=40, title="参加人员")
    findings: Text = Field(title="考核情况")
    area_m2: Decimal | None = Field(default=None, gt=0, max_digits=12, decimal_places=2, title="实测建筑面积")


class Conflict(Strict):
    """Why a member must not take part (Q10)."""

    ground: Text = Field(title="回避事由")


class Recusal(Strict):
    """Which member is recused, and why (Q10)."""

    member: Line = Field(title="评审组成员")
    ground: Text = Field(title="回避事由")


class NoticeForm(Strict):
    """For how many working days the notice stands, if not for the default (Q12)."""

    workdays: int | None = Field(default=None, ge=1, title="公示工作日数")


class ObjectionForm(Strict):
    """What a member of the public objects to; with name and contact, or anonymously for the record (Q12)."""

    text: Text = Field(title="异议内容")
    name: Line | None = Field(default=None, title="姓名或单位")
    contact: Line | None = Field(default=None, title="联系方式")


class ObjectionRuling(Strict):
    """What is decided on an objection, and why (Q12b)."""

    objection: int = Field(ge=1, title="异议编号")
    reasons: Text = Field(title="理由")
    facts: Facts | None = None


class Vote(Strict):
    """One body's opinion on the designation (R5.3-determine, Q14)."""

    vote: Literal["agree", "disagree", "reserve"] = Field(
        title="意见（agree 同意／disagree 不同意／reserve 保留）"
    )
    reason: Text | None = Field(default=None, title="理由")


class Determination(Strict):
    """The joint determination; with dissent, the leaders' minute that overrides it (Q14)."""

    opinion: Text = Field(title="认定意见")
    override_minute: Text | None = Field(default=None, title="会议纪要（存在不同意见时必填）")


class Reassignment(Strict):
    """Who is to carry on (Q52)."""

    role: Role = Field(title="办理角色")
    to: Line = Field(title="转交给（账号）")
    reason: Text = Field(title="转交理由")


class Reminder(Strict):
    """A reminder as it was sent (Q53)."""

    reminder: Line
    task: Line
    level: Literal["before", "due", "after", "escalated"]
    role: Role
    person: Line | None = None
    due: date


class Delivery(Strict):
    """A document as it was typeset and stored."""

    number: Line
    sha256: Line
    size_bytes: int
    opens_on: date | None = None


FORMS: dict[Act, type[Strict]] = {
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
    Act.REASSIGN: Reassignment,
    Act.REMIND: Reminder,
    Act.DELIVER_DOCUMENT: Delivery,
    Act.OPEN_APPLICATION: OpenApplication,
    Act.CLOSE_APPLICATION: CloseApplication,
    Act.ENTER_LIFE: CloseApplication,
}


def read_form(act: Act, raw: dict[str, Any]) -> Strict:
    """Read what a person filled in.

    Raises FormError naming every bad field, its reason and the next step.
    """
    size = len(json.dumps(raw, ensure_ascii=False, default=str).encode())
    if size > FORM_BYTES_MAX:
        raise FormError(
            act.zh, f"表单共 {size} 字节，超过 {FORM_BYTES_MAX} 字节", "请缩短文字；文件请作为材料上传。"
        )
    try:
        return FORMS[act].model_validate(raw)
    except ValidationError as error:
        model = FORMS[act].model_fields
        faults = "；".join(_fault(fault, model) for fault in error.errors())
        raise FormError(
            act.zh, faults, "请更正所列字段后重新提交；命令行可用 --help-form 查看各字段。"
        ) from error


# What is wrong with a field, for people; other kinds keep the validator's own words.
FAULTS = {
    "missing": "必填",
    "extra_forbidden": "没有此字段",
    "bool_parsing": "应填 true 或 false",
    "string_too_short": "不能为空",
    "string_too_long": "过长",
    "decimal_parsing": "应填数字",
    "int_parsing": "应填整数",
    "greater_than_equal": "过小",
    "finite_number": "应填有限的数",
    "decimal_max_places": "小数位过多",
    "date_from_datetime_parsing": "应填日期，如 2026-11-24",
    "too_short": "至少填一项",
}


def _fault(fault: Any, model: dict[str, Any]) -> str:
    """Name one bad field with its title, and what is wrong with it."""
    path = ".".join(str(part) for part in fault["loc"]) or "表单"
    field = model.get(str(fault["loc"][0])) if fault["loc"] else None
    title = f"（{field.title}）" if field is not None and field.title else ""
    return f"「{path}」{title}{FAULTS.get(fault['type'], fault['msg'])}"
