"""A stored English value with the labels that people see."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored English value with the labels that people see."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        """Make a member that is its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """Find the member of a stored value; KeyError for a value that is none."""
        return {member.value: member for member in cls}[value]
