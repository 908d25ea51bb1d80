"""Why a date is what it is: told day by day from the ledger, and never otherwise than the file has it."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.calendar.working_days import china
from regulation.calendar.lights import Light
from regulation.calendar.recount import extended
from regulation.calendar.working_days import CST, Calendar, Years
from regulation.casework.deadlines import clock_outcome, recounts, stage_deadline, used_workdays
from regulation.casework.entry import Entry, Outcome
from regulation.casework.file import CaseFile
from regulation.casework.forms import Recount
from regulation.explanation.dates import explain
from regulation.explanation.openings import explain_park
from regulation.explanation.periods import Explanation, Period, PeriodChange
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.park.file import ParkFile
from regulation.procedures.registry import fold, rules_of
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION, facts, materials

YEARS = china(Years(first=2025, last=2032))
# The same years with three more days off.
LATER = YEARS.model_copy(
    update={
        "version": "later",
        "days_off": tuple(sorted({*YEARS.days_off, date(2026, 3, 10), date(2026, 4, 1), date(2026, 5, 13)})),
    }
)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=CST)
WHO = Actor(person="x", name="王办", role=Role.CITY_HRSS_LEADER)
FORMS: dict[Act, dict[str, Any]] = {
    Act.REQUEST_SUPPLEMENT: {"items": ["可行性研究报告"]},
    Act.SUPPLEMENT: {"note": "已补正"},
    Act.PASS_EXAMINATION: {"opinion": "符合"},
    Act.RECOMMEND: {"opinion": "推荐"},
    Act.ACCEPT: {"opinion": "受理"},
    Act.SUBMIT: {"applicant": "龙潭区人民政府"},
    Act.SUSPEND_CLOCK: {"reason": "不可抗力"},
    Act.RESUME_CLOCK: {"reason": "事由消除"},
    Act.EXTEND_LIMIT: {"reason": "情况复杂"},
    Act.ORDER_RECTIFICATION: {"items": [{"basis": "Q30", "text": "整改"}]},
    Act.EXTEND_RECTIFICATION: {"months": 3, "reason": "工程未完"},
}

PERIODS = {
    Act.DELIVER_DOCUMENT: "notice.workdays",
    Act.FILE_OBJECTION: "objection.admissibility_workdays",
    Act.ADMIT_OBJECTION: "objection.workdays",
}


class Book:
    """A case's ledger, written as its procedure would write it."""

    def __init__(self, case: str, calendar: Calendar = YEARS) -> None:
        self.name, self.calendar, self.entries = case, calendar, list[Entry]()
        self.case: CaseFile | None = None
        self.at = MONDAY

    def act(self, act: Act, days: int = 0, who: Actor = WHO, **form: Any) -> None:
        """Act some days later."""
        self.at += timedelta(days=days)
        stage = self.case.stage if self.case else Stage.UNOPENED
        move = rules_of(self.name).table.find(stage, act)
        assert move is not None, f"{stage} has no {act}"
        entry = Entry(
            case=self.name,
            seq=len(self.entries) + 1,
            stage=stage,
            act=act,
            next=move.next,
            basis=move.basis,
            at=self.at,
            actor=who,
            key=f"k{len(self.entries)}",
            form=form or FORMS.get(act, {}),
        )
        case = self.case or rules_of(self.name).begin(entry)
        entry = entry.model_copy(update={"outcome": self.outcome(case, entry)})
        self.entries.append(entry)
        self.case = fold(self.case, entry)

    def outcome(self, case: CaseFile, entry: Entry) -> Outcome:
        """Count as the procedures do."""
        clock = clock_outcome(case, entry.act, self.at, self.calendar)
        if clock is not None:
            return clock
        special = self._set_by_the_act(case, entry.act)
        if special is not None or entry.next == entry.stage:
            return special or Outcome()
        used = used_workdays(case, self.at, self.calendar)
        due = stage_deadline(case, entry.next, self.at, self.calendar, EDITION)
        return Outcome(due=due, used_workdays=used)

    def _set_by_the_act(self, case: CaseFile, act: Act) -> Outcome | None:
        due = period = None
        if act == Act.EXTEND_LIMIT and case.entered_at is not None:
            longer = case.model_copy(update={"extended": True})
            due = stage_deadline(longer, case.stage, case.entered_at, self.calendar, EDITION)
        elif act == Act.ORDER_RECTIFICATION:
            due = self.calendar.add_months(self.at, EDITION.number("rectify.months"))
        elif act == Act.EXTEND_RECTIFICATION and case.due is not None:
            due = extended(case.due, 3, self.calendar)
        elif act in PERIODS:
            period = self.calendar.add_workdays(self.at, EDITION.number(PERIODS[act]))
        elif act == Act.EXTEND_INVESTIGATION:
            last = datetime.combine(case.periods()["objection-1"].last_day, time(23), CST)
            period = self.calendar.add_workdays(last, EDITION.number("objection.workdays"))
        return Outcome(due=due, period=period) if due or period else None

    def recount(self, calendar: Calendar) -> None:
        """Go on with another calendar, which may change what runs."""
        self.calendar = calendar
        assert self.case is not None
        changed = recounts(self.case, calendar)
        if changed:
            form = Recount(calendar=calendar.version, periods=changed).model_dump(mode="json")
            self.act(Act.RECOUNT_DEADLINE, who=SYSTEM, **form)

    def told(self, at: datetime | None = None) -> Explanation:
        """Explain it."""
        return explain(self.entries, EDITION, self.calendar, at or self.at)


def application() -> Book:
    """Hand an application over on a Monday."""
    book = Book("park/p1/application/1")
    book.act(Act.OPEN, **opening(), materials=[m.model_dump(mode="json") for m in materials()])
    book.act(Act.HAND_OVER)
    return book


def opening(**more: Any) -> dict[str, Any]:
    """Give what every case begins with."""
    return {
        "park_id": "p1",
        "number": 1,
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "facts": facts().model_dump(mode="json"),
        **more,
    }


def agrees(book: Book) -> None:
    """The present period ends as the file says, on the last day that is told, counted from one without a gap."""
    assert book.case is not None
    found = next((p for p in book.told().periods if p.matter == "due" and p.ended is None), None)
    if found is None:
        assert book.case.due is None
        return
    last = book.case.due.last_day if book.case.due else None
    assert last == found.last_day
    numbers = [day.number for day in found.days if day.number is not None]
    assert list(range(1, len(numbers) + 1)) == numbers
    if last is not None:
        assert last == found.days[-1].day
    told = [(day.day, day.through or day.day) for day in found.days]
    assert all(end + timedelta(days=1) == begin for (_, end), (begin, _) in pairwise(told))


CHOICES: dict[Stage, tuple[Act, ...]] = {
    Stage.LOCAL_REVIEW: (Act.REQUEST_SUPPLEMENT, Act.PASS_EXAMINATION),
    Stage.LOCAL_SUPPLEMENT: (Act.SUPPLEMENT,),
    Stage.RECOMMENDATION: (Act.RECOMMEND,),
    Stage.SUBMISSION: (Act.SUBMIT,),
    Stage.ACCEPTANCE: (Act.ACCEPT, Act.REQUEST_SUPPLEMENT),
    Stage.CITY_SUPPLEMENT: (Act.SUPPLEMENT,),
    Stage.PANEL_FORMATION: (Act.EXTEND_LIMIT,),
}
Step = tuple[int, str, int]


def step(book: Book, days: int, what: str, which: int) -> None:
    """Do what can be done: act, stop or resume the clock, or count again on another calendar."""
    case = book.case
    assert case is not None
    if what == "calendar":
        book.recount(LATER if book.calendar is YEARS else YEARS)
    elif case.stopped is not None:
        book.act(Act.RESUME_CLOCK, days)
    elif what == "clock":
        if case.due is not None and book.at + timedelta(days=days) < case.due.expires_at:
            book.act(Act.SUSPEND_CLOCK, days)
    else:
        acts = CHOICES[case.stage]
        act = acts[which % len(acts)]
        if act != Act.EXTEND_LIMIT or not case.extended:
            book.act(act, days)


@pytest.mark.provision("Q17", "Q41", "Q58")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 12), st.sampled_from(("act", "act", "clock", "calendar")), st.integers(0, 1)
        ),
        max_size=14,
    )
)
def test_it_agrees_with_the_file(steps: list[Step]) -> None:
    """Whatever was supplemented, extended, stopped, resumed and counted again, after every act."""
    book = application()
    agrees(book)
    for days, what, which in steps:
        step(book, days, what, which)
        agrees(book)


@pytest.mark.provision("Q09", "Q17")
def test_the_account_tells_what_was_used_and_when_it_stood_still() -> None:
    """Four days examined, a supplement outside the account, so sixteen of twenty are left."""
    book = application()
    book.act(Act.REQUEST_SUPPLEMENT, 4)
    book.act(Act.SUPPLEMENT, 14)
    present, supplement, first = book.told().periods

    assert present.account is not None
    assert (20, 0, 4, 16) == (
        present.account.allowance,
        present.account.extension,
        present.account.used,
        present.account.left,
    )
    assert [(Stage.LOCAL_REVIEW, 4, True), (Stage.LOCAL_SUPPLEMENT, 0, False)] == [
        (use.stage, use.workdays, use.counts) for use in present.account.uses
    ]
    assert str(present.source.text).startswith("期限 16 个工作日，依据解释 Q17")
    assert str(present.source.text).endswith("参数 limits.local_workdays＝20，办法未规定")
    assert ("supplement.workdays", "Q09") == (supplement.source.parameter, supplement.source.basis)
    assert [None, 3, 4] == [p.ended and p.ended.seq for p in (present, first, supplement)]


@pytest.mark.provision("Q58")
def test_the_suspension_ledger_has_both_dates() -> None:
    """Stopped on the second working day and resumed a week later: the week is no part of the count."""
    book = application()
    book.act(Act.SUSPEND_CLOCK, 2)
    stopped = book.told().periods[0]
    assert (None, Light.NONE) == (stopped.last_day, stopped.light)
    before = stopped.due_before
    book.act(Act.RESUME_CLOCK, 7)
    found = book.told().periods[0]

    assert [PeriodChange.STOP, PeriodChange.RESUME] == [change.kind for change in found.changes]
    assert [(before, None, 18), (before, date(2026, 4, 7), None)] == [
        (change.before, change.after, change.remaining) for change in found.changes
    ]
    assert ["不可抗力", "事由消除"] == [str(change.reason) for change in found.changes]
    pause = next(day for day in found.days if day.through is not None)
    assert (date(2026, 3, 5), date(2026, 3, 11)) == (pause.day, pause.through)


@pytest.mark.provision("Q17", "Q58")
def test_an_extension_after_a_stop_keeps_the_stop() -> None:
    """The city's account is longer by its extension; what stood still before stays out of the count."""
    book = application()
    for act in (Act.PASS_EXAMINATION, Act.RECOMMEND, Act.SUBMIT, Act.ACCEPT):
        book.act(act, 1)
    book.act(Act.SUSPEND_CLOCK, 3)
    book.act(Act.RESUME_CLOCK, 20)
    book.act(Act.EXTEND_LIMIT, 2)
    agrees(book)
    found = book.told().periods[0]

    assert [PeriodChange.STOP, PeriodChange.RESUME, PeriodChange.EXTEND] == [c.kind for c in found.changes]
    assert found.account is not None
    assert (45, 15) == (found.account.allowance, found.account.extension)
    assert found.account.left == max(day.number or 0 for day in found.days)
    assert 1 == sum(day.through is not None for day in found.days)


@pytest.mark.provision("Q17")
def test_an_extension_is_told_alike_by_every_stage_of_the_account() -> None:
    """45 and 15 are 60 in the stage that was extended, and 60 less what it used in the stage after it."""
    book = application()
    for act in (Act.PASS_EXAMINATION, Act.RECOMMEND, Act.SUBMIT, Act.ACCEPT):
        book.act(act, 1)
    before = book.told().periods[0]
    book.act(Act.EXTEND_LIMIT, 2)
    extended_ = book.told().periods[0]
    book.act(Act.DRAW_PANEL)
    book.act(Act.COMPLETE_REVIEW, 3)
    after, _, ended = book.told().periods[:3]

    assert before.source.number is not None
    assert (0, before.source.number + 15) == (before.source.extension, extended_.source.number)
    assert extended_.source == ended.source
    assert (15, 15) == (extended_.source.extension, after.source.extension)
    assert after.account is not None
    assert after.account.left == after.source.number
    assert "（含延长的 15 个工作日）" in str(after.source.text)


@pytest.mark.provision("Q58")
@pytest.mark.parametrize(("pause", "text"), [(0, "第 20 个工作日"), (4, "恢复时已无剩余工作日，届满")])
def test_a_clock_stopped_on_the_last_day_ends_when_it_is_resumed(pause: int, text: str) -> None:
    """Nothing is left: the day of the resumption is the last, and is counted only if it was before."""
    book = application()
    book.act(Act.SUSPEND_CLOCK, 28)
    book.act(Act.RESUME_CLOCK, pause)
    found = book.told().periods[0]
    assert (book.at.date(), text) == (found.days[-1].day, str(found.days[-1].text))
    assert found.last_day == found.days[-1].day


@pytest.mark.provision("Q41")
def test_a_recount_names_the_calendar() -> None:
    """One more day off within the period moves it by one working day; both dates are told."""
    book = application()
    book.recount(LATER)
    found = book.told().periods[0]
    assert [(PeriodChange.RECOUNT, date(2026, 3, 30), date(2026, 3, 31))] == [
        (change.kind, change.before, change.after) for change in found.changes
    ]
    assert "later" in str(found.changes[0].reason)
    assert "系统（系统）" == str(found.changes[0].by.who)
    assert "法定节假日放假" == next(str(d.text) for d in found.days if d.day == date(2026, 3, 10))


@pytest.mark.provision("Q12", "Q12b", "Q42")
def test_a_notice_and_an_objection_have_their_own_periods() -> None:
    """Admissibility and investigation are two periods, the second longer by its extension; nobody is named."""
    book = application()
    for act in (Act.PASS_EXAMINATION, Act.RECOMMEND, Act.SUBMIT, Act.ACCEPT, Act.DRAW_PANEL):
        book.act(act)
    book.act(Act.COMPLETE_REVIEW, who=SYSTEM)
    book.act(Act.PUBLISH_NOTICE, workdays=5)
    delivered: dict[str, Any] = {
        "number": "公示1",
        "sha256": "0" * 64,
        "size_bytes": 1,
        "opens_on": "2026-03-02",
    }
    book.act(Act.DELIVER_DOCUMENT, who=SYSTEM, **delivered)
    citizen = Actor(person="c", name="张三", role=Role.PUBLIC)
    book.act(Act.FILE_OBJECTION, 1, citizen, text="面积不实", name="张三", contact="0432")
    book.act(Act.ADMIT_OBJECTION, 1, objection=1, reasons="属实待查")
    book.act(Act.EXTEND_INVESTIGATION, 5, objection=1, reasons="需实地测量")
    told = book.told()
    running = {period.matter: period for period in told.periods if period.ended is None}

    assert {"due", "objection-1"} == running.keys()
    assert ("notice.workdays", date(2026, 3, 9)) == (running["due"].source.parameter, running["due"].last_day)
    inquiry = running["objection-1"]
    assert "objection.workdays" == inquiry.source.parameter
    assert book.case is not None
    assert book.case.periods()["objection-1"].last_day == inquiry.last_day == inquiry.days[-1].day
    assert 30 == inquiry.days[-1].number
    assert ["objection.admissibility_workdays"] == [
        p.source.parameter for p in told.periods if p.matter == "objection-1" and p.ended is not None
    ]
    assert "张三" not in told.model_dump_json()
    assert "公示" in str(running["due"].name)


@pytest.mark.provision("Q53")
@pytest.mark.parametrize(
    ("day", "light", "late"),
    [(30, Light.YELLOW, 0), (31, Light.RED, 1), (26, Light.YELLOW, 0), (24, Light.GREEN, 0)],
)
def test_the_light_says_by_how_much_it_is_late(day: int, light: Light, late: int) -> None:
    """The last day is 30 March; the day after is the first working day too late."""
    found = application().told(datetime(2026, 3, day, 23, tzinfo=CST)).periods[0]
    assert (light, late) == (found.light, found.overdue_workdays)


@pytest.mark.provision("R9-rectify", "Q30")
def test_months_are_told_by_start_end_and_shift() -> None:
    """Twelve months, extended by three from the same start: a row for each end, not one for every day."""
    book = Book("park/p1/rectification/1")
    form = opening(opened_for="2026-03-02", evaluation="park/p1/evaluation/1", ledger=LEDGER)
    book.act(Act.OPEN, **form)
    book.act(Act.ORDER_RECTIFICATION)
    found = book.told().periods[0]
    assert ("rectify.months", 12, "个月") == (
        found.source.parameter,
        found.source.number,
        str(found.source.unit),
    )
    assert date(2027, 3, 2) == found.last_day
    book.act(Act.EXTEND_RECTIFICATION, 300)
    longer = book.told().periods[0]
    assert [date(2026, 3, 2), date(2027, 6, 2)] == [day.day for day in longer.days]
    assert date(2027, 6, 2) == longer.last_day
    agrees_on_end(book, longer)


def agrees_on_end(book: Book, found: Period) -> None:
    """The file has the same last day."""
    assert book.case is not None
    assert book.case.due is not None
    assert found.last_day == book.case.due.last_day


@pytest.mark.provision("R8-self", "Q23")
def test_a_fixed_date_moves_over_days_off() -> None:
    """31 March 2029 is a Saturday."""
    book = Book("park/p1/self-assessment/2028")
    book.at = datetime(2029, 1, 1, 9, tzinfo=CST)
    due = {"opened_for": "2029-01-01", "due_on": "2029-03-31", "ledger": LEDGER}
    book.act(Act.OPEN, **(opening(**due) | {"number": 2028}))
    found = book.told().periods[0]
    assert ("self.due", "固定日期", date(2029, 3, 31)) == (
        found.source.parameter,
        str(found.source.unit),
        found.nominal,
    )
    assert found.last_day == found.days[-1].day
    assert date(2029, 3, 31) < found.days[-1].day
    agrees_on_end(book, found)


LEDGER = {
    "self_assessments_due": 1,
    "self_assessments_on_time": 1,
    "surveys_due": 2,
    "surveys_on_time": 2,
    "changes_before_consent": 0,
    "net_tenant_change": 1,
}


@pytest.mark.provision("Q25", "Q26")
@pytest.mark.parametrize(("designated_on", "free"), [(date(2028, 9, 1), False), (date(2028, 9, 2), True)])
def test_a_park_is_told_when_it_is_evaluated_and_whether_it_is_exempt(
    designated_on: date, free: bool
) -> None:
    """The round of September 2029 counts a park of twelve full months, and no newer one."""
    park = ParkFile(
        id="p1",
        name="江北",
        district="吉林市龙潭区",
        edition=EDITION.id,
        edition_digest=EDITION.digest,
        stage=Stage.IN_LIFE,
        designated_on=designated_on,
        self_year=2029,
    )
    found = {opening.kind: opening for opening in explain_park(park, EDITION).openings}
    evaluation = found[Kind.EVALUATION]
    assert (date(2029, 9, 1), free) == (evaluation.opens_on, evaluation.exempt)
    assert any("central.exempt_months＝12" in str(reason) for reason in evaluation.reasons)
    assert date(2030, 1, 1) == found[Kind.SELF_ASSESSMENT].opens_on
    assert () == explain_park(park.model_copy(update={"stage": Stage.CANDIDATE}), EDITION).openings
