"""What each act changes in the case file: the fold that the workflow, the ledger and a rebuild all share."""

from typing import Any, cast

from regulation.calendar.working_days import CST
from regulation.casework import forms
from regulation.casework.entry import SERVED_MAX, Entry, Receipt, Served
from regulation.casework.file import CaseFile, IssuedDocument, Notice
from regulation.casework.rules import Changes, Fold, Rules
from regulation.casework.suspension import Suspension, SuspensionKind
from regulation.designation.determination import Body, Opinion
from regulation.designation.panel import substitute
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role

BODY_OF: dict[Role, Body] = {
    Role.CITY_HRSS_LEADER: Body.CITY_HRSS,
    Role.DRC: Body.DRC,
    Role.FINANCE: Body.FINANCE,
}


def reasons_given(_: CaseFile, form: forms.Reasons, __: Entry) -> Changes:
    """Each reason with its basis; one basis may carry all reasons (Q16)."""
    bases = form.provisions * len(form.reasons) if len(form.provisions) == 1 else form.provisions
    return {"reasons": tuple(zip(bases, form.reasons, strict=True))}


def extended(case: CaseFile, form: Any, entry: Entry) -> Changes:
    """The period of the stage is the extended one; the suspension ledger says from when to when (Q17, Q30)."""
    assert case.due is not None
    assert entry.outcome.due is not None
    line = _line(
        SuspensionKind.EXTEND,
        form,
        entry,
        due_before=case.due.last_day,
        due_after=max(entry.outcome.due.last_day, case.due.last_day),
    )
    return {"extended": True, "due": entry.outcome.due, "suspensions": (*case.suspensions, line)}


def panel_drawn(_: CaseFile, __: forms.PanelDraw, entry: Entry) -> Changes:
    """The panel sits as drawn (Q10)."""
    return {"panel": entry.outcome.panel}


def recused(case: CaseFile, form: Any, entry: Entry) -> Changes:
    """The member's sheets stay on file and out of the mean; a reserve member takes the seat."""
    assert case.panel is not None
    leaving = form.member if isinstance(form, forms.Recusal) else entry.actor.person
    return {"panel": substitute(case.panel, leaving, form.ground)}


def notice_published(_: CaseFile, form: forms.NoticeForm, __: Entry) -> Changes:
    """The notice stands from the day on which its document is delivered (Q12)."""
    return {"notice": None, "notice_workdays": form.workdays}


def opinion_recorded(case: CaseFile, form: forms.Vote, entry: Entry) -> Changes:
    """One body has signed (Q14)."""
    opinion = Opinion.model_validate(
        {
            "body": BODY_OF[entry.actor.role],
            "vote": form.vote,
            "reason": form.reason,
            "by": entry.actor.person,
            "acting_for": entry.actor.acting_for,
            "on": entry.at.date(),
        }
    )
    return {"opinions": (*case.opinions, opinion)}


def determined(_: CaseFile, form: forms.Determination, __: Entry) -> Changes:
    """The minute that overrides dissent is kept (Q14)."""
    return {"override_minute": form.override_minute}


def _delivered(case: CaseFile, form: forms.Delivery, entry: Entry) -> Changes:
    delivered = {"sha256": form.sha256, "size_bytes": form.size_bytes}
    changes: Changes = {
        "documents": tuple(
            d.model_copy(update=delivered) if d.number == form.number else d for d in case.documents
        )
    }
    if (
        case.stage == case.rules.notice_stage
        and form.opens_on is not None
        and entry.outcome.period is not None
    ):
        changes["notice"] = Notice(number=form.number, opens_on=form.opens_on, period=entry.outcome.period)
        changes["due"] = entry.outcome.period
    return changes


def _reassigned(case: CaseFile, form: forms.Reassignment, entry: Entry) -> Changes:
    """The task has a new holder; the one before is relieved, unless a later act hands it back (Q52)."""
    own = entry.actor.holder if entry.actor.role == form.role else None
    leaving = case.assigned.get(form.role, own)
    relieved = dict.fromkeys((*case.relieved, *([leaving] if leaving else [])))
    relieved.pop(form.to, None)
    return {"assigned": {**case.assigned, form.role: form.to}, "relieved": tuple(relieved)}


def _reminded(case: CaseFile, form: forms.Reminder, _: Entry) -> Changes:
    return {"reminded": (*case.reminded, form.reminder)}


def _stopped(case: CaseFile, form: forms.ClockStop, entry: Entry) -> Changes:
    """The clock stands still: the period has no last day until it runs again (Q58)."""
    assert case.due is not None
    assert entry.outcome.remaining is not None
    line = _line(
        SuspensionKind.STOP, form, entry, due_before=case.due.last_day, remaining=entry.outcome.remaining
    )
    return {"due": None, "suspensions": (*case.suspensions, line)}


def _resumed(case: CaseFile, form: forms.ClockStop, entry: Entry) -> Changes:
    """The clock runs again, with the workdays that were left (Q58)."""
    assert case.stopped is not None
    assert entry.outcome.due is not None
    line = _line(
        SuspensionKind.RESUME,
        form,
        entry,
        due_before=case.stopped.due_before,
        due_after=entry.outcome.due.last_day,
    )
    return {
        "due": entry.outcome.due,
        "suspensions": (*case.suspensions, line),
        "paused_workdays": case.paused_workdays + entry.outcome.used_workdays,
    }


def _line(kind: SuspensionKind, form: Any, entry: Entry, **dates: Any) -> Suspension:
    return Suspension(
        kind=kind,
        stage=entry.stage,
        at=entry.at,
        by=entry.actor.name,
        basis=entry.basis,
        reason=form.reason,
        **dates,
    )


def _recounted(case: CaseFile, form: forms.Recount, _: Entry) -> Changes:
    """The same periods on a newer calendar; both dates stay in the ledger (Q41)."""
    return case.with_periods({period.matter: period.after for period in form.periods})


# What the acts that every procedure has do to any file.
STANDING: dict[Act, Fold] = {
    Act.REASSIGN: _reassigned,
    Act.REMIND: _reminded,
    Act.DELIVER_DOCUMENT: _delivered,
    Act.SUSPEND_CLOCK: _stopped,
    Act.RESUME_CLOCK: _resumed,
    Act.RECOUNT_DEADLINE: _recounted,
}


def fold(rules: Rules, case: CaseFile | None, entry: Entry) -> CaseFile:
    """Give the case file after an entry. Pure: same entries, same file."""
    case = case or rules.begin(entry)
    assert case.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {case.seq}"
    form = rules.forms[entry.act].model_validate(entry.form)
    change_of = STANDING.get(entry.act) or rules.folds.get(entry.act)
    changes = change_of(case, cast("Any", form), entry) if change_of else {}
    return case.model_copy(update={**changes, **_moved(case, entry, changes), **_kept(case, entry, changes)})


def _moved(case: CaseFile, entry: Entry, changes: Changes) -> Changes:
    """What leaving a stage, or revising the ground under it, does to version, clocks and assignments."""
    move = case.rules.table.find(entry.stage, entry.act)
    assert move is not None
    if entry.next == entry.stage:
        return {"version": case.version + 1, "changed_by": entry.actor.name} if move.revises else {}
    used = dict(case.used_workdays)
    clock = case.rules.clocks.get(entry.stage)
    if clock and clock.account:
        used[clock.account] = used.get(clock.account, 0) + entry.outcome.used_workdays
    return {
        "stage": entry.next,
        "version": case.version + 1,
        "changed_by": entry.actor.name,
        "entered_at": entry.at,
        "due": changes.get("due", entry.outcome.due),
        "used_workdays": used,
        "paused_workdays": 0,
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
    acted_for = {act: principal for act, principal in case.acted_for.items() if act != entry.act}
    if entry.actor.acting_for is not None:
        acted_for[entry.act] = entry.actor.acting_for
    return {
        "seq": entry.seq,
        "documents": (*documents, *issued),
        "acted": {**case.acted, entry.act: entry.actor.person},
        "acted_for": acted_for,
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
