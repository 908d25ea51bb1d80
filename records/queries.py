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
    RoundRow,
    TaskRow,
)
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.procedures.park import ParkFile
from regulation.procedures.registry import read_case
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.kind import is_round, kind_of, park_id, round_case, round_year
from regulation.vocabulary.stage import Stage

File = CaseFile | ParkFile | RoundFile


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


async def park(db: Database, name: str) -> ParkFile | None:
    """Give the park as the ledger has it, by its name in the ledger."""
    async with db.reading() as session:
        row = await session.get(ParkRow, name)
        return ParkFile.model_validate(row.file) if row else None


async def municipal_parks(db: Database) -> list[str]:
    """Give the ids of the parks that have the municipal status now, in order."""
    query = select(ParkRow.id).where(ParkRow.stage == Stage.IN_LIFE.value).order_by(col(ParkRow.id))
    async with db.reading() as session:
        return [park_id(name) for name in (await session.exec(query)).all()]


async def parks_in_life(db: Database) -> list[ParkFile]:
    """Give the parks that have the municipal status now: those that something is still to be opened for."""
    query = select(ParkRow.file).where(ParkRow.stage == Stage.IN_LIFE.value).order_by(col(ParkRow.id))
    async with db.reading() as session:
        return [ParkFile.model_validate(file) for file in (await session.exec(query)).all()]


async def register(db: Database) -> list[ParkFile]:
    """Give the parks that have, or have had, the municipal status: what an application is compared with (Q36)."""
    query = select(ParkRow.file).where(ParkRow.stage != Stage.CANDIDATE.value).order_by(col(ParkRow.id))
    async with db.reading() as session:
        return [ParkFile.model_validate(file) for file in (await session.exec(query)).all()]


async def round_file(db: Database, year: int) -> RoundFile | None:
    """Give the round of a year as the ledger has it."""
    async with db.reading() as session:
        row = await session.get(RoundRow, round_case(year))
        return RoundFile.model_validate(row.file) if row else None


async def rounds(db: Database) -> list[RoundFile]:
    """Give the city-wide rounds of evaluations by year."""
    async with db.reading() as session:
        rows = await session.exec(select(RoundRow).order_by(col(RoundRow.year)))
        return [RoundFile.model_validate(row.file) for row in rows.all()]


async def cases(db: Database) -> list[CaseRow]:
    """List the cases by id."""
    async with db.reading() as session:
        return list((await session.exec(select(CaseRow).order_by(col(CaseRow.id)))).all())


async def case_file(db: Database, case: str) -> CaseFile | None:
    """Give the case file as the ledger has it."""
    async with db.reading() as session:
        row = await session.get(CaseRow, case)
        return read_case(row.file) if row else None


async def file(db: Database, name: str) -> File | None:
    """Give a case, a park or a round as the ledger has it, by its name there; None for an unknown one."""
    if is_round(name):
        return await round_file(db, round_year(name))
    return await (case_file if kind_of(name) is not None else park)(db, name)


async def ledger(
    db: Database, case: str, *, after: int = 0, limit: int | None = None
) -> list[tuple[LedgerRow, Entry]]:
    """Give the acts of a case after a number in order, each with its row; all that follow unless bounded."""
    async with db.reading() as session:
        rows = await session.exec(
            select(LedgerRow)
            .where(LedgerRow.case_id == case, LedgerRow.seq > after)
            .order_by(col(LedgerRow.seq))
            .limit(limit)
        )
        return [(row, Entry.model_validate_json(row.entry)) for row in rows.all()]


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
