"""Which failures are consecutive, under each of the named strategies (R9-revoke, Q29)."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.grading.consecutive import STRATEGIES, OverallResult, ResultKind, Verdict, must_revoke
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition

DRAFT = load_edition("jilin-city-draft")
DEFAULT = "evaluation_or_recheck"
LETTERS = {
    letter: (kind, verdict)
    for letters, kind in (("PFXVU", ResultKind.EVALUATION), ("pfxvu", ResultKind.RECHECK))
    for letter, verdict in zip(letters, Verdict, strict=True)
}
STARTS = date(2029, 11, 20)


def under(strategy: str, **values: Any) -> Edition:
    """Give the draft with a strategy, and with its n or window_years changed."""
    wanted = {"revoke.strategy": strategy} | {f"revoke.{key}": value for key, value in values.items()}
    changed = {key: DRAFT.parameters[key].model_copy(update={"value": v}) for key, v in wanted.items()}
    return DRAFT.model_copy(update={"parameters": {**DRAFT.parameters, **changed}})


def life(letters: str, years: int = 1) -> list[OverallResult]:
    """Give one result per letter, some years apart: P pass, F fail, X exempt, V void, U unknown; small for a recheck."""
    found = []
    for number, letter in enumerate(letters):
        kind, verdict = LETTERS[letter]
        on = STARTS.replace(year=STARTS.year + number * years)
        found.append(OverallResult(case=f"c{number}", kind=kind, on=on, verdict=verdict))
    return found


def chain(results: list[OverallResult], edition: Edition) -> str:
    """Write the numbers of the results in the chain; empty for none."""
    found = must_revoke(results, edition)
    return "".join(result.case.removeprefix("c") for result in found.results) if found else ""


@pytest.mark.provision("R9-revoke", "Q29", "Q26")
@pytest.mark.parametrize(
    ("letters", "recheck", "cycles", "window", "single"),
    [
        ("", "", "", "", ""),
        ("P", "", "", "", ""),
        ("F", "", "", "", "0"),
        ("X", "", "", "", ""),
        ("FF", "01", "01", "01", "1"),
        ("Ff", "01", "", "01", "1"),
        ("Fp", "", "", "", ""),
        ("FpF", "", "02", "02", "2"),
        ("FPF", "", "", "02", "2"),
        ("FPFF", "23", "23", "23", "3"),
        ("FpFf", "23", "02", "23", "3"),
        ("FXF", "02", "02", "02", "2"),
        ("FVF", "02", "02", "02", "2"),
        ("FxvF", "03", "03", "03", "3"),
        ("FXPXF", "", "", "", "4"),
        ("XF", "", "", "", "1"),
        ("FFX", "01", "01", "01", "1"),
        ("FFP", "", "", "", ""),
        ("FFp", "", "01", "", ""),
        ("FFF", "12", "12", "12", "2"),
        ("FuF", "", "02", "02", "2"),
        ("FuFf", "23", "02", "23", "3"),
        ("Fu", "", "", "", ""),
    ],
)
def test_each_strategy_reads_a_life_in_its_own_way(
    letters: str, recheck: str, cycles: str, window: str, single: str
) -> None:
    """A pass resets but in the window; a recheck counts but for cycles; exempt and void are passed over, an unknown recheck parts."""
    expected = dict(zip(STRATEGIES, (recheck, cycles, window, single), strict=True))

    assert expected == {name: chain(life(letters), under(name)) for name in STRATEGIES}


@pytest.mark.provision("Q29")
@pytest.mark.parametrize(
    ("strategy", "letters", "expected"),
    [
        (DEFAULT, "FfF", "012"),
        (DEFAULT, "Ff", ""),
        (DEFAULT, "FFpF", ""),
        ("two_cycles", "FfFpF", "024"),
        ("two_cycles", "FfF", ""),
        ("two_in_window", "FPfF", "023"),
        ("two_in_window", "FPF", ""),
        ("single", "F", "0"),
    ],
)
def test_the_edition_says_how_many(strategy: str, letters: str, expected: str) -> None:
    """Of three that are asked for, two are not enough; one strategy asks for no number."""
    assert expected == chain(life(letters), under(strategy, n=3))


@pytest.mark.provision("Q29", "Q57")
@pytest.mark.parametrize(
    ("first", "last", "years", "within"),
    [
        (date(2029, 11, 20), date(2032, 11, 20), 3, True),
        (date(2029, 11, 20), date(2032, 11, 21), 3, False),
        (date(2028, 2, 29), date(2031, 2, 28), 3, True),
        (date(2028, 2, 29), date(2031, 3, 1), 3, False),
        (date(2028, 2, 29), date(2032, 2, 29), 4, True),
        (date(2028, 2, 29), date(2032, 3, 1), 4, False),
        (date(2029, 2, 28), date(2032, 2, 28), 3, True),
        (date(2029, 2, 28), date(2032, 2, 29), 3, False),
    ],
)
def test_the_window_is_measured_on_days_and_includes_its_last(
    first: date, last: date, years: int, within: bool
) -> None:
    """The anniversary of the first failure is the last day; that of 29 February is the 28th."""
    results = [
        OverallResult(case=case, kind=ResultKind.EVALUATION, on=on, verdict=Verdict.FAIL)
        for case, on in (("c0", first), ("c1", last))
    ]

    assert ("01" if within else "") == chain(results, under("two_in_window", window_years=years))


@pytest.mark.provision("Q29")
def test_a_result_that_is_annulled_no_longer_counts() -> None:
    """The last word on a case stands: without its pass the failures are neighbours, without one of them they are none."""
    results = life("FPF")

    def annulled(number: int) -> list[OverallResult]:
        return [*results, results[number].model_copy(update={"verdict": Verdict.VOID})]

    assert ["", "02", ""] == [chain(annulled(number), under(DEFAULT)) for number in range(3)]


@pytest.mark.provision("R9-revoke", "Q29")
def test_a_case_fails_once_however_often_it_is_told() -> None:
    """The same result handed in twice is no chain."""
    assert "" == chain(life("F") * 2, under(DEFAULT))


@pytest.mark.provision("R9-revoke", "Q29")
def test_the_chain_is_explained() -> None:
    """Day, kind and case of each failure, the strategy and its numbers: enough for a decision to cite."""
    found = must_revoke(life("Ff"), under(DEFAULT))
    windowed = must_revoke(life("FPF"), under("two_in_window", window_years=5))

    assert found is not None
    assert windowed is not None
    assert (DEFAULT, "R9-revoke, Q29") == (found.strategy, found.basis)
    assert str(found.explanation) == (
        "2029年11月20日综合考评（c0）、2030年11月20日整改复评（c1）不合格。按“相邻总评”的算法，"
        "综合考评和整改复评各算一次，相邻 2 次不合格的，为连续不合格；免评和无效的结果略过不计。"
    )
    assert "5 年内（含期满当日）累计 2 次不合格" in str(windowed.explanation)


LIVES = st.text("PFXVpfxv", max_size=12)


@given(LIVES, st.sampled_from(list(STRATEGIES)), st.integers(2, 4), st.randoms())
def test_no_order_of_telling_changes_the_chain(letters: str, strategy: str, n: int, chance: Any) -> None:
    """The days put the results in order, not whoever lists them."""
    results = life(letters)
    shuffled = list(results)
    chance.shuffle(shuffled)

    assert must_revoke(results, under(strategy, n=n)) == must_revoke(shuffled, under(strategy, n=n))


@given(LIVES, st.sampled_from(list(STRATEGIES)), st.integers(2, 4))
def test_a_chain_is_made_of_failures_and_ends_with_the_latest(letters: str, strategy: str, n: int) -> None:
    """As many different failures as are asked for, rising, the last of them the latest that counts."""
    results = life(letters)
    found = must_revoke(results, under(strategy, n=n))
    if found is None:
        return
    counted = [
        r
        for r in results
        if r.verdict in {Verdict.PASS, Verdict.FAIL} and r.kind in STRATEGIES[strategy].counts
    ]

    assert {Verdict.FAIL} == {result.verdict for result in found.results}
    assert (1 if strategy == "single" else n) == len(found.results)
    assert sorted({result.on for result in found.results}) == [result.on for result in found.results]
    assert counted[-1] == found.results[-1]


@given(LIVES, st.sampled_from("XVxv"), st.integers(0, 12), st.sampled_from(list(STRATEGIES)))
def test_what_is_skipped_changes_nothing(letters: str, skipped: str, where: int, strategy: str) -> None:
    """An exempt or void result anywhere, on a day of its own, neither breaks nor makes a chain."""
    results = life(letters)
    kind, verdict = LETTERS[skipped]
    extra = OverallResult(
        case="skipped", kind=kind, on=STARTS + timedelta(days=365 * where + 5), verdict=verdict
    )

    assert must_revoke(results, under(strategy)) == must_revoke([extra, *results], under(strategy))


def test_the_stricter_strategy_revokes_whenever_the_milder_does() -> None:
    """Of all lives of up to five results within the window, two in a row are two in the window, and those are one."""
    order = [under("single"), under("two_in_window", window_years=9), under(DEFAULT)]
    for length in range(6):
        for letters in product("PFf", repeat=length):
            revoked = [bool(chain(life("".join(letters)), edition)) for edition in order]
            assert sorted(revoked, reverse=True) == revoked, letters
