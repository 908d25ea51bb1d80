"""What a command costs at the terminal, against `import sqlmodel` in the same run: python bench/terminal.py.

It starts the embedded system in a folder of its own, on free ports, and stops it at the end. CPU is user and system
time of the command's process; the commands take turns, so that a machine that slows down slows them all.
"""  # noqa: INP001 -- a script

import argparse
import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
STARTER = str(ROOT / "starter.py")
CASE = "park/jiangbei/application/1"
PORTS = ("TEMPORAL_ADDRESS", "TEMPORAL_UI_PORT", "HEALTH_PORT", "METRICS_PORT")
MEASURE = ("-c", "import sqlmodel")
GOALS = {"--help": 0.5, "tasks": 1.7, f"case {CASE}": 1.7, "parks": 1.7, f"history {CASE}": 1.7}
ACT_GOAL = 2.6
ACTS = (  # each is done once: the first steps of the sample's application
    ("hand_over", "op-jiangbei"),
    ("pass_examination", "local-hrss", "opinion=材料齐全"),
    ("recommend", "local-hrss", "opinion=同意推荐"),
    ("submit", "local-gov", "applicant=吉林市龙潭区人民政府"),
    ("accept", "city-hrss", "opinion=予以受理"),
)


def cpu_of(*words: str) -> float:
    """Give the CPU seconds of a command of this Python; CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def system() -> Iterator[None]:
    """Run the embedded system until the commands are measured."""
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in PORTS]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    with TemporaryDirectory() as folder:
        os.environ["PARKLIFE_VAR"] = folder
        os.environ |= {f"PARKLIFE_{name}": str(port) for name, port in zip(PORTS, ports, strict=True)}
        os.environ["PARKLIFE_TEMPORAL_ADDRESS"] = f"127.0.0.1:{ports[0]}"
        with subprocess.Popen(  # noqa: S603
            [sys.executable, STARTER, "up"], stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as up:
            assert up.stdout is not None
            try:
                if not any("Ctrl-C" in line for line in up.stdout):
                    sys.exit("the system did not start; see the lines above")
                yield
            finally:
                up.send_signal(signal.SIGINT)
                up.communicate()


def measured(runs: int) -> dict[str, list[float]]:
    """Give the CPU seconds of each command, run by run."""
    found: dict[str, list[float]] = {"import sqlmodel": []} | {command: [] for command in (*GOALS, "act")}
    with system():
        for turn in range(-1, runs):  # the first turn only warms up: it writes the bytecode
            row = {"import sqlmodel": cpu_of(*MEASURE)}
            row |= {command: cpu_of(STARTER, *command.split()) for command in GOALS}
            if turn >= 0:
                for command, used in row.items():
                    found[command].append(used)
        for act, who, *pairs in ACTS:
            fields = [word for pair in pairs for word in ("--set", pair)]
            found["act"].append(cpu_of(STARTER, "act", CASE, act, "--as", who, *fields))
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    found = measured(options.parse_args().runs)
    unit = statistics.median(found["import sqlmodel"])
    table = Table("command", "CPU s, median", "min", "max", "times `import sqlmodel`", "goal")
    for command, used in found.items():
        goal = ACT_GOAL if command == "act" else GOALS.get(command)
        middle = statistics.median(used)
        figures = [f"{value:.2f}" for value in (middle, min(used), max(used), middle / unit)]
        table.add_row(command, *figures, "" if goal is None else f"{goal}")
    Console().print(table)


if __name__ == "__main__":
    main()
