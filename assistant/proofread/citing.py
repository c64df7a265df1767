"""The plan's own words that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.types import Locator, Target

MOST = 4
"""Places cited for one statement."""


class Citing:
    """Makes citations of places and records of one plan."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._text = knowledge.plan.text

    def of(self, places: Iterable[Locator]) -> tuple[Citation, ...]:
        """The first few different places, in the plan's own words."""
        found: dict[tuple[int, int], Citation] = {}
        for place in places:
            quote = self._text[place.start : place.end]
            found.setdefault(
                (place.start, place.end), Citation(place.label, quote, place.start, place.end)
            )
        return tuple(found.values())[:MOST]

    def targets(self, targets: Iterable[Target]) -> tuple[Citation, ...]:
        """The clauses that state these records."""
        return self.of(Locator(t.clause[0], t.clause[1], t.locator.label) for t in targets)
