"""A line over time as SVG: filled dots were reached, hollow ones are targets."""

from __future__ import annotations

from assistant.web import texts
from assistant.web.render import escape
from assistant.web.targets.lines import Line, Point

WIDTH, HEIGHT = 340, 190
SIDE, ABOVE, BELOW = 46, 32, 62
STEEP = 0.3
"""Pixels up for each to the side: from here on a line crosses the label beside it."""
OVERHANG = {"middle": 0, "end": 8, "start": -8}


def plot(line: Line) -> str:
    """An image with a text in its place for whoever cannot see it."""
    places = _places(line.points)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(_dot(point, i, places) for i, point in enumerate(line.points))
    points = "，".join(f"{texts.SLOTS[p.slot]}{p.shown}" for p in line.points)
    direction = texts.DIRECTIONS[line.indicator.direction]
    said = texts.PLOT.format(name=line.indicator.name, points=points, direction=direction)
    base = HEIGHT - 30
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(said)}">'
        f'<line class="axis" x1="12" y1="{base}" x2="{WIDTH - 12}" y2="{base}"/>'
        f'<polyline class="path" points="{path}"/>{dots}</svg>'
    )


def _places(points: tuple[Point, ...]) -> list[tuple[float, float]]:
    numbers = [float(point.number) for point in points]
    low, high = min(numbers), max(numbers)
    room = HEIGHT - ABOVE - BELOW
    step = (WIDTH - 2 * SIDE) / (len(points) - 1)
    spread = high - low

    def y(number: float) -> float:
        return ABOVE + room * ((high - number) / spread if spread else 0.5)

    return [(SIDE + i * step, y(number)) for i, number in enumerate(numbers)]


def _room(i: int, places: list[tuple[float, float]]) -> tuple[bool, str]:
    """Where a label is not crossed by the line: whether below its dot, and how it is anchored."""
    last = len(places) - 1
    came = i > 0 and _steep(places[i - 1], places[i])
    goes = i < last and _steep(places[i + 1], places[i])
    valley = 0 < i < last and places[i - 1][1] < places[i][1] > places[i + 1][1]
    if valley or (came and i == last) or (goes and i == 0):
        return True, "middle"
    if came == goes:
        return False, "middle"
    # The line climbs away to one side: the label keeps to the other.
    return False, "end" if goes else "start"


def _steep(above: tuple[float, float], dot: tuple[float, float]) -> bool:
    """Whether the line to another dot climbs through the place of a label above this one."""
    return (dot[1] - above[1]) / abs(dot[0] - above[0]) > STEEP


def _dot(point: Point, i: int, places: list[tuple[float, float]]) -> str:
    x, y = places[i]
    below, anchor = _room(i, places)
    kind = "actual" if point.is_actual else "aim"
    base = HEIGHT - 30
    label = escape(texts.SLOTS_SHORT[point.slot])
    shown = escape(point.shown)
    over = y + (24 if below else -13)
    return (
        f'<line class="tick" x1="{x:.1f}" y1="{y + 6:.1f}" x2="{x:.1f}" y2="{base}"/>'
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text class="value" text-anchor="{anchor}" x="{x + OVERHANG[anchor]:.1f}" '
        f'y="{over:.1f}">{shown}</text>'
        f'<text class="when" text-anchor="middle" x="{x:.1f}" y="{base + 20}">{label}</text>'
    )
