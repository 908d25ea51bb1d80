"""What each act changes in the file of a change (Article 7)."""

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import notice_published, reasons_given
from regulation.casework.forms import SiteVisit
from regulation.casework.rules import Changes, Fold
from regulation.procedures.application.forms import SupplementRequest
from regulation.procedures.change import forms
from regulation.procedures.change.file import ActedFirst, ChangeFile
from regulation.vocabulary.act import Act


def _supplement_asked(case: ChangeFile, form: SupplementRequest, entry: Entry) -> Changes:
    asked = case.supplements_asked.get(entry.stage, 0) + 1
    return {
        "supplement_items": form.items,
        "supplements_asked": {**case.supplements_asked, entry.stage: asked},
    }


def _supplemented(case: ChangeFile, form: forms.ChangeSupplement, entry: Entry) -> Changes:
    """What is corrected takes the place of what was reported, which stays in the ledger; files as verified."""
    materials = case.materials if entry.outcome.materials is None else entry.outcome.materials
    facts = form.facts or case.report.facts
    return {
        "materials": materials,
        "report": case.report.model_copy(update={"facts": facts, "materials": materials}),
    }


def _visited(_: ChangeFile, form: SiteVisit, __: Entry) -> Changes:
    return {"visit": form}


def _examined(_: ChangeFile, form: forms.Examined, __: Entry) -> Changes:
    return {"examined": form}


def _consented(_: ChangeFile, form: forms.Consent, entry: Entry) -> Changes:
    """The change may be carried out from this day (R7-consent)."""
    return {"conditions": form.conditions, "consented_on": local_day(entry.at)}


def _implemented(_: ChangeFile, form: forms.Implementation, __: Entry) -> Changes:
    return {"carried_out_on": form.carried_out_on}


def _acted_first(_: ChangeFile, form: forms.ActingFirst, entry: Entry) -> Changes:
    """The finding stays with the case to its end, and with the park after it (Q21)."""
    found = ActedFirst(since=form.since, evidence=form.evidence, by=entry.actor.name, on=local_day(entry.at))
    return {"acted_first": found}


FOLDS: dict[Act, Fold] = {
    Act.REQUEST_SUPPLEMENT: _supplement_asked,
    Act.SUPPLEMENT: _supplemented,
    Act.RECORD_SITE_VISIT: _visited,
    Act.PASS_CHANGE: _examined,
    Act.PUBLISH_CHANGE_NOTICE: notice_published,
    Act.CONSENT_CHANGE: _consented,
    Act.REFUSE_CHANGE: reasons_given,
    Act.REPORT_IMPLEMENTED: _implemented,
    Act.RECORD_ACTING_FIRST: _acted_first,
}
