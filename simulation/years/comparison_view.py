"""Two editions side by side in the terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulation.years.calendar_view import STYLES
from simulation.years.outcome import Mark, What
from simulation.years.what_if import Comparison


def view(told: Comparison) -> RenderableType:
    """Draw what differs: the parameters, the counts, and the parks whose fate is another one."""
    return Group(_changed(told), _rows(told), _partings(told), Text(answer(told), "bold"))


def _changed(told: Comparison) -> Table:
    table = Table("参数", told.here, told.there, "依据", title="两个版本的不同之处", title_justify="left")
    for changed in told.changed:
        table.add_row(changed.key, changed.here, changed.there, changed.basis)
    return table


def _rows(told: Comparison) -> Table:
    table = Table("事项", told.here, told.there, "差", title="次数（园区数）", title_justify="left")
    for row in told.rows:
        difference = row.there - row.here
        table.add_row(
            Text(row.what.zh, STYLES.get(row.what, "")),
            f"{row.here}（{row.parks_here}）",
            f"{row.there}（{row.parks_there}）",
            f"{difference:+}" if difference else "",
        )
    return table


def _partings(told: Comparison) -> Table:
    table = Table(title="去向不同的园区：由此分开", title_justify="left", show_lines=True)
    for heading in ("园区", told.here, told.there):
        table.add_column(heading, no_wrap=True)
    table.add_column("理由", overflow="fold")
    for parting in told.partings:
        table.add_row(
            parting.park,
            _side(parting.here, parting.revoked_here),
            _side(parting.there, parting.revoked_there),
            "\n".join(parting.why) or "—",
        )
    return table


def _side(mark: Mark | None, revoked: int) -> str:
    said = f"{mark.on} {mark.what.zh}" if mark is not None else "再无事项"
    return f"{said}\n取消资格 {revoked} 次"


def answer(told: Comparison) -> str:
    """Answer the question for which this is asked most: how many parks would have been revoked otherwise."""
    revoked = next((row for row in told.rows if row.what == What.REVOKED), None)
    here, there = (revoked.parks_here, revoked.parks_there) if revoked is not None else (0, 0)
    return f"按 {told.here}，{here} 家园区被取消资格；按 {told.there}，{there} 家。"
