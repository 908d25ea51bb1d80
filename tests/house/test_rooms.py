"""One list of rooms, held against every place that names them; and rooms in which a thing is found in one step."""

import ast
import re
from collections import defaultdict

import pytest

from docs import build
from tests.house.rooms import PROJECT, ROOMS, ROOTS, kept, program, read

MODULES_MAX = 12  # rooms and modules side by side
LINES_MAX = 300
DOCSTRING_MIN = 20  # characters: a word is no docstring

# Rooms that hold more than a dozen for now, and why; it is to grow shorter.
CROWDED: dict[str, str] = {
    "regulation": "its thirteen rooms are the subjects of the Measures, and a contract lists them in order",
}

# Program files of more than 300 lines for now, and why; it is to grow shorter.
LONG: dict[str, str] = {}


def dockerfile() -> set[str]:
    """Give what the last stage of the Dockerfile copies from the tree."""
    last = read("Dockerfile").rsplit("\nFROM ", 1)[1]
    sources = [line.split()[1:-1] for line in last.splitlines() if line.startswith("COPY ")]
    return {name for names in sources for name in names if not names[0].startswith("--")}


def dockerignore() -> set[str]:
    """Give what .dockerignore lets into the build."""
    return {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}


def layers() -> set[str]:
    """Give the rooms of the import contract by which arrows point down."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    found = next(c for c in contracts if c["type"] == "layers" and "containers" not in c)
    return {room.strip() for line in found["layers"] for room in line.split("|")}


def folders() -> set[str]:
    """Give the folders at the top that are packages."""
    return {name.split("/")[0] for name in kept() if re.fullmatch(r"\w+/__init__\.py", name)}


@pytest.mark.parametrize(
    ("named", "beside"),
    [
        (folders(), set()),
        (layers(), set()),
        (set(PROJECT["tool"]["mypy"]["files"]), set(ROOTS)),
        (dockerfile(), {*ROOTS, "pyproject.toml", "samples/jiangbei"}),
        (dockerignore(), {*ROOTS, "pyproject.toml", "samples/jiangbei", "requirements.lock"}),
        ({*build.ROOMS, *build.WITHOUT_PROVISIONS}, set()),
    ],
    ids=["folders", "layers", "mypy", "Dockerfile", ".dockerignore", "docs/build.py"],
)
def test_every_place_names_the_same_rooms(named: set[str], beside: set[str]) -> None:
    """The list is root_packages in pyproject.toml; a room that is named elsewhere only, or not everywhere, is found."""
    assert {*ROOMS, *beside} == named


def test_no_room_is_named_twice() -> None:
    """The list is a list of rooms, and what docs/build.py reads is told from what it leaves out."""
    assert len(ROOMS) == len(set(ROOMS))
    assert set() == set(build.ROOMS) & set(build.WITHOUT_PROVISIONS)


def crowds(names: tuple[str, ...]) -> dict[str, int]:
    """Count the rooms and modules side by side in each room; its `__init__` is the room itself."""
    held: dict[str, set[str]] = defaultdict(set)
    for name in names:
        parts = name.split("/")
        for depth in range(1, len(parts)):
            if parts[depth] != "__init__.py":
                held["/".join(parts[:depth])].add(parts[depth])
    return {room: len(inside) for room, inside in held.items()}


def test_a_room_holds_a_dozen_at_most() -> None:
    """What is found in one step is seen at a glance."""
    crowded = {room for room, number in crowds(program()).items() if number > MODULES_MAX}

    assert set() == crowded - set(CROWDED), "divide these"
    assert set() == set(CROWDED) - crowded, "these hold a dozen now; take them off the list"


def test_a_crowd_is_counted() -> None:
    """Rooms and modules count, the room's own file does not, nor what stands deeper."""
    found = crowds(("r/__init__.py", "r/a.py", "r/b/__init__.py", "r/b/c.py", "r/b/d.py", "worker.py"))

    assert {"r": 2, "r/b": 2} == found


def test_no_program_file_is_long() -> None:
    """A file of more than three hundred lines is two files."""
    long = {name for name in program() if len(read(name).splitlines()) > LINES_MAX}

    assert set() == long - set(LONG), "divide these"
    assert set() == set(LONG) - long, "these are short now; take them off the list"


def test_every_room_says_what_it_is() -> None:
    """A newcomer reads in its `__init__` what a room is for."""
    rooms = [name for name in program() if name.endswith("/__init__.py")]
    docstrings = {name: ast.get_docstring(ast.parse(read(name))) or "" for name in rooms}

    assert [] == [name for name, told in docstrings.items() if len(told) < DOCSTRING_MIN]
    without = {name.rpartition("/")[0] for name in program() if "/" in name} - {
        name.rpartition("/")[0] for name in rooms
    }
    assert set() == without, "these folders of the program have no __init__.py"
