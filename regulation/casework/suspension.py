"""The suspension ledger of a period: stopped, resumed, extended, with both dates (Q30, Q58)."""

from datetime import date
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled
from regulation.words.message import say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict, Text


class SuspensionKind(Labelled):
    """What happened to a running period."""

    STOP = "stop", "中止", "stopped"
    RESUME = "resume", "恢复", "resumed"
    EXTEND = "extend", "延长", "extended"


class Suspension(Strict):
    """One line of a period's suspension ledger: who changed it at which stage, on what basis, and both dates.

    A stopped period has no last day until it is resumed; `remaining` are the working days that it then has.
    """

    kind: SuspensionKind
    stage: Stage | None = None
    at: AwareDatetime
    by: Line
    basis: Line
    reason: Text
    due_before: date
    due_after: date | None = None
    remaining: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Refuse a line that does not say what it changed."""
        stops = self.kind == SuspensionKind.STOP
        if stops != (self.due_after is None):
            raise UnsoundError(say("新的届满日仅在中止时留空"), say("请填写恢复或延长后的届满日"))
        if stops != (self.remaining is not None):
            raise UnsoundError(say("剩余工作日数仅在中止时填写"), say("请填写中止时剩余的工作日数"))
        # A period that was resumed may end earlier, on a calendar that has lost days off meanwhile (Q41).
        extends = self.kind == SuspensionKind.EXTEND
        if extends and self.due_after is not None and self.due_after < self.due_before:
            raise UnsoundError(say("新的届满日早于原届满日"), say("延长不会使期限提前，请核对"))
        return self
