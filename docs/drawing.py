"""The drawing of the house: which room uses which, taken from the imports as they are (docs/rooms.svg)."""

import importlib
import textwrap
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

import grimp

Arrows = dict[str, set[str]]

BOX, HEIGHT, GAP, LEVEL, MARGIN = 206, 64, 20, 98, 24
SLOT = 14  # the room that an arrow takes where it passes a level
LINE = 37  # letters of a caption's line
STYLE = (
    "text{font-family:sans-serif;text-anchor:middle;fill:#222}.name{font-size:14px;font-weight:bold}"
    ".says{font-size:10px}.title{font-size:15px}rect.room{fill:#f4f1e8;stroke:#7a6f55}"
    "path{fill:none;stroke:#4a6a8a;stroke-width:1.4;marker-end:url(#tip)}"
)
TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0,0 L8,4 L0,8 z" style="fill:#4a6a8a;marker-end:none"/></marker></defs>'
)


def drawing(rooms: Iterable[str], opened: str) -> str:
    """Draw the rooms of the house, and beside them the rooms inside one of them, as an SVG."""
    graph = grimp.build_graph(*rooms)
    inside = sorted(graph.find_children(opened))
    houses = [
        _house("The house", necessary(arrows(graph, rooms))),
        _house(f"Inside {opened}/", necessary(arrows(graph, (n for n in inside if graph.find_children(n))))),
    ]
    width = sum(house[0] for house in houses) + MARGIN
    height = max(house[1] for house in houses)
    parts, left = [], 0
    for wide, high, drawn in houses:
        parts.append(f'<g transform="translate({left},{height - high})">\n{drawn}\n</g>')
        left += wide + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
            f"<style>{STYLE}</style>",
            TIP,
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def arrows(graph: grimp.ImportGraph, rooms: Iterable[str]) -> Arrows:
    """Say of each room which others it imports, wherever inside it."""
    room_of = {module: room for room in rooms for module in (room, *graph.find_descendants(room))}
    found: Arrows = {room: set() for room in room_of.values()}
    for module, room in room_of.items():
        for imported in graph.find_modules_directly_imported_by(module):
            if room_of.get(imported, room) != room:
                found[room].add(room_of[imported])
    return found


def necessary(every: Arrows) -> Arrows:
    """Leave out each arrow that others already say: a room may use what the rooms below it use.

    ValueError: the rooms stand in a circle, so that none of them is below.
    """
    below: Arrows = {}

    def reach(room: str, above: tuple[str, ...] = ()) -> set[str]:
        if room in above:
            raise ValueError(f"a circle of rooms: {' -> '.join((*above, room))}")
        if room not in below:
            below[room] = every[room].union(*(reach(other, (*above, room)) for other in every[room]))
        return below[room]

    for room in every:
        reach(room)
    return {
        room: {other for other in used if not any(other in below[third] for third in used)}
        for room, used in every.items()
    }


def _levels(used: Arrows) -> dict[str, int]:
    """Give the height of each room: one above the highest that it uses."""
    height: dict[str, int] = {}

    def high(room: str) -> int:
        if room not in height:
            height[room] = 1 + max((high(other) for other in used[room]), default=-1)
        return height[room]

    for room in sorted(used):
        high(room)
    return height


def _places(used: Arrows, height: Mapping[str, int]) -> tuple[dict[tuple[str, int], float], float]:
    """Give the middle of each room, and of each arrow where it passes a level; and how wide all is."""
    rows: list[list[tuple[str, int]]] = [[] for _ in range(max(height.values()) + 1)]
    upper: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for room in sorted(used):
        rows[height[room]].append((room, height[room]))
        for other in sorted(used[room]):
            before = (room, height[room])
            for level in range(height[room] - 1, height[other], -1):
                passing = (f"{room}>{other}", level)
                rows[level].append(passing)
                upper.setdefault(passing, []).append(before)
                before = passing
            upper.setdefault((other, height[other]), []).append(before)
    middle: dict[tuple[str, int], float] = {}
    widths = [sum(_wide(place) + GAP for place in row) - GAP for row in rows]
    for row, width in zip(reversed(rows), reversed(widths), strict=True):
        row.sort(
            key=lambda place: (
                sum(middle[p] for p in upper.get(place, [])) / len(upper.get(place, "1")),
                place,
            )
        )
        x = MARGIN + (max(widths) - width) / 2
        for place in row:
            middle[place] = x + _wide(place) / 2
            x += _wide(place) + GAP
    return middle, max(widths) + 2 * MARGIN


def _wide(place: tuple[str, int]) -> int:
    return SLOT if ">" in place[0] else BOX


def _house(title: str, used: Arrows) -> tuple[int, int, str]:
    """Draw rooms above the rooms that they use; give width, height and the drawing."""
    height = _levels(used)
    middle, width = _places(used, height)
    high = (max(height.values()) + 1) * LEVEL + MARGIN

    def top(level: int) -> int:
        return high - MARGIN - level * LEVEL - HEIGHT

    lines = [f'<text class="title" x="{width / 2:.0f}" y="22">{escape(title)}</text>']
    for room in sorted(used):
        for other in sorted(used[room]):
            levels = range(height[room], height[other] - 1, -1)
            names = [room, *[f"{room}>{other}"] * (len(levels) - 2), other]
            xs = [middle[place] for place in zip(names, levels, strict=True)]
            lines.append(_arrow(xs, [top(n) for n in levels]))
    lines += [_box(room, middle[(room, height[room])], top(height[room])) for room in sorted(used)]
    return round(width), high, "\n".join(lines)


def _arrow(xs: list[float], tops: list[int]) -> str:
    """Draw an arrow from a box down to another, straight through the places where it passes a level."""
    words = [f"M{xs[0]:.0f},{tops[0] + HEIGHT}"]
    for number in range(1, len(xs)):
        x0, x1, y1 = xs[number - 1], xs[number], tops[number]
        y0 = tops[number - 1] + HEIGHT
        half = (y0 + y1) / 2
        words.append(f"C{x0:.0f},{half:.0f} {x1:.0f},{half:.0f} {x1:.0f},{y1}")
        if number < len(xs) - 1:
            words.append(f"L{x1:.0f},{y1 + HEIGHT}")
    return f'<path d="{" ".join(words)}"/>'


def _box(room: str, middle: float, top: int) -> str:
    """Draw a room: its name, and what its docstring says first."""
    said = (importlib.import_module(room).__doc__ or "").strip().splitlines()[0].replace("`", "")
    lines = textwrap.wrap(said, LINE, max_lines=3, placeholder=" …")
    x = f"{middle:.0f}"
    return "\n".join(
        [
            f'<rect class="room" x="{middle - BOX / 2:.0f}" y="{top}" width="{BOX}" height="{HEIGHT}" rx="4"/>',
            f'<text class="name" x="{x}" y="{top + 17}">{escape(room.rpartition(".")[2])}</text>',
            *(
                f'<text class="says" x="{x}" y="{top + 31 + 12 * number}">{escape(line)}</text>'
                for number, line in enumerate(lines)
            ),
        ]
    )
