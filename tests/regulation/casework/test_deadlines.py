"""When things are due: the accounts of days, the clock that stands still, and the reminders."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.deadlines import reminders, stage_deadline, used_workdays
from regulation.casework.file import CaseFile
from regulation.casework.tasks import open_tasks
from regulation.measures.model import Edition
from regulation.procedures.application.table import CLOCKS
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

CaseAt = Callable[..., CaseFile]
MONDAY = datetime(2026, 3, 2, 10, tzinfo=CST)


def allowed(case: CaseFile, stage: Stage, calendar: Calendar, edition: Edition, at: datetime = MONDAY) -> int:
    """Give how many workdays a stage has when it is entered now."""
    due = stage_deadline(case, stage, at, calendar, edition)
    assert due is not None
    return due.workdays


@pytest.mark.provision("Q17")
@pytest.mark.parametrize(
    ("left_on", "used", "rest"), [(2, 0, 20), (3, 1, 19), (6, 4, 16), (8, 4, 16), (30, 20, 1), (31, 21, 1)]
)
def test_review_and_recommendation_share_the_local_period(
    case_at: CaseAt, calendar: Calendar, edition: Edition, left_on: int, used: int, rest: int
) -> None:
    """What the examination has used, the recommendation no longer has; the first day does not count."""
    case = case_at(Stage.LOCAL_REVIEW, entered_at=MONDAY)
    at = MONDAY.replace(day=left_on)

    assert used == used_workdays(case, at, calendar)
    assert rest == allowed(case, Stage.RECOMMENDATION, calendar, edition, at)


@pytest.mark.provision("Q17", "Q09")
def test_the_clock_stands_still_while_the_other_side_answers(
    case_at: CaseAt, calendar: Calendar, edition: Edition
) -> None:
    """The supplement has its own period, uses nothing of the account, and the examination goes on with its rest."""
    used = {"local": 4, "city": 3}
    later = MONDAY + timedelta(days=60)
    for stage, back, rest in (
        (Stage.LOCAL_SUPPLEMENT, Stage.LOCAL_REVIEW, 16),
        (Stage.CITY_SUPPLEMENT, Stage.PANEL_FORMATION, 42),
    ):
        case = case_at(stage, entered_at=MONDAY, used_workdays=used)
        assert 15 == allowed(case, stage, calendar, edition)
        assert 0 == used_workdays(case, later, calendar)
        assert rest == allowed(case, back, calendar, edition, later)


@pytest.mark.provision("Q17", "Q09")
@pytest.mark.parametrize(("used", "days"), [(0, 5), (40, 5), (41, 4), (44, 1), (45, 1), (99, 1)])
def test_the_check_has_its_days_while_the_account_has_them(
    case_at: CaseAt, calendar: Calendar, edition: Edition, used: int, days: int
) -> None:
    """Acceptance has five days or what is left, and never less than one."""
    case = case_at(Stage.SUBMISSION, used_workdays={"city": used})

    assert days == allowed(case, Stage.ACCEPTANCE, calendar, edition)


@pytest.mark.provision("Q17")
def test_an_extension_adds_to_the_city_and_to_nobody_else(
    case_at: CaseAt, calendar: Calendar, edition: Edition
) -> None:
    """45 days become 60; the local period stays, and so does that of the panel."""
    used = {"city": 10, "local": 5}
    for stage, before, after in (
        (Stage.PANEL_FORMATION, 35, 50),
        (Stage.LOCAL_REVIEW, 15, 15),
        (Stage.EXPERT_REVIEW, 20, 20),
    ):
        plain = case_at(Stage.UNOPENED, used_workdays=used)
        extended = case_at(Stage.UNOPENED, used_workdays=used, extended=True)
        assert before == allowed(plain, stage, calendar, edition)
        assert after == allowed(extended, stage, calendar, edition)


def test_a_stage_without_a_period_has_no_due_date(
    case_at: CaseAt, calendar: Calendar, edition: Edition
) -> None:
    """The Measures set no period for the operator's preparing, the government's applying, the ends."""
    for stage in Stage:
        due = stage_deadline(case_at(Stage.UNOPENED), stage, MONDAY, calendar, edition)
        assert (stage in CLOCKS) == (due is not None)


@pytest.mark.provision("Q53")
def test_reminders_come_before_on_and_after_and_then_go_up(
    case_at: CaseAt, calendar: Calendar, edition: Edition
) -> None:
    """Three days before, on the day, five after to the one who is late; ten and twenty after to the role above."""
    case = case_at(Stage.LOCAL_REVIEW, due=calendar.add_workdays(MONDAY, 10))
    plan = reminders(case, open_tasks(case), calendar, edition)

    expected = [
        ("before", date(2026, 3, 11), Role.LOCAL_HRSS),
        ("due", date(2026, 3, 16), Role.LOCAL_HRSS),
        ("after", date(2026, 3, 23), Role.LOCAL_HRSS),
        ("escalated", date(2026, 3, 30), Role.CITY_HRSS),
        ("escalated", date(2026, 4, 14), Role.CITY_HRSS),
    ]
    assert expected == [(due.reminder.level, due.at.date(), due.reminder.role) for due in plan]
    assert {9} == {due.at.hour for due in plan}
    assert 5 == len({due.reminder.reminder for due in plan})


@pytest.mark.provision("Q53")
def test_an_escalation_is_not_addressed_to_the_one_who_is_late(
    case_at: CaseAt, calendar: Calendar, edition: Edition
) -> None:
    """The assignee hears until the due date has long passed; the role above hears as a role."""
    assigned = {Role.LOCAL_HRSS: "colleague"}
    case = case_at(Stage.LOCAL_REVIEW, due=calendar.add_workdays(MONDAY, 10), assigned=assigned)
    plan = reminders(case, open_tasks(case), calendar, edition)

    assert ["colleague"] * 3 + [None] * 2 == [due.reminder.person for due in plan]


@pytest.mark.provision("Q53")
@pytest.mark.parametrize(("workdays", "levels"), [(3, ["due", "after"]), (4, ["before", "due"])])
def test_a_short_period_has_no_reminder_before_it_began(
    case_at: CaseAt, calendar: Calendar, edition: Edition, workdays: int, levels: list[str]
) -> None:
    """Three days before the end of three days nothing had begun."""
    case = case_at(Stage.LOCAL_REVIEW, due=calendar.add_workdays(MONDAY, workdays))

    plan = reminders(case, open_tasks(case), calendar, edition)
    assert levels == [due.reminder.level for due in plan][:2]


@pytest.mark.provision("Q53")
def test_what_was_sent_is_not_sent_again(case_at: CaseAt, calendar: Calendar, edition: Edition) -> None:
    """A reminder on record is left out; a moved due date has reminders of its own."""
    case = case_at(Stage.LOCAL_REVIEW, due=calendar.add_workdays(MONDAY, 10))
    plan = reminders(case, open_tasks(case), calendar, edition)
    sent = case.model_copy(update={"reminded": tuple(due.reminder.reminder for due in plan[:2])})
    moved = sent.model_copy(update={"due": calendar.add_workdays(MONDAY, 11)})

    assert plan[2:] == reminders(sent, open_tasks(sent), calendar, edition)
    assert 5 == len(reminders(moved, open_tasks(moved), calendar, edition))
