"""The table as a whole: every act at every stage, and that every way ends."""

from docs.build import MATRIX, ROOT, matrix, tables
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.park import PARK
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table
from regulation.words.labels import Labelled


def test_the_whole_matrix_is_as_reviewed() -> None:
    """Every act at every stage leads where it was reviewed to lead, by whom it was reviewed to be done."""
    golden = (ROOT / MATRIX).read_text(encoding="utf-8").splitlines()
    now = matrix().splitlines()
    changed = [f"- {line}" for line in golden if line not in set(now)]
    changed += [f"+ {line}" for line in now if line not in set(golden)]

    assert golden == now, (
        f"{MATRIX} differs; if it is meant, run `python docs/build.py --matrix` and review the difference:\n"
        + "\n".join(changed)
    )


def test_every_stage_is_reached_and_reaches_an_end() -> None:
    """No stage is a dead end that is not an end, and none stands apart."""

    def reach(first: Stage, table: Table) -> set[Stage]:
        found, new = {first}, {first}
        while new:
            new = {m.next for m in table.moves if m.stage in new} - found
            found |= new
        return found

    for table in tables().values():
        assert reach(Stage.CANDIDATE if table is PARK else Stage.UNOPENED, table) == table.stages
        ends = table.final or {Stage.CANDIDATE}  # a park that lost its status may apply again (Q36)
        assert not [stage for stage in table.stages if not reach(stage, table) & ends]
    ends = {Stage.DESIGNATED, Stage.REFUSED, Stage.NOT_RECOMMENDED, Stage.WITHDRAWN}
    assert ends == APPLICATION.final


def test_every_act_and_stage_belongs_to_a_table() -> None:
    """Nothing is named that no procedure does."""
    assert set(Act) == {move.act for table in tables().values() for move in table.moves}
    assert set(Stage) == {stage for table in tables().values() for stage in table.stages}


def test_labels_tell_things_apart() -> None:
    """Stages and roles have labels of their own, in both languages."""
    kinds: tuple[type[Labelled], ...] = (Stage, Role)
    for kind in kinds:
        members = list(kind)
        assert len(members) == len({m.zh for m in members}) == len({m.en for m in members})


def test_a_row_is_found_or_there_is_none() -> None:
    """What the table does not have is not allowed to anybody."""
    assert APPLICATION.find(Stage.PREPARING, Act.DESIGNATE) is None
    assert Stage.LOCAL_REVIEW == APPLICATION.after(Stage.PREPARING, Act.HAND_OVER)
    assert (Act.WITHDRAW,) == APPLICATION.acts_allowed(Stage.PREPARING, Role.LOCAL_GOVERNMENT)[:1]
    assert () == APPLICATION.acts_allowed(Stage.DESIGNATED, Role.CITY_HRSS)
