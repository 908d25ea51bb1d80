"""What is wrong with a field that somebody filled in, in words for people."""

from collections.abc import Mapping
from typing import Any

from regulation.words.message import Message, as_said, say, series
from regulation.words.refusals import UnsoundError

BOOLEAN = say("应填 true 或 false")
NUMBER = say("应填数字")
INTEGER = say("应填整数")
TEXT = say("应填文字")
DAY = say("应填日期，如 2026-11-24")
TABLE = say("应为分项填写的表")
LIST = say("应为列表")

# What is wrong with a field, for people; other kinds keep the validator's own words.
FAULTS = {
    "missing": say("必填"),
    "extra_forbidden": say("没有此字段"),
    "bool_parsing": BOOLEAN,
    "bool_type": BOOLEAN,
    "string_too_short": say("不能为空"),
    "string_too_long": say("过长"),
    "string_type": TEXT,
    "string_pattern_mismatch": say("格式不符"),
    "decimal_parsing": NUMBER,
    "decimal_type": NUMBER,
    "decimal_max_places": say("小数位过多"),
    "finite_number": say("应填有限的数"),
    "int_parsing": INTEGER,
    "int_type": INTEGER,
    "int_from_float": INTEGER,
    "greater_than_equal": say("过小"),
    "date_from_datetime_parsing": DAY,
    "date_type": DAY,
    "date_parsing": DAY,
    "too_short": say("至少填一项"),
    "too_long": say("项数过多"),
    "dict_type": TABLE,
    "model_type": TABLE,
    "model_attributes_type": TABLE,
    "tuple_type": LIST,
    "list_type": LIST,
}


def fault_text(fault: Any) -> Message:
    """Say what is wrong with a field, given one of the validator's errors."""
    known = FAULTS.get(fault["type"])
    return known or _measured(fault["type"], fault.get("ctx", {})) or as_said(str(fault["msg"]))


def _measured(kind: str, about: Mapping[str, Any]) -> Message | None:
    """Say what is wrong with a field where the fault names what would have been right."""
    match kind:
        case "literal_error" | "enum":
            choices = str(about["expected"]).replace(" or ", ", ").split(", ")
            return say("只能填 {choices}", choices=series(choices))
        case "less_than_equal":
            return say("过大，至多 {most}", most=str(about["le"]))
        case "less_than":
            return say("过大，须小于 {limit}", limit=str(about["lt"]))
        case "greater_than":
            return say("过小，须大于 {limit}", limit=str(about["gt"]))
        case "value_error":
            error = about["error"]
            return error.said if isinstance(error, UnsoundError) else as_said(str(error))
    return None
