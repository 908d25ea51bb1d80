"""What a value of an edition must look like; each check gives the complaint with the next step, or None."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Check = Callable[[Any], str | None]  # gives the complaint with the next step, or None


MONTHS_OF_YEAR = 12
WORKDAYS_MAX = 500  # a longer period is a slip of the pen, and every wait is bounded


COMMON_YEAR = 2001  # not a leap year


def whole(low: int, high: int) -> Check:
    """Expect a whole number from `low` to `high`."""

    def check(value: Any) -> str | None:
        if type(value) is not int:
            return "is not a whole number; write digits without quotes or a point"
        return None if low <= value <= high else f"is out of range; give {low} to {high}"

    return check


def share(value: Any) -> str | None:
    """Expect a part of one, from 0 to 1."""
    if type(value) not in {int, Decimal}:
        return "is not a number; give a share from 0 to 1, such as 0.5"
    return None if 0 <= value <= 1 else "is out of range; give a share from 0 to 1, such as 0.5"


def flag(value: Any) -> str | None:
    """Expect yes or no."""
    return None if type(value) is bool else "is neither true nor false; write one of them without quotes"


def text(value: Any) -> str | None:
    """Expect a word of the edition's own choice."""
    return None if isinstance(value, str) and value.strip() else "is not a text; give one in quotes"


def one_of(known: tuple[object, ...]) -> Check:
    """Expect one of the choices that the rules can carry out."""
    choices = ", ".join(map(str, known))

    def check(value: Any) -> str | None:
        fits = any(type(value) is type(choice) and value == choice for choice in known)
        return None if fits else f"is not a choice that the rules know; choose from: {choices}"

    return check


def names(*known: str) -> Check:
    """Expect a list of different names, from `known` where the rules must know each of them."""

    def check(value: Any) -> str | None:
        if not isinstance(value, list) or not value or any(text(item) for item in value):
            return "is not a list of names; give at least one name in quotes"
        if len(set(value)) < len(value):
            return "names something twice; keep each name once"
        unknown = ", ".join(item for item in value if known and item not in known)
        if unknown:
            return f"has names that the rules do not know ({unknown}); use: {', '.join(known)}"
        return None

    return check


def steps(value: Any) -> str | None:
    """Expect rising numbers of workdays, none of them twice; the list may be empty."""
    day = whole(1, WORKDAYS_MAX)
    if not isinstance(value, list) or any(day(item) for item in value):
        return f"is not a list of workdays; give whole numbers from 1 to {WORKDAYS_MAX}"
    return None if value == sorted(set(value)) else "does not rise; write each number once, smallest first"


def month_day(value: Any) -> str | None:
    """Expect a day that every year has, written as month and day."""
    try:
        date.fromisoformat(f"{COMMON_YEAR}-{value}")
    except ValueError:
        known = False
    else:
        known = isinstance(value, str) and re.fullmatch(r"\d\d-\d\d", value) is not None
    return None if known else "is not a day of every year; write month and day in quotes, such as 03-31"
