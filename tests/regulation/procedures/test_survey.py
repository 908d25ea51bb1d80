"""The regular survey: what rules raise, how findings are numbered and followed up, and when a survey ends."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar, Deadline
from regulation.casework.authority import authorize
from regulation.casework.closing import Finding
from regulation.casework.deadlines import stage_deadline
from regulation.casework.entry import Entry, Outcome
from regulation.casework.fold import fold
from regulation.casework.guards import check_rules
from regulation.casework.tasks import open_tasks
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.survey import RULES
from regulation.procedures.survey.file import SurveyFile, close
from regulation.procedures.survey.findings import breaches, findings_of
from regulation.procedures.survey.forms import FORMS, SurveyRecord
from regulation.procedures.survey.guards import FINDINGS_MAX
from regulation.procedures.survey.table import SURVEY
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    TooEarlyError,
)
from tests.conftest import DISTRICT, EDITION, facts

SurveyCase = Callable[..., SurveyFile]
OPENED = datetime(2027, 3, 1, 9, tzinfo=CST)
NEXT = date(2027, 9, 1)
AREA = Finding(
    id=205,
    text="园区建筑总面积低于 2000 平方米。",
    basis="R4.2c-area",
    found_on=date(2026, 9, 8),
    addressed="正在扩建",
)
SIGN = Finding(id=203, text="指示标识不全", basis="R6-manage", found_on=date(2026, 9, 8))


def record(**changes: Any) -> SurveyRecord:
    """Give the record of a survey that finds nothing."""
    sound = {
        "surveyed_on": date(2027, 3, 3),
        "running": "运行平稳",
        "area_m2": Decimal(2000),
        "firms": 10,
        "coordination_body": True,
        "staff_full_time": 1,
        "staff_part_time": 0,
        "management_rules": True,
        "powers_list": True,
        "policies": "房租补贴已兑现",
        "policies_delivered": True,
    }
    return SurveyRecord.model_validate({**sound, **changes})


@pytest.fixture
def survey_case() -> SurveyCase:
    """Give a way to put the third survey of a park at a stage."""

    def make(stage: Stage, **changes: Any) -> SurveyFile:
        sound = {
            "id": "park/p/survey/3",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "opened_at": OPENED,
            "entered_at": OPENED,
            "number": 3,
            "next_on": NEXT,
        }
        return SurveyFile.model_validate({**sound, **changes})

    return make


def check(case: SurveyFile, act: Act, form: dict[str, Any], moment: datetime = OPENED) -> None:
    """Ask the rules of an act as the local department would."""
    local = Actor(person="local", name="王所在", role=Role.LOCAL_HRSS, district=DISTRICT)
    check_rules(case, act, FORMS[act].model_validate(form), local, moment, EDITION)


def take(
    case: SurveyFile, act: Act, form: dict[str, Any], moment: datetime = OPENED, **outcome: Any
) -> SurveyFile:
    """Let an act be folded into the file as the ledger has it."""
    move = SURVEY.find(case.stage, act)
    assert move is not None
    entry = Entry(
        case=case.id,
        seq=case.seq + 1,
        stage=case.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=moment,
        actor=SYSTEM,
        key="k",
        form=form,
        outcome=Outcome.model_validate(outcome),
    )
    folded = fold(RULES, case, Entry.model_validate_json(entry.model_dump_json()))
    assert isinstance(folded, SurveyFile)
    return folded


def recorded(case: SurveyFile, survey: SurveyRecord, on: date = date(2027, 3, 4)) -> SurveyFile:
    """Let a survey be recorded with what it found."""
    found = findings_of(case, survey, on, EDITION)
    return take(
        case, Act.RECORD_SURVEY, survey.model_dump(mode="json"), computed=found.model_dump(mode="json")
    )


# --- What rules raise ---------------------------------------------------------------------------------------


@pytest.mark.provision("R4.2c-area", "R4.3b-count", "R6-body", "R6-staff", "R6-rules", "R6-powers")
@pytest.mark.provision("R6-policy", "R6-survey", "Q19")
@pytest.mark.parametrize(
    ("changes", "raised"),
    [
        ({}, ()),
        ({"area_m2": Decimal("1999.99")}, ("R4.2c-area",)),
        ({"firms": 9}, ("R4.3b-count",)),
        ({"coordination_body": False}, ("R6-body",)),
        ({"staff_full_time": 0}, ("R6-staff",)),
        ({"staff_full_time": 0, "staff_part_time": 1}, ()),
        ({"management_rules": False}, ("R6-rules",)),
        ({"powers_list": False}, ("R6-powers",)),
        ({"policies_delivered": False}, ("R6-policy",)),
        ({"firms": 0, "area_m2": Decimal(0)}, ("R4.2c-area", "R4.3b-count")),
    ],
)
def test_a_breach_is_raised_by_rule_on_one_side_of_its_mark(
    changes: dict[str, Any], raised: tuple[str, ...]
) -> None:
    """The record that just meets every mark raises nothing; each shortfall raises its own provision."""
    assert raised == tuple(problem.basis for problem in breaches(record(**changes), EDITION))


@pytest.mark.provision("R6-body", "Q19")
@pytest.mark.parametrize(("required", "words"), [(False, "一般应设立"), (True, "须设立")])
def test_a_missing_body_is_a_finding_in_the_words_of_the_edition(*, required: bool, words: str) -> None:
    """Softly or strictly, as the edition reads it."""
    body = EDITION.parameters["body.required"].model_copy(update={"value": required})
    strict = EDITION.model_copy(update={"parameters": {**EDITION.parameters, "body.required": body}})
    found = [problem.text for problem in breaches(record(coordination_body=False), strict)]

    assert [f"未设立管理协调机构（{words}）。"] == found


# --- Numbers ------------------------------------------------------------------------------------------------


@pytest.mark.provision("R6-survey")
def test_new_findings_are_numbered_beside_those_carried_in(survey_case: SurveyCase) -> None:
    """Breaches first, then what people saw, once each; what was carried in keeps number, text and first day."""
    problems = [{"text": "消防通道堆物", "basis": "R6-manage"}] * 2
    case = recorded(survey_case(Stage.SURVEY_FIELD, findings=(SIGN,)), record(firms=9, problems=problems))

    assert [(203, "指示标识不全", date(2026, 9, 8))] == [
        (f.id, f.text, f.found_on) for f in case.findings if f.id < 300
    ]
    assert [
        (301, "入驻经营性机构不足 10 家。", "R4.3b-count", date(2027, 3, 4)),
        (302, "消防通道堆物", "R6-manage", date(2027, 3, 4)),
    ] == [(f.id, f.text, f.basis, f.found_on) for f in case.findings if f.id > 300]


@pytest.mark.provision("R6-survey", "R4.2c-area")
@pytest.mark.parametrize(("area", "addressed"), [("1500", None), ("2000", "正在扩建")])
def test_a_breach_that_persists_is_the_same_finding_and_waits_again(
    survey_case: SurveyCase, area: str, addressed: str | None
) -> None:
    """It is not found twice, and what was done did not help; one that is gone waits for the city bureau."""
    case = recorded(survey_case(Stage.SURVEY_FIELD, findings=(AREA,)), record(area_m2=area))

    assert [(205, date(2026, 9, 8), addressed)] == [(f.id, f.found_on, f.addressed) for f in case.findings]


@pytest.mark.provision("R4.2c-area")
def test_a_breach_that_was_closed_is_found_anew(survey_case: SurveyCase) -> None:
    """A closed finding does not hide a new one."""
    closed = AREA.model_copy(update={"closed_on": date(2027, 3, 1)})
    case = recorded(survey_case(Stage.SURVEY_FIELD, findings=(closed,)), record(area_m2=Decimal(1500)))

    assert [301] == [finding.id for finding in case.open_findings]


# --- Guards -------------------------------------------------------------------------------------------------


@pytest.mark.provision("R6-survey")
@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"surveyed_on": date(2027, 3, 1)}, None),
        ({"surveyed_on": date(2027, 3, 2)}, "尚未到来"),
        ({"surveyed_on": date(2027, 2, 28)}, "早于本期调研启动之日"),
        ({"problems": [{"text": "漏水", "basis": "Q18"}]}, None),
        ({"problems": [{"text": "漏水", "basis": "R6-water"}]}, "不存在的条款：R6-water"),
    ],
)
def test_a_record_is_of_the_past_and_cites_the_edition(
    survey_case: SurveyCase, changes: dict[str, Any], complaint: str | None
) -> None:
    """Today at the latest, and not before the survey opened; a problem rests on a provision or reading that there is."""
    case = survey_case(Stage.SURVEY_FIELD)
    form = record(**{"surveyed_on": date(2027, 3, 1), **changes}).model_dump()
    if complaint is None:
        check(case, Act.RECORD_SURVEY, form)
        return
    with pytest.raises(FormError, match=complaint):
        check(case, Act.RECORD_SURVEY, form)


@pytest.mark.provision("R6-survey")
def test_problems_are_bounded_and_breaches_are_not(survey_case: SurveyCase) -> None:
    """The last place may be filled, one more may not; a survey without listed problems is always taken."""
    many = tuple(SIGN.model_copy(update={"id": n}) for n in range(1, FINDINGS_MAX + 1))
    form = record(
        surveyed_on=date(2027, 3, 1), firms=0, problems=[{"text": "漏水", "basis": "Q18"}]
    ).model_dump()
    check(survey_case(Stage.SURVEY_FIELD, findings=many[1:]), Act.RECORD_SURVEY, form)
    more = AREA.model_copy(update={"id": FINDINGS_MAX + 1})
    full = survey_case(Stage.SURVEY_FIELD, findings=(*many, more))
    check(full, Act.RECORD_SURVEY, {**form, "problems": ()})
    for findings in (many, (*many, more)):
        with pytest.raises(FormError, match="请合并同类问题"):
            check(survey_case(Stage.SURVEY_FIELD, findings=findings), Act.RECORD_SURVEY, form)


@pytest.mark.provision("R6-report", "R6-manage")
@pytest.mark.parametrize(
    ("act", "extra"), [(Act.ADDRESS_FINDING, {"done": "已改"}), (Act.CLOSE_FINDING, {"reasons": "核实"})]
)
def test_only_an_open_finding_is_followed_up(
    survey_case: SurveyCase, act: Act, extra: dict[str, str]
) -> None:
    """An unknown number is refused with those that are known, a closed one with its day."""
    closed = AREA.model_copy(update={"closed_on": date(2027, 4, 1)})
    case = survey_case(Stage.SURVEY_FOLLOW_UP, findings=(SIGN, closed))
    check(case, act, {"finding": 203, **extra})
    with pytest.raises(FormError, match="未销号问题：203"):
        check(case, act, {"finding": 9, **extra})
    with pytest.raises(AlreadyDoneError, match="2027年4月1日销号"):
        check(case, act, {"finding": 205, **extra})


@pytest.mark.provision("R6-survey")
def test_a_survey_closes_when_nothing_is_open_and_is_carried_over_when_something_is(
    survey_case: SurveyCase,
) -> None:
    """One open finding holds it; none, or only closed ones, do not."""
    closed = SIGN.model_copy(update={"closed_on": date(2027, 4, 1)})
    for findings in ((), (closed,)):
        case = survey_case(Stage.SURVEY_FOLLOW_UP, findings=findings)
        check_rules(case, Act.CLOSE_SURVEY, None, SYSTEM, OPENED, EDITION)
    case = survey_case(Stage.SURVEY_FOLLOW_UP, findings=(closed, AREA))
    with pytest.raises(ConditionError, match="1 个问题"):
        check_rules(case, Act.CLOSE_SURVEY, None, SYSTEM, OPENED, EDITION)
    empty = survey_case(Stage.SURVEY_FOLLOW_UP, findings=(closed,))
    check_rules(case, Act.CARRY_FINDINGS_OVER, None, SYSTEM, empty.ends_at, EDITION)
    with pytest.raises(ConditionError, match="没有未销号的问题"):
        check_rules(empty, Act.CARRY_FINDINGS_OVER, None, SYSTEM, empty.ends_at, EDITION)


@pytest.mark.provision("Q18")
@pytest.mark.parametrize(
    ("stage", "act"),
    [
        (Stage.SURVEY_FIELD, Act.MARK_SURVEY_MISSED),
        (Stage.SURVEY_REPORT, Act.MARK_SURVEY_MISSED),
        (Stage.SURVEY_FOLLOW_UP, Act.CARRY_FINDINGS_OVER),
    ],
)
def test_a_survey_gives_way_on_the_day_of_the_next(survey_case: SurveyCase, stage: Stage, act: Act) -> None:
    """Not a second before that day begins in China."""
    case = survey_case(stage, findings=(SIGN,))
    midnight = datetime(2027, 9, 1, tzinfo=CST)

    assert midnight == case.ends_at
    check_rules(case, act, None, SYSTEM, midnight, EDITION)
    with pytest.raises(TooEarlyError, match="2027年9月1日"):
        check_rules(case, act, None, SYSTEM, midnight - timedelta(seconds=1), EDITION)


# --- Periods, tasks and what the park keeps -----------------------------------------------------------------


@pytest.mark.provision("Q18", "R6-survey")
def test_survey_and_report_have_their_workdays_and_the_follow_up_has_none(
    survey_case: SurveyCase, calendar: Calendar, edition: Edition
) -> None:
    """The follow-up ends with the period of the survey itself."""
    found = {
        stage: stage_deadline(survey_case(Stage.UNOPENED), stage, OPENED, calendar, edition)
        for stage in (Stage.SURVEY_FIELD, Stage.SURVEY_REPORT, Stage.SURVEY_FOLLOW_UP)
    }
    workdays = [due.workdays if due else None for due in found.values()]

    assert [
        edition.number("survey.field_workdays"),
        edition.number("survey.report_workdays"),
        None,
    ] == workdays


@pytest.mark.provision("R6-report", "Q18")
@pytest.mark.parametrize(("late", "on_time"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_report_is_on_time_within_its_workdays(
    survey_case: SurveyCase, calendar: Calendar, edition: Edition, late: timedelta, *, on_time: bool
) -> None:
    """The last day counts in full; who never reported is not on time."""
    due = calendar.add_workdays(OPENED, edition.number("survey.report_workdays"))
    case = survey_case(Stage.SURVEY_REPORT, due=due)
    told = take(case, Act.REPORT_SURVEY, {"summary": "报告"}, due.expires_at + late)

    assert on_time == close(told).on_time
    stopped = case.model_copy(update={"due": None})
    assert close(take(stopped, Act.REPORT_SURVEY, {"summary": "报告"}, due.expires_at)).on_time
    assert not close(survey_case(Stage.SURVEY_MISSED)).on_time


@pytest.mark.provision("R6-manage", "R6-report")
def test_a_finding_waits_for_the_park_and_then_for_the_city_bureau(
    survey_case: SurveyCase, actors: dict[Role, Actor]
) -> None:
    """Operator or local department say what was done, the city bureau closes; then it waits for nobody."""
    case = survey_case(Stage.SURVEY_FOLLOW_UP, findings=(SIGN,))

    def waiting() -> list[tuple[Role, tuple[Act, ...]]]:
        return [(task.role, task.acts) for task in open_tasks(case)]

    address, closing = (Act.ADDRESS_FINDING,), (Act.CLOSE_FINDING,)
    assert [(Role.OPERATOR, address), (Role.LOCAL_HRSS, address)] == waiting()
    with pytest.raises(NotEntitledError):
        authorize(actors[Role.LOCAL_HRSS], Act.CLOSE_FINDING, case)
    case = take(case, Act.ADDRESS_FINDING, {"finding": 203, "done": "已更换标识"})
    assert [(Role.CITY_HRSS, closing)] == waiting()
    case = take(
        case, Act.CLOSE_FINDING, {"finding": 203, "reasons": "现场核实"}, datetime(2027, 4, 1, tzinfo=CST)
    )
    assert [] == waiting()
    assert date(2027, 4, 1) == case.findings[0].closed_on


@pytest.mark.provision("R6-survey", "Q18")
@pytest.mark.parametrize("stage", [Stage.SURVEY_CARRIED_OVER, Stage.SURVEY_MISSED])
def test_the_park_keeps_what_is_open(survey_case: SurveyCase, stage: Stage) -> None:
    """Carried over or missed: open findings go on as they are, closed ones do not."""
    closed = SIGN.model_copy(update={"closed_on": date(2027, 4, 1)})

    assert (AREA,) == close(survey_case(stage, findings=(closed, AREA))).findings


@pytest.mark.provision("Q55", "Q18")
@pytest.mark.parametrize(
    ("late", "days", "excused"), [(True, 0, False), (True, 1, True), (False, 1, False), (True, None, True)]
)
def test_a_late_survey_that_the_next_one_cuts_short_is_excused(
    survey_case: SurveyCase, *, late: bool, days: int | None, excused: bool
) -> None:
    """Its workdays ended with the period: it was missed; a day more, or with its clock stopped: nobody could do it."""
    ends = datetime.combine(NEXT, time.min, CST)
    due = None
    if days is not None:
        last = NEXT + timedelta(days=days - 1)
        due = Deadline(
            started_on=OPENED.date(),
            last_day=last,
            expires_at=ends + timedelta(days=days),
            workdays=20,
            skipped=(),
            calendar="weekdays",
            provisional=False,
        )
    case = survey_case(Stage.SURVEY_FIELD, late=late, due=due)
    missed = take(case, Act.MARK_SURVEY_MISSED, {}, ends)

    assert (excused, False) == (close(missed).excused, close(missed).on_time)
