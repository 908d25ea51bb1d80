"""What each act changes in the file of a revocation (Article 9)."""

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import determined, opinion_recorded, reasons_given
from regulation.casework.forms import Blank
from regulation.casework.rules import Changes, Fold
from regulation.procedures.revocation import forms
from regulation.procedures.revocation.file import LegalCheck, RevocationFile, Said
from regulation.vocabulary.act import Act


def _served(_: RevocationFile, form: forms.Service, __: Entry) -> Changes:
    """The party is told, for the first time or anew; what it said before stays on file (Q32)."""
    return {
        "found": form.facts,
        "hearing_asked_by": (),
        "hearing": None,
        "legal": None,
        "opinions": (),
    }


def _stated(case: RevocationFile, form: forms.StatementForm, entry: Entry) -> Changes:
    said = Said(
        id=len(case.statements) + 1,
        role=entry.actor.role,
        by=entry.actor.name,
        on=local_day(entry.at),
        statement=form.statement,
    )
    return {"statements": (*case.statements, said)}


def _hearing_asked(case: RevocationFile, _: forms.HearingRequest, entry: Entry) -> Changes:
    return {"hearing_asked_by": (*case.hearing_asked_by, entry.actor.role)}


def _answered(case: RevocationFile, answers: tuple[forms.Answer, ...]) -> Changes:
    given = {answer.statement: answer.answer for answer in answers}
    return {
        "statements": tuple(
            said.model_copy(update={"answer": given.get(said.id, said.answer)}) for said in case.statements
        )
    }


def _heard(case: RevocationFile, form: forms.Hearing, _: Entry) -> Changes:
    return {"hearing": form, **_answered(case, form.answers)}


def _checked(_: RevocationFile, form: forms.LegalOpinion, entry: Entry) -> Changes:
    found = LegalCheck(lawful=form.lawful, opinion=form.opinion, by=entry.actor.name, on=local_day(entry.at))
    return {"legal": found}


def _revoked(case: RevocationFile, form: forms.RevocationOrder, entry: Entry) -> Changes:
    return {**determined(case, form, entry), **_answered(case, form.answers)}


def _dropped(case: RevocationFile, form: forms.Drop, entry: Entry) -> Changes:
    return {**reasons_given(case, form, entry), "annulled": form.annulled}


def _issued(_: RevocationFile, __: Blank, entry: Entry) -> Changes:
    """The status ends on the day of issue; the plaque is due back when the publication is (Q32)."""
    assert entry.outcome.due is not None
    return {
        "issued_at": entry.at,
        "effective_on": local_day(entry.at),
        "plaque_by": entry.outcome.due.last_day,
    }


def _plaque_returned(_: RevocationFile, form: forms.PlaqueReturn, __: Entry) -> Changes:
    return {"plaque_returned_on": form.returned_on}


FOLDS: dict[Act, Fold] = {
    Act.SERVE_NOTICE: _served,
    Act.MAKE_STATEMENT: _stated,
    Act.REQUEST_HEARING: _hearing_asked,
    Act.RECORD_HEARING: _heard,
    Act.RECORD_LEGAL_CHECK: _checked,
    Act.RECORD_OPINION: opinion_recorded,
    Act.REVOKE: _revoked,
    Act.REVOKE_OTHERWISE: _revoked,
    Act.DROP_REVOCATION: _dropped,
    Act.ISSUE_REVOCATION: _issued,
    Act.ISSUE_REVOCATION_OTHERWISE: _issued,
    Act.RETURN_PLAQUE: _plaque_returned,
}
