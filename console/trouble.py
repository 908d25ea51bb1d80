"""Errors told to people in the language of the run, or to a program as JSON, and the exit code."""

import json
import sys
from collections.abc import Sequence

from console import speech
from desk.trouble import USAGE, Trouble, trouble_of

EXITS = {USAGE: 2}  # every other trouble: 1


def tell(error: Exception, words: Sequence[str]) -> int | None:
    """Tell an error that a person can do something about, and give the exit code; None for a fault of the program.

    It goes to stderr, so that stdout holds results and nothing else; whoever asked for JSON gets the code and the
    three parts as JSON.
    """
    found = trouble_of(error)
    if found is None:
        return None
    if "--json" in words and words[0] != "simulate":  # there it names a file
        text = json.dumps(_parts(found), ensure_ascii=False, indent=2)
    else:
        text = speech.told(found.said)
    sys.stderr.write(text + "\n")
    return EXITS.get(found.code, 1)


def _parts(found: Trouble) -> dict[str, str]:
    three = {"what": found.what, "why": found.why, "now": found.now}
    return {"code": found.code, **{part: speech.told(said).strip() for part, said in three.items()}}
