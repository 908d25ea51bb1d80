"""Which language a reader gets: what was asked for, else what the machine is set to, else Chinese."""

from collections.abc import Mapping
from typing import get_args

from regulation.words.message import Code, say
from regulation.words.refusals import RefusedError

CODES: dict[str, Code] = {code: code for code in get_args(Code)}
VARIABLE = "PARKLIFE_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as everywhere on the system


class LanguageError(RefusedError):
    """A language was asked for by name, and there is none of that name."""

    code = "usage"


def chosen(lang: str | None, environment: Mapping[str, str]) -> Code:
    """Choose a language: `--lang`, then PARKLIFE_LANG, then the locale; LanguageError for an unknown name.

    A locale is the machine's word and not the reader's: one in a third language is no mistake, and gives Chinese.
    """
    for source, asked in (("--lang", lang), (VARIABLE, environment.get(VARIABLE))):
        if asked:
            return _named(source, asked)
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    return CODES.get(locale.partition("_")[0].partition(".")[0].lower(), "zh")


def _named(source: str, asked: str) -> Code:
    """Find a language by the name that a reader gave it."""
    if asked not in CODES:
        raise LanguageError(
            say("{source} {asked}", source=source, asked=asked),
            say("没有这种语言"),
            say("可用：zh（中文）、en（English）。"),
        )
    return CODES[asked]
