"""What the documents of an application say (Articles 4, 5)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from regulation.conditions.waivers import Waiver
from regulation.designation.determination import Opinion
from regulation.documents.document import ISSUER, DocumentKind, OfficialDocument, chinese_date
from regulation.documents.occasion import (
    DESIGNATION,
    ORDINALS,
    PARTNERS,
    SHORT_DESIGNATION,
    Occasion,
    Reasons,
    bases,
    compose,
    describe,
    dissents,
    measures,
    open_to_objection,
    operator_names,
    reason_lines,
    remedies,
    require,
    require_reasons,
    sections,
)
from regulation.measures.citations import cite
from regulation.measures.model import Edition


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
    points = [f"同意认定{park}为{DESIGNATION}。{describe(occasion.facts)}"]
    if waived:
        points.append("下列条件按“原则上应具备”的规定，经提请和批准两道程序予以豁免，理由一并载明：")
    follow_up = (
        f"该园区下一次集中考评年度为{next_evaluation_year}年。"
        "请你单位加强指导，督促运营机构规范管理，做好考评准备。"
    )
    numbered = [f"{ORDINALS[i]}、{text}" for i, text in enumerate([*points, follow_up])]
    listed = [f"{i}. {_waiver_line(waiver, occasion.edition)}" for i, waiver in enumerate(waived, 1)]
    opening = (
        f"你单位报送的{park}申报材料收悉。根据{measures(occasion.edition)}第五条，经材料审核、实地考核和社会公示，"
        f"并会同{'、'.join(PARTNERS)}研究，现批复如下："
    )
    return compose(
        DocumentKind.APPROVAL_REPLY,
        occasion,
        f"关于认定{park}为{SHORT_DESIGNATION}的批复",
        (opening, *numbered[:-1], *listed, numbered[-1]),
        addressee=applicant,
        notes=dissents(opinions, override_minute),
        copies_to=(*PARTNERS, *operator_names(occasion.facts)),
        citations=("R5.3-determine", "R5.3-reply", "Q15", *(("R4-principle", "Q04") if waived else ())),
    )


def public_notice(
    occasion: Occasion, opens: date, last_day: date, where_to_object: str, score: Decimal | None = None
) -> OfficialDocument:
    """Compose the notice to the public between evaluation and determination (R5.2-notice, Q12)."""
    park, edition = occasion.facts.park_name, occasion.edition
    result = "" if score is None else f"评估得分为{score}分（满分{edition.number('panel.score_max')}分）。"
    texts = (
        f"根据{measures(edition)}第五条，经材料审核和实地考核，拟认定{park}为{DESIGNATION}，现向社会公示。",
        *sections(
            ("园区情况", (f"{describe(occasion.facts)}{result}",)),
            *open_to_objection(opens, last_day, where_to_object, edition),
        ),
    )
    title = f"关于拟认定{park}为{SHORT_DESIGNATION}的公示"
    return compose(DocumentKind.PUBLIC_NOTICE, occasion, title, texts, citations=("R5.2-notice", "Q12"))


def supplement_notice(
    occasion: Occasion,
    addressee: str,
    items: tuple[str, ...],
    answer_by: date,
    issuer: str = ISSUER,
    *,
    what: str = "申报材料",
    basis: str = "R5.1-apply",
) -> OfficialDocument:
    """Compose the consolidated request for what is missing (R5.1-apply, Q09); ValueError without items.

    The issuer is the department that examines: the local one, or the city bureau. `what` was handed in
    under `basis`.
    """
    require("items", items, "补正事项")
    park = occasion.facts.park_name
    texts = (
        f"你单位报送的{park}{what}收悉。经审查，下列事项需要补正，现一次性告知：",
        *(f"{i}. {item}" for i, item in enumerate(items, 1)),
        (
            f"请于{chinese_date(answer_by)}（含当日）前补正。等待补正的时间不计入办理期限；"
            "逾期未补正的，将按现有材料继续审查。"
        ),
    )
    title = f"关于补正{park}{what}的通知"
    return compose(
        DocumentKind.SUPPLEMENT_NOTICE,
        occasion,
        title,
        texts,
        issuer=issuer,
        addressee=addressee,
        citations=(basis, "Q09"),
    )


def refusal_letter(occasion: Occasion, applicant: str, reasons: Reasons) -> OfficialDocument:
    """Compose a reasoned refusal that prints the remedies (R5.3-refuse, Q16, Q37).

    Each reason is a provision or reading id and its text; ValueError without any, CitationError for an unknown id.
    """
    require_reasons(reasons, "不予认定的理由")
    park, edition = occasion.facts.park_name, occasion.edition
    months = edition.number("refuse.cooloff_months")
    again = f"自本决定作出之日起满{months}个月后，" if months else "补齐条件后，"
    texts = (
        f"你单位报送的{park}申报材料收悉。根据{measures(edition)}，经审查，决定不予认定。理由如下：",
        *reason_lines(reasons, edition),
        f"{again}可以重新申报。",
        remedies("决定", edition),
    )
    return compose(
        DocumentKind.REFUSAL_LETTER,
        occasion,
        f"关于不予认定{park}为{SHORT_DESIGNATION}的决定",
        texts,
        addressee=applicant,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), "R5.3-refuse", "Q16", "Q37"),
    )


def result_notice(occasion: Occasion, reply_number: str) -> OfficialDocument:
    """Compose the announcement of a designation, naming the reply it rests on (R5.3-determine, Q13)."""
    park = occasion.facts.park_name
    texts = (
        (
            f"根据{measures(occasion.edition)}第五条，经材料审核、实地考核和社会公示，并会同{'、'.join(PARTNERS)}研究，"
            f"认定{park}为{DESIGNATION}（{reply_number}）。"
        ),
        describe(occasion.facts),
        "特此公告。",
    )
    title = f"关于认定{park}为{SHORT_DESIGNATION}的公告"
    return compose(DocumentKind.RESULT_NOTICE, occasion, title, texts, citations=("R5.3-determine", "Q13"))


def _waiver_line(waiver: Waiver, edition: Edition) -> str:
    until = f"豁免至{chinese_date(waiver.until)}止。" if waiver.until else ""
    return f"{cite(waiver.condition, edition)}：{waiver.reasons.rstrip('。')}。{until}"
