"""Roles, moves, and the table that a procedure walks: which act leads from which stage to which."""

from collections.abc import Iterable
from dataclasses import dataclass

from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage


@dataclass(frozen=True, slots=True)
class Move:
    """One row: at `stage`, `act` by one of `by` leads to `next`, resting on `basis` (a provision or reading).

    `duty` marks what the stage waits for; the other acts are possible, but nobody is late with them.
    `revises` marks an act that stays at its stage and yet changes what the others decide on.
    """

    stage: Stage
    act: Act
    next: Stage
    by: tuple[Role, ...]
    basis: str
    duty: bool = True
    revises: bool = False


class Table:
    """The moves of one procedure."""

    def __init__(self, moves: Iterable[Move]) -> None:
        self.moves = tuple(moves)
        self._at = {(move.stage, move.act): move for move in self.moves}
        assert len(self._at) == len(self.moves), "an act leads from a stage to one place"
        self.stages = frozenset(move.stage for move in self.moves) | frozenset(
            move.next for move in self.moves
        )
        self.final = frozenset(
            stage for stage in self.stages if all(m.next == stage for m in self.moves if m.stage == stage)
        )

    def find(self, stage: Stage, act: Act) -> Move | None:
        """Give the row of an act at a stage, or None where the procedure has no such act."""
        return self._at.get((stage, act))

    def after(self, stage: Stage, act: Act) -> Stage:
        """Say where an act leads; KeyError where the table has no such row."""
        return self._at[stage, act].next

    def acts_allowed(self, stage: Stage, role: Role) -> tuple[Act, ...]:
        """List what a role may do at a stage, in the order of the table."""
        return tuple(move.act for move in self.moves if move.stage == stage and role in move.by)

    def mermaid(self) -> str:
        """Draw the procedure as a Mermaid state diagram, with Chinese labels."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{stage.zh}" as {stage.value}' for stage in Stage if stage in self.stages]
        lines += [
            f"    {move.stage.value} --> {move.next.value}: {move.act.zh}（{move.basis}）"
            for move in self.moves
            if move.stage != move.next
        ]
        lines += [f"    {stage.value} --> [*]" for stage in Stage if stage in self.final]
        return "\n".join(lines) + "\n"


def standing(
    rows: Iterable[Move],
    *,
    assigning: tuple[Role, ...],
    lapses: bool = True,
) -> tuple[Move, ...]:
    """Add to a procedure's own rows what every procedure has at its open stages.

    A task may be reassigned (Q52) and reminded of (Q53), a clock stopped and resumed (Q58) and counted again on
    a newer calendar (Q41), and a numbered document is delivered wherever the
    case has gone meanwhile (Q43). A procedure of a designated park `lapses` when the status ends.
    """
    own = tuple(rows)
    stages = dict.fromkeys(stage for move in own for stage in (move.stage, move.next))
    open_stages = [
        s for s in stages if s != Stage.UNOPENED and any(m.stage == s and m.next != s for m in own)
    ]
    ends = [s for s in stages if s != Stage.UNOPENED and s not in open_stages]
    system = (Role.SYSTEM,)
    added = [
        move
        for stage in open_stages
        for move in (
            Move(stage, Act.REASSIGN, stage, assigning, "Q52", duty=False),
            Move(stage, Act.REMIND, stage, system, "Q53", duty=False),
            Move(stage, Act.SUSPEND_CLOCK, stage, (Role.CITY_HRSS_LEADER,), "Q58", duty=False),
            Move(stage, Act.RESUME_CLOCK, stage, (Role.CITY_HRSS_LEADER,), "Q58", duty=False),
            Move(stage, Act.RECOUNT_DEADLINE, stage, system, "Q41", duty=False),
        )
    ]
    if lapses:
        added += [
            Move(stage, Act.LAPSE, Stage.LAPSED, system, "R2-consent", duty=False) for stage in open_stages
        ]
        ends.append(Stage.LAPSED)
    added += [
        Move(stage, Act.DELIVER_DOCUMENT, stage, system, "Q43", duty=False) for stage in (*open_stages, *ends)
    ]
    return (*own, *added)
