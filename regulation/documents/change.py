"""What the documents of a change say: notice of a branch, consent, refusal (Article 7)."""

from datetime import date
from decimal import Decimal

from regulation.conditions.dossier import Site
from regulation.documents.document import DocumentKind, OfficialDocument, chinese_date
from regulation.documents.occasion import (
    Occasion,
    Reasons,
    bases,
    compose,
    describe_sites,
    measures,
    open_to_objection,
    operator_names,
    reason_lines,
    remedies,
    require,
    require_reasons,
    sections,
)


def change_consent(
    occasion: Occasion,
    addressee: str,
    grounds: tuple[str, ...],
    changes: tuple[str, ...],
    conditions: tuple[str, ...] = (),
) -> OfficialDocument:
    """Compose the consent to a reported change, which holds from the day of the letter (R7-consent, Q21).

    `grounds` are the provisions that make it a matter of Article 7 (R7-plan, R7-branch, R7-major).
    ValueError without changes, without grounds, or with an empty condition.
    """
    _require_change(grounds, changes)
    if conditions:
        require("conditions", conditions, "所附条件")
    only_from = (
        f"上述变更自本复函印发之日（{chinese_date(occasion.dated)}）起方可实施，在此之前不得实施。"
        "本复函只就所列事项作出，其他重大变更须另行报告。"
    )
    texts = (
        f"{_received(occasion)}经研究，同意下列变更，现函复如下：",
        *sections(
            ("同意的变更事项", _numbered(changes)),
            ("实施条件", _numbered(conditions)),
            ("实施时间", (only_from,)),
        ),
    )
    return compose(
        DocumentKind.CHANGE_CONSENT,
        occasion,
        f"关于同意{occasion.facts.park_name}变更有关事项的复函",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*grounds, "R7-report", "R7-consent", "Q21"),
    )


def change_refusal(
    occasion: Occasion,
    addressee: str,
    grounds: tuple[str, ...],
    changes: tuple[str, ...],
    reasons: Reasons,
) -> OfficialDocument:
    """Compose the reasoned refusal of a change with its remedies (R7-consent, Q21, Q37).

    ValueError without changes, grounds or reasons; CitationError for an id that the edition does not have.
    """
    _require_change(grounds, changes)
    require_reasons(reasons, "不同意变更的理由")
    texts = (
        f"{_received(occasion)}经研究，不同意下列变更，现函复如下：",
        *sections(
            ("不同意的变更事项", _numbered(changes)),
            ("理由和依据", reason_lines(reasons, occasion.edition)),
            ("有关要求", ("未经同意，上述变更不得实施。",)),
            ("救济途径", (remedies("复函", occasion.edition),)),
        ),
    )
    return compose(
        DocumentKind.CHANGE_REFUSAL,
        occasion,
        f"关于不同意{occasion.facts.park_name}变更有关事项的复函",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), *grounds, "R7-report", "R7-consent", "Q21", "Q37"),
    )


def change_notice(
    occasion: Occasion,
    branch: tuple[Site, ...],
    opens: date,
    last_day: date,
    where_to_object: str,
    score: Decimal | None = None,
) -> OfficialDocument:
    """Compose the notice to the public of a branch park, before consent (R7-branch, Q22, Q12).

    ValueError without a site of the branch.
    """
    require("branch", branch, "分园区场址")
    park, edition = occasion.facts.park_name, occasion.edition
    result = "" if score is None else f"评估得分为{score}分（满分{edition.number('panel.score_max')}分）。"
    texts = (
        (
            f"根据{measures(edition)}第七条，经材料审核和实地考核，拟同意{park}增设分园区，现向社会公示。"
            "公示期满作出同意的答复之前，不得实施。"
        ),
        *sections(
            ("分园区情况", (f"拟增设的分园区{describe_sites(branch)}。{result}",)),
            *open_to_objection(opens, last_day, where_to_object, edition),
        ),
    )
    return compose(
        DocumentKind.CHANGE_NOTICE,
        occasion,
        f"关于{park}拟增设分园区的公示",
        texts,
        citations=("R7-branch", "R7-consent", "Q22", "Q12"),
    )


def _received(occasion: Occasion) -> str:
    return f"你单位报送的{occasion.facts.park_name}变更报告收悉。根据{measures(occasion.edition)}第七条，"


def _numbered(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{i}. {item.rstrip('。')}。" for i, item in enumerate(items, 1))


def _require_change(grounds: tuple[str, ...], changes: tuple[str, ...]) -> None:
    require("grounds", grounds, "变更所属的条款")
    require("changes", changes, "变更事项")
