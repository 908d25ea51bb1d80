"""Where the length of a period comes from: the parameter of the edition, its basis, or the decision that set it."""

from collections.abc import Mapping

from regulation.calendar.working_days import Deadline
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.measures.citations import cite
from regulation.measures.model import Edition
from regulation.procedures.revocation.file import PERIODS
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict

# The stages whose period is set by a rule of their procedure, and no clock.
PARAMETERS: Mapping[Stage, str] = {
    **PERIODS,
    Stage.SELF_VERIFICATION: "self.verify_workdays",
    Stage.RECTIFYING: "rectify.months",
}
# The acts that open a matter with a period of its own (Q12b).
MATTERS: Mapping[Act, str] = {
    Act.FILE_OBJECTION: "objection.admissibility_workdays",
    Act.ADMIT_OBJECTION: "objection.workdays",
}
NOTICE = "notice.workdays"
FIXED, LATE = "self.due", "self.late_workdays"


class Source(Strict):
    """A length and where it comes from; `parameter` is None where a decision named the last day.

    `value` is what the edition says; `number` what this period began with, which an account or an official may
    have made shorter or, within the limits of the edition, longer. A fixed date has no number. `extension` is the
    part of `number` by which the account of the stage was made longer.
    """

    number: int | None
    extension: int = 0
    unit: str
    parameter: str | None
    value: str | None
    basis: str
    cite: str

    @property
    def text(self) -> str:
        """Say it in Chinese."""
        length = "期限为固定日期" if self.number is None else f"期限 {self.number} {self.unit}"
        if self.extension:
            length += f"（含延长的 {self.extension} {self.unit}）"
        if self.parameter is None:
            return f"{length}，由决定写明，依据{self.cite}"
        other = "" if self.value == str(self.number) else f"＝{self.value}"
        gap = "，办法未规定" if self.basis.startswith("Q") else ""
        return f"{length}，依据{self.cite}，参数 {self.parameter}{other}{gap}"


def source(case: CaseFile, entry: Entry, matter: str, period: Deadline, edition: Edition) -> Source:
    """Give the source of the period that an entry began in a case, as the case stood after it."""
    key = _parameter(case, entry, matter, period)
    number, unit = _length(period)
    basis = edition.parameters[key].basis if key else entry.basis
    return Source(
        number=number,
        unit=unit,
        parameter=key,
        value=edition.text(key) if key else None,
        basis=basis,
        cite=cite(basis, edition),
    )


def _parameter(case: CaseFile, entry: Entry, matter: str, period: Deadline) -> str | None:
    if matter != "due":
        return MATTERS.get(entry.act)
    if case.stage == case.rules.notice_stage:
        return NOTICE
    clock = case.rules.clocks.get(case.stage)
    if clock is not None:
        return clock.limit
    if case.stage in PARAMETERS:
        return PARAMETERS[case.stage]
    if case.rules.kind == Kind.SELF_ASSESSMENT:
        return FIXED if period.nominal is not None else LATE
    return None


def _length(period: Deadline) -> tuple[int | None, str]:
    if period.months is not None:
        return period.months, "个月"
    if period.days is not None:
        return period.days, "日"
    return (period.workdays, "个工作日") if period.nominal is None else (None, "固定日期")
