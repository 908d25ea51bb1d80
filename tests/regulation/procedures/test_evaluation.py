"""An evaluation is computed by rule from signed cards; each rule says no to what it bars (Articles 8 and 9)."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from regulation.calendar.working_days import CST, Calendar
from regulation.casework.authority import authorize
from regulation.casework.closing import SelfRecord
from regulation.casework.entry import Entry, Numbered, Outcome
from regulation.casework.forms import SiteVisit, read_form
from regulation.casework.guards import check_rules
from regulation.casework.rules import Issue
from regulation.casework.suspension import Suspension, SuspensionKind
from regulation.casework.tasks import open_tasks
from regulation.conditions.dossier import Material, Slot
from regulation.designation.panel import Panel
from regulation.documents.document import DocumentKind
from regulation.documents.letters import Occasion
from regulation.grading.grades import Grade
from regulation.measures.model import Edition
from regulation.measures.scorecard.figures import YearFacts
from regulation.people.actor import Actor
from regulation.procedures.evaluation import RULES, EvaluationFile
from regulation.procedures.evaluation.cards import Circular, GateRuling, ScoreCard, Scores
from regulation.procedures.evaluation.scores import evaluate, reasons
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.message import CHINESE
from regulation.words.refusals import RefusedError
from tests.conftest import facts, materials
from tests.figures import FIGURES, FULL_MARKS, LEDGER, POOR

S, A, R = Stage, Act, Role
NOW = datetime(2029, 10, 15, 10, tzinfo=CST)
VISIT = SiteVisit(visited_on=NOW.date(), attendees=("考评组",), findings="属实")
YEARS = (2026, 2027, 2028)
Make = Callable[..., EvaluationFile]


def marks(points: str) -> dict[str, Decimal]:
    """Give judgements that come to some points in all."""
    left, given = Decimal(points), {}
    for key, most in FULL_MARKS.items():
        given[key] = min(left, Decimal(most))
        left -= given[key]
    return given


def card(expert: str, points: str = "14", version: int = 1) -> ScoreCard:
    """Give a signed card."""
    return ScoreCard(expert=expert, version=version, judgements=marks(points), opinion="好", signed_at=NOW)


def records(*scores: str | None) -> tuple[SelfRecord, ...]:
    """Give the self-assessments of the first years of the cycle; None for a missing one."""
    return tuple(
        SelfRecord(year=year, score=None if s is None else Decimal(s), on_time=True)
        for year, s in zip(YEARS, scores, strict=False)
    )


@pytest.fixture
def case(panel: Panel, edition: Edition) -> Make:
    """Give a way to put an evaluation at a stage; every member has signed, for full marks, unless told otherwise."""

    def make(
        stage: Stage = S.EVALUATION_SCORING, points: tuple[str, ...] = ("14",) * 5, **changes: Any
    ) -> EvaluationFile:
        seats = panel.model_copy(update={"members": panel.members[: len(points)], "size": len(points)})
        sound = {
            "id": "park/p/evaluation/1",
            "park": "p",
            "edition": edition.id,
            "edition_digest": edition.digest,
            "stage": stage,
            "facts": facts(),
            "materials": materials(),
            "panel": seats,
            "opened_for": date(2029, 9, 1),
            "ledger": LEDGER,
            "figures": YearFacts.model_validate(FIGURES),
            "visit": VISIT,
            "cards": tuple(card(m, p) for m, p in zip(seats.member_ids, points, strict=True)),
        }
        return EvaluationFile.model_validate({**sound, **changes})

    return make


# --- What the rules compute ---------------------------------------------------------------------------------


@pytest.mark.provision("R8-dims", "R8-parts", "Q27")
def test_the_score_is_the_panels_mean_weighed_with_the_self_assessments(case: Make, edition: Edition) -> None:
    """22 indicators are computed, 4 judged; four fifths of the panel's score, one fifth of the cycle's mean."""
    found = evaluate(case(cycle_years=YEARS, self_records=records("90", "80", "70")), edition)

    assert 22 == len(found.indicators)
    assert found.central is not None
    assert Decimal("100.00") == found.central.score
    assert Decimal("96.00") == found.score
    assert Grade.EXCELLENT == found.grade


@pytest.mark.provision("Q28")
@pytest.mark.parametrize(
    ("figures", "points", "score", "grade"),
    [
        (FIGURES, ("3.99", "3.99", "4", "4"), "90.00", Grade.EXCELLENT),  # 89.995
        (FIGURES, ("3.99", "3.99", "3.99", "4"), "89.99", Grade.QUALIFIED),  # 89.9925
        (POOR, ("3.99", "3.99", "4", "4"), "60.00", Grade.QUALIFIED),  # 59.995
        (POOR, ("3.99", "3.99", "3.99", "4"), "59.99", Grade.UNQUALIFIED),  # 59.9925
    ],
)
def test_a_mean_is_rounded_half_up_before_it_is_graded(
    case: Make, edition: Edition, figures: dict[str, Any], points: tuple[str, ...], score: str, grade: Grade
) -> None:
    """89.995 is 90.00 and excellent, 59.995 is 60.00 and qualified; a hair less is not."""
    found = evaluate(case(points=points, figures=figures), edition)

    assert (Decimal(score), grade) == (found.score, found.grade)


@pytest.mark.provision("Q27")
def test_a_panels_score_below_the_floor_fails_whatever_the_self_assessments(
    case: Make, edition: Edition
) -> None:
    """59.99 with perfect self-assessments is 67.99 and unqualified; 60.00 is qualified."""
    own = {"cycle_years": YEARS, "self_records": records("100", "100", "100"), "figures": POOR}
    below = evaluate(case(points=("3.99",) * 5, **own), edition)
    above = evaluate(case(points=("4",) * 5, **own), edition)

    assert (Decimal("67.99"), Grade.UNQUALIFIED) == (below.score, below.grade)
    assert (Decimal("68.00"), Grade.QUALIFIED) == (above.score, above.grade)
    assert ("S", "E") == below.failed_dimensions


@pytest.mark.provision("Q24", "Q27")
def test_missing_years_count_nothing_and_two_of_them_propose_a_gate(case: Make, edition: Edition) -> None:
    """The system proposes; without a ruling the grade is that of the score."""
    one = evaluate(case(cycle_years=YEARS, self_records=records("90", None, "90")), edition)
    two = evaluate(case(cycle_years=YEARS, self_records=records("90", None)), edition)

    assert (Decimal("92.00"), ()) == (one.score, one.proposed_gates)
    assert (Decimal("86.00"), ("self_missing",)) == (two.score, two.proposed_gates)
    assert Grade.QUALIFIED == two.grade


@pytest.mark.provision("Q24", "Q27")
def test_a_dismissed_gate_excuses_the_missing_years(case: Make, edition: Edition) -> None:
    """Counted as zero they would fail a park of 74 points; excused it passes, confirmed it fails, by a person's ruling."""
    held = case(cycle_years=YEARS, self_records=(), points=("14",) * 5, figures=POOR)
    central = evaluate(held, edition, bonus=Decimal(4))
    excused = evaluate(held, edition, bonus=Decimal(4), dismissed=("self_missing",))
    confirmed = evaluate(held, edition, bonus=Decimal(4), gates=("self_missing",))

    assert central.central is not None
    assert (Decimal("74.00"), ("self_missing",)) == (central.central.score, central.proposed_gates)
    assert (Decimal("59.20"), Grade.UNQUALIFIED) == (central.score, central.grade)
    assert (Decimal("74.00"), Grade.QUALIFIED, ()) == (excused.score, excused.grade, excused.proposed_gates)
    assert Grade.UNQUALIFIED == confirmed.grade
    other = evaluate(held, edition, bonus=Decimal(4), dismissed=("false_data",))
    assert Decimal("59.20") == other.score, "another gate that is dismissed excuses nothing"


@pytest.mark.provision("Q24", "Q27")
def test_a_year_that_nobody_verified_is_left_out(case: Make, edition: Edition) -> None:
    """It is neither zero nor missing; a year without any record is."""
    silent = SelfRecord(year=2027, score=None, on_time=True, unverified=True)
    first, last = records("90")[0], SelfRecord(year=2028, score=Decimal(80), on_time=True)
    held = case(cycle_years=YEARS, self_records=(first, silent, last))
    gone = case(cycle_years=YEARS, self_records=(first, last))

    assert (Decimal(90), Decimal(80)) == held.self_scores
    assert (Decimal(90), None, Decimal(80)) == gone.self_scores
    assert (Decimal("97.00"), Decimal("91.33")) == (
        evaluate(held, edition).score,
        evaluate(gone, edition).score,
    )


@pytest.mark.provision("Q24", "Q28")
def test_only_a_confirmed_gate_fails_a_park(case: Make, edition: Edition) -> None:
    """A proposed gate that is confirmed makes it unqualified, with its score as it is."""
    missing = case(cycle_years=YEARS, self_records=())
    failed = evaluate(missing, edition, gates=("self_missing",))

    assert Grade.QUALIFIED == evaluate(missing, edition).grade
    assert (Decimal("80.00"), Grade.UNQUALIFIED) == (failed.score, failed.grade)


@pytest.mark.provision("Q24")
def test_without_material_there_is_no_score_but_a_proposed_gate(case: Make, edition: Edition) -> None:
    """Missing is not zero: only the confirmed gate gives a grade."""
    found = evaluate(case(figures=None), edition)
    confirmed = evaluate(case(figures=None), edition, gates=found.proposed_gates)

    assert (None, ("no_material",), None) == (found.score, found.proposed_gates, found.grade)
    assert (None, Grade.UNQUALIFIED) == (confirmed.score, confirmed.grade)


@pytest.mark.provision("R8-dims", "Q24")
def test_bonus_and_late_data_change_the_score_by_rule(case: Make, edition: Edition) -> None:
    """Two points more, one point less for each late datum."""
    found = evaluate(case(points=("4",) * 5), edition, bonus=Decimal(2), late_data=3)

    assert Decimal("89.00") == found.score


@pytest.mark.provision("R8-dims")
def test_the_measured_area_stands_before_the_one_handed_in(case: Make, edition: Edition) -> None:
    """A park that claims 5000 square metres and has 2000 gets the points for 2000."""
    small = VISIT.model_copy(update={"area_m2": Decimal(2000)})
    areas = [evaluate(case(visit=visit), edition).indicators[0].points for visit in (VISIT, small)]

    assert [Decimal("4.00"), Decimal("2.40")] == areas


@pytest.mark.provision("Q10", "Q28")
def test_a_recused_members_card_is_kept_and_does_not_count(
    case: Make, edition: Edition, panel: Panel
) -> None:
    """The mean is that of those who sit, and of the last version of each card."""
    seated = case()
    odd = (card("stranger", "0"), card(panel.member_ids[0], "0"), *seated.cards)
    found = evaluate(seated.model_copy(update={"cards": odd}), edition)

    assert Decimal("100.00") == found.score
    assert "stranger" in seated.model_copy(update={"cards": odd}).who_sat


# --- What each act asks for ----------------------------------------------------------------------------------

JUDGED = {"judgements": FULL_MARKS, "opinion": "好"}
CONFIRMED = {"opinion": "同意"}
GATE = {"gate": "no_material", "confirmed": True, "reasons": "两次催报未报"}
NO_FACTS = {"figures": None, "scores": Scores(proposed_gates=("no_material",))}
GRADED = {
    grade: {"scores": Scores(grade=grade, score=Decimal(70)), "confirmed_on": date(2029, 10, 12)}
    for grade in Grade
}
CHECKED = {"checker": "钱法制", "checked_on": "2029-10-13"}
NOBODY = {"cards": ()}
LATE = {**CONFIRMED, "late_data_reason": "逾期"}
TURNS = {
    "points": ("9",) * 5,
    "figures": POOR,
    "scores": Scores(),
    "cycle_years": YEARS,
    "self_records": records("80", "80"),
}


def refusal(held: EvaluationFile, act: Act, actor: Actor, form: dict[str, Any], edition: Edition) -> str:
    """Give the code of the refusal of an act; empty if it is taken."""
    try:
        check_rules(held, act, read_form(act, RULES.forms[act], form), actor, NOW, edition)
    except RefusedError as error:
        return error.code
    return ""


CASES: list[tuple[Stage, Act, Role, dict[str, Any], dict[str, Any], str]] = [
    (S.EVALUATION_FACTS, A.SUBMIT_EVALUATION_FACTS, R.LOCAL_HRSS, {"figures": FIGURES}, {}, ""),
    (
        S.EVALUATION_FACTS,
        A.SUBMIT_EVALUATION_FACTS,
        R.LOCAL_HRSS,
        {"figures": {**FIGURES, "events": None}},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_FACTS,
        A.SUBMIT_EVALUATION_FACTS,
        R.LOCAL_HRSS,
        {"figures": {**FIGURES, "events": 0}},
        {},
        "",
    ),
    (S.EVALUATION_SCORING, A.RECORD_SITE_VISIT, R.CITY_HRSS, VISIT.model_dump(), {"visit": None}, ""),
    (S.EVALUATION_SCORING, A.RECORD_SITE_VISIT, R.CITY_HRSS, VISIT.model_dump(), {}, "already_done"),
    (S.EVALUATION_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, NOBODY, ""),
    (S.EVALUATION_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, {}, "already_done"),
    (S.EVALUATION_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, {**NOBODY, "visit": None}, "too_early"),
    (
        S.EVALUATION_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {"P2": "3"}},
        NOBODY,
        "bad_form",
    ),
    (
        S.EVALUATION_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {**FULL_MARKS, "P2": "3.01"}},
        NOBODY,
        "bad_form",
    ),
    (
        S.EVALUATION_SCORING,
        A.SIGN_SCORECARD,
        R.EXPERT,
        {**JUDGED, "judgements": {**FULL_MARKS, "P1": "1"}},
        NOBODY,
        "bad_form",
    ),
    (S.EVALUATION_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, {**NOBODY, "figures": {}}, "bad_form"),
    (S.EVALUATION_SCORING, A.SIGN_SCORECARD, R.EXPERT, JUDGED, {**NOBODY, "figures": None}, ""),
    (S.EVALUATION_SCORING, A.CORRECT_SCORECARD, R.EXPERT, {**JUDGED, "reason": "笔误"}, {}, "too_late"),
    (S.EVALUATION_SCORING, A.CORRECT_SCORECARD, R.EXPERT, {**JUDGED, "reason": "笔误"}, NOBODY, "too_early"),
    (S.EVALUATION_SCORING, A.CORRECT_SCORECARD, R.EXPERT, JUDGED, {}, "bad_form"),
    (S.EVALUATION_SCORING, A.COLLATE_SCORES, R.SYSTEM, {}, {}, ""),
    (S.EVALUATION_SCORING, A.COLLATE_SCORES, R.SYSTEM, {}, NOBODY, "too_early"),
    (S.EVALUATION_CONFIRMATION, A.CONFIRM_RESULT, R.CITY_HRSS_LEADER, CONFIRMED, {"scores": Scores()}, ""),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "gates": [GATE]},
        NO_FACTS,
        "",
    ),
    (S.EVALUATION_CONFIRMATION, A.CONFIRM_RESULT, R.CITY_HRSS_LEADER, CONFIRMED, NO_FACTS, "condition"),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "gates": [{**GATE, "confirmed": False}]},
        NO_FACTS,
        "condition",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "gates": [GATE, GATE]},
        NO_FACTS,
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "gates": [{**GATE, "gate": "ugly"}]},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "bonus": "5", "bonus_reason": "省级荣誉"},
        {},
        "",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "bonus": "5.01", "bonus_reason": "省级荣誉"},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "bonus": "1"},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "late_data": 1},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**CONFIRMED, "late_data": 1, "late_data_reason": "逾期"},
        {},
        "",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.VOID_EVALUATION,
        R.CITY_HRSS_LEADER,
        {"opinion": "同意作废"},
        {"reasons": (("Q29", "程序错误"),)},
        "",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.VOID_EVALUATION,
        R.CITY_HRSS_LEADER,
        {"opinion": "同意作废"},
        {},
        "condition",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.PROPOSE_VOID,
        R.CITY_HRSS,
        {"reasons": ["程序错误"], "provisions": ["Q29"]},
        {},
        "",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.PROPOSE_VOID,
        R.CITY_HRSS,
        {"reasons": ["程序错误"], "provisions": ["Q99"]},
        {},
        "bad_form",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.PROPOSE_VOID,
        R.CITY_HRSS,
        {"reasons": ["程序错误"], "provisions": ["Q29"]},
        {"reasons": (("Q29", "程序错误"),)},
        "already_done",
    ),
    # 65 points of the panel and one missing year of three: a fourth late datum turns a pass into a failure for it.
    (S.EVALUATION_CONFIRMATION, A.CONFIRM_RESULT, R.CITY_HRSS_LEADER, {**LATE, "late_data": 3}, TURNS, ""),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**LATE, "late_data": 4},
        TURNS,
        "condition",
    ),
    (
        S.EVALUATION_CONFIRMATION,
        A.CONFIRM_RESULT,
        R.CITY_HRSS_LEADER,
        {**LATE, "late_data": 4, "gates": [{"gate": "self_missing", "confirmed": False, "reasons": "受灾"}]},
        TURNS,
        "",
    ),
    (S.EVALUATION_PUBLICATION, A.COMMEND, R.CITY_HRSS, {}, GRADED[Grade.EXCELLENT], ""),
    (S.EVALUATION_PUBLICATION, A.COMMEND, R.CITY_HRSS, {}, GRADED[Grade.QUALIFIED], "condition"),
    (S.EVALUATION_PUBLICATION, A.PUBLISH_RESULT, R.CITY_HRSS, {}, GRADED[Grade.QUALIFIED], ""),
    (S.EVALUATION_PUBLICATION, A.PUBLISH_RESULT, R.CITY_HRSS, {}, GRADED[Grade.UNQUALIFIED], "condition"),
    (S.EVALUATION_PUBLICATION, A.CIRCULATE_FAILURE, R.CITY_HRSS, CHECKED, GRADED[Grade.UNQUALIFIED], ""),
    (
        S.EVALUATION_PUBLICATION,
        A.CIRCULATE_FAILURE,
        R.CITY_HRSS,
        CHECKED,
        GRADED[Grade.EXCELLENT],
        "condition",
    ),
    (S.EVALUATION_PUBLICATION, A.CIRCULATE_FAILURE, R.CITY_HRSS, {}, GRADED[Grade.UNQUALIFIED], "bad_form"),
    (
        S.EVALUATION_PUBLICATION,
        A.CIRCULATE_FAILURE,
        R.CITY_HRSS,
        {**CHECKED, "checker": R.CITY_HRSS.zh},
        GRADED[Grade.UNQUALIFIED],
        "bad_form",
    ),
    (
        S.EVALUATION_PUBLICATION,
        A.CIRCULATE_FAILURE,
        R.CITY_HRSS,
        {**CHECKED, "checked_on": "2029-10-11"},
        GRADED[Grade.UNQUALIFIED],
        "bad_form",
    ),
    (
        S.EVALUATION_PUBLICATION,
        A.CIRCULATE_FAILURE,
        R.CITY_HRSS,
        {**CHECKED, "checked_on": "2029-10-16"},
        GRADED[Grade.UNQUALIFIED],
        "bad_form",
    ),
    (
        S.EVALUATION_SUPPORT,
        A.RECORD_SUPPORT,
        R.CITY_HRSS,
        {"content": "奖补", "amount_cny": "200000", "paid": False},
        {},
        "",
    ),
    (S.EVALUATION_SUPPORT, A.RECORD_SUPPORT, R.CITY_HRSS, {"content": "奖补"}, {}, "bad_form"),
]


@pytest.mark.provision(
    "R8-dims", "R9-praise", "R9-middle", "R9-failnotice", "R9-support", "Q24", "Q28", "Q33"
)
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
    held, actor = case(stage, **changes), actors[role]
    move = RULES.table.find(stage, act)
    assert move is not None
    assert role in move.by

    assert code == refusal(held, act, actor, form, edition)


def stopped(case: EvaluationFile) -> EvaluationFile:
    """Give the case with its clock stopped (Q58)."""
    assert case.due is not None
    line = Suspension(
        kind=SuspensionKind.STOP,
        at=NOW,
        by="周负责",
        basis="Q58",
        reason="水灾",
        due_before=case.due.last_day,
        remaining=5,
    )
    return case.model_copy(update={"due": None, "suspensions": (line,)})


@pytest.mark.provision("Q24", "Q58")
def test_the_city_goes_on_without_facts_only_after_their_period(
    case: Make, edition: Edition, actors: dict[Role, Actor], calendar: Calendar
) -> None:
    """Not a second before 24:00 of the last day."""
    due = calendar.add_workdays(NOW, edition.number("evaluation.facts_workdays"))
    held = case(S.EVALUATION_FACTS, due=due)
    with pytest.raises(RefusedError, match="中止计时"):
        check_rules(
            stopped(held), A.PROCEED_WITHOUT_FACTS, None, actors[R.CITY_HRSS], due.expires_at, edition
        )

    def ask(at: datetime) -> None:
        check_rules(held, A.PROCEED_WITHOUT_FACTS, None, actors[R.CITY_HRSS], at, edition)

    with pytest.raises(RefusedError, match=CHINESE.day(due.last_day)):
        ask(
            due.expires_at.replace(
                year=due.last_day.year, day=due.last_day.day, month=due.last_day.month, hour=23
            )
        )
    ask(due.expires_at)


def test_a_card_is_corrected_while_another_is_still_owed(
    case: Make, edition: Edition, actors: dict[Role, Actor], panel: Panel
) -> None:
    """A member who has signed may correct; the correction is the next version, with its reason (Q28)."""
    held = case(cards=(card(panel.member_ids[0]),))
    form = {"judgements": {**FULL_MARKS, "P2": "0"}, "opinion": "更正", "reason": "笔误"}
    check_rules(
        held,
        A.CORRECT_SCORECARD,
        read_form(A.CORRECT_SCORECARD, RULES.forms[A.CORRECT_SCORECARD], form),
        actors[R.EXPERT],
        NOW,
        edition,
    )
    after = folded(held, A.CORRECT_SCORECARD, actors[R.EXPERT], form)

    assert [(1, None), (2, "笔误")] == [(c.version, c.reason) for c in after.cards]
    assert Decimal(0) == after.standing_cards[panel.member_ids[0]].judgements["P2"]


@pytest.mark.parametrize("act", [A.COMMEND, A.PUBLISH_RESULT, A.CIRCULATE_FAILURE])
def test_who_confirmed_does_not_publish(case: Make, actors: dict[Role, Actor], act: Act) -> None:
    """Four eyes: the result is made known by somebody else."""
    person = actors[R.CITY_HRSS]
    held = case(S.EVALUATION_PUBLICATION, acted={A.CONFIRM_RESULT: person.person})

    with pytest.raises(RefusedError, match="双人复核"):
        authorize(person, act, held)
    authorize(person, act, held.model_copy(update={"acted": {A.CONFIRM_RESULT: "another"}}))


# --- What is waited for, what changes, what is told ---------------------------------------------------------------


def folded(
    held: EvaluationFile, act: Act, actor: Actor, form: dict[str, Any], **outcome: Any
) -> EvaluationFile:
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
        at=NOW,
        actor=actor,
        key=f"k{held.seq}",
        form=form,
        outcome=Outcome(**outcome),
    )
    after = fold(held, entry)
    assert isinstance(after, EvaluationFile)
    return after


@pytest.mark.provision("R8-dims", "Q10")
def test_the_visit_comes_first_and_then_every_member_owes_a_card(case: Make, panel: Panel) -> None:
    """Nobody is asked for a card that cannot be signed yet; an empty seat is to be filled."""
    empty = panel.model_copy(update={"members": panel.members[1:]})
    before = open_tasks(case(cards=(), visit=None))
    during = open_tasks(case(cards=(card(panel.member_ids[1]),), panel=empty))

    assert [(A.RECORD_SITE_VISIT,)] == [task.acts for task in before]
    assert list(panel.member_ids[2:]) == [task.person for task in during if task.role == R.EXPERT]
    assert (A.DRAW_SUBSTITUTES,) == during[-1].acts


@pytest.mark.provision("R9-praise", "R9-middle", "R9-failnotice")
def test_the_one_act_that_fits_is_asked_for(case: Make) -> None:
    """The grade decides how the result is made known."""
    asked = {
        grade: [task.acts for task in open_tasks(case(S.EVALUATION_PUBLICATION, **GRADED[grade]))]
        for grade in Grade
    }

    assert {
        Grade.EXCELLENT: [(A.COMMEND,)],
        Grade.QUALIFIED: [(A.PUBLISH_RESULT,)],
        Grade.UNQUALIFIED: [(A.CIRCULATE_FAILURE,)],
    } == asked


def test_handed_in_files_replace_those_of_their_slot(case: Make, actors: dict[Role, Actor]) -> None:
    """A new tenant list stands for the old one; what was not handed in anew stays."""
    new = Material(
        slot=Slot.TENANT_LIST, name="new.csv", sha256="f" * 64, size_bytes=1, media_type="text/csv"
    )
    held = case(S.EVALUATION_FACTS, figures=None, cards=(), panel=None)
    after = folded(
        held, A.SUBMIT_EVALUATION_FACTS, actors[R.LOCAL_HRSS], {"figures": FIGURES}, materials=(new,)
    )

    assert new == after.materials[-1]
    assert len(held.materials) == len(after.materials)
    assert after.figures == YearFacts.model_validate(FIGURES)


@pytest.mark.provision("Q10", "Q42")
def test_cards_are_sealed_until_all_are_signed_and_a_recusal_opens_them_again(
    case: Make, edition: Edition, actors: dict[Role, Actor], panel: Panel
) -> None:
    """Collated cards are open; a member who leaves takes the collated result back."""
    held = case()
    scores = evaluate(held, edition).model_dump(mode="json")
    collated = folded(held, A.COLLATE_SCORES, actors[R.SYSTEM], {}, computed=scores)
    again = folded(
        collated, A.RECUSE, actors[R.CITY_HRSS_LEADER], {"member": panel.member_ids[0], "ground": "亲属"}
    )

    assert [True, False, True] == [c.signed_sheets()[0].sealed for c in (held, collated, again)]
    assert (S.EVALUATION_SCORING, None) == (again.stage, again.scores)
    assert len(held.cards) == len(again.cards)
    assert not again.all_signed


@pytest.mark.provision("Q10", "Q28", "Q29")
def test_once_the_result_is_known_it_takes_two_to_set_it_aside(
    case: Make, actors: dict[Role, Actor], panel: Panel
) -> None:
    """Only a leader recuses then, and another confirms; who proposed or drew the panel does not void."""
    held, leader = case(S.EVALUATION_CONFIRMATION, scores=Scores()), actors[R.CITY_HRSS_LEADER]
    other = leader.model_copy(update={"person": "leader-2"})

    authorize(leader, A.RECUSE, held)
    with pytest.raises(RefusedError):
        authorize(actors[R.CITY_HRSS], A.RECUSE, held)
    authorize(actors[R.CITY_HRSS], A.RECUSE, case(S.EVALUATION_SCORING))
    for act, earlier in (
        (A.CONFIRM_RESULT, A.RECUSE),
        (A.VOID_EVALUATION, A.PROPOSE_VOID),
        (A.VOID_EVALUATION, A.DRAW_PANEL),
        (A.VOID_EVALUATION, A.RECUSE),
    ):
        after = held.model_copy(update={"acted": {earlier: leader.person}})
        authorize(other, act, after)
        with pytest.raises(RefusedError):
            authorize(leader, act, after)
    proposal = {"reasons": ["评审组组成有误"], "provisions": ["Q29"]}
    proposed = folded(held, A.PROPOSE_VOID, actors[R.CITY_HRSS], proposal)
    left = folded(proposed, A.RECUSE, leader, {"member": panel.member_ids[0], "ground": "亲属"})
    assert ((("Q29", "评审组组成有误"),), ()) == (proposed.reasons, left.reasons)


@pytest.mark.provision("Q29", "Q37")
def test_a_void_evaluation_is_told_with_its_reasons(case: Make, edition: Edition) -> None:
    """What is void is void for a reason with a basis, and is made anew."""
    held = case(S.EVALUATION_VOID, reasons=(("Q10", "评审组组成有误"),), confirmed_on=NOW.date())
    occasion = Occasion(number="号", dated=NOW.date(), facts=held.facts, edition=edition)
    kind = DocumentKind.EVALUATION_VOIDED
    letter = RULES.letters[kind](held, occasion, Issue(kind=kind, number="号", dated=NOW.date()))
    text = "".join(paragraph.text for paragraph in letter.paragraphs)

    assert "评审组组成有误" in text
    assert "重新组织考评" in text
    assert {"Q10", "Q29", "Q37"} <= set(letter.citations)


@pytest.mark.provision("Q42")
def test_a_case_is_shown_without_its_cards_and_without_who_gave_what(
    case: Make, edition: Edition, panel: Panel
) -> None:
    """Sealed cards are sealed for everybody who looks at the case; a collated result names nobody."""
    held = case()
    collated = held.model_copy(update={"scores": evaluate(held, edition)})
    shown = [one.shown() for one in (held, collated)]

    assert [None, "100.00"] == [one["scores"] and one["scores"]["score"] for one in shown]
    assert not [member for member in panel.member_ids if member in str(shown)]
    assert not [one for one in shown if "cards" in one]


@pytest.mark.provision("R8-parts", "Q26", "Q29")
def test_the_park_hears_the_overall_result_of_the_day_of_confirmation(case: Make, edition: Edition) -> None:
    """Grade, score, failed dimensions and who sat; a void evaluation says so, a lapsed one says nothing."""
    held = case(S.UNQUALIFIED, points=("3",) * 5, figures=POOR, confirmed_on=NOW.date(), entered_at=NOW)
    held = held.model_copy(update={"scores": evaluate(held, edition)})
    told, void, lapsed = (
        RULES.close(held.model_copy(update={"stage": stage})).overall
        for stage in (S.UNQUALIFIED, S.EVALUATION_VOID, S.LAPSED)
    )

    assert told is not None
    assert ("unqualified", Decimal("59.00"), ("S", "E"), NOW.date()) == (
        told.grade,
        told.score,
        told.failed_dimensions,
        told.on,
    )
    assert held.panel is not None
    assert held.panel.member_ids == told.panel
    assert void is not None
    assert ("void", None) == (void.grade, void.score)
    assert lapsed is None


@pytest.mark.provision("R9-failnotice", "Q33")
def test_the_circular_names_the_gates_the_score_and_who_checked_it(case: Make, edition: Edition) -> None:
    """Every reason has its basis; a dismissed gate is not among them."""
    rulings = (
        GateRuling(gate="self_missing", confirmed=True, reasons="缺两年"),
        GateRuling(gate="false_data", confirmed=False, reasons="查无实据"),
    )
    held = case(
        S.UNQUALIFIED,
        points=("3",) * 5,
        figures=POOR,
        gates=rulings,
        confirmed_on=NOW.date(),
        circular=Circular(checker="钱法制", checked_on=NOW.date()),
    )
    held = held.model_copy(update={"scores": evaluate(held, edition, gates=("self_missing",))})
    issue = Issue(kind=DocumentKind.FAILURE_CIRCULAR, number="号", dated=NOW.date())
    occasion = Occasion(number="号", dated=NOW.date(), facts=held.facts, edition=edition)
    letter = RULES.letters[issue.kind](held, occasion, issue)

    assert ["Q24", "Q27", "Q28", "R8-dims", "R8-dims"] == [basis for basis, _ in reasons(held, edition)]
    assert any("钱法制" in note for note in letter.notes)
    assert not any("查无实据" in paragraph.text for paragraph in letter.paragraphs)


@pytest.mark.parametrize(
    ("grade", "kind"),
    [(Grade.EXCELLENT, DocumentKind.COMMENDATION), (Grade.QUALIFIED, DocumentKind.EVALUATION_RESULT)],
)
def test_a_passed_result_is_printed_with_its_parts(
    case: Make, edition: Edition, grade: Grade, kind: DocumentKind
) -> None:
    """The letter says the grade, the score and what it was combined from."""
    held = case(
        S.EVALUATION_PUBLICATION,
        cycle_years=YEARS,
        self_records=records("90", "90", "90"),
        confirmed_on=NOW.date(),
    )
    scores = evaluate(held, edition).model_copy(update={"grade": grade})
    held = held.model_copy(update={"scores": scores, "documents": ()})
    occasion = Occasion(number="号", dated=NOW.date(), facts=held.facts, edition=edition)
    letter = RULES.letters[kind](held, occasion, Issue(kind=kind, number="号", dated=NOW.date()))
    text = "".join(paragraph.text for paragraph in letter.paragraphs)

    assert f"结果为{grade.zh}，得分98.00分" in text
    assert "年度自评平均90.00分" in text


def test_each_publication_issues_its_document() -> None:
    """Every way to make a result known puts one numbered document into the world, and has its letter."""
    issued = [
        kind for act in (A.COMMEND, A.PUBLISH_RESULT, A.CIRCULATE_FAILURE) for kind in RULES.issues[act]
    ]

    assert [*issued, *RULES.issues[A.VOID_EVALUATION]] == list(RULES.letters)
    assert Numbered(kind=issued[0], number="1").kind == DocumentKind.COMMENDATION


def test_every_act_of_the_table_has_its_form() -> None:
    """What cannot be read cannot be folded."""
    assert {move.act for move in RULES.table.moves} == RULES.forms.keys()
