"""What pages and commands read: tasks, parks, cases, documents, the ledger."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, or_, select

from records.database import Database
from records.tables import (
    CaseRow,
    DeliveryRow,
    DocumentRow,
    LedgerRow,
    NoticeRow,
    NotificationRow,
    ParkRow,
    TaskRow,
)
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.vocabulary.kind import park_id
from regulation.vocabulary.stage import Stage


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
    async with db.reading() as session:
        return list((await session.exec(query)).all())


async def parks(db: Database) -> list[ParkRow]:
    """List the parks by id."""
    async with db.reading() as session:
        return list((await session.exec(select(ParkRow).order_by(col(ParkRow.id)))).all())


async def municipal_parks(db: Database) -> list[str]:
    """Give the ids of the parks that have the municipal status now, in order."""
    query = select(ParkRow.id).where(ParkRow.stage == Stage.IN_LIFE.value).order_by(col(ParkRow.id))
    async with db.reading() as session:
        return [park_id(name) for name in (await session.exec(query)).all()]


async def cases(db: Database) -> list[CaseRow]:
    """List the cases by id."""
    async with db.reading() as session:
        return list((await session.exec(select(CaseRow).order_by(col(CaseRow.id)))).all())


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case rests on: its edition, and who operates its park."""

    edition: Edition
    operator: str | None


async def grounds(db: Database, cases: set[str]) -> dict[str, Ground]:
    """Give the edition and the operator of some cases, without reading their whole files."""
    file = col(CaseRow.file)
    query = select(
        CaseRow.id,
        file["edition"].as_string(),
        file["edition_digest"].as_string(),
        file["facts", "operator", "credit_code"].as_string(),
    ).where(col(CaseRow.id).in_(cases))
    async with db.reading() as session:
        rows = (await session.exec(query)).all()
    return {case: Ground(edition(name, digest), operator) for case, name, digest, operator in rows}


async def last_acts(db: Database, names: set[str]) -> dict[str, datetime]:
    """Say when each of these cases and parks last changed."""
    query = (
        select(LedgerRow.case_id, func.max(LedgerRow.at))
        .where(col(LedgerRow.case_id).in_(names))
        .group_by(LedgerRow.case_id)
    )
    async with db.reading() as session:
        return dict((await session.exec(query)).all())


async def documents(db: Database, case: str) -> list[DocumentRow]:
    """List the official documents of a case in the order of their acts."""
    async with db.reading() as session:
        rows = await session.exec(
            select(DocumentRow)
            .where(DocumentRow.case_id == case)
            .order_by(col(DocumentRow.seq), DocumentRow.number)
        )
        return list(rows.all())


async def notices(db: Database) -> list[NoticeRow]:
    """List the public notices, newest first."""
    async with db.reading() as session:
        return list((await session.exec(select(NoticeRow).order_by(col(NoticeRow.opens_on).desc()))).all())


async def notification(db: Database, key: str) -> NotificationRow | None:
    """Give a message by its key."""
    async with db.reading() as session:
        return await session.get(NotificationRow, key)


async def unsent(db: Database, case: str) -> tuple[str, ...]:
    """Name the messages of a case of which no delivery is on record, oldest first."""
    sent = select(DeliveryRow.key)
    query = (
        select(NotificationRow.key)
        .where(NotificationRow.case_id == case, col(NotificationRow.key).not_in(sent))
        .order_by(col(NotificationRow.at))
    )
    async with db.reading() as session:
        return tuple((await session.exec(query)).all())


async def notifications(db: Database, roles: list[str], person: str) -> list[NotificationRow]:
    """List the messages to a person or to one of these roles, newest first."""
    query = (
        select(NotificationRow)
        .where(col(NotificationRow.role).in_(roles))
        .where(or_(col(NotificationRow.person).is_(None), NotificationRow.person == person))
        .order_by(col(NotificationRow.at).desc(), NotificationRow.key)
    )
    async with db.reading() as session:
        return list((await session.exec(query)).all())
