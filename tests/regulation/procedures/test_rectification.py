"""A rectification has a limit in months and a recheck of what failed; each rule bars what it should (R9-rectify)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.entry import Entry, Outcome
from regulation.casework.file import IssuedDocument
from regulation.casework.forms import SiteVisit, read_form
from regulation.casework.guards import check_rules
from regulation.casework.rules import Issue
from regulation.designation.panel import Panel
from regulation.documents.document import DocumentKind
from regulation.documents.letters import Occasion
from regulation.grading.grades import Grade
from regulation.measures.model import Edition
from regulation.measures.scorecard.figures import YearFacts
from regulation.people.actor import Actor
from regulation.procedures.evaluation.cards import GateRuling, ScoreCard
from regulation.procedures.rectification import RULES, RectificationFile
from regulation.procedures.rectification.recheck import reasons, recheck
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import RefusedError
from tests.conftest import facts, materials
from tests.figures import FIGURES, LEDGER, POOR

S, A, R = Stage, Act, Role
NOW = datetime(2030, 3, 15, 10, tzinfo=CST)
VISIT = SiteVisit(visited_on=NOW.date(), attendees=("复评组",), findings="属实")
Make = Callable[..., RectificationFile]


@pytest.fixture
def case(panel: Panel, edition: Edition) -> Make:
    """Give a way to put a rectification of services (S) at a stage; every member has signed unless told otherwise."""

    def make(stage: Stage, points: tuple[str, ...] = ("3.5",) * 5, **changes: Any) -> RectificationFile:
        seats = panel.model_copy(update={"members": panel.members[: len(points)], "size": len(points)})
        cards = tuple(
            ScoreCard(
                expert=m,
                version=1,
                judgements={"S2": Decimal(p), "S4": Decimal(1)},
                opinion="已整改",
                signed_at=NOW,
            )
            for m, p in zip(seats.member_ids, points, strict=True)
        )
        sound = {
            "id": "park/p/rectification/1",
            "park": "p",
            "edition": edition.id,
            "edition_digest": edition.digest,
            "stage": stage,
            "facts": facts(),
            "materials": materials(),
            "panel": seats,
            "opened_for": date(2029, 12, 3),
            "ledger": LEDGER,
            "evaluation": "park/p/evaluation/1",
            "evaluation_score": Decimal("55.00"),
            "failed_dimensions": ("S",),
            "sat": ("exp-1",),
            "figures": YearFacts.model_validate(POOR),
            "visit": VISIT,
            "cards": cards,
        }
        return RectificationFile.model_validate({**sound, **changes})

    return make


# --- What the rules compute -----------------------------------------------------------------------------------


@pytest.mark.provision("Q30", "Q28")
@pytest.mark.parametrize(
    ("points", "score", "grade"),
    [
        (("2.99", "2.99", "3", "3"), "59.98", Grade.UNQUALIFIED),  # 11.995 of 20 points is 59.975
        (("3",) * 4, "60.00", Grade.QUALIFIED),
        (("2.99", "3", "3", "3", "3"), "59.99", Grade.UNQUALIFIED),
    ],
)
def test_a_recheck_scores_the_failed_dimensions_on_the_whole_scale(
    case: Make, edition: Edition, points: tuple[str, ...], score: str, grade: Grade
) -> None:
    """12 of the 20 points for services are 60.00 and pass; a hair less does not."""
    found = recheck(case(S.RECHECK_SCORING, points), edition)

    assert (Decimal(score), grade) == (found.score, found.grade)
    assert (("S",) if grade == Grade.UNQUALIFIED else ()) == found.failed_dimensions
    assert {"S1", "S3", "S5"} == {indicator.id for indicator in found.indicators}


@pytest.mark.provision("Q30")
def test_a_recheck_makes_no_park_excellent(case: Make, edition: Edition) -> None:
    """With every point the park is qualified; a confirmed gate fails it all the same."""
    held = case(S.RECHECK_SCORING, ("4",) * 5, figures=YearFacts.model_validate(FIGURES))
    held = held.model_copy(
        update={
            "cards": tuple(
                c.model_copy(update={"judgements": {"S2": Decimal(4), "S4": Decimal(3)}}) for c in held.cards
            )
        }
    )

    assert (Decimal("100.00"), Grade.QUALIFIED) == (
        recheck(held, edition).score,
        recheck(held, edition).grade,
    )
    assert Grade.UNQUALIFIED == recheck(held, edition, ("false_data",)).grade


@pytest.mark.provision("Q30")
def test_a_park_that_failed_otherwise_is_rechecked_as_a_whole(case: Make, edition: Edition) -> None:
    """Without a failed dimension every indicator is scored again but the one that is past (Q30)."""
    held = case(S.RECHECK_SCORING, failed_dimensions=())
    whole = {"P2": Decimal(3), "M2": Decimal(1), "S2": Decimal(0), "S4": Decimal(0)}
    cards = tuple(c.model_copy(update={"judgements": whole}) for c in held.cards)

    found = recheck(held.model_copy(update={"cards": cards}), edition)

    assert Decimal("58.33") == found.score  # 56 of the 96 points that can be put right
    assert "M5" not in {indicator.id for indicator in found.indicators}
    assert "M4" in {indicator.id for indicator in found.indicators}


# --- What each act asks for --------------------------------------------------------------------------------------

ORDER = {"items": [{"text": "补齐配套服务", "basis": "R4.2f-services"}]}
REPORT = {"figures": FIGURES, "report": "已整改"}
JUDGED = {"judgements": {"S2": "4", "S4": "3"}, "opinion": "好"}
LONGER = {"months": 6, "reason": "工程未完"}
GROUNDS = {"reasons": ["逾期未报告"], "provisions": ["Q30"]}

CASES: list[tuple[Stage, Act, Role, dict[str, Any], dict[str, Any], str]] = [
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, ORDER, {}, ""),
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, {**ORDER, "months": 1}, {}, ""),
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, {**ORDER, "months": 12}, {}, ""),
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, {**ORDER, "months": 0}, {}, "bad_form"),
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, {**ORDER, "months": 13}, {}, "bad_form"),
    (S.RECTIFICATION_ORDER, A.ORDER_RECTIFICATION, R.CITY_HRSS, {"items": []}, {}, "bad_form"),
    (
        S.RECTIFICATION_ORDER,
        A.ORDER_RECTIFICATION,
        R.CITY_HRSS,
        {"items": [{"text": "改", "basis": "R4.9-none"}]},
        {},
        "bad_form",
    ),
    (S.RECTIFYING, A.REPORT_RECTIFICATION, R.LOCAL_HRSS, REPORT, {}, ""),
    (
        S.RECTIFYING,
        A.REPORT_RECTIFICATION,
        R.LOCAL_HRSS,
        {**REPORT, "figures": {**FIGURES, "events": None}},
        {},
        "bad_form",
    ),
    (
        S.RECTIFYING,
        A.REPORT_RECTIFICATION,
        R.LOCAL_HRSS,
        {**REPORT, "figures": {**FIGURES, "revenue_cny": None}},
        {},
        "",
    ),
    (S.RECTIFICATION_OVERDUE, A.REPORT_RECTIFICATION, R.LOCAL_HRSS, REPORT, {}, ""),
    (S.RECTIFICATION_OVERDUE, A.CONFIRM_FAILURE, R.CITY_HRSS_LEADER, GROUNDS, {}, ""),
    (
        S.RECTIFICATION_OVERDUE,
        A.CONFIRM_FAILURE,
        R.CITY_HRSS_LEADER,
        {**GROUNDS, "provisions": ["Q99"]},
        {},
        "bad_form",
    ),
    (S.RECHECK_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, {"cards": ()}, ""),
    (
        S.RECHECK_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {"S2": "4"}},
        {"cards": ()},
        "bad_form",
    ),
    (
        S.RECHECK_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {"S2": "4", "S4": "3", "M2": "4"}},
        {"cards": ()},
        "bad_form",
    ),
    (
        S.RECHECK_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {}},
        {"cards": (), "failed_dimensions": ("E",)},
        "",
    ),
    (S.RECHECK_CONFIRMATION, A.CONFIRM_RESULT, R.CITY_HRSS_LEADER, {"opinion": "同意"}, {}, ""),
    (
        S.RECHECK_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {"opinion": "同意", "bonus": "1"},
        {},
        "bad_form",
    ),
]


def refusal(
    held: RectificationFile,
    act: Act,
    actor: Actor,
    form: dict[str, Any],
    edition: Edition,
    at: datetime = NOW,
) -> str:
    """Give the code of the refusal of an act; empty if it is taken."""
    try:
        check_rules(held, act, read_form(act, RULES.forms[act], form), actor, at, edition)
    except RefusedError as error:
        return error.code
    return ""


@pytest.mark.provision("R9-rectify", "Q30")
@pytest.mark.parametrize(("stage", "act", "role", "form", "changes", "code"), CASES)
def test_each_act_is_taken_or_refused(
    case: Make,
    edition: Edition,
    actors: dict[Role, Actor],
    stage: Stage,
    act: Act,
    role: Role,
    form: dict[str, Any],
    changes: dict[str, Any],
    code: str,
) -> None:
    """Every rule bars what it should, by its kind, and nothing else."""
    move = RULES.table.find(stage, act)
    assert move is not None
    assert role in move.by

    assert code == refusal(case(stage, **changes), act, actors[role], form, edition)


@pytest.mark.provision("R9-rectify", "Q30")
def test_the_limit_is_extended_once_and_only_before_it_has_passed(
    case: Make, edition: Edition, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """Up to six months, at the latest in the last second; then it expires, and not before."""
    due = calendar.add_months(NOW, 12)
    held, leader = case(S.RECTIFYING, due=due, months=12), actors[R.CITY_HRSS_LEADER]
    last = due.expires_at - timedelta(seconds=1)

    def extend(at: datetime, **changes: Any) -> str:
        form = {**LONGER, **({"months": changes.pop("by")} if "by" in changes else {})}
        return refusal(held.model_copy(update=changes), A.EXTEND_RECTIFICATION, leader, form, edition, at)

    assert ["", "too_late"] == [extend(at) for at in (last, due.expires_at)]
    assert ["bad_form", "", "", "bad_form"] == [extend(last, by=by) for by in (0, 1, 6, 7)]
    assert "already_done" == extend(last, extended=True)
    expired = [
        refusal(held, A.RECTIFICATION_EXPIRES, leader, {}, edition, at) for at in (last, due.expires_at)
    ]
    assert ["too_early", ""] == expired


# --- What changes, and what is told -------------------------------------------------------------------------------


def folded(
    held: RectificationFile, act: Act, actor: Actor, form: dict[str, Any], at: datetime = NOW, **outcome: Any
) -> RectificationFile:
    """Give the file after one more act."""
    move = RULES.table.find(held.stage, act)
    assert move is not None
    entry = Entry(
        case=held.id,
        seq=held.seq + 1,
        stage=held.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=at,
        actor=actor,
        key=f"k{held.seq}",
        form=form,
        outcome=Outcome(**outcome),
    )
    after = fold(held, entry)
    assert isinstance(after, RectificationFile)
    return after


@pytest.mark.provision("R9-rectify", "Q30")
def test_a_report_is_late_from_the_end_of_the_limit(
    case: Make, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """The last second is in time; a report after that is late, and is rechecked all the same."""
    due = calendar.add_months(NOW, 12)
    local = actors[R.LOCAL_HRSS]
    last = due.expires_at - timedelta(seconds=1)
    in_time = folded(case(S.RECTIFYING, due=due), A.REPORT_RECTIFICATION, local, REPORT, last)
    raced = folded(case(S.RECTIFYING, due=due), A.REPORT_RECTIFICATION, local, REPORT, due.expires_at)
    overdue = folded(case(S.RECTIFICATION_OVERDUE), A.REPORT_RECTIFICATION, local, REPORT, due.expires_at)
    stopped = folded(case(S.RECTIFYING, due=None), A.REPORT_RECTIFICATION, local, REPORT, due.expires_at)

    reported = (in_time, stopped, raced, overdue)
    assert [False, False, True, True] == [held.reported_late for held in reported]
    assert {S.RECHECK_PANEL} == {held.stage for held in reported}


@pytest.mark.provision("Q29", "Q30")
def test_a_failure_that_is_confirmed_without_a_report_has_no_score(
    case: Make, edition: Edition, actors: dict[Role, Actor]
) -> None:
    """It is an overall result like another, of the day on which it was confirmed, for the reasons given."""
    overdue = case(S.RECTIFICATION_OVERDUE, cards=(), panel=None, visit=None, figures=None)
    held = folded(overdue, A.CONFIRM_FAILURE, actors[R.CITY_HRSS_LEADER], GROUNDS)
    told = RULES.close(held)

    assert S.RECHECK_PUBLICATION == held.stage
    assert told.overall is not None
    assert ("unqualified", None, NOW.date()) == (told.overall.grade, told.overall.score, told.overall.on)
    assert ("S",) == told.overall.failed_dimensions
    assert not told.on_time
    assert (("Q30", "逾期未报告"),) == reasons(held, edition)


@pytest.mark.provision("Q29", "Q30")
def test_the_park_hears_the_recheck_as_an_overall_result(case: Make, edition: Edition) -> None:
    """A report in time that passed; a lapsed rectification has no result."""
    held = case(S.RECTIFIED, confirmed_on=NOW.date(), entered_at=NOW, report="已整改")
    held = held.model_copy(update={"scores": recheck(held, edition)})
    told = RULES.close(held)

    assert told.overall is not None
    assert ("qualified", Decimal("62.50")) == (told.overall.grade, told.overall.score)
    assert held.who_sat == told.overall.panel
    assert told.on_time
    assert None is RULES.close(held.model_copy(update={"stage": S.LAPSED})).overall


def letter(held: RectificationFile, kind: DocumentKind, edition: Edition) -> str:
    """Give the text of a document of the case."""
    occasion = Occasion(number="号", dated=NOW.date(), facts=held.facts, edition=edition)
    document = RULES.letters[kind](held, occasion, Issue(kind=kind, number="号", dated=NOW.date()))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.provision("R9-rectify", "Q31")
def test_the_notice_names_items_limit_and_last_day(case: Make, edition: Edition) -> None:
    """The last day is that of the order, also when the document is typeset later."""
    notice = IssuedDocument(
        kind=DocumentKind.RECTIFICATION_NOTICE,
        number="号",
        seq=2,
        dated=NOW.date(),
        answer_by=date(2031, 3, 17),
    )
    order = case(S.RECTIFYING, documents=(notice,), months=12, items=ORDER["items"])
    text = letter(order, notice.kind, edition)

    assert order.items[0].text in text
    assert "12个月，至2031年3月17日" in text
    assert "55.00分" in text


@pytest.mark.provision("R9-rectify", "R9-revoke", "Q29")
@pytest.mark.parametrize(("points", "passed"), [("3", True), ("2.99", False)])
def test_the_result_is_told_with_its_reasons_and_what_follows(
    case: Make, edition: Edition, points: str, passed: bool
) -> None:
    """A failure right after a failed evaluation is consecutive, and the letter says so; a pass says nothing of it."""
    held = case(S.RECHECK_PUBLICATION, (points,) * 5, confirmed_on=NOW.date())
    ruling = GateRuling(gate="false_data", confirmed=False, reasons="查无实据")
    held = held.model_copy(update={"scores": recheck(held, edition), "gates": (ruling,)})
    text = letter(held, DocumentKind.RECTIFICATION_RESULT, edition)

    assert passed == ("整改予以通过" in text)
    assert passed != ("连续综合考评不合格" in text)
    assert passed != ("低于60分" in text)
    assert "查无实据" not in text


def test_every_act_of_the_table_has_its_form() -> None:
    """What cannot be read cannot be folded."""
    assert {move.act for move in RULES.table.moves} == RULES.forms.keys()
