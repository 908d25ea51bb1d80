"""A fresh clone on a machine without network: `make wheels` before, `make up` from the folder afterwards."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
LOCK = "requirements-embedded.lock"
NOWHERE = "http://127.0.0.1:9"  # the port at which nobody answers
# Of the machine's own pip, what would open another way to packages; the rest only saves time.
SHUT = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": f"{NOWHERE}/simple",
    "PIP_RETRIES": "0",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_NO_COMPILE": "1",
    "HTTP_PROXY": NOWHERE,
    "HTTPS_PROXY": NOWHERE,
}


def fresh_clone(where: Path) -> Path:
    """Copy what the repository holds, as it is now, without environment, data and wheels."""
    names = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(names, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, where / name)
    return where


def make(*words: str, where: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run make in a clone."""
    return subprocess.run(
        ["make", *words], cwd=where, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def test_a_fresh_clone_starts_from_its_wheels_without_network(tmp_path: Path, system: Any) -> None:
    """The wheels of `make wheels` are all that `make up` needs, it tells each package, and the system works.

    The packages for development come by the same rules; collecting them too would double the time of this test.
    """
    clone = fresh_clone(tmp_path / "clone")
    inside = {name: value for name, value in system.env.items() if not name.startswith("PYTHON")}
    beside = {"PIP_FIND_LINKS": str(ROOT / "wheels")} if (ROOT / "wheels").is_dir() else {}
    shut = {name: value for name, value in inside.items() if not name.upper().startswith("PIP_")} | SHUT

    collected = make("wheels", f"LOCKS={LOCK}", where=clone, env=inside | beside)
    assert 0 == collected.returncode, collected.stderr
    shutil.move(clone / "wheels", tmp_path / "wheels")
    alone = make(".venv/.embedded", where=clone, env=shut)
    assert 2 == alone.returncode, "the network is not shut: this test proves nothing"

    shutil.move(tmp_path / "wheels", clone / "wheels")
    with (tmp_path / "up.txt").open("wb") as told:
        system.process = subprocess.Popen(
            ["make", "up"], cwd=clone, env=shut, stdout=told, stderr=told, start_new_session=True
        )
    system.errors = tmp_path / "up.txt"
    system.until("a healthy worker, see up.txt", system.healthy)
    os.killpg(system.process.pid, signal.SIGINT)
    system.process.wait(timeout=PATIENCE_S)

    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / LOCK).read_text(encoding="utf-8"), re.MULTILINE)
    told_of = set(re.findall(r"wheels/([A-Za-z0-9_]+)-", (tmp_path / "up.txt").read_text(encoding="utf-8")))
    assert set() == {name.replace("-", "_") for name in locked} - told_of


def test_wheels_that_do_not_fit_the_lock_are_told(tmp_path: Path) -> None:
    """An old folder of wheels stops the installation, with what to do."""
    for name in ("Makefile", LOCK):
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / "wheels").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to("/bin/false")

    refused = make(".venv/.embedded", where=tmp_path, env=dict(os.environ))

    assert 2 == refused.returncode
    assert "make wheels" in refused.stdout
