"""The park file: all that a park knows of itself, and nothing that its ledger does not tell."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from regulation.casework.closing import Finding, OverallRecord, SelfRecord
from regulation.casework.entry import SERVED_MAX, Receipt, Served, earlier_answer
from regulation.conditions.dossier import Facts, Material
from regulation.people.actor import Actor
from regulation.procedures.park.imported import Provenance
from regulation.vocabulary.kind import Kind, case_name, park_case
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict

RECORDS_MAX = 24  # kept along for the rules that look back; all of them stay in the ledger


class OpenedCase(Strict):
    """A procedure that is open: under which edition, for which day the clock opened it, or who asked with what."""

    kind: Kind
    number: int
    edition: Line
    edition_digest: str
    opened_for: date
    opened_at: datetime
    late: bool = False
    round: Line | None = None
    by: Actor
    ask: dict[str, Any] = Field(default_factory=dict)


class Reported(Strict):
    """A report that was due, and whether it came in time (R6-report, R7-consent)."""

    kind: Kind
    on: date
    on_time: bool


class ParkFile(Strict):
    """One park, from its first application through all the years.

    The clocks: `self_year` is the next calendar year to assess, `evaluation_turn` and `survey_turn` number the
    next evaluation and survey since the designation. `materials` are the tenant lists, against which the
    relations of a panel are checked. `evaluated_on` is the day for which the last evaluation that counted was
    opened, `answered` names the last overall result that was followed by a rectification or a revocation.
    """

    schema_version: int = 2
    id: Line
    name: Line
    district: Line
    edition: Line
    edition_digest: str
    stage: Stage = Stage.CANDIDATE
    seq: int = 0
    operator_code: str | None = None
    open: dict[str, OpenedCase] = Field(default_factory=dict)
    counts: dict[Kind, int] = Field(default_factory=dict)

    facts: Facts | None = None
    materials: tuple[Material, ...] = ()
    provenance: Provenance | None = None
    designated_on: date | None = None
    self_year: int = 0
    evaluation_turn: int = 1
    survey_turn: int = 1
    evaluated_on: date | None = None
    self_records: tuple[SelfRecord, ...] = ()
    results: tuple[OverallRecord, ...] = ()
    answered: str | None = None
    reports: tuple[Reported, ...] = ()
    findings: tuple[Finding, ...] = ()
    ended_on: date | None = None
    reapply_from: date | None = None
    served: tuple[Served, ...] = Field(default=(), max_length=SERVED_MAX)

    @property
    def case(self) -> str:
        """The name of the park in the ledger, and its workflow id."""
        return park_case(self.id)

    @property
    def paper_case(self) -> str:
        """The name of the last evaluation on paper, where the park was imported with one (Q40)."""
        return f"{self.case}/imported"

    @property
    def quiet(self) -> bool:
        """Whether no procedure is open."""
        return not self.open

    def open_of(self, *kinds: Kind) -> str | None:
        """Give the open case of one of these kinds, or None."""
        return next((case for case, opened in self.open.items() if opened.kind in kinds), None)

    def next_case(self, kind: Kind) -> str:
        """Name the next case of a kind that is counted by park."""
        return case_name(self.id, kind, self.counts.get(kind, 0) + 1)

    @property
    def support_paused(self) -> bool:
        """Whether new support is paused because the park is to put things right (Q31)."""
        return self.open_of(Kind.RECTIFICATION, Kind.REVOCATION) is not None

    def answer_to(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)
