"""Each rule of Articles 4 and 5 says no to what it bars, and nothing to what it does not."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.file import CaseFile, Notice
from regulation.casework.forms import SiteVisit, read_form
from regulation.casework.guards import check_rules
from regulation.casework.suspension import Suspension, SuspensionKind
from regulation.conditions.dossier import Site
from regulation.conditions.waivers import Waiver
from regulation.designation.determination import Body, Opinion
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application.file import Objection, ObjectionStatus
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import RefusedError
from tests.conftest import collated

NOW = datetime(2026, 3, 2, 10, tzinfo=CST)
SMALL = (Site(address="某路", area_m2=Decimal(1800), main=True),)
WAIVER = Waiver(condition="R4.2c-area", reasons="新区", proposed_by="city_hrss", until=date(2027, 3, 1))
CITED = {"reasons": ["面积不足"], "provisions": ["R4.2c-area"]}
VISIT = SiteVisit(visited_on=NOW.date(), attendees=("评审组",), findings="属实")
SHEET = {"score": "100.00", "recommends": True, "opinion": "好"}
PASSED, FAILED = (collated(passed=passed) for passed in (True, False))
OPINIONS = tuple(Opinion(body=b, vote="agree", reason=None, by=b.value, on=NOW.date()) for b in Body)


def objection(status: ObjectionStatus, *, extended: bool = False) -> dict[str, Any]:
    """Give a case's one objection."""
    found = Objection(
        id=1, filed_at=NOW, text="面积", name="张", contact="电话", status=status, extended=extended
    )
    return {"objections": (found,)}


def ruling(number: int = 1) -> dict[str, Any]:
    """Give a ruling on an objection."""
    return {"objection": number, "reasons": "经核查"}


def proposal(condition: str = "R4.2c-area", until: str = "2027-03-01") -> dict[str, Any]:
    """Give the proposal of a waiver."""
    return {"condition": condition, "reasons": "新区", "until": until}


S, A, R = Stage, Act, Role
FILED, ADMITTED = ObjectionStatus.FILED, ObjectionStatus.ADMITTED
CASES: list[tuple[Stage, Act, Role, dict[str, Any], dict[str, Any], str]] = [
    (S.PREPARING, A.HAND_OVER, R.OPERATOR, {}, {}, ""),
    (S.PREPARING, A.HAND_OVER, R.OPERATOR, {}, {"materials": ()}, "condition"),
    (S.SUBMISSION, A.SUBMIT, R.LOCAL_GOVERNMENT, {"applicant": "政府"}, {}, ""),
    (
        S.ACCEPTANCE,
        A.REQUEST_SUPPLEMENT,
        R.CITY_HRSS,
        {"items": ["补"]},
        {"supplements_asked": {S.LOCAL_REVIEW: 1}},
        "",
    ),
    (
        S.ACCEPTANCE,
        A.REQUEST_SUPPLEMENT,
        R.CITY_HRSS,
        {"items": ["补"]},
        {"supplements_asked": {S.ACCEPTANCE: 1}},
        "condition",
    ),
    (S.ACCEPTANCE, A.ACCEPT, R.CITY_HRSS, {"opinion": "可"}, {}, ""),
    (S.ACCEPTANCE, A.ACCEPT, R.CITY_HRSS, {"opinion": "可"}, {"sites": SMALL}, "condition"),
    (
        S.ACCEPTANCE,
        A.ACCEPT,
        R.CITY_HRSS,
        {"opinion": "可"},
        {"sites": SMALL, "waivers": (WAIVER,)},
        "condition",
    ),
    (S.ACCEPTANCE, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {}, "condition"),
    (S.ACCEPTANCE, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {"sites": SMALL}, ""),
    (S.ACCEPTANCE, A.PROPOSE_WAIVER, R.CITY_HRSS, proposal(), {"sites": SMALL}, ""),
    (S.ACCEPTANCE, A.PROPOSE_WAIVER, R.CITY_HRSS, proposal(), {}, "condition"),
    (
        S.ACCEPTANCE,
        A.PROPOSE_WAIVER,
        R.CITY_HRSS,
        proposal(),
        {"sites": SMALL, "waivers": (WAIVER,)},
        "already_done",
    ),
    (S.ACCEPTANCE, A.PROPOSE_WAIVER, R.CITY_HRSS, proposal(until="2026-02-28"), {"sites": SMALL}, "bad_form"),
    (S.ACCEPTANCE, A.EXTEND_LIMIT, R.CITY_HRSS_LEADER, {"reason": "繁"}, {}, ""),
    (S.ACCEPTANCE, A.EXTEND_LIMIT, R.CITY_HRSS_LEADER, {"reason": "繁"}, {"extended": True}, "already_done"),
    (S.EXPERT_REVIEW, A.DRAW_SUBSTITUTES, R.CITY_HRSS, {}, {}, "condition"),
    (S.EXPERT_REVIEW, A.SIGN_DESK_SHEET, R.EXPERT, SHEET, {}, ""),
    (S.EXPERT_REVIEW, A.SIGN_DESK_SHEET, R.EXPERT, {**SHEET, "score": "100.01"}, {}, "bad_form"),
    (S.EXPERT_REVIEW, A.SIGN_ONSITE_SHEET, R.EXPERT, SHEET, {}, "too_early"),
    (S.EXPERT_REVIEW, A.SIGN_ONSITE_SHEET, R.EXPERT, SHEET, {"visit": VISIT}, "too_early"),
    (S.EXPERT_REVIEW, A.RECORD_SITE_VISIT, R.CITY_HRSS, VISIT.model_dump(mode="json"), {}, ""),
    (
        S.EXPERT_REVIEW,
        A.RECORD_SITE_VISIT,
        R.CITY_HRSS,
        VISIT.model_dump(mode="json"),
        {"visit": VISIT},
        "already_done",
    ),
    (
        S.EXPERT_REVIEW,
        A.RECORD_SITE_VISIT,
        R.CITY_HRSS,
        {**VISIT.model_dump(mode="json"), "visited_on": "2026-03-03"},
        {},
        "bad_form",
    ),
    (S.EXPERT_REVIEW, A.RECUSE, R.CITY_HRSS, {"member": "nobody", "ground": "任职"}, {}, "bad_form"),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {}, {"result": PASSED}, ""),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {}, {"result": FAILED}, "condition"),
    (S.REVIEW_RESULT, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {"result": PASSED}, "condition"),
    (S.REVIEW_RESULT, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {"result": FAILED}, ""),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {"workdays": 2}, {"result": PASSED}, "bad_form"),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {"workdays": 3}, {"result": PASSED}, ""),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {"workdays": 30}, {"result": PASSED}, ""),
    (S.REVIEW_RESULT, A.PUBLISH_NOTICE, R.CITY_HRSS, {"workdays": 31}, {"result": PASSED}, "bad_form"),
    (S.PUBLIC_NOTICE, A.ADMIT_OBJECTION, R.CITY_HRSS, ruling(), objection(FILED), ""),
    (S.PUBLIC_NOTICE, A.ADMIT_OBJECTION, R.CITY_HRSS, ruling(), objection(ADMITTED), "already_done"),
    (S.PUBLIC_NOTICE, A.ADMIT_OBJECTION, R.CITY_HRSS, ruling(2), objection(FILED), "bad_form"),
    (S.PUBLIC_NOTICE, A.DISMISS_OBJECTION, R.CITY_HRSS, ruling(), objection(FILED), "already_done"),
    (S.PUBLIC_NOTICE, A.DISMISS_OBJECTION, R.CITY_HRSS, ruling(), objection(ADMITTED), ""),
    (S.PUBLIC_NOTICE, A.EXTEND_INVESTIGATION, R.CITY_HRSS_LEADER, ruling(), objection(ADMITTED), ""),
    (
        S.PUBLIC_NOTICE,
        A.EXTEND_INVESTIGATION,
        R.CITY_HRSS_LEADER,
        ruling(),
        objection(ADMITTED, extended=True),
        "already_done",
    ),
    (S.JOINT_DETERMINATION, A.RECORD_OPINION, R.DRC, {"vote": "agree"}, {}, ""),
    (S.JOINT_DETERMINATION, A.RECORD_OPINION, R.DRC, {"vote": "reserve"}, {}, "bad_form"),
    (
        S.JOINT_DETERMINATION,
        A.RECORD_OPINION,
        R.DRC,
        {"vote": "agree"},
        {"opinions": OPINIONS},
        "already_done",
    ),
    (
        S.JOINT_DETERMINATION,
        A.DESIGNATE,
        R.CITY_HRSS_LEADER,
        {"opinion": "可"},
        {"opinions": OPINIONS[:2]},
        "condition",
    ),
    (S.JOINT_DETERMINATION, A.DESIGNATE, R.CITY_HRSS_LEADER, {"opinion": "可"}, {"opinions": OPINIONS}, ""),
    (
        S.JOINT_DETERMINATION,
        A.DESIGNATE,
        R.CITY_HRSS_LEADER,
        {"opinion": "可"},
        {"opinions": OPINIONS, **objection(ADMITTED)},
        "too_early",
    ),
    (S.JOINT_DETERMINATION, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {"opinions": OPINIONS[:2]}, "too_early"),
    (S.JOINT_DETERMINATION, A.REFUSE, R.CITY_HRSS_LEADER, CITED, {"opinions": OPINIONS}, ""),
    (
        S.JOINT_DETERMINATION,
        A.REFUSE,
        R.CITY_HRSS_LEADER,
        {**CITED, "provisions": ["R4.9-none"]},
        {"opinions": OPINIONS},
        "bad_form",
    ),
]


def answer(
    case: CaseFile, act: Act, form: dict[str, Any], actor: Actor, edition: Edition, at: datetime = NOW
) -> str:
    """Give the code of the refusal, or nothing."""
    try:
        check_rules(case, act, read_form(act, case.rules.forms[act], form), actor, at, edition)
    except RefusedError as error:
        return error.code if error.why and error.now else "says neither why nor what now"
    return ""


@pytest.mark.provision("R4-principle", "Q04", "Q09", "Q11", "Q12", "Q12b", "Q14", "Q16", "Q17")
@pytest.mark.parametrize(("stage", "act", "role", "form", "changes", "expected"), CASES)
def test_a_rule_bars_what_it_bars_and_no_more(
    case_at: Callable[..., CaseFile],
    actors: dict[Role, Actor],
    edition: Edition,
    stage: Stage,
    act: Act,
    role: Role,
    form: dict[str, Any],
    changes: dict[str, Any],
    expected: str,
) -> None:
    """Each case is one side of a rule."""
    case = case_at(stage)
    if "sites" in changes:
        changes = {**changes, "facts": case.facts.model_copy(update={"sites": changes["sites"]})}
        del changes["sites"]

    assert expected == answer(case.model_copy(update=changes), act, form, actors[role], edition)


@pytest.mark.provision("Q12", "Q09")
def test_a_moment_decides_at_the_end_of_a_period(
    case_at: Callable[..., CaseFile], actors: dict[Role, Actor], edition: Edition, calendar: Calendar
) -> None:
    """Until 24:00 of the last day an objection is heard and a supplement awaited; from then on neither."""
    period = calendar.add_workdays(NOW, 5)
    before, after = period.expires_at.replace(day=period.last_day.day, hour=23), period.expires_at
    public = case_at(Stage.PUBLIC_NOTICE, notice=Notice(number="1", opens_on=NOW.date(), period=period))
    silent = public.model_copy(update={"notice": None})
    waiting = case_at(Stage.LOCAL_SUPPLEMENT, due=period)

    def ask(case: CaseFile, act: Act, form: dict[str, Any], at: datetime) -> str:
        return answer(case, act, form, actors[Role.PUBLIC], edition, at)

    assert ["", "too_late"] == [ask(public, Act.FILE_OBJECTION, {"text": "x"}, at) for at in (before, after)]
    assert "too_early" == ask(silent, Act.FILE_OBJECTION, {"text": "x"}, before)
    resumed = [ask(waiting, Act.RESUME_EXAMINATION, {"opinion": "x"}, at) for at in (before, after)]
    assert ["too_early", ""] == resumed
    line = Suspension(
        kind=SuspensionKind.STOP,
        at=NOW,
        by="周负责",
        basis="Q58",
        reason="水灾",
        due_before=period.last_day,
        remaining=3,
    )
    stopped = waiting.model_copy(update={"due": None, "suspensions": (line,)})
    assert "condition" == ask(stopped, Act.RESUME_EXAMINATION, {"opinion": "x"}, after)


@pytest.mark.provision("Q52")
@pytest.mark.parametrize(
    ("by", "whose", "expected"),
    [
        (Role.LOCAL_HRSS, Role.LOCAL_HRSS, ""),
        (Role.LOCAL_HRSS, Role.CITY_HRSS, "not_entitled"),
        (Role.CITY_HRSS_LEADER, Role.CITY_HRSS, ""),
        (Role.CITY_HRSS_LEADER, Role.EXPERT, "not_entitled"),
    ],
)
def test_a_task_is_handed_on_within_its_house(
    case_at: Callable[..., CaseFile],
    actors: dict[Role, Actor],
    edition: Edition,
    by: Role,
    whose: Role,
    expected: str,
) -> None:
    """Each answers for its own; a review is handed to nobody."""
    form = {"role": whose.value, "to": "colleague", "reason": "休假"}

    assert expected == answer(case_at(Stage.LOCAL_REVIEW), Act.REASSIGN, form, actors[by], edition)


@pytest.mark.provision("Q14")
def test_one_person_does_not_speak_for_two_bodies(
    case_at: Callable[..., CaseFile], actors: dict[Role, Actor], edition: Edition
) -> None:
    """Whoever signed for one body is refused for another."""
    signed = OPINIONS[0].model_copy(update={"body": Body.CITY_HRSS, "by": actors[Role.DRC].person})
    case = case_at(Stage.JOINT_DETERMINATION, opinions=(signed,))

    assert "not_entitled" == answer(case, Act.RECORD_OPINION, {"vote": "agree"}, actors[Role.DRC], edition)
