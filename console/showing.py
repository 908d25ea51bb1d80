"""What commands show: tables for people on stdout, JSON for programs, trouble on stderr."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from activities import worklist
from activities.store import Store
from activities.worklist import Item
from console.acting import known_case, labelled
from console.identity import Desk, sees_experts
from console.options import DONE
from console.tables import draw
from records import queries
from records.directory import Account
from regulation.calendar import CST
from regulation.case import CaseFile, Receipt
from regulation.documents import DocumentKind
from regulation.edition import edition
from regulation.kinds import is_round
from regulation.moves import Role, Stage
from regulation.tasks import open_tasks

MATTERS = {"objection": "异议", "finding": "问题"}
KINDS = {kind.value: kind.zh for kind in DocumentKind}


def as_json(value: Any) -> None:
    """Print JSON for a program, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def table(rows: list[dict[str, Any]], labels: Mapping[str, str], *, json: bool, none: str = "") -> int:
    """Print rows as a table for people (`none` where there are none) or as JSON; give the exit code."""
    if json:
        as_json(rows)
    elif none and not rows:
        sys.stdout.write(none + "\n")
    else:
        draw(labels, rows)
    return DONE


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
    """List open tasks, the overdue first: of one person and of those whose deputy they are, or of all (Q52)."""
    at = datetime.now(UTC)
    if viewer is None:
        items = await worklist.all_work(desk.db, at, role=role, case=case)
    else:
        items = await worklist.work_of(desk.db, viewer, at, role=role, case=case)
    if case is not None and not items and await queries.park(desk.db, case) is None and not is_round(case):
        await known_case(desk, case)
    return [task(item, viewer) for item in items]


def task(item: Item, viewer: Account | None) -> dict[str, Any]:
    """Show a task, with the name of an expert only to those who may know it (Q10)."""
    hidden = (
        item.role == Role.EXPERT and not sees_experts(viewer) and not (viewer and viewer.id == item.person)
    )
    instead = f"（代办 {item.acting_for}）" if item.acting_for else ""
    return {
        "light": item.light.value,
        "light_zh": item.light.zh,
        "case": item.case,
        "park": item.park,
        "stage": item.stage.value,
        "stage_zh": item.stage.zh,
        "role": item.role.value,
        "role_zh": item.role.zh + instead,
        "acting_for": item.acting_for,
        "person": None if hidden else item.person,
        "matter": matter(item),
        "acts": [act.value for act in item.acts],
        "acts_zh": [f"{act.value}（{act.zh}）" for act in item.acts],
        "due_on": item.due_on,
        "basis": item.basis,
        "version": item.version,
    }


def matter(item: Item) -> str | None:
    """Tell which of several objections or findings a task is about."""
    what, _, number = item.key.rpartition("/")[2].partition("-")
    return f"{MATTERS[what]} {number}" if what in MATTERS and number else None


async def inbox(desk: Desk, account: Account) -> list[dict[str, Any]]:
    """List the reminders of a person, and of those whose deputy they are, newest first."""
    rows = await worklist.heard_by(desk.db, account, datetime.min.replace(tzinfo=UTC), datetime.now(UTC))
    return [
        {"at": row.at.astimezone(CST).strftime("%Y-%m-%d %H:%M"), "case": row.case_id, "subject": row.subject}
        for row in rows
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


async def case(desk: Desk, case_id: str, viewer: Account | None) -> dict[str, Any]:
    """Show a case as this person may see it."""
    file = await known_case(desk, case_id)
    open_ = sees_experts(viewer)
    due_on = None if file.closed or file.due is None else file.due.last_day
    under = edition(file.edition, file.edition_digest)
    light = await worklist.case_light(desk.db, due_on, datetime.now(UTC), under)
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
        "light": light.value,
        "light_zh": light.zh,
        "waiting_for": sorted({f"{a.value}（{a.zh}）" for t in open_tasks(file) for a in t.acts}),
        "late": file.late or None,
        "materials": [f"{m.name}（{m.slot.value}，{m.scan.value}）" for m in file.materials],
        "panel": _panel(file, viewer, open_=open_),
        "sheets": _sheets(file, viewer, open_=open_),
        "notice": file.notice.model_dump(mode="json") if file.notice else None,
        "opinions": [opinion.model_dump(mode="json") for opinion in file.opinions],
        "reasons": file.reasons,
        "documents": [f"{d.number}（{d.kind.zh}）" for d in file.documents],
        **file.shown(),
        **(_objectors(file) if open_ else {}),
    }


def _objectors(file: CaseFile) -> dict[str, Any]:
    """Name who objected, for those who rule on it."""
    objections = getattr(file, "objections", ())
    return {"objections": [o.model_dump(mode="json") for o in objections]} if objections else {}


async def objection_number(desk: Desk, answer: Receipt) -> int | None:
    """Give the number of the objection that an act filed; None for one that is only kept on record (Q12)."""
    objections = getattr(await known_case(desk, answer.case), "objections", ())
    return next((objection.id for objection in objections if objection.filed_at == answer.at), None)


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
    for sheet in file.signed_sheets():
        row: dict[str, Any] = {
            "expert": _expert(file, sheet.expert, viewer, open_=open_),
            "part": sheet.part,
            "sealed": sheet.sealed and not (viewer is not None and viewer.id == sheet.expert),
        }
        if not row["sealed"]:
            row |= {"score": str(sheet.score), "recommends": sheet.recommends, "opinion": sheet.opinion}
        shown.append(row)
    return shown


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
