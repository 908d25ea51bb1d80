"""What a round hears of a park that it called, from that park's own ledger (Q25, Q26)."""

from collections.abc import Iterable

from regulation.casework.entry import Entry
from regulation.procedures.park.forms import Exemption, OpenProcedure
from regulation.procedures.round.forms import Answer, Heard
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name, round_case

# How a park's ledger says that one of its procedures has ended.
CLOSES = frozenset({Act.CLOSE_PROCEDURE, Act.END_STATUS, Act.END_STATUS_OTHERWISE, Act.LEAVE_STATUS})


def heard_of(park: str, year: int, told: Iterable[Entry]) -> Heard | None:
    """Say from a park's own ledger what came of calling it in a year; None while its evaluation for it is open.

    An evaluation that the park's clock opened in that year is not the round's: the round does not wait for it.
    """
    entries = list(told)
    taken = next((entry for entry in reversed(entries) if _of_round(entry, year)), None)
    if taken is None:
        return Heard(park=park, answer=Answer.ABSENT)
    if taken.act == Act.EXEMPT_EVALUATION:
        return Heard(park=park, answer=Answer.EXEMPT)
    form = OpenProcedure.model_validate(taken.form)
    case = case_name(park, Kind.EVALUATION, form.number)
    closing = next((e.form for e in entries if e.act in CLOSES and e.form["case"] == case), None)
    if closing is None:
        return None if form.round else Heard(park=park, answer=Answer.BY_CLOCK, case=case)
    grade = (closing.get("overall") or {}).get("grade")
    return Heard(park=park, answer=Answer.EVALUATED if grade else Answer.ENDED, case=case, grade=grade)


def _of_round(entry: Entry, year: int) -> bool:
    """Whether a park's entry opened, or excused, its evaluation of a year."""
    if entry.act not in {Act.OPEN_EVALUATION, Act.EXEMPT_EVALUATION}:
        return False
    model = Exemption if entry.act == Act.EXEMPT_EVALUATION else OpenProcedure
    form = model.model_validate(entry.form)
    return form.round == round_case(year) if form.round else form.opened_for.year == year
