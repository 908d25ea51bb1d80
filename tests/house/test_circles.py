"""No module needs another that needs it, not even for types: what the import contracts do not see."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import grimp
import pytest

from tests.house.rooms import ROOMS

Needs = Mapping[str, Iterable[str]]


def circles(needs: Needs) -> list[list[str]]:
    """List the strongly connected components of more than one node (Tarjan), each sorted, the whole sorted."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in needs.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            component = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(component) > 1:
                found.append(sorted(component))

    for node in needs:
        if node not in index:
            visit(node)
    return sorted(found)


def imports(*packages: str) -> dict[str, set[str]]:
    """Give what each module of some packages imports of them, for types only too."""
    graph = grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def by_room(needs: Needs, depth: int = 2) -> dict[str, set[str]]:
    """Give what each sub-room imports of the others: modules taken together by the first parts of their names."""
    rooms: dict[str, set[str]] = {}
    for module, others in needs.items():
        own = ".".join(module.split(".")[:depth])
        rooms.setdefault(own, set()).update(".".join(other.split(".")[:depth]) for other in others)
    return {own: others - {own} for own, others in rooms.items()}


@pytest.fixture(scope="module")
def house() -> dict[str, set[str]]:
    """Give the imports of all rooms."""
    return imports(*ROOMS)


def test_no_module_imports_itself_round_about(house: dict[str, set[str]]) -> None:
    """Every circle of modules, whichever rooms it runs through."""
    assert [] == circles(house)


def test_no_sub_room_imports_itself_round_about(house: dict[str, set[str]]) -> None:
    """Sub-rooms stand on one another: what needs a room is not needed by it, by whatever other module."""
    assert [] == circles(by_room(house))


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"], "e": ["a", "c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ],
    ids=["two", "three", "two circles", "none"],
)
def test_a_circle_is_seen(needs: Needs, expected: list[list[str]]) -> None:
    """Circles of two and three, two at once; and none where two ways lead to the same place."""
    assert expected == circles(needs)


@pytest.mark.parametrize(
    "back",
    ["from {0}.one import One", "if TYPE_CHECKING:\n    from {0}.one import One"],
    ids=["import", "type"],
)
def test_a_circle_of_real_modules_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, back: str
) -> None:
    """One that runs, and one that a type checker alone would follow."""
    name = f"house_{request.node.callspec.id}"
    (tmp_path / name).mkdir()
    for file, text in {
        "__init__": "",
        "one": f"from {name}.two import Two\nclass One: ...\n",
        "two": f"from typing import TYPE_CHECKING\n{back.format(name)}\nclass Two: ...\n",
    }.items():
        (tmp_path / name / f"{file}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert [[f"{name}.one", f"{name}.two"]] == circles(imports(name))


def test_a_circle_of_sub_rooms_is_seen() -> None:
    """Two rooms may need one another without any circle of modules."""
    needs: Needs = {"r.a.one": ["r.b.one"], "r.b.one": [], "r.b.two": ["r.a.two"], "r.a.two": []}

    assert [] == circles(needs)
    assert [["r.a", "r.b"]] == circles(by_room(needs))
