"""`completion`: the word `parklife` and its Tab completion for the shell of whoever types."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from console.options import DONE
from console.speech import plain
from desk.words.catalogue import words

PROGRAM = "parklife"
Shell = Literal["bash", "zsh", "fish"]
# What the word stands for: a function and no alias, since zsh completes what an alias stands for. CALL is the program.
WORD: dict[Shell, str] = {
    "bash": f'{PROGRAM}() {{ CALL "$@"; }}',
    "zsh": f'{PROGRAM}() {{ CALL "$@"; }}',
    "fish": f"function {PROGRAM}; CALL $argv; end",
}
# zsh is told which function completes the word; the others are told by the script itself.
AFTERWARDS: dict[Shell, str] = {
    "bash": "",
    "zsh": "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }\n"
    f"compdef _cyclopts_{PROGRAM} {PROGRAM}\n",
    "fish": "",
}


def completion(shell: Annotated[Shell, Parameter(help=words("在哪种 shell 中使用"))], /) -> int:
    """Print a script that defines `parklife` and completes it."""
    from console.app import app

    sys.stdout.write(script(app, shell))
    return DONE


def script(app: App, shell: Shell) -> str:
    """Write what a shell reads: the word, bound to this interpreter and this folder, and how to complete it."""
    starter = Path(__file__).resolve().parents[3] / "starter.py"
    word = WORD[shell].replace("CALL", shlex.join([sys.executable, str(starter)]))
    completing = app.generate_completion(prog_name=PROGRAM, shell=shell).strip()
    for said in sorted(_said(app), key=len, reverse=True):
        completing = completing.replace(said, plain(said))
    return f"{word}\n{completing}\n{AFTERWARDS[shell]}"


def _said(app: App) -> set[str]:
    """Give the help of every command and option, as the script tells it; options are those of the commands."""
    commands = {id(one): one for _, one in walked(app)}.values()
    arguments = [
        argument for one in commands if one.default_command for argument in one.assemble_argument_collection()
    ]
    helps = {one.help for one in commands} | {argument.parameter.help or "" for argument in arguments}
    return helps - {""}


def walked(app: App, name: str = "") -> Iterator[tuple[str, App]]:
    """Give every command and group below an app, with the words to type."""
    for word, one in app.resolved_commands().items():
        if not word.startswith("-"):
            yield f"{name} {word}".strip(), one
            yield from walked(one, f"{name} {word}")
