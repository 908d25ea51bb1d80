"""The commands of parklife. Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from cyclopts import App, CycloptsError

from console import speech
from console.manual import ABOUT, GROUPS, PAGES
from console.options import DONE
from desk.words.choice import UnknownLanguageError
from running.version import version


class Commands(App):
    """The commands, with help in the language of the run."""

    def help_print(self, tokens: str | Iterable[str] | None = None, *, console: Any = None) -> None:  # noqa: ARG002
        """Print the help of the command that the tokens name."""
        from console.terminal.help import page

        sys.stdout.write(page(self, [] if tokens is None else list(tokens)))


app = Commands(name="parklife", help=ABOUT, help_format="plaintext", version=version)
for name, about in GROUPS.items():
    within, _, last = name.rpartition(" ")
    (app[within] if within else app).command(App(name=last, help=about, help_format="plaintext"))
for command in PAGES:
    within, _, last = command.name.rpartition(" ")
    place: App = app
    for word in within.split():
        place = place[word]
    place.command(f"console.commands.{command.where}", name=last, help=command.help)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; a person's mistake is told on stderr, without a traceback."""
    words: Sequence[str] = ()
    try:
        words = speech.listen(sys.argv[1:] if argv is None else argv, os.environ)
        result = app(words, exit_on_error=False, print_error=False, result_action="return_value")
    except (CycloptsError, UnknownLanguageError) as error:
        from console import mistakes

        return mistakes.tell(error)
    except Exception as error:
        from console import trouble

        told = trouble.tell(error, words)
        if told is None:
            raise
        return told
    return result if isinstance(result, int) else DONE
