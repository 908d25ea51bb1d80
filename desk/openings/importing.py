"""Entering the parks of the old register: the whole list is checked first, then each park is recorded (Q40)."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from activities.files.inspection import inspect
from activities.files.tables.park_list import ParkList, read_parks
from desk.acts import submission
from desk.openings.begin import begin
from desk.people import Desk, actor_for
from desk.usage import UsageMistakeError
from desk.words.text import Text
from records.reading import lists
from records.reading.lists import KnownPark
from regulation.calendar.working_days import local_day
from regulation.measures.edition import current_edition
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.park import PARK, ParkFile
from regulation.procedures.park.forms import Import
from regulation.procedures.park.imported import ImportedPark
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import park_case
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message, as_said, say, series
from regulation.words.refusals import ConditionError, NotEntitledError
from regulation.words.values import Strict


class Imported(Strict):
    """A row of a list of parks, and what was done with it."""

    id: str
    name: str
    designated_on: date
    row: int
    done: Text
    findings: tuple[Text, ...]


def read(file: Path, under: Edition, today: date) -> ParkList:
    """Read a list of parks; ParkListError names every row, column, reason and next step at once."""
    if not file.is_file():
        raise UsageMistakeError(
            say("名录 {file}", file=str(file)), say("没有这个文件"), say("请给出 .xlsx 或 .csv 文件。")
        )
    found = inspect(file, file.name)
    return read_parks(file.read_bytes(), found.media_type, today, under)


async def import_parks(at: Desk, file: Path, name: str | None, *, dry_run: bool) -> list[Imported]:
    """Enter every park of a list, or with `dry_run` only say what would be entered; give one row per park.

    Raises NotEntitledError for who may not import, then ConditionError, before anything is recorded, when a park
    is in the records already as another one. A list that was entered in part is carried on with: what stands in
    the records, from this file or another, is passed over.
    """
    under = current_edition()
    actor = None if dry_run else await _importer(at, name)
    listed = await asyncio.to_thread(read, file, under, local_day(at.clock()))
    known = await lists.alike(
        at.db,
        [park_case(park.id) for park in listed.parks],
        [park.name for park in listed.parks],
        [park.operator.credit_code for park in listed.parks],
    )
    conflicts = list(_conflicts(listed, known))
    if conflicts:
        raise ConditionError(
            say("导入存量园区"),
            say("{conflicts}", conflicts=series(conflicts, by="；")),
            say("请更正名录后重新导入，未登记任何园区。"),
        )
    seen = {old.id: old for old in known}
    if actor is not None:
        for park in listed.parks:
            if park.id not in seen:
                await _enter(at, park, under, actor)
    findings = {
        park.id: tuple(as_said(f.what) for f in listed.findings if f.park == park.id) for park in listed.parks
    }
    return [_row(park, findings[park.id], seen.get(park.id), dry_run=dry_run) for park in listed.parks]


async def _importer(at: Desk, name: str | None) -> Actor:
    account = await at.account(name)
    actor = await actor_for(at, account, Stage.CANDIDATE, Act.IMPORT_PARK, PARK)
    move = PARK.find(Stage.CANDIDATE, Act.IMPORT_PARK)
    if move is None or actor.role not in move.by:
        raise NotEntitledError(
            Act.IMPORT_PARK,
            say("账号 {name} 的角色无权作出此行为", name=account.id),
            say("请以有此权限的账号重试。"),
        )
    return actor


def _conflicts(listed: ParkList, known: Sequence[KnownPark]) -> Iterator[Message]:
    """Name the rows that would enter a park a second time under another row, name or operator."""
    for park in listed.parks:
        for old in known:
            if _from(park, old) or _same(park, old):
                continue
            shared = [
                what
                for what, same in (
                    (say("编号 {id}", id=park.id), old.id == park.id),
                    (say("名称 {name}", name=park.name), old.name == park.name),
                    (
                        say("运营机构 {code}", code=park.operator.credit_code),
                        old.operator == park.operator.credit_code,
                    ),
                )
                if same
            ]
            if shared:
                yield say(
                    "第 {row} 行：{shared} 已登记为 {old}",
                    row=park.provenance.row,
                    shared=series(shared),
                    old=park_case(old.id),
                )


def _from(park: ImportedPark, old: KnownPark) -> bool:
    """Say whether the park in the records was entered from this very row."""
    return (old.file_sha256, old.row) == (park.provenance.file_sha256, park.provenance.row)


def _same(park: ImportedPark, old: KnownPark) -> bool:
    """Say whether a row of another file tells of the park in the records: the same table saved as another type."""
    told = (park.id, park.name, park.operator.credit_code, park.designated_on)
    return told == (old.id, old.name, old.operator, old.designated_on) and old.file_sha256 is not None


async def _enter(at: Desk, park: ImportedPark, under: Edition, actor: Actor) -> None:
    form = Import(edition=under.id, edition_digest=under.digest, park=park)
    origin = park.provenance
    key = f"import-{origin.file_sha256[:16]}-{origin.row}"
    fresh = ParkFile(
        id=park.id,
        name=park.name,
        district=park.district,
        edition=under.id,
        edition_digest=under.digest,
    )
    await begin(at, fresh, submission(Act.IMPORT_PARK, actor, key, 0, form.model_dump(mode="json")))


def _row(
    park: ImportedPark, findings: tuple[Message, ...], seen: KnownPark | None, *, dry_run: bool
) -> Imported:
    done = say("可登记") if dry_run else say("已登记")
    if seen is not None:
        elsewhere = seen.file_sha256 not in {None, park.provenance.file_sha256}
        done = say("此前已登记（来自另一文件）") if elsewhere else say("此前已登记")
    return Imported(
        id=park_case(park.id),
        name=park.name,
        designated_on=park.designated_on,
        row=park.provenance.row,
        done=done,
        findings=findings,
    )
