"""What a writer should know of the records told: where the plan says two things."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.pool import Said
from assistant.drafting.types import Note
from knowledge.library import Knowledge
from knowledge.types import Conflict


def notes(knowledge: Knowledge, used: Sequence[Said]) -> tuple[Note, ...]:
    """The contradictions that touch what is told, those with figures first."""
    found = [c for c in knowledge.conflicts if _touches(c, used)]
    order = {kind: n for n, kind in enumerate(("value", "basis", "below", "deadline"))}
    found.sort(key=lambda c: order.get(c.kind, len(order)))
    return tuple(
        Note(c.says, tuple(dict.fromkeys(m.label for m in c.mentions)), c.id) for c in found
    )


def _touches(conflict: Conflict, used: Sequence[Said]) -> bool:
    return any(m.start < s.end and s.start < m.end for m in conflict.mentions for s in used)
