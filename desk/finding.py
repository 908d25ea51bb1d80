"""Finding what a name of the ledger names: a case, a park, a round; where it stands and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.people import Desk
from regulation.casework.file import CaseFile
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.procedures.park import PARK, ParkFile
from regulation.procedures.park.forms import FORMS as PARK_FORMS
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import is_round
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.message import say, series
from regulation.words.refusals import ActNotAllowedError, RefusedError
from regulation.words.values import Strict


def names_park(name: str) -> bool:
    """Say whether a name is that of a park itself and of no case."""
    return name.count("/") == 1 and name.startswith("park/")


@dataclass(frozen=True, slots=True)
class Target:
    """What an act is done on: a case of a procedure, or the park itself; where it stands and what it takes."""

    id: str
    stage: Stage
    version: int
    table: Table
    forms: Mapping[Act, type[Strict]]
    edition: Edition

    def form(self, act: Act) -> type[Strict]:
        """Give the form of an act; ActNotAllowedError, with what there is, where there is no such act."""
        if act not in self.forms:
            known = series(
                say("{value}（{label}）", value=a.value, label=a) for a in self.forms if a != Act.OPEN
            )
            raise ActNotAllowedError(
                act, say("{name} 的程序没有此行为", name=self.id), say("可用：{known}。", known=known)
            )
        return self.forms[act]


async def target(desk: Desk, name: str) -> Target:
    """Find what an act is done on; RefusedError when the records know nothing by this name."""
    if names_park(name):
        park = await known_park(desk, name)
        under = edition(park.edition, park.edition_digest)
        return Target(name, park.stage, park.seq, PARK, PARK_FORMS, under)
    case = await known_case(desk, name)
    under = edition(case.edition, case.edition_digest)
    return Target(name, case.stage, case.version, case.rules.table, case.rules.forms, under)


async def known_case(desk: Desk, name: str) -> CaseFile:
    """Give a case of the records; RefusedError when there is none."""
    found = await desk.file(name)
    if not isinstance(found, CaseFile):
        raise RefusedError(
            say("案件 {name}", name=name),
            say("记录中没有此案件"),
            say("请用 parks 查看在办申报，案件号形如 park/jiangbei/application/1。"),
        )
    return found


async def known_park(desk: Desk, name: str) -> ParkFile:
    """Give a park of the records; RefusedError when there is none."""
    found = await desk.file(name)
    if not isinstance(found, ParkFile):
        raise RefusedError(
            say("产业园 {name}", name=name),
            say("记录中没有此园区"),
            say("请用 parks 查看，园区形如 park/jiangbei。"),
        )
    return found


async def known_round(desk: Desk, name: str) -> RoundFile:
    """Give a round of the records by its name; RefusedError when there is none."""
    found = await desk.file(name)
    if not isinstance(found, RoundFile):
        raise RefusedError(
            say("轮次 {name}", name=name),
            say("记录中没有此轮次"),
            say("请用 round show 年份 查看，轮次形如 round/2029。"),
        )
    return found


async def known(desk: Desk, name: str) -> CaseFile | ParkFile | RoundFile:
    """Give a case, a park or a round; RefusedError when the records do not have it."""
    if is_round(name):
        return await known_round(desk, name)
    return await (known_park if names_park(name) else known_case)(desk, name)
