"""Entering the parks of the old register: the whole list is checked first, then each park is recorded (Q40)."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from activities.files.inspection import inspect
from activities.files.tables.park_list import ParkList, read_parks
from desk.acts import UsageMistakeError
from desk.openings.apply import current_edition, send_to_park
from desk.people import Desk, acting
from records import queries
from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Submission
from regulation.measures.model import Edition
from regulation.procedures.park import PARK, ParkFile
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import park_case
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import ConditionError, NotEntitledError


def read(file: Path, under: Edition) -> ParkList:
    """Read a list of parks; ParkListError names every row, column, reason and next step at once."""
    if not file.is_file():
        raise UsageMistakeError(f"名录 {file}", "没有这个文件", "请给出 .xlsx 或 .csv 文件。")
    found = inspect(file, file.name)
    return read_parks(file.read_bytes(), found.media_type, datetime.now(CST).date(), under)


async def import_parks(at: Desk, file: Path, name: str | None, *, dry_run: bool) -> list[dict[str, Any]]:
    """Enter every park of a list, or with `dry_run` only say what would be entered; give one row per park.

    Raises NotEntitledError for who may not import, then ConditionError, before anything is recorded, when a park
    is in the records already as another one. A list that was entered in part is carried on with: what stands in
    the records, from this file or another, is passed over.
    """
    under = current_edition()
    if not dry_run:
        _entitled(await at.account(name))
    listed = await asyncio.to_thread(read, file, under)
    known = [ParkFile.model_validate(row.file) for row in await queries.parks(at.db)]
    conflicts = list(_conflicts(listed, known))
    if conflicts:
        raise ConditionError("导入存量园区", "；".join(conflicts), "请更正名录后重新导入，未登记任何园区。")
    entered = {park.id for park in known}
    if not dry_run:
        for park in listed.parks:
            if park.id not in entered:
                await _enter(at, park, under, name)
    findings = {park.id: [str(f.what) for f in listed.findings if f.park == park.id] for park in listed.parks}
    seen = {old.id: old for old in known}
    return [_row(park, findings[park.id], seen.get(park.id), dry_run=dry_run) for park in listed.parks]


def _entitled(account: Account) -> None:
    actor = acting(account, Stage.CANDIDATE, Act.IMPORT_PARK, PARK)
    move = PARK.find(Stage.CANDIDATE, Act.IMPORT_PARK)
    if move is None or actor.role not in move.by:
        raise NotEntitledError(
            Act.IMPORT_PARK.zh, f"账号 {account.id} 的角色无权作出此行为", "请以有此权限的账号重试。"
        )


def _conflicts(listed: ParkList, known: list[ParkFile]) -> Iterator[str]:
    """Name the rows that would enter a park a second time under another row, name or operator."""
    for park in listed.parks:
        for old in known:
            if old.provenance == park.provenance or _same(park, old):
                continue
            shared = [
                what
                for what, same in (
                    (f"编号 {park.id}", old.id == park.id),
                    (f"名称 {park.name}", old.name == park.name),
                    (f"运营机构 {park.operator.credit_code}", old.operator_code == park.operator.credit_code),
                )
                if same
            ]
            if shared:
                yield f"第 {park.provenance.row} 行：{'、'.join(shared)} 已登记为 {old.case}"


def _same(park: ImportedPark, old: ParkFile) -> bool:
    """Say whether a row of another file tells of the park in the records: the same table saved as another type."""
    told = (park.id, park.name, park.operator.credit_code, park.designated_on)
    return told == (old.id, old.name, old.operator_code, old.designated_on) and old.provenance is not None


async def _enter(at: Desk, park: ImportedPark, under: Edition, name: str | None) -> None:
    form = Import(edition=under.id, edition_digest=under.digest, park=park)
    origin = park.provenance
    submission = Submission(
        act=Act.IMPORT_PARK,
        actor=acting(await at.account(name), Stage.CANDIDATE, Act.IMPORT_PARK, PARK),
        key=f"import-{origin.file_sha256[:16]}-{origin.row}",
        seen=0,
        form=form.model_dump(mode="json"),
    )
    fresh = ParkFile(
        id=park.id,
        name=park.name,
        district=park.district,
        edition=under.id,
        edition_digest=under.digest,
    )
    await send_to_park(at, fresh, submission)


def _row(park: ImportedPark, findings: list[str], seen: ParkFile | None, *, dry_run: bool) -> dict[str, Any]:
    done = "可登记" if dry_run else "已登记"
    if seen is not None:
        origin = seen.provenance
        elsewhere = origin is not None and origin.file_sha256 != park.provenance.file_sha256
        done = "此前已登记（来自另一文件）" if elsewhere else "此前已登记"
    return {
        "id": park_case(park.id),
        "name": park.name,
        "designated_on": park.designated_on,
        "row": park.provenance.row,
        "done": done,
        "findings": findings,
    }
