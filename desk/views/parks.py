"""One park as the records have it: what it is now, what is open, what its years have come to."""

from datetime import date
from typing import Any

from desk.finding import known_park
from desk.paging import PAGE, Page, page
from desk.people import Desk
from desk.words.text import Text
from records.reading import lists
from regulation.calendar.working_days import local_day
from regulation.casework.closing import VOID
from regulation.conditions.dossier import Facts, Organisation
from regulation.grading.grades import Grade
from regulation.procedures.park import ParkFile
from regulation.vocabulary.kind import park_case, park_id
from regulation.words.message import Message, as_said, say
from regulation.words.values import Strict

GRADES: dict[str, Grade | Message] = {**{grade.value: grade for grade in Grade}, VOID: say("无效")}


class Park(Strict):
    """A park as the records have it."""

    id: str
    park: str
    district: str
    edition: str
    stage: str
    stage_zh: Text
    seq: int
    designated_on: date | None
    ended_on: date | None
    reapply_from: date | None
    support_paused: bool | None
    operator: Text | None = None
    investor: Text | None = None
    sites: tuple[Text, ...] = ()
    firms: int | None = None
    open: tuple[Text, ...]
    results: tuple[Text, ...]
    self_records: tuple[Text, ...]
    findings: tuple[Text, ...]


class Listed(Strict):
    """A park in the list."""

    id: str
    name: str
    district: str
    stage: str
    stage_zh: Text
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
        stage_zh=as_said(park.stage),
        seq=park.seq,
        designated_on=park.designated_on,
        ended_on=park.ended_on,
        reapply_from=park.reapply_from,
        support_paused=park.support_paused or None,
        **(_facts(park.facts) if park.facts else {}),
        open=_open(park),
        results=tuple(
            say("{day} {kind} {grade}", day=r.on, kind=r.kind, grade=GRADES.get(r.grade, r.grade))
            for r in park.results
        ),
        self_records=tuple(
            say("{year}：{score}", year=r.year, score=say("缺") if r.missing else r.score or say("未核实"))
            for r in park.self_records
        ),
        findings=tuple(
            say("{id}. {text}（{basis}，{day}）", id=f.id, text=f.text, basis=f.basis, day=f.found_on)
            for f in park.findings
        ),
    )


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "operator": _named(facts.operator),
        "investor": _named(facts.investor),
        "sites": tuple(
            say(
                "{address} {area} 平方米（{main}）",
                address=site.address,
                area=site.area_m2,
                main=say("主园区") if site.main else say("分园区"),
            )
            for site in facts.sites
        ),
        "firms": facts.tenants.counted if facts.tenants else None,
    }


def _named(body: Organisation | None) -> Message | None:
    return say("{name}（{code}）", name=body.name, code=body.credit_code) if body else None


def _open(park: ParkFile) -> tuple[Message, ...]:
    return tuple(
        say(
            "{case}（{kind}，{when}）",
            case=case,
            kind=opened.kind,
            when=say("{day} 开启，迟", day=local_day(opened.opened_at))
            if opened.late
            else say("{day} 开启", day=local_day(opened.opened_at)),
        )
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
        stage_zh=as_said(row.stage),
        designated_on=row.designated_on,
        open=row.open,
    )
