"""dossier.toml, the sheet of facts of a dossier folder: what it says, and everything wrong with it."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from regulation.conditions.dossier import Facts, PolicyKind, Slot
from regulation.conditions.tenants import CreditCodeError, check_credit_code
from regulation.words.values import Line, Strict

FILE = "dossier.toml"

# The kinds of pydantic error that these models can raise, in the words of those who fill in the sheet.
REASONS = {
    "missing": "此项必填",
    "extra_forbidden": "没有这个键，键名有误或多余",
    "enum": "只能是 {expected} 之一",
    "string_type": "应为加引号的文字",
    "string_too_short": "不能为空",
    "string_too_long": "不能超过 {max_length} 字",
    "tuple_type": "应为数组，写在方括号内",
    "too_short": "至少要有 {min_length} 项",
    "model_type": "应为一段表",
    "dict_type": "应为一段表",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "finite_number": "应为数字",
    "decimal_max_digits": "不能超过 {max_digits} 位数字",
    "decimal_max_places": "小数不能超过 {decimal_places} 位",
    "decimal_whole_digits": "整数部分不能超过 {whole_digits} 位",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "date_type": "应为日期，如 2026-09-30",
    "date_parsing": "应为日期，如 2026-09-30",
    "date_from_datetime_parsing": "应为日期，如 2026-09-30",
    "date_from_datetime_inexact": "应为日期，不带钟点",
}


class Kind(StrEnum):
    """What a flaw is about; only an unmet condition can be waived (Q04), so only it lets a dossier in."""

    FACTS = "facts"
    FILE = "file"
    TENANTS = "tenants"
    MISSING = "missing"
    CONDITION = "condition"


class Flaw(Strict):
    """One thing wrong: where it is, what it is, why it matters and what to do now, in Chinese."""

    kind: Kind
    where: str
    what: str
    why: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}。{self.why}；{self.now}。"


class DossierError(ValueError):
    """A dossier that cannot be taken in, with every flaw that stands in the way."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        self.flaws = flaws
        super().__init__("\n".join(str(flaw) for flaw in flaws))


class Entry(Strict):
    """One [[materials]] table: slot, file inside the folder, and which alternative a policy is (Q08)."""

    slot: Slot
    file: Line
    policy_kind: PolicyKind | None = None


def read_keys(folder: Path) -> tuple[Facts | None, tuple[Entry, ...], list[Flaw]]:
    """Read dossier.toml as far as it goes; facts are None when a required key is lacking or unsound."""
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        return (
            None,
            (),
            [flaw(Kind.FACTS, FILE, "没有此文件", "园区事实由它说明", "请照 samples 中的样例填写")],
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (
            None,
            (),
            [flaw(Kind.FACTS, FILE, "无法读取", f"不是 UTF-8 的 TOML（{error}）", "请改正该处后重试")],
        )
    flaws: list[Flaw] = []
    entries = tuple(_entries(raw.pop("materials", []), flaws))
    if raw.pop("tenants", None) is not None:
        flaws.append(flaw(Kind.FACTS, f"{FILE} tenants", "不应填写", "机构数由名单计算", "请删除此项"))
    try:
        facts: Facts | None = Facts.model_validate(raw)
    except ValidationError as error:
        facts = _without_faults(raw, error)
        flaws += _key_flaws((), error)
    return facts, entries, [*flaws, *_code_flaws(facts)]


def _without_faults(raw: dict[str, Any], error: ValidationError) -> Facts | None:
    """Give what the sound keys state, so that one typing error does not hide an unmet condition."""
    faulty = {detail["loc"][0] for detail in error.errors()}
    try:
        return Facts.model_validate({key: value for key, value in raw.items() if key not in faulty})
    except ValidationError:
        return None


def _entries(tables: Any, flaws: list[Flaw]) -> Iterator[Entry]:
    if not isinstance(tables, list):
        flaws.append(
            flaw(Kind.FACTS, f"{FILE} materials", "不是表数组", "每份材料一段", "请写作 [[materials]]")
        )
        return
    for place, table in enumerate(tables, start=1):
        try:
            yield Entry.model_validate(table)
        except ValidationError as error:
            flaws += _key_flaws(("materials", place - 1), error)


def _key_flaws(prefix: tuple[str | int, ...], error: ValidationError) -> Iterator[Flaw]:
    for detail in error.errors():
        where = f"{FILE} {_path((*prefix, *detail['loc']))}"
        what = {"missing": "未填写", "extra_forbidden": "不认识此项"}.get(detail["type"], "内容不合格")
        yield flaw(Kind.FACTS, where, what, _reason(detail), "请对照样例改正")


def _reason(detail: ErrorDetails) -> str:
    """Say in Chinese why a value is not taken; a kind of error not foreseen is told as pydantic tells it."""
    if detail["type"] not in REASONS:
        return detail["msg"]
    return REASONS[detail["type"]].format_map(detail.get("ctx", {})).replace(" or ", "、")


def _path(keys: tuple[str | int, ...]) -> str:
    """Write a key path; the first of several is [1], as people count."""
    parts = (f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys)
    return "".join(parts).removeprefix(".")


def _code_flaws(facts: Facts | None) -> Iterator[Flaw]:
    """Check the credit codes of the investor and the operator (R4.2a-investor, R4.4a-operator)."""
    bodies = {"investor": facts.investor, "operator": facts.operator} if facts else {}
    for key, body in bodies.items():
        try:
            if body:
                check_credit_code(body.credit_code)
        except CreditCodeError as error:
            why, _, now = str(error).rstrip("。").partition("；")
            yield flaw(Kind.FACTS, f"{FILE} {key}.credit_code", "内容不合格", why, now)


def flaw(kind: Kind, where: str, what: str, why: str, now: str) -> Flaw:
    """Make a flaw from its parts in reading order."""
    return Flaw(kind=kind, where=where, what=what, why=why, now=now)
