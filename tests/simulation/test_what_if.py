"""Two editions over the same people: what differs is what the editions make of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from regulation.measures.edition import known_editions, load, register
from regulation.measures.model import Edition
from simulation.years.cities import City, play
from simulation.years.outcome import Life, Mark, Outcome, Proof, What
from simulation.years.what_if import compare
from simulation.years.years import Plan
from tests.conftest import EDITION

ROOT = Path(__file__).parent.parent.parent
TWO_CYCLES = ROOT / "samples" / "editions" / "two-cycles.toml"


@pytest.fixture
def two_cycles() -> Iterator[Edition]:
    """Make the sample edition known, for one test."""
    found = load(TWO_CYCLES)
    register(found)
    yield found
    known_editions().pop(found.id)


def test_the_sample_is_the_packaged_edition_but_for_its_strategy() -> None:
    """Line by line: only the id, the title and how 连续 is read; made by samples/what_if_editions.py."""
    packaged = (ROOT / "regulation" / "measures" / "editions" / f"{EDITION.id}.toml").read_text(
        encoding="utf-8"
    )
    lines = zip(packaged.splitlines(), TWO_CYCLES.read_text(encoding="utf-8").splitlines(), strict=True)

    differing = [there.split(" = ")[0] for here, there in lines if here != there]
    assert ["id", "title", '"revoke.strategy"'] == differing


@pytest.mark.provision("R9-revoke", "Q29")
async def test_a_failed_recheck_alone_does_not_revoke_under_two_cycles(two_cycles: Edition) -> None:
    """The fifth park of seed 1 fails its evaluation and its recheck in 2032; until then nothing differs."""
    plan = {"seed": 1, "first": 5, "years": 6}
    mine = await play(City(Plan(EDITION, **plan)))  # type: ignore[arg-type]
    yours = await play(City(Plan(two_cycles, **plan)))  # type: ignore[arg-type]
    told = compare(EDITION, mine, two_cycles, yours)

    assert [("revoke.strategy", "evaluation_or_recheck", "two_cycles")] == [
        (changed.key, changed.here, changed.there) for changed in told.changed
    ]
    (parting,) = told.partings
    assert ("sim-05", 1, 0) == (parting.park, parting.revoked_here, parting.revoked_there)
    assert (What.REVOKED, None) == (parting.here and parting.here.what, parting.there)
    assert "整改复评" in "".join(parting.why)
    recheck = mine.lives[0].first(What.NOT_RECTIFIED)
    assert recheck is not None
    so_far = mine.lives[0].marks.index(recheck) + 1
    assert mine.lives[0].marks[:so_far] == yours.lives[0].marks[:so_far]


def _told(*whats: What) -> Outcome:
    marks = tuple(Mark(year=2030 + n, on=date(2030 + n, 6, 1), what=what) for n, what in enumerate(whats))
    return Outcome(
        lives=(Life(park="sim-01", name="某园", marks=marks),), proofs=(Proof(entries=1, head="a"),)
    )


def test_the_same_lives_do_not_part() -> None:
    """Nothing differs between an outcome and itself, and every count stands twice."""
    told = _told(What.DESIGNATED, What.EXCELLENT, What.SURVEYED)
    comparison = compare(EDITION, told, EDITION, told)

    assert ((), ()) == (comparison.changed, comparison.partings)
    assert [(What.DESIGNATED, 1, 1), (What.EXCELLENT, 1, 1), (What.SURVEYED, 1, 1)] == [
        (row.what, row.here, row.there) for row in comparison.rows
    ]


def test_surveys_alone_are_no_other_fate() -> None:
    """Another number of surveys is counted, and parts nobody."""
    comparison = compare(EDITION, _told(What.DESIGNATED), EDITION, _told(What.DESIGNATED, What.SURVEYED))

    assert () == comparison.partings
    assert (0, 1) == next((r.here, r.there) for r in comparison.rows if r.what == What.SURVEYED)


def test_a_life_that_ends_earlier_parts_at_its_end() -> None:
    """Where one side has no more to tell, it says so."""
    comparison = compare(EDITION, _told(What.DESIGNATED), EDITION, _told(What.DESIGNATED, What.EXCELLENT))

    (parting,) = comparison.partings
    assert (None, What.EXCELLENT) == (parting.here, parting.there and parting.there.what)
