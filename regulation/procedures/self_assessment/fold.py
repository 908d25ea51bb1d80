"""What each act changes in the file of a self-assessment (Articles 6 and 8)."""

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import reasons_given
from regulation.casework.rules import Changes, Fold
from regulation.procedures.self_assessment import forms
from regulation.procedures.self_assessment.file import Assessment, SelfAssessmentFile
from regulation.vocabulary.act import Act


def _provided(_: SelfAssessmentFile, form: forms.YearReport, __: Entry) -> Changes:
    """The operator's figures are there, also where the department had gone ahead before (R6-goals)."""
    return {
        "year_facts": form.facts,
        "goals": form.goals,
        "statements": form.statements,
        "without_operator": None,
        "returned": None,
    }


def _gone_ahead(_: SelfAssessmentFile, form: forms.OwnFacts, __: Entry) -> Changes:
    """The department's own figures take the place of the operator's; why is kept (Q23)."""
    return {
        "year_facts": form.facts,
        "goals": form.goals,
        "statements": (),
        "without_operator": form.reason,
        "returned": None,
    }


def _facts_returned(_: SelfAssessmentFile, form: forms.FactsReturned, __: Entry) -> Changes:
    return {"returned": form.reason}


def _signed(_: SelfAssessmentFile, form: forms.SelfSignature, entry: Entry) -> Changes:
    """The card as it was computed when it was signed; a later edition does not touch it (R8-self)."""
    return {"signature": form, "assessment": Assessment.model_validate(entry.outcome.computed)}


def _reported(case: SelfAssessmentFile, _: forms.SelfReport, entry: Entry) -> Changes:
    """The first report decides whether the year is on time; while the clock stands still it is (R8-selfreport, Q23)."""
    if case.reported_on is not None:
        return {}
    on_time = case.due is None or entry.at < case.due.expires_at
    return {"reported_on": local_day(entry.at), "on_time": on_time}


FOLDS: dict[Act, Fold] = {
    Act.PROVIDE_FACTS: _provided,
    Act.ASSESS_WITHOUT_FACTS: _gone_ahead,
    Act.RETURN_FACTS: _facts_returned,
    Act.SIGN_SELF_ASSESSMENT: _signed,
    Act.REPORT_SELF_ASSESSMENT: _reported,
    Act.RETURN_SELF_ASSESSMENT: reasons_given,
}
