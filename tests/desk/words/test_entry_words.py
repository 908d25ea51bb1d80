"""What an entry of the ledger says to whom: words that are not sealed, by the titles of their form."""

from typing import Any

import pytest

from desk.words.entry_words import in_words, said
from records.people.directory import Account
from regulation.casework.entry import Entry
from regulation.people.disclosure import sight
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import EDITION
from tests.entries import actor, entry

SEALED, COLLATED = "sealed", "collated"


def told(one: Entry, sheets: str, viewer: Account | None) -> dict[str, Any]:
    """Give the words of an entry that somebody may read, before the determination."""
    person, roles = (viewer.id, viewer.roles) if viewer else (None, ())
    return said(one, sight(person, roles, EDITION), collated=sheets == COLLATED)


@pytest.mark.provision("Q10", "Q11", "Q12")
def test_sealed_words_stay_sealed() -> None:
    """A member's opinion until all are collated, who sits, who objected; what is openly decided is told."""
    auditor = Account(id="aud", name="审计", roles=(Role.AUDITOR,))
    expert = actor("local", Role.EXPERT)
    themselves = Account(id="local", name="本人", roles=(Role.EXPERT,))
    sheet = entry(
        5, Stage.EXPERT_REVIEW, Act.SIGN_DESK_SHEET, expert, score="88", recommends=True, opinion="好"
    )
    assert told(sheet, SEALED, auditor) == {}
    assert told(sheet, SEALED, None) == {}
    assert told(sheet, COLLATED, None) == {"opinion": "好"}
    assert told(sheet, SEALED, themselves) == {"opinion": "好"}
    public = actor("local", Role.PUBLIC)
    named: dict[str, Any] = {"text": "面积不实", "name": "张三", "contact": "0432"}
    filed = entry(6, Stage.PUBLIC_NOTICE, Act.FILE_OBJECTION, public, **named)
    assert told(filed, SEALED, None) == {"text": "面积不实"}
    unnamed = entry(6, Stage.PUBLIC_NOTICE, Act.FILE_OBJECTION, public, text="面积不实")
    assert told(unnamed, SEALED, None) == {}
    assert told(unnamed, SEALED, auditor) == {"text": "面积不实"}
    conflict = entry(5, Stage.EXPERT_REVIEW, Act.DECLARE_CONFLICT, expert, ground="曾任职于甲公司")
    assert told(conflict, SEALED, None) == {}
    assert told(conflict, SEALED, auditor) == {"ground": "曾任职于甲公司"}


def test_words_are_told_by_the_titles_of_their_form() -> None:
    """Each field on its line."""
    one = entry(3, Stage.LOCAL_REVIEW, Act.PASS_EXAMINATION, actor("local"), opinion="齐全")
    assert str(in_words(told(one, SEALED, None), one)) == "意见：齐全"
