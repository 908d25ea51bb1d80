"""When an act is out of order although its person is right: the rules that procedures share."""

from datetime import datetime
from typing import Any

from regulation.casework import forms
from regulation.casework.file import CaseFile
from regulation.casework.fold import BODY_OF
from regulation.casework.rules import Guard
from regulation.designation.determination import may_designate
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.people.jurisdiction import REASSIGNS
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.message import say, series
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    TooLateError,
)


def not_extended_yet(case: CaseFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """The city's period is extended once (Q17)."""
    if case.extended:
        raise AlreadyDoneError(act, say("办理期限已经延长一次（Q17）"), say("请在延长后的期限内办结。"))


def clock_is_not_stopped(case: CaseFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """A period that stands still has no end to be moved (Q58)."""
    if case.stopped is not None:
        raise ConditionError(
            act, say("已于{day}中止计时（Q58）", day=case.stopped.at.date()), say("请先恢复计时。")
        )


def seats_are_vacant(case: CaseFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Substitutes are drawn only for empty seats."""
    if case.panel is None or not case.panel.vacancies:
        raise ConditionError(act, say("评审组没有空缺"), say("无需补抽。"))


def visit_is_new(case: Any, form: forms.SiteVisit, _: Actor, at: datetime, __: Edition, act: Act) -> None:
    """The visit is recorded once, and after it took place."""
    if case.visit is not None:
        raise AlreadyDoneError(act, say("实地考核已经记录"), say("请由评审组成员签署实地考核评分表。"))
    if form.visited_on > at.date():
        raise FormError(
            act,
            say("「visited_on」{day}尚未到来", day=form.visited_on),
            say("请在考核之后记录。"),
        )


def member_sits(case: CaseFile, form: forms.Recusal, _: Actor, __: datetime, ___: Edition, act: Act) -> None:
    """Only a sitting member can be recused."""
    if case.panel is None or form.member not in {member.id for member in case.panel.members}:
        raise FormError(
            act,
            say("「member」{member} 不是评审组现任成员", member=form.member),
            say("请核对评审组名单。"),
        )


def notice_length_allowed(
    _: CaseFile, form: forms.NoticeForm, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """The notice stands within the allowed range of working days (Q12)."""
    least, most = edition.number("notice.workdays_min"), edition.number("notice.workdays_max")
    if form.workdays is not None and not least <= form.workdays <= most:
        raise FormError(
            act,
            say(
                "「workdays」{workdays} 不在 {least} 至 {most} 个工作日之间（Q12）",
                workdays=form.workdays,
                least=least,
                most=most,
            ),
            say("请更正公示期。"),
        )


def opinion_is_owed(
    case: CaseFile, form: forms.Vote, actor: Actor, _: datetime, __: Edition, act: Act
) -> None:
    """Each body signs once, by its own person, and says why unless it agrees (Q14)."""
    body = BODY_OF[actor.role]
    if any(opinion.body == body for opinion in case.opinions):
        raise AlreadyDoneError(act, say("您所在部门已经签署意见"), say("意见签署后不得更改。"))
    if any(actor.persons & {opinion.by, opinion.acting_for} for opinion in case.opinions):
        raise NotEntitledError(act, say("同一人不能代表两个部门签署（Q14）"), say("请由该部门其他人员签署。"))
    if form.vote != "agree" and form.reason is None:
        raise FormError(act, say("「reason」不同意或保留意见须说明理由"), say("请填写理由。"))


def provisions_exist(
    _: CaseFile, form: forms.Reasons, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """Every reason rests on a provision or reading of this edition: no basis, no act (Q16)."""
    if len(form.provisions) not in {1, len(form.reasons)}:
        raise FormError(
            act,
            say(
                "「provisions」{reasons} 条理由、{provisions} 项依据，不能逐条对应",
                reasons=len(form.reasons),
                provisions=len(form.provisions),
            ),
            say("请为每条理由填写一项依据，或共用一项。"),
        )
    unknown = [
        cited
        for cited in form.provisions
        if cited not in edition.provisions and cited not in edition.readings
    ]
    if unknown:
        raise FormError(
            act,
            say("「provisions」不存在的条款：{unknown}", unknown=series(unknown)),
            say("请引用条款编号，如 R4.2c-area。"),
        )


def bodies_agree(
    case: CaseFile, form: forms.Determination, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """All required bodies have signed; dissent is overridden only with a minute (Q14)."""
    reasons = may_designate(case.opinions, form.override_minute, edition)
    if reasons:
        raise ConditionError(
            act, say("{reasons}", reasons=series(reasons, "；")), say("请补齐意见或会议纪要，或另作决定。")
        )


def hands_over_own_task(
    _: CaseFile, form: forms.Reassignment, actor: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """A task is handed to a colleague by those who answer for it (Q52)."""
    if form.role not in REASSIGNS.get(actor.role, frozenset()):
        raise NotEntitledError(
            act,
            say("{role}不能转交{whose}的任务（Q52）", role=actor.role, whose=form.role),
            say("请由有权人员转交。"),
        )
    if form.role == Role.EXPERT:
        raise NotEntitledError(act, say("评审组成员不能转交评审任务"), say("请申请回避，由候补成员递补。"))


def clock_runs(case: CaseFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """A period is stopped while it runs; the days of a public notice belong to the public (Q12, Q58)."""
    if case.stopped is not None:
        raise AlreadyDoneError(
            act, say("已于{day}中止计时（Q58）", day=case.stopped.at.date()), say("无需再次办理。")
        )
    if case.due is None:
        raise ConditionError(act, say("本环节没有正在计算的期限"), say("无需中止。"))
    if at >= case.due.expires_at:
        raise TooLateError(
            act,
            say("期限已于{last_day} 24:00 届满（Q58）", last_day=case.due.last_day),
            say("请按逾期办理。"),
        )
    if case.stage == case.rules.notice_stage:
        raise ConditionError(act, say("公示期不中止（Q12）"), say("请待公示期满。"))


def clock_stands(case: CaseFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Only a stopped clock can be resumed (Q58)."""
    if case.stopped is None:
        raise ConditionError(act, say("计时没有中止"), say("无需恢复。"))


# The rules of the acts that every procedure has.
STANDING: dict[Act, tuple[Guard, ...]] = {
    Act.REASSIGN: (hands_over_own_task,),
    Act.SUSPEND_CLOCK: (clock_runs,),
    Act.RESUME_CLOCK: (clock_stands,),
}


def check_rules(case: CaseFile, act: Act, form: Any, actor: Actor, at: datetime, edition: Edition) -> None:
    """Ask every rule of an act; the first that says no raises its RefusedError."""
    for guard in (*STANDING.get(act, ()), *case.rules.guards.get(act, ())):
        guard(case, form, actor, at, edition, act)
