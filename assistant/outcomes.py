"""What was aimed at and what was reached, where the plan gives both: how it came out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from knowledge.types import Target, TargetKind

TOLERANCE = 1e-9


def pair(targets: Iterable[Target]) -> tuple[Target, Target] | None:
    """What was aimed at and what was reached, of one record; ``None`` where none has both."""
    every = tuple(targets)
    reached = {t.leaf: t for t in reversed(every) if t.kind is TargetKind.ACTUAL}
    aimed = (t for t in every if t.kind is TargetKind.PAST_TARGET and t.leaf in reached)
    return next(((t, reached[t.leaf]) for t in aimed), None)


def came_out(aimed: Target, reached: Target) -> str:
    """ "exceeded", "equal" or "missed"; "" where words that differ leave it open."""
    if aimed.number is None or reached.number is None:
        return "equal" if aimed.value_text == reached.value_text else ""
    least = aimed.operator != "<="
    goal, got = aimed.number[0 if least else 1], reached.number[0]
    if abs(goal - got) < TOLERANCE:
        return "equal"
    return "exceeded" if (got > goal) == least else "missed"


def plain(target: Target) -> Decimal | None:
    """The one number that a figure is, to work with; None for a range, words or no figure."""
    if not target.value or target.number is None or target.number[0] != target.number[1]:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", target.value):
        return Decimal(target.value)
    low = target.number[0]  # 一次, 4.7万: counted in the plan's own words
    return Decimal(int(low)) if low.is_integer() else Decimal(repr(low))


def gap(aimed: Target, reached: Target) -> Decimal:
    """How far the two figures lie apart, in their unit; 0 where one is no figure."""
    goal, got = plain(aimed), plain(reached)
    return Decimal(0) if goal is None or got is None else abs(goal - got)
