"""When an act of a rectification is out of order although its person is right (R9-rectify, Q30)."""

from datetime import datetime
from typing import Any

from regulation.calendar.cycles import CycleError, extension_months, rectification_months
from regulation.casework.guards import clock_is_not_stopped, provisions_exist
from regulation.casework.rules import Guard
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.evaluation import guards
from regulation.procedures.rectification.file import RectificationFile
from regulation.procedures.rectification.forms import LongerLimit, Order
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import AlreadyDoneError, FormError, TooEarlyError, TooLateError


def items_have_bases(
    _: RectificationFile, form: Order, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """Every item rests on a provision or reading of this edition: no basis, no act (Q16)."""
    unknown = [item.basis for item in form.items if not edition.has(item.basis)]
    if unknown:
        raise FormError(
            act,
            say("「items」不存在的条款：{unknown}", unknown=series(unknown)),
            say("请引用条款编号，如 R4.5-policy。"),
        )


def months_allowed(
    _: RectificationFile, form: Order, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """The limit is the usual one or shorter (Q30)."""
    try:
        rectification_months(form.months, edition)
    except CycleError as error:
        raise FormError(
            act, say("「months」{why}", why=error.said), say("请更正整改期限（Q30）。")
        ) from error


def extension_allowed(
    case: RectificationFile, form: LongerLimit, _: Actor, at: datetime, edition: Edition, act: Act
) -> None:
    """The limit is extended once, before it has passed, and not by too much (Q30)."""
    if case.extended:
        raise AlreadyDoneError(act, say("整改期限已经延长一次（Q30）"), say("请在延长后的期限内完成整改。"))
    clock_is_not_stopped(case, form, _, at, edition, act)
    if case.due is not None and at >= case.due.expires_at:
        raise TooLateError(
            act,
            say("整改期限已于{last_day}届满（Q30）", last_day=case.due.last_day),
            say("可逾期报告整改，或确认整改不合格。"),
        )
    try:
        extension_months(form.months, edition)
    except CycleError as error:
        raise FormError(
            act, say("「months」{why}", why=error.said), say("请更正延长的月数（Q30）。")
        ) from error


def limit_passed(case: RectificationFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """The limit expires at 24:00 of its last day (R9-rectify)."""
    if case.due is None or at < case.due.expires_at:
        raise TooEarlyError(act, say("整改期限尚未届满"), say("请等待整改报告。"))


GUARDS: dict[Act, tuple[Guard, ...]] = {
    **guards.SITTING,
    Act.ORDER_RECTIFICATION: (items_have_bases, months_allowed),
    Act.EXTEND_RECTIFICATION: (extension_allowed,),
    Act.REPORT_RECTIFICATION: (guards.figures_complete,),
    Act.RECTIFICATION_EXPIRES: (limit_passed,),
    Act.CONFIRM_FAILURE: (provisions_exist,),
}
