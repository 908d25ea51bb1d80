"""Record an act. Idempotency key: (case, seq) and (case, key), held by the ledger's unique constraints."""

import structlog
from temporalio import activity

from activities import contracts
from records import ledger
from records.database import Database
from records.reading import files
from regulation.casework.entry import Entry
from regulation.words.refusals import RefusedError

log = structlog.get_logger("ledger")


class LedgerActivities:
    """Write access to the records."""

    def __init__(self, db: Database) -> None:
        self.db = db

    @activity.defn(name=contracts.RECORD)
    async def record(self, entry: Entry) -> Entry:
        """Put an act into the ledger; give it as it stands there, with its document numbers.

        A database that is away is retried. A refusal or a conflict is final: nobody may write over the ledger.
        """
        try:
            recorded = await ledger.record(self.db, entry)
        except RefusedError as refused:
            raise contracts.refused(refused) from refused
        except ledger.LedgerConflictError as conflict:
            raise contracts.in_conflict(str(conflict), conflict.stored) from conflict
        log.info(
            "act.recorded",
            case=recorded.case,
            seq=recorded.seq,
            act=recorded.act.value,
            stage=recorded.next.value,
            actor=recorded.actor.person,
            role=recorded.actor.role.value,
            basis=recorded.basis,
            numbers=[n.number for n in recorded.outcome.numbers],
        )
        return recorded

    @activity.defn(name=contracts.ENTRIES_AFTER)
    async def entries_after(self, order: contracts.After) -> list[Entry]:
        """Read what the ledger holds of a case after an entry, oldest first; it only reads."""
        rows = await files.ledger(self.db, order.case)
        return [entry for _, entry in rows if entry.seq > order.seq]
