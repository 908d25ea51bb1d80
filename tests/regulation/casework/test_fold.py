"""Whatever people try in whatever order, a case stays inside its table, and its ledger rebuilds it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.deadlines import stage_deadline, used_workdays
from regulation.casework.entry import Entry, Numbered, Outcome, Submission
from regulation.casework.examination import examine_act
from regulation.casework.file import CaseFile
from regulation.casework.forms import Blank, OpinionForm
from regulation.casework.tasks import open_tasks
from regulation.designation.panel import Expert, Panel, draw
from regulation.designation.scoring import SheetPart, collate
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.application.file import ApplicationFile
from regulation.procedures.application.file import begin as begun
from regulation.procedures.application.forms import FORMS, ObjectionRuling, OpenCase
from regulation.procedures.application.table import APPLICATION, ISSUES
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move
from regulation.words.refusals import RefusedError

BEGIN = datetime(2026, 3, 2, 9, tzinfo=CST)
PERIODS = {
    Act.FILE_OBJECTION: "objection.admissibility_workdays",
    Act.ADMIT_OBJECTION: "objection.workdays",
    Act.EXTEND_INVESTIGATION: "objection.workdays",
}


@dataclass
class Hearing:
    """A case without a workflow: examined, recorded and folded as the procedure does it."""

    case: ApplicationFile
    calendar: Calendar
    edition: Edition
    pool: tuple[Expert, ...]
    now: datetime = BEGIN
    entries: list[Entry] = field(default_factory=list)

    def act(self, actor: Actor, act: Act, form: dict[str, Any], seen: int | None = None) -> str:
        """Let a person try; give the refusal's code, or `taken`."""
        key = f"k{len(self.entries)}"
        version = self.case.version if seen is None else seen
        submission = Submission(act=act, actor=actor, key=key, seen=version, form=form)
        try:
            taken = examine_act(self.case, submission, self.now, self.edition)
        except RefusedError as error:
            return error.code
        self.record(taken.move, actor, form, self._outcome(act))
        self.settle()
        return "taken"

    def _outcome(self, act: Act) -> Outcome:
        if act in {Act.DRAW_PANEL, Act.DRAW_SUBSTITUTES}:
            return Outcome(panel=self._drawn())
        if act == Act.EXTEND_LIMIT:
            longer = self.case.model_copy(update={"extended": True})
            entered = self.case.entered_at or self.now
            return Outcome(due=stage_deadline(longer, self.case.stage, entered, self.calendar, self.edition))
        if act in PERIODS:
            days = self.edition.number(PERIODS[act])
            return Outcome(period=self.calendar.add_workdays(self.now, days))
        return Outcome()

    def _drawn(self) -> Panel:
        """Draw, or let whoever never sat fill the empty seats; the last seats may stay empty."""
        panel = self.case.panel
        if panel is None:
            return draw(self.pool, self.case.facts, self.edition, "seed")
        gone = {*panel.member_ids, *(key for key, _ in panel.excluded)}
        fresh = tuple(e for e in self.pool if e.id not in gone)[: panel.vacancies]
        return panel.model_copy(update={"members": panel.members + fresh, "reserve": ()})

    def record(self, move: Move, actor: Actor, form: dict[str, Any], outcome: Outcome) -> None:
        """Write an entry, and fold it."""
        if move.next != move.stage:
            used = used_workdays(self.case, self.now, self.calendar)
            due = stage_deadline(self.case, move.next, self.now, self.calendar, self.edition)
            outcome = outcome.model_copy(update={"used_workdays": used, "due": outcome.due or due})
        seq = self.case.seq + 1
        numbers = tuple(Numbered(kind=k, number=f"{k.value}-{seq}") for k in ISSUES.get(move.act, ()))
        entry = Entry(
            case=self.case.id,
            seq=seq,
            stage=move.stage,
            act=move.act,
            next=move.next,
            basis=move.basis,
            at=self.now,
            actor=actor,
            key=f"k{seq}",
            form=form,
            outcome=outcome.model_copy(update={"numbers": numbers}),
        )
        self.case = fold(self.case, entry)
        self.entries.append(entry)

    def by_rule(self, act: Act, form: dict[str, Any] | None = None, **outcome: Any) -> None:
        """Let the procedure act."""
        move = APPLICATION.find(self.case.stage, act)
        assert move is not None
        self.record(move, SYSTEM, form or {}, Outcome(**outcome))

    def settle(self) -> None:
        """Do what the procedure does by itself: deliver, collate, close."""
        while self.case.undelivered and APPLICATION.find(self.case.stage, Act.DELIVER_DOCUMENT):
            self._deliver()
        if self.case.stage == Stage.EXPERT_REVIEW and self._all_signed():
            assert self.case.panel is not None
            result = collate(self.case.sheets, self.case.panel.member_ids, self.edition)
            self.by_rule(Act.COMPLETE_REVIEW, result=result)
        elif self.case.stage == Stage.PUBLIC_NOTICE and self._notice_is_over():
            self.by_rule(Act.CLOSE_NOTICE)

    def _notice_is_over(self) -> bool:
        notice = self.case.notice
        return notice is not None and self.now >= notice.period.expires_at and not self.case.open_objections

    def _deliver(self) -> None:
        number = self.case.undelivered[0].number
        form = {"number": number, "sha256": "0" * 64, "size_bytes": 1, "opens_on": None}
        period = None
        if self.case.stage == Stage.PUBLIC_NOTICE:
            days = self.case.notice_workdays or self.edition.number("notice.workdays")
            period = self.calendar.add_workdays(self.now, days)
            form["opens_on"] = period.started_on.isoformat()
        self.by_rule(Act.DELIVER_DOCUMENT, form, period=period)

    def _all_signed(self) -> bool:
        if self.case.panel is None or self.case.panel.vacancies:
            return False
        signed = {(sheet.expert, sheet.part) for sheet in self.case.sheets}
        return all((m, part) in signed for m in self.case.panel.member_ids for part in SheetPart)


class Chance:
    """Choices drawn from one number, so that Hypothesis can shrink a whole story."""

    def __init__(self, number: int) -> None:
        self.rest = number

    def of(self, options: Any) -> Any:
        """Choose one."""
        listed = list(options)
        self.rest, index = divmod(self.rest, len(listed))
        return listed[index]


def form_of(hearing: Hearing, act: Act, chance: Chance) -> dict[str, Any]:
    """Fill in a form that is mostly sound."""
    case, today = hearing.case, hearing.now.date()
    reasons = {"reasons": ["不符合"], "provisions": [chance.of(["R4.1a-fit", "Q16", "R4.9-none"])]}
    objection = {"objection": chance.of([1, 1, 2]), "reasons": "经核查"}
    member = case.panel.member_ids[0] if case.panel and case.panel.members else "none"
    vote = chance.of(["agree", "agree", "disagree", "reserve"])
    rarely = chance.of(["改变计划", *[""] * 19])  # a sound form would end most stories at their beginning
    score = chance.of(["85.00", "90.00", "69.99", "100.01"])
    sheet = {"score": score, "recommends": chance.of([True, True, False]), "opinion": "意见"}
    forms: dict[Act, dict[str, Any]] = {
        Act.AMEND_DOSSIER: {
            "facts": case.facts.model_dump(mode="json"),
            "materials": [m.model_dump(mode="json") for m in case.materials],
        },
        Act.WITHDRAW: {"reason": rarely},
        Act.REQUEST_SUPPLEMENT: {"items": ["补充"], "repeat_reason": chance.of([None, "新发现"])},
        Act.SUPPLEMENT: {"note": "已补充"},
        Act.SUBMIT: {"applicant": "龙潭区人民政府"},
        Act.EXTEND_LIMIT: {"reason": "情况复杂"},
        Act.SIGN_DESK_SHEET: sheet,
        Act.SIGN_ONSITE_SHEET: sheet,
        Act.RECORD_SITE_VISIT: {
            "visited_on": today.isoformat(),
            "attendees": ["评审组"],
            "findings": "属实",
        },
        Act.DECLARE_CONFLICT: {"ground": "曾任职"},
        Act.RECUSE: {"member": member, "ground": "曾任职"},
        Act.PUBLISH_NOTICE: {"workdays": chance.of([None, 3, 2])},
        Act.RECORD_OPINION: {"vote": vote, "reason": None if vote == "agree" else "另有意见"},
        Act.DESIGNATE: {"opinion": "同意", "override_minute": chance.of([None, "纪要"])},
        Act.REASSIGN: {
            "role": chance.of(Role).value,
            "to": chance.of(["other", "city_hrss"]),
            "reason": "休假",
        },
        Act.DECLINE_RECOMMENDATION: {**reasons, "reasons": [rarely]},
        Act.REFUSE: reasons,
        Act.FILE_OBJECTION: {"text": "面积", "name": chance.of([None, "张三"]), "contact": "电话"},
    }
    form = FORMS.get(act, Blank)  # the acts of other procedures are tried as well
    if issubclass(form, ObjectionRuling):
        return objection
    return {"opinion": "意见"} if form is OpinionForm else forms.get(act, {})


def attempt(hearing: Hearing, actors: dict[Role, Actor], number: int) -> str:
    """Let time pass, and somebody try something: mostly what is awaited, sometimes anything."""
    chance = Chance(number)
    hearing.now += timedelta(days=chance.of([0, 0, 0, 1, 3, 12]))
    hearing.settle()
    tasks = open_tasks(hearing.case)
    kind = chance.of([*["task"] * 6, *["table"] * 3, "anything"])
    person = None
    if kind == "task" and tasks:
        task = chance.of(tasks)
        act, role, person = chance.of(task.acts), task.role, task.person
    elif kind != "anything" and hearing.case.stage not in APPLICATION.final:
        move = chance.of([m for m in APPLICATION.moves if m.stage == hearing.case.stage])
        act, role = move.act, chance.of(move.by)
    else:
        act, role = chance.of(Act), chance.of(Role)
    actor = actors[role]
    if person is not None:
        actor = actor.model_copy(update={"person": person})
    return hearing.act(actor, act, form_of(hearing, act, chance))


@pytest.fixture(scope="session")
def begin(
    case_at: Callable[..., CaseFile], calendar: Calendar, edition: Edition, pool: tuple[Expert, ...]
) -> Callable[[], Hearing]:
    """Give a way to open a case."""
    sound = case_at(Stage.UNOPENED)
    form = OpenCase(
        park_id=sound.park,
        number=1,
        edition=sound.edition,
        edition_digest=sound.edition_digest,
        facts=sound.facts,
        materials=sound.materials,
    ).model_dump(mode="json")
    operator = Actor(person="operator", name="运营", role=Role.OPERATOR)
    move = APPLICATION.find(Stage.UNOPENED, Act.OPEN)
    assert move is not None
    opening = Entry(
        case=sound.id,
        seq=1,
        stage=move.stage,
        act=move.act,
        next=move.next,
        basis=move.basis,
        at=BEGIN,
        actor=operator,
        key="k1",
        form=form,
    )

    def make() -> Hearing:
        hearing = Hearing(begun(opening), calendar, edition, pool)
        hearing.record(move, operator, form, Outcome())
        return hearing

    return make


def check_step(before: CaseFile, new: list[Entry], after: CaseFile) -> None:
    """Whatever happened, it is a row of the table, it is counted, and no designation lacks an opinion."""
    assert after.stage in APPLICATION.stages
    assert before.version <= after.version
    assert list(range(before.seq + 1, after.seq + 1)) == [entry.seq for entry in new]
    for entry in new:
        move = APPLICATION.find(entry.stage, entry.act)
        assert move is not None
        assert (move.next, move.basis) == (entry.next, entry.basis)
        assert entry.actor.role in move.by
        if entry.act == Act.DESIGNATE:
            assert 3 == len({opinion.body for opinion in after.opinions})
    if before.stage in APPLICATION.final:
        assert all(entry.act == Act.DELIVER_DOCUMENT for entry in new)
    assert all(APPLICATION.find(after.stage, act) for task in open_tasks(after) for act in task.acts)


def rebuilt(entries: list[Entry]) -> CaseFile | None:
    """Fold the entries as they come back from the ledger, as text."""
    case = None
    for entry in entries:
        case = fold(case, Entry.model_validate_json(entry.model_dump_json()))
    return case


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(numbers=st.lists(st.integers(0, 2**48), min_size=40, max_size=100))
def test_any_story_stays_inside_the_table_and_is_rebuilt_from_its_ledger(
    begin: Callable[[], Hearing], actors: dict[Role, Actor], numbers: list[int]
) -> None:
    """Random acts by random people: only rows of the table, counted without a gap, and folded to the same case."""
    hearing = begin()
    for number in numbers:
        before, known = hearing.case, len(hearing.entries)
        attempt(hearing, actors, number)
        check_step(before, hearing.entries[known:], hearing.case)

    assert hearing.case == rebuilt(hearing.entries)


@pytest.mark.provision("R5.3-determine", "R5.3-reply")
def test_the_ordinary_course_is_designated(begin: Callable[[], Hearing], actors: dict[Role, Actor]) -> None:
    """Always doing the first thing awaited leads to the designation, so the stories above can reach it."""
    hearing = begin()
    stages = [hearing.case.stage]
    for _ in range(60):
        attempt(hearing, actors, 5 if hearing.case.stage == Stage.PUBLIC_NOTICE else 0)
        if hearing.case.stage != stages[-1]:
            stages.append(hearing.case.stage)

    assert Stage.DESIGNATED == stages[-1]
    assert [Stage.REVIEW_RESULT, Stage.PUBLIC_NOTICE, Stage.JOINT_DETERMINATION] == stages[-5:-2]
    assert hearing.case == rebuilt(hearing.entries)
    assert not hearing.case.undelivered


def test_an_entry_out_of_turn_is_not_folded(begin: Callable[[], Hearing]) -> None:
    """A gap in the ledger stops the rebuild: stop rather than continue wrong."""
    (opening,) = begin().entries
    late = opening.model_copy(update={"seq": 3, "at": datetime(2026, 3, 3, tzinfo=UTC)})

    with pytest.raises(AssertionError, match="does not follow"):
        fold(begin().case, late)
