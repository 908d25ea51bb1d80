"""What the documents of a revocation say: from the advance notice to the announcement (Article 9)."""

from collections.abc import Sequence
from datetime import date, timedelta

from regulation.designation.determination import Opinion
from regulation.documents.document import DocumentKind, OfficialDocument, chinese_date
from regulation.documents.grounds import Grounds, Notified, Statement, Terms
from regulation.documents.occasion import (
    SHORT_DESIGNATION,
    Occasion,
    Reasons,
    Section,
    bases,
    compose,
    dissents,
    joint_bodies,
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
from regulation.measures.model import Edition


def revocation_advance_notice(
    occasion: Occasion, addressee: str, grounds: Grounds, *, state_until: date, where_to_state: str
) -> OfficialDocument:
    """Compose the notice of an intended revocation: facts, reasons, basis, the right to be heard (Q32).

    It decides nothing yet, so that no remedies are told. ValueError when the last day is past;
    CitationError for an id that the edition does not have.
    """
    not_before("state_until", state_until, occasion.dated, "陈述、申辩截止日")
    park = occasion.facts.park_name
    right = (
        f"你单位和运营机构有权在{chinese_date(state_until)}（含当日）前陈述意见、进行申辩，"
        "也可以要求当面听取意见。在此之前不作出决定。逾期未提出的，按已查明的情况继续办理。"
    )
    texts = (
        f"{_basis(grounds, occasion.edition)}，拟取消{park}{SHORT_DESIGNATION}资格。现将有关事项告知如下：",
        *sections(
            *_facts_and_reasons(grounds, occasion.edition),
            ("陈述和申辩的权利", (right, f"受理渠道：{where_to_state}")),
        ),
    )
    return compose(
        DocumentKind.REVOCATION_ADVANCE_NOTICE,
        occasion,
        f"关于拟取消{park}{SHORT_DESIGNATION}资格的告知书",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*grounds.citations, "Q32"),
    )


def revocation_decision(
    occasion: Occasion,
    addressee: str,
    grounds: Grounds,
    notified: Notified,
    statements: tuple[Statement, ...],
    opinions: Sequence[Opinion],
    terms: Terms,
    *,
    legally_checked_by: str,
    override_minute: str | None = None,
) -> OfficialDocument:
    """Compose the decision that ends the status (R9-revoke, Q29, Q32, Q36, Q37).

    ValueError when it is made before the time to answer is over, takes effect before it is made, or was
    not legally checked; CitationError for an id that the edition does not have.
    """
    not_before("dated", occasion.dated, notified.until + timedelta(days=1), "决定日期")
    not_before("effective_on", terms.effective_on, occasion.dated, "生效日")
    require("legally_checked_by", (legally_checked_by,), "合法性审核人（决定须经合法性审核）")
    park, edition = occasion.facts.park_name, occasion.edition
    texts = (
        f"经查，{park}存在应当取消{SHORT_DESIGNATION}资格的情形，现作出决定如下：",
        *sections(
            *_facts_and_reasons(grounds, edition),
            ("告知和陈述、申辩", _heard(notified, statements)),
            ("决定", _decided(occasion, grounds, terms)),
            ("救济途径", (f"{remedies('决定', edition)}{stands_meanwhile('决定')}",)),
        ),
    )
    return compose(
        DocumentKind.REVOCATION_DECISION,
        occasion,
        f"关于取消{park}{SHORT_DESIGNATION}资格的决定",
        texts,
        addressee=addressee,
        notes=(*dissents(opinions, override_minute), f"合法性审核：{legally_checked_by}"),
        copies_to=(*joint_bodies(edition), *operator_names(occasion.facts)),
        citations=(*grounds.citations, "Q32", "Q36", "Q37"),
    )


def revocation_publication(
    occasion: Occasion, grounds: Grounds, terms: Terms, *, decision_number: str, decided_on: date
) -> OfficialDocument:
    """Compose the announcement of a revocation, naming the decision that it rests on (R9-revoke, Q32)."""
    park = occasion.facts.park_name
    texts = (
        (
            f"{_basis(grounds, occasion.edition)}，{_deliberated(occasion.edition)}，"
            f"于{chinese_date(decided_on)}决定取消{park}{SHORT_DESIGNATION}资格（{decision_number}），"
            f"自{chinese_date(terms.effective_on)}起生效。"
        ),
        "特此公告。",
    )
    ground = ("Q35",) if grounds.external_basis else ("R9-revoke",)
    return compose(
        DocumentKind.REVOCATION_PUBLICATION,
        occasion,
        f"关于取消{park}{SHORT_DESIGNATION}资格的公告",
        texts,
        citations=(*ground, "Q32"),
    )


def revocation_dropped(
    occasion: Occasion, addressee: str, notified: Notified | None, reasons: Reasons
) -> OfficialDocument:
    """Compose the news that an intended revocation is given up, and why (Q32).

    `notified` is None where it was given up before anybody was told. ValueError without reasons; CitationError for an id that the edition does not have.
    """
    require_reasons(reasons, "终止取消程序的理由")
    park = occasion.facts.park_name
    told = f"{chinese_date(notified.on)}以{notified.number}告知拟" if notified else "曾启动程序，拟"
    texts = (
        f"{told}取消{park}{SHORT_DESIGNATION}资格。经研究，决定终止该程序。理由如下：",
        *reason_lines(reasons, occasion.edition),
        f"{park}继续保留{SHORT_DESIGNATION}资格。",
    )
    return compose(
        DocumentKind.REVOCATION_DROPPED,
        occasion,
        f"关于终止取消{park}{SHORT_DESIGNATION}资格程序的通知",
        texts,
        addressee=addressee,
        copies_to=operator_names(occasion.facts),
        citations=(*bases(reasons), "Q32"),
    )


def _basis(grounds: Grounds, edition: Edition) -> str:
    """Say what the revocation rests on: Article 9, or the law that was typed in (Q35)."""
    if grounds.external_basis is None:
        return f"根据{measures(edition)}第九条"
    return f"根据{' '.join(grounds.external_basis.split()).rstrip('。')}"


def _deliberated(edition: Edition) -> str:
    bodies = joint_bodies(edition)
    return f"会同{'、'.join(bodies)}研究" if bodies else "经研究"


def _facts_and_reasons(grounds: Grounds, edition: Edition) -> tuple[Section, ...]:
    """List the results and how they are counted, then the reasons with their bases."""
    listed = tuple(f"{i}. {result_line(result, edition)}。" for i, result in enumerate(grounds.chain, 1))
    counted = f"按照{cite('Q29', edition)}（{grounds.reading}），上述结果构成连续综合考评不合格。"
    facts = (*listed, counted) if listed else ()
    return (("查明的事实", facts), ("理由和依据", reason_lines(grounds.reasons, edition)))


def _heard(notified: Notified, statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Say what was told before the decision, who answered, and what was found on it (Q32)."""
    told = (
        f"{chinese_date(notified.on)}以{notified.number}告知了拟作出决定的事实、理由、依据，"
        f"以及在{chinese_date(notified.until)}（含当日）前陈述、申辩的权利。"
    )
    if not statements:
        return (told, "在告知的期限内未收到陈述、申辩。")
    return (told, *(_answered(statement) for statement in statements))


def _answered(statement: Statement) -> str:
    said, answer = statement.said.rstrip("。"), statement.answer.rstrip("。")
    return f"{statement.by}于{chinese_date(statement.on)}陈述、申辩：{said}。经复核：{answer}。"


def _decided(occasion: Occasion, grounds: Grounds, terms: Terms) -> tuple[str, ...]:
    return (
        (
            f"{_basis(grounds, occasion.edition)}，{_deliberated(occasion.edition)}，"
            f"决定取消{occasion.facts.park_name}{SHORT_DESIGNATION}资格，"
            f"自{chinese_date(terms.effective_on)}起生效。"
        ),
        f"请于{chinese_date(terms.plaque_by)}（含当日）前交回标牌，不再使用{SHORT_DESIGNATION}名称。",
        f"自{chinese_date(terms.may_apply_from)}起可以重新申报，按新申报办理。",
    )
