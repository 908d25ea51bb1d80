"""Editions that were used: their text may not change under their id any more."""

from collections.abc import Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from records.database import Database
from records.tables import EditionRow
from regulation.case import Entry
from regulation.edition import Edition
from regulation.forms import OpenApplication
from regulation.moves import Act


class EditionChangedError(Exception):
    """An edition that cases rest on was changed; the message says which and what to do."""


async def note_use(session: AsyncSession, entry: Entry) -> None:
    """Remember the edition that an application was opened under."""
    if entry.act == Act.OPEN_APPLICATION:
        form = OpenApplication.model_validate(entry.form)
        await session.merge(EditionRow(id=form.edition, digest=form.edition_digest))


async def check(db: Database, editions: Iterable[Edition]) -> None:
    """Refuse a changed text under a used id. Raises EditionChangedError."""
    async with db.transaction() as session:
        for edition in editions:
            used = await session.get(EditionRow, edition.id)
            if used is not None and used.digest != edition.digest:
                raise EditionChangedError(
                    f"版本 {edition.id} 已被案件使用，其内容却变了（{used.digest[:12]} → {edition.digest[:12]}）；"
                    "请恢复原文件，并以新的 id 另存修改。"
                )
