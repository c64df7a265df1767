"""The search layer as the assistant uses it: ways of asking and units, with their spans."""

from __future__ import annotations

import bisect
import functools
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from embeddings.hybrid import Retriever
from embeddings.types import Hit, Unit, Vectors, Way
from knowledge.types import Locator
from knowledge.ways import WayOfAsking

Built = tuple[Retriever, tuple[Unit, ...], tuple[WayOfAsking, ...]]
MAX_LINKED = 4
"""Units; a way that points at more lends its score to the whole record only."""


@dataclass(frozen=True, slots=True)
class Near:
    """A way of asking near the question. ``cosine`` is 0.0 without vectors."""

    way: WayOfAsking
    cosine: float
    lexical: float


class Search:
    """Finds by meaning and by characters; nothing is built or loaded before the first search.

    ``build`` makes the lexical search, ``load`` adds vectors to it where they can be had.
    """

    def __init__(self, build: Callable[[], Built], load: Callable[[], object]) -> None:
        self._build = build
        self._load = load
        self._lock = threading.Lock()
        self._built: Built | None = None

    def ready(self) -> Built:
        """Retriever, units and ways, with vectors where they can be had."""
        built = self.built()
        self._load()
        return built

    def built(self) -> Built:
        """The same without waiting for vectors: what matches characters only."""
        with self._lock:
            if self._built is None:
                self._built = self._build()
            return self._built

    def alike(self, text: str, count: int = 16) -> list[Near]:
        """The ways of asking that share most characters with ``text``; loads no model."""
        retriever, _, _ = self.built()
        hits = retriever.ways(text, count, dense=False)
        return [Near(self._ways[hit.way.text], 0.0, hit.lexical) for hit in hits]

    def near(self, text: str, count: int = 16) -> list[Near]:
        """The ways of asking nearest to ``text``, best first."""
        retriever, _, _ = self.ready()
        hits = retriever.ways(text, count)
        return [Near(self._ways[hit.way.text], hit.cosine, hit.lexical) for hit in hits]

    def vector(self, text: str) -> Vectors | None:
        """The vector that ``text`` is searched with; ``None`` where there are no vectors."""
        return self.ready()[0].query_vector(text)

    def units(self, text: str, count: int = 10) -> list[tuple[Unit, Hit]]:
        """The units that answer best, best first."""
        retriever, _, _ = self.ready()
        return [(self._units[hit.id], hit) for hit in retriever.search(text, count)]

    @functools.cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in self.built()[1]}

    @functools.cached_property
    def _ways(self) -> Mapping[str, WayOfAsking]:
        return {way.text: way for way in self.built()[2]}


def as_ways(ways: Sequence[WayOfAsking], units: Sequence[Unit]) -> tuple[Way, ...]:
    """Ways of asking for the search layer: each points at the units that its spans touch."""
    linker = _Linker(units)
    return tuple(
        Way(way.text, way.asks, () if way.refuses else linker.touched(way.spans)) for way in ways
    )


class _Linker:
    def __init__(self, units: Sequence[Unit]) -> None:
        self._sentences = sorted((u for u in units if "@" in u.id), key=lambda u: u.start)
        self._starts = [unit.start for unit in self._sentences]
        self._records = {(unit.start, unit.end): unit.id for unit in units if "@" not in unit.id}

    def touched(self, spans: Sequence[Locator]) -> tuple[str, ...]:
        """Ids of the units that any span overlaps; a whole record for a span that is one."""
        found: list[str] = []
        for span in spans:
            if record := self._records.get((span.start, span.end)):
                found.append(record)
            here = self._between(span.start, span.end)
            if len(here) <= MAX_LINKED:
                found.extend(here)
        return tuple(dict.fromkeys(found))

    def _between(self, start: int, end: int) -> list[str]:
        first = max(bisect.bisect_right(self._starts, start) - 1, 0)
        last = bisect.bisect_left(self._starts, end)
        return [u.id for u in self._sentences[first:last] if u.start < end and start < u.end]
