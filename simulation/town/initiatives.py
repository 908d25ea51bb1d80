"""What people begin of their own accord: changes, exits, and city-wide rounds of evaluations (Articles 7 to 9)."""

import uuid
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from desk.openings.begin import begin
from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Submission
from regulation.conditions.dossier import Site
from regulation.procedures.park import ParkFile
from regulation.procedures.park.forms import ExitRequest
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import OpenRound
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from simulation.town.people import in_office
from simulation.town.town import Town

# Invented: how often, in a year or in a round year.
CHANGE_CHANCE = 0.25
EXIT_CHANCE = 0.02
ROUND_CHANCE = 0.7
ROUND_MONTH, ROUND_DAYS = (
    3,
    150,
)  # a leader who does not wait for the clock opens the round in spring or summer


def plan_year(town: Town, file: ParkFile, entry: Entry) -> None:
    """Plan what a park begins in the year that has just opened."""
    year = entry.at.astimezone(CST).year
    for what, chance, script in (("change", CHANGE_CHANCE, _change), ("exit", EXIT_CHANCE, _exit)):
        draw = town.chance.of(file.id, what, year)
        if draw.random() < chance:
            moment = in_office(entry.at + timedelta(days=draw.uniform(20, 300)), draw)
            town.world.enter(partial(script, town, file.case, draw), moment)


async def _change(town: Town, name: str, draw: Random) -> None:
    """Report that the park is to grow (R7-consent)."""
    file = town.files[name]
    if file.stage != Stage.IN_LIFE or file.facts is None or file.open_of(Kind.CHANGE):
        return
    site: Site = file.facts.sites[0]
    larger = site.model_copy(update={"area_m2": (site.area_m2 * 5 / 4).quantize(site.area_m2)})
    facts = file.facts.model_copy(update={"sites": (larger, *file.facts.sites[1:])})
    reporter = next(p for p in town.people if Role.LOCAL_HRSS in p.roles and p.district == file.district)
    form = {
        "kind": "area",
        "what": "扩建主场址。",
        "planned_on": (town.world.now + timedelta(days=60)).date().isoformat(),
        "facts": facts.model_dump(mode="json"),
    }
    await town.send(name, _submission(Act.OPEN_CHANGE, reporter, Role.LOCAL_HRSS, form, draw))


async def _exit(town: Town, name: str, draw: Random) -> None:
    """Ask to leave the status (Q34)."""
    file = town.files[name]
    if file.stage != Stage.IN_LIFE or file.open_of(Kind.EXIT, Kind.REVOCATION):
        return
    operator = next(
        p for p in town.people if p.credit_code is not None and p.credit_code == file.operator_code
    )
    form = ExitRequest(reason="运营机构调整业务方向，申请退出。").model_dump(mode="json")
    await town.send(name, _submission(Act.OPEN_EXIT, operator, Role.OPERATOR, form, draw))


def plan_rounds(town: Town, begins: datetime, ends: datetime) -> None:
    """Let a leader of the city bureau open some of the rounds before the clock would (R8-central, Q25)."""
    edition = town.edition
    if edition.text("central.mode") != "citywide":
        return
    first, every = edition.number("central.first_year"), edition.number("evaluation.every_years")
    for year in range(first, ends.year + 1, every):
        draw = town.chance.of("round", year)
        early = draw.random() < ROUND_CHANCE
        day = datetime(year, ROUND_MONTH, 1, tzinfo=CST) + timedelta(days=draw.uniform(0, ROUND_DAYS))
        if early and begins < day < ends:
            town.world.enter(partial(_round, town, year, draw), in_office(day, draw))


async def _round(town: Town, year: int, draw: Random) -> None:
    edition = town.edition
    form = OpenRound(year=year, edition=edition.id, edition_digest=edition.digest)
    leader = next(person for person in town.people if Role.CITY_HRSS_LEADER in person.roles)
    submission = _submission(
        Act.OPEN_ROUND, leader, Role.CITY_HRSS_LEADER, form.model_dump(mode="json"), draw
    )
    fresh = RoundFile(year=year, edition=edition.id, edition_digest=edition.digest)
    await town.taken(fresh.case, begin(town, fresh, submission))


def _submission(act: Act, who: Account, role: Role, form: dict[str, Any], draw: Random) -> Submission:
    key = uuid.UUID(int=draw.getrandbits(128)).hex
    return Submission(act=act, actor=who.acting(role), key=key, seen=0, form=form)
