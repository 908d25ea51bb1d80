"""When an act of the application is out of order although its person is right: the rules of Articles 4 and 5."""

from datetime import datetime
from typing import Any

from regulation.calendar.working_days import CST
from regulation.casework.fold import BODY_OF
from regulation.casework.forms import Reasons, ScoreForm
from regulation.casework.guards import (
    bodies_agree,
    clock_is_not_stopped,
    member_sits,
    not_extended_yet,
    notice_length_allowed,
    opinion_is_owed,
    provisions_exist,
    seats_are_vacant,
    visit_is_new,
)
from regulation.casework.rules import Guard
from regulation.conditions.checklist import missing
from regulation.conditions.conditions import examine
from regulation.conditions.waivers import blocking, unmet, waiver_until_max
from regulation.designation.scoring import SheetPart, collate
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application import forms
from regulation.procedures.application.file import ApplicationFile, ObjectionStatus
from regulation.procedures.application.objections import (
    investigation_not_extended,
    no_open_objection,
    notice_stands,
    objection_is,
)
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.words.message import say, series
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    TooEarlyError,
)


def materials_complete(
    case: ApplicationFile, _: Any, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """The checklist of Article 5 item 1 is full before anyone is asked to examine it."""
    lacking = missing(case.materials, edition, case.facts)
    if lacking:
        names = series((say("{label}（{basis}）", label=m.label, basis=m.basis) for m in lacking), "；")
        raise ConditionError(act, say("申报材料不齐：{names}", names=names), say("请补齐后再移交。"))


def same_park(case: ApplicationFile, form: Any, _: Actor, __: datetime, ___: Edition, act: Act) -> None:
    """A dossier may change what it says of the park, never whose park it is (Q01)."""
    if form.facts is None:
        return
    before, after = case.facts.operator, form.facts.operator
    codes = (before.credit_code if before else None, after.credit_code if after else None)
    if form.facts.district != case.facts.district or codes[0] != codes[1]:
        raise FormError(
            act, say("「facts」所在地或运营机构与立案时不同"), say("请更正；变更主体的，请撤回后重新申报。")
        )


def supplement_asked_once(
    case: ApplicationFile, form: forms.SupplementRequest, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """One consolidated request; a later one needs its reason (Q09)."""
    asked = case.supplements_asked.get(case.stage, 0)
    if asked >= edition.number("supplement.max_rounds") and form.repeat_reason is None:
        raise ConditionError(
            act,
            say("补正应一次性告知，本环节已告知 {asked} 次（Q09）", asked=asked),
            say("确需再次要求的，请填写「再次要求补正的理由」。"),
        )


def supplement_overdue(
    case: ApplicationFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act
) -> None:
    """The examination is resumed without an answer only after the period to answer has expired; a stopped one has not (Q09, Q58)."""
    clock_is_not_stopped(case, _, __, at, ___, act)
    if case.due is not None and at < case.due.expires_at:
        raise TooEarlyError(
            act,
            say("补正期限至{last_day}届满，尚未到期（Q09）", last_day=case.due.last_day),
            say("请等待补正，或在期满后恢复审核。"),
        )


def applicant_is_entitled(
    _: ApplicationFile, form: forms.Submission, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """A people's government applies; a zone committee only with a recorded delegation (Q01)."""
    if form.applicant_kind in edition.texts("apply.applicant_kinds"):
        return
    if edition.flag("apply.zone_committee_needs_delegation") and form.delegation is None:
        raise ConditionError(
            act,
            say("开发区管委会申报须有市人社局记录在案的授权（Q01）"),
            say("请填写「授权文件」，或由所在地人民政府申报。"),
        )


def waiver_is_possible(
    case: ApplicationFile, form: forms.WaiverProposal, _: Actor, at: datetime, edition: Edition, act: Act
) -> None:
    """Only an unmet condition can be waived, once, and for a limited time (R4-principle, Q04)."""
    if not edition.flag("conditions.waiver.allowed"):
        raise ConditionError(act, say("本版办法不允许豁免（Q04）"), say("请要求补正或不予认定。"))
    open_conditions = {finding.condition for finding in unmet(examine(case.facts, case.materials, edition))}
    if form.condition not in open_conditions:
        named = series(sorted(open_conditions)) if open_conditions else say("无")
        raise ConditionError(
            act,
            say("{condition} 不是未满足的条件", condition=form.condition),
            say("未满足的条件：{named}。", named=named),
        )
    if any(waiver.condition == form.condition for waiver in case.waivers):
        raise AlreadyDoneError(
            act, say("{condition} 的豁免已经提请", condition=form.condition), say("请由市人社局负责人决定。")
        )
    today = at.astimezone(CST).date()
    latest = waiver_until_max(today, edition)
    if not today <= form.until <= latest:
        raise FormError(
            act,
            say(
                "「until」{until}不在{today}至{latest}之间（Q04）",
                until=form.until,
                today=today,
                latest=latest,
            ),
            say("请更正有效期。"),
        )


def waiver_is_open(
    case: ApplicationFile, form: forms.WaiverDecision, actor: Actor, _: datetime, __: Edition, act: Act
) -> None:
    """A waiver that somebody else proposed, and that is not decided yet (Q04)."""
    proposed = [w for w in case.waivers if w.condition == form.condition]
    if not proposed:
        raise ConditionError(
            act,
            say("没有针对 {condition} 的豁免提请", condition=form.condition),
            say("请先由经办人提请豁免。"),
        )
    if proposed[0].approved_by is not None:
        raise AlreadyDoneError(
            act, say("{condition} 的豁免已经批准", condition=form.condition), say("无需再次决定。")
        )
    if actor.persons & {proposed[0].proposed_by, proposed[0].proposed_for}:
        raise NotEntitledError(
            act, say("该豁免由您提请，须由另一人决定（Q04）"), say("请由另一位负责人决定。")
        )


def conditions_met(
    case: ApplicationFile, _: Any, __: Actor, at: datetime, edition: Edition, act: Act
) -> None:
    """Every condition of Article 4 that a rule can check is met, or waived by two people."""
    today = at.astimezone(CST).date()
    barred = blocking(examine(case.facts, case.materials, edition), case.waivers, edition, today)
    if barred:
        named = series(
            (say("{condition} {evidence}", condition=f.condition, evidence=f.evidence) for f in barred), "；"
        )
        raise ConditionError(
            act,
            say("尚有条件未满足且未获豁免：{named}", named=named),
            say("请要求补正、提请豁免，或不予认定。"),
        )


def sheet_is_owed(part: SheetPart) -> Guard:
    """A sheet is signed once and never changed; the on-site sheet follows the visit and the desk sheet."""

    def guard(
        case: ApplicationFile, form: ScoreForm, actor: Actor, _: datetime, edition: Edition, act: Act
    ) -> None:
        mine = {sheet.part for sheet in case.sheets if sheet.expert == actor.person}
        if part in mine:
            raise AlreadyDoneError(act, say("您已签署该评分表，签署后不得更改"), say("请等待汇总。"))
        if form.score > edition.decimal("panel.score_max"):
            raise FormError(
                act,
                say(
                    "「score」{score} 超过满分 {most}",
                    score=form.score,
                    most=edition.number("panel.score_max"),
                ),
                say("请更正评分。"),
            )
        if part == SheetPart.ONSITE and (case.visit is None or SheetPart.DESK not in mine):
            lacking = say("实地考核记录") if case.visit is None else say("您的材料审核评分表")
            raise TooEarlyError(
                act,
                say("尚缺{lacking}（R5.2-onsite）", lacking=lacking),
                say("请先完成{lacking}。", lacking=lacking),
            )

    return guard


def review_complete(
    case: ApplicationFile, _: Any, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """The review is collated when every seat is taken and every member has signed both sheets (R5.2-onsite)."""
    assert case.panel is not None
    if case.panel.vacancies or not collate(case.sheets, case.panel.member_ids, edition).complete:
        raise TooEarlyError(act, say("评分表尚未全部签署"), say("请等待评审组全部成员签署。"))


def review_passed(case: ApplicationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Only a park that the panel passed is put to the public (Q11)."""
    if case.result is None or not case.result.passed:
        why = series(case.result.reasons, "；") if case.result else say("评分尚未汇总")
        raise ConditionError(
            act, say("评估未通过：{why}（Q11）", why=why), say("请由负责人作出不予认定决定。")
        )


def refusal_is_due(
    case: ApplicationFile, _: Reasons, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """A refusal cites provisions, and comes after everyone who must be heard was heard (Q16)."""
    if case.stage == Stage.JOINT_DETERMINATION:
        signed = {opinion.body for opinion in case.opinions}
        waiting = [role for role, body in BODY_OF.items() if body not in signed]
        if waiting:
            raise TooEarlyError(
                act,
                say("{waiting}尚未签署意见（Q14）", waiting=series(waiting)),
                say("请待各部门签署意见后决定。"),
            )
    if case.stage == Stage.REVIEW_RESULT and case.result is not None and case.result.passed:
        raise ConditionError(act, say("评估已通过（Q11）"), say("请发布公示。"))
    if case.stage == Stage.ACCEPTANCE and not blocking(
        examine(case.facts, case.materials, edition), case.waivers, edition
    ):
        raise ConditionError(act, say("第四条各项可核条件均已满足或获豁免"), say("请受理后组织评估。"))


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.AMEND_DOSSIER: (same_park,),
    Act.SUPPLEMENT: (same_park,),
    Act.HAND_OVER: (materials_complete,),
    Act.PASS_EXAMINATION: (materials_complete,),
    Act.REQUEST_SUPPLEMENT: (supplement_asked_once,),
    Act.RESUME_EXAMINATION: (supplement_overdue,),
    Act.DECLINE_RECOMMENDATION: (provisions_exist,),
    Act.SUBMIT: (applicant_is_entitled,),
    Act.PROPOSE_WAIVER: (waiver_is_possible,),
    Act.APPROVE_WAIVER: (waiver_is_open,),
    Act.DECLINE_WAIVER: (waiver_is_open,),
    Act.ACCEPT: (materials_complete, conditions_met),
    Act.EXTEND_LIMIT: (not_extended_yet, clock_is_not_stopped),
    Act.DRAW_SUBSTITUTES: (seats_are_vacant,),
    Act.SIGN_DESK_SHEET: (sheet_is_owed(SheetPart.DESK),),
    Act.SIGN_ONSITE_SHEET: (sheet_is_owed(SheetPart.ONSITE),),
    Act.RECORD_SITE_VISIT: (visit_is_new,),
    Act.COMPLETE_REVIEW: (review_complete,),
    Act.RECUSE: (member_sits,),
    Act.PUBLISH_NOTICE: (review_passed, conditions_met, notice_length_allowed),
    Act.FILE_OBJECTION: (notice_stands,),
    Act.ADMIT_OBJECTION: (objection_is(ObjectionStatus.FILED),),
    Act.REJECT_OBJECTION: (objection_is(ObjectionStatus.FILED),),
    Act.EXTEND_INVESTIGATION: (objection_is(ObjectionStatus.ADMITTED), investigation_not_extended),
    Act.DISMISS_OBJECTION: (objection_is(ObjectionStatus.ADMITTED),),
    Act.UPHOLD_FOR_CORRECTION: (objection_is(ObjectionStatus.ADMITTED), same_park),
    Act.UPHOLD_FOR_REVIEW: (objection_is(ObjectionStatus.ADMITTED),),
    Act.UPHOLD_AND_END: (objection_is(ObjectionStatus.ADMITTED),),
    Act.CLOSE_NOTICE: (no_open_objection,),
    Act.RECORD_OPINION: (opinion_is_owed,),
    Act.DESIGNATE: (no_open_objection, conditions_met, bodies_agree),
    Act.REFUSE: (refusal_is_due, provisions_exist),
}
