"""What each act changes in the park file: the fold that the workflow, the ledger and a rebuild all share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from regulation.calendar.cycles import evaluation_opens, survey_opens
from regulation.calendar.working_days import CST
from regulation.casework.closing import VOID, Closing, OverallRecord, SelfRecord
from regulation.casework.entry import SERVED_MAX, Entry, Served
from regulation.casework.fold import receipt
from regulation.measures.edition import edition
from regulation.measures.model import Edition
from regulation.procedures.park.clocks import consequence
from regulation.procedures.park.file import RECORDS_MAX, OpenedCase, ParkFile, Reported
from regulation.procedures.park.forms import (
    FORMS,
    Adoption,
    Exemption,
    Import,
    OpenApplication,
    OpenProcedure,
    UnreportedChange,
)
from regulation.procedures.park.imported import ImportedPark, facts_of
from regulation.procedures.park.table import OPENS
from regulation.procedures.park.turns import begins, next_turn, turn_after, year_after
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name

Changes = dict[str, Any]


def fold_park(park: ParkFile, entry: Entry) -> ParkFile:
    """Give the park after an entry. Pure: same entries, same park."""
    assert park.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {park.seq}"
    form = FORMS[entry.act].model_validate(entry.form)
    served = Served(key=entry.key, receipt=receipt(entry))
    changes: Changes = {"seq": entry.seq, "stage": entry.next, "served": (*park.served, served)[-SERVED_MAX:]}
    if entry.act in OPENS:
        changes |= _opened(park, form, entry)
    else:
        changes |= FOLDS[entry.act](park, form, entry)
    return park.model_copy(update=changes)


def opened_park(entry: Entry) -> ParkFile:
    """Give the park that its first entry begins, before anything is folded into it."""
    form = FORMS[entry.act].model_validate(entry.form)
    assert isinstance(form, (OpenApplication, Import)), (
        f"{entry.case}: a park begins by applying or by import"
    )
    known = form.facts if isinstance(form, OpenApplication) else facts_of(form.park)
    return ParkFile(
        id=entry.case.removeprefix("park/"),
        name=known.park_name,
        district=known.district,
        edition=form.edition,
        edition_digest=form.edition_digest,
    )


def _opened(park: ParkFile, form: Any, entry: Entry) -> Changes:
    """A procedure is open; the clock that opened it moves on to its next turn."""
    kind, by_clock = OPENS[entry.act], isinstance(form, OpenProcedure)
    number = form.number if by_clock else park.counts.get(kind, 0) + 1
    opened = OpenedCase(
        kind=kind,
        number=number,
        edition=park.edition,
        edition_digest=park.edition_digest,
        opened_for=form.opened_for if by_clock else _day(entry),
        opened_at=entry.at,
        late=by_clock and form.late,
        round=form.round if by_clock else None,
        by=entry.actor,
        ask={} if by_clock else entry.form,
    )
    changes: Changes = {
        "open": {**park.open, case_name(park.id, kind, number): opened},
        "counts": {**park.counts, kind: park.counts.get(kind, 0) + 1},
    }
    if kind == Kind.APPLICATION:
        changes["operator_code"] = entry.actor.credit_code
    elif kind == Kind.SELF_ASSESSMENT:
        changes["self_year"] = number + 1
    elif kind == Kind.SURVEY:
        changes["survey_turn"] = park.survey_turn + 1
    elif kind == Kind.EVALUATION:
        changes["evaluation_turn"] = turn_after(park, form)
    elif by_clock:
        changes["answered"] = park.results[-1].case
    return changes


def _application_closed(park: ParkFile, form: Closing, _: Entry) -> Changes:
    return _without(park, form)


def _entered(park: ParkFile, form: Closing, _: Entry) -> Changes:
    """The park begins its life on the day of its designation, with the facts of its dossier (R2-consent)."""
    day = form.at.astimezone(CST).date()
    assert form.facts is not None
    return {
        **_without(park, form),
        **begins(day, day, _edition(park)),
        "facts": form.facts,
        "materials": form.materials,
        "provenance": None,
        "answered": None,
        "results": (),
        "self_records": (),
        "findings": (),
        "reports": (),
        "evaluated_on": None,
        "ended_on": None,
        "reapply_from": None,
    }


def _imported(park: ParkFile, form: Import, entry: Entry) -> Changes:
    """An old park enters mid-cycle: what its file records is kept, what it does not is not invented (Q40).

    A failure whose rectification still runs is taken over; one without a limit was answered on paper, and how its
    recheck ended is unknown.
    """
    old = form.park
    clocks = begins(old.designated_on, _day(entry), _edition(park), old.evaluation_on)
    years = [record.year for record in old.self_scores]
    results = _past_result(park, old)
    return {
        **clocks,
        "facts": facts_of(old),
        "provenance": old.provenance,
        "operator_code": old.operator.credit_code,
        "self_year": max([clocks["self_year"], *(year + 1 for year in years)]),
        "self_records": tuple(SelfRecord(year=r.year, score=r.score, on_time=True) for r in old.self_scores),
        "results": results,
        "answered": results[-1].case if results and old.rectify_due is None else None,
        "evaluated_on": old.evaluation_on,
    }


def _past_result(park: ParkFile, old: ImportedPark) -> tuple[OverallRecord, ...]:
    if old.evaluation_on is None or old.evaluation_grade is None:
        return ()
    return (
        OverallRecord(
            case=park.paper_case,
            kind=Kind.EVALUATION,
            on=old.evaluation_on,
            grade=old.evaluation_grade.value,
            score=old.evaluation_score,
        ),
    )


def _exempted(park: ParkFile, form: Exemption, _: Entry) -> Changes:
    return {"evaluation_turn": turn_after(park, form)}


def _closed(park: ParkFile, form: Closing, _: Entry) -> Changes:
    """The park keeps of a procedure what its rules look back on."""
    changes = _without(park, form)
    on = form.at.astimezone(CST).date()
    if form.self_record is not None:
        changes["self_records"] = (*park.self_records, form.self_record)[-RECORDS_MAX:]
    results = (*((form.overall,) if form.overall else ()), *form.annulled)
    if results:
        changes["results"] = (*park.results, *results)[-RECORDS_MAX:]
    if form.kind == Kind.EVALUATION and form.overall is not None:
        if form.overall.grade != VOID:
            changes["evaluated_on"] = park.open[form.case].opened_for
        elif park.evaluation_turn > 1:
            changes["evaluation_turn"] = park.evaluation_turn - 1  # its turn is owed again (R8-central, Q29)
    if form.kind == Kind.SURVEY:
        changes["findings"] = form.findings
    if (form.kind == Kind.SURVEY and not form.excused) or form.acted_first:
        in_time = form.on_time and not form.acted_first
        reported = Reported(kind=form.kind, on=on, on_time=in_time)
        changes["reports"] = (*park.reports, reported)[-RECORDS_MAX:]
    if form.materials:
        changes["materials"] = form.materials
    if form.facts is not None:
        changes["facts"] = form.facts
        changes["name"] = form.facts.park_name
        changes["operator_code"] = (
            form.facts.operator.credit_code if form.facts.operator else park.operator_code
        )
    return changes


def _acted_first(park: ParkFile, _: UnreportedChange, entry: Entry) -> Changes:
    """A change that nobody reported, or whose report was withdrawn, counts like one that was (R7-consent, Q21)."""
    found = Reported(kind=Kind.CHANGE, on=_day(entry), on_time=False)
    return {"reports": (*park.reports, found)[-RECORDS_MAX:]}


def _ended(park: ParkFile, form: Closing, _: Entry) -> Changes:
    """The status is gone; it may be applied for again from the day that the decision names (R9-revoke, Q34, Q36)."""
    assert form.may_apply_from is not None
    ended_on = form.at.astimezone(CST).date()
    return {**_without(park, form), "ended_on": ended_on, "reapply_from": form.may_apply_from}


def _adopted(park: ParkFile, form: Adoption, entry: Entry) -> Changes:
    """The clocks go on from where they stand: a new edition opens nothing for days before its adoption (Q40).

    Nor does it find a consequence in a result that had none under the edition before.
    """
    new = edition(form.edition, form.edition_digest)
    running = park.open_of(Kind.EVALUATION)
    evaluated_on = park.open[running].opened_for if running else park.evaluated_on
    return {
        "edition": new.id,
        "edition_digest": new.digest,
        "answered": _settled(park),
        "survey_turn": next_turn(survey_opens, park.survey_turn, park, new, _day(entry)),
        "evaluation_turn": next_turn(
            evaluation_opens, park.evaluation_turn, park, new, _day(entry), year_after(evaluated_on)
        ),
    }


def _settled(park: ParkFile) -> str | None:
    """Name the last result that nothing more follows from; one whose consequence is still to come is not settled."""
    waiting = park.open_of(Kind.RECTIFICATION, Kind.REVOCATION) or consequence(park, _edition(park))
    return park.answered if waiting or not park.results else park.results[-1].case


def _without(park: ParkFile, form: Closing) -> Changes:
    return {"open": {case: opened for case, opened in park.open.items() if case != form.case}}


def _day(entry: Entry) -> date:
    return entry.at.astimezone(CST).date()


def _edition(park: ParkFile) -> Edition:
    return edition(park.edition, park.edition_digest)


FOLDS: dict[Act, Callable[[ParkFile, Any, Entry], Changes]] = {
    Act.CLOSE_APPLICATION: _application_closed,
    Act.ENTER_LIFE: _entered,
    Act.IMPORT_PARK: _imported,
    Act.EXEMPT_EVALUATION: _exempted,
    Act.CLOSE_PROCEDURE: _closed,
    Act.RECORD_ACTING_FIRST: _acted_first,
    Act.END_STATUS: _ended,
    Act.END_STATUS_OTHERWISE: _ended,
    Act.LEAVE_STATUS: _ended,
    Act.ADOPT_EDITION: _adopted,
}
