"""The whole system as a person runs it: real processes, real time, two murders and a restart."""

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
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from regulation.calendar import CST
from running.demo import demo_accounts

ROOT = Path(__file__).resolve().parents[2]
STARTER = (sys.executable, str(ROOT / "starter.py"))
CASE = "park/jiangbei/application/1"
PORTS = ("TEMPORAL_UI_PORT", "HEALTH_PORT", "METRICS_PORT")
AT_ONCE = 3  # experts who sign at the same time
START_S, STOP_S, ANSWER_S, PAUSE_S = 40, 30, 30, 0.2


def _free_ports(count: int) -> list[int]:
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def _until(what: str, true: Callable[[], Any], seconds: float = ANSWER_S) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(PAUSE_S)
    raise AssertionError(f"not within {seconds} s: {what}")


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
        chosen = {"VAR": str(var), "TEMPORAL_ADDRESS": f"127.0.0.1:{temporal}", "GRACEFUL_SECONDS": "5"}
        chosen |= {name: str(port) for name, port in zip(PORTS, others, strict=True)}
        self.env = clean | {f"PARKLIFE_{name}": value for name, value in chosen.items()}
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
        _until(f"a healthy worker; see {self.errors}", self.healthy, START_S)
        _until("the sample's first task", lambda: self.read("tasks"), START_S)
        self.children()

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
        _until(f"another {name}", lambda: self.children().get(name, old) != old)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Give a command and wait for it."""
        return subprocess.run(
            [*STARTER, *words],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=ANSWER_S * 2,
            check=False,
        )

    def read(self, *words: str) -> Any:
        """Give what a command prints as JSON."""
        done = self.command(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def act(self, person: str, act: str, *pairs: str, tries: int = 1) -> dict[str, Any]:
        """Let a person act; after a crash they try again under the same key."""
        sets = [word for pair in pairs for word in ("--set", pair)]
        words = ("act", CASE, act, "--as", person, "--key", uuid.uuid4().hex, *sets, "--json")
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
        self.process.communicate(timeout=STOP_S)
        return self.process.returncode


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """Give a system that leaves nothing running, whatever a test did."""
    (tmp_path / "var").mkdir()
    one = System(tmp_path / "var")
    yield one
    if one.process is not None and one.process.poll() is None:
        one.down()


def _sign(system: System, member: str) -> None:
    for sheet in ("sign_desk_sheet", "sign_onsite_sheet"):
        system.act(member, sheet, "score=85.00", "recommends=true", "opinion=意见", tries=10)


def _to_public_notice(system: System) -> None:
    system.act("op-jiangbei", "hand_over")
    system.act("local-hrss", "pass_examination", "opinion=材料齐全")
    system.act("local-hrss", "recommend", "opinion=同意推荐")
    system.kill("worker")
    system.act("local-gov", "submit", "applicant=龙潭区人民政府", tries=10)
    system.act("city-hrss", "accept", "opinion=符合受理条件")
    system.act("city-hrss", "draw_panel")
    today = datetime.now(CST).date().isoformat()
    visit = (f"visited_on={today}", "attendees=评审组", "findings=属实")
    system.act("city-hrss", "record_site_visit", *visit)
    ids = {account.name: account.id for account in demo_accounts()}
    members = [ids[name] for name in system.read("case", CASE, "--as", "city-hrss")["panel"]]
    assert members
    system.kill("temporal")
    with ThreadPoolExecutor(AT_ONCE) as room:
        list(room.map(partial(_sign, system), members))
    _until("the collated result", lambda: system.read("case", CASE)["stage"] == "review_result")
    system.act("city-hrss", "publish_notice")
    _until("the notice", lambda: system.read("case", CASE)["notice"])


def _object(system: System) -> None:
    words = ("--text", "面积不实", "--name", "张三", "--contact", "0432-0000000")
    system.acknowledged.append(system.read("object", CASE, *words))


@pytest.mark.timeout(120)
def test_the_real_system_survives_its_crashes_and_keeps_what_it_acknowledged(system: System) -> None:
    """A real application reaches its public notice across two crashes and a restart; nothing is lost or doubled.

    The notice stands for working days of real time, so the story ends there, held open by an objection.
    """
    system.up()
    _to_public_notice(system)
    _object(system)

    before = system.read("history", CASE), system.read("tasks"), system.read("documents", CASE)
    entered = [(entry["seq"], entry["act"]) for entry in before[0]]
    assert len(entered) == len(set(entered))
    assert set() == {(receipt["seq"], receipt["act"]) for receipt in system.acknowledged} - set(entered)
    given = [number["number"] for receipt in system.acknowledged for number in receipt["numbers"]]
    stored = [row["number"] for row in before[2]]
    assert sorted(given) == sorted(set(stored))
    assert len(stored) == len(set(stored))
    assert all(row["sha256"] for row in before[2])
    assert 0 == system.down()
    assert [] == [pid for pid in system.seen_pids if _running(pid)]

    system.up()
    assert before == (system.read("history", CASE), system.read("tasks"), system.read("documents", CASE))
    system.act("city-hrss", "admit_objection", "objection=1", "reasons=实名且有事实")
    shown = system.read("case", CASE)
    assert ("public_notice", "admitted") == (shown["stage"], shown["objections"][0]["status"])
    assert system.read("verify")["rows"] > len(entered)
    assert 0 == system.down()
    assert [] == [pid for pid in system.seen_pids if _running(pid)]
