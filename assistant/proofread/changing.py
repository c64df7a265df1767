"""比目标低8个百分点: a figure that is the difference of two records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from assistant.proofread.reading import Told
from assistant.proofread.records import same_measure
from assistant.proofread.times import Clock, fits, times
from assistant.proofread.types import Error
from assistant.proofread.words import any_of
from knowledge.types import Target

CHANGED = re.compile(
    f"(?:{any_of('tense.changed')})(?:了|出)?(?:当时的?)?(?:规划)?(?:目标值?)?(?:约|近|将近)?$"
)
ROUNDED = 0.06
"""Of a difference told with 约 or 近."""


def changed(
    told: Told, targets: Sequence[Target], clock: Clock
) -> tuple[Error | None, tuple[Target, ...]] | None:
    """What is wrong with a figure that tells a difference, and the records it lies between.

    ``targets`` are those of what was named; ``None`` where no difference is told.
    """
    figure = told.figure
    if not CHANGED.search(told.clause[: told.led]):
        return None
    known = [t for t in targets if t.number]
    named = times(told.clause, clock)
    if len(named) > 1:
        # 终期目标较近期目标: the records of these times only.
        known = [t for t in known if any(fits(time, t, clock) for time in named)]
    if len(known) < 2 or not any(
        same_measure(figure, t) or (t.unit == "%" and "百分点" in figure.unit) for t in known
    ):
        return None
    slack = ROUNDED * figure.low if figure.operator == "~" else 1e-6
    for one, other in combinations(known, 2):
        if one.number and other.number:
            apart = abs(one.number[0] - other.number[0])
            if apart and abs(apart - figure.low) <= slack:
                return None, (one, other)
    return Error.DIGIT, tuple(known)
