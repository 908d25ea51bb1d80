"""Stages, acts and roles, and the table that a procedure walks: which act leads from which stage to which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored English value with the labels that people see."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        """Make a member that is its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member


class Role(Labelled):
    """Who acts (Article 3, Article 5; register A2 of the requirements)."""

    OPERATOR = "operator", "运营机构", "operator"
    LOCAL_HRSS = "local_hrss", "所在地人社部门", "local HRSS department"
    LOCAL_GOVERNMENT = "local_government", "所在地人民政府", "local people's government"
    CITY_HRSS = "city_hrss", "市人社局经办人", "city HRSS bureau, handler"
    CITY_HRSS_LEADER = "city_hrss_leader", "市人社局负责人", "city HRSS bureau, leader"
    EXPERT = "expert", "评审组成员", "member of the review panel"
    DRC = "drc", "市发改委", "development and reform commission"
    FINANCE = "finance", "市财政局", "finance bureau"
    PUBLIC = "public", "社会公众", "member of the public"
    AUDITOR = "auditor", "审计人员", "auditor"
    ADMINISTRATOR = "administrator", "系统管理员", "administrator"
    SYSTEM = "system", "系统", "system"


class Stage(Labelled):
    """Where a case stands. A comment on each: how in, who moves it on, when it ends."""

    # Nothing is recorded yet; the operator opens the case.
    UNOPENED = "unopened", "未启动", "not opened"
    # Opened; the operator completes the dossier and hands it over.
    PREPARING = "preparing", "准备材料", "preparing"
    # Handed over; the local HRSS department examines, within the local period.
    LOCAL_REVIEW = "local_review", "所在地审核", "local review"
    # Asked once for everything missing; the operator answers, and the local clock stands still.
    LOCAL_SUPPLEMENT = "local_supplement", "补正（所在地）", "supplement, local review"
    # Examined; the local HRSS department recommends or declines, within the local period.
    RECOMMENDATION = "recommendation", "提出推荐意见", "recommendation"
    # Recommended; the local people's government applies. The Measures set no period.
    SUBMISSION = "submission", "地方政府申报", "submission"
    # Applied for; the city bureau checks completeness and conditions.
    ACCEPTANCE = "acceptance", "市局受理", "acceptance"
    # The city bureau asked for more; the local government answers, and the city clock stands still.
    CITY_SUPPLEMENT = "city_supplement", "补正（市级）", "supplement, acceptance"
    # Accepted; the city bureau draws the panel.
    PANEL_FORMATION = "panel_formation", "组建评审组", "panel formation"
    # Panel drawn; every member signs a desk sheet and, after the visit, an on-site sheet.
    EXPERT_REVIEW = "expert_review", "材料审核与实地考核", "expert review"
    # All sheets signed and collated; the city bureau publishes the notice, or refuses.
    REVIEW_RESULT = "review_result", "评估结果确认", "review result"
    # Published; the notice stands for its working days, longer while an objection is open.
    PUBLIC_NOTICE = "public_notice", "社会公示", "public notice"
    # Notice closed; the three bodies sign their opinions and the city bureau determines.
    JOINT_DETERMINATION = "joint_determination", "会同研究认定", "joint determination"
    # Designation determined; the city bureau issues the approval reply.
    APPROVAL_REPLY = "approval_reply", "印发批复", "approval reply"
    # Refusal determined; the city bureau issues the reasoned letter.
    REFUSAL = "refusal", "拟制不予认定决定", "refusal"
    # Ends.
    DESIGNATED = "designated", "已认定", "designated"
    REFUSED = "refused", "不予认定", "refused"
    NOT_RECOMMENDED = "not_recommended", "不予推荐", "not recommended"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"
    # The park itself: applies until it is designated, then lives under Articles 6 to 9.
    CANDIDATE = "candidate", "申报中", "candidate"
    IN_LIFE = "in_life", "市级产业园", "municipal park"


class Act(Labelled):
    """What somebody does. Stored in the ledger, shown on every task."""

    OPEN = "open", "启动申报", "open the case"
    AMEND_DOSSIER = "amend_dossier", "更新材料", "amend the dossier"
    HAND_OVER = "hand_over", "移交审核", "hand over for review"
    WITHDRAW = "withdraw", "撤回申报", "withdraw"
    PASS_EXAMINATION = "pass_examination", "审核通过", "pass the examination"
    REQUEST_SUPPLEMENT = "request_supplement", "一次性告知补正", "request a supplement"
    SUPPLEMENT = "supplement", "提交补正", "supplement"
    RESUME_EXAMINATION = "resume_examination", "逾期未补正，恢复审核", "resume the examination"
    RECOMMEND = "recommend", "推荐", "recommend"
    DECLINE_RECOMMENDATION = "decline_recommendation", "不予推荐", "decline to recommend"
    SUBMIT = "submit", "提交申请", "submit the application"
    PROPOSE_WAIVER = "propose_waiver", "提请条件豁免", "propose a waiver"
    APPROVE_WAIVER = "approve_waiver", "批准条件豁免", "approve a waiver"
    DECLINE_WAIVER = "decline_waiver", "不批准条件豁免", "decline a waiver"
    ACCEPT = "accept", "受理", "accept for processing"
    EXTEND_LIMIT = "extend_limit", "延长办理期限", "extend the time limit"
    DRAW_PANEL = "draw_panel", "抽取评审组", "draw the panel"
    SIGN_DESK_SHEET = "sign_desk_sheet", "签署材料审核评分表", "sign the desk sheet"
    RECORD_SITE_VISIT = "record_site_visit", "记录实地考核", "record the site visit"
    SIGN_ONSITE_SHEET = "sign_onsite_sheet", "签署实地考核评分表", "sign the on-site sheet"
    DECLARE_CONFLICT = "declare_conflict", "申请回避", "declare a conflict of interest"
    RECUSE = "recuse", "责令回避", "recuse a member"
    DRAW_SUBSTITUTES = "draw_substitutes", "补抽评审组成员", "draw substitutes"
    COMPLETE_REVIEW = "complete_review", "汇总评分", "collate the review"
    PUBLISH_NOTICE = "publish_notice", "发布公示", "publish the notice"
    FILE_OBJECTION = "file_objection", "提出异议", "file an objection"
    ADMIT_OBJECTION = "admit_objection", "受理异议", "admit an objection"
    REJECT_OBJECTION = "reject_objection", "异议不予受理", "reject an objection as inadmissible"
    EXTEND_INVESTIGATION = "extend_investigation", "延长异议核查", "extend the investigation"
    DISMISS_OBJECTION = "dismiss_objection", "异议不成立", "dismiss an objection"
    UPHOLD_FOR_CORRECTION = (
        "uphold_for_correction",
        "异议成立，更正后重新公示",
        "uphold: correct and renotify",
    )
    UPHOLD_FOR_REVIEW = "uphold_for_review", "异议成立，重新评估", "uphold: review again"
    UPHOLD_AND_END = "uphold_and_end", "异议成立，终止认定", "uphold: end the application"
    CLOSE_NOTICE = "close_notice", "公示期满", "close the notice"
    RECORD_OPINION = "record_opinion", "签署认定意见", "record an opinion"
    DESIGNATE = "designate", "同意认定", "designate"
    REFUSE = "refuse", "不予认定", "refuse"
    ISSUE_REPLY = "issue_reply", "印发批复", "issue the approval reply"
    ISSUE_REFUSAL = "issue_refusal", "印发不予认定决定", "issue the refusal"
    REASSIGN = "reassign", "转交办理", "reassign"
    REMIND = "remind", "催办提醒", "remind"
    DELIVER_DOCUMENT = "deliver_document", "文书生成送达", "deliver a document"
    OPEN_APPLICATION = "open_application", "提出申报", "open an application"
    CLOSE_APPLICATION = "close_application", "申报办结", "close an application"
    ENTER_LIFE = "enter_life", "进入管理期", "enter life as a municipal park"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: at `stage`, `act` by one of `by` leads to `next`, resting on `basis` (a provision or reading).

    `duty` marks what the stage waits for; the other acts are possible, but nobody is late with them.
    `revises` marks an act that stays at its stage and yet changes what the others decide on.
    """

    stage: Stage
    act: Act
    next: Stage
    by: tuple[Role, ...]
    basis: str
    duty: bool = True
    revises: bool = False


class Table:
    """The moves of one procedure."""

    def __init__(self, moves: Iterable[Move]) -> None:
        self.moves = tuple(moves)
        self._at = {(move.stage, move.act): move for move in self.moves}
        assert len(self._at) == len(self.moves), "an act leads from a stage to one place"
        self.stages = frozenset(move.stage for move in self.moves) | frozenset(
            move.next for move in self.moves
        )
        self.final = frozenset(
            stage for stage in self.stages if all(m.next == stage for m in self.moves if m.stage == stage)
        )

    def find(self, stage: Stage, act: Act) -> Move | None:
        """Give the row of an act at a stage, or None where the procedure has no such act."""
        return self._at.get((stage, act))

    def after(self, stage: Stage, act: Act) -> Stage:
        """Say where an act leads; KeyError where the table has no such row."""
        return self._at[stage, act].next

    def acts_allowed(self, stage: Stage, role: Role) -> tuple[Act, ...]:
        """List what a role may do at a stage, in the order of the table."""
        return tuple(move.act for move in self.moves if move.stage == stage and role in move.by)

    def mermaid(self) -> str:
        """Draw the procedure as a Mermaid state diagram, with Chinese labels."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{stage.zh}" as {stage.value}' for stage in Stage if stage in self.stages]
        lines += [
            f"    {move.stage.value} --> {move.next.value}: {move.act.zh}（{move.basis}）"
            for move in self.moves
            if move.stage != move.next
        ]
        lines += [f"    {stage.value} --> [*]" for stage in Stage if stage in self.final]
        return "\n".join(lines) + "\n"
