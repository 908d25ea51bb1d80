"""A voluntary exit: who asks, who supports, who consents, and what is made public (Q34)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from regulation.calendar.working_days import CST
from regulation.casework.authority import authorize
from regulation.casework.entry import Entry, Numbered, Outcome
from regulation.casework.fold import fold
from regulation.casework.guards import check_rules
from regulation.casework.rules import Issue
from regulation.documents.document import DocumentKind
from regulation.documents.letters import Occasion
from regulation.measures.model import Edition
from regulation.people.actor import Actor
from regulation.procedures.exit import RULES
from regulation.procedures.exit.file import ExitFile, close
from regulation.procedures.exit.table import EXIT
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import FormError, NotEntitledError
from tests.conftest import EDITION, facts

ExitCase = Callable[..., ExitFile]
OPENED = datetime(2028, 5, 8, 9, tzinfo=CST)
TODAY = OPENED.date()


@pytest.fixture
def exit_case() -> ExitCase:
    """Give a way to put an exit at a stage."""

    def make(stage: Stage, **changes: Any) -> ExitFile:
        sound = {
            "id": "park/p/exit/1",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "opened_at": OPENED,
            "entered_at": OPENED,
            "request": "业务调整",
        }
        return ExitFile.model_validate({**sound, **changes})

    return make


def folded(case: ExitFile, act: Act, actor: Actor, **form: Any) -> ExitFile:
    """Give the file after an act."""
    move = EXIT.find(case.stage, act)
    assert move is not None
    entry = Entry(
        case=case.id,
        seq=case.seq + 1,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=OPENED,
        actor=actor,
        key=f"k{case.seq}",
        form=RULES.forms[act].model_validate(form).model_dump(mode="json"),
        outcome=Outcome(
            numbers=tuple(Numbered(kind=kind, number=f"{kind.value}-1") for kind in RULES.issues.get(act, ()))
        ),
    )
    after = fold(RULES, case, entry)
    assert isinstance(after, ExitFile)
    return after


def printed(case: ExitFile, kind: DocumentKind) -> str:
    """Give what a document of the case says."""
    occasion = Occasion(number=f"{kind.value}-1", dated=TODAY, facts=case.facts, edition=EDITION)
    letter = RULES.letters[kind](case, occasion, Issue(kind=kind, number=f"{kind.value}-1", dated=TODAY))
    return "".join(paragraph.text for paragraph in letter.paragraphs)


@pytest.mark.provision("Q34", "Q36")
def test_an_exit_is_asked_for_supported_consented_to_and_published(
    exit_case: ExitCase, actors: dict[Role, Actor]
) -> None:
    """The announcement names both who asked, and says that a new application is possible at once."""
    supported = folded(
        exit_case(Stage.EXIT_SUPPORT),
        Act.SUPPORT_EXIT,
        actors[Role.LOCAL_GOVERNMENT],
        opinion="支持",
        government="龙潭区人民政府",
    )
    consented = folded(supported, Act.CONSENT_EXIT, actors[Role.CITY_HRSS_LEADER], opinion="同意")
    gone = folded(consented, Act.PUBLISH_EXIT, actors[Role.CITY_HRSS])
    assert (Stage.EXITED, True) == (gone.stage, gone.closed)
    assert Stage.EXITED == close(gone).outcome
    text = printed(gone, DocumentKind.EXIT_PUBLICATION)
    for words in (
        "江北园区运营有限公司、龙潭区人民政府",
        "自2028年5月8日起不再具有",
        "自2028年5月8日起可以重新申报",
    ):
        assert words in text


@pytest.mark.provision("Q34", "Q36")
@pytest.mark.parametrize(("after_failure", "again"), [(False, date(2028, 5, 8)), (True, date(2030, 5, 8))])
def test_who_leaves_with_a_failure_waits_as_after_a_revocation(
    exit_case: ExitCase, actors: dict[Role, Actor], *, after_failure: bool, again: date
) -> None:
    """The announcement and what the park hears name the same day."""
    ready = exit_case(Stage.EXIT_PUBLICATION, government="龙潭区人民政府", after_failure=after_failure)
    gone = folded(ready, Act.PUBLISH_EXIT, actors[Role.CITY_HRSS])
    text = printed(gone, DocumentKind.EXIT_PUBLICATION)

    assert again == close(gone).may_apply_from
    assert f"自{again.year}年5月8日起可以重新申报" in text
    assert after_failure == ("尚未整改合格" in text)


@pytest.mark.provision("Q34", "Q37")
def test_a_refusal_has_reasons_and_remedies(
    exit_case: ExitCase, actors: dict[Role, Actor], edition: Edition
) -> None:
    """It cites what exists, and the park keeps its status."""
    leader = actors[Role.CITY_HRSS_LEADER]
    case = exit_case(Stage.EXIT_CONSENT)
    for provision, sound in (("R9-rectify", True), ("R9-none", False)):
        form = RULES.forms[Act.REFUSE_EXIT].model_validate(
            {"reasons": ["整改未完成"], "provisions": [provision]}
        )
        if sound:
            check_rules(case, Act.REFUSE_EXIT, form, leader, OPENED, edition)
        else:
            with pytest.raises(FormError):
                check_rules(case, Act.REFUSE_EXIT, form, leader, OPENED, edition)
    refused = folded(case, Act.REFUSE_EXIT, leader, reasons=["整改未完成"], provisions=["R9-rectify"])
    assert Stage.EXIT_REFUSED == close(refused).outcome
    text = printed(refused, DocumentKind.EXIT_REFUSAL)
    assert "整改未完成" in text
    assert "行政复议" in text


@pytest.mark.provision("Q34")
def test_the_operator_withdraws_until_consent() -> None:
    """Before the consent the request can be taken back, by the operator alone; afterwards it stands."""
    rows = {move.stage: move.by for move in EXIT.moves if move.act == Act.WITHDRAW}
    assert {Stage.EXIT_SUPPORT: (Role.OPERATOR,), Stage.EXIT_CONSENT: (Role.OPERATOR,)} == rows


def test_who_consented_does_not_publish(exit_case: ExitCase, actors: dict[Role, Actor]) -> None:
    """Publication takes another pair of eyes."""
    city = actors[Role.CITY_HRSS]
    other = exit_case(Stage.EXIT_PUBLICATION, acted={Act.CONSENT_EXIT: "somebody"})
    assert Stage.EXITED == authorize(city, Act.PUBLISH_EXIT, other).next
    with pytest.raises(NotEntitledError):
        authorize(
            city, Act.PUBLISH_EXIT, exit_case(Stage.EXIT_PUBLICATION, acted={Act.CONSENT_EXIT: city.person})
        )


def test_an_exit_lapses_with_the_status() -> None:
    """A park whose status was revoked meanwhile has nothing to leave."""
    lapsing = {move.stage for move in EXIT.moves if move.act == Act.LAPSE}
    assert {Stage.EXIT_SUPPORT, Stage.EXIT_CONSENT, Stage.EXIT_PUBLICATION} == lapsing
