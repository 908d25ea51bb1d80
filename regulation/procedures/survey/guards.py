"""When an act of the survey is out of order although its person is right (Article 6)."""

from datetime import datetime
from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.rules import Guard
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.survey import forms
from regulation.procedures.survey.file import SurveyFile
from regulation.vocabulary.act import Act
from regulation.words.refusals import AlreadyDoneError, ConditionError, FormError, TooEarlyError

# A limit of ours, not of the Measures: the case file travels with every effect and must stay small.
FINDINGS_MAX = 100


def survey_took_place(
    case: SurveyFile, form: forms.SurveyRecord, _: Actor, at: datetime, __: Edition, act: Act
) -> None:
    """A survey takes place once it has opened, and is recorded after that."""
    assert case.opened_at is not None
    opened_on = local_day(case.opened_at)
    if form.surveyed_on < opened_on:
        raise FormError(
            act.zh,
            f"「surveyed_on」{form.surveyed_on} 早于本期调研启动之日 {opened_on}",
            "请填写本期调研的日期。",
        )
    if form.surveyed_on > local_day(at):
        raise FormError(act.zh, f"「surveyed_on」{form.surveyed_on} 尚未到来", "请在调研之后记录。")


def problems_have_a_basis(
    _: SurveyFile, form: forms.SurveyRecord, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """Every problem touches a provision or reading of this edition: no basis, no act."""
    unknown = sorted({problem.basis for problem in form.problems if not edition.has(problem.basis)})
    if unknown:
        raise FormError(
            act.zh, f"「problems」不存在的条款：{'、'.join(unknown)}", "请引用条款编号，如 R6-rules。"
        )


def findings_stay_few(
    case: SurveyFile, form: forms.SurveyRecord, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """New problems find room beside the open ones; breaches that rules raise are never turned away."""
    open_now = len(case.open_findings)
    if form.problems and open_now + len(form.problems) > FINDINGS_MAX:
        raise FormError(
            act.zh,
            f"「problems」未销号问题 {open_now} 个，再加 {len(form.problems)} 个，超过 {FINDINGS_MAX} 个",
            "请合并同类问题。",
        )


def finding_is_open(
    case: SurveyFile,
    form: forms.FindingAddressed | forms.FindingClosed,
    _: Actor,
    __: datetime,
    ___: Edition,
    act: Act,
) -> None:
    """Only a finding that is there and open is followed up."""
    found = next((finding for finding in case.findings if finding.id == form.finding), None)
    if found is None:
        known = "、".join(str(finding.id) for finding in case.open_findings)
        raise FormError(act.zh, f"「finding」没有编号为 {form.finding} 的问题", f"未销号问题：{known}。")
    if found.closed_on is not None:
        raise AlreadyDoneError(
            act.zh, f"问题 {form.finding} 已于 {found.closed_on} 销号", "请刷新后查看其余问题。"
        )


def nothing_is_open(case: SurveyFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """The survey ends when its last finding is closed (R6-survey)."""
    if case.open_findings:
        raise ConditionError(act.zh, f"尚有 {len(case.open_findings)} 个问题未销号", "请继续跟进整改。")


def something_is_open(case: SurveyFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Only what is open is carried over: a survey whose last finding was just closed is closed itself."""
    if not case.open_findings:
        raise ConditionError(act.zh, "没有未销号的问题", "本期调研应予办结。")


def next_survey_opens(case: SurveyFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """A survey gives way on the day on which the next one opens, and not before (Q18)."""
    if at < case.ends_at:
        raise TooEarlyError(act.zh, f"下一期调研于 {case.next_on} 启动（Q18）", "请在此之前办结本期调研。")


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.RECORD_SURVEY: (survey_took_place, problems_have_a_basis, findings_stay_few),
    Act.ADDRESS_FINDING: (finding_is_open,),
    Act.CLOSE_FINDING: (finding_is_open,),
    Act.CLOSE_SURVEY: (nothing_is_open,),
    Act.MARK_SURVEY_MISSED: (next_survey_opens,),
    Act.CARRY_FINDINGS_OVER: (next_survey_opens, something_is_open),
}
