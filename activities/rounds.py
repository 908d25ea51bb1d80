"""What a round asks of the records: whom to call, and what came of a park. Read only, so without a key."""

from temporalio import activity

from activities import contracts
from activities.contracts import AskAfter, Uncalled, WhatCame
from records.database import Database
from records.reading import files, queries
from regulation.procedures.round.file import uncalled
from regulation.procedures.round.hearing import heard_of
from regulation.vocabulary.kind import park_case


class RoundActivities:
    """The records as a round reads them."""

    def __init__(self, db: Database) -> None:
        self.db = db

    @activity.defn(name=contracts.UNCALLED_PARKS)
    async def uncalled_parks(self, order: Uncalled) -> tuple[str, ...]:
        """Name the next municipal parks to call, by id; none if all were called (Q25)."""
        round_ = await files.round_file(self.db, order.year)
        assert round_ is not None, f"the round of {order.year} is in the records before it calls"
        return uncalled(round_, await queries.municipal_parks(self.db), order.limit)

    @activity.defn(name=contracts.PARK_ANSWER)
    async def park_answer(self, order: AskAfter) -> WhatCame:
        """Say what came of a called park, by its own ledger (Q25, Q26)."""
        told = await files.ledger(self.db, park_case(order.park))
        return WhatCame(heard=heard_of(order.park, order.year, [entry for _, entry in told]))
