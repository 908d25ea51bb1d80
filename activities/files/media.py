"""What a file may be, and what can be wrong with one, told to people: which file, why, what to do now."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from regulation.words.message import Message, say, series


class MediaType(StrEnum):
    """A kind of file that the system takes; anything else is refused."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    OFD = "application/ofd"
    JPEG = "image/jpeg"
    PNG = "image/png"
    CSV = "text/csv"


EXTENSIONS: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: (".pdf",),
    MediaType.DOCX: (".docx",),
    MediaType.XLSX: (".xlsx",),
    MediaType.OFD: (".ofd",),
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.CSV: (".csv",),
}


class Fault(NamedTuple):
    """One thing that is wrong with a file: the reason, and the next step."""

    why: Message
    now: Message


class MaterialError(Exception):
    """A file that cannot be taken in, with every fault found in it; retrying does not help."""

    def __init__(self, name: str | Message, faults: Iterable[Fault]) -> None:
        self.name = visible(name) if isinstance(name, str) else name
        self.faults = tuple(faults)
        super().__init__(str(self.said))

    @property
    def said(self) -> Message:
        """Tell it to people in one sentence."""
        told = (say("{why}，{now}", why=fault.why, now=fault.now) for fault in self.faults)
        return say("材料「{name}」：{faults}", name=self.name, faults=series(told, "；"))


def is_hidden(character: str) -> bool:
    """Tell whether a character cannot be seen: control, bidirectional, zero-width, unassigned, line break."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """Show a text with its hidden characters as code points, so that a message cannot be forged with them."""
    return "".join(f"[U+{ord(character):04X}]" if is_hidden(character) else character for character in text)
