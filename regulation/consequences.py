"""What each act changes in the case file: the fold that the workflow, the ledger and a rebuild all share."""

from collections.abc import Callable
from typing import Any, cast

from regulation import forms
from regulation.application import APPLICATION, CLOCKS
from regulation.calendar import CST
from regulation.case import (
    SERVED_MAX,
    CaseFile,
    Entry,
    IssuedDocument,
    Notice,
    Objection,
    ObjectionStatus,
    Receipt,
    Served,
)
from regulation.conditions import Waiver
from regulation.determination import Body, Opinion
from regulation.moves import Act, Role, Stage
from regulation.panel import substitute
from regulation.scoring import ScoreSheet, SheetPart

Changes = dict[str, Any]
Consequence = Callable[[CaseFile, Any, Entry], Changes]

BODY_OF: dict[Role, Body] = {
    Role.CITY_HRSS_LEADER: Body.CITY_HRSS,
    Role.DRC: Body.DRC,
    Role.FINANCE: Body.FINANCE,
}


def _dossier(case: CaseFile, form: Any, entry: Entry) -> Changes:
    """A dossier replaces the one before; its tenants are as counted from the list, not as claimed (Q05)."""
    facts = getattr(form, "facts", None) or case.facts
    materials = getattr(form, "materials", None) or case.materials
    if entry.outcome.materials is not None:
        materials = entry.outcome.materials
        facts = facts.model_copy(update={"tenants": entry.outcome.tenants})
    return {"facts": facts, "materials": materials}


def _supplement_asked(case: CaseFile, form: forms.SupplementRequest, entry: Entry) -> Changes:
    asked = case.supplements_asked.get(entry.stage, 0) + 1
    return {
        "supplement_items": form.items,
        "supplements_asked": {**case.supplements_asked, entry.stage: asked},
    }


def _submitted(_: CaseFile, form: forms.Submission, __: Entry) -> Changes:
    return {"applicant": form.applicant}


def _reasons(_: CaseFile, form: forms.Reasons, __: Entry) -> Changes:
    """Each reason with its basis; one basis may carry all reasons (Q16)."""
    bases = form.provisions * len(form.reasons) if len(form.provisions) == 1 else form.provisions
    return {"reasons": tuple(zip(bases, form.reasons, strict=True))}


def _waiver_proposed(case: CaseFile, form: forms.WaiverProposal, entry: Entry) -> Changes:
    proposed = Waiver(
        condition=form.condition, reasons=form.reasons, proposed_by=entry.actor.person, until=form.until
    )
    return {"waivers": (*case.waivers, proposed)}


def _waiver_approved(case: CaseFile, form: forms.WaiverDecision, entry: Entry) -> Changes:
    return {
        "waivers": tuple(
            w.model_copy(update={"approved_by": entry.actor.person}) if w.condition == form.condition else w
            for w in case.waivers
        )
    }


def _waiver_declined(case: CaseFile, form: forms.WaiverDecision, _: Entry) -> Changes:
    return {"waivers": tuple(w for w in case.waivers if w.condition != form.condition)}


def _extended(_: CaseFile, __: forms.Extension, entry: Entry) -> Changes:
    return {"extended": True, "due": entry.outcome.due}


def _panel_drawn(_: CaseFile, __: forms.PanelDraw, entry: Entry) -> Changes:
    return {"panel": entry.outcome.panel}


def _sheet_signed(part: SheetPart) -> Consequence:
    def signed(case: CaseFile, form: forms.ScoreForm, entry: Entry) -> Changes:
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


def _visited(_: CaseFile, form: forms.SiteVisit, __: Entry) -> Changes:
    return {"visit": form}


def _recused(case: CaseFile, form: Any, entry: Entry) -> Changes:
    """The member's sheets stay on file and out of the mean; a reserve member takes the seat."""
    assert case.panel is not None
    leaving = form.member if isinstance(form, forms.Recusal) else entry.actor.person
    return {"panel": substitute(case.panel, leaving, form.ground), "result": None}


def _collated(_: CaseFile, __: forms.Blank, entry: Entry) -> Changes:
    return {"result": entry.outcome.result}


def _delivered(case: CaseFile, form: forms.Delivery, entry: Entry) -> Changes:
    delivered = {"sha256": form.sha256, "size_bytes": form.size_bytes}
    changes: Changes = {
        "documents": tuple(
            d.model_copy(update=delivered) if d.number == form.number else d for d in case.documents
        )
    }
    if case.stage == Stage.PUBLIC_NOTICE and form.opens_on is not None and entry.outcome.period is not None:
        changes["notice"] = Notice(number=form.number, opens_on=form.opens_on, period=entry.outcome.period)
        changes["due"] = entry.outcome.period
    return changes


def _notice_published(_: CaseFile, form: forms.NoticeForm, __: Entry) -> Changes:
    return {"notice": None, "notice_workdays": form.workdays}


def _objected(case: CaseFile, form: forms.ObjectionForm, entry: Entry) -> Changes:
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


def _ruled(status: ObjectionStatus, **also: Any) -> Consequence:
    def ruled(case: CaseFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
        update = {"status": status, "reasons": form.reasons, "due": entry.outcome.period, **also}
        return {
            "objections": tuple(
                o.model_copy(update=update) if o.id == form.objection else o for o in case.objections
            )
        }

    return ruled


def _corrected(case: CaseFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    """What the objection showed to be wrong is put right; the tenants stay as counted from the list."""
    changes = _ruled(ObjectionStatus.UPHELD)(case, form, entry)
    if form.facts is not None:
        changes["facts"] = form.facts.model_copy(update={"tenants": case.facts.tenants})
    return changes


def _review_again(case: CaseFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    """All sheets are void: the panel signs anew (Q12b)."""
    ruled = _ruled(ObjectionStatus.UPHELD)(case, form, entry)
    return {**ruled, "sheets": (), "visit": None, "result": None}


def _ended(case: CaseFile, form: forms.ObjectionRuling, entry: Entry) -> Changes:
    return {**_ruled(ObjectionStatus.UPHELD)(case, form, entry), "reasons": (("Q12b", form.reasons),)}


def _opinion(case: CaseFile, form: forms.Vote, entry: Entry) -> Changes:
    opinion = Opinion.model_validate(
        {
            "body": BODY_OF[entry.actor.role],
            "vote": form.vote,
            "reason": form.reason,
            "by": entry.actor.person,
            "on": entry.at.date(),
        }
    )
    return {"opinions": (*case.opinions, opinion)}


def _determined(_: CaseFile, form: forms.Determination, __: Entry) -> Changes:
    return {"override_minute": form.override_minute}


def _reassigned(case: CaseFile, form: forms.Reassignment, _: Entry) -> Changes:
    return {"assigned": {**case.assigned, form.role: form.to}}


def _reminded(case: CaseFile, form: forms.Reminder, _: Entry) -> Changes:
    return {"reminded": (*case.reminded, form.reminder)}


CONSEQUENCES: dict[Act, Consequence] = {
    Act.AMEND_DOSSIER: _dossier,
    Act.HAND_OVER: _dossier,
    Act.SUPPLEMENT: _dossier,
    Act.REQUEST_SUPPLEMENT: _supplement_asked,
    Act.DECLINE_RECOMMENDATION: _reasons,
    Act.SUBMIT: _submitted,
    Act.PROPOSE_WAIVER: _waiver_proposed,
    Act.APPROVE_WAIVER: _waiver_approved,
    Act.DECLINE_WAIVER: _waiver_declined,
    Act.EXTEND_LIMIT: _extended,
    Act.DRAW_PANEL: _panel_drawn,
    Act.DRAW_SUBSTITUTES: _panel_drawn,
    Act.SIGN_DESK_SHEET: _sheet_signed(SheetPart.DESK),
    Act.SIGN_ONSITE_SHEET: _sheet_signed(SheetPart.ONSITE),
    Act.RECORD_SITE_VISIT: _visited,
    Act.DECLARE_CONFLICT: _recused,
    Act.RECUSE: _recused,
    Act.COMPLETE_REVIEW: _collated,
    Act.PUBLISH_NOTICE: _notice_published,
    Act.DELIVER_DOCUMENT: _delivered,
    Act.FILE_OBJECTION: _objected,
    Act.ADMIT_OBJECTION: _ruled(ObjectionStatus.ADMITTED),
    Act.REJECT_OBJECTION: _ruled(ObjectionStatus.REJECTED),
    Act.EXTEND_INVESTIGATION: _ruled(ObjectionStatus.ADMITTED, extended=True),
    Act.DISMISS_OBJECTION: _ruled(ObjectionStatus.DISMISSED),
    Act.UPHOLD_FOR_CORRECTION: _corrected,
    Act.UPHOLD_FOR_REVIEW: _review_again,
    Act.UPHOLD_AND_END: _ended,
    Act.RECORD_OPINION: _opinion,
    Act.DESIGNATE: _determined,
    Act.REFUSE: _reasons,
    Act.REASSIGN: _reassigned,
    Act.REMIND: _reminded,
}


def opened(entry: Entry) -> CaseFile:
    """Give the case file that an opening entry begins, before anything is folded into it."""
    form = forms.OpenCase.model_validate(entry.form)
    return CaseFile(
        id=entry.case,
        park=form.park_id,
        edition=form.edition,
        edition_digest=form.edition_digest,
        opened_at=entry.at,
        facts=form.facts,
        materials=form.materials,
    )


def fold(case: CaseFile | None, entry: Entry) -> CaseFile:
    """Give the case file after an entry. Pure: same entries, same file."""
    case = case or opened(entry)
    assert case.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {case.seq}"
    form = forms.FORMS[entry.act].model_validate(entry.form)
    consequence = CONSEQUENCES.get(entry.act)
    changes = consequence(case, cast("Any", form), entry) if consequence else {}
    return case.model_copy(update={**changes, **_moved(case, entry, changes), **_kept(case, entry, changes)})


def _moved(case: CaseFile, entry: Entry, changes: Changes) -> Changes:
    """What leaving a stage, or revising the ground under it, does to version, clocks and assignments."""
    move = APPLICATION.find(entry.stage, entry.act)
    assert move is not None
    if entry.next == entry.stage:
        return {"version": case.version + 1, "changed_by": entry.actor.name} if move.revises else {}
    used = dict(case.used_workdays)
    clock = CLOCKS.get(entry.stage)
    if clock and clock.account:
        used[clock.account] = used.get(clock.account, 0) + entry.outcome.used_workdays
    return {
        "stage": entry.next,
        "version": case.version + 1,
        "changed_by": entry.actor.name,
        "entered_at": entry.at,
        "due": changes.get("due", entry.outcome.due),
        "used_workdays": used,
        "assigned": {},
        "reminded": (),
    }


def _kept(case: CaseFile, entry: Entry, changes: Changes) -> Changes:
    """Who did what, what was answered, and the documents that the act put into the world."""
    documents = changes.get("documents", case.documents)
    issued = tuple(
        IssuedDocument(
            kind=n.kind,
            number=n.number,
            seq=entry.seq,
            dated=entry.at.astimezone(CST).date(),
            answer_by=entry.outcome.due.last_day if entry.outcome.due else None,
        )
        for n in entry.outcome.numbers
    )
    served = Served(key=entry.key, receipt=receipt(entry))
    return {
        "seq": entry.seq,
        "documents": (*documents, *issued),
        "acted": {**case.acted, entry.act: entry.actor.person},
        "served": (*case.served, served)[-SERVED_MAX:],
    }


def receipt(entry: Entry) -> Receipt:
    """Give the answer to an act that is in the ledger."""
    return Receipt(
        case=entry.case,
        seq=entry.seq,
        act=entry.act,
        stage=entry.next,
        at=entry.at,
        numbers=entry.outcome.numbers,
    )
