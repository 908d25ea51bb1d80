"""What all documents of Articles 7 to 9 have in common: number, day, addressee, basis, reasons, remedies."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from regulation.documents import letters
from regulation.documents.document import DocumentKind, OfficialDocument, document_number
from regulation.documents.letters import Grounds, Notified, Occasion, Reasons, Result, Support, Terms
from regulation.measures.citations import CitationError
from tests.conftest import EDITION, facts

DATED = date(2033, 3, 1)
TO = "吉林市龙潭区人民政府"
FAILED = Result(name="2029年综合考评", on=date(2029, 11, 1), grade="不合格", score=Decimal("55.00"))
AGAIN = Result(name="整改复评", on=date(2030, 12, 2), grade="不合格", score=Decimal("58.50"))
PASSED = Result(name="整改复评", on=date(2030, 12, 2), grade="合格", score=Decimal("70.00"))
WHY: Reasons = (("R8-dims", "服务保障得分低于底线。"),)
GROUNDS = Grounds(chain=(FAILED, AGAIN), reading="相邻两次总评不合格", reasons=WHY)
TOLD = Notified(number="告知1号", on=date(2033, 2, 1), until=date(2033, 2, 8))
TERMS = Terms(effective_on=DATED, plaque_by=date(2033, 3, 31), may_apply_from=date(2035, 3, 1))
CHANGED = ("运营机构变更为江南公司",)

Compose = Callable[[Occasion, Reasons], OfficialDocument]

ADVERSE: dict[DocumentKind, Compose] = {
    DocumentKind.CHANGE_REFUSAL: lambda o, why: letters.change_refusal(o, TO, ("R7-major",), CHANGED, why),
    DocumentKind.FAILURE_CIRCULAR: lambda o, why: letters.failure_circular(
        o, TO, FAILED, why, legally_checked_by="法规科"
    ),
    DocumentKind.EVALUATION_VOIDED: lambda o, why: letters.evaluation_voided(o, TO, why),
    DocumentKind.RECTIFICATION_NOTICE: lambda o, why: letters.rectification_notice(
        o, TO, FAILED, why, months=12, last_day=date(2034, 3, 1), dimensions=()
    ),
    DocumentKind.RECTIFICATION_RESULT: lambda o, why: letters.rectification_failed(
        o, TO, AGAIN, why, consecutive=True
    ),
    DocumentKind.REVOCATION_DECISION: lambda o, why: letters.revocation_decision(
        o,
        TO,
        Grounds(chain=(FAILED, AGAIN), reading="相邻两次总评不合格", reasons=why),
        TOLD,
        (),
        (),
        TERMS,
        legally_checked_by="法规科",
    ),
    DocumentKind.EXIT_REFUSAL: lambda o, why: letters.exit_refusal(o, TO, why),
}
OTHERS: dict[DocumentKind, Compose] = {
    DocumentKind.CHANGE_CONSENT: lambda o, _: letters.change_consent(o, TO, ("R7-plan",), CHANGED),
    DocumentKind.COMMENDATION: lambda o, _: letters.commendation(o, TO, PASSED, Support(content="奖补")),
    DocumentKind.EVALUATION_RESULT: lambda o, _: letters.evaluation_result(o, TO, PASSED),
    DocumentKind.RECTIFICATION_RESULT: lambda o, _: letters.rectification_passed(o, TO, PASSED),
    DocumentKind.REVOCATION_ADVANCE_NOTICE: lambda o, _: letters.revocation_advance_notice(
        o, TO, GROUNDS, state_until=DATED, where_to_state="园区科"
    ),
    DocumentKind.REVOCATION_DROPPED: lambda o, why: letters.revocation_dropped(o, TO, TOLD, why),
}
PUBLIC: dict[DocumentKind, Compose] = {
    DocumentKind.CHANGE_NOTICE: lambda o, _: letters.change_notice(
        o, facts().sites, DATED, date(2033, 3, 7), "园区科"
    ),
    DocumentKind.REVOCATION_PUBLICATION: lambda o, _: letters.revocation_publication(
        o, GROUNDS, TERMS, decision_number="决定1号", decided_on=DATED
    ),
    DocumentKind.EXIT_PUBLICATION: lambda o, _: letters.exit_publication(
        o, ("江北园区运营有限公司", TO), effective_on=DATED, may_apply_from=DATED
    ),
}
ALL = [*ADVERSE.items(), *OTHERS.items(), *PUBLIC.items()]
OF_APPLICATION = {
    DocumentKind.APPROVAL_REPLY,
    DocumentKind.PUBLIC_NOTICE,
    DocumentKind.SUPPLEMENT_NOTICE,
    DocumentKind.REFUSAL_LETTER,
    DocumentKind.RESULT_NOTICE,
}


def made(kind: DocumentKind, compose: Compose, reasons: Reasons = WHY) -> OfficialDocument:
    """Compose the first letter of a kind."""
    number = document_number(kind, DATED.year, 1)
    return compose(Occasion(number=number, dated=DATED, facts=facts(), edition=EDITION), reasons)


def text_of(document: OfficialDocument) -> str:
    """Join the paragraphs of a document."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_every_kind_after_the_application_is_read_here() -> None:
    """No kind of Articles 7 to 9 is left out of these tests."""
    assert set(DocumentKind) - OF_APPLICATION == {kind for kind, _ in ALL}


@pytest.mark.parametrize(("kind", "compose"), ALL)
def test_a_letter_bears_its_kind_number_day_and_park(kind: DocumentKind, compose: Compose) -> None:
    """Kind, number and day are those of the occasion, and the title names the park."""
    letter = made(kind, compose)
    assert (kind, f"{kind.series}\u30142033\u30151号", DATED) == (letter.kind, letter.number, letter.dated)
    assert "江北人力资源服务产业园" in letter.title


@pytest.mark.parametrize(("kind", "compose"), [*ADVERSE.items(), *OTHERS.items()])
def test_a_letter_to_somebody_names_them_and_copies_the_operator(
    kind: DocumentKind, compose: Compose
) -> None:
    """What concerns a party is addressed to it, and the operator, an interested party, gets a copy."""
    letter = made(kind, compose)
    assert TO == letter.addressee
    assert "江北园区运营有限公司" in letter.copies_to


@pytest.mark.parametrize(("kind", "compose"), PUBLIC.items())
def test_an_announcement_has_no_addressee(kind: DocumentKind, compose: Compose) -> None:
    """What goes to everybody is addressed to nobody."""
    assert made(kind, compose).addressee is None


@pytest.mark.parametrize(("kind", "compose"), ALL)
def test_every_basis_exists_and_is_written_out(kind: DocumentKind, compose: Compose) -> None:
    """The citations are ids of the edition, each once; readers see them written out and never as bare ids."""
    letter = made(kind, compose)
    assert letter.citations
    assert [] == [basis for basis in letter.citations if not EDITION.has(basis)]
    assert len(letter.basis) == len(set(letter.citations)) == len(letter.citations)
    assert [] == [name for name in EDITION.provisions if name in text_of(letter)]


@pytest.mark.provision("Q37")
@pytest.mark.parametrize(("kind", "compose"), ADVERSE.items())
def test_an_adverse_letter_gives_its_reasons_and_both_remedies(kind: DocumentKind, compose: Compose) -> None:
    """Each reason stands with its basis, and review and lawsuit with their periods."""
    letter = made(kind, compose)
    assert "1. 依据第八条（考评内容），服务保障得分低于底线。" in text_of(letter)
    assert "60日内向吉林市人民政府申请行政复议" in text_of(letter)
    assert "6个月内依法向有管辖权的人民法院提起行政诉讼" in text_of(letter)
    assert {"R8-dims", "Q37"} <= set(letter.citations)


@pytest.mark.provision("Q37")
@pytest.mark.parametrize(("kind", "compose"), [*OTHERS.items(), *PUBLIC.items()])
def test_a_letter_that_burdens_nobody_tells_no_remedies(kind: DocumentKind, compose: Compose) -> None:
    """A consent, a commendation or an intention not yet decided is not a thing to sue about."""
    letter = made(kind, compose)
    assert "行政复议" not in text_of(letter)
    assert "Q37" not in letter.citations


@pytest.mark.parametrize(
    ("kind", "compose"),
    [*ADVERSE.items(), (DocumentKind.REVOCATION_DROPPED, OTHERS[DocumentKind.REVOCATION_DROPPED])],
)
@pytest.mark.parametrize("reasons", [(), (("R8-dims", " 。"),)])
def test_no_letter_without_reasons(kind: DocumentKind, compose: Compose, reasons: Reasons) -> None:
    """A letter that must say why is not composed when nothing is said, or only a full stop."""
    with pytest.raises(ValueError, match=r"reasons|items"):
        made(kind, compose, reasons)


@pytest.mark.parametrize(("kind", "compose"), ADVERSE.items())
def test_no_letter_on_a_basis_that_the_edition_lacks(kind: DocumentKind, compose: Compose) -> None:
    """A reason under an unknown id is refused by name."""
    with pytest.raises(CitationError, match="R9-nothing"):
        made(kind, compose, (("R9-nothing", "理由"),))


@pytest.mark.parametrize(("kind", "compose"), ADVERSE.items())
def test_what_people_typed_is_printed_as_text(kind: DocumentKind, compose: Compose) -> None:
    """Signs of a markup language are kept as they are, marks that hide text are not."""
    letter = made(kind, compose, (("R8-dims", "#eval(1) *得分* <b>\u202e低\u202c"),))
    assert "#eval(1) *得分* <b>低。" in text_of(letter)
