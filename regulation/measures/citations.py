"""Addresses in the Measures, as people and the code write them (Q50)."""

import re
import unicodedata
from typing import Literal

from regulation.measures.model import PROVISION_ID, READING_ID, Edition, place
from regulation.words.wording import Frozen, Words

Lang = Literal["zh", "en"]

_DIGITS = "零一二三四五六七八九"
_NUMERAL = rf"\d{{1,2}}|[{_DIGITS[1:]}]?十[{_DIGITS[1:]}]?|[{_DIGITS[1:]}]"
_CHINESE = re.compile(rf"第({_NUMERAL})条(?:第?\(({_NUMERAL})\)项?|第({_NUMERAL})项)?")
_DOTTED = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?")


class CitationError(ValueError):
    """A text that is no address, or an address that the edition does not have."""


class Address(Frozen):
    """Where something stands: an article and its item (项), one provision in it, or a reading of our own.

    Article 0 is the title of the Measures; a reading has no article.
    """

    article: int | None = None
    item: int | None = None
    provision: str | None = None
    reading: str | None = None


def resolve(text: str) -> Address:
    """Read an address; Chinese and Arabic numerals and both kinds of bracket are understood (Q50).

    Raises CitationError where the text is no address. Whether an edition has it, `exists` says.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if PROVISION_ID.fullmatch(plain):
        article, item = place(plain)
        return Address(article=article, item=item, provision=plain)
    if READING_ID.fullmatch(plain):
        return Address(reading=plain)
    if found := _CHINESE.fullmatch(plain) or _DOTTED.fullmatch(plain):
        article, *items = (_number(numeral) for numeral in found.groups() if numeral)
        if article and 0 not in items:
            return Address(article=article, item=items[0] if items else None)
    why = "条下分项不分款" if "款" in plain else "不是条款地址"
    raise CitationError(
        f"{text}：{why}；请写作“第五条第二项”、5.2、条款编号或解释编号"
        "（not an address; write article and item, a provision id or a reading id）"
    )


def exists(address: Address, edition: Edition) -> bool:
    """Say whether the edition has this article, item, provision or reading."""
    if basis := address.provision or address.reading:
        return edition.has(basis)
    if address.item is None:
        return str(address.article) in edition.articles
    return (address.article, address.item) in {place(key) for key in edition.provisions}


def cite(basis: str, edition: Edition, lang: Lang = "zh") -> str:
    """Write a basis for people: 第五条第二项（…） for a provision, 解释 and its number for a reading.

    Raises CitationError where the basis is no address or the edition does not have it.
    """
    address = resolve(basis)
    if not exists(address, edition):
        raise CitationError(
            f"{basis}：{edition.id} 中没有此条；请核对编号（not in this edition; check the number）"
        )
    if address.reading:
        name = edition.readings[address.reading].name.of(lang)
        return f"解释 {address.reading}：{name}" if lang == "zh" else f"Reading {address.reading}: {name}"
    where = _where(address, lang)
    if not address.provision:
        return where
    name = edition.provisions[address.provision].name.of(lang)
    return f"{where}（{name}）" if lang == "zh" else f"{where} ({name})"


def citation(basis: str, edition: Edition) -> Words:
    """Write a basis in both languages; raises CitationError as `cite` does."""
    return Words(zh=cite(basis, edition), en=cite(basis, edition, "en"))


def _where(address: Address, lang: Lang) -> str:
    """Write article and item."""
    if not address.article:
        return "标题" if lang == "zh" else "Title"
    if lang == "en":
        return f"Article {address.article}" + (f" item {address.item}" if address.item else "")
    return f"第{_chinese(address.article)}条" + (f"第{_chinese(address.item)}项" if address.item else "")


def _number(numeral: str) -> int:
    """Read an Arabic numeral, or a Chinese one below a hundred."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _chinese(number: int) -> str:
    """Write a number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")
