"""Where the length of a period comes from: the parameter of the edition, its basis, or the decision that set it."""

from collections.abc import Mapping

from regulation.calendar.working_days import Deadline
from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.measures.citations import citation
from regulation.measures.model import Edition
from regulation.procedures.application.period import PERIODS as OBJECTION
from regulation.procedures.revocation.file import PERIODS
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.stage import Stage
from regulation.words.message import Message, say
from regulation.words.sentences import Told
from regulation.words.values import Strict

# The stages whose period is set by a rule of their procedure, and no clock.
PARAMETERS: Mapping[Stage, str] = {
    **PERIODS,
    Stage.SELF_VERIFICATION: "self.verify_workdays",
    Stage.RECTIFYING: "rectify.months",
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
    unit: Told
    parameter: str | None
    value: str | None
    basis: str
    cite: Told

    @property
    def text(self) -> Message:
        """Say it in one sentence."""
        if self.parameter is None:
            return say("{length}，由决定写明，依据{cite}", length=self._length, cite=self.cite)
        parameter: Message | str = self.parameter
        if self.value != str(self.number):
            parameter = say("{parameter}＝{value}", parameter=parameter, value=self.value or "")
        if self.basis.startswith("Q"):
            parameter = say("{parameter}，办法未规定", parameter=parameter)
        return say(
            "{length}，依据{cite}，参数 {parameter}", length=self._length, cite=self.cite, parameter=parameter
        )

    @property
    def _length(self) -> Message:
        if self.number is None:
            return say("期限为固定日期")
        if not self.extension:
            return say("期限 {number} {unit}", number=self.number, unit=self.unit)
        return say(
            "期限 {number} {unit}（含延长的 {extension} {unit}）",
            number=self.number,
            unit=self.unit,
            extension=self.extension,
        )


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
        cite=say("{cite}", cite=citation(basis, edition)),
    )


def _parameter(case: CaseFile, entry: Entry, matter: str, period: Deadline) -> str | None:
    if matter != "due":
        return OBJECTION.get(entry.act)
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


def _length(period: Deadline) -> tuple[int | None, Message]:
    if period.months is not None:
        return period.months, say("个月")
    if period.days is not None:
        return period.days, say("日")
    return (period.workdays, say("个工作日")) if period.nominal is None else (None, say("固定日期"))
