"""One transaction per act: the ledger row, the document numbers and the read models, all or nothing."""

import hashlib

from sqlalchemy import delete, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records import directory, editions, projection
from records.database import Database
from records.tables import READ_MODELS, CaseRow, LedgerHead, LedgerRow, NumberSeries, ParkRow
from regulation.application import ISSUES
from regulation.calendar import CST
from regulation.case import CaseFile, Entry, Numbered
from regulation.consequences import fold
from regulation.documents import DocumentKind, document_number
from regulation.park import ParkFile, fold_park, opened_park
from regulation.refusals import AlreadyDoneError

FIRST_HEAD = text("INSERT INTO ledger_head (id, position, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING")


class LedgerConflictError(Exception):
    """The ledger holds something else at this place: the workflow is behind it, or beside it."""


async def record(db: Database, entry: Entry) -> Entry:
    """Append an entry and update the read models in one transaction; give the entry as it stands.

    Idempotent by (case, seq) and (case, key): the same entry again is answered from the ledger.
    Raises LedgerConflictError where another entry stands at this place, and NotEntitledError where the
    directory does not know the actor in this role.
    """
    async with db.transaction() as session:
        head = await _head(session)
        known = await _known(session, entry)
        if known is not None:
            return known
        await directory.vouch(session, entry)
        numbered = await _number(session, entry)
        head.position, head.hash = await _append(session, head, numbered)
        session.add(head)
        await editions.note_use(session, numbered)
        await _project(session, numbered)
        return numbered


async def _head(session: AsyncSession) -> LedgerHead:
    """Lock the head; the first appends race to make it, so that each then waits for the others."""
    locked = select(LedgerHead).where(LedgerHead.id == 1).with_for_update()
    found = (await session.exec(locked)).first()
    if found is None:
        await (await session.connection()).execute(FIRST_HEAD)
        found = (await session.exec(locked)).one()
    return found


async def _known(session: AsyncSession, entry: Entry) -> Entry | None:
    """Give what the ledger already holds for this act, if it does."""
    rows = (
        await session.exec(
            select(LedgerRow).where(
                LedgerRow.case_id == entry.case,
                (col(LedgerRow.seq) == entry.seq) | (col(LedgerRow.key) == entry.key),
            )
        )
    ).all()
    if not rows:
        return None
    stored = Entry.model_validate_json(rows[0].entry)
    if len(rows) == 1 and stored.key == entry.key and stored.seq == entry.seq:
        return stored
    if len(rows) == 1 and stored.key == entry.key and stored.seq < entry.seq and "#" not in entry.key:
        raise AlreadyDoneError(entry.act.zh, f"这一提交已作为第 {stored.seq} 项入账", "请查看案件经过。")
    raise LedgerConflictError(
        f"{entry.case}: the ledger holds {stored.act.value} (key {stored.key}) at {stored.seq}; "
        f"the workflow wants to add {entry.act.value} (key {entry.key}) at {entry.seq}"
    )


async def _number(session: AsyncSession, entry: Entry) -> Entry:
    """Give out the numbers of the documents that this act issues: no gap and no double, in this commit."""
    kinds = ISSUES.get(entry.act, ())
    if not kinds:
        return entry
    year = entry.at.astimezone(CST).year
    numbers = tuple([Numbered(kind=k, number=await _next_number(session, k, year)) for k in kinds])
    return entry.model_copy(update={"outcome": entry.outcome.model_copy(update={"numbers": numbers})})


async def _next_number(session: AsyncSession, kind: DocumentKind, year: int) -> str:
    series = await session.get(NumberSeries, (kind.value, year)) or NumberSeries(kind=kind.value, year=year)
    series.last += 1
    session.add(series)
    return document_number(kind, year, series.last)


async def _append(session: AsyncSession, head: LedgerHead, entry: Entry) -> tuple[int, str]:
    written = entry.model_dump_json()
    position = head.position + 1
    digest = row_hash(head.hash, position, written)
    session.add(
        LedgerRow(
            position=position,
            case_id=entry.case,
            seq=entry.seq,
            key=entry.key,
            act=entry.act.value,
            at=entry.at,
            entry=written,
            prev_hash=head.hash,
            hash=digest,
        )
    )
    return position, digest


def row_hash(prev: str, position: int, entry: str) -> str:
    """Chain a row to the one before it."""
    return hashlib.sha256(f"{prev}\n{position}\n{entry}".encode()).hexdigest()


async def _project(session: AsyncSession, entry: Entry) -> None:
    if entry.case.count("/") == 1:
        row = await session.get(ParkRow, entry.case)
        park = ParkFile.model_validate(row.file) if row else opened_park(entry)
        await projection.project_park(session, fold_park(park, entry))
        return
    found = await session.get(CaseRow, entry.case)
    case = fold(CaseFile.model_validate(found.file) if found else None, entry)
    await projection.project_case(session, case, entry)


async def verify(db: Database) -> int:
    """Check the whole chain; give the number of rows. Raises LedgerConflictError at the first bad row."""
    async with db.transaction() as session:
        prev, rows = "", (await session.exec(select(LedgerRow).order_by(col(LedgerRow.position)))).all()
        for expected, row in enumerate(rows, start=1):
            if (row.position, row.prev_hash, row.hash) != (
                expected,
                prev,
                row_hash(prev, expected, row.entry),
            ):
                raise LedgerConflictError(f"row {expected} of the ledger does not follow the row before it")
            prev = row.hash
        head = await session.get(LedgerHead, 1)
        if head is not None and (head.position, head.hash) != (len(rows), prev):
            raise LedgerConflictError(f"the ledger ends at row {len(rows)}, its head says {head.position}")
        return len(rows)


async def rebuild(db: Database) -> int:
    """Drop the read models and make them again from the ledger; give the number of entries folded."""
    async with db.transaction() as session:
        for model in READ_MODELS:
            await session.exec(delete(model))
        rows = (await session.exec(select(LedgerRow).order_by(col(LedgerRow.position)))).all()
        for row in rows:
            await _project(session, Entry.model_validate_json(row.entry))
            await session.flush()
        return len(rows)
