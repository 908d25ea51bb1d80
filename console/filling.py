"""A form filled in at the command line: from a JSON file and `field=value` pairs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk.usage import UsageMistakeError
from desk.words.field_names import is_list
from regulation.words.message import say
from regulation.words.values import Strict


def filled(model: type[Strict], pairs: Sequence[str], file: Path | None = None) -> dict[str, Any]:
    """Put a form together; a repeated field becomes a list. UsageMistakeError for what cannot be read."""
    form = _from_file(file) if file else {}
    given: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise UsageMistakeError(
                say("--set {pair}", pair=pair), say("不是 字段=值"), say("例如：--set opinion=同意。")
            )
        given.setdefault(field, []).append(value)
    for field, values in given.items():
        form[field] = values if len(values) > 1 or takes_many(model, field) else values[0]
    return form


def _from_file(file: Path) -> dict[str, Any]:
    what = say("--form {file}", file=str(file))
    try:
        form = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageMistakeError(
            what, say("无法读取（{told}）", told=str(error)), say("请给出 UTF-8 的 JSON 文件。")
        ) from error
    if not isinstance(form, dict):
        raise UsageMistakeError(
            what, say("不是 JSON 对象"), say("请写成 {example}。", example='{"字段": "值"}')
        )
    return form


def takes_many(model: type[Strict], field: str) -> bool:
    """Say whether a field of the form is a list."""
    known = model.model_fields.get(field)
    return known is not None and is_list(known.annotation)
