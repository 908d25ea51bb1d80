"""An edition of the Measures: its articles, provisions, readings and parameters, as validated data."""

import hashlib
import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Status(StrEnum):
    """Where an edition stands (Q40)."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


class Frozen(BaseModel):
    """Edition data: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(Frozen):
    """One number, period, choice or list of the Measures, with its unit and basis."""

    value: Any
    unit: str
    basis: str
    note: str = ""


class Edition(Frozen):
    """The Measures as one dated text; a case is pinned to it by id and digest."""

    id: str
    status: Status
    effective_from: date | None = None
    digest: str = ""
    parameters: dict[str, Parameter] = Field(default_factory=dict)

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
