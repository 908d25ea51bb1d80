"""What each official document says, composed from plain facts (Articles 4, 5)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from regulation.citations import cite
from regulation.conditions import Waiver
from regulation.determination import Opinion, dissent
from regulation.documents import ISSUER, DocumentKind, Level, OfficialDocument, Paragraph, chinese_date
from regulation.dossier import Facts, Line, Strict
from regulation.edition import Edition

REVIEW_AUTHORITY = "吉林市人民政府"
DESIGNATION = "吉林市市级人力资源服务产业园"
SHORT_DESIGNATION = "市级人力资源服务产业园"
PARTNERS = ("吉林市发展和改革委员会", "吉林市财政局")
ORDINALS = "一二三四五六七八九十"


class Occasion(Strict):
    """What the documents of one case share: number, date, the park, the edition, whom to ask."""

    number: Line
    dated: date
    facts: Facts
    edition: Edition
    contact: Line | None = None


def approval_reply(
    occasion: Occasion,
    applicant: str,
    opinions: Sequence[Opinion],
    waivers: Sequence[Waiver],
    *,
    next_evaluation_year: int,
    override_minute: str | None = None,
) -> OfficialDocument:
    """Compose the reply: waivers with reasons, the next evaluation, no expiry (R5.3-reply, Q04, Q15).

    A waiver that nobody approved has no force and is not printed.
    """
    park = occasion.facts.park_name
    waived = [waiver for waiver in waivers if waiver.approved_by is not None]
    points = [f"同意认定{park}为{DESIGNATION}。{_describe(occasion.facts)}"]
    if waived:
        points.append("下列条件按“原则上应具备”的规定，经提请和批准两道程序予以豁免，理由一并载明：")
    follow_up = (
        f"该园区下一次集中考评年度为{next_evaluation_year}年。"
        "请你单位加强指导，督促运营机构规范管理，做好考评准备。"
    )
    numbered = [f"{ORDINALS[i]}、{text}" for i, text in enumerate([*points, follow_up])]
    listed = [f"{i}. {_waiver_line(waiver, occasion.edition)}" for i, waiver in enumerate(waived, 1)]
    opening = (
        f"你单位报送的{park}申报材料收悉。根据{_measures(occasion.edition)}第五条，经材料审核、实地考核和社会公示，"
        f"并会同{'、'.join(PARTNERS)}研究，现批复如下："
    )
    return _document(
        DocumentKind.APPROVAL_REPLY,
        occasion,
        f"关于认定{park}为{SHORT_DESIGNATION}的批复",
        (opening, *numbered[:-1], *listed, numbered[-1]),
        addressee=applicant,
        notes=_dissent(opinions, override_minute),
        copies_to=(*PARTNERS, *_operator(occasion.facts)),
        citations=("R5.3-determine", "R5.3-reply", "Q15", *(("R4-principle", "Q04") if waived else ())),
    )


def public_notice(
    occasion: Occasion, opens: date, last_day: date, where_to_object: str, score: Decimal | None = None
) -> OfficialDocument:
    """Compose the notice to the public between evaluation and determination (R5.2-notice, Q12)."""
    park, edition = occasion.facts.park_name, occasion.edition
    result = "" if score is None else f"评估得分为{score}分（满分{edition.number('panel.score_max')}分）。"
    anonymous = "匿名反映的，仅作登记。" if edition.text("notice.anonymous") == "log_only" else ""
    texts = (
        f"根据{_measures(edition)}第五条，经材料审核和实地考核，拟认定{park}为{DESIGNATION}，现向社会公示。",
        _head("一、园区情况"),
        f"{_describe(occasion.facts)}{result}",
        _head("二、公示时间"),
        f"自{chinese_date(opens)}起，至{chinese_date(last_day)}（含当日）止。",
        _head("三、异议方式和受理渠道"),
        (
            "对公示内容有异议的，请在公示期内以书面形式反映，并附具体事实和证明材料。"
            f"单位反映的须加盖公章，个人反映的须署真实姓名并留联系方式。{anonymous}"
        ),
        f"受理渠道：{where_to_object}",
    )
    title = f"关于拟认定{park}为{SHORT_DESIGNATION}的公示"
    return _document(DocumentKind.PUBLIC_NOTICE, occasion, title, texts, citations=("R5.2-notice", "Q12"))


def supplement_notice(
    occasion: Occasion, addressee: str, items: tuple[str, ...], answer_by: date, issuer: str = ISSUER
) -> OfficialDocument:
    """Compose the consolidated request for what is missing (R5.1-apply, Q09); ValueError without items.

    The issuer is the department that examines: the local one, or the city bureau.
    """
    _require("items", items, "补正事项")
    park = occasion.facts.park_name
    texts = (
        f"你单位报送的{park}申报材料收悉。经审查，下列事项需要补正，现一次性告知：",
        *(f"{i}. {item}" for i, item in enumerate(items, 1)),
        (
            f"请于{chinese_date(answer_by)}（含当日）前补正。等待补正的时间不计入办理期限；"
            "逾期未补正的，将按现有材料继续审查。"
        ),
    )
    title = f"关于补正{park}申报材料的通知"
    return _document(
        DocumentKind.SUPPLEMENT_NOTICE,
        occasion,
        title,
        texts,
        issuer=issuer,
        addressee=addressee,
        citations=("R5.1-apply", "Q09"),
    )


def refusal_letter(
    occasion: Occasion, applicant: str, reasons: tuple[tuple[str, str], ...]
) -> OfficialDocument:
    """Compose a reasoned refusal that prints the remedies (R5.3-refuse, Q16, Q37).

    Each reason is a provision or reading id and its text; ValueError without any, CitationError for an unknown id.
    """
    _require("reasons", reasons, "不予认定的理由")
    park, edition = occasion.facts.park_name, occasion.edition
    months = edition.number("refuse.cooloff_months")
    again = f"自本决定作出之日起满{months}个月后，" if months else "补齐条件后，"
    texts = (
        f"你单位报送的{park}申报材料收悉。根据{_measures(edition)}，经审查，决定不予认定。理由如下：",
        *(
            f"{i}. 依据{cite(basis, edition)}，{text.rstrip('。')}。"
            for i, (basis, text) in enumerate(reasons, 1)
        ),
        f"{again}可以重新申报。",
        (
            f"如不服本决定，可自收到本决定之日起{edition.number('remedy.review_days')}日内"
            f"向{REVIEW_AUTHORITY}申请行政复议，或者自收到之日起{edition.number('remedy.lawsuit_months')}个月内"
            "依法向有管辖权的人民法院提起行政诉讼。"
        ),
    )
    return _document(
        DocumentKind.REFUSAL_LETTER,
        occasion,
        f"关于不予认定{park}为{SHORT_DESIGNATION}的决定",
        texts,
        addressee=applicant,
        copies_to=_operator(occasion.facts),
        citations=(*dict.fromkeys(basis for basis, _ in reasons), "R5.3-refuse", "Q16", "Q37"),
    )


def result_notice(occasion: Occasion, reply_number: str) -> OfficialDocument:
    """Compose the announcement of a designation, naming the reply it rests on (R5.3-determine, Q13)."""
    park = occasion.facts.park_name
    texts = (
        (
            f"根据{_measures(occasion.edition)}第五条，经材料审核、实地考核和社会公示，并会同{'、'.join(PARTNERS)}研究，"
            f"认定{park}为{DESIGNATION}（{reply_number}）。"
        ),
        _describe(occasion.facts),
        "特此公告。",
    )
    title = f"关于认定{park}为{SHORT_DESIGNATION}的公告"
    return _document(DocumentKind.RESULT_NOTICE, occasion, title, texts, citations=("R5.3-determine", "Q13"))


def _document(
    kind: DocumentKind,
    occasion: Occasion,
    title: str,
    texts: tuple[str | Paragraph, ...],
    *,
    issuer: str = ISSUER,
    addressee: str | None = None,
    notes: tuple[str, ...] = (),
    copies_to: tuple[str, ...] = (),
    citations: tuple[str, ...],
) -> OfficialDocument:
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
        citations=citations,
        basis=tuple(cite(basis, occasion.edition) for basis in citations),
    )


def _paragraphs(text: str | Paragraph) -> tuple[Paragraph, ...]:
    if isinstance(text, Paragraph):
        return (text,)
    return tuple(Paragraph(text=line) for line in text.splitlines() if line.strip())


def _head(text: str) -> Paragraph:
    return Paragraph(level=Level.H1, text=text)


def _measures(edition: Edition) -> str:
    return f"《{edition.title.zh}》"


def _describe(facts: Facts) -> str:
    area = sum((site.area_m2 for site in facts.sites), Decimal(0))
    figure = f"{area:f}".rstrip("0").rstrip(".") if "." in f"{area:f}" else f"{area:f}"
    investor = f"，投资主体为{facts.investor.name}" if facts.investor else ""
    operator = f"，运营机构为{facts.operator.name}" if facts.operator else ""
    places = "、".join(site.address for site in facts.sites)
    return f"园区位于{places}，建筑总面积{figure}平方米{investor}{operator}。"


def _operator(facts: Facts) -> tuple[str, ...]:
    return (facts.operator.name,) if facts.operator else ()


def _waiver_line(waiver: Waiver, edition: Edition) -> str:
    until = f"豁免至{chinese_date(waiver.until)}止。" if waiver.until else ""
    return f"{cite(waiver.condition, edition)}：{waiver.reasons.rstrip('。')}。{until}"


def _dissent(opinions: Sequence[Opinion], override_minute: str | None) -> tuple[str, ...]:
    voiced = [f"吉林{line}" for line in dissent(opinions)]
    return (*voiced, *((f"集体研究纪要：{override_minute}",) if override_minute else ()))


def _require(field: str, given: tuple[object, ...], what: str) -> None:
    if not given:
        message = f"{field}：没有写明{what}；请逐条写明后再制发。"
        raise ValueError(message)
