"""Which span answers: a small learned ranking over the units found and the ways near them.

All numbers come from ``ranking.npz``, made by ``scripts/fit_ranking.py`` from the bank.
Arrays: n questions, c candidates, w ways, f features, d dimension of the vectors.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search import Near
from embeddings.hybrid import UNIT_DENSE, UNIT_LEXICAL, WAY_DENSE, WAY_LEXICAL
from embeddings.types import Hit, Unit, Vectors
from knowledge.types import Locator

FILE = Path(__file__).with_name("ranking.npz")
Floats = NDArray[np.float32]
RANKINGS = (UNIT_DENSE, UNIT_LEXICAL, WAY_DENSE, WAY_LEXICAL)
MARKS: Mapping[str, tuple[str, ...]] = {
    "2022": ("2022年", "近期"),
    "2025": ("2025年", "终期", "全周期"),
    "2020": ("2020年", "十三五"),
    "2016-2020": ("十三五", "2020年", "2015年"),
    "2021-2025": ("十四五",),
}
CUES = (
    (
        "什么是",
        "是什么",
        "是啥",
        "什么意思",
        "怎么解释",
        "指什么",
        "指啥",
        "口径",
        "含义",
        "啥意思",
    ),
    ("多少", "几", "好多", "百分", "比例", "占比", "率", "指标"),
    ("哪些", "哪几", "列", "分别", "都有", "包括"),
    ("专栏", "概括", "总结", "归纳", "提纲", "整个", "全部", "讲啥", "讲的", "讲了", "介绍"),
    ("哪一年", "什么时候", "啥时候", "几时", "期限", "多久", "哪年", "节点"),
    ("哪里", "哪一页", "哪个表", "第几", "在哪", "哪一条", "位置", "哪一部分"),
)
SHAPES = 6
LEAST_OVERLAP = 6
SHARP = 40.0
PASSES = 0.12


@dataclass(frozen=True, slots=True)
class Ranked:
    """Spans that may answer; ``probability`` that they do, among all candidates.

    ``asks`` and ``way`` are those of the way of asking that points there, "" without one.
    """

    places: tuple[Locator, ...]
    probability: float
    asks: str
    way: str


@functools.cache
def learned() -> Mapping[str, Floats]:
    """The fitted arrays by name, float32."""
    with np.load(FILE, allow_pickle=False) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


class Adapter:
    """Turns vectors of the encoder so that a question lies near what answers it."""

    def __init__(self, queries: Floats, units: Floats) -> None:
        """Both of shape ``(d, d)``: for questions and ways of asking, and for units."""
        self._queries, self._units = queries, units

    @classmethod
    def load(cls) -> Adapter:
        return cls(learned()["adapter.queries"], learned()["adapter.units"])

    def content(self) -> bytes:
        """The maps as bytes: what vectors depend on."""
        return self._queries.tobytes() + self._units.tobytes()

    def queries(self, rows: Vectors) -> Vectors:
        """Rows ``(n, d)`` of questions or ways, or one ``(d,)``; of length one again."""
        return _unit_length(rows @ self._queries)

    def units(self, rows: Vectors) -> Vectors:
        """Rows ``(n, d)`` of units, of length one again."""
        return _unit_length(rows @ self._units)


class Ranker:
    """Orders what was found by how likely it answers."""

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self._arrays = arrays

    @classmethod
    def load(cls) -> Ranker:
        return cls(learned())

    def rank(
        self,
        query_text: str,
        near: Sequence[Near],
        hits: Sequence[tuple[Unit, Hit]],
        years: Sequence[str] = (),
        vector: Vectors | None = None,
    ) -> list[Ranked]:
        """The spans of the units found, best first; one for each unit.

        ``vector`` only tells whether there are vectors: cosines come with ``near``.
        """
        near = [item for item in near if not item.way.refuses and item.way.spans]
        if not hits:
            return [Ranked(n.way.spans, 0.0, n.way.asks, n.way.text) for n in near[:1]]
        dense = vector is not None or any(item.cosine for item in near)
        rows, overlaps = features(query_text, near, hits, years)
        logits = self.logits(rows, "dense" if dense else "plain")
        shares: Floats = np.exp(logits - logits.max()).astype(np.float32)
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return [_ranked(hits[i][0], float(shares[i]), near, overlaps[i]) for i in order]

    def logits(self, rows: Floats, name: str) -> Floats:
        """Shape ``(c,)`` from features ``(c, f)``: one hidden layer and a straight part."""
        a = self._arrays
        scaled = (rows - a[f"{name}.mean"]) / a[f"{name}.scale"]
        hidden = np.maximum(scaled @ a[f"{name}.inner"] + a[f"{name}.bias"], 0.0)
        return (hidden @ a[f"{name}.outer"] + scaled @ a[f"{name}.straight"]).astype(np.float32)


def features(
    text: str,
    near: Sequence[Near],
    hits: Sequence[tuple[Unit, Hit]],
    years: Sequence[str],
) -> tuple[Floats, Floats]:
    """Features ``(c, f)`` of every unit found, and how well each way's spans fit it, ``(c, w)``."""
    units = [unit for unit, _ in hits]
    overlaps = _overlaps(units, near)
    cosines = np.array([n.cosine for n in near], dtype=np.float32)
    lexical = np.array([n.lexical for n in near], dtype=np.float32)
    columns = [
        *_columns(cosines, overlaps, SHARP),
        *_columns(lexical, overlaps, SHARP / 4),
        *([1.0 / (5.0 + hit.ranks.get(name, 200)) for _, hit in hits] for name in RANKINGS),
        _relative([hit.score for _, hit in hits]),
        (overlaps > 0).sum(axis=1),
        *_years(years, units),
        *_shapes(text, units),
    ]
    return np.array(columns, dtype=np.float32).T, overlaps


def _columns(scores: Floats, overlaps: Floats, sharp: float) -> list[Floats]:
    """Best and second-best way, how far the best is from the best of all, and the vote."""
    count = len(overlaps)
    if not len(scores):
        return [np.zeros(count, dtype=np.float32)] * 6
    top = float(scores.max())
    touching = np.where(overlaps > 0, scores[None], top - 0.3)
    ordered = -np.sort(-touching, axis=1)
    second = ordered[:, 1] if ordered.shape[1] > 1 else ordered[:, 0]
    weights: Floats = np.exp(np.float32(sharp) * (scores - np.float32(top)))
    weights /= weights.sum()
    exact = np.where(overlaps > 0.5, scores[None], top - 0.3).max(axis=1)
    return [
        np.full(count, top, dtype=np.float32),
        ordered[:, 0] - top,
        second - top,
        exact - top,
        (overlaps > 0) @ weights,
        overlaps @ weights,
    ]


def _relative(values: Sequence[float]) -> Floats:
    found = np.array(values, dtype=np.float32)
    return found / max(float(found.max(initial=0.0)), 1e-9)


def _years(years: Sequence[str], units: Sequence[Unit]) -> list[list[float]]:
    """Whether a unit is of a year asked for; and whether it is of another one only."""
    asked = {mark for year in years for mark in MARKS.get(year, (f"{year}年",))}
    others = {m for marks in MARKS.values() for m in marks} - asked
    texts = [f"{unit.label} {unit.text}" for unit in units]
    fits = [float(any(mark in text for mark in asked)) for text in texts]
    clashes = [
        float(bool(asked) and not fit and any(mark in text for mark in others))
        for fit, text in zip(fits, texts, strict=True)
    ]
    return [fits, clashes]


def _shapes(text: str, units: Sequence[Unit]) -> list[Floats]:
    """What kind of place a unit is, alone and together with what the question's wording wants."""
    kinds = np.array(
        [
            (
                float("@" not in unit.id),
                float("·第" in unit.parent and "项" in unit.parent),
                float(unit.parent.startswith("名词解释")),
                float(any(c.isdigit() for c in unit.text.partition("：")[2])),
                float("到20" in unit.text),
                np.log1p(unit.end - unit.start) / 5.0,
            )
            for unit in units
        ],
        dtype=np.float32,
    )
    found = list(kinds.T)
    for cues in CUES:
        asked = float(any(cue in text for cue in cues))
        found.extend(kinds.T[:SHAPES] * np.float32(asked))
    return found


def _overlaps(units: Sequence[Unit], near: Sequence[Near]) -> Floats:
    """Shared part of unit and span, by the longer of the two; best span of each way, 0 to 1."""
    found: Floats = np.zeros((len(units), len(near)), dtype=np.float32)
    spans = [(s.start, s.end, w) for w, item in enumerate(near) for s in item.way.spans]
    if not spans or not units:
        return found
    start, end, way = np.array(spans).T
    starts = np.array([unit.start for unit in units])[:, None]
    ends = np.array([unit.end for unit in units])[:, None]
    shared = np.minimum(ends, end) - np.maximum(starts, start)
    shorter = np.minimum(ends - starts, end - start)
    enough = shared >= np.minimum(LEAST_OVERLAP, np.maximum(shorter // 2, 1))
    part = np.where(enough, shared / np.maximum(ends - starts, end - start), 0.0)
    for column, number in enumerate(way):
        found[:, number] = np.maximum(found[:, number], part[:, column])
    return found


def _ranked(unit: Unit, share: float, near: Sequence[Near], overlaps: Floats) -> Ranked:
    best, value = None, 0.0
    for item, overlap in zip(near, overlaps, strict=True):
        worth = item.cosine + PASSES * item.lexical + PASSES * float(overlap)
        if overlap > 0 and worth > value:
            best, value = item, worth
    if best is None:
        return Ranked((Locator(unit.start, unit.end, unit.label),), share, "", "")
    return Ranked(best.way.spans, share, best.way.asks, best.way.text)


def _unit_length(rows: Vectors) -> Vectors:
    found: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return found
