"""One case as a person may see it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from desk import sights
from desk.finding import known_case
from desk.people import Desk
from desk.words.text import Text
from records.people import worklist
from records.people.directory import Account
from regulation.casework.entry import Receipt
from regulation.casework.file import CaseFile, SignedSheet
from regulation.casework.tasks import open_tasks
from regulation.designation.panel import Expert
from regulation.measures.edition import edition
from regulation.people.disclosure import Sight
from regulation.vocabulary.role import Role
from regulation.words.message import Message, as_said, say
from regulation.words.sentences import written
from regulation.words.values import Strict


class Sheet(Strict):
    """Who has signed; what they wrote only where the viewer may read it (Q11)."""

    expert: Text
    part: str
    sealed: bool
    score: str | None = None
    recommends: bool | None = None
    opinion: str | None = None


class Case(BaseModel):
    """What all cases have; each procedure adds what is its own."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    park: str
    district: str
    operator: str | None
    edition: str
    stage: str
    stage_zh: Text
    version: int
    seq: int
    opened_at: datetime | None
    due: dict[str, Any] | None
    light: str
    light_zh: Text
    waiting_for: tuple[Text, ...]
    late: bool | None
    materials: tuple[Text, ...]
    panel: tuple[Text, ...]
    sheets: tuple[Sheet, ...]
    notice: dict[str, Any] | None
    opinions: tuple[dict[str, Any], ...]
    reasons: tuple[tuple[str, str], ...]
    documents: tuple[Text, ...]


async def case(desk: Desk, case_id: str, viewer: Account | None) -> Case:
    """Show a case as this person may see it; RefusedError for an unknown one."""
    file = await known_case(desk, case_id)
    due_on = None if file.closed or file.due is None else file.due.last_day
    under = edition(file.edition, file.edition_digest)
    light = await worklist.case_light(desk.db, due_on, desk.clock(), under)
    sight = sights.of_file(viewer, file)
    return Case.model_validate(
        {
            "id": file.id,
            "park": file.facts.park_name,
            "district": file.facts.district,
            "operator": file.facts.operator.name if file.facts.operator else None,
            "edition": file.edition,
            "stage": file.stage.value,
            "stage_zh": file.stage,
            "version": file.version,
            "seq": file.seq,
            "opened_at": file.opened_at,
            "due": written(file.due.model_dump(mode="json")) if file.due else None,
            "light": light.value,
            "light_zh": light,
            "waiting_for": [
                say("{value}（{label}）", value=act.value, label=act)
                for act in sorted({act for task in open_tasks(file) for act in task.acts})
            ],
            "late": file.late or None,
            "materials": [
                say("{name}（{slot}，{scan}）", name=m.name, slot=m.slot, scan=m.scan) for m in file.materials
            ],
            "panel": _panel(file, sight, with_ids=_recuses(viewer, file)),
            "sheets": [_sheet(file, sheet, sight) for sheet in file.signed_sheets()],
            "notice": written(file.notice.model_dump(mode="json")) if file.notice else None,
            "opinions": [opinion.model_dump(mode="json") for opinion in file.opinions],
            "reasons": file.reasons,
            "documents": [say("{name}（{kind}）", name=d.number, kind=d.kind) for d in file.documents],
            **written(file.shown()),
            **(_objectors(file) if sight.objectors else {}),
        }
    )


def _objectors(file: CaseFile) -> dict[str, Any]:
    """Name who objected, for those who rule on it."""
    objections = getattr(file, "objections", ())
    return {"objections": [written(o.model_dump(mode="json")) for o in objections]} if objections else {}


async def objection_number(desk: Desk, answer: Receipt) -> int | None:
    """Give the number of the objection that an act filed; None for one that is only kept on record (Q12)."""
    objections = getattr(await known_case(desk, answer.case), "objections", ())
    return next((objection.id for objection in objections if objection.filed_at == answer.at), None)


def _recuses(viewer: Account | None, file: CaseFile) -> bool:
    """Say whether a person may send a member away now: they then need the account as well as the name (Q10)."""
    return viewer is not None and bool(set(viewer.roles) & set(sights.recusing(file.id, file.stage)))


def _panel(file: CaseFile, sight: Sight, *, with_ids: bool) -> list[Message]:
    """Name the members, or number their seats.

    Names that are open to everybody stand in their own order: by the number of a seat they would tell who wrote
    the sheet of that number (Q42).
    """
    members = file.panel.members if file.panel else ()
    if not sight.panel:
        return [
            as_said(member.name) if sight.knows_member(member.id) else say("专家 {seat}", seat=seat)
            for seat, member in enumerate(members, start=1)
        ]
    told = [_named(member, with_id=with_ids) for member in members]
    return told if sight.authors else sorted(told, key=str)


def _named(member: Expert, *, with_id: bool) -> Message:
    return say("{name}（{id}）", name=member.name, id=member.id) if with_id else as_said(member.name)


def _author(file: CaseFile, expert: str, sight: Sight) -> Message:
    """Name who wrote a sheet, or number their seat; one who has left the panel has none (Q10, Q42)."""
    assert file.panel is not None
    names = {member.id: member.name for member in file.panel.members}
    if sight.knows_author(expert, Role.EXPERT):
        return as_said(names.get(expert, expert))
    return say("专家 {seat}", seat=list(names).index(expert) + 1) if expert in names else say("原专家")


def _sheet(file: CaseFile, sheet: SignedSheet, sight: Sight) -> Sheet:
    """Show who has signed; points only of one's own sheet until all are collated (Q11)."""
    who = _author(file, sheet.expert, sight)
    if not sight.reads_sheet(sheet.expert, sealed=sheet.sealed):
        return Sheet(expert=who, part=sheet.part, sealed=True)
    return Sheet(
        expert=who,
        part=sheet.part,
        sealed=False,
        score=str(sheet.score),
        recommends=sheet.recommends,
        opinion=sheet.opinion,
    )
