"""One case as a person may see it."""

from datetime import UTC, datetime
from typing import Any

from desk.acts import known_case
from desk.people import Desk, sees_experts
from records.people import worklist
from records.people.directory import Account
from regulation.casework.entry import Receipt
from regulation.casework.file import CaseFile
from regulation.casework.tasks import open_tasks
from regulation.measures.edition import edition
from regulation.words.sentences import written


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
        "due": written(file.due.model_dump(mode="json")) if file.due else None,
        "light": light.value,
        "light_zh": light.zh,
        "waiting_for": sorted({f"{a.value}（{a.zh}）" for t in open_tasks(file) for a in t.acts}),
        "late": file.late or None,
        "materials": [f"{m.name}（{m.slot.value}，{m.scan.value}）" for m in file.materials],
        "panel": _panel(file, viewer, open_=open_),
        "sheets": _sheets(file, viewer, open_=open_),
        "notice": written(file.notice.model_dump(mode="json")) if file.notice else None,
        "opinions": [opinion.model_dump(mode="json") for opinion in file.opinions],
        "reasons": file.reasons,
        "documents": [f"{d.number}（{d.kind.zh}）" for d in file.documents],
        **written(file.shown()),
        **(_objectors(file) if open_ else {}),
    }


def _objectors(file: CaseFile) -> dict[str, Any]:
    """Name who objected, for those who rule on it."""
    objections = getattr(file, "objections", ())
    return {"objections": [written(o.model_dump(mode="json")) for o in objections]} if objections else {}


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
