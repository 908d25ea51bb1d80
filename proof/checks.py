"""Whether the ledger is whole, from the records alone."""

from sqlmodel import col, select

from records import ledger
from records.database import Database
from records.tables import LedgerHead, LedgerRow
from regulation.words.message import say


async def verify(db: Database) -> int:
    """Check the whole chain; give the number of rows. Raises LedgerConflictError at the first bad row.

    Head and rows are of one moment; what is recorded meanwhile neither waits nor is seen.
    """
    async with db.reading() as session:
        head = await session.get(LedgerHead, 1) or LedgerHead(id=1)
        columns = (LedgerRow.position, LedgerRow.prev_hash, LedgerRow.hash, LedgerRow.entry)
        rows = (await session.exec(select(*columns).order_by(col(LedgerRow.position)))).all()
    prev = ""
    for expected, (position, prev_hash, hash_, entry) in enumerate(rows, start=1):
        if (position, prev_hash, hash_) != (expected, prev, ledger.row_hash(prev, expected, entry)):
            raise ledger.LedgerConflictError(
                say("台账第 {position} 条与前一条接不上（内容、顺序或哈希被改动）", position=expected)
            )
        prev = hash_
    if (head.position, head.hash) != (len(rows), prev):
        raise ledger.LedgerConflictError(
            say("台账止于第 {last} 条，首部记载为第 {head} 条", last=len(rows), head=head.position)
        )
    return len(rows)
