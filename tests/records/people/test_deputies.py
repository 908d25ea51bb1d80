"""A deputy's act is checked against the directory in the transaction that records it, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import update

from records.database import Database
from records.people import deputies, directory
from records.tables import AccountRow
from regulation.calendar.working_days import local_day
from regulation.casework.entry import Outcome
from regulation.measures.edition import edition
from regulation.people.deputies import Deputyship
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.refusals import AlreadyDoneError, ConditionError, NotEntitledError

EDITION = edition("jilin-city-draft")
ROLE = Role.CITY_HRSS


async def city_person(db: Database, name: str) -> directory.Account:
    """Give a person of the stories."""
    return next(person for person in await directory.people(db) if person.id == name)


def asked(at: datetime, days: int = 3, **changes: Any) -> Deputyship:
    """Let the leader stand in for the handler from a day on."""
    sound = {
        "principal": "city",
        "role": ROLE,
        "deputy": "leader",
        "starts_on": local_day(at),
        "ends_on": local_day(at) + timedelta(days=days - 1),
        "reason": "休假",
        "recorded_by": "city",
    }
    return Deputyship.model_validate(sound | changes)


async def until_acceptance(db: Database, scribe: Any, who: Callable[..., Any]) -> None:
    """Bring a case to the city bureau."""
    await scribe.record(db, scribe.open())
    await scribe.act(db, Act.HAND_OVER, who("op"), Outcome(due=scribe.period(20)))
    await scribe.act(db, Act.PASS_EXAMINATION, who("local"), opinion="齐全")
    await scribe.act(db, Act.RECOMMEND, who("local"), opinion="同意")
    await scribe.act(db, Act.SUBMIT, who("gov"), applicant="龙潭区人民政府")


@pytest.mark.provision("Q52")
async def test_a_deputy_acts_while_the_deputyship_stands(
    db: Database, scribe: Any, who: Callable[..., Any]
) -> None:
    """Refused without one, in another role and the day after it; taken on its last day, and kept by name."""
    await until_acceptance(db, scribe, who)
    instead = (await city_person(db, "leader")).acting(ROLE, "city")

    async def attempt(after: timedelta) -> Any:
        before, at = scribe.case, scribe.at
        entry = scribe.write(Act.ACCEPT, instead, Outcome(due=scribe.period(30)), after, opinion="受理")
        try:
            return await scribe.record(db, entry)
        except NotEntitledError:
            scribe.case, scribe.at = before, at
            raise

    with pytest.raises(NotEntitledError, match="此时不是 city"):
        await attempt(timedelta(0))
    city, at = await city_person(db, "city"), scribe.at
    assert 1 == await deputies.appoint(db, asked(at), city, at, EDITION)
    with pytest.raises(NotEntitledError, match="此时不是 city"):
        await attempt(timedelta(days=3))
    recorded = await attempt(timedelta(days=2))
    assert ("leader", "city") == (recorded.actor.person, recorded.actor.acting_for)
    assert "city" == scribe.case.acted_for[Act.ACCEPT]


@pytest.mark.provision("Q52")
async def test_an_end_takes_the_role_away_at_once(db: Database, scribe: Any, who: Callable[..., Any]) -> None:
    """An act after the end is refused; ending twice, an unknown number and a stranger are refused by name."""
    await until_acceptance(db, scribe, who)
    city, leader, at = await city_person(db, "city"), await city_person(db, "leader"), scribe.at
    number = await deputies.appoint(db, asked(at), city, at, EDITION)
    assert ["city"] == [principal.id for _, principal in await deputies.held(db, "leader", at)]

    with pytest.raises(NotEntitledError, match="不能终止"):
        await deputies.end(db, number, await city_person(db, "drc"), at)
    with pytest.raises(ConditionError, match="没有第 99 号"):
        await deputies.end(db, 99, city, at)
    await deputies.end(db, number, leader, at)
    with pytest.raises(AlreadyDoneError):
        await deputies.end(db, number, city, at)
    assert () == await deputies.held(db, "leader", at)
    with pytest.raises(NotEntitledError, match="此时不是 city"):
        await scribe.act(db, Act.ACCEPT, leader.acting(ROLE, "city"), opinion="受理")
    assert await deputies.appoint(db, asked(at), city, at, EDITION) > number


async def _change(db: Database, name: str, **values: Any) -> None:
    async with db.transaction() as session:
        await session.exec(update(AccountRow).where(AccountRow.id == name).values(**values))


@pytest.mark.provision("Q52")
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("city", {"active": False}),
        ("city", {"roles": ["drc"]}),
        ("leader", {"active": False}),
        ("leader", {"roles": ["drc"]}),
    ],
)
async def test_whoever_left_or_changed_office_ends_the_deputyship(
    db: Database, scribe: Any, who: Callable[..., Any], name: str, values: dict[str, Any]
) -> None:
    """The principal must still hold the role, and the deputy still belong to the body, when the act is recorded."""
    await until_acceptance(db, scribe, who)
    leader, at = await city_person(db, "leader"), scribe.at
    await deputies.appoint(db, asked(at), await city_person(db, "city"), at, EDITION)
    await _change(db, name, **values)

    with pytest.raises(NotEntitledError):
        await scribe.act(db, Act.ACCEPT, leader.acting(ROLE, "city"), opinion="受理")


@pytest.mark.provision("Q52")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"deputy": "drc"}, "不是市人社局"),
        ({"deputy": "nobody"}, "nobody 未登记"),
        ({"principal": "nobody"}, "nobody 未登记"),
        ({"role": Role.DRC}, "未登记「市发改委」"),
    ],
)
async def test_an_unfit_deputyship_leaves_nothing_behind(
    db: Database, changes: dict[str, Any], why: str
) -> None:
    """Another body, an unknown person or a role that the principal does not hold: refused, and nothing is kept."""
    at = datetime.fromisoformat("2026-12-01T12:00:00+08:00")
    with pytest.raises(NotEntitledError, match=why):
        await deputies.appoint(db, asked(at, **changes), await city_person(db, "city"), at, EDITION)
    assert {} == await deputies.all_deputyships(db)


@pytest.mark.provision("Q52")
async def test_a_forged_deputy_is_refused(db: Database, scribe: Any, who: Callable[..., Any]) -> None:
    """The name in the act is the directory's, and nobody is their own deputy."""
    await until_acceptance(db, scribe, who)
    city, at = await city_person(db, "city"), scribe.at
    await deputies.appoint(db, asked(at), city, at, EDITION)
    forged = (await city_person(db, "leader")).acting(ROLE, "city").model_copy(update={"name": "别人"})
    for actor in (forged, city.acting(ROLE, "city")):
        with pytest.raises(NotEntitledError):
            await scribe.act(db, Act.ACCEPT, actor, opinion="受理")
        scribe.case = scribe.before


@pytest.mark.provision("Q52")
async def test_a_case_that_a_deputy_asked_for_is_opened_even_after_an_outage(
    db: Database, scribe: Any, who: Callable[..., Any], tmp_path: Path
) -> None:
    """The opening rests on the park's act, which was checked; every later act needs a deputyship that stands."""
    op = await city_person(db, "op")
    second = op.model_copy(update={"id": "op-2", "name": "副运营"})
    await directory.add_account(db, second, tmp_path / "accounts")
    at = scribe.at
    stands = asked(at, days=1, principal="op", role=Role.OPERATOR, deputy="op-2", recorded_by="op")
    await deputies.appoint(db, stands, op, at, EDITION)
    instead = second.acting(Role.OPERATOR, "op")
    opened = scribe.open()

    early = opened.model_copy(update={"actor": instead, "at": at - timedelta(days=1)})
    with pytest.raises(NotEntitledError, match="此时不是 op"):
        await scribe.record(db, early)
    late = opened.model_copy(update={"actor": instead, "at": at + timedelta(days=5)})
    await scribe.record(db, late)
    scribe.at += timedelta(days=5)
    with pytest.raises(NotEntitledError, match="此时不是 op"):
        await scribe.act(db, Act.HAND_OVER, instead, Outcome(due=scribe.period(20)))
