"""A line over time as SVG: filled dots were reached, hollow ones are targets."""

from __future__ import annotations

from assistant.web import texts
from assistant.web.render import escape
from assistant.web.targets.lines import Line, Point

WIDTH, HEIGHT = 340, 190
SIDE, ABOVE, BELOW = 46, 32, 62


def plot(line: Line) -> str:
    """An image with a text in its place for whoever cannot see it."""
    places = _places(line.points)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    below = _valleys(places)
    dots = "".join(
        _dot(point, x, y, low)
        for point, (x, y), low in zip(line.points, places, below, strict=True)
    )
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


def _valleys(places: list[tuple[float, float]]) -> list[bool]:
    """Where the line comes down and goes up again: a label above would stand on it."""
    heights = [y for _, y in places]
    return [
        0 < i < len(heights) - 1 and heights[i - 1] < y > heights[i + 1]
        for i, y in enumerate(heights)
    ]


def _dot(point: Point, x: float, y: float, below: bool) -> str:
    kind = "actual" if point.is_actual else "aim"
    base = HEIGHT - 30
    label = escape(texts.SLOTS_SHORT[point.slot])
    shown = escape(point.shown)
    over = y + (24 if below else -13)
    return (
        f'<line class="tick" x1="{x:.1f}" y1="{y + 6:.1f}" x2="{x:.1f}" y2="{base}"/>'
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text class="value" x="{x:.1f}" y="{over:.1f}">{shown}</text>'
        f'<text class="when" x="{x:.1f}" y="{base + 20}">{label}</text>'
    )
