"""The file of a round: whom it called, and what it heard (R8-central, Q25, Q26)."""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import Field

from regulation.calendar.cycles import add_months
from regulation.calendar.working_days import CST
from regulation.casework.entry import Receipt, Served, earlier_answer
from regulation.measures.model import Edition
from regulation.procedures.round.forms import Answer, Heard
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.kind import round_case
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict


class RoundFile(Strict):
    """One round: `called` holds the day on which a park was called, `heard` what came of it.

    A park that did not answer in time may still be heard of while the round runs; the later answer counts.
    """

    schema_version: int = 1
    year: int
    edition: Line
    edition_digest: str
    stage: Stage = Stage.UNOPENED
    seq: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    called: dict[str, date] = Field(default_factory=dict)
    heard: dict[str, Heard] = Field(default_factory=dict)
    served: tuple[Served, ...] = ()

    @property
    def case(self) -> str:
        """The name of the round in the ledger, and its workflow id."""
        return round_case(self.year)

    @property
    def closed(self) -> bool:
        """Whether the round is over."""
        return self.stage in ROUND.final

    @property
    def opened_on(self) -> date:
        """The day on which the round was opened: it decides for every park, whenever that is called (Q25, Q26)."""
        assert self.opened_at is not None, "nobody is called before the round is opened"
        return self.opened_at.astimezone(CST).date()

    @property
    def awaited(self) -> tuple[str, ...]:
        """The parks that were called and have not answered, in the order of the calls."""
        return tuple(park for park in self.called if park not in self.heard)

    @property
    def silent(self) -> tuple[str, ...]:
        """The parks that did not answer in time."""
        return tuple(park for park, heard in self.heard.items() if heard.answer == Answer.SILENT)

    def news(self, heard: Heard) -> bool:
        """Say whether an answer tells the running round something: of a park that it called, and had not heard."""
        if heard.park in self.awaited:
            return True
        return heard.park in self.silent and heard.answer != Answer.SILENT and not self.closed

    def room(self, edition: Edition) -> int:
        """Say how many more parks may be called now (Q25)."""
        return max(0, edition.number("central.in_flight") - len(self.awaited))

    def waits_until(self, park: str, edition: Edition) -> date:
        """Give the day from which a called park is not waited for any more (Q25)."""
        return add_months(self.called[park], edition.number("central.answer_months"))

    def answer_to(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)


def uncalled(round_: RoundFile, parks: Iterable[str], limit: int) -> tuple[str, ...]:
    """Give the first of these parks that the round has not called yet, at most `limit`."""
    return tuple([park for park in parks if park not in round_.called][:limit])
