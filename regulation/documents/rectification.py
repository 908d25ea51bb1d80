"""What the documents of a rectification say: the notice and its result (Article 9)."""

from datetime import date

from regulation.documents.document import DocumentKind, OfficialDocument, chinese_date
from regulation.documents.occasion import (
    SHORT_DESIGNATION,
    Occasion,
    Reasons,
    Result,
    bases,
    compose,
    measures,
    not_before,
    operator_names,
    reason_lines,
    remedies,
    require,
    require_reasons,
    result_line,
    sections,
    stands_meanwhile,
)
from regulation.measures.citations import cite


def rectification_notice(
    occasion: Occasion,
    addressee: str,
    result: Result,
    items: Reasons,
    *,
    months: int,
    last_day: date,
    dimensions: tuple[str, ...],
) -> OfficialDocument:
    """Compose the notice to put right what failed, within a limit (R9-rectify, Q30, Q31, Q37).

    Each item is a provision or reading id and what is to be put right; `months` is the limit that ends
    on `last_day`; `dimensions` are those to be evaluated again, none for the whole card. ValueError without items, or when the last day is past; CitationError for an id that the
    edition does not have.
    """
    require("items", (text for _, text in items), "整改事项")
    not_before("last_day", last_day, occasion.dated, "整改截止日")
    park, edition = occasion.facts.park_name, occasion.edition
    longest = edition.number("rectify.extension_months")
    limit = (
        f"整改期限为{months}个月，至{chinese_date(last_day)}（含当日）止。"
        f"确有需要的，可在期满前书面申请延长一次，延长不超过{longest}个月。"
    )
    paused = "整改期间暂停新增政策扶持。" if edition.flag("rectify.pause_support") else ""
    what = f"对不合格的方面（{'、'.join(dimensions)}）" if dimensions else "对考评的全部方面"
    recheck = f"整改期满，由未参加过本次考评的专家组成评审组，{what}进行复评。"
    texts = (
        (
            f"{result_line(result, edition)}。根据{measures(edition)}第九条，现要求{park}限期整改，有关事项通知如下："
        ),
        *sections(
            ("整改事项", reason_lines(items, edition)),
            ("整改期限", (limit,)),
            ("整改期间的资格", (f"整改期间保留{SHORT_DESIGNATION}资格。{paused}",)),
            ("复评", (recheck,)),
            ("救济途径", (f"{remedies('通知', edition)}{stands_meanwhile('通知')}",)),
        ),
    )
    return compose(
        DocumentKind.RECTIFICATION_NOTICE,
        occasion,
        f"关于{park}限期整改的通知",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(items), "R9-rectify", "Q30", "Q31", "Q37"),
    )


def rectification_passed(occasion: Occasion, addressee: str, recheck: Result) -> OfficialDocument:
    """Compose the result of a re-evaluation that was passed; paused support resumes (R9-rectify, Q30, Q31)."""
    paused = occasion.edition.flag("rectify.pause_support")
    resumed = (f"自{chinese_date(occasion.dated)}起恢复新增政策扶持。",) if paused else ()
    texts = (_rechecked(occasion), f"{result_line(recheck, occasion.edition)}，整改予以通过。", *resumed)
    return _recheck_letter(occasion, addressee, texts, ("R9-rectify", "Q30", "Q31"))


def rectification_failed(
    occasion: Occasion, addressee: str, recheck: Result, reasons: Reasons, *, consecutive: bool
) -> OfficialDocument:
    """Compose the result of a re-evaluation that was not passed, with its remedies (R9-rectify, Q30, Q37).

    `consecutive` says whether the results are consecutive under the edition's strategy, so that revocation
    follows (R9-revoke, Q29); otherwise nothing is said of it. ValueError without reasons; CitationError for
    an id that the edition does not have.
    """
    require_reasons(reasons, "整改未通过的理由")
    edition = occasion.edition
    revoked = (
        f"上述结果已构成连续综合考评不合格（{cite('Q29', edition)}），将依照{cite('R9-revoke', edition)}办理；"
        "作出决定之前，另行告知事实、理由和依据，并听取陈述、申辩。"
    )
    texts = (
        _rechecked(occasion),
        f"{result_line(recheck, edition)}，整改未予通过。理由如下：",
        *reason_lines(reasons, edition),
        *((revoked,) if consecutive else ()),
        remedies("通知", edition),
    )
    following = ("R9-revoke", "Q29", "Q32") if consecutive else ()
    citations = (*bases(reasons), "R9-rectify", "Q30", *following, "Q37")
    return _recheck_letter(occasion, addressee, texts, citations)


def _rechecked(occasion: Occasion) -> str:
    return (
        f"根据{measures(occasion.edition)}第九条，对{occasion.facts.park_name}的整改情况进行了复评，"
        "现将结果通知如下："
    )


def _recheck_letter(
    occasion: Occasion, addressee: str, texts: tuple[str, ...], citations: tuple[str, ...]
) -> OfficialDocument:
    return compose(
        DocumentKind.RECTIFICATION_RESULT,
        occasion,
        f"关于{occasion.facts.park_name}整改复评结果的通知",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=citations,
    )
