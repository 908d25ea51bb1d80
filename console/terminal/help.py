"""Help for people: what a command is, how it is typed, its parameters and examples; nothing is loaded but words."""

import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from cyclopts import App
from cyclopts.argument import Argument, ArgumentCollection

from console.manual import ABOUT, GROUPS, PAGES, Page
from console.speech import mark, plain
from desk.words.catalogue import words

INDENT, GAP = "  ", 2
NAME_MAX = 30  # columns of the names; a longer one has a line of its own
WIDTH_MIN, WIDTH_MAX = 60, 110  # columns in which text reads well
COMMON = (
    ("--lang zh|en", words("用哪种语言；否则依 PARKLIFE_LANG 和系统的语言")),
    ("--help, -h", words("显示用法")),
)
VERSION = ("--version", words("显示版本"))
KINDS: dict[Any, str] = {int: words("整数"), Path: words("路径")}
Row = tuple[str, str]


def page(app: App, tokens: Sequence[str]) -> str:
    """Write the help of the command that the tokens name, of a group of commands, or of all."""
    chain, apps, _ = app.parse_commands(tokens)
    name = " ".join(chain)
    found = next((one for one in PAGES if one.name == name), None)
    if found is None:
        return _group(name)
    return _command(found, apps[-1].assemble_argument_collection(parse_docstring=False))


def _group(name: str) -> str:
    """Write the commands of a group, or all of them, each with its line of help."""
    within = f"{name} " if name else ""
    rows = [(one.name.removeprefix(within), plain(one.help)) for one in PAGES if one.name.startswith(within)]
    usage = f"{plain(words('用法：'))}parklife {within}{plain(words('命令 …'))}"
    common = [VERSION] if not name else []
    return _text(
        usage,
        plain(GROUPS[name] if name else ABOUT),
        _section(plain(words("命令：")), rows),
        _section(plain(words("选项：")), [(one, plain(told)) for one, told in (*COMMON, *common)]),
    )


def _command(command: Page, arguments: ArgumentCollection) -> str:
    """Write one command whole."""
    placed = [one for one in arguments if one.index is not None]
    named = [one for one in arguments if one.index is None]
    slots = "".join(f" {_slot(one)}" for one in placed)
    must = "".join(f" {one.name} {_kind(one)}" for one in named if one.required)
    usage = f"{plain(words('用法：'))}parklife {command.name}{slots}{must} {plain(words('[选项]'))}"
    rows = [(f"{one.name} {_kind(one)}".strip(), _told(one)) for one in named]
    lines = [f"{INDENT}{line}" for line in command.examples]
    return _text(
        usage,
        plain(command.help),
        "\n".join(_folded(plain(command.more), _columns())) if command.more else "",
        _section(plain(words("参数：")), [(_called(one), _told(one)) for one in placed]),
        _section(plain(words("选项：")), [*rows, *((one, plain(told)) for one, told in COMMON)]),
        "\n".join([plain(words("例：")), *lines]),
    )


def _called(argument: Argument) -> str:
    return argument.name.lstrip("-").upper()


def _slot(argument: Argument) -> str:
    return _called(argument) if argument.required else f"[{_called(argument)}]"


def _kind(argument: Argument) -> str:
    """Name what a parameter takes; nothing for a flag."""
    kinds = {argument.hint, *get_args(argument.hint)}
    if bool in kinds:
        return ""
    return plain(next((KINDS[kind] for kind in kinds if kind in KINDS), words("值")))


def _told(argument: Argument) -> str:
    """Say what a parameter is for, what it may be and what it is when it is left out."""
    parts = [plain(argument.parameter.help or "")]
    if choices := argument.get_choices():
        parts.append(plain(words("可用：")) + " ".join(choices))
    if not argument.required and argument.field_info.default not in {None, False, ""}:
        parts.append(f"{plain(words('缺省'))} {argument.field_info.default}")
    if argument.required and argument.index is None:
        parts.append(plain(words("必填")))
    return mark("；").join(part for part in parts if part)


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, rows: Iterable[Row]) -> str:
    """Write names and what they mean in two columns; nothing where there are no rows."""
    rows = list(rows)
    if not rows:
        return ""
    column = min(max(_width(name) for name, _ in rows), NAME_MAX) + len(INDENT) + GAP
    room = _columns() - column
    lines = [title]
    for name, told in rows:
        head = f"{INDENT}{name}"
        folded = _folded(told, room) or [""]
        if _width(head) + GAP > column:
            lines.append(head)
            head = ""
        lines.append((head + " " * (column - _width(head)) + folded[0]).rstrip())
        lines += [" " * column + line for line in folded[1:]]
    return "\n".join(lines)


def _columns() -> int:
    return min(max(shutil.get_terminal_size().columns, WIDTH_MIN), WIDTH_MAX)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _folded(text: str, room: int) -> list[str]:
    """Break a text into lines: at blanks, and between Chinese characters but not before a mark."""
    lines = [""]
    for piece in _pieces(text):
        if _width(lines[-1] + piece.rstrip()) > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Give the parts of a text that stay whole."""
    pieces: list[str] = []
    for sign in text:
        wide = _width(sign) == 2  # noqa: PLR2004 - two columns
        mark = unicodedata.category(sign)[0] == "P"
        fresh = not pieces or pieces[-1].endswith(" ") or (wide and not mark) or _ends_wide(pieces[-1])
        if fresh and not (mark and wide):
            pieces.append(sign)
        else:
            pieces[-1] = pieces[-1] + sign if pieces else sign
    return pieces


def _ends_wide(piece: str) -> bool:
    return _width(piece[-1]) == 2  # noqa: PLR2004 - two columns
