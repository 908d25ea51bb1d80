"""One park as the records have it: what it is now, what is open, what its years have come to."""

from datetime import date
from typing import Any

from desk.finding import known_park
from desk.people import Desk
from desk.views.paging import PAGE, Page, page
from records import lists
from regulation.calendar.working_days import CST
from regulation.casework.closing import VOID
from regulation.conditions.dossier import Facts, Organisation
from regulation.grading.grades import Grade
from regulation.procedures.park import ParkFile
from regulation.vocabulary.kind import park_case, park_id
from regulation.words.values import Strict

GRADES = {**{grade.value: grade.zh for grade in Grade}, VOID: "无效"}


class Park(Strict):
    """A park as the records have it."""

    id: str
    park: str
    district: str
    edition: str
    stage: str
    stage_zh: str
    seq: int
    designated_on: date | None
    ended_on: date | None
    reapply_from: date | None
    support_paused: bool | None
    operator: str | None = None
    investor: str | None = None
    sites: tuple[str, ...] = ()
    firms: int | None = None
    open: tuple[str, ...]
    results: tuple[str, ...]
    self_records: tuple[str, ...]
    findings: tuple[str, ...]


class Listed(Strict):
    """A park in the list."""

    id: str
    name: str
    district: str
    stage: str
    stage_zh: str
    designated_on: str | None
    open: tuple[str, ...]


async def shown(desk: Desk, name: str) -> Park:
    """Describe a park by its name in the ledger; RefusedError for an unknown one."""
    park = await known_park(desk, name)
    return Park(
        id=park.case,
        park=park.name,
        district=park.district,
        edition=park.edition,
        stage=park.stage.value,
        stage_zh=park.stage.zh,
        seq=park.seq,
        designated_on=park.designated_on,
        ended_on=park.ended_on,
        reapply_from=park.reapply_from,
        support_paused=park.support_paused or None,
        **(_facts(park.facts) if park.facts else {}),
        open=_open(park),
        results=tuple(f"{r.on} {r.kind.zh} {GRADES.get(r.grade, r.grade)}" for r in park.results),
        self_records=tuple(
            f"{r.year}：{'缺' if r.missing else r.score or '未核实'}" for r in park.self_records
        ),
        findings=tuple(f"{f.id}. {f.text}（{f.basis}，{f.found_on}）" for f in park.findings),
    )


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "operator": _named(facts.operator),
        "investor": _named(facts.investor),
        "sites": tuple(
            f"{site.address} {site.area_m2} 平方米（{'主园区' if site.main else '分园区'}）"
            for site in facts.sites
        ),
        "firms": facts.tenants.counted if facts.tenants else None,
    }


def _named(body: Organisation | None) -> str | None:
    return f"{body.name}（{body.credit_code}）" if body else None


def _open(park: ParkFile) -> tuple[str, ...]:
    return tuple(
        f"{case}（{opened.kind.zh}，{opened.opened_at.astimezone(CST):%Y-%m-%d} 开启{'，迟' if opened.late else ''}）"
        for case, opened in park.open.items()
    )


async def parks(desk: Desk, after: str | None = None) -> Page[Listed]:
    """List the parks by id, each with its open procedures."""
    rows = await lists.parks(desk.db, after=park_case(after) if after else "", limit=PAGE + 1)
    return page((park_id(row.id), _listed(row)) for row in rows)


def _listed(row: lists.ListedPark) -> Listed:
    return Listed(
        id=park_id(row.id),
        name=row.name,
        district=row.district,
        stage=row.stage.value,
        stage_zh=row.stage.zh,
        designated_on=row.designated_on,
        open=row.open,
    )
