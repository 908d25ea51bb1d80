"""One park as the records have it: what it is now, what is open, what its years have come to."""

from typing import Any

from desk.acts import known_park, labelled
from desk.people import Desk
from records import queries
from regulation.calendar.working_days import CST
from regulation.casework.closing import VOID
from regulation.conditions.dossier import Facts, Organisation
from regulation.grading.grades import Grade
from regulation.procedures.park import ParkFile
from regulation.vocabulary.stage import Stage

GRADES = {**{grade.value: grade.zh for grade in Grade}, VOID: "无效"}


async def shown(desk: Desk, name: str) -> dict[str, Any]:
    """Describe a park by its name in the ledger; RefusedError for an unknown one."""
    park = await known_park(desk, name)
    return {
        "id": park.case,
        "park": park.name,
        "district": park.district,
        "edition": park.edition,
        "stage": park.stage.value,
        "stage_zh": park.stage.zh,
        "seq": park.seq,
        "designated_on": park.designated_on,
        "ended_on": park.ended_on,
        "reapply_from": park.reapply_from,
        "support_paused": park.support_paused or None,
        **(_facts(park.facts) if park.facts else {}),
        "open": _open(park),
        "results": [f"{r.on} {r.kind.zh} {GRADES.get(r.grade, r.grade)}" for r in park.results],
        "self_records": [
            f"{r.year}：{'缺' if r.missing else r.score or '未核实'}" for r in park.self_records
        ],
        "findings": [f"{f.id}. {f.text}（{f.basis}，{f.found_on}）" for f in park.findings],
    }


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "operator": _named(facts.operator),
        "investor": _named(facts.investor),
        "sites": [
            f"{site.address} {site.area_m2} 平方米（{'主园区' if site.main else '分园区'}）"
            for site in facts.sites
        ],
        "firms": facts.tenants.counted if facts.tenants else None,
    }


def _named(body: Organisation | None) -> str | None:
    return f"{body.name}（{body.credit_code}）" if body else None


def _open(park: ParkFile) -> list[str]:
    return [
        f"{case}（{opened.kind.zh}，{opened.opened_at.astimezone(CST):%Y-%m-%d} 开启{'，迟' if opened.late else ''}）"
        for case, opened in park.open.items()
    ]


async def parks(desk: Desk) -> list[dict[str, Any]]:
    """List the parks, each with its open procedures."""
    return [
        {
            "id": row.id.removeprefix("park/"),
            "name": row.name,
            "district": row.district,
            "stage": row.stage,
            "stage_zh": labelled(Stage, row.stage).zh,
            "designated_on": row.file.get("designated_on"),
            "open": list(row.file.get("open", {})),
        }
        for row in await queries.parks(desk.db)
    ]
