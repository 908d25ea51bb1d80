"""The ledger in memory, for thousands of years at a time: the answers of `records.ledger`, without a database.

Recording an act costs some fifty microseconds here and some milliseconds there. What it leaves out: the read
models, with the deputies and the register that are checked against them; a test records the same acts in both and compares the ledgers and their hashes.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from temporalio import activity

from activities import contracts
from records.ledger import LedgerConflictError, behind, issued, row_hash, standing, with_numbers
from records.people.directory import WITHOUT_ACCOUNT, Account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry
from regulation.documents.document import DocumentKind, document_number
from regulation.words.refusals import NotEntitledError, RefusedError


class MemoryLedger:
    """Records acts and takes notifications; `entries` is the whole ledger in order, `delivered` counts by key."""

    def __init__(self, people: Iterable[Account]) -> None:
        self.people = {person.id: person for person in people}
        self.entries: list[Entry] = []
        self.delivered: Counter[str] = Counter()
        self._cases: dict[str, list[Entry]] = {}
        self._keys: dict[tuple[str, str], Entry] = {}
        self._numbers: Counter[tuple[DocumentKind, int]] = Counter()

    @property
    def activities(self) -> list[Callable[..., Any]]:
        """The activities that take the place of those of the same name."""
        return [self.record, self.entries_after, self.deliver_reminder]

    @activity.defn(name=contracts.RECORD)
    async def record(self, entry: Entry) -> Entry:
        """Put an act into the ledger; give it as it stands there, with its document numbers."""
        try:
            return self.put(entry)
        except RefusedError as refused:
            raise contracts.refused(refused) from refused
        except LedgerConflictError as conflict:
            raise contracts.in_conflict(str(conflict), conflict.stored) from conflict

    @activity.defn(name=contracts.ENTRIES_AFTER)
    async def entries_after(self, order: contracts.After) -> list[Entry]:
        """Read what the ledger holds of a case after an entry."""
        return [entry for entry in self.case(order.case) if entry.seq > order.seq]

    @activity.defn(name=contracts.DELIVER_REMINDER)
    async def deliver_reminder(self, order: contracts.Remind) -> None:
        """Count a notification."""
        self.delivered[order.key] += 1

    def put(self, entry: Entry) -> Entry:
        """Append an entry, or give the one that stands; raises what `records.ledger.record` raises."""
        case = self.case(entry.case)
        at_its_place = case[entry.seq - 1 : entry.seq]
        of_its_key = self._keys.get((entry.case, entry.key))
        found = at_its_place + [e for e in (of_its_key,) if e is not None and e not in at_its_place]
        known = standing(entry, found)
        if known is not None:
            return known
        if entry.seq > len(case) + 1:
            raise behind(entry)
        self._vouch(entry)
        year = entry.at.astimezone(CST).year
        numbered = with_numbers(entry, [self._next(kind, year) for kind in issued(entry)])
        self.entries.append(numbered)
        self._cases.setdefault(entry.case, []).append(numbered)
        self._keys[entry.case, entry.key] = numbered
        return numbered

    def case(self, name: str) -> list[Entry]:
        """Give the entries of a case, from the first on."""
        return self._cases.get(name, [])

    @property
    def hash(self) -> str:
        """The hash of the last row, chained as in the records."""
        head = ""
        for position, entry in enumerate(self.entries, start=1):
            head = row_hash(head, position, entry.model_dump_json())
        return head

    def _vouch(self, entry: Entry) -> None:
        actor = entry.actor
        if actor.role in WITHOUT_ACCOUNT:
            return
        person = self.people.get(actor.person)
        if person is None or actor.role not in person.roles or person.acting(actor.role) != actor:
            raise NotEntitledError(entry.act.zh, f"模拟城市中没有这样的 {actor.person}", "请核对模拟人物。")

    def _next(self, kind: DocumentKind, year: int) -> str:
        self._numbers[kind, year] += 1
        return document_number(kind, year, self._numbers[kind, year])
