"""What is filled in for the acts of a self-assessment (Articles 6 and 8)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from regulation.casework.closing import Goal
from regulation.casework.forms import STANDING, Blank, Opening, OpinionForm, Reasons
from regulation.measures.scorecard.figures import LedgerFacts, YearFacts
from regulation.vocabulary.act import Act
from regulation.words.message import say, series
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict, Text

GOALS_MAX = 30  # limits of ours, not of the Measures: the file travels with every effect
DAILY_FINDINGS_MAX = 50
JUDGED_MAX = 100


class GoalStatement(Strict):
    """What the operator says of a goal that was set the year before (R6-goals)."""

    name: Line = Field(title="目标")
    statement: Text = Field(title="完成情况说明")


class GoalJudgement(Strict):
    """Whether a goal that was set the year before was reached, as the local department judges (R6-goals)."""

    name: Line = Field(title="目标")
    reached: bool = Field(title="是否完成")
    note: Text | None = Field(default=None, title="说明")


Named = TypeVar("Named", Goal, GoalStatement, GoalJudgement)


def _once(items: tuple[Named, ...]) -> tuple[Named, ...]:
    """Refuse two of one name: nobody could tell which of them was reached."""
    names = [item.name for item in items]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnsoundError(say("目标重复：{twice}", twice=series(twice)), say("请每个目标只填一次"))
    return items


Goals = Annotated[tuple[Goal, ...], Field(max_length=GOALS_MAX), AfterValidator(_once)]
Statements = Annotated[tuple[GoalStatement, ...], Field(max_length=GOALS_MAX), AfterValidator(_once)]
GoalJudgements = Annotated[tuple[GoalJudgement, ...], Field(max_length=GOALS_MAX), AfterValidator(_once)]


class OpenSelfAssessment(Opening):
    """What a self-assessment begins with; `number` is the calendar year that is assessed (R8-self, Q23).

    `due_on` is the day before holidays move it, `previous_goals` were set for this year in the year before.
    """

    due_on: date = Field(title="应报日期")
    previous_goals: Goals = Field(default=(), title="上一年度目标")
    ledger: LedgerFacts = Field(title="台账数据")


class YearReport(Strict):
    """The operator's figures of the year, its goals for the coming one, and what became of the last (R6-goals)."""

    facts: YearFacts = Field(title="年度数据")
    goals: Goals = Field(min_length=1, title="下一年度目标")
    statements: Statements = Field(default=(), title="上一年度目标完成情况")


class OwnFacts(Strict):
    """Why the department goes ahead without the operator, and the figures that it has itself (Q23)."""

    reason: Text = Field(title="先行自评的理由")
    facts: YearFacts = Field(title="本部门掌握的年度数据")
    goals: Goals = Field(default=(), title="下一年度目标")


class FactsReturned(Strict):
    """What is wrong with the operator's figures (Q23)."""

    reason: Text = Field(title="退回理由")


class SelfSignature(Strict):
    """The department's own part: what rules cannot compute, and what it found and did in the year.

    The findings of the daily checks belong here and have no grade of their own (R3-local, Q48).
    """

    judgements: dict[Line, Decimal] = Field(max_length=JUDGED_MAX, title="由人评判的指标得分")
    goals: GoalJudgements = Field(default=(), title="上一年度目标是否完成")
    daily_findings: tuple[Text, ...] = Field(
        default=(), max_length=DAILY_FINDINGS_MAX, title="日常考核发现的问题（不单独评等）"
    )
    conditions: Text = Field(title="软硬件环境建设和扶持情况")  # R3-env, R3-support, R3-goal
    opinion: Text = Field(title="自评意见")


class SelfReport(Strict):
    """The report to the city bureau (R8-selfreport)."""

    summary: Text = Field(title="自评情况报告")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenSelfAssessment,
    Act.PROVIDE_FACTS: YearReport,
    Act.ASSESS_WITHOUT_FACTS: OwnFacts,
    Act.RETURN_FACTS: FactsReturned,
    Act.SIGN_SELF_ASSESSMENT: SelfSignature,
    Act.REPORT_SELF_ASSESSMENT: SelfReport,
    Act.VERIFY_SELF_ASSESSMENT: OpinionForm,
    Act.RETURN_SELF_ASSESSMENT: Reasons,
    Act.MARK_SELF_MISSING: Blank,
    Act.CLOSE_UNVERIFIED: Blank,
}
