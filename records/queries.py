"""What pages and commands read: tasks, parks, cases, documents, the ledger."""

from sqlmodel import col, or_, select

from records.database import Database
from records.tables import (
    CaseRow,
    DocumentRow,
    LedgerRow,
    NoticeRow,
    NotificationRow,
    ParkRow,
    TaskRow,
)
from regulation.case import CaseFile, Entry


async def tasks(
    db: Database,
    *,
    role: str | None = None,
    person: str | None = None,
    district: str | None = None,
    case: str | None = None,
) -> list[TaskRow]:
    """List open tasks, most urgent first; of one role, those assigned to nobody or to `person`."""
    query = select(TaskRow)
    if role is not None:
        query = query.where(TaskRow.role == role)
    if person is not None:
        query = query.where(or_(col(TaskRow.person).is_(None), TaskRow.person == person))
    if district is not None:
        query = query.where(TaskRow.district == district)
    if case is not None:
        query = query.where(TaskRow.case_id == case)
    query = query.order_by(col(TaskRow.due_on).is_(None), col(TaskRow.due_on), TaskRow.case_id, TaskRow.key)
    async with db.transaction() as session:
        return list((await session.exec(query)).all())


async def parks(db: Database) -> list[ParkRow]:
    """List the parks by id."""
    async with db.transaction() as session:
        return list((await session.exec(select(ParkRow).order_by(col(ParkRow.id)))).all())


async def cases(db: Database) -> list[CaseRow]:
    """List the cases by id."""
    async with db.transaction() as session:
        return list((await session.exec(select(CaseRow).order_by(col(CaseRow.id)))).all())


async def case_file(db: Database, case: str) -> CaseFile | None:
    """Give the case file as the ledger has it."""
    async with db.transaction() as session:
        row = await session.get(CaseRow, case)
        return CaseFile.model_validate(row.file) if row else None


async def ledger(db: Database, case: str) -> list[tuple[LedgerRow, Entry]]:
    """Give the acts of a case in order, each with its row."""
    async with db.transaction() as session:
        rows = await session.exec(
            select(LedgerRow).where(LedgerRow.case_id == case).order_by(col(LedgerRow.seq))
        )
        return [(row, Entry.model_validate_json(row.entry)) for row in rows.all()]


async def documents(db: Database, case: str) -> list[DocumentRow]:
    """List the official documents of a case in the order of their acts."""
    async with db.transaction() as session:
        rows = await session.exec(
            select(DocumentRow)
            .where(DocumentRow.case_id == case)
            .order_by(col(DocumentRow.seq), DocumentRow.number)
        )
        return list(rows.all())


async def notices(db: Database) -> list[NoticeRow]:
    """List the public notices, newest first."""
    async with db.transaction() as session:
        return list((await session.exec(select(NoticeRow).order_by(col(NoticeRow.opens_on).desc()))).all())


async def notification(db: Database, key: str) -> NotificationRow | None:
    """Give a message by its key."""
    async with db.transaction() as session:
        return await session.get(NotificationRow, key)


async def notifications(db: Database, roles: list[str], person: str) -> list[NotificationRow]:
    """List the messages to a person or to one of these roles, newest first."""
    query = (
        select(NotificationRow)
        .where(col(NotificationRow.role).in_(roles))
        .where(or_(col(NotificationRow.person).is_(None), NotificationRow.person == person))
        .order_by(col(NotificationRow.at).desc(), NotificationRow.key)
    )
    async with db.transaction() as session:
        return list((await session.exec(query)).all())
