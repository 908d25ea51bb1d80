"""Who may do what: every role, act and stage, and the bounds of district, body, person and four eyes."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from regulation.casework.authority import authorize
from regulation.casework.entry import Submission
from regulation.casework.examination import examine_act
from regulation.casework.file import CaseFile
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.people.jurisdiction import LOCAL_ROLES
from regulation.procedures.application.table import APPLICATION, FOUR_EYES
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import ActNotAllowedError, NotEntitledError, RefusedError, StaleError

CaseAt = Callable[..., CaseFile]
Actors = dict[Role, Actor]


def answer(actor: Actor, act: Act, case: CaseFile) -> str:
    """Say how an attempt ends: with a code, or where it leads."""
    try:
        return authorize(actor, act, case).next.value
    except RefusedError as error:
        return error.code


@pytest.mark.provision("R3-local", "R3-city")
def test_only_the_roles_of_the_table_are_let_through(case_at: CaseAt, actors: Actors) -> None:
    """Every cell of role, act and stage: the table's roles pass, all others are told which of two it is."""
    wrong = []
    for stage in sorted(APPLICATION.stages):
        case = case_at(stage)
        for act in Act:
            move = APPLICATION.find(stage, act)
            for role in Role:
                expected = "act_not_allowed" if move is None else "not_entitled"
                if move is not None and role in move.by:
                    expected = move.next.value
                if expected != (got := answer(actors[role], act, case)):
                    wrong.append((stage.value, act.value, role.value, expected, got))

    assert [] == wrong


@pytest.mark.provision("R3-local", "Q01")
@pytest.mark.parametrize("district", ["吉林市昌邑区", None])
def test_a_local_role_acts_in_its_own_district_only(
    case_at: CaseAt, actors: Actors, district: str | None
) -> None:
    """Another district's official and one without a district are refused, at every row."""
    for move in APPLICATION.moves:
        for role in LOCAL_ROLES & set(move.by):
            stranger = actors[role].model_copy(update={"district": district})
            assert "not_entitled" == answer(stranger, move.act, case_at(move.stage))


@pytest.mark.provision("R3-city")
def test_the_city_has_no_district(case_at: CaseAt, actors: Actors) -> None:
    """The city bureau acts for every district."""
    city = actors[Role.CITY_HRSS].model_copy(update={"district": None})

    assert Stage.PANEL_FORMATION == answer(city, Act.ACCEPT, case_at(Stage.ACCEPTANCE))


@pytest.mark.parametrize("code", ["91220203MA0000002X", None])
def test_only_the_operator_of_the_dossier_acts(case_at: CaseAt, actors: Actors, code: str | None) -> None:
    """Another operator of the same district is refused."""
    other = actors[Role.OPERATOR].model_copy(update={"credit_code": code})

    with pytest.raises(NotEntitledError, match="运营机构"):
        authorize(other, Act.HAND_OVER, case_at(Stage.PREPARING))


@pytest.mark.provision("Q10")
def test_only_a_sitting_member_scores(case_at: CaseAt, actors: Actors) -> None:
    """An expert in reserve, and any expert before there is a panel, is refused."""
    case = case_at(Stage.EXPERT_REVIEW)
    assert case.panel is not None
    reserve = actors[Role.EXPERT].model_copy(update={"person": case.panel.reserve[0].id})

    assert "not_entitled" == answer(reserve, Act.SIGN_DESK_SHEET, case)
    without = case.model_copy(update={"panel": None})
    assert "not_entitled" == answer(actors[Role.EXPERT], Act.SIGN_DESK_SHEET, without)
    assert Stage.EXPERT_REVIEW == answer(actors[Role.EXPERT], Act.SIGN_DESK_SHEET, case)


@pytest.mark.provision("Q52")
def test_an_assigned_task_is_done_by_its_assignee(case_at: CaseAt, actors: Actors) -> None:
    """A colleague is refused, except to hand it on; the assignee passes."""
    local = actors[Role.LOCAL_HRSS]
    case = case_at(Stage.LOCAL_REVIEW, assigned={Role.LOCAL_HRSS: "colleague"})
    colleague = local.model_copy(update={"person": "colleague"})

    assert "not_entitled" == answer(local, Act.PASS_EXAMINATION, case)
    assert Stage.LOCAL_REVIEW == answer(local, Act.REASSIGN, case)
    assert Stage.RECOMMENDATION == answer(colleague, Act.PASS_EXAMINATION, case)


@pytest.mark.provision("Q51", "Q52")
def test_a_withdrawal_is_open_to_the_body_and_not_to_the_assignee_only(
    case_at: CaseAt, actors: Actors
) -> None:
    """Whoever was handed the task decides nothing for the applicant: the colleagues may withdraw, and so may they."""
    government = actors[Role.LOCAL_GOVERNMENT]
    case = case_at(Stage.SUBMISSION, assigned={Role.LOCAL_GOVERNMENT: "colleague"})
    colleague = government.model_copy(update={"person": "colleague"})

    assert "not_entitled" == answer(government, Act.SUBMIT, case)
    assert [Stage.WITHDRAWN] * 2 == [answer(person, Act.WITHDRAW, case) for person in (government, colleague)]


@pytest.mark.provision("Q52")
def test_a_deputy_acts_before_there_is_a_panel(case_at: CaseAt, actors: Actors) -> None:
    """Nobody was recused where nobody was drawn."""
    deputy = actors[Role.CITY_HRSS].model_copy(update={"acting_for": "principal"})

    assert Stage.PANEL_FORMATION == answer(deputy, Act.ACCEPT, case_at(Stage.ACCEPTANCE, panel=None))


@pytest.mark.provision("Q04")
@pytest.mark.parametrize(("act", "earlier"), [(a, e) for a, pair in FOUR_EYES.items() for e in pair])
def test_one_person_does_not_do_both(case_at: CaseAt, actors: Actors, act: Act, earlier: Act) -> None:
    """Whoever did the first is refused the second; anybody else of the role is not."""
    move = next(move for move in APPLICATION.moves if move.act == act)
    actor = actors[move.by[0]]

    assert "not_entitled" == answer(actor, act, case_at(move.stage, acted={earlier: actor.person}))
    assert move.next == answer(actor, act, case_at(move.stage, acted={earlier: "somebody else"}))


def test_nobody_can_claim_to_be_the_system(case_at: CaseAt, edition: Edition) -> None:
    """What the system does, and everything else, is refused to whoever calls himself the system."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    for stage in sorted(APPLICATION.stages):
        for act in Act:
            claim = Submission(act=act, actor=SYSTEM, key="k", seen=0)
            with pytest.raises(NotEntitledError, match="系统行为"):
                examine_act(case_at(stage), claim, at, edition)


def test_an_act_on_an_older_version_is_refused(case_at: CaseAt, actors: Actors, edition: Edition) -> None:
    """Neither an older nor a future version is taken; the present one is."""
    case = case_at(Stage.LOCAL_REVIEW, version=3)
    at = datetime(2026, 3, 2, tzinfo=UTC)

    def claim(seen: int) -> Submission:
        return Submission(
            act=Act.PASS_EXAMINATION,
            actor=actors[Role.LOCAL_HRSS],
            key="k",
            seen=seen,
            form={"opinion": "齐全"},
        )

    for seen in (2, 4):
        with pytest.raises(StaleError):
            examine_act(case, claim(seen), at, edition)
    assert Stage.RECOMMENDATION == examine_act(case, claim(3), at, edition).move.next


def test_the_refusal_says_what_can_be_done(case_at: CaseAt, actors: Actors) -> None:
    """An act at the wrong stage is answered with the acts that are open, or that none is."""
    with pytest.raises(ActNotAllowedError, match="移交审核（运营机构，Q02）"):
        authorize(actors[Role.OPERATOR], Act.SUPPLEMENT, case_at(Stage.PREPARING))
    with pytest.raises(ActNotAllowedError, match="已经办结"):
        authorize(actors[Role.OPERATOR], Act.SUPPLEMENT, case_at(Stage.WITHDRAWN))
