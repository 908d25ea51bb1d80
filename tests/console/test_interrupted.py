"""Ctrl-C on a simulation: one line, no child left, nothing half written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S

STARTER = Path(__file__).parent.parent.parent / "starter.py"
LONG = ["simulate", "--parks", "40", "--years", "60"]  # minutes, if nobody stops it


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_stops_a_simulation_and_leaves_nothing(processes: str, tmp_path: Path) -> None:
    """The whole group hears it, as at a terminal: exit code 130, one line on stderr, no folder, no process."""
    scratch, kept = tmp_path / "scratch", tmp_path / "kept"
    scratch.mkdir()
    running = subprocess.Popen(
        [sys.executable, str(STARTER), *LONG, "--keep", str(kept), "--processes", processes],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
        start_new_session=True,
    )
    try:
        _wait_for_play(scratch, int(processes))
        time.sleep(1)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE_S)
    finally:
        running.kill()
    assert ("", "已中止，未保存任何内容。\n", 130) == (out, err, running.returncode)
    assert not kept.exists()
    assert [] == list(scratch.iterdir())
    _wait_for_end(running.pid)


def _wait_for_end(group: int) -> None:
    """No process of the group lives on; one that is dead and not yet collected does not count."""
    until = time.monotonic() + PATIENCE_S
    while _living(group):
        assert time.monotonic() < until, "processes are left"
        time.sleep(0.05)


def _living(group: int) -> bool:
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return any(str(group) == found and not state.startswith("Z") for found, state in rows)


def _wait_for_play(scratch: Path, processes: int) -> None:
    """Each process that plays has a folder of its own."""
    until = time.monotonic() + PATIENCE_S
    while len(list(scratch.glob("parklife-simulation-*"))) < processes:
        assert time.monotonic() < until, "the simulation did not begin"
        time.sleep(0.05)
