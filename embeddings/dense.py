"""Units and ways as vectors: exact search, and Chroma in front of it where there is one."""

from __future__ import annotations

import logging
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.types import Vectors

log = logging.getLogger(__name__)


class UnitSearch(Protocol):
    """Something that finds the units nearest to a vector, such as a Chroma collection."""

    def nearest(self, vector: Vectors, k: int) -> list[int]:
        """Positions of the ``k`` nearest units, best first, for a vector of shape ``(d,)``."""


class DenseIndex:
    """One version of the vectors; never changed once made, so threads may share it.

    ``units`` and ``ways`` have shape ``(n, dimension)`` and rows of length one. ``search``
    may be set later, once; until then, and after it has failed, search is exact in memory.
    """

    def __init__(self, units: Vectors, ways: Vectors, search: UnitSearch | None = None) -> None:
        self.units = units
        self.ways = ways
        self.search = search

    def nearest_units(self, vector: Vectors, k: int) -> list[int]:
        """Positions of the ``k`` nearest units, best first."""
        search = self.search
        if search is not None:
            try:
                return search.nearest(vector, k)
            except Exception:
                log.exception("Chroma 检索失败，改用内存中的精确检索")
                self.search = None
        return [int(place) for place in nearest(self.units, vector, k)]

    def way_cosines(self, vector: Vectors) -> NDArray[np.float32]:
        """The cosine of every way, in order."""
        cosines: NDArray[np.float32] = self.ways @ vector
        return cosines


def nearest(rows: Vectors, vector: Vectors, k: int) -> NDArray[np.intp]:
    """Exact search: positions of the ``k`` rows of largest cosine, best first, ties in order."""
    return best(rows @ vector, k)


def best(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Positions of the ``k`` largest scores, best first, ties in order."""
    if k <= 0:
        return np.zeros(0, dtype=np.intp)
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        chosen = np.flatnonzero(scores >= least)
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")][:k]
