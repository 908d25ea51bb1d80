"""What a simulation came to is what its ledger says, counted in another way."""

from collections import Counter

import pytest

from proof import checks
from records import ledger
from regulation.audit.invariants import by_case
from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, kind_of
from regulation.vocabulary.stage import Stage
from simulation.years.outcome import Outcome, What, outcome, together
from simulation.years.years import Plan, Years
from tests.conftest import EDITION

PLAN = Plan(EDITION, seed=1, first=5, years=8)  # revoked in its sixth year


@pytest.fixture(scope="module")
async def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Entry], int]:
    """Give the ledger of eight years, and its length as the records have verified it."""
    async with Years(PLAN, tmp_path_factory.mktemp("life")) as years:
        await years.run()
        await years.keep()
        entries = await ledger.entries(years.db)
        return entries, await checks.verify(years.db)


@pytest.fixture(scope="module")
def told(life: tuple[list[Entry], int]) -> Outcome:
    """Give the outcome of those years."""
    return outcome(life[0])


def test_every_case_that_ended_has_its_mark(life: tuple[list[Entry], int], told: Outcome) -> None:
    """Counted by the last stage of each case: evaluations, rectifications, self-assessments, surveys, revocations."""
    last = Counter(entries[-1].next for case, entries in by_case(life[0]).items() if kind_of(case))
    closed = [
        Closing.model_validate(entry.form)
        for entry in life[0]
        if entry.act in {Act.CLOSE_PROCEDURE, Act.END_STATUS, Act.ENTER_LIFE}
    ]
    self_assessed = sum(c.kind == Kind.SELF_ASSESSMENT and c.self_record is not None for c in closed)

    counts = told.counts
    assert last[Stage.DESIGNATED] == counts[What.DESIGNATED] >= 1
    assert last[Stage.UNQUALIFIED] == counts[What.UNQUALIFIED] >= 1
    assert last[Stage.NOT_RECTIFIED] == counts[What.NOT_RECTIFIED] == counts[What.REVOKED] == 1
    assert last[Stage.SURVEYED] + last[Stage.SURVEY_CARRIED_OVER] == counts[What.SURVEYED] >= 5
    assert self_assessed == sum(counts[w] for w in (What.SELF_ON_TIME, What.SELF_LATE, What.SELF_MISSING))


def test_a_revocation_says_why(told: Outcome) -> None:
    """The chain of failures in words, as the case itself has it."""
    revoked = told.lives[0].first(What.REVOKED)

    assert revoked is not None
    assert "不合格" in str(revoked.why)


def test_a_self_assessment_counts_for_the_year_that_it_assesses(told: Outcome) -> None:
    """It happens in the year after, and every year has one at most."""
    years = [
        (mark.year, mark.on.year)
        for mark in told.lives[0].marks
        if mark.what in {What.SELF_ON_TIME, What.SELF_LATE, What.SELF_MISSING}
    ]

    assert [year + 1 for year, _ in years] == [on for _, on in years]
    assert len(years) == len(set(years)) >= 4


def test_the_proof_is_the_ledgers(life: tuple[list[Entry], int], told: Outcome) -> None:
    """The number of entries, a head that changes with any byte, and no broken invariant."""
    (proof,) = told.proofs
    changed = [*life[0][:-1], life[0][-1].model_copy(update={"key": "another"})]

    assert (life[1], ()) == (proof.entries, proof.faults)
    assert proof.head != outcome(changed).proofs[0].head
    assert told == outcome(life[0])


def test_a_broken_ledger_is_told(life: tuple[list[Entry], int]) -> None:
    """Without its legal checks a revocation was not lawful, and a case has a gap."""
    without = [entry for entry in life[0] if entry.act != Act.RECORD_LEGAL_CHECK]

    faults = outcome(without).faults
    assert any("revoked without record_legal_check" in fault for fault in faults)
    assert any("gap" in fault for fault in faults)


def test_outcomes_are_put_together(told: Outcome) -> None:
    """Parks in the order of their numbers, proofs in the order of the parts."""
    parts = [
        told.model_copy(update={"lives": (told.lives[0].model_copy(update={"park": park}),)})
        for park in ("sim-100", "sim-11", "sim-02")
    ]

    whole = together(parts)
    assert ["sim-02", "sim-11", "sim-100"] == [life.park for life in whole.lives]
    assert 3 == len(whole.proofs)
    assert 3 * told.counts[What.SURVEYED] == whole.counts[What.SURVEYED]
    assert 3 == whole.parks_with(What.REVOKED)


def test_nothing_happened_is_an_outcome_too() -> None:
    """No park, no entry, no fault."""
    nothing = outcome([])

    assert (0, ()) == (len(nothing.lives), nothing.faults)
    assert (0, "") == (nothing.proofs[0].entries, nothing.proofs[0].head)
