"""The scorecard of an evaluation as data, the scheme of Article 8: dimensions, indicators, bonus, gates (R8-system, R8-dims)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo

from regulation.measures.scorecard.curves import Amount
from regulation.measures.scorecard.indicator_rules import (
    Checks,
    Choice,
    Judgement,
    Line,
    NamesPresent,
    Share,
    Steps,
)
from regulation.measures.scorecard.performance_rules import Less, Survey, Target, Timeliness
from regulation.words.wording import Frozen, Words

AnyRule = Annotated[
    Judgement | Line | Steps | Share | NamesPresent | Checks | Choice | Less | Survey | Timeliness | Target,
    Field(discriminator="kind"),
]


def _known(where: str) -> AfterValidator:
    """Expect the id of an entry of these sections of the edition, which come as context."""

    def check(value: str, info: ValidationInfo) -> str:
        if value not in (info.context or {}).get(where, ()):
            raise ValueError(f"{value} does not stand in this edition; cite an existing id of its {where}")
        return value

    return AfterValidator(check)


Source = Annotated[str, _known("provisions")]
Basis = Annotated[str, _known("provisions and readings")]


class Dimension(Frozen):
    """One side of a park that is evaluated; the Measures name five and leave the list open (R8-dims)."""

    label: Words
    points: Amount


class Indicator(Frozen):
    """One line of the card: its full mark, the rule that computes it, and the provisions it comes from."""

    model_config = ConfigDict(populate_by_name=True)

    label: Words
    points: Amount
    rule: AnyRule
    sources: tuple[Source, ...] = Field(alias="from", min_length=1)

    @property
    def judged(self) -> bool:
        """Say whether a person gives the points."""
        return self.rule.kind == "judgement"

    @property
    def of_the_past(self) -> bool:
        """Say whether it tells what was in time: what is past cannot be put right (Q30)."""
        return isinstance(self.rule, Timeliness)


class Gate(Frozen):
    """What makes a park unqualified whatever its score, once an official has confirmed it (Q24, Q28).

    `proposed_when` names what the system can see by itself; it proposes, and never confirms.
    """

    label: Words
    basis: Basis
    proposed_when: Literal["self_assessments_missing", "material_not_submitted"] | None = None


class Bonus(Frozen):
    """The most points beyond the card, and for what."""

    cap: Amount
    label: Words
    basis: Basis


class Late(Frozen):
    """The points that each late datum costs."""

    points: Amount
    basis: Basis


class CardHead(Frozen):
    """What a card is called, and its points beyond the indicators."""

    id: str = Field(min_length=1, max_length=64)
    total: Amount
    basis: Basis
    bonus: Bonus
    late: Late


class Scorecard(CardHead):
    """The whole card; every number in it is the edition's."""

    dimensions: dict[str, Dimension]
    indicators: dict[str, Indicator]
    gates: dict[str, Gate]

    @property
    def judged(self) -> tuple[str, ...]:
        """Name the indicators that people judge."""
        return tuple(key for key, indicator in self.indicators.items() if indicator.judged)


def dimension_of(indicator: str) -> str:
    """Read the dimension from an indicator's id: its letters."""
    return indicator.rstrip("0123456789")


PARTS: Mapping[str, type[Frozen]] = {"dimensions": Dimension, "indicators": Indicator, "gates": Gate}


def context(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the entries of a card may refer to: parameters by key, provisions and readings by id."""
    tables = {
        name: raw[name] if isinstance(raw.get(name), dict) else {}
        for name in ("parameters", "provisions", "readings")
    }
    parameters = {
        key: entry.get("value") for key, entry in tables["parameters"].items() if isinstance(entry, dict)
    }
    return {
        "parameters": parameters,
        "provisions": tables["provisions"].keys(),
        "provisions and readings": tables["provisions"].keys() | tables["readings"].keys(),
    }


def faults(
    head: CardHead | None,
    dimensions: Mapping[str, Dimension],
    indicators: Mapping[str, Indicator],
    broken: Collection[str],
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Name what does not add up: pairs of key path and complaint; `broken` entries spoil their own sums only."""
    spoilt = {dimension_of(key) for key in broken}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for key, indicator in indicators.items():
        sums[dimension_of(key)] += indicator.points
        best = indicator.rule.best()
        if dimension_of(key) not in {*dimensions, *broken} or dimension_of(key) == key:
            yield ("indicators", key), "belongs to no dimension; write a dimension's letters and a number"
        if best is not None and best != indicator.points:
            why = f"is {indicator.points}, but its rule gives at most {best}; correct one of them"
            yield ("indicators", key, "points"), why
    for key, dimension in dimensions.items():
        if key not in spoilt and sums[key] != dimension.points:
            why = f"is {dimension.points}, but its indicators sum to {sums[key]}; correct one of them"
            yield ("dimensions", key, "points"), why
    total = sum((dimension.points for dimension in dimensions.values()), Decimal(0))
    if head and total != head.total and not spoilt & {*broken}:
        yield ("total",), f"is {head.total}, but the dimensions sum to {total}; correct one of them"
