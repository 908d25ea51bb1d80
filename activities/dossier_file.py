"""dossier.toml, the sheet of facts of a dossier folder: what it says, and everything wrong with it."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from regulation.dossier import Facts, Line, PolicyKind, Slot, Strict

FILE = "dossier.toml"


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
        return Facts.model_validate(raw), entries, flaws
    except ValidationError as error:
        return _without_faults(raw, error), entries, [*flaws, *_key_flaws("", error)]


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
            flaws += _key_flaws(f"materials[{place}].", error)


def _key_flaws(prefix: str, error: ValidationError) -> Iterator[Flaw]:
    reasons = {"missing": ("未填写", "此项必填"), "extra_forbidden": ("不认识此项", "键名有误或多余")}
    for detail in error.errors():
        path = prefix + ".".join(str(part) for part in detail["loc"])
        what, why = reasons.get(detail["type"], ("内容不合格", detail["msg"]))
        yield flaw(Kind.FACTS, f"{FILE} {path}", what, why, "请对照样例改正")


def flaw(kind: Kind, where: str, what: str, why: str, now: str) -> Flaw:
    """Make a flaw from its parts in reading order."""
    return Flaw(kind=kind, where=where, what=what, why=why, now=now)
