"""What a park keeps of its procedures, and what it hands to the next ones (Articles 6 to 9)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.audit.invariants import broken
from regulation.calendar.working_days import CST
from regulation.casework.closing import Closing, OverallRecord, SelfRecord
from regulation.casework.entry import Entry, Submission
from regulation.conditions.dossier import Organisation
from regulation.measures.edition import register
from regulation.measures.model import Edition
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.park import (
    PARK,
    OpenedCase,
    Opening,
    ParkFile,
    called,
    examine_park_act,
    fold_park,
    lapses,
    late,
    next_opening,
    opened_park,
    opening_entry,
)
from regulation.procedures.park.clocks import consecutive_failure, consequence, fails
from regulation.procedures.park.forms import Adoption, Import
from regulation.procedures.park.imported import PastGrade
from regulation.procedures.park.reapplying import check_register
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, case_name
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import AlreadyDoneError, ConditionError, FormError, RefusedError, TooEarlyError
from tests.conftest import DISTRICT, EDITION, facts
from tests.decades import an_edition, existing

CITY = Actor(person="city", name="李经办", role=Role.CITY_HRSS)
LEADER = Actor(person="leader", name="周负责", role=Role.CITY_HRSS_LEADER)


def entry(park: ParkFile, act: Act, day: date, form: dict[str, Any], actor: Actor = SYSTEM) -> Entry:
    """Give the park's next entry."""
    move = PARK.find(park.stage, act)
    assert move is not None
    return Entry(
        case="park/jiangbei",
        seq=park.seq + 1,
        stage=move.stage,
        act=act,
        next=move.next,
        basis=move.basis,
        at=datetime.combine(day, time(9), CST),
        actor=actor,
        key=f"k{park.seq}",
        form=form,
    )


def imported(day: date, **changes: Any) -> ParkFile:
    """Give a park of the old register as it stands on the day of its import."""
    form = Import(edition=EDITION.id, edition_digest=EDITION.digest, park=existing(**changes))
    known = ParkFile(id="jiangbei", name="x", district="x", edition=EDITION.id, edition_digest=EDITION.digest)
    first = entry(known, Act.IMPORT_PARK, day, form.model_dump(mode="json"), CITY)
    return fold_park(opened_park(first), first)


def opened(park: ParkFile, act: Act, number: int, on: date, *, for_: date | None = None) -> ParkFile:
    """Let the clock open something."""
    form = {"number": number, "opened_for": (for_ or on).isoformat(), "late": False, "round": None}
    return fold_park(park, entry(park, act, on, form))


def closed(park: ParkFile, on: date, **told: Any) -> ParkFile:
    """Let the park hear how a procedure ended."""
    closing = Closing.model_validate({"at": datetime.combine(on, time(9), CST), **told})
    return fold_park(park, entry(park, Act.CLOSE_PROCEDURE, on, closing.model_dump(mode="json")))


def failed(case: str, kind: Kind, on: date, grade: str = "unqualified") -> OverallRecord:
    """Give an overall result."""
    return OverallRecord(case=case, kind=kind, on=on, grade=grade, score=Decimal(50))


def adopted(park: ParkFile, new: Edition, on: date) -> ParkFile:
    """Let the leader adopt an edition."""
    form = Adoption(edition=new.id, edition_digest=new.digest, note="新版").model_dump(mode="json")
    return fold_park(park, entry(park, Act.ADOPT_EDITION, on, form, LEADER))


@pytest.fixture
def other(edition: Edition) -> Edition:
    """Give another edition with the same clocks."""
    made = edition.model_copy(update={"id": "jilin-city-second", "digest": "jilin-city-second"})
    register(made)
    return made


@pytest.mark.provision("R8-central", "Q25", "Q40")
def test_a_year_has_one_evaluation_whatever_edition_is_adopted_in_it(other: Edition) -> None:
    """A round calls in March; an edition adopted in May, while it is open or after it, opens none in September."""
    park = imported(date(2029, 1, 10))
    answer = called(park, 2029, date(2029, 3, 1), EDITION)
    assert answer is not None
    running = opened(park, Act.OPEN_EVALUATION, 1, date(2029, 3, 1))
    result = failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 4, 20), "qualified")
    over = closed(
        running,
        date(2029, 4, 25),
        case=result.case,
        kind=Kind.EVALUATION,
        outcome=Stage.QUALIFIED,
        overall=result,
    )
    for held in (running, over):
        after = adopted(held, other, date(2029, 5, 5))
        assert held.evaluation_turn == after.evaluation_turn == 2


@pytest.mark.provision("R8-central", "Q40")
def test_a_park_that_was_evaluated_this_year_on_paper_is_not_evaluated_again_in_it() -> None:
    """The paper result of March 2029 stands for the round of that year; one of 2028 does not."""
    this_year = imported(
        date(2029, 5, 4), evaluation_on=date(2029, 3, 2), evaluation_grade=PastGrade.QUALIFIED
    )
    before = imported(
        date(2029, 5, 4), evaluation_on=date(2028, 12, 31), evaluation_grade=PastGrade.QUALIFIED
    )

    assert (2, 1) == (this_year.evaluation_turn, before.evaluation_turn)


@pytest.mark.provision("Q24", "Q56")
def test_a_year_that_is_not_over_is_not_missing_from_an_evaluation() -> None:
    """2028 was reported and waits for the city bureau: it counts for nothing; once it has ended, it counts."""
    park = imported(date(2029, 1, 1))
    waiting = opened(park, Act.OPEN_SELF_ASSESSMENT, 2028, date(2029, 1, 1))
    case = case_name("jiangbei", Kind.SELF_ASSESSMENT, 2028)
    record = SelfRecord(year=2028, score=None, on_time=False)
    missing = closed(
        waiting,
        date(2029, 5, 1),
        case=case,
        kind=Kind.SELF_ASSESSMENT,
        outcome=Stage.SELF_MISSING,
        self_record=record,
    )
    years = []
    for held in (waiting, missing):
        after = opened(held, Act.OPEN_EVALUATION, 1, date(2029, 9, 1))
        given = opening_entry(after, after.open["park/jiangbei/evaluation/1"], datetime.now(CST))
        years.append(given.form["cycle_years"])

    assert [[2026, 2027], [2026, 2027, 2028]] == years


@pytest.mark.provision("R9-revoke", "Q29")
def test_no_later_chain_rests_on_a_result_that_was_annulled() -> None:
    """A revocation is dropped because the recheck was annulled; the next failure alone is no chain, else it is."""
    evaluation = failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 11, 1))
    recheck = failed("park/jiangbei/rectification/1", Kind.RECTIFICATION, date(2030, 11, 1))
    again = failed("park/jiangbei/evaluation/2", Kind.EVALUATION, date(2032, 11, 1))
    park = imported(date(2029, 1, 1)).model_copy(update={"results": (evaluation, recheck)})
    assert consecutive_failure(park, EDITION) is not None
    revoking = opened(park, Act.OPEN_REVOCATION, 1, date(2030, 11, 2))
    chains = []
    for annulled in ((evaluation, recheck), ()):
        void = tuple(result.model_copy(update={"grade": "void"}) for result in annulled)
        dropped = closed(
            revoking,
            date(2030, 12, 1),
            case="park/jiangbei/revocation/1",
            kind=Kind.REVOCATION,
            outcome=Stage.REVOCATION_DROPPED,
            annulled=void,
        )
        opening = next_opening(dropped, EDITION)
        assert opening is not None
        assert opening.act not in {Act.OPEN_REVOCATION, Act.OPEN_RECTIFICATION}
        later = dropped.model_copy(update={"results": (*dropped.results, again)})
        chains.append(consecutive_failure(later, EDITION))

    assert [True, False] == [chain is None for chain in chains]


@pytest.mark.provision("Q36", "Q40")
def test_the_park_may_apply_again_from_the_day_that_its_decision_names(other: Edition) -> None:
    """The decision was made under the edition of its case; an edition adopted meanwhile changes nothing of it."""
    park = opened(
        imported(date(2029, 1, 1)).model_copy(
            update={"results": (failed("x", Kind.EVALUATION, date(2029, 9, 1)),)}
        ),
        Act.OPEN_REVOCATION,
        1,
        date(2030, 1, 5),
    )
    told = Closing(
        case="park/jiangbei/revocation/1",
        kind=Kind.REVOCATION,
        outcome=Stage.REVOCATION_PUBLICATION,
        at=datetime(2030, 3, 14, 9, tzinfo=CST),
        may_apply_from=date(2033, 3, 14),
    )
    held = adopted(park, other, date(2030, 2, 1))
    ended = fold_park(held, entry(held, Act.END_STATUS, date(2030, 3, 14), told.model_dump(mode="json")))

    assert (date(2030, 3, 14), date(2033, 3, 14)) == (ended.ended_on, ended.reapply_from)


@pytest.mark.provision("R6-report", "R7-consent", "Q21")
def test_changes_that_came_in_order_do_not_push_a_late_survey_out_of_mind() -> None:
    """However many changes are reported and withdrawn, a survey that was not reported still counts."""
    park = opened(imported(date(2029, 1, 1)), Act.OPEN_SURVEY, 1, date(2029, 3, 10))
    case = "park/jiangbei/survey/1"
    held = closed(
        park, date(2029, 9, 10), case=case, kind=Kind.SURVEY, outcome=Stage.SURVEY_MISSED, on_time=False
    )
    running = held.open
    for number in range(1, 31):
        name = f"park/jiangbei/change/{number}"
        change = park.open[case].model_copy(update={"kind": Kind.CHANGE, "number": number})
        held = held.model_copy(update={"open": {**running, name: change}})
        held = closed(held, date(2029, 9, 11), case=name, kind=Kind.CHANGE, outcome=Stage.CHANGE_WITHDRAWN)

    assert [(Kind.SURVEY, False)] == [(report.kind, report.on_time) for report in held.reports]


@pytest.mark.provision("R8-central", "Q29")
def test_the_turn_of_a_void_evaluation_is_owed_again_at_once() -> None:
    """A void evaluation frees nobody for three years: its turn opens again; one with a result does not."""
    park = imported(date(2029, 1, 10))
    opens_on = date(2029, 9, 1)
    running = opened(park, Act.OPEN_EVALUATION, 1, opens_on)
    over = {
        grade: closed(
            running,
            date(2029, 11, 20),
            case="park/jiangbei/evaluation/1",
            kind=Kind.EVALUATION,
            outcome=stage,
            overall=failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 11, 20), grade),
        )
        for grade, stage in (("void", Stage.EVALUATION_VOID), ("qualified", Stage.QUALIFIED))
    }

    assert (park.evaluation_turn, 2) == (over["void"].evaluation_turn, over["qualified"].evaluation_turn)
    again = _evaluations(over["void"], date(2029, 11, 20))
    assert [(2, opens_on)] == [(opening.number, opening.opens_on) for opening in again]
    assert [] == _evaluations(over["qualified"], date(2029, 11, 20))
    assert (None, opens_on) == (over["void"].evaluated_on, over["qualified"].evaluated_on)


def _evaluations(park: ParkFile, today: date) -> list[Any]:
    """List the openings of evaluations that are due, whatever else is."""
    quiet = park.model_copy(update={"survey_turn": 1000, "self_year": 3000})
    found = next_opening(quiet, EDITION)
    return [found] if found is not None and found.opens_on <= today else []


@pytest.mark.provision("R9-revoke", "Q35")
def test_the_status_ends_on_the_basis_of_its_ground() -> None:
    """What another law ended did not end on Article 9; both end the status."""
    park = imported(date(2029, 1, 10))
    for act, basis in ((Act.END_STATUS, "R9-revoke"), (Act.END_STATUS_OTHERWISE, "Q35")):
        told = Closing(
            case="park/jiangbei/revocation/1",
            kind=Kind.REVOCATION,
            outcome=Stage.REVOCATION_PUBLICATION,
            at=datetime(2030, 3, 14, 9, tzinfo=CST),
            outside=act == Act.END_STATUS_OTHERWISE,
            may_apply_from=date(2032, 3, 14),
        )
        ending = entry(park, act, date(2030, 3, 14), told.model_dump(mode="json"))
        assert (basis, Stage.STATUS_REVOKED) == (ending.basis, fold_park(park, ending).stage)
        assert not _wrongly_grounded(ending)
        swapped = told.model_copy(update={"outside": not told.outside}).model_dump(mode="json")
        assert _wrongly_grounded(ending.model_copy(update={"form": swapped}))


def _wrongly_grounded(ending: Entry) -> bool:
    """Whether an audit of the ledger says that the status ended on a ground that is not its own."""
    form = Import(edition=EDITION.id, edition_digest=EDITION.digest, park=existing())
    known = ParkFile(id="jiangbei", name="x", district="x", edition=EDITION.id, edition_digest=EDITION.digest)
    first = entry(known, Act.IMPORT_PARK, date(2029, 1, 10), form.model_dump(mode="json"), CITY)
    return any("not its own" in fault for fault in broken({ending.case: (first, ending)}))


PAPER_FAILURE: dict[str, Any] = {"evaluation_on": date(2027, 2, 1), "evaluation_grade": PastGrade.UNQUALIFIED}


@pytest.mark.provision("R9-revoke", "Q29", "Q40")
@pytest.mark.parametrize(
    ("strategy", "due", "expected"),
    [
        ("evaluation_or_recheck", None, Act.OPEN_RECTIFICATION),
        ("two_cycles", None, Act.OPEN_REVOCATION),
        ("two_in_window", None, Act.OPEN_REVOCATION),
        ("evaluation_or_recheck", date(2027, 12, 1), Act.OPEN_REVOCATION),
    ],
)
def test_a_failure_on_paper_whose_recheck_nobody_knows_is_not_next_to_a_later_one(
    strategy: str, due: date | None, expected: Act
) -> None:
    """Where rechecks stand between evaluations it may have been passed; where they do not, or fail here, it counts."""
    new = an_edition(f"paper-{strategy.replace('_', '-')}", **{"revoke.strategy": strategy})
    park = imported(date(2027, 5, 4), **PAPER_FAILURE, rectify_due=due)
    park = park.model_copy(update={"edition": new.id, "edition_digest": new.digest})
    last = failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 11, 1))
    if due is not None:
        last = failed("park/jiangbei/rectification/1", Kind.RECTIFICATION, date(2027, 12, 20))
    after = park.model_copy(update={"results": (*park.results, last)})

    assert [expected] == [opening.act for opening in consequence(after, new)]


EXIT_AT = datetime(2029, 12, 1, 9, tzinfo=CST)
OPERATING = Actor(person="op", name="张运营", role=Role.OPERATOR)


def leaving(park: ParkFile, at: datetime) -> ParkFile:
    """Let the operator ask to leave."""
    asked = entry(park, Act.OPEN_EXIT, at.date(), {"reason": "业务调整"}, OPERATING)
    return fold_park(park, asked)


@pytest.mark.provision("Q34", "Q36")
def test_who_leaves_with_a_failure_says_so_and_who_put_it_right_does_not() -> None:
    """Not before a failure; until the recheck is passed, also where it was failed; annulled or void it is none."""
    evaluation = failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 11, 1))
    recheck = failed("park/jiangbei/rectification/1", Kind.RECTIFICATION, date(2030, 6, 1))
    passed = recheck.model_copy(update={"grade": "qualified"})
    void = evaluation.model_copy(update={"grade": "void"})
    lives = ((), (evaluation,), (evaluation, passed), (evaluation, recheck), (evaluation, void))
    park = imported(date(2029, 1, 1))
    told = []
    for results in lives:
        held = leaving(park.model_copy(update={"results": results}), EXIT_AT)
        given = opening_entry(held, held.open["park/jiangbei/exit/1"], EXIT_AT)
        told.append(given.form["after_failure"])

    assert [False, True, False, True, False] == told


@pytest.mark.provision("Q34", "Q40")
def test_a_failure_that_was_answered_on_paper_is_not_held_against_who_leaves() -> None:
    """Nobody knows how its recheck ended; one whose limit still runs is being put right."""
    answered = imported(date(2027, 5, 4), **PAPER_FAILURE)
    running = imported(date(2027, 5, 4), **PAPER_FAILURE, rectify_due=date(2027, 12, 1))

    assert [False, True] == [fails(answered), fails(running)]


@pytest.mark.provision("Q34")
def test_a_request_to_leave_lapses_with_a_failure_that_came_after_it() -> None:
    """It said nothing of the failure; one that was made while the failure is being put right goes on."""
    result = failed("park/jiangbei/evaluation/1", Kind.EVALUATION, date(2029, 11, 1))
    park = imported(date(2029, 1, 1)).model_copy(update={"results": (result,)})
    found = []
    for days in (-1, 1):
        asked_on = date(2029, 11, 20) + timedelta(days=days)
        at = datetime.combine(asked_on, time(9), CST)
        held = leaving(park, at) if days < 0 else park
        held = opened(held, Act.OPEN_RECTIFICATION, 1, date(2029, 11, 20))
        held = held if days < 0 else leaving(held, at)
        found.append(lapses(held, held.open["park/jiangbei/exit/1"]))

    assert [True, False] == found


@pytest.mark.provision("R8-central", "Q25", "Q26")
def test_the_day_of_the_round_decides_whenever_a_park_is_called() -> None:
    """Twelve months on that day are enough, a day less is too few, though more have passed when the call comes."""
    acts = []
    for designated_on in (date(2028, 3, 1), date(2028, 3, 2)):
        park = imported(date(2028, 6, 1), designated_on=designated_on, counted_on=designated_on)
        answer = called(park, 2029, date(2029, 3, 1), EDITION)
        assert answer is not None
        assert date(2029, 3, 1) == answer.opens_on
        acts.append(answer.act)

    assert [Act.OPEN_EVALUATION, Act.EXEMPT_EVALUATION] == acts


@pytest.mark.provision("R8-central", "Q25")
@pytest.mark.parametrize(
    ("evaluated_on", "takes_part"),
    [
        (date(2028, 12, 31), True),
        (date(2029, 1, 1), False),
        (date(2029, 3, 1), False),
        (date(2030, 1, 1), False),
    ],
)
def test_a_round_does_not_call_whom_its_year_has_evaluated(evaluated_on: date, *, takes_part: bool) -> None:
    """An evaluation of that year counts, from its first day on and whichever turn it was; one of the year before does not."""
    park = imported(date(2028, 1, 10)).model_copy(update={"evaluated_on": evaluated_on, "evaluation_turn": 1})

    assert takes_part == (called(park, 2029, date(2029, 3, 1), EDITION) is not None)


@pytest.mark.provision("R8-central", "Q25", "Q56")
def test_an_owed_turn_is_taken_with_the_round_that_calls_later() -> None:
    """Called in 2035 with 2032 owed: the round's day and years count, and that year has no second evaluation."""
    park = imported(date(2029, 1, 10)).model_copy(update={"evaluation_turn": 2, "self_year": 2035})
    records = tuple(SelfRecord(year=year, score=Decimal(80), on_time=True) for year in range(2029, 2035))
    park = park.model_copy(update={"self_records": records, "evaluated_on": date(2029, 9, 1)})
    answer = called(park, 2035, date(2035, 5, 4), EDITION)
    assert answer is not None
    assert date(2035, 5, 4) == answer.opens_on
    form = {"number": 1, "opened_for": "2035-05-04", "late": False, "round": "round/2035"}
    held = fold_park(park, entry(park, Act.OPEN_EVALUATION, date(2035, 5, 20), form))
    given = opening_entry(held, held.open["park/jiangbei/evaluation/1"], datetime.now(CST))
    by_clock = opened(park, Act.OPEN_EVALUATION, 1, date(2032, 9, 1))

    assert [2032, 2033, 2034] == given.form["cycle_years"]
    assert (4, 3) == (held.evaluation_turn, by_clock.evaluation_turn)
    excused = {"opened_for": "2035-05-04", "round": "round/2035"}
    exempted = fold_park(park, entry(park, Act.EXEMPT_EVALUATION, date(2035, 5, 20), excused))
    assert 4 == exempted.evaluation_turn


@pytest.mark.provision("R9-rectify", "R9-revoke", "Q55")
def test_a_consequence_is_never_late_by_the_clock() -> None:
    """What the clock opens is late from the second day on; what follows from a result, however old, is not."""
    day = date(2029, 9, 1)
    found = [
        late(Opening(act=act, number=1, opens_on=day), day + timedelta(days=days))
        for act in (Act.OPEN_EVALUATION, Act.OPEN_RECTIFICATION, Act.OPEN_REVOCATION)
        for days in (1, 2)
    ]

    assert [False, True, False, False, False, False] == found


def unreported(park: ParkFile, actor: Actor, since: str = "2029-05-20", kind: str = "name") -> Submission:
    """Report that a change was found that nobody had reported."""
    form = {"kind": kind, "what": "标牌已换", "since": since, "evidence": "现场照片"}
    return Submission(act=Act.RECORD_ACTING_FIRST, actor=actor, key="k", seen=park.seq, form=form)


@pytest.mark.provision("R7-consent", "Q21")
def test_a_change_that_nobody_reported_counts_as_acting_first() -> None:
    """The city bureau or the local department records it; it is in the counts of the next evaluation."""
    park, at = imported(date(2029, 1, 1)), datetime(2029, 6, 1, 9, tzinfo=CST)
    local = Actor(person="local", name="王所在", role=Role.LOCAL_HRSS, district=DISTRICT)
    for actor in (CITY, local):
        assert "Q21" == examine_park_act(park, unreported(park, actor), at, EDITION).basis
    with pytest.raises(RefusedError, match="无权作出"):
        examine_park_act(park, unreported(park, OPERATING), at, EDITION)
    found = entry(park, Act.RECORD_ACTING_FIRST, at.date(), unreported(park, CITY).form, CITY)
    held = opened(fold_park(park, found), Act.OPEN_EVALUATION, 1, date(2029, 9, 1))
    given = opening_entry(held, held.open["park/jiangbei/evaluation/1"], at)

    assert 1 == given.form["ledger"]["changes_before_consent"]


@pytest.mark.provision("R7-consent", "Q21")
def test_what_is_found_has_happened_since_the_designation_and_is_not_being_reported() -> None:
    """From the day of designation to today; the same matter is recorded on its open case, another one is not."""
    park, at = imported(date(2029, 1, 1)), datetime(2029, 6, 1, 9, tzinfo=CST)
    for since in ("2025-03-10", "2029-06-01"):
        assert examine_park_act(park, unreported(park, CITY, since), at, EDITION)
    for since in ("2025-03-09", "2029-06-02"):
        with pytest.raises(FormError, match="since"):
            examine_park_act(park, unreported(park, CITY, since), at, EDITION)
    report = {"kind": "closure", "what": "停业三月", "planned_on": "2029-09-01"}
    running = fold_park(park, entry(park, Act.OPEN_CHANGE, date(2029, 5, 1), report))
    assert examine_park_act(running, unreported(running, CITY, kind="firms"), at, EDITION)
    with pytest.raises(ConditionError, match="change/1"):
        examine_park_act(running, unreported(running, CITY, kind="closure"), at, EDITION)


@pytest.mark.provision("R6-report", "Q55")
def test_an_excused_survey_counts_for_nothing() -> None:
    """One that nobody could do is in no count; one that was missed is."""
    park = opened(imported(date(2029, 1, 1)), Act.OPEN_SURVEY, 1, date(2029, 3, 10))
    told = {"case": "park/jiangbei/survey/1", "kind": Kind.SURVEY, "outcome": Stage.SURVEY_MISSED}
    after = [
        closed(park, date(2029, 9, 10), **told, on_time=False, excused=excused) for excused in (True, False)
    ]

    assert [0, 1] == [len(held.reports) for held in after]


@pytest.mark.provision("Q36")
def test_a_bar_holds_for_the_operator_and_the_site_under_any_name() -> None:
    """Until the day before it ends, on either alone; not from that day on, not for others, not for the park itself."""
    barred = imported(date(2029, 1, 1), id="gone").model_copy(
        update={
            "id": "gone",
            "stage": Stage.STATUS_REVOKED,
            "ended_on": date(2030, 3, 14),
            "reapply_from": date(2032, 3, 14),
        }
    )
    assert barred.facts is not None
    same = barred.facts
    other_operator = same.model_copy(update={"operator": None})
    sites = tuple(site.model_copy(update={"address": "别处路9号"}) for site in same.sites)
    other_site = same.model_copy(update={"sites": sites})
    spaced = tuple(site.model_copy(update={"address": " 某路 1号"}) for site in same.sites)
    for applying in (same, other_operator, other_site, other_operator.model_copy(update={"sites": spaced})):
        with pytest.raises(TooEarlyError, match="2032年3月14日起"):
            check_register("park/new", applying, [barred], date(2032, 3, 13))
        check_register("park/new", applying, [barred], date(2032, 3, 14))
    check_register("park/new", other_site.model_copy(update={"operator": None}), [barred], date(2031, 1, 1))
    check_register("park/gone", same, [barred], date(2031, 1, 1))


@pytest.mark.provision("Q36", "R7-report")
def test_a_site_that_is_a_municipal_park_does_not_apply_again() -> None:
    """Under another name it is the same park; its operator may apply with another site."""
    park = imported(date(2029, 1, 1))
    assert park.facts is not None
    with pytest.raises(AlreadyDoneError, match="jiangbei"):
        check_register("park/new", park.facts, [park], date(2029, 2, 1))
    elsewhere = facts().model_copy(update={"operator": park.facts.operator})
    assert elsewhere.sites != park.facts.sites
    check_register("park/new", elsewhere, [park], date(2029, 2, 1))


@pytest.mark.provision("Q32")
@pytest.mark.parametrize(("kind", "refused"), [(Kind.REVOCATION, True), (Kind.EVALUATION, False)])
def test_who_is_heard_on_a_revocation_is_not_changed_meanwhile(kind: Kind, *, refused: bool) -> None:
    """A change of the operator waits until the revocation is decided; no other procedure holds it up."""
    park = imported(date(2027, 5, 4))
    running = OpenedCase(
        kind=kind,
        number=1,
        edition=EDITION.id,
        edition_digest=EDITION.digest,
        opened_for=date(2027, 5, 5),
        opened_at=datetime(2027, 5, 5, 9, tzinfo=CST),
        by=SYSTEM,
    )
    park = park.model_copy(update={"open": {case_name(park.id, kind, 1): running}})
    assert park.facts is not None
    other = Organisation(name="新运营有限公司", credit_code="91220203MAFX02026W")
    form = {
        "kind": "operator",
        "what": "更换运营机构",
        "planned_on": "2027-09-01",
        "facts": park.facts.model_copy(update={"operator": other}).model_dump(mode="json"),
    }
    local = Actor(person="local", name="王所在", role=Role.LOCAL_HRSS, district=DISTRICT)
    asked = Submission(act=Act.OPEN_CHANGE, actor=local, key="k", seen=0, form=form)
    at = datetime(2027, 5, 6, 9, tzinfo=CST)

    if refused:
        with pytest.raises(ConditionError, match="Q32"):
            examine_park_act(park, asked, at, EDITION)
    else:
        assert Act.OPEN_CHANGE == examine_park_act(park, asked, at, EDITION).act
