"""When things are due: the period of a stage, of a notice and of an objection, and the reminders before and after."""

from datetime import datetime, time

from regulation.calendar.recount import recount, resumed, stopped
from regulation.calendar.working_days import CST, Calendar, Deadline
from regulation.casework.entry import Outcome
from regulation.casework.file import CaseFile
from regulation.casework.forms import Recounted, Reminder
from regulation.casework.rules import Task
from regulation.measures.model import Edition
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict

# Who hears of it when a role lets its due date pass (Q53).
ESCALATES_TO: dict[Role, Role] = {
    Role.OPERATOR: Role.LOCAL_HRSS,
    Role.LOCAL_HRSS: Role.CITY_HRSS,
    Role.LOCAL_GOVERNMENT: Role.CITY_HRSS,
    Role.EXPERT: Role.CITY_HRSS,
    Role.CITY_HRSS: Role.CITY_HRSS_LEADER,
    Role.DRC: Role.CITY_HRSS_LEADER,
    Role.FINANCE: Role.CITY_HRSS_LEADER,
}

MORNING = time(9, 0, tzinfo=CST)  # reminders arrive when the office opens


def stage_deadline(
    case: CaseFile, stage: Stage, at: datetime, calendar: Calendar, edition: Edition
) -> Deadline | None:
    """Say when a stage entered at `at` is due, or None where neither Measures nor readings set a period.

    A stage in an account has what the account has left (Q17); a procedure may have a rule of its own.
    """
    if case.rules.deadline is not None:
        return case.rules.deadline(case, stage, at, calendar, edition)
    clock = case.rules.clocks.get(stage)
    if clock is None:
        return None
    workdays = edition.number(clock.limit)
    if clock.account:
        account = case.rules.allowances[clock.account]
        allowance = edition.number(account.limit)
        if case.extended and account.extension:
            allowance += edition.number(account.extension)
        left = allowance - case.used_workdays.get(clock.account, 0)
        present = case.rules.clocks.get(case.stage)
        if present is not None and present.account == clock.account:
            left -= used_workdays(case, at, calendar)
        workdays = left if clock.limit == account.limit else min(workdays, left)
    return calendar.add_workdays(at, max(workdays, 1))


def used_workdays(case: CaseFile, at: datetime, calendar: Calendar) -> int:
    """Count the workdays that the present stage takes from its account when it is left at `at` (Q17)."""
    clock = case.rules.clocks.get(case.stage)
    if clock is None or clock.account is None or case.entered_at is None:
        return 0
    until = case.stopped.at if case.stopped is not None else at
    return calendar.workdays_between(case.entered_at, until) - case.paused_workdays


def clock_outcome(case: CaseFile, act: Act, at: datetime, calendar: Calendar) -> Outcome | None:
    """Give what stopping or resuming the clock does to the period of the stage; None for any other act (Q58)."""
    if act == Act.SUSPEND_CLOCK and case.due is not None:
        return Outcome(remaining=stopped(case.due, at, calendar))
    if act == Act.RESUME_CLOCK and case.stopped is not None:
        assert case.stopped.remaining is not None
        still = calendar.workdays_between(case.stopped.at, at)
        return Outcome(due=resumed(case.stopped.remaining, at, calendar), used_workdays=still)
    return None


def recounts(case: CaseFile, calendar: Calendar) -> tuple[Recounted, ...]:
    """List the periods of a case that end on another day on this calendar (Q41)."""
    counted = ((matter, period, recount(period, calendar)) for matter, period in case.periods().items())
    return tuple(Recounted(matter=m, before=p, after=again) for m, p, again in counted if again is not None)


class Due(Strict):
    """A reminder that is to be sent, and when."""

    at: datetime
    reminder: Reminder


def reminders(
    case: CaseFile, tasks: tuple[Task, ...], calendar: Calendar, edition: Edition
) -> tuple[Due, ...]:
    """List the reminders of the open tasks that were not sent yet, earliest first (Q53).

    Before the due date, on it, and after it to who should have acted; then to the role above.
    """
    planned = [
        Due(at=at, reminder=reminder)
        for task in tasks
        if task.due is not None
        for at, reminder in _plan(task, task.due, calendar, edition)
        if reminder.reminder not in case.reminded
    ]
    return tuple(sorted(planned, key=lambda due: (due.at, due.reminder.reminder)))


def _plan(task: Task, due: Deadline, calendar: Calendar, edition: Edition) -> list[tuple[datetime, Reminder]]:
    def reminder(level: str, days: int) -> Reminder:
        role = ESCALATES_TO.get(task.role, task.role) if level == "escalated" else task.role
        return Reminder.model_validate(
            {
                "reminder": f"{task.key}@{due.last_day.isoformat()}/{level}{days}",
                "task": task.key,
                "level": level,
                "role": role,
                "person": task.person if role == task.role else None,
                "due": due.last_day,
            }
        )

    def numbers(key: str) -> list[int]:
        return [int(item) for item in edition.texts(key)]

    def later(days: int) -> datetime:
        return datetime.combine(calendar.workday_after(due.last_day, days), MORNING)

    before = [
        (datetime.combine(calendar.workday_before(due.last_day, days), MORNING), reminder("before", days))
        for days in numbers("reminders.before_workdays")
        if days < due.workdays
    ]
    on_the_day = [(datetime.combine(due.last_day, MORNING), reminder("due", 0))]
    after = [(later(days), reminder("after", days)) for days in numbers("reminders.after_workdays")]
    above = [(later(days), reminder("escalated", days)) for days in numbers("reminders.escalate_workdays")]
    return before + on_the_day + after + above
