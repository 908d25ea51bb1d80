"""`completion`: one command gives a shell the word `parklife` and its Tab completion."""

import os
import shutil
import subprocess
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from console.app import app, main
from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# How a shell is asked without a keyboard what Tab would offer for the words in $1; bash and zsh fill an array.
ASKED = {
    "bash": (
        'eval "$(cat "$2")"; read -ra COMP_WORDS <<<"$1"; [[ "$1" == *" " ]] && COMP_WORDS+=(""); '
        'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _parklife; printf "%s\\n" "${COMPREPLY[@]}"'
    ),
    "fish": 'source $argv[2]; complete -C "$argv[1]"',
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the script of each shell, in a file."""
    folder, made = tmp_path_factory.mktemp("completion"), {}
    for shell in ("bash", "zsh", "fish"):
        made[shell] = folder / shell
        with made[shell].open("w", encoding="utf-8") as file, redirect_stdout(file):
            assert 0 == main(["completion", shell])
    return made


def started(shell: str, where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a shell in a folder, without anybody's own settings."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    quiet = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    clean = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [shell, *quiet, "-c", *words],
        cwd=where,
        capture_output=True,
        text=True,
        env=clean,
        timeout=PATIENCE_S,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done


@pytest.mark.parametrize("shell", ["bash", "fish"])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("parklife ta", {"tasks"}),
        ("parklife people a", {"add"}),
        ("parklife act CASE --help-f", {"--help-form"}),
        ("parklife nothing-begins-so", set()),
    ],
)
def test_tab_completes_commands_and_options(
    shell: str, typed: str, offered: set[str], scripts: dict[str, Path], tmp_path: Path
) -> None:
    """What is offered begins as what was typed: commands, commands of a group, options of a command."""
    before = [] if shell == "fish" else ["-"]

    told = started(shell, tmp_path, ASKED[shell], *before, typed, str(scripts[shell])).stdout

    assert offered == {line.split("\t")[0] for line in told.splitlines() if line}


def test_zsh_knows_which_function_completes_the_word(scripts: dict[str, Path], tmp_path: Path) -> None:
    """Zsh completes through its editor only, so it is asked which function it would call, and that it has it."""
    asked = "autoload -Uz compinit; compinit -u -D; source $1; print $_comps[parklife]; whence -w _cyclopts_parklife"

    told = started("zsh", tmp_path, asked, "-", str(scripts["zsh"])).stdout

    assert ["_cyclopts_parklife", "_cyclopts_parklife: function"] == told.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_word_starts_this_program_from_any_folder(
    shell: str, scripts: dict[str, Path], tmp_path: Path
) -> None:
    """`parklife` is bound to this interpreter and this folder, wherever the shell stands."""
    before = [] if shell == "fish" else ["-"]
    place = "$argv[1]" if shell == "fish" else '"$1"'

    told = started(shell, tmp_path, f"source {place}; parklife --version", *before, str(scripts[shell]))

    assert VERSION == told.stdout.strip()


def test_every_command_is_in_every_script(scripts: dict[str, Path]) -> None:
    """No command is left out, whatever the shell."""
    commands = {name for name in app.resolved_commands() if not name.startswith("-")}

    assert "completion" in commands
    for script in scripts.values():
        text = script.read_text(encoding="utf-8")
        assert set() == {name for name in commands if name not in text}
