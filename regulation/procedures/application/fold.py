"""What each act changes in the file of an application (Articles 4 and 5)."""

from typing import Any

from regulation.casework.entry import Entry
from regulation.casework.fold import (
    determined,
    extended,
    notice_published,
    opinion_recorded,
    panel_drawn,
    reasons_given,
    recused,
)
from regulation.casework.forms import Blank, ScoreForm, SiteVisit
from regulation.casework.rules import Changes, Fold
from regulation.conditions.waivers import Waiver
from regulation.designation.scoring import ScoreSheet, SheetPart
from regulation.procedures.application import forms
from regulation.procedures.application.file import ApplicationFile, Objection, ObjectionStatus
from regulation.vocabulary.act import Act


def _dossier(case: ApplicationFile, form: Any, entry: Entry) -> Changes:
    """A dossier replaces the one before; its tenants are as counted from the list, not as claimed (Q05)."""
    facts = getattr(form, "facts", None) or case.facts
    materials = getattr(form, "materials", None) or case.materials
    if entry.outcome.materials is not None:
        materials = entry.outcome.materials
        facts = facts.model_copy(update={"tenants": entry.outcome.tenants})
    return {"facts": facts, "materials": materials}


def _supplement_asked(case: ApplicationFile, form: forms.SupplementRequest, entry: Entry) -> Changes:
    asked = case.supplements_asked.get(entry.stage, 0) + 1
    return {
        "supplement_items": form.items,
        "supplements_asked": {**case.supplements_asked, entry.stage: asked},
    }


def _submitted(_: ApplicationFile, form: forms.Submission, __: Entry) -> Changes:
    return {"applicant": form.applicant}


def _waiver_proposed(case: ApplicationFile, form: forms.WaiverProposal, entry: Entry) -> Changes:
    proposed = Waiver(
        condition=form.condition,
        reasons=form.reasons,
        proposed_by=entry.actor.person,
        proposed_for=entry.actor.acting_for,
        until=form.until,
    )
    return {"waivers": (*case.waivers, proposed)}


def _waiver_approved(case: ApplicationFile, form: forms.WaiverDecision, entry: Entry) -> Changes:
    return {
        "waivers": tuple(
            w.model_copy(update={"approved_by": entry.actor.person}) if w.condition == form.condition else w
            for w in case.waivers
        )
    }


def _waiver_declined(case: ApplicationFile, form: forms.WaiverDecision, _: Entry) -> Changes:
    return {"waivers": tuple(w for w in case.waivers if w.condition != form.condition)}


def _sheet_signed(part: SheetPart) -> Fold:
    def signed(case: ApplicationFile, form: ScoreForm, entry: Entry) -> Changes:
        earlier = sum(s.expert == entry.actor.person and s.part == part for s in case.sheets)
        sheet = ScoreSheet(
            expert=entry.actor.person,
            part=part,
            score=form.score,
            recommends=form.recommends,
            opinion=form.opinion,
            version=earlier + 1,
            signed_at=entry.at,
        )
        return {"sheets": (*case.sheets, sheet)}

    return signed


def _visited(_: ApplicationFile, form: SiteVisit, __: Entry) -> Changes:
    return {"visit": form}


def _collated(_: ApplicationFile, __: Blank, entry: Entry) -> Changes:
    return {"result": entry.outcome.result}


def _objected(case: ApplicationFile, form: forms.ObjectionForm, entry: Entry) -> Changes:
    """A named objection is to be ruled on; an anonymous one is counted, and its words stay in the ledger (Q12)."""
    if form.name is None or form.contact is None:
        return {"anonymous_objections": case.anonymous_objections + 1}
    objection = Objection(
        id=len(case.objections) + 1,
        filed_at=entry.at,
        text=form.text,
        name=form.name,
        contact=form.contact,
        status=ObjectionStatus.FILED,
        due=entry.outcome.period,
    )
    return {"objections": (*case.objections, objection)}


def _ruled(status: ObjectionStatus, **also: Any) -> Fold:
    def ruled(case: ApplicationFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
        update = {"status": status, "reasons": form.reasons, "due": entry.outcome.period, **also}
        return {
            "objections": tuple(
                o.model_copy(update=update) if o.id == form.objection else o for o in case.objections
            )
        }

    return ruled


def _corrected(case: ApplicationFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    """What the objection showed to be wrong is put right; the tenants stay as counted from the list."""
    changes = _ruled(ObjectionStatus.UPHELD)(case, form, entry)
    if form.facts is not None:
        changes["facts"] = form.facts.model_copy(update={"tenants": case.facts.tenants})
    return changes


def _review_again(case: ApplicationFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    """All sheets are void: the panel signs anew (Q12b)."""
    ruled = _ruled(ObjectionStatus.UPHELD)(case, form, entry)
    return {**ruled, "sheets": (), "visit": None, "result": None}


def _ended(case: ApplicationFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    return {**_ruled(ObjectionStatus.UPHELD)(case, form, entry), "reasons": (("Q12b", form.reasons),)}


def _member_left(case: ApplicationFile, form: Any, entry: Entry) -> Changes:
    """A member who leaves reopens what was collated."""
    return {**recused(case, form, entry), "result": None}


FOLDS: dict[Act, Fold] = {
    Act.AMEND_DOSSIER: _dossier,
    Act.HAND_OVER: _dossier,
    Act.SUPPLEMENT: _dossier,
    Act.REQUEST_SUPPLEMENT: _supplement_asked,
    Act.DECLINE_RECOMMENDATION: reasons_given,
    Act.SUBMIT: _submitted,
    Act.PROPOSE_WAIVER: _waiver_proposed,
    Act.APPROVE_WAIVER: _waiver_approved,
    Act.DECLINE_WAIVER: _waiver_declined,
    Act.EXTEND_LIMIT: extended,
    Act.DRAW_PANEL: panel_drawn,
    Act.DRAW_SUBSTITUTES: panel_drawn,
    Act.SIGN_DESK_SHEET: _sheet_signed(SheetPart.DESK),
    Act.SIGN_ONSITE_SHEET: _sheet_signed(SheetPart.ONSITE),
    Act.RECORD_SITE_VISIT: _visited,
    Act.DECLARE_CONFLICT: _member_left,
    Act.RECUSE: _member_left,
    Act.COMPLETE_REVIEW: _collated,
    Act.PUBLISH_NOTICE: notice_published,
    Act.FILE_OBJECTION: _objected,
    Act.ADMIT_OBJECTION: _ruled(ObjectionStatus.ADMITTED),
    Act.REJECT_OBJECTION: _ruled(ObjectionStatus.REJECTED),
    Act.EXTEND_INVESTIGATION: _ruled(ObjectionStatus.ADMITTED, extended=True),
    Act.DISMISS_OBJECTION: _ruled(ObjectionStatus.DISMISSED),
    Act.UPHOLD_FOR_CORRECTION: _corrected,
    Act.UPHOLD_FOR_REVIEW: _review_again,
    Act.UPHOLD_AND_END: _ended,
    Act.RECORD_OPINION: opinion_recorded,
    Act.DESIGNATE: determined,
    Act.REFUSE: reasons_given,
}
