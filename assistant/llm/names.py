"""The names of indicators as they stand in prose: found longest first, each telling its key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.library import Knowledge

MIN_NAME = 4
ASIDE = re.compile(r"（[^（）]*）$")
JOINT = "[“”、，]?"
"""What a writer may add or leave out between two characters of a name."""
DROPPED = str.maketrans("", "", "“”、，")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text and the indicator it names."""

    start: int
    end: int
    key: str


class Names:
    """Finds indicators of a plan by name; a name that several share names none."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        owners: dict[str, set[str]] = {}
        for indicator in knowledge.indicators:
            names = {indicator.key, ASIDE.sub("", indicator.key), *indicator.aliases}
            names |= {
                t.indicator for t in map(knowledge.target.__getitem__, indicator.targets) if t.value
            }
            for name in names:
                bare = name.translate(DROPPED)
                if len(bare) >= MIN_NAME or name == indicator.key:
                    owners.setdefault(bare, set()).add(indicator.key)
        self._key = {name: next(iter(keys)) for name, keys in owners.items() if len(keys) == 1}
        patterns = (
            JOINT.join(map(re.escape, name)) for name in sorted(self._key, key=len, reverse=True)
        )
        self._pattern = re.compile("|".join(patterns) or r"(?!)")

    def find(self, text: str) -> list[Named]:
        """Names in ``text`` in order of place."""
        return [
            Named(m.start(), m.end(), self._key[m[0].translate(DROPPED)])
            for m in self._pattern.finditer(text)
        ]

    def resolve(self, words: str, limit: int = 3) -> Sequence[str]:
        """Keys of the indicators that ``words`` may mean, best first."""
        if found := self.find(words):
            return list(dict.fromkeys(named.key for named in found))[:limit]
        asked = [
            (max((p.weight(words, figure=True) for p in entry.ask), default=0), entry.name)
            for entry in self._knowledge.entries
            if entry.name in self._knowledge.indicator
        ]
        best = sorted((a for a in asked if a[0]), key=lambda a: -a[0])
        if best:
            return [name for _, name in best][:limit]
        scored = [(_shared(words, key), key) for key in self._knowledge.indicator]
        near = sorted((s for s in scored if s[0] >= 2), key=lambda s: -s[0])
        return [key for _, key in near][:limit]


def _shared(words: str, name: str) -> int:
    pairs = {a + b for a, b in pairwise(words)}
    return sum(a + b in pairs for a, b in pairwise(name))
