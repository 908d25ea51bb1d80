"""What a new stage begins with, and what an act that stays at its stage leaves alone (Q52, Q58)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.deadlines import clock_outcome, stage_deadline, used_workdays
from regulation.casework.entry import Entry, Outcome
from regulation.casework.tasks import open_tasks
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application.file import ApplicationFile
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage

CaseAt = Callable[..., ApplicationFile]
MONDAY = datetime(2026, 3, 2, 10, tzinfo=CST)


def acted(
    case: ApplicationFile, act: Act, actor: Actor, at: datetime, outcome: Outcome | None = None, **form: Any
) -> ApplicationFile:
    """Give the case after an act."""
    move = case.rules.table.find(case.stage, act)
    assert move is not None
    entry = Entry(
        case=case.id,
        seq=case.seq + 1,
        stage=case.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=actor,
        key=f"k{case.seq}",
        form=form,
        outcome=outcome or Outcome(),
    )
    after = fold(case, entry)
    assert isinstance(after, ApplicationFile)
    return after


@pytest.mark.provision("Q17", "Q58")
def test_a_pause_belongs_to_its_stage(
    case_at: CaseAt, calendar: Calendar, edition: Edition, actors: dict[Role, Actor]
) -> None:
    """Five workdays stood still in the examination; the recommendation that follows uses every one of its own."""
    due = calendar.add_workdays(MONDAY, 20)
    case = case_at(Stage.LOCAL_REVIEW, entered_at=MONDAY, due=due)
    leader, local = actors[Role.CITY_HRSS_LEADER], actors[Role.LOCAL_HRSS]
    for act, days in ((Act.SUSPEND_CLOCK, 1), (Act.RESUME_CLOCK, 8)):
        at = MONDAY + timedelta(days=days)
        case = acted(case, act, leader, at, clock_outcome(case, act, at, calendar), reason="系统故障")
    assert 5 == case.paused_workdays

    left_at = MONDAY + timedelta(days=9)
    used = used_workdays(case, left_at, calendar)
    period = stage_deadline(case, Stage.RECOMMENDATION, left_at, calendar, edition)
    outcome = Outcome(used_workdays=used, due=period)
    case = acted(case, Act.PASS_EXAMINATION, local, left_at, outcome, opinion="齐全")

    assert (2, 0) == (used, case.paused_workdays)
    assert 5 == used_workdays(case, left_at + timedelta(days=7), calendar)


@pytest.mark.provision("Q52")
def test_a_task_that_was_handed_over_is_handed_over_for_its_stage(
    case_at: CaseAt, actors: dict[Role, Actor]
) -> None:
    """The colleague has the examination, and keeps it whatever else happens there; the next task is everybody's."""
    local, operator = actors[Role.LOCAL_HRSS], actors[Role.OPERATOR]
    case = case_at(Stage.LOCAL_REVIEW, reminded=("r1",))
    case = acted(case, Act.REASSIGN, local, MONDAY, role="local_hrss", to="colleague", reason="休假")
    assert {Role.LOCAL_HRSS: "colleague"} == case.assigned
    assert ["colleague"] == [task.person for task in open_tasks(case)]

    colleague = local.model_copy(update={"person": "colleague"})
    case = acted(case, Act.REQUEST_SUPPLEMENT, colleague, MONDAY, items=["补一份图纸"])
    assert ({}, ()) == (case.assigned, case.reminded)
    case = acted(case, Act.SUPPLEMENT, operator, MONDAY, note="已补")

    assert [(Role.LOCAL_HRSS, None)] == [(task.role, task.person) for task in open_tasks(case)]
