"""The Measures as data: articles, provisions, readings and parameters, and the edition that holds them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from regulation.measures.scorecard.card import Scorecard
from regulation.words.wording import Frozen, Words

PROVISION_ID = re.compile(r"R(\d+)(?:\.(\d+)[a-z]?)?(?:-[a-z0-9]+)+")
READING_ID = re.compile(r"Q\d{2}[a-z]?")


class EditionError(ValueError):
    """An edition that cannot be used; `errors` has one line per fault: key path, reason, next step."""

    def __init__(self, name: str, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join((f"{name}: {len(self.errors)} error(s)", *self.errors)))


class EditionStatus(StrEnum):
    """Where an edition stands (R0-draft, Q40)."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class ProvisionKind(StrEnum):
    """What a provision's modal word asks of the code."""

    MUST = "must"  # a rule or a duty
    MUST_NOT = "must_not"  # a refusal
    MAY = "may"  # an act that is allowed, never automatic
    IN_PRINCIPLE = "in_principle"  # a default that a named official can waive with reasons
    PERIOD = "period"  # promptly, regularly, within a limit: a parameter that rests on a reading
    ENCOURAGE = "encourage"  # no code
    DEFINITION = "definition"  # says what a word or a date means
    SILENT = "silent"  # a gap worth an id of its own: the text says nothing here


class Article(Frozen):
    """An article, restated in our own words."""

    title: Words
    restated: Words


class Provision(Frozen):
    """One thing that an article asks for; `no_code` says why no code answers to it."""

    kind: ProvisionKind
    name: Words
    restated: Words
    no_code: str = ""


class Reading(Frozen):
    """What we chose where the text is open, until the city bureau rules on it (R10-interpret)."""

    name: Words
    question: Words
    choice: Words
    source: str = Field(min_length=1)


class Parameter(Frozen):
    """One number, period, choice or list of the Measures, with its unit and basis."""

    value: Any
    unit: str
    basis: str
    note: str = ""


class Head(Frozen):
    """What an edition is called and whether it is law."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    title: Words
    status: EditionStatus
    effective_from: date | None = Field(default=None, validate_default=True)

    @field_validator("effective_from")
    @classmethod
    def _dated_once_published(cls, value: date | None, info: ValidationInfo) -> date | None:
        """Law has a first day, the day of its publication; a draft has none (R10-effective, Q40)."""
        status = info.data.get("status")
        if status == EditionStatus.DRAFT and value:
            raise ValueError("a draft has no effective date; remove it, or change the status")
        if status in {EditionStatus.IN_FORCE, EditionStatus.SUPERSEDED} and not value:
            raise ValueError("missing; give the day of publication")
        return value


class Edition(Head):
    """The Measures as one dated text; a case is pinned to it by id and digest."""

    digest: str = ""
    articles: dict[str, Article]
    provisions: dict[str, Provision]
    readings: dict[str, Reading]
    parameters: dict[str, Parameter]
    scorecard: Scorecard

    def has(self, basis: str) -> bool:
        """Say whether an id is a provision or a reading of this edition."""
        return basis in self.provisions or basis in self.readings

    def number(self, key: str) -> int:
        """Give a whole number."""
        return int(self.parameters[key].value)

    def decimal(self, key: str) -> Decimal:
        """Give an exact number."""
        return Decimal(str(self.parameters[key].value))

    def flag(self, key: str) -> bool:
        """Give a yes or no."""
        return bool(self.parameters[key].value)

    def text(self, key: str) -> str:
        """Give a choice by its name."""
        return str(self.parameters[key].value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of names, in the order of the edition."""
        return tuple(str(item) for item in self.parameters[key].value)


def place(provision: str) -> tuple[int, int | None]:
    """Read article and item from a provision id; article 0 is the title. ValueError for another id."""
    found = PROVISION_ID.fullmatch(provision)
    if not found:
        raise ValueError(f"{provision}: not a provision id; write R<article>.<item>-<word>")
    return int(found[1]), int(found[2]) if found[2] else None
