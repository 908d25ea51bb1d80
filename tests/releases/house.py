"""A whole parklife in a folder of its own, and the commands that people give beside it.

Nothing is imported from the project by name: `starter.py` in the root is all that is used of it.
"""

import importlib.util
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
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "starter.py"
PORTS = ("TEMPORAL_UI_PORT", "HEALTH_PORT", "METRICS_PORT")
PATIENCE_S, PAUSE_S = 600, 0.3  # as in tests/patience.py


def _free_ports(count: int) -> list[int]:
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


@cache
def _main() -> Callable[[list[str]], int]:
    """Give the command line as `starter.py` has it; given within this process, a command costs no start."""
    spec = importlib.util.spec_from_file_location("starter_of_releases", STARTER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[list[str]], int] = module.main
    return found


def until(what: str, true: Callable[[], Any]) -> Any:
    """Wait until something is true, and give it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(PAUSE_S)
    raise AssertionError(f"not within {PATIENCE_S} s: {what}")


class Refused(AssertionError):  # noqa: N818 -- a command's exit code, and a failure of a test that expected none
    """A command that was given came back with another exit code than 0."""


class House:
    """`starter.py up` on free ports over a folder, as long as it runs; commands work without it too."""

    def __init__(self, var: Path, **more: str) -> None:
        temporal, *others = _free_ports(1 + len(PORTS))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PARKLIFE_")}
        chosen = {"VAR": str(var), "TEMPORAL_ADDRESS": f"127.0.0.1:{temporal}", "GRACEFUL_SECONDS": "5"}
        chosen |= {name: str(port) for name, port in zip(PORTS, others, strict=True)}
        self.env = clean | {f"PARKLIFE_{name}": value for name, value in chosen.items()} | more
        self.var, self.health = var, f"http://127.0.0.1:{chosen['HEALTH_PORT']}/healthz"
        self.process: subprocess.Popen[bytes] | None = None

    def up(self) -> None:
        """Start everything, and wait until its worker works."""
        self.var.mkdir(parents=True, exist_ok=True)
        with (self.var.parent / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(STARTER), "up"], env=self.env, cwd=ROOT, stdout=log, stderr=log
            )
        until(f"a healthy worker; see {log.name}", self._healthy)

    def _healthy(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.var.parent / "up.log").read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(self.health, timeout=4) as answer:  # noqa: S310 -- http, see above
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def down(self) -> int | None:
        """Ask `up` to end, and give its exit code; None where nothing runs."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE_S)
        self.process = None
        return code

    def command(self, *words: str) -> str:
        """Give a command as a process of its own, which must succeed; give what it says."""
        done = subprocess.run(
            [sys.executable, str(STARTER), *words],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        if done.returncode:
            raise Refused(f"{' '.join(words)}: {done.stderr}")
        return done.stdout + done.stderr

    def tell(self, *words: str) -> str:
        """Give a command within this process, which must succeed; give its result."""
        out, trouble = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, self.env, clear=True), redirect_stdout(out), redirect_stderr(trouble):
            code = _main()(list(words))
        if code:
            raise Refused(f"{' '.join(words)}: {trouble.getvalue()}")
        return out.getvalue()

    def read(self, *words: str) -> Any:
        """Give what a command prints as JSON."""
        return json.loads(self.tell(*words, "--json"))

    def act(self, case: str, act: str, person: str, form: dict[str, Any] | None = None) -> dict[str, Any]:
        """Let a person do an act; give the receipt."""
        file = self.var.parent / "form.json"
        file.write_text(json.dumps(form or {}, ensure_ascii=False), encoding="utf-8")
        words = ("act", case, act, "--as", person, "--key", uuid.uuid4().hex, "--form", str(file))
        receipt: dict[str, Any] = self.read(*words)
        return receipt

    def open_cases(self) -> list[str]:
        """Name the open cases of all parks."""
        return [case for park in self.read("parks") for case in park["open"]]

    def last_seq(self, case: str) -> int:
        """Say how many entries the ledger has of a case."""
        return len(self.read("history", case))

    def busy(self, case: str) -> bool:
        """Whether somebody has something to do on a case; one that is not in the records yet has nobody."""
        return any(row["case"] == case for row in self.read("tasks"))
