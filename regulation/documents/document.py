"""Official documents as data that a typesetter lays out: kinds, numbers, parts (Articles 5, 7, 9)."""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from regulation.words.labels import Labelled
from regulation.words.values import Strict

ISSUER = "吉林市人力资源和社会保障局"
SEAL_NOTE = "（此处应加盖印章；本系统不生成印章）"


class DocumentKind(Labelled):
    """A kind of numbered document, with its labels and the series word of its numbers."""

    series: str

    def __new__(cls, value: str, zh: str, en: str, series: str) -> Self:
        """Make a member that is its stored name and carries its labels."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en, member.series = zh, en, series
        return member

    APPROVAL_REPLY = "approval_reply", "批复", "approval reply", "吉市人社园批"
    PUBLIC_NOTICE = "public_notice", "公示", "public notice", "吉市人社园示"
    SUPPLEMENT_NOTICE = "supplement_notice", "补正通知", "supplement notice", "吉市人社园补"
    REFUSAL_LETTER = "refusal_letter", "不予认定决定", "refusal letter", "吉市人社园否"
    RESULT_NOTICE = "result_notice", "认定结果公告", "result notice", "吉市人社园告"
    CHANGE_NOTICE = "change_notice", "增设分园区公示", "notice of a branch park", "吉市人社园变示"
    CHANGE_CONSENT = "change_consent", "同意变更的复函", "consent to a change", "吉市人社园变函"
    CHANGE_REFUSAL = "change_refusal", "不同意变更的复函", "refusal of a change", "吉市人社园变否"
    COMMENDATION = "commendation", "通报表扬", "commendation by circular", "吉市人社园扬"
    EVALUATION_RESULT = "evaluation_result", "综合考评结果通报", "evaluation result", "吉市人社园考"
    FAILURE_CIRCULAR = "failure_circular", "情况通报", "circular on failure", "吉市人社园通"
    EVALUATION_VOIDED = "evaluation_voided", "考评作废通知", "evaluation voided", "吉市人社园废"
    RECTIFICATION_NOTICE = "rectification_notice", "整改通知", "rectification notice", "吉市人社园整"
    RECTIFICATION_RESULT = "rectification_result", "整改复评结果通知", "rectification result", "吉市人社园评"
    REVOCATION_ADVANCE_NOTICE = (
        "revocation_advance_notice",
        "拟取消资格告知书",
        "notice of intended revocation",
        "吉市人社园拟",
    )
    REVOCATION_DECISION = "revocation_decision", "取消资格决定书", "revocation decision", "吉市人社园消"
    REVOCATION_PUBLICATION = (
        "revocation_publication",
        "取消资格公告",
        "announcement of a revocation",
        "吉市人社园消告",
    )
    REVOCATION_DROPPED = "revocation_dropped", "终止取消程序通知", "revocation dropped", "吉市人社园终"
    EXIT_PUBLICATION = "exit_publication", "退出公告", "announcement of an exit", "吉市人社园退告"
    EXIT_REFUSAL = "exit_refusal", "不同意退出决定", "refusal of an exit", "吉市人社园退否"


# The kinds with which a notice to the public begins to stand.
NOTICES = frozenset({DocumentKind.PUBLIC_NOTICE, DocumentKind.CHANGE_NOTICE})


class Level(StrEnum):
    """How a paragraph stands in the text: running text, 一、 heading or （一） heading."""

    BODY = "body"
    H1 = "h1"
    H2 = "h2"


def _visible(text: str) -> str:
    """Keep what prints on one line: controls and bidi marks could reorder or hide what is signed."""
    joined = " ".join(text.split())
    return "".join(sign for sign in joined if unicodedata.category(sign) not in {"Cc", "Cf"}).strip()


Printed = Annotated[str, AfterValidator(_visible), Field(min_length=1, max_length=20_000)]


class Paragraph(Strict):
    """One paragraph, as plain text without line ends: nothing in it is markup."""

    level: Level = Level.BODY
    text: Printed


class OfficialDocument(Strict):
    """One document as it will be printed; the seal is applied outside this system (Q44).

    `citations` are the ids that it rests on, `basis` the same written out for readers.
    """

    kind: DocumentKind
    number: Printed
    title: Printed
    issuer: Printed = ISSUER
    addressee: Printed | None = None
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    attachments: tuple[Printed, ...] = ()
    signer: Printed = ISSUER
    dated: date
    notes: tuple[Printed, ...] = ()
    copies_to: tuple[Printed, ...] = ()
    contact: Printed | None = None
    citations: tuple[str, ...] = ()
    basis: tuple[Printed, ...] = ()
    seal_note: Printed = SEAL_NOTE


def document_number(kind: DocumentKind, year: int, n: int) -> str:
    """Give the n-th number of a kind in a year, in hexagonal brackets; ValueError when n < 1."""
    if n < 1:
        message = f"n：文号序数须从 1 起，收到 {n}；请从编号序列取下一个号。"
        raise ValueError(message)
    return f"{kind.series}\u3014{year}\u3015{n}号"


def chinese_date(day: date) -> str:
    """Write a day as official documents do, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
