"""When an act on score cards or on their result is out of order: the rules of evaluation and recheck (Q10, Q24, Q28)."""

from datetime import datetime
from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.guards import (
    clock_is_not_stopped,
    member_sits,
    provisions_exist,
    seats_are_vacant,
    visit_is_new,
)
from regulation.casework.rules import Guard
from regulation.designation.scoring import ScoreError
from regulation.grading.indicators import check_judgements, missing_indicators
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.evaluation.cards import Circular, ScoredFile, judged, lacking, marked
from regulation.procedures.evaluation.file import EvaluationFile
from regulation.procedures.evaluation.forms import (
    Confirmation,
    FiguresForm,
    Rulings,
    ScoreCardCorrection,
    ScoreCardForm,
)
from regulation.procedures.evaluation.scores import evaluate
from regulation.procedures.evaluation.sitting import PUBLISHES
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import AlreadyDoneError, ConditionError, FormError, TooEarlyError, TooLateError


def figures_complete(
    case: ScoredFile, form: FiguresForm, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """Every figure that a rule needs is there: what is missing is not zero, and nobody could sign (R8-dims)."""
    missing = lacking(case, form.figures, edition)
    if missing:
        raise FormError(
            act,
            say("「figures」缺少：{missing}", missing=series(missing)),
            say("请补充后重新报送；确为零的，请填 0。"),
        )


def facts_overdue(case: ScoredFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """The evaluation goes on without the facts only when their period has expired; a stopped one has not (Q24, Q58)."""
    clock_is_not_stopped(case, _, __, at, ___, act)
    if case.due is not None and at < case.due.expires_at:
        raise TooEarlyError(
            act,
            say("报送期限至{last_day}届满，尚未到期（Q24）", last_day=case.due.last_day),
            say("请等待报送，或在期满后办理。"),
        )


def card_is_owed(
    case: ScoredFile, _: ScoreCardForm, actor: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """A card is signed once, after the visit (R8-dims)."""
    if actor.person in case.standing_cards:
        raise AlreadyDoneError(act, say("您已签署评分表"), say("确需修改的，请更正评分表并说明理由。"))
    if case.visit is None:
        raise TooEarlyError(act, say("尚缺实地考核记录（R8-dims）"), say("请在实地考核记录后签署。"))


def card_can_be_corrected(
    case: ScoredFile, _: ScoreCardCorrection, actor: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """A signed card is corrected until all are signed; then they are collated (Q28)."""
    if actor.person not in case.standing_cards:
        raise TooEarlyError(act, say("您尚未签署评分表"), say("请先签署评分表。"))
    if case.all_signed:
        raise TooLateError(act, say("评分表已全部签署（Q28）"), say("请向市人社局经办人说明情况。"))


def judgements_complete(
    case: ScoredFile, form: ScoreCardForm, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """Everything that this panel judges is judged within its full mark; no indicator is open (R8-dims, Q28).

    Where no figures were handed in, only the judgements can be there.
    """
    owed = judged(case, edition)
    try:
        check_judgements(form.judgements, edition)
        card = marked(case, form.judgements, edition)
    except ScoreError as error:
        raise FormError(act, say("「judgements」{why}", why=error.said), say("请更正后重新签署。")) from error
    others = sorted(form.judgements.keys() - set(owed))
    if others:
        raise FormError(
            act,
            say("「judgements」{others} 不在本次评分范围", others=series(others)),
            say("请去掉后重新签署。"),
        )
    open_ones = missing_indicators(card, case.scored_dimensions)
    missing = [key for key in open_ones if key in owed or case.figures is not None]
    if missing:
        named = series(
            say("{key} {label}", key=key, label=edition.scorecard.indicators[key].label) for key in missing
        )
        raise FormError(
            act, say("「judgements」指标尚缺：{named}", named=named), say("请补齐后再签署；缺项不作零分。")
        )


def cards_complete(case: ScoredFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """The cards are collated when every seat is taken and every member has signed (Q28)."""
    if not case.all_signed:
        raise TooEarlyError(act, say("评分表尚未全部签署"), say("请等待评审组全部成员签署。"))


def gates_ruled(case: ScoredFile, form: Rulings, _: Actor, __: datetime, edition: Edition, act: Act) -> None:
    """Every proposed gate is confirmed or dismissed, each gate once; only gates of the card (Q24, Q28)."""
    known, ruled = edition.scorecard.gates, [ruling.gate for ruling in form.gates]
    unknown = sorted(set(ruled) - known.keys())
    if unknown:
        raise FormError(
            act,
            say("「gates」没有否决事项 {unknown}", unknown=series(unknown)),
            say("请从以下选择：{known}。", known=series(known)),
        )
    if len(set(ruled)) < len(ruled):
        raise FormError(act, say("「gates」同一否决事项认定了两次"), say("请每项只认定一次。"))
    proposed = case.scores.proposed_gates if case.scores else ()
    waiting = [key for key in proposed if key not in ruled]
    if waiting:
        named = series(say("{key} {label}", key=key, label=known[key].label) for key in waiting)
        raise ConditionError(
            act,
            say("系统提请的否决事项尚未认定：{named}（Q24）", named=named),
            say("请逐项确认或不予确认，并说明理由。"),
        )


def adjustments_reasoned(
    _: EvaluationFile, form: Confirmation, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """A bonus stays within the card's cap; bonus and deduction have their reasons (R8-dims, Q24)."""
    cap = edition.scorecard.bonus.cap
    if form.bonus > cap:
        raise FormError(
            act, say("「bonus」加分 {bonus} 超过上限 {cap}", bonus=form.bonus, cap=cap), say("请更正加分。")
        )
    for name, given, reason in (
        ("bonus_reason", form.bonus, form.bonus_reason),
        ("late_data_reason", form.late_data, form.late_data_reason),
    ):
        if bool(given) != (reason is not None):
            raise FormError(
                act,
                say("「{name}」有加分或扣分的须说明理由，没有的不填", name=name),
                say("请更正后重新提交。"),
            )


def missing_years_ruled(
    case: EvaluationFile, form: Confirmation, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """Nobody fails for missing self-assessments alone without a ruling, whatever late data cost (Q24, Q27)."""
    found = evaluate(
        case, edition, bonus=form.bonus, late_data=form.late_data, dismissed=form.dismissed_gates
    )
    ruled = {ruling.gate for ruling in form.gates}
    waiting = [key for key in found.proposed_gates if key not in ruled]
    if waiting:
        named = series(
            say("{key} {label}", key=key, label=edition.scorecard.gates[key].label) for key in waiting
        )
        raise ConditionError(
            act,
            say("扣分后仅因自评缺交而不合格，否决事项尚未认定：{named}（Q24）", named=named),
            say("请逐项认定，并说明理由。"),
        )


def grade_exists(
    case: EvaluationFile, form: Confirmation, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """Without material there is no score: a gate is confirmed, or the evaluation is void (Q24)."""
    if case.figures is None and not form.confirmed_gates:
        raise ConditionError(
            act,
            say("未报送考评材料，无法计分，且未确认任何否决事项（Q24）"),
            say("请确认否决事项，或作废本次考评。"),
        )


def void_is_not_proposed(
    case: EvaluationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act
) -> None:
    """An evaluation is proposed to be void once; its reasons then stand (Q29)."""
    if case.reasons:
        raise AlreadyDoneError(
            act, say("本次考评已经提请作废（Q29）"), say("请由市人社局负责人决定是否作废。")
        )


def void_is_proposed(case: EvaluationFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """An evaluation is void on a proposal with reasons, which somebody else made (Q29)."""
    if not case.reasons:
        raise ConditionError(act, say("尚无提请作废的理由和依据（Q29）"), say("请经办人先提请作废。"))


def fits_grade(case: ScoredFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """A result is made known by the one act that fits its grade (R9-praise, R9-middle, R9-failnotice)."""
    assert case.scores is not None
    assert case.scores.grade is not None
    fitting = PUBLISHES[case.scores.grade]
    if act != fitting:
        raise ConditionError(
            act,
            say("考评结果为{grade}", grade=case.scores.grade),
            say("请办理「{fitting}」。", fitting=fitting),
        )


def legally_checked(
    case: ScoredFile, form: Circular, actor: Actor, at: datetime, _: Edition, act: Act
) -> None:
    """Somebody else checked the circular for the legal office, after the result and not in the future (Q33)."""
    today = local_day(at)
    if form.checker in {*actor.persons, actor.name}:
        raise FormError(
            act, say("「checker」合法性审核人不能是发布人本人（Q33）"), say("请填写负责合法性审核的人员。")
        )
    if form.checked_on > today or (case.confirmed_on is not None and form.checked_on < case.confirmed_on):
        raise FormError(
            act,
            say(
                "「checked_on」{checked_on}不在{confirmed_on}至{today}之间（Q33）",
                checked_on=form.checked_on,
                confirmed_on=case.confirmed_on,
                today=today,
            ),
            say("请更正合法性审核日期。"),
        )


# The rules of the acts that evaluation and recheck share.
SITTING: dict[Act, tuple[Guard, ...]] = {
    Act.RECORD_SITE_VISIT: (visit_is_new,),
    Act.SIGN_SCORECARD: (card_is_owed, judgements_complete),
    Act.CORRECT_SCORECARD: (card_can_be_corrected, judgements_complete),
    Act.RECUSE: (member_sits,),
    Act.DRAW_SUBSTITUTES: (seats_are_vacant,),
    Act.COLLATE_SCORES: (cards_complete,),
    Act.CONFIRM_RESULT: (gates_ruled,),
    Act.PUBLISH_RESULT: (fits_grade,),
    Act.CIRCULATE_FAILURE: (fits_grade, legally_checked),
}

GUARDS: dict[Act, tuple[Guard, ...]] = {
    **SITTING,
    Act.SUBMIT_EVALUATION_FACTS: (figures_complete,),
    Act.PROCEED_WITHOUT_FACTS: (facts_overdue,),
    Act.CONFIRM_RESULT: (gates_ruled, adjustments_reasoned, missing_years_ruled, grade_exists),
    Act.PROPOSE_VOID: (provisions_exist, void_is_not_proposed),
    Act.VOID_EVALUATION: (void_is_proposed,),
    Act.COMMEND: (fits_grade,),
}
