"""What the rules of a scorecard are written with: exact amounts, names of figures, and curves between points."""

import itertools
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from regulation.measures.scorecard.figures import CHOICES, FLAGS, LISTS, NUMBERS, POSITIVES


def _parameter(value: Any, info: ValidationInfo) -> Any:
    """Give the value of the parameter of that key, or None; the edition passes its parameters as context."""
    return (info.context or {}).get("parameters", {}).get(value)


def _amount(value: Any, info: ValidationInfo) -> Decimal:
    """Read an exact number, written out or as the key of a parameter that is one."""
    found = _parameter(value, info) if isinstance(value, str) else value
    if type(found) not in {int, Decimal}:
        raise ValueError("neither a number nor the key of a parameter that is one; give one of them")
    return Decimal(found)


def _list(value: Any, info: ValidationInfo) -> Any:
    """Read a list of names, written out or as the key of a parameter that is one."""
    found = _parameter(value, info) if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not found or len(set(found)) < len(found):
        raise ValueError("not a list of different names, nor the key of a parameter that is one; give one")
    return tuple(found)


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    """Expect the name of a figure that the rule can read."""

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"{value} is no figure of this kind; choose from: {', '.join(sorted(known))}")
        return value

    return check


Amount = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, allow_inf_nan=False)]
Part = Annotated[Amount, Field(le=1)]
Point = tuple[Amount, Amount]
NumberName = Annotated[str, AfterValidator(_one_of(NUMBERS))]
NameList = Annotated[tuple[str, ...], BeforeValidator(_list)]
WholeName = Annotated[str, AfterValidator(_one_of(POSITIVES))]  # never zero: something is divided by it
ListName = Annotated[str, AfterValidator(_one_of(LISTS))]
ChoiceName = Annotated[str, AfterValidator(_one_of(CHOICES))]
CheckName = Annotated[str, AfterValidator(_one_of(NUMBERS | FLAGS))]


def _rising(curve: tuple[Point, ...]) -> tuple[Point, ...]:
    """Expect points that rise to the right: more is never worth less."""
    for (x, y), (next_x, next_y) in itertools.pairwise(curve):
        if next_x <= x or next_y < y:
            raise ValueError(f"does not rise after {x}; write the points with rising figures and points")
    return curve


Curve = Annotated[tuple[Point, ...], Field(min_length=1), AfterValidator(_rising)]


def between(curve: tuple[Point, ...], at: Decimal) -> Decimal:
    """Read a curve: nothing before its first point, straight lines between points, flat after the last."""
    below = [point for point in curve if point[0] <= at]
    if not below:
        return Decimal(0)
    above = curve[len(below) :]
    (x, y) = below[-1]
    return y + (above[0][1] - y) * (at - x) / (above[0][0] - x) if above else y
