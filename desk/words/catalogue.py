"""The catalogues: what each sentence is in the language of the reader. Importing this costs next to nothing."""

import gettext
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regulation.words.message import Code, Language

FOLDER = Path(__file__).parent / "catalogues"


def words(sentence: str, /) -> str:
    """Mark words without places (help, a heading) for the catalogues; `sentence` gives them to a reader later."""
    return sentence


@cache
def language(code: "Code") -> "Language":
    """Give a language to write in; its catalogue is read when the first sentence is written."""
    from regulation.words.message import Language

    return Language(code, partial(sentence, code))


def sentence(code: "Code", said: str) -> str:
    """Translate a sentence; without a translation it stands as it was said."""
    return _compiled(code).gettext(said)


@cache
def _compiled(code: "Code") -> gettext.GNUTranslations:
    """Read what `docs/catalogues.py` compiled: a few milliseconds, and nothing to install."""
    with (FOLDER / f"{code}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
