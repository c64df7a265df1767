"""An indicator over time: its points, and the gaps between them in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.web import texts
from knowledge.library import Knowledge
from knowledge.types import Indicator, Target, TargetKind

SLOTS = ("2015", "past", "2020", "2022", "2021-2025", "2025")
"""Where a point may stand, in order of time; ``past`` is what 十三五 aimed at."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of the indicator; ``targets`` say the same thing in several places."""

    slot: str
    number: Decimal
    targets: tuple[Target, ...]

    @property
    def shown(self) -> str:
        target = self.targets[0]
        sign = {"<=": "≤", ">=": "≥", "keep>=": "≥"}.get(target.operator, "")
        return f"{sign}{target.value}{target.unit}"

    @property
    def is_actual(self) -> bool:
        return self.targets[0].kind is TargetKind.ACTUAL


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with figures for two times or more."""

    indicator: Indicator
    points: tuple[Point, ...]
    gaps: tuple[str, ...]
    is_disputed: bool


def lines(knowledge: Knowledge) -> tuple[Line, ...]:
    """All indicators that have a line, those with most points first."""
    disputed = {key for conflict in knowledge.conflicts for key in conflict.indicators}
    found = []
    for indicator in knowledge.indicators:
        points = _points(knowledge, indicator)
        if len(points) > 1:
            gaps = tuple(_gaps(points, indicator.direction))
            found.append(Line(indicator, points, gaps, indicator.key in disputed))
    return tuple(sorted(found, key=lambda line: -len(line.points)))


def keys_with_line(knowledge: Knowledge) -> set[str]:
    return {i.key for i in knowledge.indicators if len(_points(knowledge, i)) > 1}


def _points(knowledge: Knowledge, indicator: Indicator) -> tuple[Point, ...]:
    """One point a time: the most frequent unit only, and figures that are one number."""
    by_slot: dict[str, list[Target]] = {}
    for name in indicator.targets:
        target = knowledge.target[name]
        slot = _slot(target)
        if slot and target.value and target.number and target.number[0] == target.number[1]:
            by_slot.setdefault(slot, []).append(target)
    found = []
    for slot in SLOTS:
        there = by_slot.get(slot)
        if there:
            same = tuple(t for t in there if t.number == there[0].number)
            number = there[0].number
            assert number
            found.append(Point(slot, Decimal(repr(number[0])), same))
    units = {point.targets[0].unit for point in found}
    return tuple(found) if len(units) == 1 else ()


def _slot(target: Target) -> str:
    """Where a target stands in time; a claim about a whole past period has no one place."""
    when = target.when or ""
    if target.kind is TargetKind.PAST_TARGET:
        return "past"
    if target.kind is TargetKind.ACTUAL:
        return when if when in ("2015", "2020") else ""
    if target.kind is TargetKind.TARGET and when in ("2022", "2021-2025", "2025"):
        return when
    return ""


def _gaps(points: tuple[Point, ...], direction: str) -> Iterable[str]:
    """What was reached against what was aimed at, then each target against what was reached."""
    by_slot = {point.slot: point for point in points}
    past, actual = by_slot.get("past"), by_slot.get("2020")
    aims = [p for p in points if p.slot in ("2022", "2021-2025", "2025")]
    if past and actual:
        yield _gap(past, actual, direction)
    if actual:
        for aim in aims:
            yield _gap(actual, aim, direction)
    else:
        for earlier, later in pairwise(aims):
            yield _gap(earlier, later, direction)


def _gap(earlier: Point, later: Point, direction: str) -> str:
    names = {
        "later": f"{texts.SLOTS[later.slot]}（{later.shown}）",
        "earlier": f"{texts.SLOTS[earlier.slot]}（{earlier.shown}）",
    }
    difference = later.number - earlier.number
    if not difference:
        return texts.GAP_SAME.format(**names)
    unit = later.targets[0].unit
    return texts.GAP.format(
        **names,
        word=texts.HIGHER if difference > 0 else texts.LOWER,
        amount=plain(abs(difference)),
        unit=texts.POINTS if unit == "%" else unit,
        verdict=_verdict(earlier, later, direction, difference),
    )


def _verdict(earlier: Point, later: Point, direction: str, difference: Decimal) -> str:
    if not direction:
        return ""
    better = (difference > 0) == (direction == "up")
    if earlier.slot == "past":
        return texts.VERDICT_REACHED if better else texts.VERDICT_MISSED
    if better or not earlier.is_actual:
        return ""
    return texts.VERDICT_WORSE if direction == "up" else texts.VERDICT_WORSE_DOWN


def plain(number: Decimal) -> str:
    """Without an exponent or zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
