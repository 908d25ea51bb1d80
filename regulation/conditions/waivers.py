"""Departures from a condition of Article 4: reasoned, approved, and in force for a time (R4-principle, Q04)."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from regulation.calendar.cycles import add_months
from regulation.conditions.conditions import Finding
from regulation.measures.model import Edition
from regulation.words.values import Line, Strict, Text


class Waiver(Strict):
    """A reasoned departure from one condition, in force once approved (R4-principle, Q04)."""

    condition: Line
    reasons: Text
    proposed_by: Line
    proposed_for: Line | None = None
    approved_by: Line | None = None
    until: date | None = Field(default=None, description="last day of force; None: no end is set")


def unmet(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that are plainly not met; those left to the panel are not among them."""
    return tuple(finding for finding in findings if finding.met is False)


def blocking(
    findings: Iterable[Finding], waivers: Iterable[Waiver], edition: Edition, on: date | None = None
) -> tuple[Finding, ...]:
    """Give the unmet findings that no approved waiver lifts (R4-principle, Q04).

    On a day `on`, a waiver that has run out lifts nothing; None asks whether it was approved at all.
    """
    lifted = {w.condition for w in waivers if _approved(w, edition) and not _run_out(w, on)}
    return tuple(f for f in unmet(findings) if not (f.waivable and f.condition in lifted))


def waiver_until_max(granted_on: date, edition: Edition) -> date:
    """Give the last day until which a waiver granted on a day may run (Q04, Q57)."""
    return add_months(granted_on, edition.number("conditions.waiver.max_months"))


def _approved(waiver: Waiver, edition: Edition) -> bool:
    """Say whether a waiver was approved, and by a second person where two are needed."""
    if waiver.approved_by is None:
        return False
    return waiver.approved_by != waiver.proposed_by or not edition.flag("conditions.waiver.needs_two")


def _run_out(waiver: Waiver, on: date | None) -> bool:
    """Say whether the last day of a waiver has passed."""
    return on is not None and waiver.until is not None and on > waiver.until
