"""The file of a change, and what of it the park keeps (Article 7)."""

from datetime import date

from pydantic import Field

from regulation.calendar.working_days import local_day
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, opened_with
from regulation.casework.forms import SiteVisit
from regulation.measures.edition import edition
from regulation.procedures.change.forms import ChangeReport, Examined, OpenChange
from regulation.procedures.change.matters import facts_after, minor_area, short_notice
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Line, Strict, Text


class ActedFirst(Strict):
    """That the change was carried out before consent: a finding, whatever is decided later (Q21)."""

    since: date
    evidence: Text
    by: Line
    on: date


class ChangeFile(CaseFile):
    """One reported change; `facts` are the park's as they are, `report.facts` as they will be.

    `short_notice` and `minor_area` are noted when it is reported, for the one who decides.
    """

    report: ChangeReport
    short_notice: bool = False
    minor_area: bool = False
    supplement_items: tuple[str, ...] = ()
    supplements_asked: dict[Stage, int] = Field(default_factory=dict)
    visit: SiteVisit | None = None
    examined: Examined | None = None
    conditions: tuple[Text, ...] = ()
    consented_on: date | None = None
    carried_out_on: date | None = None
    acted_first: ActedFirst | None = None


def begin(entry: Entry) -> ChangeFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenChange.model_validate(entry.form)
    applied = edition(form.edition, form.edition_digest)
    return ChangeFile(
        **{**opened_with(form, entry), "materials": form.report.materials},
        report=form.report,
        short_notice=short_notice(form.report, local_day(entry.at), applied),
        minor_area=minor_area(form.facts, form.report, applied),
    )


def close(case: ChangeFile) -> Closing:
    """Tell the park its new record if the change was carried out, and whether somebody acted first (R7-consent)."""
    assert case.entered_at is not None
    implemented = case.stage == Stage.CHANGE_IMPLEMENTED
    return Closing(
        case=case.id,
        kind=Kind.CHANGE,
        outcome=case.stage,
        at=case.entered_at,
        facts=facts_after(case.facts, case.report) if implemented else None,
        on_time=not case.short_notice,
        acted_first=case.acted_first is not None,
    )
