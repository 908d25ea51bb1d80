"""When an act of a revocation is out of order although its person is right: the rules of Article 9."""

from datetime import datetime
from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.forms import Vote
from regulation.casework.guards import bodies_agree, opinion_is_owed, provisions_exist
from regulation.casework.rules import Guard
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.revocation import forms
from regulation.procedures.revocation.file import RevocationFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.message import say, series
from regulation.words.refusals import AlreadyDoneError, ConditionError, FormError, TooEarlyError, TooLateError


def served_today(
    _: RevocationFile, form: forms.Service, __: Actor, at: datetime, ___: Edition, act: Act
) -> None:
    """The time to answer runs from the service, which is recorded on its day (Q32)."""
    today = local_day(at)
    if form.served_on != today:
        raise FormError(
            act,
            say(
                "「served_on」{served_on}不是今天{today}，陈述期限自送达起算（Q32）",
                served_on=form.served_on,
                today=today,
            ),
            say("请在送达当日登记。"),
        )


def served_once_unless_unlawful(
    case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act
) -> None:
    """The party is told anew only where the legal office found fault (Q32)."""
    if case.legal is not None and case.legal.lawful:
        raise AlreadyDoneError(act, say("告知书已送达，法制审核认为合法（Q32）"), say("请继续会签。"))


def may_still_answer(case: RevocationFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """The party is heard until 24:00 of the last day (Q32)."""
    if case.due is not None and at >= case.due.expires_at:
        raise TooLateError(
            act,
            say("陈述、申辩期限已于{last_day} 24:00 届满（Q32）", last_day=case.due.last_day),
            say("可另行书面向市人社局反映。"),
        )


def statements_fit(case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """The file holds a bounded number of statements; a limit of ours."""
    if len(case.statements) >= forms.STATEMENTS_MAX:
        raise ConditionError(
            act,
            say("本案陈述已达 {most} 件，系统容量已满", most=forms.STATEMENTS_MAX),
            say("请书面向市人社局提出。"),
        )


def hearing_not_asked(
    case: RevocationFile, _: Any, actor: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Each party asks once (Q32)."""
    if actor.role in case.hearing_asked_by:
        raise AlreadyDoneError(
            act, say("{role}已经申请（Q32）", role=actor.role), say("请等待听取意见的通知。")
        )


def time_to_answer_is_over(
    case: RevocationFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act
) -> None:
    """Nothing goes on before the party had its full time, least of all while its clock stands still (Q32, Q58)."""
    if case.stopped is not None:
        raise TooEarlyError(act, say("陈述、申辩期限已中止计时（Q58）"), say("请待恢复计时并期满。"))
    if case.due is not None and at < case.due.expires_at:
        raise TooEarlyError(
            act, say("陈述、申辩期限至{last_day}届满（Q32）", last_day=case.due.last_day), say("请待期满。")
        )


def hearing_was_asked(
    case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act
) -> None:
    """A hearing is held because somebody asked for it (Q32)."""
    if not case.hearing_asked_by:
        raise ConditionError(act, say("没有人申请当面听取意见（Q32）"), say("请直接转入法制审核。"))


def hearing_was_not_asked(
    case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act
) -> None:
    """Who asked to be heard is heard (Q32)."""
    if case.hearing_asked_by:
        raise ConditionError(act, say("已有申请当面听取意见（Q32）"), say("请先听取意见。"))


def hearing_is_recorded_after_it(
    case: RevocationFile, form: forms.Hearing, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """A hearing is recorded once it was held, and is held once it was called (Q32)."""
    assert case.entered_at is not None
    called, today = local_day(case.entered_at), local_day(at)
    if not called <= form.held_on <= today:
        raise FormError(
            act,
            say(
                "「held_on」{held_on}不在{called}至{today}之间",
                held_on=form.held_on,
                called=called,
                today=today,
            ),
            say("请更正听取意见的日期。"),
        )


def every_statement_is_answered(
    case: RevocationFile, form: Any, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Nothing is held against the party of what it said without a finding on each of its points (Q32)."""
    given = {answer.statement for answer in form.answers}
    unknown = sorted(given - {said.id for said in case.statements})
    if unknown:
        raise FormError(
            act, say("「answers」没有编号为 {unknown} 的陈述", unknown=unknown[0]), say("请核对陈述编号。")
        )
    rewritten = sorted(given - set(case.unanswered))
    if rewritten:
        raise AlreadyDoneError(
            act, say("陈述 {rewritten} 已经答复", rewritten=rewritten[0]), say("答复后不得更改；请去掉该项。")
        )
    lacking = [number for number in case.unanswered if number not in given]
    if lacking:
        numbers = series(lacking)
        raise ConditionError(
            act, say("陈述 {numbers} 尚无复核意见（Q32）", numbers=numbers), say("请逐件填写复核意见。")
        )


def rests_on_its_ground(
    case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act
) -> None:
    """What another law revokes is not revoked on Article 9, nor the other way round (R9-revoke, Q35)."""
    if act not in {case.revoking, case.issuing}:
        ground = (
            say("连续综合考评不合格（R9-revoke）")
            if case.ground == forms.Ground.CONSECUTIVE
            else say("其他法律依据（Q35）")
        )
        fitting = case.revoking if act in {Act.REVOKE, Act.REVOKE_OTHERWISE} else case.issuing
        raise ConditionError(
            act, say("本案依据的是{ground}", ground=ground), say("请办理「{fitting}」。", fitting=fitting)
        )


def found_lawful(case: RevocationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """What the legal office found unlawful is not decided (Q32)."""
    if case.legal is None or not case.legal.lawful:
        raise ConditionError(act, say("法制审核未认为合法（Q32）"), say("请纠正后重新告知，或终止取消程序。"))


def signed_jointly(
    case: RevocationFile, form: Any, actor: Actor, at: datetime, edition: Edition, act: Act
) -> None:
    """The bodies that designate also sign the revocation, where the edition asks for it (Q32, Q14)."""
    if edition.flag("revoke.needs_joint"):
        bodies_agree(case, form, actor, at, edition, act)


def city_has_no_discretion(
    case: RevocationFile, form: Vote, actor: Actor, _: datetime, __: Edition, act: Act
) -> None:
    """Consecutive failure ends the status: the deciding bureau does not vote against Article 9 (R9-revoke)."""
    if (
        case.ground == forms.Ground.CONSECUTIVE
        and actor.role == Role.CITY_HRSS_LEADER
        and form.vote == "disagree"
    ):
        raise ConditionError(
            act,
            say("连续综合考评不合格的应当取消资格，市人社局没有裁量余地（R9-revoke）"),
            say("认为考评结果有误的，请先更正或作废，再终止取消程序。"),
        )


def dropping_is_possible(
    case: RevocationFile, form: forms.Drop, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Consecutive failure is dropped only if it is unlawful, or no longer stands as it was found (R9-revoke).

    What was corrected or annulled is named, so that no later chain rests on it (Q29).
    """
    unlawful = case.legal is not None and not case.legal.lawful
    if case.ground == forms.Ground.CONSECUTIVE and not unlawful and form.corrected is None:
        raise ConditionError(
            act,
            say(
                "连续综合考评不合格的应当取消资格（R9-revoke），仅在法制审核认为不合法或者考评结果已更正、作废时终止"
            ),
            say("请填写更正或作废考评结果的文书，或继续办理。"),
        )
    if bool(form.annulled) != (form.corrected is not None):
        raise FormError(
            act,
            say("「annulled」须与更正或作废的文书一并填写"),
            say("请填写文书，并逐件填写不再计入的考评结果。"),
        )
    strange = sorted(set(form.annulled) - {record.case for record in case.chain})
    if strange:
        known = [record.case for record in case.chain]
        raise FormError(
            act,
            say("「annulled」{strange} 不是本案所依据的考评结果", strange=strange[0]),
            say("请从以下选择：{known}。", known=series(known) if known else say("无")),
        )


def plaque_is_back(
    case: RevocationFile, form: forms.PlaqueReturn, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """The plaque comes back after the status has ended, and is recorded then (Q32)."""
    assert case.effective_on is not None
    today = local_day(at)
    if not case.effective_on <= form.returned_on <= today:
        raise FormError(
            act,
            say(
                "「returned_on」{returned_on}不在{effective_on}至{today}之间",
                returned_on=form.returned_on,
                effective_on=case.effective_on,
                today=today,
            ),
            say("请更正收回日期。"),
        )


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.SERVE_NOTICE: (served_once_unless_unlawful, served_today),
    Act.MAKE_STATEMENT: (may_still_answer, statements_fit),
    Act.REQUEST_HEARING: (may_still_answer, hearing_not_asked),
    Act.CALL_HEARING: (time_to_answer_is_over, hearing_was_asked),
    Act.CLOSE_STATEMENTS: (time_to_answer_is_over, hearing_was_not_asked),
    Act.RECORD_HEARING: (hearing_is_recorded_after_it, every_statement_is_answered),
    Act.RECORD_OPINION: (opinion_is_owed, city_has_no_discretion),
    **dict.fromkeys(
        (Act.REVOKE, Act.REVOKE_OTHERWISE),
        (rests_on_its_ground, found_lawful, every_statement_is_answered, signed_jointly),
    ),
    **dict.fromkeys((Act.ISSUE_REVOCATION, Act.ISSUE_REVOCATION_OTHERWISE), (rests_on_its_ground,)),
    Act.DROP_REVOCATION: (provisions_exist, dropping_is_possible),
    Act.RETURN_PLAQUE: (plaque_is_back,),
}
