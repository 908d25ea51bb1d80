"""Which language a reader gets: what was asked for, else what the machine is set to, else Chinese."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regulation.words.message import Code

CODES: dict[str, "Code"] = {"zh": "zh", "en": "en"}
VARIABLE = "PARKLIFE_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as everywhere on the system


class UnknownLanguageError(LookupError):
    """A language was asked for by name, and there is none of that name; `source` says where it was asked for."""

    def __init__(self, source: str, asked: str) -> None:
        self.source, self.asked = source, asked
        super().__init__(f"{source} {asked}")


def chosen(lang: str | None, environment: Mapping[str, str]) -> "Code":
    """Choose a language: `--lang`, then PARKLIFE_LANG, then the locale; UnknownLanguageError for an unknown name.

    A locale is the machine's word and not the reader's: one in a third language is no mistake, and gives Chinese.
    """
    for source, asked in (("--lang", lang), (VARIABLE, environment.get(VARIABLE))):
        if asked:
            return _named(source, asked)
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    return CODES.get(locale.partition("_")[0].partition(".")[0].lower(), "zh")


def _named(source: str, asked: str) -> "Code":
    """Find a language by the name that a reader gave it."""
    if asked not in CODES:
        raise UnknownLanguageError(source, asked)
    return CODES[asked]
