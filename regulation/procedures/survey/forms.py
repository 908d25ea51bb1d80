"""What is filled in for the acts of a survey (Article 6)."""

from datetime import date

from pydantic import Field

from regulation.casework.closing import Finding
from regulation.casework.forms import STANDING, Blank, Opening
from regulation.measures.scorecard.figures import Area, Count
from regulation.vocabulary.act import Act
from regulation.words.values import Line, Strict, Text

PROBLEMS_MAX = 30  # limits of ours, not of the Measures: the file travels with every effect
CARRIED_MAX = 200


class OpenSurvey(Opening):
    """What the n-th survey of a park begins with (R6-survey, Q18).

    `next_on` is the day on which the next one opens, `carried` are the findings that the last one left open.
    """

    next_on: date = Field(title="下次调研日期")
    carried: tuple[Finding, ...] = Field(default=(), max_length=CARRIED_MAX, title="转入问题")


class Problem(Strict):
    """A problem that the surveyors saw, and the provision or reading that it touches (R6-survey)."""

    text: Text = Field(title="问题")
    basis: Line = Field(title="依据条款编号")


class SurveyRecord(Strict):
    """How the park runs and what its problems are (R6-survey): figures that rules compare, and words.

    `firms` are counted as the condition counts them (Q05). Rules raise what they can see by themselves; what
    they cannot is listed under `problems`.
    """

    surveyed_on: date = Field(title="调研日期")
    running: Text = Field(title="运行情况")
    area_m2: Area = Field(title="园区建筑总面积（平方米）")
    firms: Count = Field(title="入驻经营性机构数（家）")
    coordination_body: bool = Field(title="是否设立管理协调机构")
    staff_full_time: Count = Field(title="专职人员（人）")
    staff_part_time: Count = Field(title="兼职人员（人）")
    management_rules: bool = Field(title="是否建立日常管理和运营制度")
    powers_list: bool = Field(title="是否明确权责办法")
    policies: Text = Field(title="政策措施落实情况")
    policies_delivered: bool = Field(title="政策措施是否及时落实")
    problems: tuple[Problem, ...] = Field(default=(), max_length=PROBLEMS_MAX, title="发现的其他问题")


class SurveyReport(Strict):
    """The report to the city bureau (R6-report)."""

    summary: Text = Field(title="调研情况报告")


class FindingAddressed(Strict):
    """What was done about a finding (R6-manage)."""

    finding: int = Field(ge=1, title="问题编号")
    done: Text = Field(title="整改情况")


class FindingClosed(Strict):
    """Why a finding is closed (R6-report)."""

    finding: int = Field(ge=1, title="问题编号")
    reasons: Text = Field(title="销号理由")


FORMS: dict[Act, type[Strict]] = {
    **STANDING,
    Act.OPEN: OpenSurvey,
    Act.RECORD_SURVEY: SurveyRecord,
    Act.REPORT_SURVEY: SurveyReport,
    Act.ADDRESS_FINDING: FindingAddressed,
    Act.CLOSE_FINDING: FindingClosed,
    Act.CLOSE_SURVEY: Blank,
    Act.MARK_SURVEY_MISSED: Blank,
    Act.CARRY_FINDINGS_OVER: Blank,
}
