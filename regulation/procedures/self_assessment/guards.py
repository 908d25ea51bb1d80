"""When an act of the self-assessment is out of order although its person is right (Articles 6 and 8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.closing import Goal
from regulation.casework.guards import clock_is_not_stopped, provisions_exist
from regulation.casework.rules import Guard
from regulation.designation.scoring import ScoreError
from regulation.grading.indicators import missing_indicators
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.self_assessment import forms
from regulation.procedures.self_assessment.assessing import scores
from regulation.procedures.self_assessment.file import SelfAssessmentFile
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import ConditionError, FormError, TooEarlyError


def _cover(
    act: Act,
    previous: tuple[Goal, ...],
    given: Sequence[forms.GoalStatement | forms.GoalJudgement],
    field: str,
) -> None:
    """Each goal on record has its answer, and nothing else has (R6-goals)."""
    names, answered = {goal.name for goal in previous}, {item.name for item in given}
    if lacking := sorted(names - answered):
        raise FormError(
            act,
            say(
                "「{field}」上一年度目标尚未逐项填写：{lacking}（R6-goals）",
                field=field,
                lacking=series(lacking),
            ),
            say("请对每个目标填写一项。"),
        )
    if strange := sorted(answered - names):
        raise FormError(
            act,
            say(
                "「{field}」不是上一年度确定的目标：{strange}（R6-goals）",
                field=field,
                strange=series(strange),
            ),
            say("上一年度目标：{names}。", names=series(sorted(names)) if names else say("无")),
        )


def goals_accounted_for(
    case: SelfAssessmentFile, form: forms.YearReport, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """The operator says what became of every goal of the year before (R6-goals)."""
    _cover(act, case.previous_goals, form.statements, "statements")


def goals_judged(
    case: SelfAssessmentFile, form: forms.SelfSignature, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """The department judges every goal of the year before (R6-goals)."""
    _cover(act, case.previous_goals, form.goals, "goals")


def operator_had_time(
    case: SelfAssessmentFile, _: Any, __: Actor, at: datetime, edition: Edition, act: Act
) -> None:
    """The department goes ahead alone only when the due date is near, or past; a stopped one is neither (Q23, Q58)."""
    clock_is_not_stopped(case, _, __, at, edition, act)
    days = edition.number("self.without_facts_days_before")
    if case.due is not None and (case.due.last_day - local_day(at)).days > days:
        raise TooEarlyError(
            act,
            say(
                "自评期限{last_day}之前 {days} 日内才能不待运营机构先行自评（Q23）",
                last_day=case.due.last_day,
                days=days,
            ),
            say("请先催报运营机构。"),
        )


def card_is_complete(
    case: SelfAssessmentFile, form: forms.SelfSignature, _: Actor, __: datetime, edition: Edition, act: Act
) -> None:
    """What is missing is not zero: while an indicator is open, nobody signs (R8-dims)."""
    try:
        found = scores(case, form, edition)
    except ScoreError as error:
        raise FormError(
            act, say("「judgements」{why}", why=error.said), say("请更正评分后重新签署。")
        ) from error
    if missing_indicators(found):
        labels = edition.scorecard.indicators
        named = series(
            (
                say(
                    "{indicator} {label}（{missing}）",
                    indicator=score.id,
                    label=labels[score.id].label,
                    missing=series(score.missing),
                )
                for score in found
                if score.points is None
            ),
            "；",
        )
        raise ConditionError(
            act,
            say("指标缺少数据，不能计分：{named}（R8-dims）", named=named),
            say("请补齐评分，或退回运营机构补充数据。"),
        )


def period_is_over(case: SelfAssessmentFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """A year is neither missing nor unverified while its period runs or its clock stands still (Q24, Q58)."""
    if case.due is None or at < case.due.expires_at:
        raise TooEarlyError(act, say("期限尚未届满（Q24）"), say("请等待办理。"))


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.PROVIDE_FACTS: (goals_accounted_for,),
    Act.ASSESS_WITHOUT_FACTS: (operator_had_time,),
    Act.SIGN_SELF_ASSESSMENT: (goals_judged, card_is_complete),
    Act.RETURN_SELF_ASSESSMENT: (provisions_exist,),
    Act.MARK_SELF_MISSING: (period_is_over,),
    Act.CLOSE_UNVERIFIED: (period_is_over,),
}
