"""Who may know what, until when (Q10, Q11, Q12, Q42)."""

import pytest

from regulation.measures.edition import edition
from regulation.people.disclosure import DETERMINING, Sight, sight
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role

EDITION = edition("jilin-city-draft")
LEADER = (Role.CITY_HRSS_LEADER,)


def seen(*roles: Role, person: str | None = "p", **known: object) -> Sight:
    """Give what a person in these roles may know under the shipped edition."""
    return sight(person, roles, EDITION, **known)  # type: ignore[arg-type]


@pytest.mark.provision("Q42")
@pytest.mark.parametrize("role", [*Role, None])
def test_the_names_are_sealed_until_the_determination(role: Role | None) -> None:
    """Before it, only who draws the panel and who audits know it; afterwards nobody is kept from it."""
    roles = () if role is None else (role,)

    assert (role in {Role.CITY_HRSS, Role.AUDITOR}) == seen(*roles).panel
    assert all(seen(*roles, done=(act,)).panel for act in DETERMINING)
    assert not seen(Role.OPERATOR, done=(Act.WITHDRAW, Act.PUBLISH_NOTICE, Act.COLLATE_SCORES)).panel


@pytest.mark.provision("Q42")
def test_opinions_stay_anonymous_after_the_determination() -> None:
    """The names are open then; whose opinion it was is not."""
    operator = seen(Role.OPERATOR, done=(Act.DESIGNATE,))

    assert operator.knows_member("expert")
    assert not operator.knows_author("expert", Role.EXPERT)
    assert operator.knows_author("somebody", Role.LOCAL_HRSS)


@pytest.mark.provision("Q10")
def test_a_leader_who_must_name_a_member_sees_the_panel() -> None:
    """At a stage where the leader may recuse, they know who sits, and not who wrote which sheet."""
    leader = seen(*LEADER, recused_by=LEADER)

    assert (True, False) == (leader.panel, leader.authors)
    assert leader.hears(Act.RECUSE, Role.CITY_HRSS, {"ground": "kin"}, "city", collated=False)
    assert not seen(*LEADER).panel


@pytest.mark.provision("Q11")
def test_a_sheet_is_sealed_until_all_are_collated() -> None:
    """Not even the handler reads points before; each member reads their own."""
    assert not seen(Role.CITY_HRSS).reads_sheet("e1", sealed=True)
    assert seen(Role.EXPERT, person="e1").reads_sheet("e1", sealed=True)
    assert seen(Role.OPERATOR).reads_sheet("e1", sealed=False)


@pytest.mark.parametrize(
    ("form", "collated", "expected"),
    [
        ({"opinion": "同意"}, False, (False, False, True)),
        ({"opinion": "同意"}, True, (True, True, True)),
        ({"ground": "kin"}, True, (False, True, True)),
    ],
)
def test_the_words_of_a_member(
    form: dict[str, str],
    collated: bool,
    expected: tuple[bool, bool, bool],
) -> None:
    """An operator, the handler and the member: opinions are told once collated, a declared conflict never to parties."""
    viewers = (seen(Role.OPERATOR), seen(Role.CITY_HRSS), seen(Role.EXPERT, person="e1"))

    assert expected == tuple(
        v.hears(Act.DECLARE_CONFLICT, Role.EXPERT, form, "e1", collated=collated) for v in viewers
    )


@pytest.mark.provision("Q12")
def test_an_objector_is_told_only_with_a_name_on_file() -> None:
    """Who objected without name or contact is known to the city bureau's handler and to auditors alone."""
    named, anonymous = {"text": "t", "name": "n", "contact": "c"}, {"text": "t", "name": "n"}

    assert seen(person=None).hears(Act.FILE_OBJECTION, Role.PUBLIC, named, "public", collated=False)
    assert not seen(Role.OPERATOR).hears(Act.FILE_OBJECTION, Role.PUBLIC, anonymous, "public", collated=False)
    assert seen(Role.AUDITOR).hears(Act.FILE_OBJECTION, Role.PUBLIC, anonymous, "public", collated=False)


def test_nobody_is_not_everybody() -> None:
    """Who is not signed in does not own what was done by nobody."""
    assert not seen(person=None).knows_author(None, Role.EXPERT)
