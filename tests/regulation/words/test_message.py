"""Sentences are data until they are written, in either language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from regulation.vocabulary.role import Role
from regulation.words.message import CHINESE, Language, Message, as_said, say, series
from regulation.words.refusals import UnsoundError
from regulation.words.wording import Words

ENGLISH = Language("en", {"{day}前由{who}办理": "by {who} before {day}"}.get)  # type: ignore[arg-type]
PLAIN = Language("en", lambda sentence: sentence)


def test_a_sentence_is_written_in_both_languages() -> None:
    """The day and the label stand as each language writes them."""
    message = say("{day}前由{who}办理", day=date(2031, 3, 5), who=Role.OPERATOR)

    assert str(message) == "2031年3月5日前由运营机构办理"
    assert ENGLISH.write(message) == "by operator before 5 March 2031"


def test_a_message_survives_its_journey() -> None:
    """What was dumped and read again is written the same."""
    message = say("{a}、{b}", a=say("共 {n} 条", n=3), b=series([Decimal("1.50"), "甲"], "；"))

    assert str(Message.model_validate_json(message.model_dump_json())) == "共 3 条、1.50；甲"


def test_an_instant_is_told_by_the_clocks_of_china() -> None:
    """Midnight in UTC is morning in Jilin."""
    assert CHINESE.value(datetime(2031, 3, 5, tzinfo=UTC)) == "2031年3月5日 08:00"


@pytest.mark.parametrize(("by", "expected"), [("、", "a, b"), ("；", "a; b"), ("/", "a/b")])
def test_a_list_has_the_marks_of_its_language(by: str, expected: str) -> None:
    """Chinese marks become those of English; others stay."""
    assert PLAIN.value(series(["a", "b"], by)) == expected


def test_words_with_braces_stay_as_they_are() -> None:
    """What people typed is never taken for a place."""
    assert str(as_said("{name}")) == "{name}"


def test_what_is_no_value_is_refused() -> None:
    """A thing without a written form is a fault of the program."""
    with pytest.raises(TypeError, match="cannot stand"):
        say("{x}", x=object())


def test_words_of_an_edition_are_written_in_the_language_of_the_reader() -> None:
    """What an edition calls something stands in a sentence like a label."""
    message = say("指标{name}", name=Words(zh="平台建设", en="platform"))

    assert "指标平台建设" == str(message)
    assert "指标platform" == PLAIN.write(message)


def test_equal_messages_count_once() -> None:
    """A fault that is found twice is told once, also where a list stands in it."""
    twice = [say("缺：{what}", what=series(["a", "b"])) for _ in range(2)]

    assert 1 == len(set(twice))


def test_what_is_unsound_tells_why_and_what_to_do_apart() -> None:
    """Nobody has to cut a sentence to find out what to do."""
    error = UnsoundError(say("{n} 小于 1", n=0), say("请从 1 起编号"))

    assert ("0 小于 1", "请从 1 起编号") == (str(error.why), str(error.now))
    assert "0 小于 1；请从 1 起编号" == str(error) == str(error.said)
