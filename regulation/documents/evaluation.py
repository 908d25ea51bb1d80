"""What the documents of an evaluation say: commendation, result, circular on failure (Articles 8, 9)."""

from decimal import Decimal

from pydantic import Field

from regulation.documents.document import DocumentKind, OfficialDocument
from regulation.documents.occasion import (
    Occasion,
    Reasons,
    Result,
    bases,
    compose,
    figure,
    measures,
    operator_names,
    reason_lines,
    remedies,
    require,
    require_reasons,
    result_line,
    sections,
)
from regulation.measures.model import Edition
from regulation.words.values import Line, Strict, Text


class Support(Strict):
    """The policy support that was decided for an excellent park (R9-support, Q39); the amount in yuan."""

    content: Text
    amount_cny: Decimal | None = Field(default=None, gt=0, max_digits=14, decimal_places=2)
    budget: Line | None = None


def commendation(
    occasion: Occasion, addressee: str, result: Result, support: Support | None = None
) -> OfficialDocument:
    """Compose the commendation of an excellent park, and its support if any is decided (R9-praise, Q28).

    Without a decision nothing is said of support (R9-support, Q39).
    """
    park = occasion.facts.park_name
    texts = (
        f"根据{measures(occasion.edition)}第九条，现对{park}予以通报表扬。",
        f"{result_line(result, occasion.edition)}。",
        *(_support_lines(support, occasion.edition) if support else ()),
    )
    return compose(
        DocumentKind.COMMENDATION,
        occasion,
        f"关于对{park}予以通报表扬的通报",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=("R9-praise", "R8-central", "Q28", *(("R9-support", "Q39") if support else ())),
    )


def evaluation_result(occasion: Occasion, addressee: str, result: Result) -> OfficialDocument:
    """Compose the circular on a qualified result, to which nothing else is attached (R8-central, R9-middle, Q28)."""
    park = occasion.facts.park_name
    return compose(
        DocumentKind.EVALUATION_RESULT,
        occasion,
        f"关于{park}{result.name}结果的通报",
        (
            f"根据{measures(occasion.edition)}第八条，现将{park}{result.name}结果通报如下：",
            f"{result_line(result, occasion.edition)}。",
        ),
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=("R8-central", "R9-middle", "Q28", *(("Q27",) if result.parts else ())),
    )


def evaluation_voided(occasion: Occasion, addressee: str, reasons: Reasons) -> OfficialDocument:
    """Compose the notice that an evaluation is void and will be made anew (R8-central, Q29, Q37).

    ValueError without reasons; CitationError for an id that the edition does not have.
    """
    require_reasons(reasons, "作废考评的理由")
    park, edition = occasion.facts.park_name, occasion.edition
    return compose(
        DocumentKind.EVALUATION_VOIDED,
        occasion,
        f"关于作废{park}综合考评的通知",
        (
            f"对{park}的本次综合考评予以作废，不作为考评结果。理由如下：",
            *reason_lines(reasons, edition),
            f"将依照{measures(edition)}第八条重新组织考评。",
            remedies("通知", edition),
        ),
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), "R8-central", "Q29", "Q37"),
    )


def failure_circular(
    occasion: Occasion, addressee: str, result: Result, reasons: Reasons, *, legally_checked_by: str
) -> OfficialDocument:
    """Compose the neutral circular on an unqualified result, checked by the legal office (R9-failnotice, Q33).

    It informs and does not blame. ValueError without reasons or without the legal check; CitationError for
    an id that the edition does not have.
    """
    require_reasons(reasons, "结果不合格的理由")
    require("legally_checked_by", (legally_checked_by,), "合法性审核人（发布前须经合法性审核）")
    park, edition = occasion.facts.park_name, occasion.edition
    word = edition.text("fail.circular")
    texts = (
        f"根据{measures(edition)}第九条，现将{park}{result.name}情况通报如下：",
        *sections(
            ("考评结果", (f"{result_line(result, edition)}。",)),
            ("理由和依据", reason_lines(reasons, edition)),
            (
                "有关说明",
                (f"本{word}只说明考评情况，不作批评，不具有处罚性质。后续事项依照第九条另行通知。",),
            ),
            ("救济途径", (remedies(word, edition),)),
        ),
    )
    return compose(
        DocumentKind.FAILURE_CIRCULAR,
        occasion,
        f"关于{park}{result.name}的{word}",
        texts,
        addressee=addressee,
        notes=(f"合法性审核：{legally_checked_by}",),
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), "R9-failnotice", "R9-rectify", "R8-central", "Q28", "Q33", "Q37"),
    )


def _support_lines(support: Support, edition: Edition) -> tuple[str, ...]:
    amount = () if support.amount_cny is None else (f"扶持金额：{figure(support.amount_cny)}元。",)
    budget = () if support.budget is None else (f"预算出处：{support.budget.rstrip('。')}。",)
    opening = f"根据{measures(edition)}第九条，给予下列政策扶持：{support.content.rstrip('。')}。"
    return (opening, *amount, *budget)
