"""Wordings that staff have decided: a question asked in just these words is answered as they said.

Ways of asking are examples: the search weighs them against others, and the exact layer goes
before it. Staff who add one expect it to hold for its own words, whatever else would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant import passages, refusals
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.normalise import clean
from assistant.understand import Understander
from knowledge.ways import WayOfAsking


class Decided:
    """The ways of asking that staff have added, by their wording."""

    def __init__(self, ways: Iterable[WayOfAsking] = ()) -> None:
        self._ways: Mapping[str, WayOfAsking] = {
            wording(way.text): way for way in ways if way.refuses or way.spans
        }

    def find(self, question: str) -> WayOfAsking | None:
        """The way added in these words; width, script, spaces and punctuation do not count."""
        return self._ways.get(wording(question)) if self._ways else None


def wording(text: str) -> str:
    """What two questions in the same words have in common."""
    return "".join(c for c in clean(text) if c.isalnum()).casefold()


def gather(way: WayOfAsking, reader: Understander, desk: Desk) -> Evidence:
    """The evidence that staff said answers: the places they gave, or the kind of refusal."""
    if way.refuses:
        return refusals.refusal(way.asks, way.spans, 1.0)
    found = passages.Found(way.spans, 1.0, way.asks, way.text)
    return passages.gather(reader.read(way.text), desk, found)
