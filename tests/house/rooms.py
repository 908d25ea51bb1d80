"""What the house tests read: the one list of rooms, and the program files in them."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS: tuple[str, ...] = tuple(PROJECT["tool"]["importlinter"]["root_packages"])
ROOTS = ("worker.py", "starter.py")


@cache
def kept() -> tuple[str, ...]:
    """List every file of the repository, as git knows it: those that are kept, and new ones that are not ignored."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return tuple(sorted(name for name in set(listed) if name and (ROOT / name).is_file()))


def program() -> tuple[str, ...]:
    """List the program files: the rooms and what stands above them, but no migration, which is never changed."""
    return tuple(
        name
        for name in kept()
        if name.endswith(".py")
        and (name.split("/")[0] in ROOMS or name in ROOTS)
        and "/migrations/" not in name
    )


def read(name: str) -> str:
    """Read a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")
