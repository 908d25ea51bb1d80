"""The files of cases, parks and rounds, and the entries of the ledger, read back as the rules know them."""

from sqlmodel import col, select

from records.database import Database
from records.tables import (
    CaseRow,
    LedgerRow,
    ParkRow,
    RoundRow,
)
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.procedures.park import ParkFile
from regulation.procedures.registry import read_case
from regulation.procedures.round.file import RoundFile
from regulation.vocabulary.kind import is_round, kind_of, round_case, round_year
from regulation.vocabulary.stage import Stage

File = CaseFile | ParkFile | RoundFile


async def park(db: Database, name: str) -> ParkFile | None:
    """Give the park as the ledger has it, by its name in the ledger."""
    async with db.reading() as session:
        row = await session.get(ParkRow, name)
        return ParkFile.model_validate(row.file) if row else None


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
