"""What a person fills in for an act; entrances build their questions from these models."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationError

from regulation.calendar.working_days import Deadline
from regulation.conditions.dossier import Facts, Material
from regulation.designation import determination
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.faults import fault_text
from regulation.words.message import Message, say, series
from regulation.words.refusals import FormError
from regulation.words.values import Identifier, Line, Strict, Text

FORM_BYTES_MAX = 64 * 1024  # one oversized update stalls a whole case; files never travel in a form


class Blank(Strict):
    """Nothing to fill in."""


class OpinionForm(Strict):
    """A reasoned opinion."""

    opinion: Text = Field(title="意见")


class Withdrawal(Strict):
    """Why the application is withdrawn (Q51)."""

    reason: Text = Field(title="撤回理由")


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


class Vote(Strict):
    """One body's opinion on the designation (R5.3-determine, Q14)."""

    vote: determination.Vote = Field(title="意见（agree 同意／disagree 不同意／reserve 保留）")
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

    reminder: Line = Field(title="提醒编号")
    task: Line = Field(title="任务")
    level: Literal["before", "due", "after", "escalated"] = Field(title="提醒级别")
    role: Role = Field(title="角色")
    person: Line | None = Field(default=None, title="账号")
    due: date = Field(title="届满日")


class ClockStop(Strict):
    """Why the clock is stopped, or runs again (Q58)."""

    reason: Text = Field(title="理由")


class Recounted(Strict):
    """One period counted again on a newer calendar: which, and both periods (Q41)."""

    matter: Line = Field(title="事项")
    before: Deadline = Field(title="重算前")
    after: Deadline = Field(title="重算后")


class Recount(Strict):
    """What a newer calendar changed in a case (Q41)."""

    calendar: Line = Field(title="工作日历")
    periods: tuple[Recounted, ...] = Field(min_length=1, title="重算的期限")


class Delivery(Strict):
    """A document as it was typeset and stored."""

    number: Line = Field(title="文号")
    sha256: Line = Field(title="文件摘要")
    size_bytes: int = Field(title="字节数")
    opens_on: date | None = Field(default=None, title="公示起始日期")


class Opening(Strict):
    """What every procedure of a designated park begins with; each adds what it needs to know.

    `opened_for` is the day for which the clock of the park opened it, `late` that nobody ran on that day.
    """

    park_id: Identifier = Field(title="园区编号")
    number: int = Field(ge=1, title="序号")
    edition: Identifier = Field(title="办法版本")
    edition_digest: str = Field(title="版本摘要")
    facts: Facts = Field(title="园区情况")
    materials: tuple[Material, ...] = Field(default=(), max_length=100, title="材料")
    opened_for: date = Field(title="应开展日期")
    late: bool = Field(default=False, title="是否逾期立案")


# The forms of the acts that every procedure has.
STANDING: dict[Act, type[Strict]] = {
    Act.REASSIGN: Reassignment,
    Act.REMIND: Reminder,
    Act.DELIVER_DOCUMENT: Delivery,
    Act.LAPSE: Blank,
    Act.SUSPEND_CLOCK: ClockStop,
    Act.RESUME_CLOCK: ClockStop,
    Act.RECOUNT_DEADLINE: Recount,
}


def read_form(act: Act, model: type[Strict], raw: dict[str, Any]) -> Strict:
    """Read what a person filled in.

    Raises FormError naming every bad field, its reason and the next step.
    """
    size = len(json.dumps(raw, ensure_ascii=False, default=str).encode())
    if size > FORM_BYTES_MAX:
        raise FormError(
            act,
            say("表单共 {size} 字节，超过 {most} 字节", size=size, most=FORM_BYTES_MAX),
            say("请缩短文字；文件请作为材料上传。"),
        )
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults = [_fault(fault, model.model_fields) for fault in error.errors()]
        raise FormError(
            act,
            say("{faults}", faults=series(faults, "；")),
            say("请更正所列字段后重新提交；命令行可用 --help-form 查看各字段。"),
        ) from error


def _fault(fault: Any, model: dict[str, Any]) -> Message:
    """Name one bad field with its title, and what is wrong with it."""
    if not fault["loc"]:
        return say("「表单」{fault}", fault=fault_text(fault))
    path, field = ".".join(map(str, fault["loc"])), model.get(str(fault["loc"][0]))
    if field is None or not field.title:
        return say("「{path}」{fault}", path=path, fault=fault_text(fault))
    title = Message(id=field.title)
    return say("「{path}」（{title}）{fault}", path=path, title=title, fault=fault_text(fault))
