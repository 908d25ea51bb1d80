"""The read models made again from the ledger."""

from sqlalchemy import delete
from sqlmodel import col, select

from records import ledger
from records.database import Database
from records.tables import READ_MODELS, LedgerRow
from regulation.casework.entry import Entry


async def rebuild(db: Database) -> int:
    """Drop the read models and make them again from the ledger; give the number of entries folded.

    What is being recorded meanwhile waits: its read models would be dropped, and its act not be among those read.
    """
    async with db.transaction() as session:
        await ledger.lock_head(session)
        for model in READ_MODELS:
            await session.exec(delete(model))
        rows = (await session.exec(select(LedgerRow).order_by(col(LedgerRow.position)))).all()
        for row in rows:
            await ledger.project(session, Entry.model_validate_json(row.entry))
            await session.flush()
        return len(rows)
