"""Which release this is: read where the project states it, so that it stands in one place."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def version() -> str:
    """Give the version of this release as pyproject.toml states it, such as 0.3.0."""
    stated: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    return stated
