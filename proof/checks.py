"""Whether the ledger is whole, from the records alone."""

from sqlmodel import col, select

from records import ledger
from records.database import Database
from records.tables import LedgerRow


async def verify(db: Database) -> int:
    """Check the whole chain; give the number of rows. Raises LedgerConflictError at the first bad row.

    What is being recorded meanwhile waits.
    """
    async with db.transaction() as session:
        head = await ledger.lock_head(session)
        prev, rows = "", (await session.exec(select(LedgerRow).order_by(col(LedgerRow.position)))).all()
        for expected, row in enumerate(rows, start=1):
            if (row.position, row.prev_hash, row.hash) != (
                expected,
                prev,
                ledger.row_hash(prev, expected, row.entry),
            ):
                raise ledger.LedgerConflictError(
                    f"台账第 {expected} 条与前一条接不上（内容、顺序或哈希被改动）"
                )
            prev = row.hash
        if (head.position, head.hash) != (len(rows), prev):
            raise ledger.LedgerConflictError(f"台账止于第 {len(rows)} 条，首部记载为第 {head.position} 条")
        return len(rows)
