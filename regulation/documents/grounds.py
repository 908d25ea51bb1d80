"""What a revocation rests on, what went before it, and what follows from it (R9-revoke, Q32, Q36)."""

from datetime import date
from typing import Self

from pydantic import model_validator

from regulation.documents.occasion import Reasons, Result, bases, not_before, require_reasons
from regulation.words.values import Line, Strict, Text


class Grounds(Strict):
    """What a revocation rests on: consecutive results (R9-revoke, Q29), or a law outside the Measures (Q35).

    `reading` says in Chinese how the edition's strategy counts. Each reason is a provision or reading id
    and its text. ValidationError unless it is exactly one of the two, or when a reason says nothing.
    """

    chain: tuple[Result, ...] = ()
    reading: Line | None = None
    external_basis: Text | None = None
    reasons: Reasons

    @model_validator(mode="after")
    def _one_ground(self) -> Self:
        """Refuse grounds without reasons, a chain without the reading of it, two grounds, or none."""
        require_reasons(self.reasons, "取消资格的理由")
        if self.external_basis is not None:
            if self.chain or self.reading:
                raise ValueError("external_basis：不能同时以第九条和其他法律为依据；请只留一种。")
        elif not (self.chain and self.reading):
            raise ValueError("chain：没有写明各次结果和认定“连续”的口径；请写明，或者另引法律依据。")
        return self

    @property
    def citations(self) -> tuple[str, ...]:
        """Give the ids of the ground, after those of its reasons."""
        own = ("Q35",) if self.external_basis else ("R9-revoke", "Q29")
        return (*bases(self.reasons), *own)


class Notified(Strict):
    """The advance notice that a revocation follows: its number, day, and the last day to answer (Q32)."""

    number: Line
    on: date
    until: date


class Statement(Strict):
    """What a party said in answer to the advance notice, and what was found on it (Q32)."""

    by: Line
    on: date
    said: Text
    answer: Text


class Terms(Strict):
    """When the status ends, by when the plaque is back, from when the park may apply again (Q32, Q36).

    ValidationError when the plaque or a new application would precede the end.
    """

    effective_on: date
    plaque_by: date
    may_apply_from: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Refuse days that stand before the end of the status."""
        not_before("plaque_by", self.plaque_by, self.effective_on, "交回标牌截止日")
        not_before("may_apply_from", self.may_apply_from, self.effective_on, "最早可重新申报之日")
        return self
