"""What is told when a package is missing: by what is in every Python, since nothing else may be there."""

import os
import sys
from contextlib import suppress

from console.speech import listen, plain
from desk.words.catalogue import words
from desk.words.choice import UnknownLanguageError


def told(missing: ModuleNotFoundError) -> str:
    """Say which package is missing and what to do, in the language of the run."""
    with suppress(UnknownLanguageError):
        listen(sys.argv[1:], os.environ)
    return plain(words("请用 .venv/bin/python starter.py …，或先运行 make up。缺少依赖：")) + (
        missing.name or "?"
    )
