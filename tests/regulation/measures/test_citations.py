"""Addresses are read in every way that the Measures write them, and written in one."""

import pytest

from regulation.measures.citations import Address, CitationError, cite, exists, resolve
from regulation.measures.edition import edition

DRAFT = edition("jilin-city-draft")


@pytest.mark.provision("Q50")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第五条第二项", Address(article=5, item=2)),
        ("第5条第(二)项", Address(article=5, item=2)),
        ("第5条第（2）项", Address(article=5, item=2)),
        ("第五条（二）", Address(article=5, item=2)),
        ("第 5 条 第二项", Address(article=5, item=2)),
        ("5.2", Address(article=5, item=2)),
        ("第2条", Address(article=2)),
        ("第二条", Address(article=2)),
        ("2", Address(article=2)),
        ("第十条", Address(article=10)),
        ("第１０条", Address(article=10)),
        ("第二十一条第十二项", Address(article=21, item=12)),
        ("R5.2-notice", Address(article=5, item=2, provision="R5.2-notice")),
        ("R4.2c-area", Address(article=4, item=2, provision="R4.2c-area")),
        ("R0-draft", Address(article=0, provision="R0-draft")),
        ("Q12b", Address(reading="Q12b")),
    ],
)
def test_an_address_is_read_in_every_way_of_writing(text: str, expected: Address) -> None:
    """Chinese and Arabic numerals, both brackets, dotted numbers and ids come to the same address."""
    assert expected == resolve(text)


@pytest.mark.parametrize("text", ["", "五条", "第零条", "0.1", "5.0", "第五条第(二", "R5.2", "Q1", "5.2.1"])
def test_what_is_no_address_is_refused_with_the_ways_of_writing_one(text: str) -> None:
    """The message shows how an address is written."""
    with pytest.raises(CitationError, match="请写作“第五条第二项”"):
        resolve(text)


def test_the_parts_of_an_article_are_items() -> None:
    """Articles 4 and 5 count items (项), not paragraphs (款)."""
    with pytest.raises(CitationError, match="分项不分款"):
        resolve("第五条第二款")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十条", True),
        ("第十一条", False),
        ("4.6", True),
        ("4.7", False),
        ("R5.3-reply", True),
        ("R5.3-answer", False),
        ("Q57", True),
        ("Q99", False),
    ],
)
def test_an_edition_says_what_it_has(text: str, expected: bool) -> None:
    """Both sides of the last article, item and reading."""
    assert expected is exists(resolve(text), DRAFT)


@pytest.mark.parametrize(
    ("basis", "zh", "en"),
    [
        ("R5.2-notice", "第五条第二项（公示）", "Article 5 item 2 (public notice)"),
        ("R2-consent", "第二条（须经同意）", "Article 2 (consent)"),
        ("R0-draft", "标题（征求意见稿）", "Title (consultation draft)"),
        ("第5条第(二)项", "第五条第二项", "Article 5 item 2"),
        ("10", "第十条", "Article 10"),
        ("Q12b", "解释 Q12b：异议的处理", "Reading Q12b: handling of objections"),
    ],
)
def test_a_basis_is_written_for_people(basis: str, zh: str, en: str) -> None:
    """Provisions by number and name; a reading says that it is one."""
    assert zh == cite(basis, DRAFT)
    assert en == cite(basis, DRAFT, "en")


def test_every_provision_and_reading_can_be_cited() -> None:
    """No id of the edition is without an address, and no two read alike."""
    keys = [*DRAFT.provisions, *DRAFT.readings]

    assert len(keys) == len({cite(key, DRAFT) for key in keys})


def test_a_basis_that_the_edition_does_not_have_is_refused() -> None:
    """An address may be well written and still be nowhere."""
    with pytest.raises(CitationError, match="Q99：jilin-city-draft 中没有此条"):
        cite("Q99", DRAFT)
