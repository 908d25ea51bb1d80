"""What returns with the years: surveys, self-assessments, evaluations, and periods counted in months (Q57).

A month ends on the day of the same number, or on its last day where it has none (Civil Code article 202).
Every n-th date is counted from its anchor, never from the date before, so that nothing drifts.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from regulation.measures.checks import MONTHS_OF_YEAR
from regulation.measures.choices import CentralMode
from regulation.measures.model import Edition
from regulation.words.message import Message, say
from regulation.words.refusals import UnsoundError


class CycleError(UnsoundError):
    """A date or length that cannot be; the message names the field, the reason and the next step."""


def add_months(day: date, months: int) -> date:
    """Give the day some months later; a day that the last month lacks becomes its last (29 February, the 31st).

    Raises ValueError where the calendar ends (year 9999).
    """
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def anniversary(day: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes the 28th outside leap years."""
    return add_months(day, years * MONTHS_OF_YEAR)


def survey_opens(number: int, designated_on: date, edition: Edition) -> date:
    """Say when the `number`-th survey of a park opens, the first being 1 (R6-survey, Q18); raises CycleError."""
    return add_months(designated_on, _counted(say("调研"), number) * edition.number("survey.every_months"))


def first_self_year(designated_on: date, edition: Edition) -> int:
    """Give the first calendar year that is assessed: the park was one for enough months of it (Q54)."""
    held_enough = add_months(designated_on, edition.number("self.first_year_min_months"))
    in_full = held_enough <= self_assessment_opens(designated_on.year)
    return designated_on.year if in_full else designated_on.year + 1


def self_assessment_opens(year: int) -> date:
    """Say when the self-assessment of a calendar year opens: when that year is over (R8-self, Q23)."""
    return date(year + 1, 1, 1)


def self_assessment_due(year: int, edition: Edition) -> date:
    """Give the last day for the self-assessment of a calendar year, in the year after it (R8-self, Q23)."""
    return _in_year(year + 1, edition.text("self.due"))


def evaluation_opens(number: int, designated_on: date, edition: Edition) -> date:
    """Say when the `number`-th evaluation of a park opens, the first being 1 (R8-central, Q25).

    A round from which the park is exempt has its number too. Raises CycleError.
    """
    return MODES[edition.text("central.mode")](_counted(say("考评"), number), designated_on, edition)


def _per_park(number: int, designated_on: date, edition: Edition) -> date:
    return anniversary(designated_on, number * edition.number("evaluation.every_years"))


def _citywide(number: int, designated_on: date, edition: Edition) -> date:
    """Count the rounds that open after the day of designation; there is none before the first round."""
    every, first = edition.number("evaluation.every_years"), edition.number("central.first_year")
    opens_on = edition.text("central.opens_on")
    past = _in_year(designated_on.year, opens_on) <= designated_on
    missed = max(0, -((first - designated_on.year - past) // every))
    return _in_year(first + (missed + number - 1) * every, opens_on)


MODES: Mapping[str, Callable[[int, date, Edition], date]] = {
    CentralMode.CITYWIDE: _citywide,
    CentralMode.PER_PARK: _per_park,
}


def exempt(designated_on: date, opens_on: date, edition: Edition) -> bool:
    """Say whether a park is too new for an evaluation (Q26); with the full number of months it takes part."""
    return opens_on < add_months(designated_on, edition.number("central.exempt_months"))


def cycle_years(previous_on: date | None, opens_on: date, first_year: int, edition: Edition) -> range:
    """Give the calendar years whose self-assessments belong to the evaluation that opens on a day (Q56).

    They fell due after the evaluation before opened (`previous_on`, None if there was none that counted) and
    before this one opens; not before the park's first year, and no more of them than a cycle has years.
    """
    last = _last_year_due(opens_on, edition)
    first = max(first_year, last + 1 - edition.number("evaluation.every_years"))
    if previous_on is not None:
        first = max(first, _last_year_due(previous_on, edition) + 1)
    return range(first, last + 1)


def _last_year_due(on: date, edition: Edition) -> int:
    """Give the last calendar year whose self-assessment was due before a day."""
    return on.year - 1 if self_assessment_due(on.year - 1, edition) < on else on.year - 2


class Ending(StrEnum):
    """How a park lost its status (Q36)."""

    REVOKED = "revoked"
    FRAUD = "fraud"
    EXIT = "exit"


BARRED: Mapping[Ending, str] = {
    Ending.REVOKED: "reapply.months_revoked",
    Ending.FRAUD: "reapply.months_fraud",
    Ending.EXIT: "reapply.months_exit",
}


def reapply_from(kind: Ending, ended_on: date, edition: Edition) -> date:
    """Give the first day on which the park may apply again, as if for the first time (Q36)."""
    return add_months(ended_on, edition.number(BARRED[kind]))


def rectification_months(asked: int | None, edition: Edition) -> int:
    """Give the months for rectification: the usual ones, or fewer where an official asks (R9-rectify, Q30).

    Raises CycleError for fewer than the least or more than the usual.
    """
    usual = edition.number("rectify.months")
    if asked is None:
        return usual
    return _within(say("整改期限"), asked, edition.number("rectify.months_min"), usual)


def extension_months(asked: int, edition: Edition) -> int:
    """Give the months by which rectification is extended; raises CycleError for none or too many (Q30)."""
    return _within(say("整改延长"), asked, 1, edition.number("rectify.extension_months"))


def _within(what: Message, months: int, least: int, most: int) -> int:
    if not least <= months <= most:
        raise CycleError(
            say("{what} {months} 个月超出范围", what=what, months=months),
            say("请填写 {least} 至 {most} 个月", least=least, most=most),
        )
    return months


def _counted(what: Message, number: int) -> int:
    if number < 1:
        raise CycleError(say("{what}序号 {number} 小于 1", what=what, number=number), say("请从 1 起编号"))
    return number


def _in_year(year: int, month_day: str) -> date:
    """Give a month and day of the edition, such as 03-31, in a year."""
    return date.fromisoformat(f"{year:04}-{month_day}")
