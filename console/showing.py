"""What commands show: tables for people on stdout, JSON for programs, trouble on stderr."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from activities.store import Store
from console.acting import known_case, labelled
from console.identity import Desk, sees_experts
from records import queries
from records.directory import Account
from records.tables import TaskRow
from regulation.authority import LOCAL_ROLES
from regulation.calendar import CST
from regulation.case import CaseFile, Receipt
from regulation.documents import DocumentKind
from regulation.moves import Act, Role, Stage
from regulation.tasks import open_tasks

KINDS = {kind.value: kind.zh for kind in DocumentKind}


def as_json(value: Any) -> None:
    """Print JSON for a program, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def as_table(headings: Mapping[str, str], rows: Iterable[Mapping[str, Any]], title: str = "") -> None:
    """Print rows for people; `headings` gives the keys in order with their labels."""
    from rich.console import Console  # noqa: PLC0415 -- JSON needs none of it
    from rich.table import Table  # noqa: PLC0415 -- same
    from rich.text import Text  # noqa: PLC0415 -- same

    table = Table(title=title or None)
    for label in headings.values():
        table.add_column(label, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row.get(key))) for key in headings))
    Console().print(table)


def cell(value: Any) -> str:
    """Write one value for people."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(cell(item) for item in value) or "—"
    return str(value)


def say(text: str) -> None:
    """Tell people something that is no result: on stderr."""
    sys.stderr.write(text + "\n")


def receipt(answer: Receipt, *, json: bool) -> None:
    """Print the answer to an act."""
    if json:
        as_json(answer.model_dump(mode="json"))
        return
    numbers = "".join(f"；文号 {numbered.number}" for numbered in answer.numbers)
    again = "（此前已办理，未重复记录）" if answer.repeated else ""
    sys.stdout.write(f"已办理：{answer.act.zh}{again}；{answer.case} 现处于「{answer.stage.zh}」{numbers}\n")


def counted(rows: int, sentence: str, *, json: bool) -> None:
    """Print a count."""
    if json:
        as_json({"rows": rows})
    else:
        sys.stdout.write(sentence + "\n")


async def tasks(
    desk: Desk, viewer: Account | None, role: Role | None, case: str | None
) -> list[dict[str, Any]]:
    """List open tasks: of one person with their roles and district, or of all."""
    if viewer is None:
        rows = await queries.tasks(desk.db, role=role.value if role else None, case=case)
    else:
        rows = [
            row
            for own in viewer.roles
            if role in {None, own}
            for row in await queries.tasks(
                desk.db,
                role=own.value,
                person=viewer.id,
                district=viewer.district if own in LOCAL_ROLES else None,
                case=case,
            )
        ]
    return [_task(row, viewer) for row in rows]


def _task(row: TaskRow, viewer: Account | None) -> dict[str, Any]:
    hidden = row.role == Role.EXPERT and not sees_experts(viewer) and not (viewer and viewer.id == row.person)
    return {
        "case": row.case_id,
        "park": row.park_name,
        "stage": row.stage,
        "stage_zh": labelled(Stage, row.stage).zh,
        "role": row.role,
        "role_zh": labelled(Role, row.role).zh,
        "person": None if hidden else row.person,
        "acts": row.acts,
        "acts_zh": [f"{act}（{labelled(Act, act).zh}）" for act in row.acts],
        "due_on": row.due_on,
        "basis": row.basis,
        "version": row.version,
    }


async def inbox(desk: Desk, account: Account) -> list[dict[str, Any]]:
    """List the notifications of a person: those to them, and those to a role that they hold."""
    rows = await queries.notifications(desk.db, [role.value for role in account.roles], account.id)
    return [
        {"at": row.at.astimezone(CST).strftime("%Y-%m-%d %H:%M"), "case": row.case_id, "subject": row.subject}
        for row in rows
        if account.district is None or row.district == account.district
    ]


async def parks(desk: Desk) -> list[dict[str, Any]]:
    """List the parks, each with its application under way."""
    return [
        {
            "id": row.id.removeprefix("park/"),
            "name": row.name,
            "district": row.district,
            "stage": row.stage,
            "stage_zh": labelled(Stage, row.stage).zh,
            "applications": row.file.get("applications", 0),
            "open_application": row.file.get("open_application"),
        }
        for row in await queries.parks(desk.db)
    ]


async def case(desk: Desk, case_id: str, viewer: Account | None) -> dict[str, Any]:
    """Show a case as this person may see it."""
    file = await known_case(desk, case_id)
    open_ = sees_experts(viewer)
    return {
        "id": file.id,
        "park": file.facts.park_name,
        "district": file.facts.district,
        "operator": file.facts.operator.name if file.facts.operator else None,
        "edition": file.edition,
        "stage": file.stage.value,
        "stage_zh": file.stage.zh,
        "version": file.version,
        "seq": file.seq,
        "opened_at": file.opened_at,
        "due": file.due.model_dump(mode="json") if file.due else None,
        "waiting_for": sorted({f"{a.value}（{a.zh}）" for t in open_tasks(file) for a in t.acts}),
        "materials": [f"{m.name}（{m.slot.value}，{m.scan.value}）" for m in file.materials],
        "waivers": [waiver.model_dump(mode="json") for waiver in file.waivers],
        "panel": _panel(file, viewer, open_=open_),
        "sheets": _sheets(file, viewer, open_=open_),
        "result": _result(file),
        "notice": file.notice.model_dump(mode="json") if file.notice else None,
        "objections": [
            o.model_dump(mode="json", exclude=None if open_ else {"name", "contact"}) for o in file.objections
        ],
        "opinions": [opinion.model_dump(mode="json") for opinion in file.opinions],
        "reasons": file.reasons,
        "documents": [f"{d.number}（{d.kind.zh}）" for d in file.documents],
    }


def _panel(file: CaseFile, viewer: Account | None, *, open_: bool) -> list[str]:
    if file.panel is None:
        return []
    return [_expert(file, member.id, viewer, open_=open_) for member in file.panel.members]


def _expert(file: CaseFile, expert: str, viewer: Account | None, *, open_: bool) -> str:
    """Name an expert, or number their seat; one who has left the panel has none (Q10)."""
    assert file.panel is not None
    seats = file.panel.member_ids
    if open_ or (viewer is not None and viewer.id == expert):
        names = {member.id: member.name for member in file.panel.members}
        return names.get(expert, expert)
    return f"专家 {seats.index(expert) + 1}" if expert in seats else "原专家"


def _sheets(file: CaseFile, viewer: Account | None, *, open_: bool) -> list[dict[str, Any]]:
    """Show who has signed; points only of one's own sheet until all are collated (Q11)."""
    shown = []
    for sheet in file.sheets:
        row: dict[str, Any] = {
            "expert": _expert(file, sheet.expert, viewer, open_=open_),
            "part": sheet.part.value,
            "sealed": file.result is None and not (viewer is not None and viewer.id == sheet.expert),
        }
        if not row["sealed"]:
            row |= {"score": str(sheet.score), "recommends": sheet.recommends, "opinion": sheet.opinion}
        shown.append(row)
    return shown


def _result(file: CaseFile) -> dict[str, Any] | None:
    if file.result is None:
        return None
    found = file.result
    return {
        "mean": None if found.mean is None else str(found.mean),
        "passed": found.passed,
        "recommending": len(found.recommending),
        "size": found.size,
        "basis": found.basis,
    }


async def documents(desk: Desk, case_id: str, save: Path | None) -> list[dict[str, Any]]:
    """List the official documents of a case, and save those that are typeset; StoreError for a lost one."""
    await known_case(desk, case_id)
    rows = await queries.documents(desk.db, case_id)
    shown = []
    for row in rows:
        file = _saved(desk, row.number, row.sha256, save) if save is not None and row.sha256 else None
        shown.append(
            {
                "number": row.number,
                "kind": row.kind,
                "kind_zh": KINDS[row.kind],
                "dated": row.dated,
                "sha256": row.sha256,
                "file": str(file) if file else None,
            }
        )
    return shown


def _saved(desk: Desk, number: str, sha256: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{number.replace('/', '-')}.pdf"
    file.write_bytes(Store(desk.settings.materials_dir).read(sha256))
    return file
