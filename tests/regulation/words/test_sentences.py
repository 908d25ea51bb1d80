"""Sentences in what is stored and dumped: written for a reader, in the reader's language, and kept as data."""

import pytest
from pydantic import BaseModel

from desk.words.catalogue import language
from regulation.calendar.working_days import Deadline
from regulation.designation.scoring import Result
from regulation.grading.indicators import IndicatorScore
from regulation.procedures.revocation.forms import OpenRevocation
from regulation.words.message import Message, say
from regulation.words.sentences import LANGUAGE, Sentence, Told, written

HOLIDAY = say("法定节假日放假")


class Shown(BaseModel):
    """Something that is shown."""

    why: Told


def test_what_is_shown_is_dumped_in_the_language_of_its_reader() -> None:
    """JSON has a sentence in Chinese, or in the language of the context; Python has the data."""
    shown = Shown(why=HOLIDAY)

    assert {"why": "法定节假日放假"} == shown.model_dump(mode="json")
    assert {"why": "public holiday"} == shown.model_dump(mode="json", context={LANGUAGE: language("en")})
    assert shown.why == shown.model_copy().why


def test_every_sentence_in_plain_data_is_written_and_nothing_else() -> None:
    """A sentence is found at any depth; a text of 0.2.0 and a mapping that only looks alike stay as they are."""
    stored = {
        "skipped": [["2026-10-01", HOLIDAY.model_dump(mode="json")], ["2026-10-02", "法定节假日放假"]],
        "like": {"id": "park/1", "values": {}, "more": 1},
        "open": say("{parts}。", parts=HOLIDAY),
    }

    assert {
        "skipped": [["2026-10-01", "public holiday"], ["2026-10-02", "法定节假日放假"]],
        "like": {"id": "park/1", "values": {}, "more": 1},
        "open": "public holiday.",
    } == written(stored, language("en"))


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Deadline, "skipped"),
        (Result, "reasons"),
        (IndicatorScore, "how"),
        (IndicatorScore, "finding"),
        (OpenRevocation, "explanation"),
        (OpenRevocation, "reasons"),
    ],
)
def test_a_ledger_holds_texts_of_0_2_0_and_messages(model: type[BaseModel], field: str) -> None:
    """What rules write is a message; rows that have a text are read as they stand."""
    annotation = str(model.model_fields[field].annotation)

    assert "Message" in annotation
    assert "str" in annotation


def test_a_text_stays_a_text_and_a_message_a_message() -> None:
    """Reading what was stored changes neither."""
    old = IndicatorScore(id="P1", points=None, how="尚未评判。")
    new = IndicatorScore(id="P1", points=None, how=say("尚未评判。"))
    kept: list[Sentence] = [
        IndicatorScore.model_validate_json(one.model_dump_json()).how for one in (old, new)
    ]

    assert ["尚未评判。", Message(id="尚未评判。")] == kept
