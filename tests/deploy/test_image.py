"""What the Dockerfile copies is enough: worker and starter begin where nothing else of the tree is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., tuple[int, str]]


def copied(dockerfile: str) -> list[str]:
    """Name what the last stage copies from the tree."""
    last = dockerfile.rsplit("\nFROM ", 1)[1]
    lines = [line.split()[1:] for line in last.splitlines() if line.startswith("COPY ")]
    return [name for words in lines if not words[0].startswith("--") for name in words[:-1]]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds what the image holds, and nothing else."""
    folder = tmp_path_factory.mktemp("image")
    for name in copied((ROOT / "Dockerfile").read_text(encoding="utf-8")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def run(image: Path, tmp_path: Path) -> Run:
    """Give a way to start a program there, with what it keeps in a folder of its own."""

    def started(*words: str) -> tuple[int, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PARKLIFE"))
        }
        env = {
            **kept,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PARKLIFE_VAR": str(tmp_path),
            "PARKLIFE_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'records.db'}",
            "PARKLIFE_TEMPORAL_ADDRESS": "127.0.0.1:1",
        }
        ran = subprocess.run(
            [sys.executable, *words], cwd=image, env=env, capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    return started


def test_the_worker_starts_until_it_needs_temporal(run: Run) -> None:
    """Without records it says so; with them it gets as far as Temporal, which is not there."""
    told = [run("worker.py"), run("starter.py", "migrate"), run("worker.py")]

    assert [1, 0, 1] == [code for code, _ in told]
    assert "不存在" in told[0][1]
    assert "Temporal 127.0.0.1:1 没有响应" in told[2][1]


def test_the_commands_start_and_write_nothing_beside_them(run: Run, image: Path) -> None:
    """Help is printed, and a year of an invented park is played; the root file system is read-only where it runs."""
    before = sorted(image.rglob("*"))
    told = [run("starter.py", "--help"), run("starter.py", "simulate", "--years", "1")]

    assert [0, 0] == [code for code, _ in told], told
    assert before == sorted(image.rglob("*"))


def test_what_a_dockerfile_copies_is_read() -> None:
    """Only the last stage counts, and what comes from an earlier stage is not of the tree."""
    text = (
        "FROM a AS b\nCOPY lock /tmp/lock\n\nFROM a\nCOPY --from=b /opt /opt\nCOPY x x\nCOPY y.py z.py ./\n"
    )

    assert ["x", "y.py", "z.py"] == copied(text)
