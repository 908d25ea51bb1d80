"""Each kind of document from a case file; the same order is the same document and the same bytes."""

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities import contracts
from activities.files.store import Store
from activities.publication import PublicationActivities, compose
from regulation.calendar.working_days import Calendar
from regulation.casework.file import IssuedDocument
from regulation.casework.rules import Issue
from regulation.conditions.waivers import Waiver
from regulation.designation.determination import Body, Opinion, Vote
from regulation.designation.scoring import Result
from regulation.documents.document import DocumentKind, OfficialDocument, document_number
from regulation.measures.edition import edition
from regulation.procedures.application.file import ApplicationFile
from regulation.procedures.application.letters import LETTERS
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.stage import Stage
from tests.conftest import facts

EDITION = edition("jilin-city-draft")
DATED = date(2026, 11, 2)
WEEKDAYS = Calendar(version="weekdays", first=date(2026, 1, 1), last=date(2027, 12, 31))
REPLY = document_number(DocumentKind.APPROVAL_REPLY, 2026, 1)


def case(**changes: Any) -> ApplicationFile:
    """Give a case that has everything that any document speaks of."""
    result = Result(
        counted=(), excluded=(), scores=(), mean=Decimal("85.50"), recommending=(), size=5, complete=True,
        passed=True, reasons=(),
    )  # fmt: skip
    full: dict[str, Any] = {
        "id": "park/p1/application/1",
        "park": "p1",
        "edition": EDITION.id,
        "edition_digest": EDITION.digest,
        "stage": Stage.DESIGNATED,
        "due": WEEKDAYS.add_workdays(datetime(2026, 11, 2, tzinfo=UTC), 5),
        "facts": facts(),
        "supplement_items": ("缺少经营场地证明",),
        "applicant": "龙潭区人民政府",
        "result": result,
        "reasons": (("R4.2c-area", "面积不足"),),
        "documents": (
            IssuedDocument(kind=DocumentKind.APPROVAL_REPLY, number=REPLY, seq=1, dated=DATED),
            IssuedDocument(
                kind=DocumentKind.SUPPLEMENT_NOTICE,
                number=document_number(DocumentKind.SUPPLEMENT_NOTICE, 2026, 1),
                seq=2,
                dated=DATED,
                answer_by=date(2026, 11, 9),
            ),
        ),
    }
    return ApplicationFile(**{**full, **changes})


def order(kind: DocumentKind, **changes: Any) -> contracts.Publish:
    """Order a document of the case."""
    return contracts.Publish(
        case=case(**changes),
        issue=Issue(
            kind=kind, number=document_number(kind, 2026, 1), dated=DATED, last_day=date(2026, 11, 9)
        ),
    )


def printed(document: OfficialDocument) -> str:
    """Give all running text of a document."""
    return "\n".join((*(p.text for p in document.paragraphs), *document.notes))


def test_every_kind_can_be_composed() -> None:
    """No kind of document is numbered that nobody can write."""
    numbered = {kind for rules in PROCEDURES.values() for kinds in rules.issues.values() for kind in kinds}
    written = {kind for rules in PROCEDURES.values() for kind in rules.letters}

    assert all(
        {kind for kinds in rules.issues.values() for kind in kinds} == set(rules.letters)
        for rules in PROCEDURES.values()
    )
    assert set(DocumentKind) == numbered == written


@pytest.mark.parametrize(
    ("kind", "addressee", "says"),
    [
        (DocumentKind.SUPPLEMENT_NOTICE, "龙潭区人民政府", ("缺少经营场地证明", "2026年11月9日")),
        (DocumentKind.PUBLIC_NOTICE, None, ("85.50分", "自2026年11月2日起，至2026年11月9日", "受理渠道")),
        (DocumentKind.APPROVAL_REPLY, "龙潭区人民政府", ("同意认定江北人力资源服务产业园", "2029年")),
        (DocumentKind.REFUSAL_LETTER, "龙潭区人民政府", ("面积不足", "行政复议")),
        (DocumentKind.RESULT_NOTICE, None, (REPLY, "特此公告")),
    ],
)
def test_a_document_says_what_the_case_file_says(
    kind: DocumentKind, addressee: str | None, says: tuple[str, ...]
) -> None:
    """Kind, number, date and addressee come from the order; the text from the case."""
    document = compose(order(kind))
    assert (kind, document_number(kind, 2026, 1), DATED) == (document.kind, document.number, document.dated)
    assert addressee == document.addressee
    assert [] == [words for words in says if words not in printed(document)]


def test_before_the_application_the_operator_is_addressed() -> None:
    """At the local review nobody has applied yet: the supplement is asked of the operator."""
    document = compose(order(DocumentKind.SUPPLEMENT_NOTICE, applicant=None))
    assert "江北园区运营有限公司" == document.addressee
    document = compose(order(DocumentKind.SUPPLEMENT_NOTICE, applicant=None, facts=facts(operator=None)))
    assert "江北人力资源服务产业园" == document.addressee


@pytest.mark.provision("Q04", "Q14")
def test_a_reply_prints_approved_waivers_and_dissent() -> None:
    """A waiver without approval stays out, one with approval and a reservation stand in the text."""
    until = date(2027, 12, 31)
    approved = Waiver(
        condition="R4.2c-area", reasons="扩建在建", proposed_by="city", approved_by="leader", until=until
    )
    pending = Waiver(condition="R4.3b-count", reasons="尚未批准", proposed_by="city", until=until)
    reserved = Opinion(body=Body.FINANCE, vote=Vote.RESERVE, reason="资金紧张", by="fin", on=DATED)
    text = printed(
        compose(
            order(
                DocumentKind.APPROVAL_REPLY,
                waivers=(approved, pending),
                opinions=(reserved,),
                override_minute="纪要1号",
            )
        )
    )
    assert ("扩建在建" in text, "尚未批准" in text) == (True, False)
    assert "资金紧张" in text
    assert "纪要1号" in text


@pytest.mark.parametrize("kind", LETTERS)
async def test_the_same_order_gives_the_same_object(kind: DocumentKind, tmp_path: Path) -> None:
    """Published twice, into two stores: one digest, and what is stored is a PDF of the size told."""
    first, second = [
        await ActivityEnvironment().run(PublicationActivities(Store(tmp_path / name)).publish, order(kind))
        for name in ("a", "b")
    ]
    assert first == second
    data = Store(tmp_path / "a").read(first.sha256)
    assert (b"%PDF", first.size_bytes) == (data[:4], len(data))


def test_documents_of_one_case_differ() -> None:
    """No two kinds of the same case are the same text."""
    texts = {kind: printed(compose(order(kind))) for kind in LETTERS}
    assert all(texts[a] != texts[b] for a, b in itertools.combinations(texts, 2))
