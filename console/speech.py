"""The language of this run: chosen once from the command line and the machine, used by everything that is printed."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from desk.words import catalogue, choice

if TYPE_CHECKING:
    from regulation.words.message import Code, Language

OPTION, END = "--lang", "--"
MARKS = {"；": "; ", "、": ", ", "，": ", ", "：": ": "}  # as English has them
_code: "ContextVar[Code]" = ContextVar("language", default="zh")


def listen(argv: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Choose the language of this run and give the command line without `--lang`, wherever that stands in it.

    UnknownLanguageError for a language that there is none of (the run then speaks as the machine does).
    """
    _code.set(choice.chosen(None, {name: environment.get(name, "") for name in choice.LOCALE}))
    asked, rest = _taken(argv)
    _code.set(choice.chosen(asked, environment))
    return rest


def _taken(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take the option and its value out of a command line; UnknownLanguageError where the value is missing."""
    asked: str | None = None
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == END:
            return asked, [*rest, word, *words]
        if word == OPTION:
            asked = next(words, "")
        elif word.startswith(f"{OPTION}="):
            asked = word.removeprefix(f"{OPTION}=")
        else:
            rest.append(word)
        if asked == "":
            raise choice.UnknownLanguageError(OPTION, asked)
    return asked, rest


def code() -> "Code":
    """Give the code of the language of this run."""
    return _code.get()


def language() -> "Language":
    """Give the language of this run."""
    return catalogue.language(code())


def plain(words: str) -> str:
    """Write words that were marked with `words`; nothing is loaded but the catalogue."""
    return catalogue.sentence(code(), words)


def mark(chinese: str) -> str:
    """Write a Chinese mark as the language of this run has it."""
    return chinese if code() == "zh" else MARKS[chinese]


def told(value: Any) -> str:
    """Write a message, a label, a day, a number or a text."""
    return language().value(value)
