"""What a form asks for: its fields with those of the forms within it, and a skeleton to begin with."""

import types
from enum import Enum, StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from desk.words.catalogue import words
from desk.words.field_names import inner_form, is_list, title_of
from regulation.words.message import CHINESE, Language, Message, say
from regulation.words.values import Strict

PLAIN = {
    "str": words("文字"),
    "int": words("整数"),
    "Decimal": words("数字"),
    "bool": words("true 或 false"),
    "date": words("日期 YYYY-MM-DD"),
}
JSON = words("JSON（用 --form）")
FORMS = words("列表，各项为 JSON（用 --form）")
LIST = words("列表（重复 --set）")
EXAMPLES: dict[str, Any] = {"int": 1, "Decimal": "1.00", "bool": True, "date": "2026-01-31"}
SHOWN = {
    "field": words("字段"),
    "title": words("名称"),
    "required": words("必填"),
    "type": words("类型"),
    "default": words("缺省"),
}


def form_fields(model: type[Strict], within: str = "", language: Language = CHINESE) -> list[dict[str, Any]]:
    """Describe a form field by field; those of a form within it follow as `facts.district` or `goals[].name`."""
    rows: list[dict[str, Any]] = []
    for name, field in model.model_fields.items():
        path = f"{within}{name}"
        rows.append(
            {
                "field": path,
                "title": language.translate(title_of(model, name)),
                "required": field.is_required(),
                "type": _type_name(field.annotation, language),
                "default": None if field.is_required() else _default(field),
            }
        )
        form = inner_form(field.annotation)
        if form is not None:
            rows += form_fields(form, f"{path}{'[]' if is_list(field.annotation) else ''}.", language)
    return rows


def skeleton(model: type[Strict], language: Language = CHINESE) -> dict[str, Any]:
    """Give a form to fill in: an example for what is required, the default or null for what may be left out."""
    return {
        name: _example(field.annotation, title_of(model, name), language)
        if field.is_required()
        else _default(field)
        for name, field in model.model_fields.items()
    }


def _default(field: Any) -> Any:
    value = field.get_default(call_default_factory=True)
    return list(value) if isinstance(value, tuple) else value


def _example(annotation: Any, title: str, language: Language) -> Any:
    arms = [arm for arm in get_args(annotation) if arm not in {type(None), Ellipsis}]
    if get_origin(annotation) in {tuple, dict}:
        return [_example(arm, title, language) for arm in arms] if is_list(annotation) else {}
    if get_origin(annotation) is Literal:
        return arms[0]
    if get_origin(annotation) in {types.UnionType, Union, Annotated}:
        return _example(arms[0], title, language)
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return skeleton(annotation, language)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return EXAMPLES.get(
        getattr(annotation, "__name__", ""), language.write(say("（{title}）", title=Message(id=title)))
    )


def _type_name(annotation: Any, language: Language) -> str:
    arms = [arm for arm in get_args(annotation) if arm not in {type(None), Ellipsis}]
    if is_list(annotation):
        return language.translate(FORMS if inner_form(annotation) else LIST)
    if get_origin(annotation) in {types.UnionType, Union}:
        return " | ".join(_type_name(arm, language) for arm in arms)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return " | ".join(annotation)
    if get_origin(annotation) is Annotated:
        return _type_name(arms[0], language)
    if get_origin(annotation) is Literal:
        return " | ".join(str(arm) for arm in arms)
    return language.translate(PLAIN.get(getattr(annotation, "__name__", ""), JSON))
