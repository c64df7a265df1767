"""Finding units and ways of asking: four rankings fused by reciprocal rank.

A way of asking lends its score to the units it points at; a unit counts by its best way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.dense import DenseIndex, best
from embeddings.lexical import LexicalIndex
from embeddings.types import Encoder, Hit, Unit, Vectors, Way, WayHit

UNIT_DENSE = "unit-dense"
UNIT_LEXICAL = "unit-lexical"
WAY_DENSE = "way-dense"
WAY_LEXICAL = "way-lexical"
WEIGHTS: Mapping[str, float] = {
    UNIT_DENSE: 1.0,
    UNIT_LEXICAL: 1.0,
    WAY_DENSE: 1.0,
    WAY_LEXICAL: 1.0,
}
"""Equal is best of those tried (ways 1 to 2, units 0.5 to 1), on two sets of questions over
the plan's 381 lines: 60 written for this, and 398 of the bank of 4,900, held out of it. First
place / among five: units dense 40% / 72% (29% / 59%), units lexical 53% / 90% (67% / 90%),
ways dense 63% / 87% (62% / 88%), ways lexical 62% / 83% (52% / 80%), the two lexical ones
67% / 93% (70% / 93%), all four 72% / 95% (75% / 96%)."""
PARTS = frozenset(WEIGHTS)
DENSE_PARTS = frozenset({UNIT_DENSE, WAY_DENSE})
RANK_CONSTANT = 10.0
"""How slowly a place loses worth: place p gives ``1 / (RANK_CONSTANT + p)``. 60, as often
used, loses 5 points of first places here."""
DEPTH = 100
"""Places of each ranking that count."""

LEAST_SHARE = 0.6
"""What scores less than this share of a ranking's best does not count (only lexical scores
spread so far). Without it: 3 points fewer first places on the first set, 1 more on the second."""

Ranking = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Positions, best first, and the place of each, from 1; what scores the same shares a place."""


class Retriever:
    """Search over units and ways, by meaning and by characters.

    Lexical search works at once. Dense search works from the moment an index is given,
    here or by :meth:`attach`; until then ``dense=True`` answers like ``dense=False``, and
    :attr:`dense_ready` tells. ``parts`` leaves rankings out, to see what each is worth.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        ways: Sequence[Way],
        encoder: Encoder | None = None,
        index: DenseIndex | None = None,
        *,
        parts: Iterable[str] = PARTS,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> None:
        self.units = tuple(units)
        self.ways_of_asking = tuple(ways)
        self.parts = frozenset(parts)
        if unknown := self.parts - PARTS:
            raise ValueError(f"no such ranking: {sorted(unknown)}")
        self._weights = dict(weights)
        self._encoder = encoder
        self._index: DenseIndex | None = None
        self._unit_words = LexicalIndex([unit.text for unit in self.units])
        self._way_words = LexicalIndex([way.text for way in self.ways_of_asking])
        self._link()
        if index is not None:
            self.attach(index)

    @property
    def dense_ready(self) -> bool:
        """Whether a search by meaning is possible."""
        return self._index is not None and self._encoder is not None

    def attach(self, index: DenseIndex, encoder: Encoder | None = None) -> None:
        """Use these vectors from the next question on; ``ValueError`` where they do not fit.

        ``encoder`` is given here where it was not known at first.
        """
        if (len(index.units), len(index.ways)) != (len(self.units), len(self.ways_of_asking)):
            raise ValueError("the vectors are not those of these units and ways")
        self._encoder = encoder or self._encoder
        self._index = index

    def search(self, query: str, top_k: int = 10, *, dense: bool = True) -> list[Hit]:
        """The units that answer best, best first.

        Raises :class:`ModelUnavailable` where ``dense`` needs a model that cannot be loaded.
        """
        scores = np.zeros(len(self.units))
        ranks: list[dict[str, int]] = [{} for _ in self.units]
        for part, (found, places) in self._rankings(query, dense):
            scores[found] += self._weights[part] / (RANK_CONSTANT + places)
            for unit, place in zip(found.tolist(), places.tolist(), strict=True):
                ranks[unit][part] = place
        chosen = best(scores.astype(np.float32), min(top_k, int(np.count_nonzero(scores))))
        return [Hit(self.units[i].id, float(scores[i]), ranks[i]) for i in chosen]

    def ways(self, query: str, top_k: int = 20, *, dense: bool = True) -> list[WayHit]:
        """The ways of asking nearest to the query, best first.

        ``cosine`` is the true one; ``lexical`` is 1.0 where the way has all that the query
        has. Without vectors the order is lexical, otherwise both rankings fused.
        """
        lexical = self._way_lexical(query)
        vector = self._vector(query) if dense else None
        index = self._index
        if vector is None or index is None:
            cosines = np.zeros(len(self.ways_of_asking), dtype=np.float32)
            found = best(lexical, min(top_k, int(np.count_nonzero(lexical))))
        else:
            cosines = index.way_cosines(vector)
            fused = np.zeros(len(cosines))
            for part, scores in ((WAY_DENSE, cosines), (WAY_LEXICAL, lexical)):
                near, places = _ranking(scores, least_share=0.0)
                fused[near] += self._weights[part] / (RANK_CONSTANT + places)
            found = best(fused.astype(np.float32), min(top_k, int(np.count_nonzero(fused))))
        return [WayHit(self.ways_of_asking[i], float(cosines[i]), float(lexical[i])) for i in found]

    def _rankings(self, query: str, dense: bool) -> list[tuple[str, Ranking]]:
        vector = self._vector(query) if dense and self.parts & DENSE_PARTS else None
        index = self._index
        rankings: list[tuple[str, Ranking]] = []
        if UNIT_LEXICAL in self.parts:
            rankings.append((UNIT_LEXICAL, _ranking(self._unit_words.scores(query))))
        if WAY_LEXICAL in self.parts:
            lexical = self._way_words.scores(query)
            rankings.append((WAY_LEXICAL, _ranking(self._lend(lexical))))
        if vector is None or index is None:
            return rankings
        if UNIT_DENSE in self.parts:
            near = np.array(index.nearest_units(vector, min(DEPTH, len(self.units))), dtype=np.intp)
            rankings.append((UNIT_DENSE, (near, np.arange(1, len(near) + 1))))
        if WAY_DENSE in self.parts:
            rankings.append((WAY_DENSE, _ranking(self._lend(index.way_cosines(vector)))))
        return rankings

    def query_vector(self, query: str) -> Vectors | None:
        """The vector that a question is searched with, shape ``(d,)``; ``None`` without vectors."""
        return self._vector(query)

    def _vector(self, query: str) -> Vectors | None:
        if self._encoder is None or self._index is None:
            return None
        vector: Vectors = self._encoder.encode_queries([query])[0]
        return vector

    def _way_lexical(self, query: str) -> NDArray[np.float32]:
        ideal = self._way_words.ideal(query)
        scores = self._way_words.scores(query)
        return np.minimum(scores / ideal, 1.0) if ideal else scores

    def _link(self) -> None:
        """Pairs of way and unit, ordered by unit, so that one ``reduceat`` finds the best way."""
        position = {unit.id: place for place, unit in enumerate(self.units)}
        pairs = sorted(
            (position[target], number)
            for number, way in enumerate(self.ways_of_asking)
            for target in way.targets
            if target in position
        )
        linked = np.array([unit for unit, _ in pairs], dtype=np.intp)
        self._pair_ways = np.array([way for _, way in pairs], dtype=np.intp)
        self._linked_units, self._pair_starts = np.unique(linked, return_index=True)

    def _lend(self, way_scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """The score of each unit's best way, shape ``(units,)``; 0.0 where it has no way."""
        lent = np.zeros(len(self.units), dtype=np.float32)
        if len(self._pair_ways):
            scores = np.maximum.reduceat(way_scores[self._pair_ways], self._pair_starts)
            lent[self._linked_units] = scores
        return lent


def _ranking(scores: NDArray[np.float32], least_share: float = LEAST_SHARE) -> Ranking:
    """The first places, leaving out what scores less than a share of the best."""
    least = max(float(scores.max(initial=0.0)) * least_share, 1e-30)
    found = best(scores, min(DEPTH, int(np.count_nonzero(scores >= least))))
    ordered = -scores[found]
    return found, np.searchsorted(ordered, ordered) + 1
