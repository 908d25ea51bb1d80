"""What is wrong with a field, said as a message."""

from decimal import Decimal
from typing import Any, Literal

import pytest
from pydantic import Field, ValidationError, field_validator

from regulation.words.faults import fault_text
from regulation.words.message import say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Strict


class Form(Strict):
    """A form with one field of each kind."""

    vote: Literal["agree", "disagree"] = "agree"
    done: bool = True
    points: Decimal = Field(default=Decimal(1), le=5)
    code: str = Field(default="a", min_length=1)

    @field_validator("code")
    @classmethod
    def _known(cls, code: str) -> str:
        if code == "x":
            raise UnsoundError(say("没有 {code}", code=code), say("请核对"))
        if code == "y":
            raise ValueError("plain")
        return code


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("vote", "no", "只能填 'agree'、'disagree'"),
        ("done", "perhaps", "应填 true 或 false"),
        ("points", "6", "过大，至多 5"),
        ("code", "", "不能为空"),
        ("code", "x", "没有 x；请核对"),
        ("code", "y", "plain"),
        ("colour", "red", "没有此字段"),
    ],
)
def test_each_fault_is_said(field: str, value: Any, expected: str) -> None:
    """Limits and choices are named, and what a rule of ours says keeps its message."""
    with pytest.raises(ValidationError) as refused:
        Form.model_validate({field: value})

    assert [expected] == [str(fault_text(fault)) for fault in refused.value.errors()]
