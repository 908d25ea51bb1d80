"""What each act changes in the file of a survey (Article 6)."""

from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.forms import Blank
from regulation.casework.rules import Changes, Fold
from regulation.procedures.survey import forms
from regulation.procedures.survey.file import SurveyFile
from regulation.procedures.survey.findings import Found
from regulation.vocabulary.act import Act


def _recorded(case: SurveyFile, form: forms.SurveyRecord, entry: Entry) -> Changes:
    """The new findings stand beside those carried in; what persists was not put right, whatever was said (R6-survey)."""
    found = Found.model_validate(entry.outcome.computed)
    carried = (
        f.model_copy(update={"addressed": None}) if f.id in found.persisting else f for f in case.findings
    )
    return {"record": form, "findings": (*carried, *found.findings)}


def _reported(case: SurveyFile, _: forms.SurveyReport, entry: Entry) -> Changes:
    """The report is on time within its workdays, and while their clock stands still (R6-report, Q18)."""
    on_time = case.due is None or entry.at < case.due.expires_at
    return {"reported_on": local_day(entry.at), "on_time": on_time}


def _missed(case: SurveyFile, _: Blank, __: Entry) -> Changes:
    """A survey that opened late and whose workdays the next one cut short counts against nobody (Q55)."""
    return {"excused": case.late and (case.due is None or case.due.expires_at > case.ends_at)}


def _changed(case: SurveyFile, finding: int, **changes: Any) -> Changes:
    return {"findings": tuple(f.model_copy(update=changes) if f.id == finding else f for f in case.findings)}


def _addressed(case: SurveyFile, form: forms.FindingAddressed, _: Entry) -> Changes:
    """What was done last stands in the file; what was said before stays in the ledger."""
    return _changed(case, form.finding, addressed=form.done)


def _closed(case: SurveyFile, form: forms.FindingClosed, entry: Entry) -> Changes:
    return _changed(case, form.finding, closed_on=local_day(entry.at))


FOLDS: dict[Act, Fold] = {
    Act.RECORD_SURVEY: _recorded,
    Act.REPORT_SURVEY: _reported,
    Act.MARK_SURVEY_MISSED: _missed,
    Act.ADDRESS_FINDING: _addressed,
    Act.CLOSE_FINDING: _closed,
}
