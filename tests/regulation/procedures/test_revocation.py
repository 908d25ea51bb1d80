"""A revocation: who is heard, who signs, what Article 9 leaves open, and what the documents say."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.authority import authorize
from regulation.casework.closing import OverallRecord
from regulation.casework.deadlines import stage_deadline
from regulation.casework.entry import Entry, Numbered, Outcome
from regulation.casework.file import CaseFile
from regulation.casework.fold import fold
from regulation.casework.guards import check_rules
from regulation.casework.rules import Issue
from regulation.casework.tasks import open_tasks
from regulation.documents.document import DocumentKind
from regulation.documents.letters import Occasion
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.revocation import RULES
from regulation.procedures.revocation.file import LegalCheck, RevocationFile, Said, close
from regulation.procedures.revocation.forms import FORMS, STATEMENTS_MAX
from regulation.procedures.revocation.table import BEFORE_THE_DECISION, ISSUES, REVOCATION
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import (
    AlreadyDoneError,
    ConditionError,
    FormError,
    NotEntitledError,
    RefusedError,
    TooEarlyError,
    TooLateError,
)
from tests.conftest import EDITION, facts

RevocationCase = Callable[..., RevocationFile]
OPENED = datetime(2030, 3, 4, 9, tzinfo=CST)
TODAY = OPENED.date()
CHAIN = (
    OverallRecord(
        case="park/p/evaluation/1",
        kind=Kind.EVALUATION,
        on=date(2029, 1, 10),
        grade="unqualified",
        score=Decimal("52.10"),
    ),
    OverallRecord(
        case="park/p/rectification/1",
        kind=Kind.RECTIFICATION,
        on=date(2030, 2, 20),
        grade="unqualified",
        score=Decimal("55.00"),
    ),
)
LAWFUL = LegalCheck(lawful=True, opinion="事实清楚，程序合法", by="法制审核人", on=TODAY)
UNLAWFUL = LAWFUL.model_copy(update={"lawful": False, "opinion": "程序有误"})
SAID = Said(id=1, role=Role.OPERATOR, by="林运营", on=TODAY, statement="评分有误")
DROP: dict[str, Any] = {"reasons": ["考评结果已作废"], "provisions": ["Q26"]}
ANNULLED: dict[str, Any] = {**DROP, "corrected": "作废决定第1号", "annulled": [CHAIN[0].case]}
AGREED = tuple(
    {"body": body, "vote": "agree", "by": body, "on": TODAY} for body in ("city_hrss", "drc", "finance")
)


@pytest.fixture
def revocation_case() -> RevocationCase:
    """Give a way to put a revocation for consecutive failure at a stage."""

    def make(stage: Stage, **changes: Any) -> RevocationFile:
        sound = {
            "id": "park/p/revocation/1",
            "park": "p",
            "edition": EDITION.id,
            "edition_digest": EDITION.digest,
            "stage": stage,
            "facts": facts(),
            "opened_at": OPENED,
            "entered_at": OPENED,
            "ground": "consecutive",
            "chain": CHAIN,
            "explanation": "相邻两次不合格",
            "grounds": ("相邻两次总评不合格",),
        }
        return RevocationFile.model_validate({**sound, **changes})

    return make


@pytest.fixture
def ask(actors: dict[Role, Actor], edition: Edition) -> Callable[..., None]:
    """Give a way to ask the rules of an act."""

    def check(case: CaseFile, act: Act, role: Role, at: datetime = OPENED, **form: Any) -> None:
        check_rules(case, act, FORMS[act].model_validate(form), actors[role], at, edition)

    return check


def folded(
    case: RevocationFile, act: Act, actor: Actor, calendar: Calendar, at: datetime = OPENED, **form: Any
) -> RevocationFile:
    """Give the file after an act, with the period of the stage that it leads to."""
    move = REVOCATION.find(case.stage, act)
    assert move is not None
    due = stage_deadline(case, move.next, at, calendar, EDITION) if move.next != move.stage else None
    entry = Entry(
        case=case.id,
        seq=case.seq + 1,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=actor,
        key=f"k{case.seq}",
        form=FORMS[act].model_validate(form).model_dump(mode="json"),
        outcome=Outcome(
            due=due,
            numbers=tuple(Numbered(kind=kind, number=f"{kind.value}-1") for kind in ISSUES.get(act, ())),
        ),
    )
    after = fold(RULES, case, entry)
    assert isinstance(after, RevocationFile)
    return after


@pytest.mark.provision("Q32")
def test_the_notice_is_recorded_on_the_day_of_service(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """The time to answer runs from that day, so neither an earlier nor a later one is taken."""
    case = revocation_case(Stage.REVOCATION_NOTICE)
    ask(case, Act.SERVE_NOTICE, Role.CITY_HRSS, facts="两次不合格", served_on=TODAY)
    for days in (-1, 1):
        with pytest.raises(FormError):
            ask(case, Act.SERVE_NOTICE, Role.CITY_HRSS, facts="事实", served_on=TODAY + timedelta(days=days))


@pytest.mark.provision("Q32")
def test_the_party_answers_until_the_last_day_is_over(
    revocation_case: RevocationCase, ask: Callable[..., None], calendar: Calendar, edition: Edition
) -> None:
    """A second before 24:00 a statement and a request are heard, and nothing goes on; then the reverse."""
    due = calendar.add_workdays(OPENED, edition.number("revoke.statement_workdays"))
    before, after = due.expires_at - timedelta(seconds=1), due.expires_at
    case = revocation_case(Stage.REVOCATION_STATEMENT, due=due)
    heard = case.model_copy(update={"hearing_asked_by": (Role.OPERATOR,)})
    for role in (Role.OPERATOR, Role.LOCAL_GOVERNMENT):
        ask(case, Act.MAKE_STATEMENT, role, before, statement="不服")
        ask(case, Act.REQUEST_HEARING, role, before)
        with pytest.raises(TooLateError):
            ask(case, Act.MAKE_STATEMENT, role, after, statement="不服")
        with pytest.raises(TooLateError):
            ask(case, Act.REQUEST_HEARING, role, after)
    for act, sound in ((Act.CLOSE_STATEMENTS, case), (Act.CALL_HEARING, heard)):
        with pytest.raises(TooEarlyError):
            check_rules(sound, act, None, SYSTEM, before, edition)
        check_rules(sound, act, None, SYSTEM, after, edition)


@pytest.mark.provision("Q32")
def test_a_hearing_is_held_if_and_only_if_somebody_asked(
    revocation_case: RevocationCase, ask: Callable[..., None], edition: Edition
) -> None:
    """Who asked is heard, nobody else is called; each party asks once."""
    silent = revocation_case(Stage.REVOCATION_STATEMENT)
    asked = revocation_case(Stage.REVOCATION_STATEMENT, hearing_asked_by=(Role.OPERATOR,))
    for act, wrong in ((Act.CALL_HEARING, silent), (Act.CLOSE_STATEMENTS, asked)):
        with pytest.raises(ConditionError):
            check_rules(wrong, act, None, SYSTEM, OPENED, edition)
    ask(asked, Act.REQUEST_HEARING, Role.LOCAL_GOVERNMENT)
    with pytest.raises(AlreadyDoneError):
        ask(asked, Act.REQUEST_HEARING, Role.OPERATOR)


def test_the_file_holds_a_bounded_number_of_statements(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """The last one that fits is taken, the next is referred to paper."""
    said = tuple(SAID.model_copy(update={"id": n}) for n in range(1, STATEMENTS_MAX + 1))
    nearly = revocation_case(Stage.REVOCATION_STATEMENT, statements=said[:-1])
    ask(nearly, Act.MAKE_STATEMENT, Role.OPERATOR, statement="不服")
    with pytest.raises(ConditionError):
        ask(
            nearly.model_copy(update={"statements": said}),
            Act.MAKE_STATEMENT,
            Role.OPERATOR,
            statement="不服",
        )


@pytest.mark.provision("Q32")
def test_a_hearing_deals_with_each_statement(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """No statement is passed over, invented or answered twice; the hearing lies between the call and today."""
    second = SAID.model_copy(update={"id": 2})
    case = revocation_case(Stage.REVOCATION_HEARING, statements=(SAID, second))
    answers = [{"statement": n, "answer": "不成立"} for n in (1, 2)]
    form = {"held_on": TODAY, "attendees": ["林运营"], "record": "笔录"}
    at = OPENED + timedelta(days=3)
    ask(case, Act.RECORD_HEARING, Role.CITY_HRSS, at, **form, answers=answers)
    with pytest.raises(ConditionError):
        ask(case, Act.RECORD_HEARING, Role.CITY_HRSS, at, **form, answers=answers[:1])
    with pytest.raises(FormError):
        ask(
            case,
            Act.RECORD_HEARING,
            Role.CITY_HRSS,
            at,
            **form,
            answers=[*answers, {"statement": 3, "answer": "无"}],
        )
    done = case.model_copy(update={"statements": (SAID.model_copy(update={"answer": "不成立"}), second)})
    with pytest.raises(AlreadyDoneError):
        ask(done, Act.RECORD_HEARING, Role.CITY_HRSS, at, **form, answers=answers)
    with pytest.raises(ValidationError, match="answers"):
        FORMS[Act.RECORD_HEARING].model_validate({**form, "answers": [answers[0], answers[0]]})
    ask(case, Act.RECORD_HEARING, Role.CITY_HRSS, at, **{**form, "held_on": at.date()}, answers=answers)
    for day in (TODAY - timedelta(days=1), at.date() + timedelta(days=1)):
        with pytest.raises(FormError):
            ask(case, Act.RECORD_HEARING, Role.CITY_HRSS, at, **{**form, "held_on": day}, answers=answers)


@pytest.mark.provision("Q32", "R9-revoke")
def test_two_pairs_of_eyes_stand_behind_each_step(
    revocation_case: RevocationCase, actors: dict[Role, Actor]
) -> None:
    """Who served the notice does not check it in law, and who decided does not issue."""
    city, leader = actors[Role.CITY_HRSS], actors[Role.CITY_HRSS_LEADER]
    rows = (
        (Stage.REVOCATION_LEGAL, Act.RECORD_LEGAL_CHECK, Act.SERVE_NOTICE, city),
        (Stage.REVOCATION_JOINT, Act.REVOKE, Act.RECORD_LEGAL_CHECK, leader),
        (Stage.REVOCATION_JOINT, Act.REVOKE_OTHERWISE, Act.RECORD_LEGAL_CHECK, leader),
        (Stage.REVOCATION_DECISION, Act.ISSUE_REVOCATION, Act.REVOKE, city),
        (Stage.REVOCATION_DECISION, Act.ISSUE_REVOCATION_OTHERWISE, Act.REVOKE_OTHERWISE, city),
    )
    for stage, act, earlier, actor in rows:
        assert act == authorize(actor, act, revocation_case(stage, acted={earlier: "somebody"})).act
        with pytest.raises(NotEntitledError):
            authorize(actor, act, revocation_case(stage, acted={earlier: actor.person}))


@pytest.mark.provision("R9-revoke", "Q32", "Q14")
@pytest.mark.parametrize(
    ("changes", "form", "refusal"),
    [
        ({}, {}, None),
        ({"legal": UNLAWFUL}, {}, ConditionError),
        ({"opinions": AGREED[:2]}, {}, ConditionError),
        ({"statements": (SAID,)}, {}, ConditionError),
        ({"statements": (SAID,)}, {"answers": [{"statement": 1, "answer": "不成立"}]}, None),
        (
            {"opinions": (*AGREED[:2], {**AGREED[2], "vote": "disagree", "reason": "过重"})},
            {},
            ConditionError,
        ),
        (
            {"opinions": (*AGREED[:2], {**AGREED[2], "vote": "disagree", "reason": "过重"})},
            {"override_minute": "局务会纪要第3号"},
            None,
        ),
    ],
)
def test_what_a_revocation_needs(
    revocation_case: RevocationCase,
    ask: Callable[..., None],
    changes: dict[str, Any],
    form: dict[str, Any],
    refusal: type[RefusedError] | None,
) -> None:
    """Lawful, signed by all bodies or overridden by a minute, and every statement answered."""
    case = revocation_case(Stage.REVOCATION_JOINT, **{"legal": LAWFUL, "opinions": AGREED, **changes})
    if refusal is None:
        ask(case, Act.REVOKE, Role.CITY_HRSS_LEADER, opinion="取消", **form)
    else:
        with pytest.raises(refusal):
            ask(case, Act.REVOKE, Role.CITY_HRSS_LEADER, opinion="取消", **form)


@pytest.mark.provision("Q32")
def test_an_edition_may_do_without_the_other_bodies(
    revocation_case: RevocationCase, actors: dict[Role, Actor], edition: Edition
) -> None:
    """Where the edition does not ask for joint signature, none is waited for."""
    parameter = edition.parameters["revoke.needs_joint"].model_copy(update={"value": False})
    alone = edition.model_copy(update={"parameters": {**edition.parameters, "revoke.needs_joint": parameter}})
    case = revocation_case(Stage.REVOCATION_JOINT, legal=LAWFUL)
    form = FORMS[Act.REVOKE].model_validate({"opinion": "取消"})
    check_rules(case, Act.REVOKE, form, actors[Role.CITY_HRSS_LEADER], OPENED, alone)
    with pytest.raises(ConditionError):
        check_rules(case, Act.REVOKE, form, actors[Role.CITY_HRSS_LEADER], OPENED, edition)


@pytest.mark.provision("R9-revoke")
def test_the_bureau_has_no_discretion_over_consecutive_failure(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """It cannot vote against Article 9; the others may, and on another ground it may too."""
    consecutive = revocation_case(Stage.REVOCATION_JOINT, legal=LAWFUL)
    external = revocation_case(
        Stage.REVOCATION_JOINT, legal=LAWFUL, ground="external", external_basis="行政许可法第六十九条"
    )
    against = {"vote": "disagree", "reason": "过重"}
    with pytest.raises(ConditionError):
        ask(consecutive, Act.RECORD_OPINION, Role.CITY_HRSS_LEADER, **against)
    ask(consecutive, Act.RECORD_OPINION, Role.CITY_HRSS_LEADER, vote="reserve", reason="另见")
    ask(consecutive, Act.RECORD_OPINION, Role.DRC, **against)
    ask(external, Act.RECORD_OPINION, Role.CITY_HRSS_LEADER, **against)


@pytest.mark.provision("R9-revoke", "Q35")
def test_consecutive_failure_is_dropped_only_if_it_does_not_stand(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """Unlawful, or a result was corrected or annulled; another ground may be dropped for any reason."""
    for stage in BEFORE_THE_DECISION:
        case = revocation_case(stage)
        with pytest.raises(ConditionError):
            ask(case, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **DROP)
        for half in ({"corrected": "作废决定第1号"}, {"annulled": [CHAIN[0].case]}):
            with pytest.raises((ConditionError, FormError)):
                ask(case, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **DROP, **half)
        with pytest.raises(FormError):
            ask(case, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **{**ANNULLED, "annulled": ["park/x"]})
        ask(case, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **ANNULLED)
        external = revocation_case(stage, ground="external", external_basis="行政许可法第六十九条")
        ask(external, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **DROP)
    joint = revocation_case(Stage.REVOCATION_JOINT, legal=LAWFUL)
    with pytest.raises(ConditionError):
        ask(joint, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **DROP)
    unlawful = joint.model_copy(update={"legal": UNLAWFUL})
    ask(unlawful, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, **DROP)
    with pytest.raises(FormError):
        ask(unlawful, Act.DROP_REVOCATION, Role.CITY_HRSS_LEADER, reasons=["x"], provisions=["R9-none"])


@pytest.mark.provision("Q32")
def test_the_plaque_comes_back_after_the_status_has_ended(
    revocation_case: RevocationCase, ask: Callable[..., None]
) -> None:
    """From the day of the decision until today."""
    case = revocation_case(Stage.PLAQUE_RETURN, effective_on=TODAY)
    at = OPENED + timedelta(days=2)
    for day in (0, 2):
        ask(case, Act.RETURN_PLAQUE, Role.LOCAL_HRSS, at, returned_on=TODAY + timedelta(days=day))
    for day in (-1, 3):
        with pytest.raises(FormError):
            ask(case, Act.RETURN_PLAQUE, Role.LOCAL_HRSS, at, returned_on=TODAY + timedelta(days=day))


@pytest.mark.provision("Q34")
def test_a_revocation_lapses_only_until_it_is_decided() -> None:
    """A park that left meanwhile has no status to revoke; what has been issued is carried through."""
    lapsing = {move.stage for move in REVOCATION.moves if move.act == Act.LAPSE}
    assert {*BEFORE_THE_DECISION, Stage.REVOCATION_DECISION} == lapsing


@pytest.mark.provision("Q32")
def test_what_the_joint_signature_waits_for(revocation_case: RevocationCase) -> None:
    """First the opinions, then the decision; what is unlawful is dropped without them."""

    def awaited(**changes: Any) -> list[tuple[Role, tuple[Act, ...]]]:
        case = revocation_case(Stage.REVOCATION_JOINT, **changes)
        return [(task.role, task.acts) for task in open_tasks(case)]

    leader = Role.CITY_HRSS_LEADER
    assert [(Role.DRC, (Act.RECORD_OPINION,)), (Role.FINANCE, (Act.RECORD_OPINION,))] == awaited(
        legal=LAWFUL, opinions=AGREED[:1]
    )
    assert [(leader, (Act.REVOKE, Act.DROP_REVOCATION))] == awaited(legal=LAWFUL, opinions=AGREED)
    assert [(Role.CITY_HRSS, (Act.SERVE_NOTICE,)), (leader, (Act.DROP_REVOCATION,))] == awaited(
        legal=UNLAWFUL
    )


@pytest.mark.provision("Q32", "R9-revoke")
def test_what_was_done_unlawfully_is_told_and_heard_anew(
    revocation_case: RevocationCase, ask: Callable[..., None], actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """A fault in the procedure does not save the park: it is served again, and the check and opinions are void."""
    service: dict[str, Any] = {"facts": "两次不合格", "served_on": TODAY}
    joint = revocation_case(
        Stage.REVOCATION_JOINT, legal=LAWFUL, statements=(SAID,), hearing_asked_by=(Role.OPERATOR,)
    )
    with pytest.raises(AlreadyDoneError):
        ask(joint, Act.SERVE_NOTICE, Role.CITY_HRSS, **service)
    faulty = joint.model_copy(update={"legal": UNLAWFUL})
    ask(faulty, Act.SERVE_NOTICE, Role.CITY_HRSS, **service)
    again = folded(faulty, Act.SERVE_NOTICE, actors[Role.CITY_HRSS], calendar, OPENED, **service)
    assert (Stage.REVOCATION_STATEMENT, None, (), (SAID,)) == (
        again.stage,
        again.legal,
        again.hearing_asked_by,
        again.statements,
    )


def through(case: RevocationFile, actors: dict[Role, Actor], calendar: Calendar) -> list[RevocationFile]:
    """Give the files of a revocation from the notice to the publication, one statement answered by the leader."""
    city, leader = actors[Role.CITY_HRSS], actors[Role.CITY_HRSS_LEADER]
    later = OPENED + timedelta(days=10)
    served = folded(case, Act.SERVE_NOTICE, city, calendar, facts="两次不合格", served_on=TODAY)
    said = folded(served, Act.MAKE_STATEMENT, actors[Role.OPERATOR], calendar, statement="评分有误")
    closed = folded(said, Act.CLOSE_STATEMENTS, SYSTEM, calendar, later)
    legal = folded(closed, Act.RECORD_LEGAL_CHECK, city, calendar, later, lawful=True, opinion="合法")
    answers = [{"statement": 1, "answer": "经复核，评分无误"}]
    revoked = folded(legal, legal.revoking, leader, calendar, later, opinion="取消", answers=answers)
    issued = folded(revoked, revoked.issuing, city, calendar, later)
    return [served, issued, folded(issued, Act.PUBLISH_REVOCATION, city, calendar, later)]


@pytest.mark.provision("R9-revoke", "Q29", "Q32", "Q36", "Q37", "Q38")
def test_every_document_is_composed_from_the_file(
    revocation_case: RevocationCase, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """Notice, decision and announcement name results, statement and answer, remedies and the new application."""
    case = revocation_case(Stage.REVOCATION_NOTICE)
    served, issued, published = through(case, actors, calendar)
    assert (OPENED + timedelta(days=10)).date() == issued.effective_on
    assert EDITION.number("revoke.publish_workdays") == (issued.due.workdays if issued.due else 0)
    assert issued.due is not None
    assert published.due is not None
    assert issued.plaque_by == issued.due.last_day == published.due.last_day
    dropped = folded(served, Act.DROP_REVOCATION, actors[Role.CITY_HRSS_LEADER], calendar, **ANNULLED)
    untold = folded(case, Act.DROP_REVOCATION, actors[Role.CITY_HRSS_LEADER], calendar, **ANNULLED)
    expected = [
        (
            DocumentKind.REVOCATION_ADVANCE_NOTICE,
            served,
            ("综合考评（2029年1月10日）", "整改复评（2030年2月20日）", "两次不合格"),
        ),
        (
            DocumentKind.REVOCATION_DECISION,
            issued,
            ("经复核，评分无误", "行政复议", "2032年3月14日起可以重新申报"),
        ),
        (DocumentKind.REVOCATION_PUBLICATION, published, ("revocation_decision-1", "2030年3月14日")),
        (DocumentKind.REVOCATION_DROPPED, dropped, ("revocation_advance_notice-1", "考评结果已作废")),
        (DocumentKind.REVOCATION_DROPPED, untold, ("曾启动程序", "考评结果已作废")),
    ]
    assert set(RULES.letters) == {kind for kind, _, _ in expected}
    for kind, file, said in expected:
        document = file.issued(kind)
        assert document is not None
        occasion = Occasion(number=document.number, dated=document.dated, facts=file.facts, edition=EDITION)
        issue = Issue(kind=kind, number=document.number, dated=document.dated)
        text = "".join(paragraph.text for paragraph in RULES.letters[kind](file, occasion, issue).paragraphs)
        for words in said:
            assert words in text


@pytest.mark.provision("Q35", "Q36")
def test_another_law_is_cited_where_it_is_the_ground(
    revocation_case: RevocationCase, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """The decision rests on the law that was typed in; fraud bars for longer."""
    case = revocation_case(
        Stage.REVOCATION_NOTICE,
        ground="external",
        chain=(),
        external_basis="《行政许可法》第六十九条",
        grounds=("材料虚假",),
        fraud=True,
    )
    issued = through(case, actors, calendar)[1]
    document = issued.issued(DocumentKind.REVOCATION_DECISION)
    assert document is not None
    occasion = Occasion(number=document.number, dated=document.dated, facts=issued.facts, edition=EDITION)
    issue = Issue(kind=document.kind, number=document.number, dated=document.dated)
    letter = RULES.letters[document.kind](issued, occasion, issue)
    text = "".join(paragraph.text for paragraph in letter.paragraphs)
    assert "《行政许可法》第六十九条" in text
    assert "2033年3月14日起可以重新申报" in text
    assert "R9-revoke" not in letter.citations


@pytest.mark.provision("R9-revoke", "Q32", "Q35")
def test_each_ground_has_acts_of_its_own(revocation_case: RevocationCase, ask: Callable[..., None]) -> None:
    """Nothing rests on Article 9 that another law revokes, and nothing on another law that Article 9 does."""
    ready: dict[str, Any] = {"legal": LAWFUL, "opinions": AGREED}
    grounds = {
        "consecutive": (Act.REVOKE, Act.ISSUE_REVOCATION, "R9-revoke"),
        "external": (Act.REVOKE_OTHERWISE, Act.ISSUE_REVOCATION_OTHERWISE, "Q35"),
    }
    for ground, (revoking, issuing, basis) in grounds.items():
        joint = revocation_case(Stage.REVOCATION_JOINT, ground=ground, **ready)
        decided = revocation_case(Stage.REVOCATION_DECISION, ground=ground, **ready)
        assert (revoking, issuing) == (joint.revoking, joint.issuing)
        assert [(revoking, Act.DROP_REVOCATION)] == [task.acts for task in open_tasks(joint)]
        assert [(issuing,)] == [task.acts for task in open_tasks(decided)]
        assert {basis} == {m.basis for m in REVOCATION.moves if m.act in {revoking, issuing}}
        assert (ground == "external") == close(joint.model_copy(update={"entered_at": OPENED})).outside
        for other, (revokes, issues, _) in grounds.items():
            for case, act, role, form in (
                (joint, revokes, Role.CITY_HRSS_LEADER, {"opinion": "取消"}),
                (decided, issues, Role.CITY_HRSS, {}),
            ):
                if other == ground:
                    ask(case, act, role, **form)
                else:
                    with pytest.raises(ConditionError):
                        ask(case, act, role, **form)
    (opened,) = [m for m in REVOCATION.moves if m.act == Act.OPEN]
    assert "Q32" == opened.basis, "it opens on either ground"


@pytest.mark.provision("R9-revoke")
def test_the_park_hears_of_it_at_the_decision(
    revocation_case: RevocationCase, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """The status ends when the decision is issued, also where the park hears it later; a dropped one ends nothing."""
    _, issued, published = through(revocation_case(Stage.REVOCATION_NOTICE, fraud=True), actors, calendar)
    later = OPENED + timedelta(days=20)
    back = folded(
        published,
        Act.RETURN_PLAQUE,
        actors[Role.LOCAL_HRSS],
        calendar,
        later,
        returned_on=later.date(),
    )
    for case in (issued, published, back):
        told = close(case)
        assert case.stage in RULES.told_at
        assert (Stage.REVOCATION_PUBLICATION, date(2033, 3, 14)) == (told.outcome, told.may_apply_from)
        assert issued.effective_on == told.at.date()
    dropped = revocation_case(Stage.REVOCATION_DROPPED)
    assert dropped.stage in RULES.told_at
    assert Stage.REVOCATION_DROPPED == close(dropped).outcome
    assert not RULES.told_at & {*BEFORE_THE_DECISION, Stage.REVOCATION_DECISION}
