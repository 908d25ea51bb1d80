"""No basis, no act: what the code cites exists, what the Measures ask has code, and code has tests."""

import pytest

from docs.build import EDITION, ROOMS, sources, stale
from regulation.measures import coverage
from regulation.measures.edition import edition

DRAFT = edition(EDITION)
CODE = sources(*ROOMS)
TESTS = sources("tests")
ROWS = coverage.rows(DRAFT, CODE, TESTS)
GONE = "R5.2-gone"


def test_everything_cited_exists() -> None:
    """A citation of nothing, in code or in a test's mark, is a mistake."""
    lines = coverage.strangers(DRAFT, CODE, TESTS)

    assert not lines, "\n".join(lines)


def test_every_provision_has_code_or_a_reason() -> None:
    """Nothing that the Measures ask is forgotten in silence."""
    lines = coverage.without_code(ROWS)

    assert not lines, "\n".join(lines)


def test_a_reason_for_having_no_code_stands_only_where_there_is_none() -> None:
    """When the code arrives, the excuse goes."""
    lines = coverage.stale_reasons(ROWS)

    assert not lines, "\n".join(lines)


def test_every_provision_with_code_is_proved() -> None:
    """Whatever the code carries out, a test proves."""
    lines = coverage.without_test(ROWS)

    assert not lines, "\n".join(lines)


def test_the_pages_are_fresh() -> None:
    """The generated pages say what the tree says now; `python docs/build.py` rewrites them."""
    difference = stale()

    assert not difference, difference


def test_the_provisions_of_a_room_are_found_by_their_ids() -> None:
    """Ids in prose, tables and docstrings count; parts of other words do not."""
    text = (
        'Notice (R5.2-notice, Q12b).\nMove("R4-principle")  # R4.5, not XR5.2-notice, Q123 or R5.2-notice_x'
    )

    assert {"R5.2-notice", "Q12b", "R4-principle", "R4.5"} == coverage.cited(text)


def test_only_a_mark_proves() -> None:
    """A test that merely mentions a provision does not prove it."""
    text = 'R5.2-desk\n@pytest.mark.provision(\n    "R5.2-notice",\n    "Q12",\n)\nx = mark.provision("Q13")'

    assert {"R5.2-notice", "Q12", "Q13"} == coverage.proved(text)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("R5.2-notice", ()),
        ("R4.5", ()),
        ("R4.2c", ()),
        ("Q58", ()),
        (GONE, (f"a.py: {GONE} is not in {EDITION}; cite an id of the edition",)),
        ("R4.7", (f"a.py: R4.7 is not in {EDITION}; cite an id of the edition",)),
        ("Q99", (f"a.py: Q99 is not in {EDITION}; cite an id of the edition",)),
    ],
)
def test_a_citation_of_nothing_is_named_with_its_file(citation: str, expected: tuple[str, ...]) -> None:
    """An id, a group of provisions and a reading each exist or are named, in code and in marks."""
    mark = f'@pytest.mark.provision("{citation}")'

    assert expected == coverage.strangers(DRAFT, {"a.py": citation}, {})
    assert expected == coverage.strangers(DRAFT, {}, {"a.py": mark})


def test_a_provision_lacks_code_a_test_or_neither() -> None:
    """Each lack is named until the file that cures it is there."""
    key, mark = "R5.2-notice", {"t.py": '@pytest.mark.provision("R5.2-notice")'}

    def lacks(code: dict[str, str], tests: dict[str, str]) -> set[str]:
        row = [row for row in coverage.rows(DRAFT, code, tests) if row.id == key]
        found = {"code": coverage.without_code(row), "test": coverage.without_test(row)}
        return {what for what, lines in found.items() if lines}

    assert {"code"} == lacks({}, {})
    assert {"test"} == lacks({"a.py": key}, {})
    assert set() == lacks({"a.py": key}, mark)


def test_a_reason_is_stale_once_there_is_code() -> None:
    """A purpose clause needs no code; if some cites it, the reason is named."""
    assert not coverage.stale_reasons(coverage.rows(DRAFT, {}, {}))

    (line,) = coverage.stale_reasons(coverage.rows(DRAFT, {"a.py": "R1-purpose"}, {}))

    assert line.startswith("R1-purpose: a.py cites it")


def test_the_page_lists_provisions_and_the_acts_on_readings() -> None:
    """An act on a provision is not in the second table; the stages of one act stand together."""
    acts = [("甲", "公示", "R5.2-notice"), ("甲", "撤回", "Q51"), ("乙", "撤回", "Q51")]

    text = coverage.page(DRAFT, coverage.rows(DRAFT, {"a.py": "R5.2-notice"}, {}), acts)
    provisions, readings = text.split("## Acts that rest on a reading only")

    assert len(DRAFT.provisions) == provisions.count("| `R")
    assert "| `R5.2-notice`<br>第五条第二项（公示） |" in provisions
    assert "| `a.py` |" in provisions
    assert "| 解释 Q51：撤回申报 |" in readings
    assert "撤回：甲、乙 |" in readings
    assert "R5.2-notice" not in readings
