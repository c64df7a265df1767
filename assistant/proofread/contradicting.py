"""Where the plan itself says two things about the very figure that a text gives."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.library import Knowledge
from knowledge.types import Conflict, Target, TargetKind


def touches(conflict: Conflict, target: Target) -> bool:
    """Whether a contradiction names the place of a record."""
    start, end = target.clause
    return any(m.start < end and start < m.end for m in conflict.mentions)


def contradiction(
    knowledge: Knowledge, targets: Sequence[Target], target: Target
) -> Conflict | None:
    """The contradiction that ``target``, one of an indicator's ``targets``, is a side of."""
    if target.kind is TargetKind.PAST_TARGET:
        return None
    for conflict in knowledge.conflicts:
        sides = [
            t for t in targets if t.kind is not TargetKind.PAST_TARGET and touches(conflict, t)
        ]
        numbers = {t.number for t in sides}
        if conflict.kind == "value" and target.number in numbers and len(numbers) > 1:
            return conflict
        # 三年内50学时 and 每年50学时: every place named has a record of this very thing.
        if conflict.kind == "basis" and target.indicator_key in conflict.indicators:
            leaves = (knowledge.leaf_at(m.start) for m in conflict.mentions)
            places = {leaf.id for leaf in leaves if leaf}
            if places == {t.leaf for t in targets if t.number == target.number}:
                return conflict
    return None
