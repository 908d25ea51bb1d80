"""One transaction per act: the ledger row, the document numbers and the read models, all or nothing."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from records import editions, projection, register
from records.database import Database
from records.people import directory
from records.tables import CaseRow, LedgerHead, LedgerRow, NumberSeries, ParkRow, RoundRow
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Numbered
from regulation.documents.document import DocumentKind, document_number
from regulation.procedures.park import ParkFile, fold_park, opened_park
from regulation.procedures.registry import fold, read_case, rules_of
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.fold import fold_round
from regulation.vocabulary.kind import is_round, kind_of
from regulation.words.message import Message, as_said, say
from regulation.words.refusals import AlreadyDoneError

FIRST_HEAD = text("INSERT INTO ledger_head (id, position, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING")


class LedgerConflictError(Exception):
    """The ledger holds something else at this place: the workflow is behind it, or beside it.

    `stored` is what stands there, None where nothing does.
    """

    def __init__(self, message: str | Message, stored: Entry | None = None) -> None:
        self.said = as_said(message)
        super().__init__(str(message))
        self.stored = stored


async def record(db: Database, entry: Entry) -> Entry:
    """Append an entry and update the read models in one transaction; give the entry as it stands.

    Idempotent by (case, seq) and (case, key): the same entry again is answered from the ledger.
    Raises LedgerConflictError where another entry stands at this place, NotEntitledError where the directory
    does not know the actor in this role, and what `register.check_entry` raises.
    """
    async with db.transaction() as session:
        head = await lock_head(session)
        known = await _known(session, entry)
        if known is not None:
            return known
        await directory.vouch(session, entry)
        await register.check_entry(session, entry)
        numbered = await _number(session, entry)
        head.position, head.hash = await _append(session, head, numbered)
        session.add(head)
        await editions.note_use(session, numbered)
        await project(session, numbered)
        return numbered


async def lock_head(session: AsyncSession) -> LedgerHead:
    """Lock the head; the first appends race to make it, so that each then waits for the others."""
    locked = select(LedgerHead).where(LedgerHead.id == 1).with_for_update()
    found = (await session.exec(locked)).first()
    if found is None:
        await (await session.connection()).execute(FIRST_HEAD)
        found = (await session.exec(locked)).one()
    return found


async def _known(session: AsyncSession, entry: Entry) -> Entry | None:
    """Give what the ledger already holds for this act, if it does.

    Raises AlreadyDoneError and LedgerConflictError, also where the entry before this one is missing.
    """
    rows = (
        await session.exec(
            select(LedgerRow).where(
                LedgerRow.case_id == entry.case,
                col(LedgerRow.seq).in_((entry.seq - 1, entry.seq)) | (col(LedgerRow.key) == entry.key),
            )
        )
    ).all()
    found = [row for row in rows if entry.seq == row.seq or entry.key == row.key]
    known = standing(entry, [Entry.model_validate_json(row.entry) for row in found])
    if known is None and entry.seq > 1 and not rows:
        raise behind(entry)
    return known


def behind(entry: Entry) -> LedgerConflictError:
    """Say that the ledger ends before an entry can be added: it came back from an older backup."""
    return LedgerConflictError(
        f"{entry.case}: the ledger lacks entry {entry.seq - 1}; "
        f"the workflow wants to add {entry.act.value} (key {entry.key}) at {entry.seq}"
    )


def standing(entry: Entry, found: Sequence[Entry]) -> Entry | None:
    """Give what already stands for an act, out of the entries of its case with its seq or its key.

    Raises AlreadyDoneError and LedgerConflictError.
    """
    if not found:
        return None
    stored = found[0]
    if len(found) == 1 and stored.key == entry.key and stored.seq == entry.seq:
        return stored
    if len(found) == 1 and stored.key == entry.key and stored.seq < entry.seq and "#" not in entry.key:
        raise AlreadyDoneError(
            entry.act, say("这一提交已作为第 {seq} 项入账", seq=stored.seq), say("请查看案件经过。")
        )
    raise LedgerConflictError(
        f"{entry.case}: the ledger holds {stored.act.value} (key {stored.key}) at {stored.seq}; "
        f"the workflow wants to add {entry.act.value} (key {entry.key}) at {entry.seq}",
        next((one for one in found if one.seq == entry.seq), None),
    )


async def _number(session: AsyncSession, entry: Entry) -> Entry:
    """Give out the numbers of the documents that this act issues: no gap and no double, in this commit."""
    year = entry.at.astimezone(CST).year
    return with_numbers(entry, [await _next_number(session, kind, year) for kind in issued(entry)])


def issued(entry: Entry) -> tuple[DocumentKind, ...]:
    """Name the documents that an act issues, in the order in which they are numbered."""
    return rules_of(entry.case).issues.get(entry.act, ()) if kind_of(entry.case) else ()


def with_numbers(entry: Entry, numbers: Sequence[str]) -> Entry:
    """Give an entry with the numbers of the documents that it issues."""
    if not numbers:
        return entry
    given = tuple(Numbered(kind=k, number=n) for k, n in zip(issued(entry), numbers, strict=True))
    return entry.model_copy(update={"outcome": entry.outcome.model_copy(update={"numbers": given})})


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


async def project(session: AsyncSession, entry: Entry) -> None:
    """Bring the read models up to an entry."""
    if is_round(entry.case):
        kept = await session.get(RoundRow, entry.case)
        round_ = fold_round(RoundFile.model_validate(kept.file) if kept else None, entry)
        await projection.project_round(session, round_)
        return
    if kind_of(entry.case) is None:
        row = await session.get(ParkRow, entry.case)
        park = ParkFile.model_validate(row.file) if row else opened_park(entry)
        await projection.project_park(session, fold_park(park, entry))
        return
    found = await session.get(CaseRow, entry.case)
    case = fold(read_case(found.file) if found else None, entry)
    await projection.project_case(session, case, entry)


async def entries(db: Database) -> list[Entry]:
    """Give the whole ledger in its order."""
    async with db.reading() as session:
        written = await session.exec(select(LedgerRow.entry).order_by(col(LedgerRow.position)))
        return [Entry.model_validate_json(entry) for entry in written.all()]
