"""Who may know what, until when: both sides of each line, for every kind of viewer."""

from dataclasses import dataclass
from typing import Any

import pytest

from regulation.measures.edition import edition
from regulation.people.actor import Actor
from regulation.people.disclosure import (
    Seal,
    organises,
    seal,
    sees_author,
    sees_member,
    sees_names,
    sees_sheet,
    words,
)
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.evaluation.table import EVALUATION
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table

EDITION = edition("jilin-city-draft")


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks."""

    id: str
    roles: tuple[Role, ...]


ANYBODY = None
CITY = Viewer("city", (Role.CITY_HRSS,))
LEADER = Viewer("leader", (Role.CITY_HRSS_LEADER,))
AUDITOR = Viewer("aud", (Role.AUDITOR,))
OPERATOR = Viewer("op", (Role.OPERATOR,))
MEMBER = Viewer("exp-1", (Role.EXPERT,))
EXPERT = Actor(person="exp-1", name="专家", role=Role.EXPERT)


def kept(table: Table, stage: Stage, *acted: Act, collated: bool = False) -> Seal:
    """Seal a case as it stands."""
    return seal(table, stage, acted, EDITION, collated=collated)


@pytest.mark.provision("Q42")
@pytest.mark.parametrize(
    ("table", "before", "decision"),
    [
        (APPLICATION, Stage.JOINT_DETERMINATION, Act.DESIGNATE),
        (APPLICATION, Stage.JOINT_DETERMINATION, Act.REFUSE),
        (EVALUATION, Stage.EVALUATION_CONFIRMATION, Act.CONFIRM_RESULT),
    ],
)
def test_names_are_sealed_until_the_determination(table: Table, before: Stage, decision: Act) -> None:
    """Then anybody may know who sat; an act before it opens nothing."""
    early, late = kept(table, before, Act.DRAW_PANEL), kept(table, before, Act.DRAW_PANEL, decision)
    assert (False, True) == (sees_names(ANYBODY, early), sees_names(ANYBODY, late))
    assert (False, True) == (sees_names(OPERATOR, early), sees_names(OPERATOR, late))


@pytest.mark.provision("Q10")
def test_who_must_name_a_member_sees_the_panel() -> None:
    """The bureau that draws it, whoever audits, and a leader at the stage in which only they recuse, not before."""
    review, result = kept(APPLICATION, Stage.EXPERT_REVIEW), kept(APPLICATION, Stage.REVIEW_RESULT)
    confirm = kept(EVALUATION, Stage.EVALUATION_CONFIRMATION)
    assert (False, True, True) == tuple(sees_names(LEADER, one) for one in (review, result, confirm))
    for organiser in (CITY, AUDITOR):
        assert sees_names(organiser, review)
    assert not sees_names(MEMBER, review)


@pytest.mark.provision("Q10")
def test_a_member_knows_that_they_sit() -> None:
    """Themselves, and no other member."""
    review = kept(APPLICATION, Stage.EXPERT_REVIEW)
    assert (True, False) == (sees_member(MEMBER, "exp-1", review), sees_member(MEMBER, "exp-2", review))
    assert not sees_member(ANYBODY, None, review), "nobody is not somebody without a name"


@pytest.mark.provision("Q42")
def test_opinions_stay_without_a_name() -> None:
    """Who wrote which sheet is for who organises, and for oneself; the rule knows no day on which it opens."""
    assert [True, True, False, False, True] == [
        sees_author(viewer, "exp-1") for viewer in (CITY, AUDITOR, LEADER, OPERATOR, MEMBER)
    ]
    assert not sees_author(MEMBER, "exp-2")


@pytest.mark.provision("Q11")
def test_sheets_are_sealed_until_all_are_collated() -> None:
    """Also from the bureau and the auditor; one's own is always readable."""
    for viewer in (ANYBODY, CITY, AUDITOR, LEADER):
        assert not sees_sheet(viewer, "exp-1", Seal())
        assert sees_sheet(viewer, "exp-1", Seal(collated=True))
    assert sees_sheet(MEMBER, "exp-1", Seal())


@pytest.mark.provision("Q12")
def test_who_objected_is_known_to_who_rules_on_it() -> None:
    """And to who audits; not to a leader, an operator or anybody."""
    assert [False, True, True, False, False] == [
        organises(viewer) for viewer in (ANYBODY, CITY, AUDITOR, LEADER, OPERATOR)
    ]


@pytest.mark.provision("Q10", "Q11", "Q12", "Q42")
def test_words_that_may_tell_a_name_are_kept_as_the_name_is() -> None:
    """What a member declares and why one is sent away open with the names; an opinion with the sheets."""
    sealed, opened, collated = Seal(), Seal(names_open=True), Seal(collated=True)
    told: dict[str, Any] = {"ground": "曾任职", "score": "88", "expert": "exp-1"}
    for act, actor in (
        (Act.DECLARE_CONFLICT, EXPERT),
        (Act.RECUSE, Actor(person="city", name="市", role=Role.CITY_HRSS)),
    ):
        assert {} == words(ANYBODY, act, actor, told, sealed)
        assert {} == words(ANYBODY, act, actor, told, collated)
        assert {"ground": "曾任职"} == words(ANYBODY, act, actor, told, opened)
        assert {"ground": "曾任职"} == words(CITY, act, actor, told, sealed)
    sheet: dict[str, Any] = {"opinion": "好", "score": "88", "recommends": True}
    for viewer in (ANYBODY, CITY, LEADER):
        assert {} == words(viewer, Act.SIGN_DESK_SHEET, EXPERT, sheet, sealed)
        assert {"opinion": "好"} == words(viewer, Act.SIGN_DESK_SHEET, EXPERT, sheet, collated)
    assert {"opinion": "好"} == words(MEMBER, Act.SIGN_DESK_SHEET, EXPERT, sheet, sealed)
