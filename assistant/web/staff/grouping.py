"""Questions that mean the same, together: average-link clustering of their vectors."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from embeddings.types import Vectors

ALIKE = 0.38
"""Mean cosine from which two groups are one. From 0.35 to 0.4, 23 questions about seven matters
fell into their seven groups; at 0.5 into eleven."""
ALIKE_BY_LETTERS = 0.3
"""The same without a model, for vectors of pairs of characters."""
CLOSE = 0.6
"""Median cosine from which vectors tell nothing apart, as those of a model with no adapter."""
MOST = 500
"""Questions that are compared; the work grows with their square."""
_BUCKETS = 4096

Vector = Callable[[str], Vectors | None]


def group(texts: Sequence[str], vector: Vector, alike: float = ALIKE) -> list[list[str]]:
    """Groups of different texts, the largest first, each in the order given.

    Without a model (``vector`` gives ``None``) texts are compared by their characters.
    """
    texts = list(dict.fromkeys(texts))[:MOST]
    if not texts:
        return []
    vectors = [vector(text) for text in texts]
    known = [found for found in vectors if found is not None]
    rows = np.stack(known) if len(known) == len(texts) else None
    if rows is None or (len(texts) > 1 and float(np.median(rows @ rows.T)) > CLOSE):
        rows, alike = np.stack([_letters(text) for text in texts]), ALIKE_BY_LETTERS
    members = _join(rows @ rows.T, alike)
    return [[texts[i] for i in group] for group in sorted(members, key=lambda g: (-len(g), g))]


def _join(likeness: Vectors, alike: float) -> list[list[int]]:
    """Joins the two likest groups until none are alike enough."""
    groups = [[i] for i in range(len(likeness))]
    likeness = likeness.astype(np.float64)
    np.fill_diagonal(likeness, -np.inf)
    sizes = np.ones(len(likeness))
    while len(likeness) > 1:
        a, b = sorted(int(i) for i in np.unravel_index(likeness.argmax(), likeness.shape))
        if likeness[a, b] < alike:
            break
        # The mean over all pairs of the two groups, from the means of each.
        both = (likeness[a] * sizes[a] + likeness[b] * sizes[b]) / (sizes[a] + sizes[b])
        likeness[a, :], likeness[:, a] = both, both
        sizes[a] += sizes[b]
        likeness[b, :], likeness[:, b] = -np.inf, -np.inf
        likeness[a, a] = -np.inf
        groups[a] += groups[b]
        groups[b] = []
    return [sorted(members) for members in groups if members]


def _letters(text: str) -> Vectors:
    """Pairs of characters hashed into a vector of length one."""
    counts = np.zeros(_BUCKETS, dtype=np.float32)
    plain = "".join(c for c in text if c.isalnum()) or text
    for at in range(max(1, len(plain) - 1)):
        counts[zlib.crc32(plain[at : at + 2].encode()) % _BUCKETS] += 1
    unit: Vectors = counts / np.linalg.norm(counts)
    return unit
