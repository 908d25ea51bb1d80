"""The yearly self-assessment: its one due date, who may do what, what is computed, and when a year is missing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar, Deadline
from regulation.casework.authority import authorize
from regulation.casework.closing import Goal
from regulation.casework.deadlines import stage_deadline
from regulation.casework.entry import Entry, Outcome
from regulation.casework.fold import fold
from regulation.casework.forms import read_form
from regulation.casework.guards import check_rules
from regulation.casework.suspension import Suspension, SuspensionKind
from regulation.measures.model import Edition
from regulation.measures.scorecard.figures import FLAGS, LISTS, NUMBERS, YearFacts
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.self_assessment import RULES
from regulation.procedures.self_assessment.assessing import assess
from regulation.procedures.self_assessment.file import SelfAssessmentFile, close
from regulation.procedures.self_assessment.forms import FORMS, SelfSignature
from regulation.procedures.self_assessment.period import missing_from, unverified_from
from regulation.procedures.self_assessment.table import SELF_ASSESSMENT
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import ConditionError, FormError, NotEntitledError, RefusedError, TooEarlyError
from tests.conftest import DISTRICT, EDITION, facts

YearCase = Callable[..., SelfAssessmentFile]
NEW_YEAR = datetime(2027, 1, 1, tzinfo=CST)
GOALS = (Goal(name="入驻机构", target="20 家"), Goal(name="招聘会", target="12 场"))
WHOLE: dict[str, Any] = {
    **{name: 100 for name in NUMBERS if name in YearFacts.model_fields},
    **{name: True for name in FLAGS if name in YearFacts.model_fields},
    **dict.fromkeys(LISTS, ("服务",)),
    "support_policy": "park",
}
LEDGER = {
    "self_assessments_due": 1,
    "self_assessments_on_time": 1,
    "surveys_due": 2,
    "surveys_on_time": 2,
    "changes_before_consent": 0,
    "net_tenant_change": 1,
}
FULL_MARKS = {key: EDITION.scorecard.indicators[key].points for key in EDITION.scorecard.judged}


def at(month: int, day: int, hour: int = 10) -> datetime:
    """Give a moment of the year after the one that is assessed."""
    return datetime(2027, month, day, hour, tzinfo=CST)


@pytest.fixture
def year_case() -> YearCase:
    """Give a way to put the self-assessment of 2026 at a stage."""

    def make(stage: Stage, **changes: Any) -> SelfAssessmentFile:
        sound = {
            "id": "park/p/self-assessment/2026",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "opened_at": NEW_YEAR,
            "entered_at": NEW_YEAR,
            "year": 2026,
            "due_on": date(2027, 3, 31),
            "ledger": LEDGER,
            "year_facts": WHOLE,
        }
        return SelfAssessmentFile.model_validate({**sound, **changes})

    return make


@pytest.fixture
def due(calendar: Calendar) -> Deadline:
    """Give the yearly due date."""
    return calendar.until(NEW_YEAR, date(2027, 3, 31))


def signature(**changes: Any) -> SelfSignature:
    """Give what the department signs with full marks."""
    sound = {"judgements": FULL_MARKS, "conditions": "改造公共服务大厅", "opinion": "属实"}
    return SelfSignature.model_validate({**sound, **changes})


def check(case: SelfAssessmentFile, act: Act, form: dict[str, Any], moment: datetime = NEW_YEAR) -> None:
    """Ask the rules of an act as the local department would."""
    local = Actor(person="local", name="王所在", role=Role.LOCAL_HRSS, district=DISTRICT)
    check_rules(case, act, FORMS[act].model_validate(form), local, moment, EDITION)


def entry(case: SelfAssessmentFile, act: Act, moment: datetime, form: Any, **outcome: Any) -> Entry:
    """Give the entry of an act as the ledger has it."""
    move = SELF_ASSESSMENT.find(case.stage, act)
    assert move is not None
    return Entry(
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


def report(case: SelfAssessmentFile, moment: datetime) -> SelfAssessmentFile:
    """Let a signed self-assessment be reported."""
    told = fold(RULES, case, entry(case, Act.REPORT_SELF_ASSESSMENT, moment, {"summary": "报告"}))
    assert isinstance(told, SelfAssessmentFile)
    return told


# --- Until when ---------------------------------------------------------------------------------------------


@pytest.mark.provision("Q23")
@pytest.mark.parametrize(
    ("opened", "due_on", "last_day"),
    [
        (datetime(2027, 1, 1, tzinfo=CST), date(2027, 3, 31), date(2027, 3, 31)),
        (datetime(2029, 1, 1, tzinfo=CST), date(2029, 3, 31), date(2029, 4, 2)),  # a Saturday
    ],
)
def test_facts_assessment_and_report_share_one_due_date(
    year_case: YearCase, calendar: Calendar, opened: datetime, due_on: date, last_day: date
) -> None:
    """The last day of March, moved to a working day, whichever stage is entered when."""
    case = year_case(Stage.UNOPENED, due_on=due_on)
    first = stage_deadline(case, Stage.SELF_FACTS, opened, calendar, EDITION)

    assert first is not None
    assert last_day == first.last_day
    for stage, after in (
        (Stage.SELF_FACTS, Stage.SELF_ASSESSING),
        (Stage.SELF_ASSESSING, Stage.SELF_REPORT),
        (Stage.SELF_ASSESSING, Stage.SELF_FACTS),
    ):
        later = opened + timedelta(days=60)
        case = year_case(stage, due=first)
        assert first == stage_deadline(case, after, later, calendar, EDITION)


@pytest.mark.provision("Q55")
@pytest.mark.parametrize(
    ("opened", "last_day"),
    [
        (at(3, 2), date(2027, 3, 31)),
        (at(3, 3), date(2027, 3, 31)),
        (at(3, 4), date(2027, 4, 1)),
        (at(3, 31), date(2027, 4, 29)),
        (at(6, 1), date(2027, 6, 30)),
    ],
)
@pytest.mark.parametrize("years_before", [0, 10])
def test_a_case_opened_late_has_its_workdays_all_the_same(
    year_case: YearCase,
    calendar: Calendar,
    edition: Edition,
    opened: datetime,
    last_day: date,
    years_before: int,
) -> None:
    """The later of the yearly date and the workdays from the opening; a date long past needs no old calendar."""
    case = year_case(Stage.UNOPENED, late=True, opened_at=opened, due_on=date(2027 - years_before, 3, 31))
    found = stage_deadline(case, Stage.SELF_FACTS, opened, calendar, edition)
    least = calendar.add_workdays(opened, edition.number("self.late_workdays"))

    assert found is not None
    assert (least.last_day if years_before else last_day) == found.last_day


@pytest.mark.provision("Q55", "R8-selfreport")
@pytest.mark.parametrize(
    ("returned", "last_day"), [(at(2, 1), date(2027, 3, 31)), (at(6, 1), date(2027, 6, 30))]
)
def test_a_returned_report_has_time_to_be_put_right(
    year_case: YearCase, calendar: Calendar, edition: Edition, returned: datetime, last_day: date
) -> None:
    """Until the yearly date, and at least the workdays that a late case has."""
    case = year_case(Stage.SELF_VERIFICATION, reported_on=date(2027, 1, 20))
    found = stage_deadline(case, Stage.SELF_ASSESSING, returned, calendar, edition)

    assert found is not None
    assert last_day == found.last_day


@pytest.mark.provision("Q17")
def test_the_verification_has_workdays_of_its_own_and_an_end_has_none(
    year_case: YearCase, calendar: Calendar, edition: Edition, due: Deadline
) -> None:
    """The city bureau's period runs from the report."""
    case = year_case(Stage.SELF_REPORT, due=due)
    found = stage_deadline(case, Stage.SELF_VERIFICATION, at(3, 1), calendar, edition)

    assert found is not None
    assert edition.number("self.verify_workdays") == found.workdays
    assert stage_deadline(case, Stage.SELF_MISSING, at(6, 1), calendar, edition) is None


@pytest.mark.provision("Q24")
@pytest.mark.parametrize("stage", [Stage.SELF_FACTS, Stage.SELF_ASSESSING, Stage.SELF_REPORT])
def test_a_year_is_missing_after_the_last_workday_of_grace(
    year_case: YearCase, calendar: Calendar, edition: Edition, due: Deadline, stage: Stage
) -> None:
    """The last workday still counts as owed, the midnight that ends it no longer does."""
    since = missing_from(year_case(stage, due=due), calendar, edition)

    assert since is not None
    last = since - timedelta(seconds=1)
    assert calendar.is_workday(last.date())
    assert datetime(2027, 4, 23, tzinfo=CST) == since
    assert edition.number("self.missing_after_workdays") == calendar.workdays_between(at(3, 31), last)


@pytest.mark.provision("Q24", "Q58")
def test_a_returned_report_that_is_not_made_again_is_missing(
    year_case: YearCase, calendar: Calendar, edition: Edition, due: Deadline
) -> None:
    """It has the grace of any other from its own period; while a clock stands still, nothing is marked."""
    returned = year_case(Stage.SELF_ASSESSING, due=due, reported_on=date(2027, 1, 20))

    assert datetime(2027, 4, 23, tzinfo=CST) == missing_from(returned, calendar, edition)
    assert missing_from(year_case(Stage.SELF_FACTS), calendar, edition) is None, "its clock stands still"
    assert missing_from(year_case(Stage.SELF_VERIFICATION, due=due), calendar, edition) is None
    for act, stage in (
        (Act.MARK_SELF_MISSING, Stage.SELF_ASSESSING),
        (Act.CLOSE_UNVERIFIED, Stage.SELF_VERIFICATION),
    ):
        held = year_case(stage, due=due)
        check_rules(held, act, None, SYSTEM, due.expires_at, edition)
        for early, case in (
            (due.expires_at - timedelta(seconds=1), held),
            (due.expires_at, year_case(stage)),
        ):
            with pytest.raises(TooEarlyError):
                check_rules(case, act, None, SYSTEM, early, edition)


@pytest.mark.provision("Q24", "Q58")
def test_a_report_that_nobody_verifies_is_closed_after_its_grace(
    year_case: YearCase, calendar: Calendar, edition: Edition, due: Deadline
) -> None:
    """The last workday of grace is still the city bureau's; a stopped clock, or another stage, closes nothing."""
    since = unverified_from(year_case(Stage.SELF_VERIFICATION, due=due), calendar, edition)

    assert since is not None
    last = since - timedelta(seconds=1)
    assert edition.number("self.verify_lapse_workdays") == calendar.workdays_between(at(3, 31), last)
    assert calendar.is_workday(last.date())
    assert unverified_from(year_case(Stage.SELF_VERIFICATION), calendar, edition) is None
    assert unverified_from(year_case(Stage.SELF_REPORT, due=due), calendar, edition) is None


# --- Who, and in which order --------------------------------------------------------------------------------


@pytest.mark.provision("R8-self", "R8-selfreport", "R3-local", "R3-city", "Q23")
def test_the_department_assesses_and_reports_and_the_city_bureau_verifies(
    year_case: YearCase, actors: dict[Role, Actor]
) -> None:
    """Not the operator, not another district, and not the person who signed."""
    local, city = actors[Role.LOCAL_HRSS], actors[Role.CITY_HRSS]
    signing, verifying = year_case(Stage.SELF_ASSESSING), year_case(Stage.SELF_VERIFICATION)

    assert Stage.SELF_REPORT == authorize(local, Act.SIGN_SELF_ASSESSMENT, signing).next
    assert Stage.SELF_ASSESSED == authorize(city, Act.VERIFY_SELF_ASSESSMENT, verifying).next
    for actor in (actors[Role.OPERATOR], city, local.model_copy(update={"district": "吉林市昌邑区"})):
        with pytest.raises(NotEntitledError):
            authorize(actor, Act.SIGN_SELF_ASSESSMENT, signing)
    signed = verifying.model_copy(update={"acted": {Act.SIGN_SELF_ASSESSMENT: city.person}})
    with pytest.raises(NotEntitledError, match="双人复核"):
        authorize(city, Act.VERIFY_SELF_ASSESSMENT, signed)


@pytest.mark.provision("Q23")
@pytest.mark.parametrize(
    ("moment", "refused"), [(at(3, 15, 23), True), (at(3, 16, 0), False), (at(4, 9), False)]
)
def test_the_department_goes_ahead_alone_only_near_the_due_date(
    year_case: YearCase, due: Deadline, moment: datetime, *, refused: bool
) -> None:
    """Fifteen days before the last day, and no sooner; why is on record."""
    case = year_case(Stage.SELF_FACTS, due=due)
    form = {"reason": "运营机构未报", "facts": WHOLE}
    if refused:
        with pytest.raises(TooEarlyError, match="15 日内"):
            check(case, Act.ASSESS_WITHOUT_FACTS, form, moment)
        return
    check(case, Act.ASSESS_WITHOUT_FACTS, form, moment)
    line = Suspension(
        kind=SuspensionKind.STOP,
        at=moment,
        by="周负责",
        basis="Q58",
        reason="水灾",
        due_before=due.last_day,
        remaining=3,
    )
    stopped = case.model_copy(update={"due": None, "suspensions": (line,)})
    with pytest.raises(ConditionError, match="中止计时"):
        check(stopped, Act.ASSESS_WITHOUT_FACTS, form, moment)
    folded = fold(RULES, case, entry(case, Act.ASSESS_WITHOUT_FACTS, moment, form))

    assert isinstance(folded, SelfAssessmentFile)
    assert "运营机构未报" == folded.without_operator
    assert YearFacts.model_validate(WHOLE) == folded.year_facts


# --- Goals --------------------------------------------------------------------------------------------------


@pytest.mark.provision("R6-goals")
@pytest.mark.parametrize(
    ("named", "refused"),
    [
        (("入驻机构", "招聘会"), None),
        (("入驻机构",), "尚未逐项填写：招聘会"),
        (("入驻机构", "招聘会", "税收"), "不是上一年度确定的目标：税收"),
    ],
)
def test_every_goal_of_the_year_before_is_accounted_for_and_judged(
    year_case: YearCase, named: tuple[str, ...], refused: str | None
) -> None:
    """The operator states and the department judges each of them, and no other."""
    facts_stage = year_case(Stage.SELF_FACTS, previous_goals=GOALS)
    signing = year_case(Stage.SELF_ASSESSING, previous_goals=GOALS)
    stated = [{"name": name, "statement": "完成"} for name in named]
    judged = [{"name": name, "reached": True} for name in named]
    signed = signature(goals=judged).model_dump(mode="json")

    for case, act, form in (
        (facts_stage, Act.PROVIDE_FACTS, {"facts": WHOLE, "goals": GOALS, "statements": stated}),
        (signing, Act.SIGN_SELF_ASSESSMENT, signed),
    ):
        if refused is None:
            check(case, act, form)
        else:
            with pytest.raises(FormError, match=refused):
                check(case, act, form)


@pytest.mark.provision("R6-goals")
@pytest.mark.parametrize(
    ("goals", "complaint"),
    [
        ([], "至少填一项"),
        ([{"name": "税收", "target": "1 亿"}, {"name": "税收", "target": "2 亿"}], "目标重复：税收"),
    ],
)
def test_the_operator_sets_goals_for_the_coming_year(goals: list[Any], complaint: str) -> None:
    """At least one, and none twice."""
    with pytest.raises(FormError, match=complaint):
        read_form(Act.PROVIDE_FACTS, FORMS[Act.PROVIDE_FACTS], {"facts": {}, "goals": goals})

    assert read_form(
        Act.PROVIDE_FACTS, FORMS[Act.PROVIDE_FACTS], {"facts": {}, "goals": goals[:1] or [GOALS[0]]}
    )


@pytest.mark.provision("R6-goals")
@pytest.mark.parametrize(
    ("previous", "reached", "stated", "points"),
    [
        (GOALS, (True, True), False, "4"),
        (GOALS, (True, False), True, "3.25"),
        (GOALS, (False, False), True, "3.25"),
        ((), (), True, "4"),
        ((), (), False, "3.25"),
    ],
)
def test_goals_on_record_are_judged_and_others_stand_as_stated(
    year_case: YearCase, previous: tuple[Goal, ...], reached: tuple[bool, ...], stated: bool, points: str
) -> None:
    """Reached means all of them, as the department judges; only a year without goals on record has the statement."""
    year_facts = {**WHOLE, "goals_reached": stated}
    case = year_case(Stage.SELF_ASSESSING, previous_goals=previous, year_facts=year_facts)
    judged = [{"name": goal.name, "reached": yes} for goal, yes in zip(previous, reached, strict=True)]
    card = assess(case, signature(goals=judged), EDITION)

    assert [Decimal(points)] == [score.points for score in card.scores if score.id == "M3"]


# --- The card -----------------------------------------------------------------------------------------------


@pytest.mark.provision("R8-self", "R3-support", "R3-goal")
@pytest.mark.parametrize(
    ("year_facts", "judgements", "error", "complaint"),
    [
        (WHOLE, FULL_MARKS, None, ""),
        ({**WHOLE, "tax_cny": None}, FULL_MARKS, ConditionError, "E2 税收贡献（税收（元））"),
        (
            {**WHOLE, "policy_elements": None, "satisfaction_percent": None},
            FULL_MARKS,
            ConditionError,
            "Z4 政策要素覆盖（政策要素）；S3 入驻机构满意度（入驻机构满意度（%））",
        ),
        (WHOLE, {k: v for k, v in FULL_MARKS.items() if k != "M2"}, ConditionError, "M2 专业化运营机构"),
        (WHOLE, {**FULL_MARKS, "P2": Decimal("3.01")}, FormError, "P2：物理集中与功能分区 3.01 分不可用"),
        (WHOLE, {**FULL_MARKS, "E1": Decimal(1)}, FormError, "E1：不是由人评判的指标"),
    ],
)
def test_nobody_signs_while_an_indicator_is_open(
    year_case: YearCase,
    year_facts: dict[str, Any],
    judgements: dict[str, Decimal],
    error: type[RefusedError] | None,
    complaint: str,
) -> None:
    """What is missing is named and is not zero; what rules compute nobody judges."""
    case = year_case(Stage.SELF_ASSESSING, year_facts=year_facts)
    form = signature(judgements=judgements).model_dump(mode="json")
    if error is None:
        check(case, Act.SIGN_SELF_ASSESSMENT, form)
        return
    with pytest.raises(error) as caught:
        check(case, Act.SIGN_SELF_ASSESSMENT, form)

    assert complaint in str(caught.value)


@pytest.mark.provision("R8-self", "Q48", "R3-local", "R3-env")
def test_daily_findings_are_on_record_and_cost_nothing(year_case: YearCase) -> None:
    """The card has every indicator and adds up; what was found day by day stands beside it without a grade."""
    case = year_case(Stage.SELF_ASSESSING)
    form = signature(daily_findings=["消防通道堆物"])
    card = assess(case, form, EDITION)
    made = entry(
        case,
        Act.SIGN_SELF_ASSESSMENT,
        NEW_YEAR,
        form.model_dump(mode="json"),
        computed=card.model_dump(mode="json"),
    )
    signed = fold(RULES, case, Entry.model_validate_json(made.model_dump_json()))

    assert isinstance(signed, SelfAssessmentFile)
    assert card == signed.assessment == assess(case, signature(), EDITION)
    assert list(EDITION.scorecard.indicators) == [score.id for score in card.scores]
    assert card.total == sum(card.dimensions.values()) == sum(s.points or 0 for s in card.scores)
    assert signed.signature is not None
    assert ("消防通道堆物",) == signed.signature.daily_findings


# --- What becomes of it -------------------------------------------------------------------------------------


@pytest.mark.provision("R8-selfreport", "Q23")
@pytest.mark.parametrize(
    ("moment", "on_time"),
    [(datetime(2027, 3, 31, 23, 59, 59, tzinfo=CST), True), (datetime(2027, 4, 1, tzinfo=CST), False)],
)
def test_a_report_is_on_time_until_the_last_day_ends(
    year_case: YearCase, due: Deadline, moment: datetime, *, on_time: bool
) -> None:
    """The first report decides; one that is returned and reported again stays what it was."""
    told = report(year_case(Stage.SELF_REPORT, due=due), moment)
    again = report(
        told.model_copy(update={"stage": Stage.SELF_REPORT, "due": due}), moment + timedelta(days=90)
    )

    stopped = report(year_case(Stage.SELF_REPORT), moment)

    assert (moment.date(), on_time) == (told.reported_on, told.on_time)
    assert stopped.on_time
    assert (moment.date(), on_time) == (again.reported_on, again.on_time)


@pytest.mark.provision("R3-city")
def test_a_report_is_returned_for_reasons_that_have_a_basis(year_case: YearCase) -> None:
    """A reason that cites nothing of the edition is refused; one that does is kept."""
    case = year_case(Stage.SELF_VERIFICATION)
    with pytest.raises(FormError, match="R99-none"):
        check(case, Act.RETURN_SELF_ASSESSMENT, {"reasons": ["数据不符"], "provisions": ["R99-none"]})
    form = {"reasons": ["数据不符"], "provisions": ["R8-self"]}
    check(case, Act.RETURN_SELF_ASSESSMENT, form)
    returned = fold(RULES, case, entry(case, Act.RETURN_SELF_ASSESSMENT, at(4, 1), form))

    assert (Stage.SELF_ASSESSING, (("R8-self", "数据不符"),)) == (returned.stage, returned.reasons)


@pytest.mark.provision("R8-self", "Q24", "R6-goals")
def test_the_park_keeps_one_record_of_a_year(year_case: YearCase) -> None:
    """A verified year has its score, a missing one has none and was not on time; both keep the goals set."""
    card = assess(year_case(Stage.SELF_ASSESSING), signature(), EDITION)
    verified = close(year_case(Stage.SELF_ASSESSED, assessment=card, on_time=True, goals=GOALS))
    signed = year_case(Stage.SELF_REPORT, assessment=card, goals=GOALS)
    missing = fold(RULES, signed, entry(signed, Act.MARK_SELF_MISSING, at(4, 22), {}))
    assert isinstance(missing, SelfAssessmentFile)
    record = close(missing).self_record

    assert verified.self_record is not None
    assert (2026, card.total, True, GOALS, False) == tuple(dict(verified.self_record).values())
    assert record is not None
    assert (2026, None, False, GOALS, False) == tuple(dict(record).values())
    assert (True, False) == (record.missing, verified.self_record.missing)
    reported = year_case(
        Stage.SELF_VERIFICATION, assessment=card, goals=GOALS, on_time=True, reported_on=date(2027, 3, 1)
    )
    silent = fold(RULES, reported, entry(reported, Act.CLOSE_UNVERIFIED, at(9, 1), {}))
    assert isinstance(silent, SelfAssessmentFile)
    unverified = close(silent).self_record
    assert unverified is not None
    assert (2026, None, True, GOALS, True) == tuple(dict(unverified).values())
    assert not unverified.missing, "it was reported: it neither counts nor is missing"
    assert close(year_case(Stage.LAPSED)).self_record is None
