"""What each act of a round adds to its file (R8-central, Q25)."""

from typing import Any

from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Served
from regulation.casework.fold import receipt
from regulation.procedures.round.file import RoundFile
from regulation.procedures.round.forms import FORMS
from regulation.vocabulary.act import Act


def fold_round(round_: RoundFile | None, entry: Entry) -> RoundFile:
    """Give the round after an entry. Pure: same entries, same round."""
    form: Any = FORMS[entry.act].model_validate(entry.form)
    if round_ is None:
        round_ = RoundFile(year=form.year, edition=form.edition, edition_digest=form.edition_digest)
    assert round_.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {round_.seq}"
    changes: dict[str, Any] = {"seq": entry.seq, "stage": entry.next}
    match entry.act:
        case Act.OPEN_ROUND:
            changes["opened_at"] = entry.at
            changes["served"] = (Served(key=entry.key, receipt=receipt(entry)),)
        case Act.CALL_PARK:
            changes["called"] = {**round_.called, form.park: entry.at.astimezone(CST).date()}
        case Act.HEAR_PARK:
            changes["heard"] = {**round_.heard, form.park: form}
        case Act.CLOSE_ROUND:
            changes["closed_at"] = entry.at
    return round_.model_copy(update=changes)
