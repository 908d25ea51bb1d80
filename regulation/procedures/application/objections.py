"""When an objection is taken, ruled on and closed (Q12, Q12b)."""

from datetime import datetime
from typing import Any

from regulation.casework.rules import Guard
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application import forms
from regulation.procedures.application.file import ApplicationFile, Objection, ObjectionStatus
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    TooEarlyError,
    TooLateError,
)

# A limit of ours, not of the Measures: the case file travels with every effect and must stay small.

# A limit of ours, not of the Measures: the case file travels with every effect and must stay small.
OBJECTIONS_MAX = 100


def notice_stands(case: ApplicationFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """An objection is filed while the notice stands: until 24:00 of its last day (Q12)."""
    if case.notice is None:
        raise TooEarlyError(act, say("公示文书正在生成，尚未开始公示"), say("请稍后再提交。"))
    if at >= case.notice.period.expires_at:
        raise TooLateError(
            act,
            say("公示期已于{last_day} 24:00 届满（Q12）", last_day=case.notice.period.last_day),
            say("可另行向市人社局反映。"),
        )
    if len(case.objections) >= OBJECTIONS_MAX:
        raise ConditionError(
            act,
            say("本案异议已达 {most} 件，系统容量已满", most=OBJECTIONS_MAX),
            say("请书面向市人社局提出。"),
        )


def objection_is(status: ObjectionStatus) -> Guard:
    """The ruling concerns an objection in this state."""

    def guard(
        case: ApplicationFile, form: forms.ObjectionRuling, _: Actor, __: datetime, ___: Edition, act: Act
    ) -> None:
        found = _objection(case, form, act)
        if form.facts is not None and act != Act.UPHOLD_FOR_CORRECTION:
            raise FormError(
                act,
                say("「facts」只有更正后重新公示时才能更正材料（Q12b）"),
                say("请去掉该项后重新提交。"),
            )
        if found.status != status:
            raise AlreadyDoneError(
                act,
                say(
                    "异议 {objection} 的状态是「{now}」，不是「{wanted}」",
                    objection=found.id,
                    now=found.status,
                    wanted=status,
                ),
                say("请刷新后再办理。"),
            )

    return guard


def investigation_not_extended(
    case: ApplicationFile, form: forms.ObjectionRuling, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """An investigation is extended once (Q12b)."""
    if _objection(case, form, act).extended:
        raise AlreadyDoneError(act, say("该异议的核查期限已经延长一次（Q12b）"), say("请在期限内办结。"))


def no_open_objection(
    case: ApplicationFile, _: Any, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """No admissible objection is open (Q12b)."""
    if edition.flag("objection.blocks_determination") and case.open_objections:
        ids = series(objection.id for objection in case.open_objections)
        raise TooEarlyError(act, say("异议 {ids} 尚未办结（Q12b）", ids=ids), say("请先办结异议。"))


def _objection(case: ApplicationFile, form: forms.ObjectionRuling, act: Act) -> Objection:
    for objection in case.objections:
        if objection.id == form.objection:
            return objection
    raise FormError(
        act,
        say("「objection」没有编号为 {objection} 的异议", objection=form.objection),
        say("请核对异议编号。"),
    )
