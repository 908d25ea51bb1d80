"""The simulated people: who they are, which of them does a task, and when they get around to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.authority import authorize
from regulation.casework.file import CaseFile
from regulation.people.jurisdiction import outside
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.words.refusals import RefusedError

OFFICE_OPENS, OFFICE_HOURS = time(9, 0, tzinfo=CST), 8
SATURDAY = 5
EXPERTS = 24
FIELDS = ("人力资源服务", "园区运营", "财务", "法律", "产业规划", "就业创业")

# Invented: how many days a role usually takes, and how often it lets a task lie altogether.
PACE: dict[Role, tuple[float, float]] = {
    Role.OPERATOR: (6, 0.06),
    Role.LOCAL_HRSS: (5, 0.03),
    Role.LOCAL_GOVERNMENT: (6, 0),
    Role.CITY_HRSS: (3, 0),
    Role.CITY_HRSS_LEADER: (3, 0),
    Role.EXPERT: (6, 0),
    Role.DRC: (4, 0),
    Role.FINANCE: (4, 0),
}
LONGER: dict[Act, float] = {Act.REPORT_RECTIFICATION: 150}


@dataclass(frozen=True, slots=True)
class Park:
    """A park of the simulation, by its number: what it is called, where it lies, who runs it."""

    number: int

    @property
    def id(self) -> str:
        """Its identifier."""
        return f"sim-{self.number:02}"

    @property
    def name(self) -> str:
        """Its name."""
        return f"模拟{self.number:02}号人力资源服务产业园"

    @property
    def district(self) -> str:
        """Where it lies."""
        return f"吉林市模拟{self.number:02}区"

    @property
    def operator(self) -> str:
        """The unified credit code of its operator."""
        return f"91220203MASM{self.number:05}X"


def population(parks: list[Park]) -> Iterator[Account]:
    """Give everybody who may act in the simulation."""
    for park in parks:
        n = park.number
        for role, who in (
            (Role.OPERATOR, "运营"),
            (Role.LOCAL_HRSS, "区人社"),
            (Role.LOCAL_GOVERNMENT, "区政府"),
        ):
            code = park.operator if role == Role.OPERATOR else None
            yield Account(
                id=f"{role.value}-{n:02}",
                name=f"{who}{n:02}",
                roles=(role,),
                district=park.district,
                credit_code=code,
            )
    for role, who in (
        (Role.CITY_HRSS, "市局经办"),
        (Role.CITY_HRSS_LEADER, "市局负责"),
        (Role.DRC, "发改"),
        (Role.FINANCE, "财政"),
    ):
        for n in (1, 2, 3):
            yield Account(id=f"{role.value}-{n}", name=f"{who}{n}", roles=(role,))
    for n in range(1, EXPERTS + 1):
        expert = {
            "field": FIELDS[n % len(FIELDS)],
            "external": n % 3 != 0,
            "employer": f"专家单位{n:02}",
            "region": "吉林市",
        }
        yield Account(id=f"expert-{n:02}", name=f"专家{n:02}", roles=(Role.EXPERT,), expert=expert)


def entitled(people: list[Account], case: CaseFile, act: Act, role: Role, draw: Random) -> Account | None:
    """Choose somebody who may do the act: of the right role and place, and not barred by four eyes."""
    here = [
        person
        for person in people
        if role in person.roles and outside(role, person, case.facts.district, None) is None
    ]
    draw.shuffle(here)
    for person in here:
        try:
            authorize(person.acting(role), act, case)
        except RefusedError:
            continue
        return person
    return None


def when(at: datetime, role: Role, act: Act, draw: Random, *, applying: bool) -> datetime | None:
    """Say when somebody of a role gets around to it, in office hours of a weekday; None for never.

    Who applies wants something, and lets nothing lie.
    """
    usual, never = PACE[role]
    days = LONGER.get(act, usual)
    if draw.random() < never and not applying:
        return None
    return in_office(at + timedelta(days=draw.expovariate(1 / days)), draw)


def in_office(at: datetime, draw: Random) -> datetime:
    """Move a moment to office hours."""
    day = at.astimezone(CST).date()
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    moment = datetime.combine(day, OFFICE_OPENS) + timedelta(
        seconds=round(draw.random() * OFFICE_HOURS * 3600)
    )
    return moment if moment > at else in_office(at + timedelta(days=1), draw)
