"""The whole system as a person runs it: real processes in a folder of their own, and commands beside them."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from console.app import main
from regulation.measures.edition import known_editions
from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
STARTER = (sys.executable, str(ROOT / "starter.py"))
WORKER = (sys.executable, str(ROOT / "worker.py"))
TEMPORAL = str(Path(sys.executable).parent / "temporal")
NAMESPACE = "parklife"
PORTS = ("TEMPORAL_UI_PORT", "HEALTH_PORT", "METRICS_PORT")
PAUSE_S = 0.2


def _free_ports(count: int) -> list[int]:
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def _running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


class System:
    """`starter.py up` in a folder of its own, and the commands that people give beside it."""

    def __init__(self, var: Path) -> None:
        temporal, *others = _free_ports(1 + len(PORTS))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PARKLIFE_")}
        self.address = f"127.0.0.1:{temporal}"
        chosen = {"VAR": str(var), "TEMPORAL_ADDRESS": self.address, "GRACEFUL_SECONDS": "5"}
        chosen |= {name: str(port) for name, port in zip(PORTS, others, strict=True)}
        chosen["TEMPORAL_NAMESPACE"] = NAMESPACE
        self.env = clean | {f"PARKLIFE_{name}": value for name, value in chosen.items()}
        self.var, self.starter, self.worker = var, STARTER, WORKER
        self.health = f"http://127.0.0.1:{chosen['HEALTH_PORT']}/healthz"
        self.errors = var.parent / "up.err"
        self.acknowledged: list[dict[str, Any]] = []
        self.seen_pids: set[int] = set()
        self.process: subprocess.Popen[bytes] | None = None

    def up(self) -> None:
        """Start everything and wait until it is ready."""
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [*STARTER, "up"], env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors
            )
        self.until(f"a healthy worker; see {self.errors}", self.healthy)
        self.until("the sample's first task", lambda: self.read("tasks"))
        self.children()

    def until(self, what: str, true: Callable[[], Any]) -> Any:
        """Wait until something is true, and give it."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(PAUSE_S)
        raise AssertionError(f"not within {PATIENCE_S} s: {what}")

    def healthy(self) -> bool:
        """Whether the worker works and its database answers."""
        assert self.process is not None
        assert self.process.poll() is None, self.errors.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(self.health, timeout=4) as answer:  # noqa: S310 -- http, see above
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def children(self) -> dict[str, int]:
        """Give the pids of the two children that live now, by name."""
        assert self.process is not None
        pid, found = self.process.pid, {}
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
            words = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")
            found["worker" if "worker.py" in words else "temporal"] = int(child)
        self.seen_pids |= set(found.values())
        return found

    def kill(self, name: str) -> None:
        """End a child as a crash would, and wait until the supervisor has put another in its place."""
        old = self.children()[name]
        os.kill(old, signal.SIGKILL)
        self.until(f"another {name}", lambda: self.children().get(name, old) != old)

    def command(self, *words: str, program: tuple[str, ...] = STARTER) -> subprocess.CompletedProcess[str]:
        """Give a command and wait for it."""
        return subprocess.run(
            [*program, *words],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def temporal(self, *words: str) -> str:
        """Give a command of Temporal's own program, as an administrator would; give what it prints."""
        done = self.command(*words, "--address", self.address, "--namespace", NAMESPACE, program=(TEMPORAL,))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tell(self, *words: str) -> str:
        """Give a command that must succeed; give what it says."""
        done = self.command(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def refused(self, code: int, *words: str, program: tuple[str, ...] = STARTER) -> str:
        """Give a command that must be refused with this exit code; give what it says."""
        done = self.command(*words, program=program)
        assert code == done.returncode, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def read(self, *words: str) -> Any:
        """Give what a command prints as JSON; given within this process, it costs no start of its own."""
        out, trouble = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, self.env, clear=True), redirect_stdout(out), redirect_stderr(trouble):
            code = main([*words, "--json"])
        assert code == 0, trouble.getvalue()
        return json.loads(out.getvalue())

    def act(
        self, case: str, person: str, act: str, *pairs: str, form: Path | None = None, tries: int = 1
    ) -> dict[str, Any]:
        """Let a person act; after a crash they try again under the same key."""
        sets = [word for pair in pairs for word in ("--set", pair)]
        sets += [] if form is None else ["--form", str(form)]
        words = ("act", case, act, "--as", person, "--key", uuid.uuid4().hex, *sets, "--json")
        for left in reversed(range(tries)):
            done = self.command(*words)
            if done.returncode == 0:
                receipt: dict[str, Any] = json.loads(done.stdout)
                self.acknowledged.append(receipt)
                return receipt
            assert left, f"{act}: {done.stderr}"
            time.sleep(1)
        raise AssertionError(act)

    def down(self) -> int:
        """Ask `up` to end, and give its exit code."""
        assert self.process is not None
        self.children()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode

    def left_running(self) -> list[int]:
        """Give the pids of children that still run."""
        return [pid for pid in self.seen_pids if _running(pid)]


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """Give a system that leaves nothing running, whatever a test did."""
    (tmp_path / "var").mkdir()
    one, known = System(tmp_path / "var"), dict(known_editions())
    yield one
    known_editions().clear()
    known_editions().update(known)
    if one.process is not None and one.process.poll() is None:
        one.down()
