"""Editions that were used: their text may not change under their id, nor go away from under what runs."""

from collections.abc import Iterable, Iterator

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records.database import Database
from records.tables import CaseRow, EditionRow, ParkRow, RoundRow
from regulation.casework.entry import Entry
from regulation.measures.model import Edition
from regulation.procedures.park import PARK
from regulation.procedures.park.forms import Adoption, Import, OpenApplication
from regulation.procedures.registry import PROCEDURES
from regulation.procedures.round.forms import OpenRound
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import is_round, kind_of
from regulation.vocabulary.table import Table
from regulation.words.message import Message, say, series

NAMES_AN_EDITION: dict[Act, type[OpenApplication | Adoption | Import | OpenRound]] = {
    Act.OPEN_APPLICATION: OpenApplication,
    Act.ADOPT_EDITION: Adoption,
    Act.IMPORT_PARK: Import,
    Act.OPEN_ROUND: OpenRound,
}
NAMED_MAX = 10  # of a thousand cases in the same plight, ten say it


class UnfitEditionsError(Exception):
    """What runs cannot go on with these editions and tables; `said` tells why and what to do."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(str(said))


class EditionChangedError(UnfitEditionsError):
    """An edition that cases rest on was changed."""


class StrandedError(UnfitEditionsError):
    """Something open follows an edition that is not there, or stands where its procedure has no stage."""


async def note_use(session: AsyncSession, entry: Entry) -> None:
    """Remember the edition under which a park applied, was imported or goes on, or a round was opened.

    Raises EditionChangedError where the records know another text under its id.
    """
    if entry.act not in NAMES_AN_EDITION:
        return
    form = NAMES_AN_EDITION[entry.act].model_validate(entry.form)
    used = await session.get(EditionRow, form.edition)
    if used is None:
        session.add(EditionRow(id=form.edition, digest=form.edition_digest))
    elif used.digest != form.edition_digest:
        raise EditionChangedError(_changed(form.edition, used.digest, form.edition_digest))


async def check(db: Database, editions: Iterable[Edition]) -> None:
    """Refuse editions and tables with which what runs cannot go on (Q40).

    Raises EditionChangedError for a changed text under a used id, StrandedError for a park, an open case or
    an open round whose edition is not among `editions`, or whose stage its procedure does not have.
    """
    known = {edition.id: edition for edition in editions}
    async with db.reading() as session:
        for edition in known.values():
            used = await session.get(EditionRow, edition.id)
            if used is not None and used.digest != edition.digest:
                raise EditionChangedError(_changed(edition.id, used.digest, edition.digest))
        stranded = [fault for row in await _running(session) for fault in _faults(*row, known.keys())]
    if stranded:
        named = series(stranded[:NAMED_MAX], "；")
        if len(stranded) > NAMED_MAX:
            named = series([*stranded[:NAMED_MAX], say("等共 {number} 处", number=len(stranded))], "；")
        raise StrandedError(
            say(
                "在办事项不能继续：{stranded}。请放回缺少的版本文件（PARKLIFE_EDITIONS_DIR），或换回认识这些阶段的程序，再启动。",
                stranded=named,
            )
        )


async def _running(session: AsyncSession) -> list[tuple[str, str, str]]:
    """Give name, stage and edition of every park, and of the cases and rounds that are not over."""
    rows: list[tuple[str, str, str]] = []
    for model in (ParkRow, CaseRow, RoundRow):
        under = col(model.file)["edition"].as_string()
        rows += [
            (name, stage, edition)
            for name, stage, edition in await session.exec(
                select(model.id, model.stage, under).order_by(model.id)
            )
            if model is ParkRow or not _over(name, stage)
        ]
    return rows


def _over(name: str, stage: str) -> bool:
    table = _table(name)
    return table is not None and stage in table.final


def _faults(name: str, stage: str, edition: str, known: Iterable[str]) -> Iterator[Message]:
    table = _table(name)
    if edition not in known:
        yield say("{name} 适用的版本 {edition} 没有装入", name=name, edition=edition)
    if table is None:
        yield say("{name} 的程序已不存在", name=name)
    elif stage not in table.stages:
        yield say("{name} 停在「{stage}」，其程序表没有此阶段", name=name, stage=stage)


def _table(name: str) -> Table | None:
    """Give the table by which something of the ledger goes; None for a procedure that is no more."""
    if is_round(name):
        return ROUND
    kind = kind_of(name)
    if kind is not None:
        return PROCEDURES[kind].table
    return PARK if name.count("/") == 1 else None


def _changed(name: str, used: str, now: str) -> Message:
    return say(
        "版本 {name} 已被案件使用，其内容却变了（{used} → {now}）；请恢复原文件，并以新的 id 另存修改。",
        name=name,
        used=used[:12],
        now=now[:12],
    )
