"""Whose matter a park is: districts, operators, the body that a role belongs to, who hands over whose task (Article 3; Q01, Q52)."""

from enum import Enum, auto
from typing import Protocol

from regulation.vocabulary.role import Role
from regulation.words.message import Message, say

# Roles that act only inside their own district, and those bound to one organisation (Article 3; Q01).
LOCAL_ROLES = frozenset({Role.OPERATOR, Role.LOCAL_HRSS, Role.LOCAL_GOVERNMENT})


class Placed(Protocol):
    """A person or an actor by where they belong."""

    @property
    def district(self) -> str | None:
        """Where a local role serves."""

    @property
    def credit_code(self) -> str | None:
        """Which organisation an operator belongs to."""


class Outside(Enum):
    """Why a park is not somebody's matter."""

    DISTRICT = auto()
    OPERATOR = auto()


def outside(role: Role, who: Placed, district: str | None, operator: str | None) -> Outside | None:
    """Say why a park of a district and an operator is not theirs; None if it is (R3-local, Q01).

    A local role serves its own district, an operator also its own organisation only; without an operator yet,
    `operator` is None.
    """
    if role in LOCAL_ROLES and who.district != district:
        return Outside.DISTRICT
    if role == Role.OPERATOR and operator is not None and who.credit_code != operator:
        return Outside.OPERATOR
    return None


# The body that a role belongs to; who stands in for it is of the same one (Q52). No role of another kind has deputies.
BODIES: dict[Role, Message] = {
    Role.OPERATOR: say("运营机构"),
    Role.LOCAL_HRSS: say("所在地人社部门"),
    Role.LOCAL_GOVERNMENT: say("所在地人民政府"),
    Role.CITY_HRSS: say("市人社局"),
    Role.CITY_HRSS_LEADER: say("市人社局"),
    Role.DRC: say("市发改委"),
    Role.FINANCE: say("市财政局"),
}

# Who may hand whose task to a colleague (Q52).
REASSIGNS: dict[Role, frozenset[Role]] = {
    Role.LOCAL_HRSS: frozenset({Role.LOCAL_HRSS}),
    Role.LOCAL_GOVERNMENT: frozenset({Role.LOCAL_GOVERNMENT}),
    Role.CITY_HRSS_LEADER: frozenset({Role.CITY_HRSS, Role.CITY_HRSS_LEADER}),
}
