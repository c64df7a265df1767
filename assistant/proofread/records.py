"""A figure held against the records of one indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.proofread.figures import ANY, Figure
from assistant.proofread.times import Clock, Time, fits
from assistant.proofread.types import Error
from assistant.proofread.words import table
from knowledge.types import Target, TargetKind

TOLERANCE = 1e-9
CLASSES = {">": ">=", ">=": ">=", "keep>=": ">=", "<": "<=", "<=": "<=", "=": "=", "~": "~"}
"""Above and at least are one class: 超过10万人 is said 10万人以上 as often."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure: its time, whether a target or something reached is told."""

    time: Time | None
    aim: bool
    done: bool
    attribute: str = ""
    own: bool = False
    """The writer's own school or office is spoken of, and no target."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a figure stands to an indicator. ``target``: the record it is held to.

    ``error`` is ``None`` where it agrees; ``beside``: another record whose figure it is.
    """

    error: Error | None
    target: Target
    beside: Target | None = None
    unrelated: bool = False
    """Number and unit both differ: the figure measures something else."""


def base_unit(unit: str) -> tuple[str, float]:
    """The unit that a unit is counted in, and how many of it."""
    base, factor = table()["unit"]["scale"].get(unit, (unit, 1))
    return base, factor


def same_unit(said: str, printed: str) -> bool:
    """Whether two base units may stand for each other."""
    if said == printed:
        return True
    units = table()["unit"]
    if any(said in group and printed in group for group in units["same"]):
        return True
    return (said == "个" and printed in units["loose"]) or (
        printed == "个" and said in units["loose_for"]
    )


def amounts(target: Target) -> tuple[float, float]:
    """A record's figure in the base of its unit."""
    assert target.number
    _, factor = base_unit(target.unit)
    if target.unit in ("万元", "亿元", "万人", "亿人"):
        factor = 1  # already multiplied out
    return target.number[0] * factor, target.number[1] * factor


def same_number(figure: Figure, target: Target) -> bool:
    """Whether low and high ends are the same, scales multiplied out."""
    low, high = amounts(target)
    return abs(figure.low - low) < TOLERANCE * max(1, low) and abs(figure.high - high) < (
        TOLERANCE * max(1, high)
    )


def same_measure(figure: Figure, target: Target) -> bool:
    """Whether the units agree; a percent sign must not be missing."""
    unit, printed = figure.base, base_unit(target.unit)[0]
    if figure.word:
        return printed in ("%", "例")
    if not unit and printed not in ("%", ""):
        return True
    if figure.counted and figure.counted not in target.quote and printed != unit:
        return False
    return same_unit(unit, printed)


def operator_fits(figure: Figure, target: Target) -> bool:
    """Whether the figure is bounded as the record is."""
    return figure.word or figure.operator in (ANY, CLASSES.get(target.operator, target.operator))


def hold(figure: Figure, targets: Sequence[Target], around: Context, clock: Clock) -> Outcome:
    """The record that the figure agrees with, or what is wrong with it."""
    dated = any(t.when for t in targets if t.kind is TargetKind.TARGET)
    scored = []
    for target in targets:
        number, unit = same_number(figure, target), same_measure(figure, target)
        bound = operator_fits(figure, target)
        timely = fits(around.time, target, clock, dated=dated)
        kind = _kind_fits(target, around)
        attribute = not around.attribute or around.attribute == target.attribute
        wrong = (not number) * 16 + (not unit) * 8 + (not timely) * 4 + (not kind) * 2.5
        wrong += (not bound) * 2 + (not attribute) * 0.5
        scored.append((wrong, target, (number, unit, timely, kind, bound)))
    # Among equals the latest is what a report speaks of.
    wrong, target, (number, unit, timely, kind, bound) = min(
        scored, key=lambda s: (s[0], -_rank(s[1]))
    )
    if number and unit:
        if timely and kind and bound:
            return Outcome(None, target)
        if timely:
            return Outcome(Error.OPERATOR if not bound else Error.NEIGHBOUR, target)
        if bound and (target.kind is not TargetKind.PAST_TARGET or not dated):
            return Outcome(Error.YEAR, target)
    raw = _raw_same(figure, targets)
    if raw is not None and not (number and unit):
        return Outcome(Error.UNIT, raw)
    reference = _reference(targets, around, clock, dated)
    if number and not unit:
        return Outcome(Error.UNIT, target)
    unrelated = not same_measure(figure, reference) and not (
        not figure.unit and reference.unit == "%"
    )
    return Outcome(Error.DIGIT, reference, unrelated=unrelated)


def _raw_same(figure: Figure, targets: Sequence[Target]) -> Target | None:
    """A record with the same printed number under another unit: 91.63亿元 for 91.63万元."""
    for target in targets:
        printed = re.match(r"[\d.,]+", target.value or "")
        if not printed or not target.number:
            continue
        value = float(printed[0].replace(",", ""))
        _, factor = base_unit(figure.unit)
        if figure.low != figure.high and figure.unit == target.unit:
            continue
        said = figure.low / factor
        if any(abs(said / scale - value) < TOLERANCE for scale in (1, 1e4, 1e8)):
            return target
    return None


def _reference(targets: Sequence[Target], around: Context, clock: Clock, dated: bool) -> Target:
    """The record that a wrong figure should have been."""

    def score(target: Target) -> tuple[bool, bool, bool, int]:
        return (
            fits(around.time, target, clock, dated=dated),
            _kind_fits(target, around),
            bool(around.attribute) and around.attribute == target.attribute,
            _rank(target),
        )

    return max(targets, key=score)


def _rank(target: Target) -> int:
    when = target.when or ""
    return int(when[-4:]) if when[-4:].isdigit() else 0


def _kind_fits(target: Target, around: Context) -> bool:
    """A figure told as reached is no target; the last plan's target is told as one."""
    if target.kind is TargetKind.PAST_TARGET:
        return around.aim
    return not (around.done and target.kind is TargetKind.TARGET)
