"""The file of a survey, and what of it the park keeps (Article 6)."""

from datetime import date, datetime, time

from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing, Finding
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile, opened_with
from regulation.procedures.survey.forms import OpenSurvey, SurveyRecord
from regulation.vocabulary.kind import Kind


class SurveyFile(CaseFile):
    """One survey of a park, from the day it opens to the day the next one does.

    `findings` holds those carried in and those of this survey; `on_time` says whether the report came within
    its workdays (R6-report, Q18); `excused`: it was missed, but opened too late for anybody to do it in time (Q55).
    """

    number: int
    next_on: date
    record: SurveyRecord | None = None
    findings: tuple[Finding, ...] = ()
    reported_on: date | None = None
    on_time: bool = False
    excused: bool = False

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Findings that nobody has closed."""
        return tuple(finding for finding in self.findings if finding.closed_on is None)

    @property
    def ends_at(self) -> datetime:
        """The moment at which the next survey opens and this one ends."""
        return datetime.combine(self.next_on, time.min, CST)


def begin(entry: Entry) -> SurveyFile:
    """Give the file that an opening entry begins, before anything is folded into it."""
    form = OpenSurvey.model_validate(entry.form)
    return SurveyFile(
        **opened_with(form, entry),
        number=form.number,
        next_on=form.next_on,
        findings=form.carried,
    )


def close(case: SurveyFile) -> Closing:
    """Tell the park which findings are still open, also after a missed survey, and whether it was reported in time."""
    assert case.entered_at is not None
    return Closing(
        case=case.id,
        kind=Kind.SURVEY,
        outcome=case.stage,
        at=case.entered_at,
        findings=case.open_findings,
        on_time=case.on_time,
        excused=case.excused,
    )
