"""What all official documents share: the occasion, and how they are put together and worded."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from regulation.conditions.dossier import Facts, Site
from regulation.designation.determination import Opinion, dissent
from regulation.documents.document import (
    ISSUER,
    DocumentKind,
    Level,
    OfficialDocument,
    Paragraph,
    chinese_date,
)
from regulation.measures.citations import cite
from regulation.measures.model import Edition
from regulation.words.values import Line, Strict

REVIEW_AUTHORITY = "吉林市人民政府"
DESIGNATION = "吉林市市级人力资源服务产业园"
SHORT_DESIGNATION = "市级人力资源服务产业园"
PARTNERS = ("吉林市发展和改革委员会", "吉林市财政局")
ORDINALS = "一二三四五六七八九十"

Section = tuple[str, Sequence[str]]  # a heading and the text below it
Reasons = tuple[tuple[str, str], ...]  # each is a provision or reading id, and what is said under it


class Occasion(Strict):
    """What the documents of one case share: number, date, the park, the edition, whom to ask."""

    number: Line
    dated: date
    facts: Facts
    edition: Edition
    contact: Line | None = None


class Result(Strict):
    """One result of an evaluation or re-evaluation, as it is printed (R8-central, Q28, Q30).

    `name` says which one it is (2029年综合考评), `parts` the scores that it was combined from (Q27).
    A result without a score was given for another reason, which the letter names.
    """

    name: Line
    on: date
    grade: Line
    score: Decimal | None = None
    parts: tuple[tuple[Line, Decimal], ...] = ()


def compose(
    kind: DocumentKind,
    occasion: Occasion,
    title: str,
    texts: Iterable[str | Paragraph],
    *,
    issuer: str = ISSUER,
    addressee: str | None = None,
    notes: tuple[str, ...] = (),
    copies_to: tuple[str, ...] = (),
    citations: Iterable[str],
) -> OfficialDocument:
    """Put a document together; its bases are cited once each, and written out for readers.

    Raises CitationError where the edition does not have one of them.
    """
    cited = tuple(dict.fromkeys(citations))
    return OfficialDocument(
        kind=kind,
        number=occasion.number,
        title=title,
        issuer=issuer,
        signer=issuer,
        addressee=addressee,
        paragraphs=tuple(paragraph for text in texts for paragraph in _paragraphs(text)),
        dated=occasion.dated,
        notes=notes,
        copies_to=copies_to,
        contact=occasion.contact,
        citations=cited,
        basis=tuple(cite(basis, occasion.edition) for basis in cited),
    )


def _paragraphs(text: str | Paragraph) -> tuple[Paragraph, ...]:
    """Part a text at its line ends."""
    if isinstance(text, Paragraph):
        return (text,)
    return tuple(Paragraph(text=line) for line in text.splitlines() if line.strip())


def sections(*parts: Section) -> tuple[str | Paragraph, ...]:
    """Give numbered headings of the first level, each with its text; a part without text is left out."""
    lines: list[str | Paragraph] = []
    said = [(title, texts) for title, texts in parts if texts]
    for ordinal, (title, texts) in zip(ORDINALS, said, strict=False):
        lines += [Paragraph(level=Level.H1, text=f"{ordinal}、{title}"), *texts]
    return tuple(lines)


def measures(edition: Edition) -> str:
    """Name the Measures by the title of the edition."""
    return f"《{edition.title.zh}》"


def figure(number: Decimal) -> str:
    """Write a number without trailing zeros after the point."""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def describe_sites(sites: Sequence[Site]) -> str:
    """Name the addresses, and the built area in total (Q07)."""
    area = sum((site.area_m2 for site in sites), Decimal(0))
    return f"位于{'、'.join(site.address for site in sites)}，建筑总面积{figure(area)}平方米"


def describe(facts: Facts) -> str:
    """Say where the park lies, how large it is, who invests and who operates."""
    investor = f"，投资主体为{facts.investor.name}" if facts.investor else ""
    return f"园区{describe_sites(facts.sites)}{investor}{_operated(facts)}。"


def _operated(facts: Facts) -> str:
    """Say who operates, where somebody does."""
    return f"，运营机构为{facts.operator.name}" if facts.operator else ""


def operator_names(facts: Facts) -> tuple[str, ...]:
    """Name the operator, who gets a copy (Q15, Q38)."""
    return (facts.operator.name,) if facts.operator else ()


def result_line(result: Result, edition: Edition) -> str:
    """Write out a result: which one, of which day, grade and score, and what the score consists of."""
    score = (
        "" if result.score is None else f"，得分{result.score:f}分（满分{figure(edition.scorecard.total)}分）"
    )
    parts = "、".join(f"{name}{part}分" for name, part in result.parts)
    made_of = f"，其中{parts}" if parts else ""
    return f"{result.name}（{chinese_date(result.on)}）结果为{result.grade}{score}{made_of}"


def joint_bodies(edition: Edition) -> tuple[str, ...]:
    """Name the bodies that determine a revocation with the city bureau, where the edition asks for that (Q32)."""
    return PARTNERS if edition.flag("revoke.needs_joint") else ()


def reason_lines(reasons: Reasons, edition: Edition) -> tuple[str, ...]:
    """Number the reasons, each with its basis; CitationError for an id that the edition does not have."""
    return tuple(
        f"{i}. 依据{cite(basis, edition)}，{text.rstrip('。')}。"
        for i, (basis, text) in enumerate(reasons, 1)
    )


def bases(reasons: Reasons) -> tuple[str, ...]:
    """Give the ids that the reasons rest on."""
    return tuple(basis for basis, _ in reasons)


def dissents(opinions: Sequence[Opinion], override_minute: str | None) -> tuple[str, ...]:
    """Write the opinions that are not agreement, and the minute that overrode them (Q14)."""
    voiced = [f"吉林{line}" for line in dissent(opinions)]
    return (*voiced, *((f"集体研究纪要：{override_minute}",) if override_minute else ()))


def open_to_objection(opens: date, last_day: date, where: str, edition: Edition) -> tuple[Section, ...]:
    """Say how long a notice stands, and how and where to object to it (Q12)."""
    anonymous = "匿名反映的，仅作登记。" if edition.text("notice.anonymous") == "log_only" else ""
    how = (
        "对公示内容有异议的，请在公示期内以书面形式反映，并附具体事实和证明材料。"
        f"单位反映的须加盖公章，个人反映的须署真实姓名并留联系方式。{anonymous}"
    )
    return (
        ("公示时间", (f"自{chinese_date(opens)}起，至{chinese_date(last_day)}（含当日）止。",)),
        ("异议方式和受理渠道", (how, f"受理渠道：{where}")),
    )


def remedies(what: str, edition: Edition) -> str:
    """Tell the remedies against `what` (决定, 通知, 复函 …) with their periods (Q37)."""
    return (
        f"如不服本{what}，可自收到本{what}之日起{edition.number('remedy.review_days')}日内"
        f"向{REVIEW_AUTHORITY}申请行政复议，或者自收到之日起{edition.number('remedy.lawsuit_months')}个月内"
        "依法向有管辖权的人民法院提起行政诉讼。"
    )


def stands_meanwhile(what: str) -> str:
    """Say that a review or lawsuit does not by itself suspend `what` (Q37)."""
    return f"行政复议、行政诉讼期间，本{what}不停止执行，依法停止执行的除外。"


def require(field: str, given: Iterable[object], what: str) -> None:
    """Refuse a letter that would not say `what`, or would leave one point of it empty; ValueError names the field."""
    said = [str(item).strip("。 \n\t") for item in given]
    if not said or not all(said):
        message = f"{field}：没有写明{what}；请逐条写明后再制发。"
        raise ValueError(message)


def require_reasons(reasons: Reasons, what: str) -> None:
    """Refuse a letter without reasons, or with one that says nothing (Q37); ValueError."""
    require("reasons", (text for _, text in reasons), what)


def not_before(field: str, day: date, earliest: date, what: str) -> None:
    """Refuse a day that lies before the earliest that makes sense; ValueError names the field."""
    if day < earliest:
        message = f"{field}：{what}{chinese_date(day)}早于{chinese_date(earliest)}；请更正日期。"
        raise ValueError(message)
