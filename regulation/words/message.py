"""What people read, as data: a sentence with named places and what stands in them, until an entrance renders it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from regulation.words.labels import Labelled
from regulation.words.values import Strict
from regulation.words.wording import Words

CHINA = timezone(timedelta(hours=8))  # the zone in which days and hours are told
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

Code = Literal["zh", "en"]


class Message(Strict):
    """A sentence with named places, in Chinese: that is its id; `values` stand in its places.

    A value is plain data: a text or a number stands as it is; `{"day": …}` and `{"moment": …}` are written as
    people write them, `{"zh": …, "en": …}` is a label, `{"say": …, "with": …}` a sentence within the sentence,
    `{"list": […], "by": …}` a list.
    """

    id: str = Field(min_length=1, max_length=4000)
    values: dict[str, Any] = Field(default_factory=dict)

    def __hash__(self) -> int:
        """Count equal messages as one, although their values can be lists."""
        return hash(self.id)

    def __str__(self) -> str:
        """Write it in Chinese."""
        return CHINESE.write(self)


@dataclass(frozen=True, slots=True)
class Language:
    """A language to write in; `translate` gives the sentence of an id, the id itself where it has none."""

    code: Code
    translate: Callable[[str], str]

    def write(self, message: Message) -> str:
        """Write a message; KeyError where a place has no value."""
        return self.translate(message.id).format_map(
            {place: self.value(value) for place, value in message.values.items()}
        )

    def value(self, value: Any) -> str:
        """Write one value of a message, or a value that a message may have."""
        match data(value):
            case {"day": day}:
                return self.day(date.fromisoformat(day))
            case {"moment": moment}:
                return self.moment(datetime.fromisoformat(moment))
            case {"zh": zh, "en": en}:
                return str(zh if self.code == "zh" else en)
            case {"say": sentence, "with": values}:
                return self.write(Message(id=sentence, values=values))
            case {"list": items, "by": by}:
                return self.mark(by).join(map(self.value, items))
            case plain:
                return str(plain)

    def day(self, day: date) -> str:
        """Write a day: 2031年3月5日, 5 March 2031."""
        if self.code == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        """Write an instant by the clocks of China: 2031年3月5日 09:00."""
        there = moment.astimezone(CHINA)
        return f"{self.day(there.date())} {there:%H:%M}"

    def mark(self, mark: str) -> str:
        """Write a Chinese mark between items as the language has it."""
        return (
            mark if self.code == "zh" else {"、": ", ", "；": "; ", "，": ", ", "或": " or "}.get(mark, mark)
        )


CHINESE = Language("zh", lambda sentence: sentence)


def say(sentence: str, /, **values: Any) -> Message:
    """Put a sentence together: its id is the Chinese sentence itself, written out where it is said.

    A value may be a text, a number, a day, an instant, a label, a message, or several of them (see `series`).
    """
    return Message(id=sentence, values={place: data(value) for place, value in values.items()})


def series(items: Iterable[Any], by: str = "、") -> dict[str, Any]:
    """Give a list that stands in a place, with the Chinese mark between its items."""
    return {"list": [data(item) for item in items], "by": by}


def as_said(text: "str | Message | Labelled") -> Message:
    """Give words as a message: a label by itself, and a plain text, which has no other language, as it stands."""
    if isinstance(text, Message):
        return text
    return say("{label}", label=text) if isinstance(text, Labelled) else say("{words}", words=text)


def data(value: Any) -> Any:
    """Give a value as the plain data that travels; TypeError for what has no written form."""
    written = value
    match value:
        case Message():
            written = {"say": value.id, "with": value.values}
        case Labelled() | Words():
            written = {"zh": value.zh, "en": value.en}
        case datetime():
            written = {"moment": value.isoformat()}
        case date():
            written = {"day": value.isoformat()}
        case bool():
            written = {"zh": "是", "en": "yes"} if value else {"zh": "否", "en": "no"}
        case Decimal():
            written = str(value)
        case tuple() | list():
            written = series(value)
        case Mapping() | str() | int():
            pass
        case _:
            raise TypeError(f"{value!r} cannot stand in a message")
    return written
