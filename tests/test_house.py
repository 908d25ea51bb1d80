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

# What an edition states, could state otherwise, and no rule reads: whoever changes it changes nothing, and why that is.
UNREAD: dict[str, str] = {
    "apply.min_months_running": "the draft asks for no minimum (Q03); no rule counts the months yet",
    "calendar.provisional": "a year that is not announced is counted provisionally, whatever is said here (Q41)",
    "designation.valid_years": "the draft knows no expiry (Q15); no rule ends a designation yet",
    "publish.result_workdays": "the result is published with the reply (Q13); no clock counts these days yet",
    "reply.document": "the reply is called 批复 wherever it is typeset (R5.3-reply)",
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


def fixed(key: str) -> bool:
    """Say whether an edition can give a parameter one value only: the check names a single choice."""
    _, asked, choices = (EXPECTED[key].check(object()) or "").partition("choose from: ")
    return bool(asked) and ", " not in choices


def test_every_parameter_is_read_or_cannot_be_changed() -> None:
    """A number of the edition that changes nothing would deceive whoever edits it."""
    text = "".join(p.read_text(encoding="utf-8") for p in files(*ROOMS) if p.name != "parameters.py")
    unread = {key for key in EXPECTED if f'"{key}"' not in text and f"'{key}'" not in text}
    deceiving = {key for key in unread if not fixed(key)}

    assert set() == deceiving - set(UNREAD), "these are read by no code; read them, or say in UNREAD why not"
    assert set() == set(UNREAD) - deceiving, "these are read now, or fixed; take them off UNREAD"


def test_a_parameter_of_one_choice_is_told_from_others() -> None:
    """A choice of one, a flag that is always so; not a number, nor a choice of two."""
    assert [True, True, False, False] == [
        fixed(key) for key in ("seal.mode", "levels.parallel", "notice.workdays", "central.mode")
    ]
