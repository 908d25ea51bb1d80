"""The years of a simulation as a picture (SVG): a line per park, a band while it has the status, a mark per event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from simulation.years.outcome import Life, Outcome, What

LEFT, TOP, ROW, AXIS, YEAR, RIGHT, BOTTOM = 190, 56, 30, 14, 30, 20, 40
LEGEND_COLUMNS, LEGEND_WIDTH = 7, 125
DAYS = 365.2425
FONT = "system-ui, 'Noto Sans SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is drawn: its shape, its colour, and how far below the middle of its line."""

    shape: str
    colour: str
    below: int = 0


LOOKS: Mapping[What, Look] = {
    What.DESIGNATED: Look("flag", "#1a7f37"),
    What.NOT_DESIGNATED: Look("cross", "#8c959f"),
    What.EXCELLENT: Look("star", "#1a7f37"),
    What.QUALIFIED: Look("dot", "#2da44e"),
    What.UNQUALIFIED: Look("dot", "#d4a72c"),
    What.VOID: Look("dot", "#8c959f"),
    What.RECTIFIED: Look("square", "#2da44e"),
    What.NOT_RECTIFIED: Look("square", "#cf222e"),
    What.REVOKED: Look("cross", "#cf222e"),
    What.EXITED: Look("cross", "#8250df"),
    What.SELF_MISSING: Look("tick", "#cf222e", 11),
    What.SELF_LATE: Look("tick", "#d4a72c", 11),
    What.SURVEY_MISSED: Look("tick", "#8c959f", 11),
    What.CHANGED: Look("tick", "#0969da", 11),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day lies across the picture."""

    first: int
    years: int

    def x(self, day: date) -> float:
        """Give the place of a day."""
        return round(LEFT + (day - date(self.first, 1, 1)).days / DAYS * YEAR, 1)

    @property
    def width(self) -> int:
        """Give the width of the whole picture."""
        return max(LEFT + self.years * YEAR, LEGEND_COLUMNS * LEGEND_WIDTH) + RIGHT


def picture(told: Sequence[tuple[str, Outcome]], begins: date, years: int) -> str:
    """Draw one or more simulations under one another, each under its heading; give the text of an SVG file."""
    scale = Scale(begins.year, years + 1)
    parts, y = [], TOP
    for heading, outcome in told:
        parts.append(_text(10, y, heading, weight="bold"))
        y += ROW + AXIS
        parts += _axis(scale, y, len(outcome.lives))
        for life in outcome.lives:
            parts += _line(life, scale, y)
            y += ROW
        y += ROW
    parts += _legend(y)
    height = y + BOTTOM
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scale.width}" height="{height}" '
        f'viewBox="0 0 {scale.width} {height}" font-family="{escape(FONT)}" font-size="12" role="img">'
    )
    title = _text(10, 24, "市级人力资源服务产业园模拟", weight="bold", size=16)
    ground = f'<rect width="{scale.width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, "<title>产业园模拟</title>", ground, title, *parts, "</svg>"]) + "\n"


def _text(
    x: float, y: float, said: str, weight: str = "normal", size: int = 12, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-weight="{weight}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="#1f2328">{escape(said)}</text>'
    )


def _axis(scale: Scale, y: int, rows: int) -> Iterator[str]:
    bottom = y + max(rows, 1) * ROW - ROW // 2
    for year in range(scale.first, scale.first + scale.years):
        x = scale.x(date(year, 1, 1))
        yield f'<line x1="{x}" y1="{y - ROW // 2}" x2="{x}" y2="{bottom}" stroke="#eaeef2"/>'
        if year % 5 == 0 or year == scale.first:
            yield _text(x, y - ROW // 2 - 4, str(year), size=10)


def _line(life: Life, scale: Scale, y: int) -> Iterator[str]:
    yield _text(10, y + 4, life.name)
    ends = date(scale.first + scale.years, 1, 1)
    for start, end in _held(life, ends):
        x, width = scale.x(start), round(scale.x(end) - scale.x(start), 1)
        yield f'<rect x="{x}" y="{y - 8}" width="{width}" height="16" rx="3" fill="#dafbe1"/>'
    for mark in life.marks:
        if mark.what in LOOKS:
            said = f"{mark.on} {mark.what.zh}" + (f" {mark.score}" if mark.score is not None else "")
            yield _mark(LOOKS[mark.what], scale.x(mark.on), y, said)


def _held(life: Life, ends: date) -> Iterator[tuple[date, date]]:
    """Give the spans during which the park had the status."""
    since: date | None = None
    for mark in life.marks:
        if mark.what == What.DESIGNATED:
            since = mark.on
        elif mark.what in {What.REVOKED, What.EXITED} and since is not None:
            yield since, mark.on
            since = None
    if since is not None:
        yield since, ends


def _mark(look: Look, x: float, y: int, said: str) -> str:
    at, colour = y + look.below, look.colour
    shapes = {
        "dot": f'<circle cx="{x}" cy="{at}" r="5" fill="{colour}"/>',
        "square": f'<rect x="{x - 5}" y="{at - 5}" width="10" height="10" fill="{colour}"/>',
        "star": f'<path d="M{x} {at - 7}l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5z" fill="{colour}"/>',
        "flag": f'<path d="M{x} {at + 8}v-16l9 4-9 4" fill="{colour}" stroke="{colour}"/>',
        "cross": f'<path d="M{x - 5} {at - 5}l10 10m0-10l-10 10" stroke="{colour}" stroke-width="3"/>',
        "tick": f'<rect x="{x - 1.5}" y="{at - 3}" width="3" height="6" fill="{colour}"/>',
    }
    return f"<g><title>{escape(said)}</title>{shapes[look.shape]}</g>"


def _legend(y: int) -> Iterator[str]:
    for n, (what, look) in enumerate(LOOKS.items()):
        x, at = 20 + (n % LEGEND_COLUMNS) * LEGEND_WIDTH, y + (n // LEGEND_COLUMNS) * 24
        flat = Look(look.shape, look.colour)
        yield _mark(flat, x, at, what.zh)
        yield _text(x + 14, at + 4, what.zh)
