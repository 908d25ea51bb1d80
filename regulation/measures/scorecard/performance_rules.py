"""The kinds of rule that look at a period: cases against the firms, surveys, punctuality, targets and growth."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from regulation.measures.scorecard.curves import Amount, Curve, NumberName, Part, Point, WholeName, between
from regulation.measures.scorecard.figures import title
from regulation.measures.scorecard.indicator_rules import Evidence, Mark, Rule
from regulation.words.message import Message, say, series
from regulation.words.wording import Frozen


class Less(Rule):
    """The full mark less points for each case, never below nothing."""

    kind: Literal["less"]
    each: Annotated[dict[NumberName, Amount], Field(min_length=1)]

    def figures(self) -> tuple[str, ...]:
        """Need every number of cases."""
        return tuple(self.each)

    def mark(self, seen: Evidence, most: Decimal) -> Mark:
        """Take off what the cases cost."""
        off = sum((worth * seen[name] for name, worth in self.each.items()), Decimal(0))
        parts = [
            say("{title} {count}，每件扣 {worth} 分", title=title(name), count=seen[name], worth=worth)
            for name, worth in self.each.items()
        ]
        return Mark(max(most - off, Decimal(0)), say("{parts}；扣完为止。", parts=series(parts, "；")))


class Survey(Rule):
    """A percentage, counted in part only where too few answered."""

    kind: Literal["survey"]
    figure: NumberName
    response: NumberName
    response_min: Amount
    below: Part

    def figures(self) -> tuple[str, ...]:
        """Need the result and the response."""
        return (self.figure, self.response)

    def mark(self, seen: Evidence, most: Decimal) -> Mark:
        """Multiply the percentage with the full mark, and with `below` where the response is too low."""
        result, response = Decimal(seen[self.figure]), Decimal(seen[self.response])
        few = response < self.response_min
        asked = say(
            "{title} {result}，{of} {response}",
            title=title(self.figure),
            result=result,
            of=title(self.response),
            response=response,
        )
        how = say("{asked}，按比例计分。", asked=asked)
        if few:
            how = say(
                "{asked}，低于 {least}，按 {below} 折算。",
                asked=asked,
                least=self.response_min,
                below=self.below,
            )
        return Mark(most * min(result / 100, Decimal(1)) * (self.below if few else 1), how)


class Timeliness(Rule):
    """What the ledger says: the share of reports on time (all, where none was due), and no change before consent."""

    kind: Literal["timeliness"]
    self_assessments: Amount
    surveys: Amount
    consent: Amount

    def figures(self) -> tuple[str, ...]:
        """Need nothing that could be missing: the ledger always knows."""
        return ()

    def best(self) -> Decimal:
        """Give the points with everything on time."""
        return self.self_assessments + self.surveys + self.consent

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Add the shares on time, and the points for consent first."""
        before = seen["changes_before_consent"]
        points = Decimal(0) if before else self.consent
        parts = []
        for name, worth in (("self_assessments", self.self_assessments), ("surveys", self.surveys)):
            due, done = seen[f"{name}_due"], seen[f"{name}_on_time"]
            points += worth * done / due if due else worth
            parts.append(say("{title} {done}／{due}", title=title(f"{name}_on_time"), done=done, due=due))
        parts.append(_figure("changes_before_consent", before))
        return Mark(points, say("系统台账：{parts}。", parts=series(parts, "，")))


class Growth(Frozen):
    """Points for the growth over a figure of the year before, in percent of it."""

    previous: NumberName
    curve: Curve


class Condition(Frozen):
    """A figure without whose minimum only a part (`below`) of the level's points is given."""

    figure: NumberName
    least: Amount
    below: Part


class Target(Rule):
    """The level reached against a target, at most all of it, and growth where the card counts it."""

    kind: Literal["target"]
    figure: NumberName
    target: WholeName
    level: Amount
    growth: Growth | None = None
    condition: Condition | None = None

    def figures(self) -> tuple[str, ...]:
        """Need the figure, its target, and what growth and condition look at."""
        more = [self.growth.previous] if self.growth else []
        more += [self.condition.figure] if self.condition else []
        return (self.figure, self.target, *more)

    def best(self) -> Decimal:
        """Give level and growth together."""
        return self.level + (self.growth.curve[-1][1] if self.growth else 0)

    def mark(self, seen: Evidence, most: Decimal) -> Mark:  # noqa: ARG002
        """Add level and growth."""
        now, target = Decimal(seen[self.figure]), Decimal(seen[self.target])
        points = self.level * min(now / target, Decimal(1))
        parts = [_figure(self.figure, now), _figure(self.target, target)]
        if self.condition and (found := seen[self.condition.figure]) < self.condition.least:
            points *= self.condition.below
            parts.append(
                say(
                    "{title} {found} 低于 {least}，按 {below} 折算",
                    title=title(self.condition.figure),
                    found=found,
                    least=self.condition.least,
                    below=self.condition.below,
                )
            )
        if self.growth:
            before = Decimal(seen[self.growth.previous])
            points += _growth(now, before, self.growth.curve)
            parts.append(_figure(self.growth.previous, before))
        return Mark(points, say("{parts}。", parts=series(parts, "，")))


def _figure(name: str, value: Decimal | int) -> Message:
    return say("{title} {figure}", title=title(name), figure=value)


def _growth(now: Decimal, before: Decimal, curve: tuple[Point, ...]) -> Decimal:
    """Give the points for growth; from nothing to something is the most that growth can be."""
    if not before:
        return curve[-1][1] if now else between(curve, Decimal(0))
    return between(curve, (now - before) * 100 / before)
