"""Lists of parks and cases: the columns that a list names, never their whole files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col, or_

from records.database import Database
from records.tables import CaseRow, ParkRow
from regulation.calendar.working_days import Deadline
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.kind import kind_of, park_id
from regulation.vocabulary.stage import Stage

_STAGES = {stage.value: stage for stage in Stage}


@dataclass(frozen=True, slots=True)
class ListedPark:
    """A park as a list names it."""

    id: str
    name: str
    district: str
    stage: Stage
    designated_on: str | None
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPark:
    """What tells a park of the records from another one: where its import came from, None for another way."""

    id: str
    name: str
    operator: str | None
    designated_on: date | None
    file_sha256: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case as a list names it, with the period of its stage."""

    id: str
    park: str
    stage: Stage
    due: Deadline | None = None


async def parks(db: Database, *, after: str = "", limit: int | None = None) -> list[ListedPark]:
    """List the parks whose names in the ledger come after one, in their order."""
    file = col(ParkRow.file)
    query = (
        select(
            col(ParkRow.id),
            col(ParkRow.name),
            col(ParkRow.district),
            col(ParkRow.stage),
            file["designated_on"].as_string(),
            file["open"],
        )
        .where(col(ParkRow.id) > after)
        .order_by(col(ParkRow.id))
        .limit(limit)
    )
    return [
        ListedPark(name, called, district, _STAGES[stage], designated_on, tuple(opened or ()))
        for name, called, district, stage, designated_on, opened in await _rows(db, query)
    ]


async def alike(
    db: Database, ids: Collection[str], names: Collection[str], operators: Collection[str]
) -> list[KnownPark]:
    """Give the parks that have one of these names in the ledger, one of these names, or one of these operators."""
    file = col(ParkRow.file)
    operator = file["operator_code"].as_string()
    query = (
        select(
            col(ParkRow.id),
            col(ParkRow.name),
            operator,
            file["designated_on"].as_string(),
            file["provenance", "file_sha256"].as_string(),
            file["provenance", "row"].as_integer(),
        )
        .where(or_(col(ParkRow.id).in_(ids), col(ParkRow.name).in_(names), operator.in_(operators)))
        .order_by(col(ParkRow.id))
    )
    return [
        KnownPark(park_id(case), name, code, date.fromisoformat(on) if on else None, sha256, row)
        for case, name, code, on, sha256, row in await _rows(db, query)
    ]


async def names(db: Database, ids: Collection[str]) -> dict[str, str]:
    """Give the names of some parks by their names in the ledger."""
    query = select(col(ParkRow.id), col(ParkRow.name)).where(col(ParkRow.id).in_(ids))
    return dict(await _rows(db, query))


async def any_case(db: Database) -> bool:
    """Say whether the records have a case."""
    return bool(await _rows(db, select(col(CaseRow.id)).limit(1)))


async def open_cases(db: Database) -> list[ListedCase]:
    """Give the cases that have not come to an end, by id, each with the period of its stage."""
    query = select(
        col(CaseRow.id), col(CaseRow.park_id), col(CaseRow.stage), col(CaseRow.file)["due"]
    ).order_by(col(CaseRow.id))
    return [
        ListedCase(case, park, _STAGES[stage], Deadline.model_validate(due) if due else None)
        for case, park, stage, due in await _rows(db, query)
        if not _over(case, stage)
    ]


async def cases_of_round(db: Database, round_: str, heard: Collection[str]) -> list[ListedCase]:
    """Give the cases that were opened for a round, and those that it heard of."""
    opened_for = col(CaseRow.file)["round"].as_string() == round_
    query = select(col(CaseRow.id), col(CaseRow.park_id), col(CaseRow.stage)).where(
        or_(opened_for, col(CaseRow.id).in_(heard))
    )
    return [ListedCase(case, park, _STAGES[stage]) for case, park, stage in await _rows(db, query)]


def _over(case: str, stage: str) -> bool:
    kind = kind_of(case)
    return kind is not None and stage in PROCEDURES[kind].table.final


async def _rows(db: Database, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    async with db.reading() as session:
        rows: Sequence[Any] = (await (await session.connection()).execute(query)).all()
    return rows
