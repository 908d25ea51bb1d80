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
from regulation.measures.scorecard.figures import CHOICES, title
from regulation.words.message import Message, say, series
from regulation.words.wording import Frozen

Evidence = Mapping[str, Any]


class Mark(NamedTuple):
    """What a rule gives: unrounded points, how they came about, and a finding if a condition is broken."""

    points: Decimal
    how: Message
    finding: Message | None = None


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
        at, low = Decimal(seen[self.figure]), self.curve[0][0]
        if at >= low:
            how = say("{title} {figure}，按曲线计分。", title=title(self.figure), figure=at)
            return Mark(between(self.curve, at), how)
        short = say("{title} {figure}，低于 {least}", title=title(self.figure), figure=at, least=low)
        finding = say("{short}。", short=short) if self.finding else None
        return Mark(between(self.curve, at), say("{short}，不得分。", short=short), finding)


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
        how = say("{title} {figure}，按档计分。", title=title(self.figure), figure=figure)
        if self.of:
            how = say(
                "{title} {figure}（{of} {whole}），按档计分。",
                title=title(self.figure),
                figure=figure,
                of=title(self.of),
                whole=whole,
            )
        return Mark(reached[-1] if reached else Decimal(0), how)


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
        how = say(
            "{title} {part} ÷ {of} {whole}，按比例计分。",
            title=title(self.figure),
            part=part,
            of=title(self.of),
            whole=whole,
        )
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
        counted = say(
            "{title}：应有 {asked} 项，具备 {present} 项，按比例计分",
            title=title(self.figure),
            asked=len(self.of),
            present=len(present),
        )
        how = say("{counted}。", counted=counted)
        if others:
            how = say("{counted}；清单之外不计：{others}。", counted=counted, others=series(others))
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
        parts = [
            say("{title}：{answer}（{worth} 分）", title=title(name), answer=seen[name], worth=worth)
            for name, worth in self.checks.items()
        ]
        return Mark(points, say("{parts}；具备的累计得分。", parts=series(parts, "；")))


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
        return Mark(self.options[state], say("{title}：{state}。", title=title(self.figure), state=state))
