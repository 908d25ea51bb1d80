"""The same parks and people under two editions: what differs, for which parks, and why."""

from collections.abc import Iterator

from regulation.measures.model import Edition
from regulation.words.values import Strict
from simulation.years.outcome import Life, Mark, Outcome, What

# What counts of a park's fate; surveys and changes follow from it, and are compared only in sum.
FATE = frozenset(
    {
        What.DESIGNATED,
        What.NOT_DESIGNATED,
        What.EXCELLENT,
        What.QUALIFIED,
        What.UNQUALIFIED,
        What.VOID,
        What.EXEMPT,
        What.RECTIFIED,
        What.NOT_RECTIFIED,
        What.REVOKED,
        What.SPARED,
        What.EXITED,
    }
)


class Changed(Strict):
    """A parameter that stands otherwise in the other edition, with what it rests on."""

    key: str
    here: str
    there: str
    basis: str


class Row(Strict):
    """How often a thing happened under each edition, and to how many parks."""

    what: What
    here: int
    there: int
    parks_here: int
    parks_there: int


class Parting(Strict):
    """A park whose fate differs: what happened to it under each edition where its lives part, and how they end."""

    park: str
    name: str
    here: Mark | None
    there: Mark | None
    revoked_here: int
    revoked_there: int
    why: tuple[str, ...] = ()


class Comparison(Strict):
    """Two editions side by side over the same population."""

    here: str
    there: str
    changed: tuple[Changed, ...]
    rows: tuple[Row, ...]
    partings: tuple[Parting, ...]


def compare(here: Edition, mine: Outcome, there: Edition, yours: Outcome) -> Comparison:
    """Set two outcomes against each other."""
    return Comparison(
        here=here.id,
        there=there.id,
        changed=tuple(_changed(here, there)),
        rows=tuple(_rows(mine, yours)),
        partings=tuple(_partings(mine, yours)),
    )


def _changed(here: Edition, there: Edition) -> Iterator[Changed]:
    for key in sorted(here.parameters.keys() & there.parameters.keys()):
        mine, yours = here.parameters[key], there.parameters[key]
        if mine.value != yours.value:
            yield Changed(key=key, here=str(mine.value), there=str(yours.value), basis=yours.basis)


def _rows(mine: Outcome, yours: Outcome) -> Iterator[Row]:
    for what in What:
        row = Row(
            what=what,
            here=mine.counts[what],
            there=yours.counts[what],
            parks_here=mine.parks_with(what),
            parks_there=yours.parks_with(what),
        )
        if row.here or row.there:
            yield row


def _partings(mine: Outcome, yours: Outcome) -> Iterator[Parting]:
    others = {life.park: life for life in yours.lives}
    for life in mine.lives:
        other = others.get(life.park) or Life(park=life.park, name=life.name, marks=())
        ours, theirs = _fate(life), _fate(other)
        if [(m.what, m.on) for m in ours] == [(m.what, m.on) for m in theirs]:
            continue
        at = next(
            (
                n
                for n, (a, b) in enumerate(zip(ours, theirs, strict=False))
                if (a.what, a.on) != (b.what, b.on)
            ),
            min(len(ours), len(theirs)),
        )
        yield Parting(
            park=life.park,
            name=life.name,
            here=ours[at] if at < len(ours) else None,
            there=theirs[at] if at < len(theirs) else None,
            revoked_here=life.count(What.REVOKED),
            revoked_there=other.count(What.REVOKED),
            why=tuple(
                mark.why for mark in (*ours[at : at + 1], *theirs[at : at + 1]) if mark.why is not None
            ),
        )


def _fate(life: Life) -> list[Mark]:
    return [mark for mark in life.marks if mark.what in FATE]
