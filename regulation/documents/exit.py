"""What the documents of a voluntary exit say: announcement and refusal (Q34)."""

from datetime import date

from regulation.documents.document import DocumentKind, OfficialDocument, chinese_date
from regulation.documents.occasion import (
    DESIGNATION,
    SHORT_DESIGNATION,
    Occasion,
    Reasons,
    bases,
    compose,
    not_before,
    operator_names,
    reason_lines,
    remedies,
    require,
    require_reasons,
)


def exit_publication(
    occasion: Occasion,
    requested_by: tuple[str, ...],
    *,
    effective_on: date,
    may_apply_from: date,
    after_failure: bool = False,
) -> OfficialDocument:
    """Compose the announcement that a park left on its own request (Q34, Q36).

    `requested_by` names the operator and the local government; `after_failure` says why a new application waits.
    ValueError without them, or when a new application would precede the exit.
    """
    require("requested_by", requested_by, "申请退出的单位")
    not_before("may_apply_from", may_apply_from, effective_on, "最早可重新申报之日")
    park = occasion.facts.park_name
    why = "退出时综合考评不合格尚未整改合格，再次申报的间隔按取消资格计算，" if after_failure else ""
    texts = (
        (
            f"经{'、'.join(requested_by)}申请，同意{park}退出{DESIGNATION}，"
            f"自{chinese_date(effective_on)}起不再具有{SHORT_DESIGNATION}资格。"
        ),
        f"本次退出系自愿退出。{why}自{chinese_date(may_apply_from)}起可以重新申报，按新申报办理。",
        "特此公告。",
    )
    return compose(
        DocumentKind.EXIT_PUBLICATION,
        occasion,
        f"关于{park}退出{SHORT_DESIGNATION}的公告",
        texts,
        citations=("Q34", "Q36"),
    )


def exit_refusal(occasion: Occasion, addressee: str, reasons: Reasons) -> OfficialDocument:
    """Compose the reasoned refusal of a request to leave, with its remedies (Q34, Q37).

    ValueError without reasons; CitationError for an id that the edition does not have.
    """
    require_reasons(reasons, "不同意退出的理由")
    park, edition = occasion.facts.park_name, occasion.edition
    texts = (
        f"关于{park}退出{SHORT_DESIGNATION}的申请收悉。经研究，不同意退出。理由如下：",
        *reason_lines(reasons, edition),
        f"{park}继续保留{SHORT_DESIGNATION}资格。",
        remedies("决定", edition),
    )
    return compose(
        DocumentKind.EXIT_REFUSAL,
        occasion,
        f"关于不同意{park}退出{SHORT_DESIGNATION}的决定",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), "Q34", "Q37"),
    )
