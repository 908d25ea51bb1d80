"""dossier.toml, the sheet of facts of a dossier folder: what it says, and everything wrong with it."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from regulation.conditions.dossier import Facts, PolicyKind, Slot
from regulation.conditions.tenants import CreditCodeError, check_credit_code
from regulation.words.message import Message, as_said, say, series
from regulation.words.refusals import Said
from regulation.words.values import Line, Strict

FILE = "dossier.toml"

TABLE = say("应为一段表")
BOOLEAN = say("应为 true 或 false")
INTEGER = say("应为整数")
NUMBER = say("应为数字")
DAY = say("应为日期，如 2026-09-30")

# The kinds of pydantic error that these models can raise, in the words of those who fill in the sheet.
REASONS = {
    "missing": say("此项必填"),
    "extra_forbidden": say("没有这个键，键名有误或多余"),
    "string_type": say("应为加引号的文字"),
    "string_too_short": say("不能为空"),
    "tuple_type": say("应为数组，写在方括号内"),
    "model_type": TABLE,
    "dict_type": TABLE,
    "bool_type": BOOLEAN,
    "bool_parsing": BOOLEAN,
    "int_type": INTEGER,
    "int_parsing": INTEGER,
    "int_from_float": INTEGER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "finite_number": NUMBER,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": say("应为日期，不带钟点"),
}
# Those that name a limit: where the error has it, and what is said of it.
MEASURED: dict[str, tuple[str, Callable[[str], Message]]] = {
    "string_too_long": ("max_length", lambda most: say("不能超过 {most} 字", most=most)),
    "too_short": ("min_length", lambda least: say("至少要有 {least} 项", least=least)),
    "decimal_max_digits": ("max_digits", lambda most: say("不能超过 {most} 位数字", most=most)),
    "decimal_max_places": ("decimal_places", lambda most: say("小数不能超过 {most} 位", most=most)),
    "decimal_whole_digits": ("whole_digits", lambda most: say("整数部分不能超过 {most} 位", most=most)),
    "greater_than": ("gt", lambda limit: say("应大于 {limit}", limit=limit)),
    "greater_than_equal": ("ge", lambda least: say("不能小于 {least}", least=least)),
}


class FlawKind(StrEnum):
    """What a flaw is about; only an unmet condition can be waived (Q04), so only it lets a dossier in."""

    FACTS = "facts"
    FILE = "file"
    TENANTS = "tenants"
    MISSING = "missing"
    CONDITION = "condition"


class Flaw(Strict):
    """One thing wrong: where it is, what it is, why it matters and what to do now."""

    kind: FlawKind
    where: Message
    what: Message
    why: Message
    now: Message

    @property
    def said(self) -> Message:
        """Tell it to people in one sentence."""
        return say(
            "{where}：{what}。{why}；{now}。", where=self.where, what=self.what, why=self.why, now=self.now
        )

    def __str__(self) -> str:
        """Tell it in Chinese."""
        return str(self.said)


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
            [
                flaw(
                    FlawKind.FACTS,
                    FILE,
                    say("没有此文件"),
                    say("园区事实由它说明"),
                    say("请照 samples 中的样例填写"),
                )
            ],
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (
            None,
            (),
            [
                flaw(
                    FlawKind.FACTS,
                    FILE,
                    say("无法读取"),
                    say("不是 UTF-8 的 TOML（{error}）", error=str(error)),
                    say("请改正该处后重试"),
                )
            ],
        )
    flaws: list[Flaw] = []
    entries = tuple(_entries(raw.pop("materials", []), flaws))
    if raw.pop("tenants", None) is not None:
        flaws.append(
            flaw(
                FlawKind.FACTS,
                f"{FILE} tenants",
                say("不应填写"),
                say("机构数由名单计算"),
                say("请删除此项"),
            )
        )
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
            flaw(
                FlawKind.FACTS,
                f"{FILE} materials",
                say("不是表数组"),
                say("每份材料一段"),
                say("请写作 [[materials]]"),
            )
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
        what = {"missing": say("未填写"), "extra_forbidden": say("不认识此项")}.get(
            detail["type"], say("内容不合格")
        )
        yield flaw(FlawKind.FACTS, where, what, _reason(detail), say("请对照样例改正"))


def _reason(detail: ErrorDetails) -> Message:
    """Say why a value is not taken; a kind of error not foreseen is told as pydantic tells it."""
    known = REASONS.get(detail["type"])
    return known or _measured(detail["type"], detail.get("ctx", {})) or as_said(detail["msg"])


def _measured(kind: str, about: Mapping[str, Any]) -> Message | None:
    """Say why a value is not taken where the error names what would have been right."""
    if kind == "enum":
        choices = str(about["expected"]).replace(" or ", ", ").split(", ")
        return say("只能是 {choices} 之一", choices=series(choices))
    if kind not in MEASURED:
        return None
    limit, told = MEASURED[kind]
    return told(str(about[limit]))


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
            yield flaw(FlawKind.FACTS, f"{FILE} {key}.credit_code", say("内容不合格"), error.why, error.now)


def flaw(kind: FlawKind, where: Said, what: Said, why: Said, now: Said) -> Flaw:
    """Make a flaw from its parts in reading order."""
    return Flaw(kind=kind, where=as_said(where), what=as_said(what), why=as_said(why), now=as_said(now))
