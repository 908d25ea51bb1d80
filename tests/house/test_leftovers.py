"""Nothing is left behind: no name that nobody uses, no header over nothing, no word of a page that is not there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.house.rooms import ROOMS, kept, program, read

# --- Names that nobody uses ---------------------------------------------------------------------------------

# Names of the program that no other line of it uses, and who does use them.
USED_FROM_OUTSIDE: dict[str, str] = {
    "docs/build.py: WITHOUT_PROVISIONS": "the one list of rooms, tests/house/test_rooms.py",
    "regulation/measures/coverage.py: stale_reasons": "the check of the coverage page, tests/regulation/measures",
    "regulation/measures/coverage.py: strangers": "the check of the coverage page, tests/regulation/measures",
    "regulation/measures/coverage.py: without_code": "the check of the coverage page, tests/regulation/measures",
    "regulation/measures/coverage.py: without_test": "the check of the coverage page, tests/regulation/measures",
}


def defined(tree: ast.Module) -> Iterator[str]:
    """Name what a module defines at its top; what a decorator took in is the decorator's."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not node.decorator_list or isinstance(node, ast.ClassDef):
                yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for target in node.targets for t in ast.walk(target) if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def used(tree: ast.Module) -> Iterator[str]:
    """Name what a module reads: names, attributes, and what is written as text where Python or Temporal looks it up."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def unused(sources: dict[str, str]) -> set[str]:
    """Give the names that are defined at the top of a module and read nowhere, as path and name."""
    trees = {path: ast.parse(source) for path, source in sources.items()}
    reads = Counter(name for tree in trees.values() for name in used(tree))
    exported = Counter(name for tree in trees.values() for name in _exported(tree))
    return {
        f"{path}: {name}"
        for path, tree in trees.items()
        for name in defined(tree)
        if reads[name] - exported[name] <= 0 and not name.startswith("__")
    }


def _exported(tree: ast.Module) -> Iterator[str]:
    """Name what a module only hands on."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets
        ):
            yield from (c.value for c in ast.walk(node) if isinstance(c, ast.Constant))


def test_no_name_of_the_program_is_unused() -> None:
    """What no line of the program uses is deleted, or it is said who uses it from outside."""
    found = unused({name: read(name) for name in (*program(), *_tools())})

    assert set() == found - set(USED_FROM_OUTSIDE), "delete these"
    assert set() == set(USED_FROM_OUTSIDE) - found, "these are used now, or gone"


def _tools() -> tuple[str, ...]:
    return tuple(name for name in kept() if name.endswith(".py") and name.split("/")[0] in {"docs", "bench"})


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"a": "def f(): ...\nclass G: ...\nH = 1\nI: int = 2"}, {"a: f", "a: G", "a: H", "a: I"}),
        ({"a": "def f(): ...\nH = f()", "b": "from a import H\nprint(H)"}, set()),
        ({"a": "def f(): ...", "b": "import a\na.f()"}, set()),
        ({"a": "@app.command\ndef f(): ..."}, set()),
        ({"a": "class F: ...", "b": "from a import F\n__all__ = ['F']"}, {"a: F"}),
    ],
    ids=["each kind", "imported", "through its module", "taken in", "only handed on"],
)
def test_an_unused_name_is_seen(sources: dict[str, str], expected: set[str]) -> None:
    """Functions, classes and values; not what is read somewhere, nor what a decorator took in."""
    assert expected == unused(sources)


# --- Headers ------------------------------------------------------------------------------------------------

HEADER = re.compile(r"^(?P<indent>\s*)# --- .+?(?: -+)?$")


def empty_headers(source: str) -> list[str]:
    """List the section headers under which nothing stands before the next one, the end, or the end of the block."""
    lines = [line for line in source.splitlines() if line.strip()]
    found = []
    for number, line in enumerate(lines):
        header = HEADER.match(line)
        if header is None:
            continue
        following = [
            one for one in lines[number + 1 :] if not one.lstrip().startswith("# ") or HEADER.match(one)
        ]
        inside = following and not HEADER.match(following[0])
        if not inside or len(following[0]) - len(following[0].lstrip()) < len(header["indent"]):
            found.append(line.strip())
    return found


def test_every_section_header_stands_over_something() -> None:
    """A header whose section has moved away says that something is missing."""
    found = {name: empty_headers(read(name)) for name in kept() if name.endswith(".py")}

    assert {} == {name: headers for name, headers in found.items() if headers}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# --- One ---\nx = 1\n", []),
        ("# --- One ---\n# why\nx = 1\n", []),
        ("# --- One ---\n\n# --- Two ---\nx = 1\n", ["# --- One ---"]),
        ("x = 1\n# --- One ----------\n", ["# --- One ----------"]),
        ("class A:\n    # --- One ---\n\nclass B:\n    x = 1\n", ["# --- One ---"]),
    ],
    ids=["full", "with a comment", "twice", "at the end", "at the end of a block"],
)
def test_an_empty_header_is_seen(source: str, expected: list[str]) -> None:
    """Nothing but another header, the end of the file, or of its block."""
    assert expected == empty_headers(source)


# --- Citations ----------------------------------------------------------------------------------------------

# Files of the project's kinds, by name or path; not the files that a person brings, nor those that a run makes.
FILE = re.compile(r"(?<![\w/.*<{$-])((?:[\w-]+/)*[\w.-]*\w\.(?:md|py|toml|sh|yml|yaml|typ|lock))(?![\w/])")
MODULE = re.compile(rf"`((?:{'|'.join(ROOMS)})(?:\.\w+)+)`")
COMMENT = re.compile(r"(?:^|\s)#\s(.*)$", re.MULTILINE)

# Names of files that are rightly not in the repository, and what they are.
ELSEWHERE: dict[str, str] = {
    "people.toml": "the accounts of a deployment, which its administrator writes",
    "records.db": "the database of a system on one machine, which `make up` makes",
}


def prose(name: str) -> str:
    """Give what a file tells people: all of a page; the comments and docstrings of a program."""
    text = read(name)
    if not name.endswith(".py"):
        return text
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, nodes)]
    return "\n".join([*told, *COMMENT.findall(text)])


def uncited(text: str, files: tuple[str, ...]) -> set[str]:
    """Give the files and modules that a text names and that are not among these files."""
    ends = {"/".join(parts[at:]) for parts in (file.split("/") for file in files) for at in range(len(parts))}
    missing = {name for name in FILE.findall(text) if name.removeprefix("./") not in ends}
    return missing | {name for name in MODULE.findall(text) if not _stands(name, files)}


def _stands(module: str, files: tuple[str, ...]) -> bool:
    """Say whether a dotted name begins with a module of the program: the rest is a name in it."""
    parts = module.split(".")
    ways = ("/".join(parts[:depth]) for depth in range(len(parts), 1, -1))
    return any(f"{way}.py" in files or f"{way}/__init__.py" in files for way in ways)


def told() -> dict[str, str]:
    """Give what people read in the repository, page by page; the history of changes speaks of its own time."""
    own = ("tests/releases/", "samples/", "CHANGELOG.md", "docs/decisions/", "tests/house/test_leftovers.py")
    return {n: prose(n) for n in kept() if n.endswith((".py", ".md")) and not n.startswith(own)}


def test_what_is_cited_is_there() -> None:
    """A page, a file or a module that a text names can be opened by whoever reads it."""
    missing = {name: uncited(text, kept()) - set(ELSEWHERE) for name, text in told().items()}

    assert {} == {name: sorted(what) for name, what in missing.items() if what}


def test_what_is_elsewhere_is_named() -> None:
    """No line of ELSEWHERE is stale: something names it."""
    named = {name for text in told().values() for name in (*FILE.findall(text), *MODULE.findall(text))}
    assert set() == set(ELSEWHERE) - named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see docs/gone.md, section 4", {"docs/gone.md"}),
        ("see `reliability.md`", {"reliability.md"}),
        ("see docs/here.md and here.md", set()),
        ("`records.ledger.record` and `records.gone.record`", {"records.gone.record"}),
        ("the files *.toml of <folder>/x.toml", set()),
    ],
    ids=["path", "name", "there", "module", "pattern"],
)
def test_a_stale_citation_is_seen(text: str, expected: set[str]) -> None:
    """Paths, names and modules; not patterns."""
    assert expected == uncited(text, ("docs/here.md", "records/ledger.py"))
