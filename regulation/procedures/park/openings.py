"""How a park begins each of its procedures: the first entry of the case, from what the park knows."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from regulation.calendar.cycles import cycle_years, first_self_year, self_assessment_due, survey_opens
from regulation.casework.entry import Entry
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.measures.scorecard.figures import LedgerFacts
from regulation.people.actor import SYSTEM
from regulation.procedures.park.clocks import consecutive_failure, fails
from regulation.procedures.park.file import OpenedCase, ParkFile
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.stage import Stage

Given = dict[str, Any]


def opening_entry(park: ParkFile, opened: OpenedCase, at: datetime) -> Entry:
    """Give the entry with which the case of an opened procedure begins, under the edition of its opening."""
    case = case_name(park.id, opened.kind, opened.number)
    moves = PROCEDURES[opened.kind].table.moves
    move = next(m for m in moves if (m.stage, m.act) == (Stage.UNOPENED, Act.OPEN))
    return Entry(
        case=case,
        seq=1,
        stage=move.stage,
        act=move.act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=opened.by if opened.by.role in move.by else SYSTEM,
        key=f"{case}#1",
        form=_form(park, opened, edition(opened.edition, opened.edition_digest)),
    )


def _form(park: ParkFile, opened: OpenedCase, under: Edition) -> Given:
    if opened.kind == Kind.APPLICATION:
        return {"park_id": park.id, "number": opened.number, **opened.ask}
    assert park.facts is not None
    return {
        "park_id": park.id,
        "number": opened.number,
        "edition": under.id,
        "edition_digest": under.digest,
        "facts": park.facts.model_dump(mode="json"),
        "materials": [material.model_dump(mode="json") for material in park.materials],
        "opened_for": opened.opened_for.isoformat(),
        "late": opened.late,
        **GIVEN[opened.kind](park, opened, under),
    }


def _self_assessment(park: ParkFile, opened: OpenedCase, edition: Edition) -> Given:
    last = park.self_records[-1] if park.self_records else None
    return {
        "due_on": self_assessment_due(opened.number, edition).isoformat(),
        "previous_goals": [goal.model_dump(mode="json") for goal in last.goals] if last else [],
        "ledger": ledger_facts(park, date(opened.number, 1, 1), range(opened.number - 1, opened.number)),
    }


def _evaluation(park: ParkFile, opened: OpenedCase, edition: Edition) -> Given:
    """A year whose self-assessment is not over, or was not opened yet, is not missing and does not count (Q24, Q56)."""
    assert park.designated_on is not None
    first = first_self_year(park.designated_on, edition)
    due = cycle_years(park.evaluated_on, opened.opened_for, first, edition)
    running = park.open_of(Kind.SELF_ASSESSMENT)
    years = range(due.start, min(due.stop, park.open[running].number if running else park.self_year))
    records = [record.model_dump(mode="json") for record in park.self_records if record.year in years]
    return {
        "round": opened.round,
        "cycle_years": list(years),
        "self_records": records,
        "ledger": ledger_facts(park, park.evaluated_on or park.designated_on, years),
    }


def _rectification(park: ParkFile, opened: OpenedCase, _: Edition) -> Given:
    """The ledger is that of the days since the failure; a recheck does not score what was in time before it (Q30)."""
    failed = park.results[-1]
    return {
        "evaluation": failed.case,
        "score": None if failed.score is None else str(failed.score),
        "failed_dimensions": list(failed.failed_dimensions),
        "sat": list(failed.panel),
        "ledger": ledger_facts(park, failed.on, range(failed.on.year, opened.opened_for.year)),
    }


def _revocation(park: ParkFile, opened: OpenedCase, edition: Edition) -> Given:
    if opened.ask:
        return {"ground": "external", "chain": [], "explanation": opened.ask["external_basis"], **opened.ask}
    chain = consecutive_failure(park, edition)
    assert chain is not None, "a revocation by the clock rests on consecutive failure"
    cases = {result.case for result in chain.results}
    explanation = chain.explanation.model_dump(mode="json")
    return {
        "ground": "consecutive",
        "chain": [record.model_dump(mode="json") for record in park.results if record.case in cases],
        "explanation": explanation,
        "external_basis": None,
        "reasons": [explanation],
        "fraud": False,
    }


def _survey(park: ParkFile, _: OpenedCase, edition: Edition) -> Given:
    assert park.designated_on is not None
    return {
        "next_on": survey_opens(park.survey_turn, park.designated_on, edition).isoformat(),
        "carried": [finding.model_dump(mode="json") for finding in park.findings],
    }


GIVEN: dict[Kind, Callable[[ParkFile, OpenedCase, Edition], Given]] = {
    Kind.SELF_ASSESSMENT: _self_assessment,
    Kind.EVALUATION: _evaluation,
    Kind.RECTIFICATION: _rectification,
    Kind.REVOCATION: _revocation,
    Kind.SURVEY: _survey,
    Kind.CHANGE: lambda _, opened, __: {"report": opened.ask},
    Kind.EXIT: lambda park, opened, _: {**opened.ask, "after_failure": fails(park)},
}


def ledger_facts(park: ParkFile, since: date, years: range) -> Given:
    """Count, from what the park keeps, what the indicators of timeliness ask (R6-report, R7-consent, R8-selfreport)."""
    records = [record for record in park.self_records if record.year in years]
    reports = [report for report in park.reports if report.on >= since]
    surveys = [report for report in reports if report.kind == Kind.SURVEY]
    return LedgerFacts(
        self_assessments_due=len(records),
        self_assessments_on_time=sum(r.on_time and not r.missing for r in records),
        surveys_due=len(surveys),
        surveys_on_time=sum(report.on_time for report in surveys),
        changes_before_consent=sum(not r.on_time for r in reports if r.kind == Kind.CHANGE),
    ).model_dump(mode="json")
