"""Small statistics: intervals, percentiles, and whether two runs differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

Z = 1.959964
"""For 95%."""


class Interval(NamedTuple):
    low: float
    high: float


def wilson(right: float, total: float) -> Interval:
    """95% interval of a share; the whole range where nothing was counted."""
    if total <= 0:
        return Interval(0.0, 1.0)
    share = right / total
    centre = share + Z * Z / (2 * total)
    spread = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    bottom = 1 + Z * Z / total
    return Interval(max(0.0, (centre - spread) / bottom), min(1.0, (centre + spread) / bottom))


def clustered(values: Sequence[float], clusters: Sequence[str]) -> Interval:
    """95% interval of a mean whose cases come in clusters (sections of the plan)."""
    if not values:
        return Interval(0.0, 1.0)
    mean = sum(values) / len(values)
    sums: dict[str, float] = {}
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value - mean
    groups = len(sums)
    if groups < 2:
        return wilson(sum(values), len(values))
    variance = sum(s * s for s in sums.values()) * groups / (groups - 1) / len(values) ** 2
    spread = Z * math.sqrt(variance)
    return Interval(max(0.0, mean - spread), min(1.0, mean + spread))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share lies (nearest rank); 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def sign_test(better: int, worse: int) -> float:
    """Chance of so uneven a split among the cases that changed, were both as likely."""
    total = better + worse
    if not total:
        return 1.0
    tail = sum(math.comb(total, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / float(2**total))
