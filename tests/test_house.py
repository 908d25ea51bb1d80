"""The house keeps its own rules: what a linter cannot see."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulation.measures.parameters import EXPECTED

ROOT = Path(__file__).resolve().parent.parent
ROOMS = tuple(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "root_packages"
    ]
)
ROOTS = ("worker", "starter")
PURE = ("regulation", "workflows")
IMPURE_MODULES = {"random", "uuid", "os", "time", "secrets", "socket", "subprocess", "tempfile"}
IMPURE_CALLS = {"open", "input", "print", "now", "utcnow", "today", "uuid4", "random", "time_ns", "getenv"}

# What an edition states and no rule reads yet: one choice only, or a matter of Articles 6 to 10.
UNREAD = {
    "apply.min_months_running",
    "apply.order",
    "archive.retention",
    "calendar.provisional",
    "calendar.zone_hours",
    "check.deemed_accepted",
    "conditions.waiver.approver",
    "designation.valid_years",
    "grades.excellent_cap",
    "levels.parallel",
    "panel.draw",
    "publish.result_workdays",
    "refuse.reasons_required",
    "remedy.print",
    "reply.document",
    "seal.mode",
    "sites.separate_result",
}


def files(*rooms: str) -> Iterator[Path]:
    """Give the Python files of some rooms."""
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def dotted(node: ast.expr) -> str:
    """Write the name of what is called."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def impurities(source: str) -> list[str]:
    """Name what makes code give another answer when it is run again; `workflow.now()` and its kind do not."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in IMPURE_MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in IMPURE_MODULES:
            found.append(node.module or "")
        elif isinstance(node, ast.Call):
            name = dotted(node.func)
            if name.rpartition(".")[2] in IMPURE_CALLS and not name.startswith(("workflow.", "self.")):
                found.append(name)
    return found


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_has_no_clock_no_chance_and_no_input(room: str) -> None:
    """What is replayed or rebuilt asks neither the machine nor the world."""
    found = {path.name: impurities(path.read_text(encoding="utf-8")) for path in files(room)}

    assert {} == {name: what for name, what in found.items() if what}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("datetime.now()", ["datetime.now"]),
        ("date.today()", ["date.today"]),
        ("import os\nos.environ['A']", ["os"]),
        ("from time import time", ["time"]),
        ("uuid4()", ["uuid4"]),
        ("open('a')", ["open"]),
        ("workflow.now()\nself.now()\nobjection.open", []),
    ],
)
def test_an_impurity_is_seen(source: str, expected: list[str]) -> None:
    """The scan finds each kind, and lets the workflow's own clock pass."""
    assert expected == impurities(source)


def test_nothing_is_left_to_do_in_a_comment() -> None:
    """What is to be done stands in an issue, not in the code."""
    words = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    paths = [*files(*ROOMS, "docs"), *(ROOT / f"{root}.py" for root in ROOTS)]

    assert [] == [path.name for path in paths if any(w in path.read_text(encoding="utf-8") for w in words)]


def test_nobody_imports_a_composition_root() -> None:
    """Where things are put together is above every room."""
    wrong = []
    for path in files(*ROOMS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            wrong += [(path.name, name) for name in names if name.split(".")[0] in ROOTS]

    assert [] == wrong


def test_every_parameter_is_read_or_known_to_be_unread() -> None:
    """A number of the edition that changes nothing would deceive whoever edits it."""
    text = "".join(p.read_text(encoding="utf-8") for p in files(*ROOMS) if p.name != "parameters.py")
    unread = {key for key in EXPECTED if f'"{key}"' not in text and f"'{key}'" not in text}

    assert set() == unread - UNREAD, "these parameters are read by no code; read them, or list them in UNREAD"
    assert set() == UNREAD - unread, "these are read now; take them off UNREAD"
