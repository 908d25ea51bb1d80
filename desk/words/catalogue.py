"""The catalogues: what each sentence is in the language of the reader."""

import gettext
from functools import cache, partial
from pathlib import Path

from regulation.words.message import Code, Language

FOLDER = Path(__file__).parent / "catalogues"


@cache
def language(code: Code) -> Language:
    """Give a language to write in; its catalogue is read when the first sentence is written."""
    return Language(code, partial(_sentence, code))


def _sentence(code: Code, sentence: str) -> str:
    """Translate a sentence; without a translation it stands as it was said."""
    return _compiled(code).gettext(sentence)


@cache
def _compiled(code: Code) -> gettext.GNUTranslations:
    """Read what `docs/catalogues.py` compiled: a few milliseconds, and nothing to install."""
    with (FOLDER / f"{code}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
