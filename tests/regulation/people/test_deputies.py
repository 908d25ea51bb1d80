"""Deputies: who can stand in for whom, for how long, and what a deputyship never gets around."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.authority import authorize
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.casework.forms import Vote
from regulation.casework.guards import opinion_is_owed
from regulation.designation.panel import Panel, substitute
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.people.deputies import Deputyship, check_appointment, check_fit, may_end
from regulation.procedures.application.file import ApplicationFile
from regulation.procedures.application.forms import WaiverDecision
from regulation.procedures.application.guards import waiver_is_open
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, FormError, NotEntitledError

CaseAt = Callable[..., ApplicationFile]
TODAY = date(2026, 12, 1)
HERE, THERE = "吉林市龙潭区", "吉林市昌邑区"


def account(name: str, *roles: Role, district: str | None = None, code: str | None = None) -> Account:
    """Give a person of the directory."""
    return Account(id=name, name=name, roles=roles, district=district, credit_code=code)


LEADER = account("leader", Role.CITY_HRSS_LEADER)
HANDLER = account("handler", Role.CITY_HRSS)
ADMIN = account("admin", Role.ADMINISTRATOR)
LOCAL = account("local", Role.LOCAL_HRSS, district=HERE)
COLLEAGUE = account("colleague", Role.LOCAL_HRSS, district=HERE)


def deputyship(principal: Account = LEADER, deputy: Account = HANDLER, **changes: Any) -> Deputyship:
    """Give a sound deputyship of ten days."""
    sound = {
        "principal": principal.id,
        "role": principal.roles[0],
        "deputy": deputy.id,
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=9),
        "reason": "出差",
        "recorded_by": principal.id,
    }
    return Deputyship.model_validate(sound | changes)


def appoint(
    edition: Edition,
    recorder: Account,
    asked: Deputyship,
    *standing: Deputyship,
    pair: tuple[Account, Account],
) -> None:
    """Ask whether a deputyship may be recorded."""
    check_appointment(asked, pair[0], pair[1], recorder, standing, TODAY, edition)


@pytest.mark.provision("Q52", "Q01")
@pytest.mark.parametrize(
    ("role", "principal", "deputy", "why"),
    [
        (Role.CITY_HRSS_LEADER, LEADER, HANDLER, None),
        (Role.LOCAL_HRSS, LOCAL, COLLEAGUE, None),
        (Role.CITY_HRSS_LEADER, LEADER, LEADER, "同一账号"),
        (Role.CITY_HRSS, LEADER, HANDLER, "未登记"),
        (Role.CITY_HRSS_LEADER, LEADER, account("d", Role.DRC), "不是市人社局"),
        (Role.DRC, account("d", Role.DRC), account("d2", Role.DRC), None),
        (Role.DRC, account("d", Role.DRC), HANDLER, "不是市发改委"),
        (Role.FINANCE, account("f", Role.FINANCE), account("d", Role.DRC), "不是市财政局"),
        (Role.CITY_HRSS_LEADER, LEADER, account("nobody"), "不是市人社局"),
        (Role.LOCAL_HRSS, LOCAL, account("l2", Role.LOCAL_HRSS, district=THERE), "辖区"),
        (Role.LOCAL_HRSS, LOCAL, account("g", Role.LOCAL_GOVERNMENT, district=HERE), "不是所在地人社部门"),
        (Role.AUDITOR, account("a", Role.AUDITOR), account("a2", Role.AUDITOR), "不能由人代办"),
    ],
)
def test_a_deputy_is_of_the_same_body_and_district(
    role: Role, principal: Account, deputy: Account, why: str | None
) -> None:
    """Each bound of body, district and role refuses by name; inside them a deputy fits."""
    if why is None:
        check_fit(role, principal, deputy)
        return
    with pytest.raises(NotEntitledError, match=why):
        check_fit(role, principal, deputy)


@pytest.mark.provision("Q10", "Q52")
def test_a_panel_member_has_no_deputy() -> None:
    """An expert acts in person, even where another expert would stand in."""
    with pytest.raises(NotEntitledError, match="亲自评审"):
        check_fit(Role.EXPERT, account("e", Role.EXPERT), account("e2", Role.EXPERT))


@pytest.mark.provision("Q52")
def test_an_operators_deputy_is_of_the_same_organisation() -> None:
    """Two operators of one district are two organisations."""
    own = account("op", Role.OPERATOR, district=HERE, code="A")
    check_fit(Role.OPERATOR, own, account("op2", Role.OPERATOR, district=HERE, code="A"))
    with pytest.raises(NotEntitledError, match="同一运营机构"):
        check_fit(Role.OPERATOR, own, account("op3", Role.OPERATOR, district=HERE, code="B"))


@pytest.mark.provision("Q52")
def test_a_deputyship_is_bounded_and_never_backdated(edition: Edition) -> None:
    """The longest allowed passes and one day more does not; today may be the first day and yesterday not."""
    most, pair = edition.number("deputies.max_days"), (LEADER, HANDLER)
    appoint(edition, LEADER, deputyship(ends_on=TODAY + timedelta(days=most - 1)), pair=pair)
    appoint(edition, LEADER, deputyship(ends_on=TODAY), pair=pair)
    for wrong in (
        deputyship(ends_on=TODAY + timedelta(days=most)),
        deputyship(ends_on=TODAY - timedelta(days=1)),
        deputyship(starts_on=TODAY - timedelta(days=1)),
    ):
        with pytest.raises(FormError):
            appoint(edition, LEADER, wrong, pair=pair)


@pytest.mark.provision("Q52")
def test_the_same_deputyship_is_not_recorded_twice_for_a_day(edition: Edition) -> None:
    """One shared day is too many; the day after the end is free, and so is the time after an early end."""
    stands, pair = deputyship(), (LEADER, HANDLER)
    with pytest.raises(AlreadyDoneError):
        appoint(
            edition, LEADER, deputyship(starts_on=stands.ends_on, ends_on=date(2027, 1, 5)), stands, pair=pair
        )
    after = deputyship(starts_on=stands.ends_on + timedelta(days=1), ends_on=date(2027, 1, 5))
    appoint(edition, LEADER, after, stands, pair=pair)
    ended = stands.model_copy(update={"ended_at": datetime(2026, 11, 30, 12, tzinfo=CST)})
    appoint(edition, LEADER, deputyship(), ended, pair=pair)


@pytest.mark.provision("Q52")
@pytest.mark.parametrize(
    ("recorder", "principal", "allowed"),
    [
        (LEADER, LEADER, True),
        (LEADER, HANDLER, True),
        (HANDLER, LEADER, False),
        (LEADER, LOCAL, False),
        (LOCAL, LOCAL, True),
        (COLLEAGUE, LOCAL, False),
        (ADMIN, LOCAL, True),
        (ADMIN, LEADER, True),
    ],
)
def test_who_records_a_deputyship(
    recorder: Account, principal: Account, allowed: bool, edition: Edition
) -> None:
    """The principal, the leader for the bureau's own roles, an administrator; not the deputy, who may only end it."""
    deputy = {LEADER.id: HANDLER, HANDLER.id: LEADER, LOCAL.id: COLLEAGUE}[principal.id]
    asked = deputyship(principal, deputy)
    if allowed:
        appoint(edition, recorder, asked, pair=(principal, deputy))
    else:
        with pytest.raises(NotEntitledError, match="不能为"):
            appoint(edition, recorder, asked, pair=(principal, deputy))
    assert may_end(deputy, asked)
    assert allowed or recorder == deputy or not may_end(recorder, asked)


@pytest.mark.provision("Q52")
def test_a_deputyship_stands_from_its_first_to_its_last_midnight() -> None:
    """In China's time; an early end takes the rest away from its very second."""
    stands = deputyship(ends_on=TODAY)
    first, after = datetime(2026, 12, 1, tzinfo=CST), datetime(2026, 12, 2, tzinfo=CST)
    second = timedelta(seconds=1)

    assert [False, True, True, False] == [
        stands.stands(at.astimezone(UTC)) for at in (first - second, first, after - second, after)
    ]
    noon = first + timedelta(hours=12)
    ended = stands.model_copy(update={"ended_at": noon})
    assert [True, False] == [ended.stands(noon - second), ended.stands(noon)]


def city(person: str, role: Role, acting_for: str | None = None) -> Actor:
    """Give a person of the city bureau."""
    return Actor(person=person, name=person, role=role, acting_for=acting_for)


def refusal(actor: Actor, act: Act, case: CaseFile) -> str | None:
    """Say why an attempt is refused, None when it is taken."""
    try:
        authorize(actor, act, case)
    except NotEntitledError as error:
        return str(error.why)
    return None


LEADERS = Role.CITY_HRSS_LEADER


@pytest.mark.provision("Q52", "Q04")
@pytest.mark.parametrize(
    ("did", "did_for", "now", "now_for", "refused"),
    [
        ("d", None, "d", "p", True),
        ("p", None, "d", "p", True),
        ("d", "p", "p", None, True),
        ("d", "p", "d", None, True),
        ("d", "p", "e", "p", True),
        ("d", "p", "d", "q", True),
        ("d", "p", "e", "q", False),
        ("d", None, "e", None, False),
    ],
)
def test_four_eyes_hold_across_a_deputyship(
    did: str, did_for: str | None, now: str, now_for: str | None, *, refused: bool, case_at: CaseAt
) -> None:
    """Accepting and designating take two people, neither being the other's deputy nor having the same principal."""
    acted_for = {Act.ACCEPT: did_for} if did_for else {}
    case = case_at(Stage.JOINT_DETERMINATION, acted={Act.ACCEPT: did}, acted_for=acted_for)

    assert refused == ("双人复核" in (refusal(city(now, LEADERS, now_for), Act.DESIGNATE, case) or ""))


@pytest.mark.provision("Q04", "Q52")
@pytest.mark.parametrize(
    ("decides", "acting_for", "refused"),
    [
        ("d", None, True),
        ("p", None, True),
        ("e", "d", True),
        ("e", "p", True),
        ("e", "q", False),
        ("e", None, False),
    ],
)
def test_a_waiver_is_decided_by_a_second_pair_of_eyes(
    decides: str, acting_for: str | None, *, refused: bool, case_at: CaseAt, edition: Edition
) -> None:
    """D proposed it for p, and somebody else another one since: neither d nor p decides, nor a deputy of either."""
    case: CaseFile = case_at(Stage.ACCEPTANCE)
    for condition, by, instead in (("R4.2c-area", "d", "p"), ("R4.3b-count", "x", None)):
        proposal = {"condition": condition, "reasons": "确有理由", "until": "2027-12-31"}
        case = step(case, Act.PROPOSE_WAIVER, city(by, Role.CITY_HRSS, instead), **proposal)
    form = WaiverDecision(condition="R4.2c-area", opinion="同意")
    actor, at = city(decides, LEADERS, acting_for), datetime(2026, 12, 1, tzinfo=UTC)

    def decide() -> None:
        waiver_is_open(case, form, actor, at, edition, Act.APPROVE_WAIVER)

    if refused:
        with pytest.raises(NotEntitledError, match="另一人"):
            decide()
    else:
        decide()


@pytest.mark.provision("Q14", "Q52")
def test_one_person_does_not_sign_for_two_bodies_through_a_deputy(case_at: CaseAt, edition: Edition) -> None:
    """Whose deputy signed for the bureau does not sign for another body, in person or through somebody else."""
    case: CaseFile = case_at(Stage.JOINT_DETERMINATION)
    case = step(case, Act.RECORD_OPINION, city("d", LEADERS, "p"), vote="agree")
    form, at = Vote(vote="agree"), datetime(2026, 12, 1, tzinfo=UTC)
    for person, acting_for in (("p", None), ("d", None), ("e", "p")):
        with pytest.raises(NotEntitledError, match="两个部门"):
            opinion_is_owed(case, form, city(person, Role.DRC, acting_for), at, edition, Act.RECORD_OPINION)
    opinion_is_owed(case, form, city("e", Role.DRC), at, edition, Act.RECORD_OPINION)


@pytest.mark.provision("Q52")
def test_a_deputy_does_what_was_assigned_to_the_principal(case_at: CaseAt) -> None:
    """The assignee's deputy passes; the deputy of another, and the deputy as themself, do not."""
    case = case_at(Stage.ACCEPTANCE, assigned={Role.CITY_HRSS: "p"})

    assert refusal(city("d", Role.CITY_HRSS, "p"), Act.ACCEPT, case) is None
    assert "已转交 p" in (refusal(city("d", Role.CITY_HRSS, "q"), Act.ACCEPT, case) or "")
    assert "已转交 p" in (refusal(city("d", Role.CITY_HRSS), Act.ACCEPT, case) or "")


@pytest.mark.provision("Q10", "Q52")
def test_whoever_was_recused_does_not_come_back_as_a_deputy(case_at: CaseAt, panel: Panel) -> None:
    """A member who left the panel, or was ruled out at the draw, acts for nobody in this case."""
    gone = panel.member_ids[0]
    left = substitute(panel, gone, "近亲属")
    case = case_at(Stage.ACCEPTANCE, panel=left)

    assert "已回避" in (refusal(city(gone, Role.CITY_HRSS, "p"), Act.ACCEPT, case) or "")
    assert refusal(city("d", Role.CITY_HRSS, "p"), Act.ACCEPT, case) is None


@pytest.mark.provision("Q10")
def test_a_member_has_no_deputy_in_the_case_either(case_at: CaseAt, panel: Panel) -> None:
    """An expert who claims to act for another sitting member is refused before anything else is looked at."""
    first, second = panel.member_ids[:2]
    claim = Actor(person=first, name=first, role=Role.EXPERT, acting_for=second)
    case = case_at(Stage.EXPERT_REVIEW)

    assert "亲自" in (refusal(claim, Act.SIGN_DESK_SHEET, case) or "")


def step(case: CaseFile, act: Act, actor: Actor, **form: Any) -> CaseFile:
    """Fold one entry into a case."""
    move = case.rules.table.find(case.stage, act)
    assert move is not None
    return fold(
        case,
        Entry(
            case=case.id,
            seq=case.seq + 1,
            stage=case.stage,
            act=act,
            next=move.next,
            basis=move.basis,
            at=datetime(2026, 12, 1, tzinfo=UTC),
            actor=actor,
            key=f"{case.id}#{case.seq + 1}",
            form=form,
        ),
    )


@pytest.mark.provision("Q52")
def test_whoever_handed_a_task_over_does_not_come_back_as_a_deputy(case_at: CaseAt) -> None:
    """Handed from a to b by the leader and on to c: neither a nor b is c's deputy, until it is handed back."""
    leader = city("leader", LEADERS)
    case: CaseFile = case_at(Stage.ACCEPTANCE)
    for to in ("a", "b", "c"):
        case = step(case, Act.REASSIGN, leader, role="city_hrss", to=to, reason="调整分工")
    assert ("a", "b") == case.relieved
    for away in case.relieved:
        assert "转交他人" in (refusal(city(away, Role.CITY_HRSS, "c"), Act.ACCEPT, case) or "")
    assert refusal(city("d", Role.CITY_HRSS, "c"), Act.ACCEPT, case) is None

    case = step(case, Act.REASSIGN, leader, role="city_hrss", to="b", reason="交回")
    assert ("a", "c") == case.relieved
    assert refusal(city("b", Role.CITY_HRSS), Act.ACCEPT, case) is None


@pytest.mark.provision("Q52")
def test_a_task_nobody_was_named_for_relieves_the_one_who_hands_it_over(
    case_at: CaseAt, actors: dict[Role, Actor]
) -> None:
    """A local official hands their task to a colleague; had a deputy done it, the principal is relieved."""
    local = actors[Role.LOCAL_HRSS]
    instead = local.model_copy(update={"person": "d", "acting_for": "p"})
    form = {"role": "local_hrss", "to": "x", "reason": "回避"}

    assert (local.person,) == step(case_at(Stage.LOCAL_REVIEW), Act.REASSIGN, local, **form).relieved
    assert ("p",) == step(case_at(Stage.LOCAL_REVIEW), Act.REASSIGN, instead, **form).relieved


@pytest.mark.provision("Q52", "Q10")
def test_reassignment_keeps_recusal(case_at: CaseAt, panel: Panel) -> None:
    """A member who was recused stays out after the handler's task was handed to somebody else, in every role."""
    gone = panel.member_ids[0]
    case: CaseFile = case_at(Stage.EXPERT_REVIEW, panel=substitute(panel, gone, "近亲属"))
    before = case.panel
    case = step(case, Act.REASSIGN, city("leader", LEADERS), role="city_hrss", to="city2", reason="调整分工")

    assert before == case.panel
    member = Actor(person=gone, name=gone, role=Role.EXPERT)
    assert "不是本案评审组现任成员" in (refusal(member, Act.SIGN_DESK_SHEET, case) or "")
    assert "已回避" in (refusal(city(gone, Role.CITY_HRSS, "city2"), Act.RECUSE, case) or "")


def test_the_case_remembers_for_whom_an_act_was_done(case_at: CaseAt, actors: dict[Role, Actor]) -> None:
    """The principal is kept beside the person, and forgotten when the act is done again in person."""
    local = actors[Role.LOCAL_HRSS]
    instead = local.model_copy(update={"person": "d", "acting_for": local.person})
    form = {"role": "local_hrss", "to": "x", "reason": "出差"}
    case = step(case_at(Stage.LOCAL_REVIEW), Act.REASSIGN, instead, **form)
    assert ("d", local.person) == (case.acted[Act.REASSIGN], case.acted_for[Act.REASSIGN])

    again = step(case, Act.REASSIGN, local, **form)
    assert (local.person, {}) == (again.acted[Act.REASSIGN], again.acted_for)


def test_a_file_from_before_deputies_is_still_read(case_at: CaseAt) -> None:
    """Neither field is asked of a stored file, nor the principal of a stored actor."""
    stored = case_at(Stage.LOCAL_REVIEW).model_dump(mode="json", exclude={"acted_for", "relieved"})

    assert ({}, ()) == (
        ApplicationFile.model_validate(stored).acted_for,
        ApplicationFile.model_validate(stored).relieved,
    )
    old = city("a", Role.CITY_HRSS).model_dump(mode="json", exclude={"acting_for"})
    assert Actor.model_validate(old).acting_for is None
