"""What is wrong with a field that somebody filled in, in words for people."""

from typing import Any

# What is wrong with a field, for people; other kinds keep the validator's own words.
FAULTS = {
    "missing": "必填",
    "extra_forbidden": "没有此字段",
    "bool_parsing": "应填 true 或 false",
    "string_too_short": "不能为空",
    "string_too_long": "过长",
    "decimal_parsing": "应填数字",
    "int_parsing": "应填整数",
    "greater_than_equal": "过小",
    "finite_number": "应填有限的数",
    "decimal_max_places": "小数位过多",
    "date_from_datetime_parsing": "应填日期，如 2026-11-24",
    "too_short": "至少填一项",
    "too_long": "项数过多",
    "bool_type": "应填 true 或 false",
    "string_type": "应填文字",
    "int_type": "应填整数",
    "int_from_float": "应填整数",
    "decimal_type": "应填数字",
    "dict_type": "应为分项填写的表",
    "model_type": "应为分项填写的表",
    "model_attributes_type": "应为分项填写的表",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "date_type": "应填日期，如 2026-11-24",
    "date_parsing": "应填日期，如 2026-11-24",
    "string_pattern_mismatch": "格式不符",
    "literal_error": "只能填 {expected}",
    "enum": "只能填 {expected}",
    "less_than_equal": "过大，至多 {le}",
    "less_than": "过大，须小于 {lt}",
    "greater_than": "过小，须大于 {gt}",
    "value_error": "{error}",
}


def fault_text(fault: Any) -> str:
    """Say in Chinese what is wrong with a field, given one of the validator's errors."""
    told = FAULTS.get(fault["type"])
    if told is None:
        return str(fault["msg"])
    known = {name: str(value) for name, value in fault.get("ctx", {}).items()}
    if "expected" in known:
        known["expected"] = known["expected"].replace(" or ", "、").replace(", ", "、")
    return told.format_map(known)
