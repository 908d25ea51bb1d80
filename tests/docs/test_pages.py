"""The written pages: what they cite is there, and the drawing and the glossary say what the code says."""

import re
import tomllib
from pathlib import Path

import pytest

from docs.drawing import drawing, necessary
from docs.glossary import FIELD

ROOT = Path(__file__).parents[2]
# History: a decision and a change log keep the words of their day.
HISTORY = ("CHANGELOG.md", "docs/decisions/")
PAGES = [
    path
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
    if not path.relative_to(ROOT).as_posix().startswith(HISTORY)
]
PLACES = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))} - {
    "var",
    "wheels",
}
MADE = {
    line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
}  # comes into being on a machine
ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "root_packages"
]


def cited_paths(text: str) -> set[str]:
    """Give the paths of the repository that a text names in code, wherever in it: `records/ledger.py`."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    places = "|".join(sorted(PLACES))
    words = {word for part in code for word in re.findall(rf"(?<![\w/.-])(?:{places})/[\w./-]*", part)}
    return {word.rstrip("./") for word in words}


def links(text: str) -> set[str]:
    """Give the files that a text links to."""
    return {target for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in target}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_cites_is_there(page: Path) -> None:
    """Whoever follows a path or a link of a page finds something at its end."""
    text = page.read_text(encoding="utf-8")
    wrong = {path for path in cited_paths(text) if not (ROOT / path).exists() and path not in MADE}
    wrong |= {target for target in links(text) if not (page.parent / target).exists()}

    assert set() == wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_makes_can_be_made(page: Path) -> None:
    """Each `make` target that a page names stands in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))

    assert set() == named - targets


def test_a_path_is_seen_where_it_is_code() -> None:
    """The search finds paths in spans and blocks, with or without a slash at the end, and no park's name."""
    text = "`records/ledger.py`, `docs/` and records/x.py\n```sh\npython bench/nothing.py park/tests/1\n```\n"

    assert {"records/ledger.py", "docs", "bench/nothing.py"} == cited_paths(text)
    assert {"a.md"} == links("[a](a.md#b) [c](https://example.org) [d](#e)")


def test_the_architecture_page_goes_through_every_room() -> None:
    """A room that stands has its part on the page, and so has each room of the regulation."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    inside = [path.parent.name for path in (ROOT / "regulation").glob("*/__init__.py")]

    assert [] == [room for room in ROOMS if f"\n## `{room}/`" not in page]
    assert [] == [room for room in inside if f"| `{room}/` |" not in page]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (
            {"a": {"b", "c"}, "b": {"c"}, "c": set()},
            {"a": {"b"}, "b": {"c"}, "c": set()},
        ),
        (
            {"a": {"b", "c", "d"}, "b": {"d"}, "c": {"d"}, "d": set()},
            {"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()},
        ),
    ],
)
def test_the_drawing_leaves_out_what_other_arrows_say(
    every: dict[str, set[str]], expected: dict[str, set[str]]
) -> None:
    """An arrow is drawn where no way through other rooms leads the same way."""
    assert expected == necessary(every)


def test_a_circle_is_not_drawn() -> None:
    """Rooms in a circle have no above and below, and the drawing says which they are."""
    with pytest.raises(ValueError, match="a -> b -> a"):
        necessary({"a": {"b"}, "b": {"a"}})


def test_every_room_is_in_the_drawing() -> None:
    """No room of the house is left out of it, and none of the opened one."""
    drawn = set(re.findall(r'class="name"[^>]*>(\w+)<', drawing(ROOMS, opened="regulation")))
    inside = {path.parent.name for path in (ROOT / "regulation").glob("*/__init__.py")}

    assert {*ROOMS, *inside} == drawn


def test_the_glossary_speaks_of_what_is_in_the_code() -> None:
    """Each name that the glossary gives for the code stands in the rules."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "regulation").rglob("*.py"))
    names = set(re.findall(r"\w+", code))

    assert [] == [name for _, _, in_code, _ in FIELD for name in in_code if name not in names]


@pytest.mark.parametrize("language", [0, 1], ids=["zh", "en"])
def test_the_glossary_has_one_word_for_one_thing(language: int) -> None:
    """No word of either language stands in the glossary twice."""
    words = [word for row in FIELD for word in row[language].split(", ")]

    assert sorted(set(words)) == sorted(words)
