"""What the tests of the rules share: a case at any stage, one person of each role, a panel, a calendar."""

from collections.abc import Callable
from typing import Any

import pytest

from records.calendar.working_days import china
from regulation.calendar.working_days import Calendar, Years
from regulation.designation.panel import Expert, Panel, draw
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.application.file import ApplicationFile
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import DISTRICT, EDITION, OPERATOR, PEOPLE, facts, materials


@pytest.fixture(scope="session")
def edition() -> Edition:
    """Give the edition that the tests apply."""
    return EDITION


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """Give the working days of China for some years around the tests."""
    return china(Years(first=2025, last=2032))


@pytest.fixture(scope="session")
def pool() -> tuple[Expert, ...]:
    """Give the experts of the directory."""
    return tuple(
        Expert.model_validate({"id": p.id, "name": p.name, **(p.expert or {})})
        for p in PEOPLE
        if Role.EXPERT in p.roles
    )


@pytest.fixture(scope="session")
def panel(pool: tuple[Expert, ...]) -> Panel:
    """Give a panel that was drawn from them."""
    return draw(pool, facts(), EDITION, "seed")


@pytest.fixture(scope="session")
def actors(panel: Panel) -> dict[Role, Actor]:
    """Give one entitled person of each role; the expert is a member of the panel."""
    persons = {role: role.value for role in Role} | {Role.EXPERT: panel.member_ids[0]}
    return {
        role: Actor(
            person=persons[role],
            name=role.zh,
            role=role,
            district=DISTRICT,
            credit_code=OPERATOR.credit_code if role == Role.OPERATOR else None,
        )
        for role in Role
    }


@pytest.fixture(scope="session")
def case_at(panel: Panel) -> Callable[..., ApplicationFile]:
    """Give a way to put a sound case at a stage."""

    def make(stage: Stage, **changes: Any) -> ApplicationFile:
        sound = {
            "id": "park/p/application/1",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "materials": materials(),
            "panel": panel,
        }
        return ApplicationFile.model_validate({**sound, **changes})

    return make
