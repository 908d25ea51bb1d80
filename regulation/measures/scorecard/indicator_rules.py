"""The kinds of rule by which indicators are computed; their points and curves are data of the edition.

Each rule names the figures that it needs, gives its best points where it sets them itself (otherwise the
indicator's own), and marks the evidence once no figure is missing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from regulation.measures.scorecard.curves import (
    Amount,
    CheckName,
    ChoiceName,
    Curve,
    ListName,
    NameList,
    NumberName,
    Part,
    WholeName,
    between,
)
from regulation.measures.scorecard.figures import CHOICES, TITLES
from regulation.words.wording import Frozen

Evidence = Mapping[str, Any]


class Mark(NamedTuple):
    """What a rule gives: unrounded points, how they came about, and a finding if a condition is broken."""

    points: Decimal
    how: str
    finding: str | None = None


class Rule(Frozen):
    """What every kind of rule answers."""

    def figures(self) -> tuple[str, ...]:
        """Name the figures that must be there."""
        raise NotImplementedError

    def best(self) -> Decimal | None:
        """Give the most points that the rule's own arguments allow; None if the indicator sets them."""
        return None

    def mark(self, seen: Evidence, most: Decimal) -> Mark:
        """Give the points for figures that are all there; `most` is the indicator's full mark."""
        raise NotImplementedError


class Judgement(Rule):
    """A person's own judgement, from nothing to the full mark."""

    kind: Literal["judgement"]

    def figures(self) -> tuple[str, ...]:
        """Need no figure."""
        return ()


class Line(Rule):
    """A figure on a curve; below its first point it earns nothing, which may be a finding."""

    kind: Literal["line"]
    figure: NumberName
    curve: Curve
    finding: bool = False

    def figures(self) -> tuple[str, ...]:
        """Need the figure."""
        return (self.figure,)

    def best(self) -> Decimal:
        """Give the points at the end of the curve."""
        return self.curve[-1][1]

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Read the curve at the figure."""
        at = Decimal(seen[self.figure])
        low = self.curve[0][0]
        short = f"{TITLES[self.figure]} {at}，低于 {low}" if at < low else None
        how = f"{short}，不得分。" if short else f"{TITLES[self.figure]} {at}，按曲线计分。"
        return Mark(between(self.curve, at), how, f"{short}。" if short and self.finding else None)


class Steps(Rule):
    """A figure, or its percentage of another, earns the points of the highest step that it reaches."""

    kind: Literal["steps"]
    figure: NumberName
    of: WholeName | None = None
    steps: Curve

    def figures(self) -> tuple[str, ...]:
        """Need the figure, and its whole if there is one."""
        return (self.figure, self.of) if self.of else (self.figure,)

    def best(self) -> Decimal:
        """Give the points of the last step."""
        return self.steps[-1][1]

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Find the highest step reached; the comparison is exact."""
        figure = Decimal(seen[self.figure])
        whole = Decimal(seen[self.of]) if self.of else Decimal(1)
        scale = 100 if self.of else 1
        reached = [y for x, y in self.steps if figure * scale >= x * whole]
        about = f"（{TITLES[self.of]} {whole}）" if self.of else ""
        return Mark(
            reached[-1] if reached else Decimal(0), f"{TITLES[self.figure]} {figure}{about}，按档计分。"
        )


class Share(Rule):
    """The part that a figure is of another, at most all of it; `of_nothing` is the share where there is no whole."""

    kind: Literal["share"]
    figure: NumberName
    of: NumberName
    of_nothing: Part

    def figures(self) -> tuple[str, ...]:
        """Need the part and the whole."""
        return (self.figure, self.of)

    def mark(self, seen: Evidence, most: Decimal) -> Mark:
        """Multiply the share with the full mark."""
        part, whole = Decimal(seen[self.figure]), Decimal(seen[self.of])
        share = min(part / whole, Decimal(1)) if whole else self.of_nothing
        how = f"{TITLES[self.figure]} {part} ÷ {TITLES[self.of]} {whole}，按比例计分。"
        return Mark(most * share, how)


class NamesPresent(Rule):
    """How many names of a list are there; names that are not on the list do not count."""

    kind: Literal["names"]
    figure: ListName
    of: NameList

    def figures(self) -> tuple[str, ...]:
        """Need the list of what is there."""
        return (self.figure,)

    def mark(self, seen: Evidence, most: Decimal) -> Mark:
        """Give each name on the list the same part of the full mark."""
        present = set(seen[self.figure]) & set(self.of)
        others = sorted(set(seen[self.figure]) - present)
        how = f"{TITLES[self.figure]}：应有 {len(self.of)} 项，具备 {len(present)} 项，按比例计分"
        how += f"；清单之外不计：{'、'.join(others)}。" if others else "。"
        return Mark(most * len(present) / len(self.of), how)


class Checks(Rule):
    """Points for each thing that is there: a yes, or at least one."""

    kind: Literal["checks"]
    checks: Annotated[dict[CheckName, Amount], Field(min_length=1)]

    def figures(self) -> tuple[str, ...]:
        """Need every answer."""
        return tuple(self.checks)

    def best(self) -> Decimal:
        """Give the points with everything there."""
        return sum(self.checks.values(), Decimal(0))

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Add the points of what is there."""
        points = sum((worth for name, worth in self.checks.items() if seen[name] > 0), Decimal(0))
        parts = (f"{TITLES[name]}：{_said(seen[name])}（{worth} 分）" for name, worth in self.checks.items())
        return Mark(points, f"{'；'.join(parts)}；具备的累计得分。")


def _said(value: bool | int) -> str:
    """Write an answer in Chinese."""
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


class Choice(Rule):
    """Points for one of several states."""

    kind: Literal["choice"]
    figure: ChoiceName
    options: dict[str, Amount]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Every state has its points, and no other has."""
        known = CHOICES[self.figure]
        if self.options.keys() != known:
            raise ValueError(f"options must be exactly: {', '.join(sorted(known))}; give each its points")
        return self

    def figures(self) -> tuple[str, ...]:
        """Need the state."""
        return (self.figure,)

    def best(self) -> Decimal:
        """Give the points of the best state."""
        return max(self.options.values())

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Look up the state."""
        state = seen[self.figure]
        return Mark(self.options[state], f"{TITLES[self.figure]}：{state.zh}。")
