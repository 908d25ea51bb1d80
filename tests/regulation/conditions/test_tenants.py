"""Credit codes are checked, never corrected, and firms counted as Q05 says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regulation.conditions.tenants import (
    ALPHABET,
    CreditCodeError,
    Tenant,
    _check_character,
    check_credit_code,
    summarise,
)
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


VALID = "91350100M000100Y43"
WIDE = "".join(chr(ord(c) + 0xFEE0) for c in VALID)  # the full-width forms


def code(number: int) -> str:
    """Make the n-th valid code."""
    body = f"91220200MA{number:07d}"
    return body + _check_character(body + "0")


def firm(number: int = 1, **changes: Any) -> Tenant:
    """Make a firm that counts, but for the changes."""
    row = {"name": f"企业{number}", "credit_code": code(number), "licence_no": "220200001"}
    return Tenant.model_validate({**row, "resident": True, "commercial": True, **changes})


@pytest.mark.parametrize("text", [VALID, f" {VALID.lower()}\n", WIDE])
def test_a_valid_code_is_given_in_plain_capitals(text: str) -> None:
    """Case, surrounding space and full-width forms do not matter."""
    assert check_credit_code(text) == VALID


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (VALID[:-1], "17 位，应为 18 位"),
        (VALID + "0", "19 位，应为 18 位"),
        ("9135O100M000100Y43", "第 5 位“O”"),
        ("91350100M000100Y4Z", "第 18 位“Z”"),
        ("91350100M000100Y44", r"第 18 位（校验位）为“4”，按前 17 位应为“3”.*核对"),
    ],
)
def test_a_faulty_code_is_refused_with_place_and_reason(text: str, message: str) -> None:
    """The message says which place, what is there and what was expected; O is not read as 0."""
    with pytest.raises(CreditCodeError, match=message):
        check_credit_code(text)


@given(st.integers(0, 17), st.sampled_from(ALPHABET), st.integers(0, 9_999_999))
def test_every_single_wrong_character_is_found(place: int, character: str, number: int) -> None:
    """Changing one character of a valid code makes it invalid."""
    right = code(number)
    wrong = right[:place] + character + right[place + 1 :]
    assert right == check_credit_code(right)
    if wrong != right:
        with pytest.raises(CreditCodeError):
            check_credit_code(wrong)


def test_a_row_with_a_faulty_code_is_refused() -> None:
    """The row names its field and the reason."""
    with pytest.raises(ValidationError, match=r"credit_code[\s\S]*校验位"):
        firm(credit_code="91350100M000100Y44")


@pytest.mark.provision("R4.3b-count", "Q05")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"resident": False}, "signed_only"),
        ({"licence_no": None}, "without_licence"),
        ({"commercial": False}, "public_bodies"),
        ({"serious_violation": True}, "serious_violations"),
    ],
)
def test_each_ground_keeps_a_firm_from_counting(
    edition: Edition, changes: dict[str, Any], field: str
) -> None:
    """A plain firm counts; with one ground against it, it does not, and the ground is shown."""
    summary = summarise([firm(1), firm(2, **changes)], edition)
    assert summary.counted == 1
    assert getattr(summary, field) == 1
    assert getattr(summarise([firm(1)], edition), field) == 0


@pytest.mark.provision("R4.3b-count", "Q05")
def test_a_filing_is_as_good_as_a_licence(edition: Edition) -> None:
    """Either of the two is enough."""
    assert summarise([firm(licence_no=None, filing_no="备案1")], edition).counted == 1


@pytest.mark.provision("Q05")
@pytest.mark.parametrize(
    ("key", "value", "changes"),
    [
        ("tenants.count_signed", True, {"resident": False}),
        ("tenants.require_licence_or_filing", False, {"licence_no": None}),
    ],
)
def test_the_edition_decides_who_counts(
    edition: Edition, key: str, value: bool, changes: dict[str, Any]
) -> None:
    """Where the edition says otherwise, the same firm counts."""
    changed = edition.parameters[key].model_copy(update={"value": value})
    other = edition.model_copy(update={"parameters": {**edition.parameters, key: changed}})
    assert tuple(summarise([firm(**changes)], e).counted for e in (edition, other)) == (0, 1)


@pytest.mark.provision("Q05")
def test_rows_of_one_code_are_one_firm(edition: Edition) -> None:
    """Two rows of a firm count once; a violation on either row excludes it."""
    assert summarise([firm(1), firm(1, name="分公司")], edition).counted == 1
    assert summarise([firm(1), firm(1, serious_violation=True)], edition).counted == 0
    assert summarise([firm(1, licence_no=None), firm(1)], edition).without_licence == 0


@pytest.mark.provision("Q05")
@pytest.mark.parametrize(
    ("one", "other", "counted"),
    [
        ({"resident": False}, {}, 1),
        ({"licence_no": None}, {}, 1),
        ({"licence_no": None, "filing_no": "备案1"}, {"licence_no": None}, 1),
        ({"commercial": False}, {}, 0),
    ],
)
def test_what_any_row_of_a_firm_states_holds(
    edition: Edition, one: dict[str, Any], other: dict[str, Any], counted: int
) -> None:
    """Residence, licence and filing on either row are enough, as is a public body to exclude, in any order."""
    rows = [firm(1, **one), firm(1, **other)]
    assert [counted, counted] == [summarise(r, edition).counted for r in (rows, rows[::-1])]


@pytest.mark.provision("R4.6c-attract")
def test_a_firm_tagged_on_one_row_is_tagged_once(edition: Edition) -> None:
    """The mark and the categories of all rows belong to the one firm."""
    first, second = edition.texts("tenants.categories")[:2]
    rows = [firm(1, tagged=True, categories=[second]), firm(1, categories=[first, second])]
    summary = summarise(rows, edition)
    assert (summary.tagged, summary.categories) == (1, (first, second))


@pytest.mark.provision("R4.3d-diversity", "R4.6c-attract")
def test_categories_and_tags_are_those_of_counted_firms(edition: Edition) -> None:
    """Known categories come in the order of the edition, others after; firms that do not count add none."""
    known = edition.texts("tenants.categories")
    rows = [
        firm(1, categories=["其他业态", known[1]], tagged=True),
        firm(2, categories=[known[0]]),
        firm(3, categories=[known[2]], tagged=True, resident=False),
    ]
    summary = summarise(rows, edition)
    assert (known[0], known[1], "其他业态") == summary.categories
    assert summary.tagged == 1
