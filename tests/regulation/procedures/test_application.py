"""The table of Article 5 rests on the Measures, and on nobody's invention."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from regulation.casework.authority import authorize
from regulation.casework.deadlines import ESCALATES_TO
from regulation.casework.file import CaseFile
from regulation.casework.forms import STANDING
from regulation.conditions.conditions import examine
from regulation.conditions.dossier import Site
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application.table import ALLOWANCES, APPLICATION, CLOCKS, FOUR_EYES, ISSUES
from regulation.procedures.park import PARK
from regulation.procedures.park.forms import FORMS
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import NotEntitledError


def test_every_row_rests_on_the_edition(edition: Edition) -> None:
    """No basis, no act."""
    tables = (PARK, *(rules.table for rules in PROCEDURES.values()))

    assert not [move for table in tables for move in table.moves if not edition.has(move.basis)]


def test_every_clock_reads_a_parameter(edition: Edition) -> None:
    """A period comes from the edition, and an account has an allowance."""
    assert all(edition.number(clock.limit) > 0 for clock in CLOCKS.values())
    assert set(ALLOWANCES) == {clock.account for clock in CLOCKS.values() if clock.account}


def test_every_act_has_a_form() -> None:
    """There is no act that nobody can fill in."""
    for table, forms in ((PARK, FORMS), *((rules.table, rules.forms) for rules in PROCEDURES.values())):
        acts = {move.act for move in table.moves}
        assert (set(), set()) == (acts - set(forms), set(forms) - acts - set(STANDING))


def test_documents_and_four_eyes_name_acts_of_the_table() -> None:
    """Neither list speaks of an act that this procedure lacks."""
    acts = {move.act for move in APPLICATION.moves}

    assert set(ISSUES) <= acts
    assert {*FOUR_EYES, *(earlier for pair in FOUR_EYES.values() for earlier in pair)} <= acts


@pytest.mark.provision("Q53")
def test_whoever_can_be_late_has_somebody_above() -> None:
    """Every role that a stage with a period waits for escalates, up to the leader of the city bureau."""
    late = {role for move in APPLICATION.moves if move.duty and move.stage in CLOCKS for role in move.by}

    assert late - set(ESCALATES_TO) == {Role.SYSTEM, Role.CITY_HRSS_LEADER}


@pytest.mark.provision("R5.2-govapply", "R5.1-apply", "R5.2-localreview", "R5.2-recommend")
def test_the_locality_examines_recommends_and_applies() -> None:
    """The local department examines and recommends; only the local government applies to the city."""
    way = [
        (Stage.LOCAL_REVIEW, Act.PASS_EXAMINATION, Stage.RECOMMENDATION, Role.LOCAL_HRSS),
        (Stage.RECOMMENDATION, Act.RECOMMEND, Stage.SUBMISSION, Role.LOCAL_HRSS),
        (Stage.SUBMISSION, Act.SUBMIT, Stage.ACCEPTANCE, Role.LOCAL_GOVERNMENT),
    ]
    into_the_city = {m.act for m in APPLICATION.moves if m.next == Stage.ACCEPTANCE != m.stage}

    for stage, act, leads_to, role in way:
        move = APPLICATION.find(stage, act)
        assert move is not None
        assert (leads_to, (role,)) == (move.next, move.by)
    assert {Act.SUBMIT, Act.SUPPLEMENT, Act.RESUME_EXAMINATION} == into_the_city


@pytest.mark.provision("R2-consent", "R3-city")
def test_only_the_city_bureau_makes_a_municipal_park() -> None:
    """Into `designated` leads one act, after the determination, both by the city bureau."""
    last = [(m.stage, m.act, m.by) for m in APPLICATION.moves if m.next == Stage.DESIGNATED != m.stage]
    before = [(m.stage, m.act, m.by) for m in APPLICATION.moves if m.next == Stage.APPROVAL_REPLY != m.stage]

    assert [(Stage.APPROVAL_REPLY, Act.ISSUE_REPLY, (Role.CITY_HRSS,))] == last
    assert [(Stage.JOINT_DETERMINATION, Act.DESIGNATE, (Role.CITY_HRSS_LEADER,))] == before


@pytest.mark.provision("R2-def-demo", "R4.2c-area", "Q07")
@pytest.mark.parametrize(("second", "met"), [("799.99", False), ("800.00", True)])
def test_a_park_may_have_several_sites(
    case_at: Callable[..., CaseFile], edition: Edition, second: str, *, met: bool
) -> None:
    """The places of one park count together: 1200 m² and the rest elsewhere."""
    least = edition.decimal("conditions.area_min")
    case = case_at(Stage.ACCEPTANCE)
    sites = (
        Site(address="某路1号", area_m2=least - Decimal(800), main=True),
        Site(address="某路2号", area_m2=Decimal(second), main=False),
    )
    found = examine(case.facts.model_copy(update={"sites": sites}), case.materials, edition)

    assert [met] == [finding.met for finding in found if finding.condition == "R4.2c-area"]


@pytest.mark.provision("Q10", "Q11")
def test_once_the_result_is_known_a_member_is_recused_by_one_leader_and_decided_on_by_another(
    case_at: Callable[..., CaseFile], actors: dict[Role, Actor]
) -> None:
    """During the review the handler may send a member away; after it, only a leader who then does not decide."""
    handler, leader = actors[Role.CITY_HRSS], actors[Role.CITY_HRSS_LEADER]
    result = case_at(Stage.REVIEW_RESULT)

    authorize(handler, Act.RECUSE, case_at(Stage.EXPERT_REVIEW))
    authorize(leader, Act.RECUSE, result)
    with pytest.raises(NotEntitledError):
        authorize(handler, Act.RECUSE, result)
    for stage, act in (
        (Stage.REVIEW_RESULT, Act.REFUSE),
        (Stage.JOINT_DETERMINATION, Act.DESIGNATE),
        (Stage.JOINT_DETERMINATION, Act.REFUSE),
    ):
        authorize(leader, act, case_at(stage, acted={Act.RECUSE: "leader-2"}))
        with pytest.raises(NotEntitledError):
            authorize(leader, act, case_at(stage, acted={Act.RECUSE: leader.person}))
