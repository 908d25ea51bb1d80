"""A change: what is a matter of Article 7, who consents, and what the park keeps of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.authority import authorize
from regulation.casework.deadlines import stage_deadline
from regulation.casework.entry import Entry, Numbered, Outcome, Submission
from regulation.casework.file import Notice
from regulation.casework.fold import fold
from regulation.casework.guards import check_rules
from regulation.casework.rules import Issue
from regulation.casework.tasks import open_tasks
from regulation.conditions.dossier import Facts, Organisation, Site
from regulation.documents.document import DocumentKind
from regulation.documents.letters import Occasion
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.change import RULES
from regulation.procedures.change.file import ActedFirst, ChangeFile, close
from regulation.procedures.change.forms import FORMS, ChangeKind, ChangeReport
from regulation.procedures.change.matters import (
    branch_sites,
    facts_after,
    ground,
    minor_area,
    report_faults,
    short_notice,
)
from regulation.procedures.change.table import CHANGE, CLOCKS, ISSUES, UNDECIDED
from regulation.procedures.park import ParkFile, examine_park_act, fold_park
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    RefusedError,
    TooEarlyError,
)
from tests.conftest import DISTRICT, EDITION, facts

ChangeCase = Callable[..., ChangeFile]
OPENED = datetime(2027, 3, 1, 9, tzinfo=CST)
TODAY = OPENED.date()
MAIN = Site(address="龙潭区某路1号", area_m2=Decimal(3600), main=True)
BRANCH = Site(address="龙潭区分园路2号", area_m2=Decimal(900))
NEW_OPERATOR = Organisation(name="新运营有限公司", credit_code="91220203MA0000002X")


def report(kind: str, after: Facts | None = None, **changes: Any) -> ChangeReport:
    """Give a report that comes in good time."""
    sound = {"kind": kind, "what": "拟作变更", "planned_on": TODAY + timedelta(days=60), "facts": after}
    return ChangeReport.model_validate({**sound, **changes})


def rename() -> ChangeReport:
    """Give the report of a new name."""
    return report("name", facts(park_name="新名产业园"))


def branch() -> ChangeReport:
    """Give the report of a branch park."""
    return report("branch", facts(sites=(MAIN, BRANCH)))


@pytest.fixture
def change_case() -> ChangeCase:
    """Give a way to put a change at a stage."""

    def make(stage: Stage, reported: ChangeReport, **changes: Any) -> ChangeFile:
        sound = {
            "id": "park/p/change/1",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "opened_at": OPENED,
            "entered_at": OPENED,
            "report": reported,
        }
        return ChangeFile.model_validate({**sound, **changes})

    return make


@pytest.fixture
def ask(actors: dict[Role, Actor], edition: Edition) -> Callable[..., None]:
    """Give a way to ask the rules of an act."""

    def check(case: ChangeFile, act: Act, role: Role, at: datetime = OPENED, **form: Any) -> None:
        check_rules(case, act, FORMS[act].model_validate(form), actors[role], at, edition)

    return check


def folded(case: ChangeFile, act: Act, actor: Actor, at: datetime = OPENED, **form: Any) -> ChangeFile:
    """Give the file after an act that the table knows at its stage."""
    move = CHANGE.find(case.stage, act)
    assert move is not None
    numbers = tuple(Numbered(kind=kind, number=f"{kind.value}-1") for kind in ISSUES.get(act, ()))
    entry = Entry(
        case=case.id,
        seq=case.seq + 1,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=actor,
        key=f"k{case.seq}",
        form=FORMS[act].model_validate(form).model_dump(mode="json"),
        outcome=Outcome(numbers=numbers),
    )
    after = fold(RULES, case, entry)
    assert isinstance(after, ChangeFile)
    return after


# --- What is a matter of Article 7 ---------------------------------------------------------------------------


@pytest.mark.provision("R7-plan", "R7-branch", "R7-major", "Q20")
def test_each_kind_rests_on_its_provision() -> None:
    """The plan and a branch park are named by the article; everything else is a major matter."""
    named = {kind: ground(kind) for kind in ChangeKind if ground(kind) != "R7-major"}
    assert {ChangeKind.PLAN: "R7-plan", ChangeKind.BRANCH: "R7-branch"} == named


@pytest.mark.provision("R7-major", "Q20")
def test_only_the_kinds_of_the_edition_are_major(edition: Edition) -> None:
    """A kind that an edition leaves out is refused; what the article itself names is not."""
    kinds = [k for k in edition.texts("change.major_kinds") if k != "firms"]
    parameter = edition.parameters["change.major_kinds"].model_copy(update={"value": kinds})
    narrow = edition.model_copy(
        update={"parameters": {**edition.parameters, "change.major_kinds": parameter}}
    )
    assert () == report_faults(facts(), report("firms"), edition)
    assert report_faults(facts(), report("firms"), narrow)
    for kind in ("plan", "other"):
        assert () == report_faults(facts(), report(kind), narrow)


@pytest.mark.parametrize("kind", ["branch", "operator", "investor", "name", "main_site", "area"])
def test_a_change_of_the_record_comes_with_the_new_record(kind: str) -> None:
    """Without the facts as they will be, nobody can tell what is consented to."""
    with pytest.raises(ValidationError, match="facts"):
        report(kind)


@pytest.mark.provision("Q20")
@pytest.mark.parametrize(
    ("kind", "after", "sound"),
    [
        ("name", {"park_name": "新名产业园"}, True),
        ("name", {}, False),
        ("name", {"park_name": "新名产业园", "investor": None}, False),
        ("operator", {"operator": NEW_OPERATOR, "operator_contract": "新合同"}, True),
        ("operator", {"park_name": "新名产业园"}, False),
        ("investor", {"investor": NEW_OPERATOR}, True),
        ("area", {"sites": (MAIN.model_copy(update={"area_m2": Decimal(5000)}),)}, True),
        ("area", {"district": "吉林市昌邑区"}, False),
        ("branch", {"sites": (MAIN, BRANCH)}, True),
        ("branch", {"sites": (BRANCH,)}, False),
        ("branch", {"sites": (MAIN, MAIN)}, False),
        ("closure", {"park_name": "新名产业园"}, False),
    ],
)
def test_a_report_alters_its_own_matter_alone(
    kind: str, after: dict[str, Any], sound: bool, edition: Edition
) -> None:
    """What differs beyond the reported matter is a change of its own; no difference is no change."""
    assert sound == (report_faults(facts(), report(kind, facts(**after)), edition) == ())


def test_a_branch_is_what_is_added() -> None:
    """The sites that there were are not part of the branch park."""
    assert (BRANCH,) == branch_sites(facts(), facts(sites=(MAIN, BRANCH)))


@pytest.mark.provision("R7-report", "Q21")
def test_a_report_is_due_some_days_before(edition: Edition) -> None:
    """On the last day it is in time, a day later it is noted as short notice."""
    ahead = timedelta(days=edition.number("change.report_days_before"))
    assert not short_notice(report("plan", planned_on=TODAY + ahead), TODAY, edition)
    assert short_notice(report("plan", planned_on=TODAY + ahead - timedelta(days=1)), TODAY, edition)


@pytest.mark.provision("Q20")
@pytest.mark.parametrize(
    ("area", "minor"), [("4319.99", True), ("4320", False), ("2880.01", True), ("2880", False)]
)
def test_a_small_change_of_area_is_noted(area: str, minor: bool, edition: Edition) -> None:
    """From the percentage of the edition on, either way, it is a major matter."""
    assert edition.number("change.area_percent") == 20
    after = facts(sites=(MAIN.model_copy(update={"area_m2": Decimal(area)}),))
    assert minor == minor_area(facts(), report("area", after), edition)
    assert not minor_area(facts(), rename(), edition)


# --- Who may do what, and when ------------------------------------------------------------------------------


@pytest.mark.provision("R7-consent", "Q21")
def test_nobody_but_a_leader_consents() -> None:
    """No rule and no timer leads to consent; whatever the stage."""
    consents = [
        move for move in CHANGE.moves if move.next == Stage.CHANGE_IMPLEMENTATION and move.stage != move.next
    ]
    assert [(Act.CONSENT_CHANGE, (Role.CITY_HRSS_LEADER,))] == [(move.act, move.by) for move in consents]


@pytest.mark.provision("Q21", "Q09")
def test_examination_and_decision_share_one_period(
    change_case: ChangeCase, calendar: Calendar, edition: Edition
) -> None:
    """What the examination has used the decision no longer has; while others answer, nothing is used."""
    whole = edition.number("change.decide_workdays")
    case = change_case(Stage.CHANGE_EXAMINATION, rename())
    later = calendar.add_workdays(OPENED, 6).expires_at - timedelta(hours=1)
    passed = stage_deadline(case, Stage.CHANGE_DECISION, later, calendar, edition)
    asked = stage_deadline(case, Stage.CHANGE_SUPPLEMENT, later, calendar, edition)
    assert passed is not None
    assert asked is not None
    assert (whole - 6, edition.number("supplement.workdays")) == (passed.workdays, asked.workdays)
    answered = case.model_copy(update={"stage": Stage.CHANGE_SUPPLEMENT, "used_workdays": {"decide": 6}})
    back = stage_deadline(answered, Stage.CHANGE_EXAMINATION, later + timedelta(days=30), calendar, edition)
    assert back is not None
    assert whole - 6 == back.workdays
    assert {"decide", None} == {clock.account for clock in CLOCKS.values()}


@pytest.mark.provision("R7-branch", "Q22")
def test_only_a_branch_park_is_visited_and_published(
    change_case: ChangeCase, ask: Callable[..., None]
) -> None:
    """Other changes are examined on paper; a branch park is visited first."""
    visit = {"visited_on": TODAY, "attendees": ["评审组"], "findings": "属实"}
    plain = change_case(Stage.CHANGE_EXAMINATION, rename())
    for act, form in ((Act.RECORD_SITE_VISIT, visit), (Act.PUBLISH_CHANGE_NOTICE, {})):
        with pytest.raises(ConditionError):
            ask(plain, act, Role.CITY_HRSS, **form)
    ask(plain, Act.PASS_CHANGE, Role.CITY_HRSS, opinion="材料齐全")

    new = change_case(Stage.CHANGE_EXAMINATION, branch())
    ask(new, Act.RECORD_SITE_VISIT, Role.CITY_HRSS, **visit)
    with pytest.raises(TooEarlyError):
        ask(new, Act.PUBLISH_CHANGE_NOTICE, Role.CITY_HRSS)
    visited = change_case(Stage.CHANGE_EXAMINATION, branch(), visit=visit)
    ask(visited, Act.PUBLISH_CHANGE_NOTICE, Role.CITY_HRSS)
    with pytest.raises(AlreadyDoneError):
        ask(visited, Act.RECORD_SITE_VISIT, Role.CITY_HRSS, **visit)


@pytest.mark.provision("R7-branch", "Q22")
def test_a_branch_park_is_consented_to_only_after_its_notice(
    change_case: ChangeCase, ask: Callable[..., None]
) -> None:
    """Without a notice it can only be put up for refusal; the leader cannot consent either."""
    case = change_case(Stage.CHANGE_EXAMINATION, branch())
    with pytest.raises(ConditionError):
        ask(case, Act.PASS_CHANGE, Role.CITY_HRSS, opinion="同意")
    ask(case, Act.PASS_CHANGE, Role.CITY_HRSS, opinion="场地不符", proposal="refuse")
    with pytest.raises(ConditionError):
        ask(
            change_case(Stage.CHANGE_DECISION, branch()),
            Act.CONSENT_CHANGE,
            Role.CITY_HRSS_LEADER,
            opinion="可",
        )
    public = change_case(Stage.CHANGE_DECISION, branch(), acted={Act.CLOSE_CHANGE_NOTICE: "system"})
    ask(public, Act.CONSENT_CHANGE, Role.CITY_HRSS_LEADER, opinion="同意")


@pytest.mark.provision("Q12", "Q22")
def test_a_notice_stands_to_the_end_of_its_last_day(
    change_case: ChangeCase, calendar: Calendar, edition: Edition
) -> None:
    """A second before 24:00 it is open, at 24:00 it is closed; without a notice it never closes."""
    period = calendar.add_workdays(OPENED, 5)
    notice = Notice(number="n", opens_on=TODAY, period=period)
    case = change_case(Stage.CHANGE_NOTICE, branch(), notice=notice)
    with pytest.raises(TooEarlyError):
        check_rules(
            case, Act.CLOSE_CHANGE_NOTICE, None, SYSTEM, period.expires_at - timedelta(seconds=1), edition
        )
    check_rules(case, Act.CLOSE_CHANGE_NOTICE, None, SYSTEM, period.expires_at, edition)
    with pytest.raises(TooEarlyError):
        check_rules(
            change_case(Stage.CHANGE_NOTICE, branch()), Act.CLOSE_CHANGE_NOTICE, None, SYSTEM, OPENED, edition
        )


@pytest.mark.provision("R7-consent")
def test_who_examined_does_not_decide(change_case: ChangeCase, actors: dict[Role, Actor]) -> None:
    """Consent and refusal take another pair of eyes."""
    leader = actors[Role.CITY_HRSS_LEADER]
    for act in (Act.CONSENT_CHANGE, Act.REFUSE_CHANGE):
        other = change_case(Stage.CHANGE_DECISION, rename(), acted={Act.PASS_CHANGE: "somebody"})
        assert act == authorize(leader, act, other).act
        same = change_case(Stage.CHANGE_DECISION, rename(), acted={Act.PASS_CHANGE: leader.person})
        with pytest.raises(NotEntitledError):
            authorize(leader, act, same)


@pytest.mark.provision("Q09", "Q20")
def test_a_supplement_corrects_the_reported_matter(change_case: ChangeCase, ask: Callable[..., None]) -> None:
    """It may say the new record better, but not slip in another change."""
    case = change_case(Stage.CHANGE_SUPPLEMENT, rename())
    ask(case, Act.SUPPLEMENT, Role.LOCAL_HRSS, note="说明")
    better = facts(park_name="更好名产业园").model_dump(mode="json")
    ask(case, Act.SUPPLEMENT, Role.LOCAL_HRSS, note="更正", facts=better)
    with pytest.raises(FormError):
        ask(case, Act.SUPPLEMENT, Role.LOCAL_HRSS, note="更正", facts={**better, "investor": None})


@pytest.mark.provision("R7-consent", "Q21")
@pytest.mark.parametrize(
    ("day", "since", "refusal"),
    [
        (0, None, None),
        (2, None, None),
        (3, None, FormError),
        (-1, None, ConditionError),
        (-1, -5, None),
        (-5, -5, None),
        (-6, -5, ConditionError),
    ],
)
def test_it_is_carried_out_from_the_day_of_consent(
    change_case: ChangeCase,
    ask: Callable[..., None],
    day: int,
    since: int | None,
    refusal: type[RefusedError] | None,
) -> None:
    """Not before consent, unless that is on record as acting first; and not in the future."""
    acted = None
    if since is not None:
        acted = ActedFirst(since=TODAY + timedelta(days=since), evidence="照片", by="王所在", on=TODAY)
    case = change_case(Stage.CHANGE_IMPLEMENTATION, rename(), consented_on=TODAY, acted_first=acted)
    form = {"carried_out_on": TODAY + timedelta(days=day), "note": "已实施"}
    at = OPENED + timedelta(days=2)
    if refusal is None:
        ask(case, Act.REPORT_IMPLEMENTED, Role.LOCAL_HRSS, at, **form)
    else:
        with pytest.raises(refusal):
            ask(case, Act.REPORT_IMPLEMENTED, Role.LOCAL_HRSS, at, **form)


@pytest.mark.provision("R7-consent", "Q21")
def test_acting_first_is_recorded_once_and_for_days_before_consent(
    change_case: ChangeCase, ask: Callable[..., None]
) -> None:
    """At every open stage, by the locality or the city bureau; a day of consent is not before consent."""
    early, same = TODAY - timedelta(days=1), TODAY
    for stage in UNDECIDED:
        ask(
            change_case(stage, rename()),
            Act.RECORD_ACTING_FIRST,
            Role.LOCAL_HRSS,
            since=same,
            evidence="照片",
        )
    consented = change_case(Stage.CHANGE_IMPLEMENTATION, rename(), consented_on=TODAY)
    ask(consented, Act.RECORD_ACTING_FIRST, Role.CITY_HRSS, since=early, evidence="照片")
    with pytest.raises(ConditionError):
        ask(consented, Act.RECORD_ACTING_FIRST, Role.CITY_HRSS, since=same, evidence="照片")
    case = change_case(Stage.CHANGE_EXAMINATION, rename())
    with pytest.raises(FormError):
        ask(case, Act.RECORD_ACTING_FIRST, Role.CITY_HRSS, since=TODAY + timedelta(days=1), evidence="照片")
    known = ActedFirst(since=early, evidence="照片", by="王所在", on=TODAY)
    with pytest.raises(AlreadyDoneError):
        ask(
            change_case(Stage.CHANGE_EXAMINATION, rename(), acted_first=known),
            Act.RECORD_ACTING_FIRST,
            Role.LOCAL_HRSS,
            since=early,
            evidence="照片",
        )


def test_a_refusal_cites_what_exists(change_case: ChangeCase, ask: Callable[..., None]) -> None:
    """No basis, no act."""
    case = change_case(Stage.CHANGE_DECISION, rename())
    ask(case, Act.REFUSE_CHANGE, Role.CITY_HRSS_LEADER, reasons=["不利"], provisions=["R7-major"])
    with pytest.raises(FormError):
        ask(case, Act.REFUSE_CHANGE, Role.CITY_HRSS_LEADER, reasons=["不利"], provisions=["R7-none"])


@pytest.mark.provision("Q22")
def test_the_handler_sees_the_next_step(change_case: ChangeCase) -> None:
    """A branch park is visited, then published; another change is passed on."""
    visit = {"visited_on": TODAY, "attendees": ["评审组"], "findings": "属实"}
    cases = {
        Act.PASS_CHANGE: change_case(Stage.CHANGE_EXAMINATION, rename()),
        Act.RECORD_SITE_VISIT: change_case(Stage.CHANGE_EXAMINATION, branch()),
        Act.PUBLISH_CHANGE_NOTICE: change_case(Stage.CHANGE_EXAMINATION, branch(), visit=visit),
    }
    assert list(cases) == [open_tasks(case)[0].acts[0] for case in cases.values()]


# --- What follows ---------------------------------------------------------------------------------------------


@pytest.mark.provision("R7-consent")
def test_the_park_keeps_what_was_carried_out(change_case: ChangeCase, actors: dict[Role, Actor]) -> None:
    """Only what is carried out changes the record, and only in the reported matter."""
    local, leader = actors[Role.LOCAL_HRSS], actors[Role.CITY_HRSS_LEADER]
    decided = folded(change_case(Stage.CHANGE_DECISION, rename()), Act.CONSENT_CHANGE, leader, opinion="同意")
    assert (Stage.CHANGE_IMPLEMENTATION, TODAY) == (decided.stage, decided.consented_on)
    assert close(decided).facts is None
    done = folded(decided, Act.REPORT_IMPLEMENTED, local, carried_out_on=TODAY, note="已更名")
    kept = close(done).facts
    assert kept is not None
    assert facts().model_copy(update={"park_name": "新名产业园"}) == kept
    assert (True, False) == (close(done).on_time, close(done).acted_first)
    assert facts_after(facts(), report("closure")) is None


@pytest.mark.provision("R7-consent", "Q21")
def test_acting_first_stays_with_the_case(change_case: ChangeCase, actors: dict[Role, Actor]) -> None:
    """The stage stays, the others must look again, and the park hears of it however the case ends."""
    case = change_case(Stage.CHANGE_DECISION, rename())
    found = folded(
        case, Act.RECORD_ACTING_FIRST, actors[Role.CITY_HRSS], since=date(2027, 2, 1), evidence="现场照片"
    )
    assert (case.stage, case.version + 1) == (found.stage, found.version)
    refused = folded(
        found, Act.REFUSE_CHANGE, actors[Role.CITY_HRSS_LEADER], reasons=["不利"], provisions=["R7-major"]
    )
    assert (Stage.CHANGE_REFUSED, True, None) == (
        refused.stage,
        close(refused).acted_first,
        close(refused).facts,
    )


@pytest.mark.provision("R7-branch", "R7-consent", "Q21", "Q22")
def test_every_document_is_composed_from_the_file(
    change_case: ChangeCase, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """Supplement request, notice, consent and refusal each name the park's change and its basis."""
    leader = actors[Role.CITY_HRSS_LEADER]
    decided = folded(
        change_case(Stage.CHANGE_DECISION, branch()),
        Act.CONSENT_CHANGE,
        leader,
        opinion="同意",
        conditions=["完成消防验收"],
    )
    refused = folded(
        change_case(Stage.CHANGE_DECISION, rename()),
        Act.REFUSE_CHANGE,
        leader,
        reasons=["与规划不符"],
        provisions=["R7-major"],
    )
    asked = change_case(
        Stage.CHANGE_SUPPLEMENT,
        rename(),
        supplement_items=("股东会决议",),
        documents=(
            {
                "kind": "supplement_notice",
                "number": "supplement_notice-1",
                "seq": 2,
                "dated": TODAY,
                "answer_by": calendar.add_workdays(OPENED, 10).last_day,
            },
        ),
    )
    expected = {
        DocumentKind.SUPPLEMENT_NOTICE: (asked, "股东会决议", "R7-report"),
        DocumentKind.CHANGE_NOTICE: (change_case(Stage.CHANGE_NOTICE, branch()), BRANCH.address, "R7-branch"),
        DocumentKind.CHANGE_CONSENT: (decided, "完成消防验收", "R7-branch"),
        DocumentKind.CHANGE_REFUSAL: (refused, "与规划不符", "R7-major"),
    }
    assert set(RULES.letters) == set(expected)
    for kind, (case, said, basis) in expected.items():
        number = f"{kind.value}-1"
        occasion = Occasion(number=number, dated=TODAY, facts=case.facts, edition=EDITION)
        issue = Issue(kind=kind, number=number, dated=TODAY, last_day=TODAY + timedelta(days=7))
        letter = RULES.letters[kind](case, occasion, issue)
        assert said in "".join(paragraph.text for paragraph in letter.paragraphs)
        assert basis in letter.citations
        assert DISTRICT in (letter.addressee or DISTRICT)


# --- At the park's door -----------------------------------------------------------------------------------------


def park() -> ParkFile:
    """Give a municipal park."""
    sound = {
        "id": "p",
        "name": facts().park_name,
        "district": DISTRICT,
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "stage": Stage.IN_LIFE,
        "facts": facts(),
        "designated_on": date(2026, 3, 1),
    }
    return ParkFile.model_validate(sound)


@pytest.mark.provision("R7-report", "Q20")
def test_the_park_takes_a_sound_report_from_its_local_department(
    actors: dict[Role, Actor], edition: Edition
) -> None:
    """Short notice refuses nothing; a record that differs in another matter is sent back."""

    def opened(reported: ChangeReport) -> Stage:
        form = reported.model_dump(mode="json")
        actor = actors[Role.LOCAL_HRSS]
        submission = Submission(act=Act.OPEN_CHANGE, actor=actor, key="k", seen=0, form=form)
        return examine_park_act(park(), submission, OPENED, edition).next

    assert Stage.IN_LIFE == opened(report("closure", planned_on=TODAY))
    assert Stage.IN_LIFE == opened(rename())
    with pytest.raises(FormError):
        opened(report("name", facts(park_name="新名产业园", investor=None)))


@pytest.mark.provision("R7-consent", "Q21")
@pytest.mark.parametrize("acted_first", [True, False])
def test_only_acting_first_counts_against_the_park(
    change_case: ChangeCase, actors: dict[Role, Actor], acted_first: bool
) -> None:
    """A report on short notice is noted in its case; it is no change before consent."""
    case = change_case(Stage.CHANGE_IMPLEMENTATION, rename(), consented_on=TODAY, short_notice=True)
    if acted_first:
        form: dict[str, Any] = {"since": TODAY - timedelta(days=1), "evidence": "照片"}
        case = folded(case, Act.RECORD_ACTING_FIRST, actors[Role.CITY_HRSS], **form)
    done = folded(case, Act.REPORT_IMPLEMENTED, actors[Role.LOCAL_HRSS], carried_out_on=TODAY, note="已更名")
    entry = Entry(
        case="park/p",
        seq=1,
        stage=Stage.IN_LIFE,
        act=Act.CLOSE_PROCEDURE,
        next=Stage.IN_LIFE,
        basis="R3-city",
        at=OPENED,
        actor=SYSTEM,
        key=f"{done.id}/closed",
        form=close(done).model_dump(mode="json"),
    )
    kept = fold_park(park(), entry)
    assert "新名产业园" == kept.name
    assert [(Kind.CHANGE, False)] * acted_first == [
        (reported.kind, reported.on_time) for reported in kept.reports
    ]


@pytest.mark.provision("R7-branch", "Q22", "Q31")
@pytest.mark.parametrize("kind", ["area", "main_site"])
def test_a_new_site_is_a_branch_park_whatever_it_is_called(edition: Edition, kind: str) -> None:
    """No visit and no notice are escaped by the name of the change; a site that moves or grows is none."""
    main = MAIN.model_copy(update={"area_m2": Decimal(5000)})
    away = MAIN.model_copy(update={"address": "另一处"})
    second = Site(address="新址", area_m2=Decimal(900))

    assert () == report_faults(facts(), report(kind, facts(sites=(main,))), edition)
    assert "R7-branch" in report_faults(facts(), report(kind, facts(sites=(MAIN, second))), edition)[0].id
    moved = report_faults(facts(), report(kind, facts(sites=(away,))), edition)
    assert (kind == "main_site") == (moved == ())
