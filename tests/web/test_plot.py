"""Where the labels of a plot stand: never where the line goes."""

from __future__ import annotations

import pytest

from assistant.web.targets.plot import _room

HIGH, MIDDLE, LOW = 40.0, 80.0, 120.0
CASES = [
    ("a peak", (LOW, HIGH, LOW), 1, (False, "middle")),
    ("a valley", (HIGH, LOW, HIGH), 1, (True, "middle")),
    ("climbing on", (LOW, MIDDLE, HIGH), 1, (False, "end")),
    ("coming down", (HIGH, MIDDLE, LOW), 1, (False, "start")),
    ("a level", (LOW, LOW, LOW), 1, (False, "middle")),
    ("the first, climbing", (LOW, HIGH), 0, (True, "middle")),
    ("the first, coming down", (HIGH, LOW), 0, (False, "middle")),
    ("the last, climbed", (LOW, HIGH), 1, (False, "middle")),
    ("the last, come down", (HIGH, LOW), 1, (True, "middle")),
]


@pytest.mark.parametrize(("what", "heights", "at", "room"), CASES, ids=[c[0] for c in CASES])
def test_a_label_is_not_crossed_by_the_line(
    what: str, heights: tuple[float, ...], at: int, room: tuple[bool, str]
) -> None:
    assert _room(at, [(46.0 + 80 * i, y) for i, y in enumerate(heights)]) == room
