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
from regulation.words.message import say, series
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
            act,
            say(
                "「surveyed_on」{surveyed_on}早于本期调研启动之日{opened_on}",
                surveyed_on=form.surveyed_on,
                opened_on=opened_on,
            ),
            say("请填写本期调研的日期。"),
        )
    if form.surveyed_on > local_day(at):
        raise FormError(
            act,
            say("「surveyed_on」{surveyed_on}尚未到来", surveyed_on=form.surveyed_on),
            say("请在调研之后记录。"),
        )


def problems_have_a_basis(
    _: SurveyFile, form: forms.SurveyRecord, __: Actor, ___: datetime, edition: Edition, act: Act
) -> None:
    """Every problem touches a provision or reading of this edition: no basis, no act."""
    unknown = sorted({problem.basis for problem in form.problems if not edition.has(problem.basis)})
    if unknown:
        raise FormError(
            act,
            say("「problems」不存在的条款：{unknown}", unknown=series(unknown)),
            say("请引用条款编号，如 R6-rules。"),
        )


def findings_stay_few(
    case: SurveyFile, form: forms.SurveyRecord, _: Actor, __: datetime, ___: Edition, act: Act
) -> None:
    """New problems find room beside the open ones; breaches that rules raise are never turned away."""
    open_now = len(case.open_findings)
    if form.problems and open_now + len(form.problems) > FINDINGS_MAX:
        raise FormError(
            act,
            say(
                "「problems」未销号问题 {unclosed} 个，再加 {more} 个，超过 {most} 个",
                unclosed=open_now,
                more=len(form.problems),
                most=FINDINGS_MAX,
            ),
            say("请合并同类问题。"),
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
        known = [finding.id for finding in case.open_findings]
        raise FormError(
            act,
            say("「finding」没有编号为 {finding} 的问题", finding=form.finding),
            say("未销号问题：{known}。", known=series(known) if known else say("无")),
        )
    if found.closed_on is not None:
        raise AlreadyDoneError(
            act,
            say("问题 {finding} 已于{closed_on}销号", finding=form.finding, closed_on=found.closed_on),
            say("请刷新后查看其余问题。"),
        )


def nothing_is_open(case: SurveyFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """The survey ends when its last finding is closed (R6-survey)."""
    if case.open_findings:
        raise ConditionError(
            act,
            say("尚有 {unclosed} 个问题未销号", unclosed=len(case.open_findings)),
            say("请继续跟进整改。"),
        )


def something_is_open(case: SurveyFile, _: Any, __: Actor, ___: datetime, ____: Edition, act: Act) -> None:
    """Only what is open is carried over: a survey whose last finding was just closed is closed itself."""
    if not case.open_findings:
        raise ConditionError(act, say("没有未销号的问题"), say("本期调研应予办结。"))


def next_survey_opens(case: SurveyFile, _: Any, __: Actor, at: datetime, ___: Edition, act: Act) -> None:
    """A survey gives way on the day on which the next one opens, and not before (Q18)."""
    if at < case.ends_at:
        raise TooEarlyError(
            act,
            say("下一期调研于{next_on}启动（Q18）", next_on=case.next_on),
            say("请在此之前办结本期调研。"),
        )


GUARDS: dict[Act, tuple[Guard, ...]] = {
    Act.RECORD_SURVEY: (survey_took_place, problems_have_a_basis, findings_stay_few),
    Act.ADDRESS_FINDING: (finding_is_open,),
    Act.CLOSE_FINDING: (finding_is_open,),
    Act.CLOSE_SURVEY: (nothing_is_open,),
    Act.MARK_SURVEY_MISSED: (next_survey_opens,),
    Act.CARRY_FINDINGS_OVER: (next_survey_opens, something_is_open),
}
