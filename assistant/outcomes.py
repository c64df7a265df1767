"""What was aimed at and what was reached, where the plan gives both: how it came out."""

from __future__ import annotations

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


def gap(aimed: Target, reached: Target) -> Decimal:
    """How far the two figures lie apart, in their unit; 0 where one is no figure."""
    if not (aimed.value and reached.value and aimed.number and reached.number):
        return Decimal(0)
    return abs(Decimal(aimed.value) - Decimal(reached.value))
