"""A table for people: whole ids, dates and numbers; where the terminal is too narrow, text folds first.

Days in the columns of a table are ISO dates: their heading says what they are, and they stay short and in line;
everywhere else days are written in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from console.speech import mark, plain
from desk.words.catalogue import words

if TYPE_CHECKING:
    from rich.console import Console

# Columns that make no sense in pieces.
WHOLE = frozenset(
    {
        "account",
        "at",
        "begins_on",
        "called_on",
        "case",
        "dated",
        "day",
        "designated_on",
        "digest",
        "due_on",
        "ends_on",
        "event",
        "field",
        "id",
        "key",
        "matter",
        "number",
        "of_case",
        "on",
        "person",
        "run",
        "seq",
        "sha256",
        "since",
        "starts_on",
        "until",
        "version",
    }
)
EMPTY = ("", "—")
TEXT_MIN = 6  # a text column narrower than three Chinese characters cannot be read
EDGE, PADDING = 1, 3  # the left edge; the two blanks and the line of each column


def cell(value: Any) -> str:
    """Write one value for people."""
    if value is None:
        return EMPTY[-1]
    if isinstance(value, bool):
        return plain(words("是")) if value else plain(words("否"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return mark("、").join(cell(item) for item in value) or EMPTY[-1]
    return str(value)


def draw(
    headings: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
    title: str = "",
    console: "Console | None" = None,
) -> None:
    """Print rows; `headings` gives the keys in order with their labels.

    Into a file or a pipe the table is as wide as it must be. On a terminal that is too narrow for the columns
    that stay whole, each row is written line by line.
    """
    from rich.console import Console

    to = console or Console()
    cells = [{key: cell(row.get(key)) for key in headings} for row in rows]
    full = {key: _widest([label, *(row[key] for row in cells)]) for key, label in headings.items()}
    room = to.width if to.is_terminal else EDGE + sum(full.values()) + PADDING * len(full)
    least = {key: width if key in WHOLE else min(TEXT_MIN, width) for key, width in full.items()}
    if EDGE + sum(least.values()) + PADDING * len(least) > room:
        _line_by_line(to, headings, cells, title)
        return
    to.width = max(room, _widest([title]))
    to.print(_table(headings, cells, least, title))


def _widest(texts: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max((cell_len(line) for text in texts for line in text.split("\n")), default=0)


def _table(
    headings: Mapping[str, str], cells: Iterable[Mapping[str, str]], least: Mapping[str, int], title: str
) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None)
    for key, label in headings.items():
        table.add_column(label, overflow="fold", no_wrap=key in WHOLE, min_width=least[key])
    for row in cells:
        table.add_row(*(Text(row[key]) for key in headings))
    return table


def _line_by_line(
    to: "Console", headings: Mapping[str, str], cells: Iterable[Mapping[str, str]], title: str
) -> None:
    blocks = [
        "\n".join(
            f"{label}{mark('：')}{row[key]}" for key, label in headings.items() if row[key] not in EMPTY
        )
        for row in cells
    ]
    text = "\n\n".join([title, *blocks] if title else blocks)
    to.print(text, markup=False, highlight=False, soft_wrap=True)
