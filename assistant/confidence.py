"""What to do with an open question: answer, offer choices, or refuse, and how.

Two linear classifiers (kind of refusal or "answer"; kind of answer wanted) over the question's
vector, its characters and the ways of asking near it. They come from ``ranking.npz``, the
limits from ``thresholds.toml``; both are made by ``scripts/fit_ranking.py``.
"""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.query import Query
from assistant.ranking import Floats, learned
from assistant.search import Near
from embeddings.types import Vectors
from knowledge.ways import REFUSALS

FILE = Path(__file__).with_name("thresholds.toml")
ANSWER, UNCLEAR = "answer", "unclear"
KINDS = (ANSWER, *sorted(REFUSALS))
ASKS = (
    *("compare", "conflict", "content", "count", "define", "figure", "list"),
    *("summary", "when", "where", "who", "why", "yesno"),
)
BUCKETS = 4096
"""Characters and pairs are told apart by a hash of 12 bits."""
FAR = 0.25
"""How far below the best way a kind counts that no near way has."""
SHARP = {True: 40.0, False: 10.0}
"""How much more a nearer way counts, with vectors and without."""
NOT_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` is "answer", "unclear" or a kind of refusal; ``confidence`` its probability.

    ``asks`` is the kind of answer wanted (figure, list, …), "" where none is known.
    """

    kind: str
    confidence: float
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``answer``: probability of a refusal above which one is given; ``floor``: nearness of
    the best way (cosine, or share of characters) below which a question is unclear."""

    refuse_dense: float
    refuse_lexical: float
    floor_dense: float
    floor_lexical: float


class Judge:
    """Decides from the question and the nearest ways of asking."""

    def __init__(self, thresholds: Thresholds, arrays: Mapping[str, Floats]) -> None:
        self._thresholds = thresholds
        self._arrays = arrays

    @classmethod
    def load(cls) -> Judge:
        return cls(Thresholds(**tomllib.loads(FILE.read_text("utf-8"))["judge"]), learned())

    def judge(self, query: Query, near: Sequence[Near], vector: Vectors | None = None) -> Verdict:
        """``near``: the 48 nearest ways; ``vector``: the question's, as the search uses it."""
        kinds, asks = self.probabilities(query.text, near, vector)
        wanted = ASKS[int(asks.argmax())]
        limits = self._thresholds
        dense = vector is not None
        refusing = 1.0 - float(kinds[0])
        if refusing > (limits.refuse_dense if dense else limits.refuse_lexical):
            best = 1 + int(kinds[1:].argmax())
            return Verdict(KINDS[best], refusing, wanted)
        top = max((n.cosine if dense else n.lexical for n in near), default=0.0)
        if top < (limits.floor_dense if dense else limits.floor_lexical):
            return Verdict(UNCLEAR, 1.0 - refusing, wanted)
        return Verdict(ANSWER, 1.0 - refusing, wanted)

    def probabilities(
        self, text: str, near: Sequence[Near], vector: Vectors | None
    ) -> tuple[Floats, Floats]:
        """Of every one of KINDS and of ASKS; each adds up to one."""
        name = "judge.plain" if vector is None else "judge.dense"
        a = self._arrays
        buckets, weight = characters(text)
        rest = neighbours(near, vector is not None)
        if vector is not None:
            rest = np.concatenate((rest, vector))
        scores = weight * a[f"{name}.characters"][buckets].sum(axis=0)
        scores = scores + rest @ a[f"{name}.rest"] + a[f"{name}.bias"]
        return _shares(scores[: len(KINDS)]), _shares(scores[len(KINDS) :])


def characters(text: str) -> tuple[list[int], float]:
    """Buckets of the distinct characters and pairs, and the weight that each has."""
    bare = NOT_WORD.sub("", text.casefold())
    grams = dict.fromkeys([*bare, *(bare[i : i + 2] for i in range(len(bare) - 1))])
    buckets = [zlib.crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS for gram in grams]
    return buckets, 1.0 / max(len(buckets), 1) ** 0.5


def neighbours(near: Sequence[Near], dense: bool) -> Floats:
    """For each of KINDS its nearest way (cosine, characters) and its share of the vote; then
    how near the best way is. Shape ``(3 * kinds + 2,)``."""
    place = {kind: number for number, kind in enumerate(KINDS)}
    kinds = np.array([place.get(n.way.asks, 0) for n in near], dtype=np.intp)
    cosines = np.array([n.cosine if dense else 0.0 for n in near], dtype=np.float32)
    lexical = np.array([n.lexical for n in near], dtype=np.float32)
    parts = []
    for scores in (cosines, lexical):
        top = scores.max(initial=0.0)
        best = np.full(len(KINDS), -FAR, dtype=np.float32)
        if len(scores):
            np.maximum.at(best, kinds, scores - top)
        parts.append(4.0 * best)
    scores = cosines + 0.12 * lexical if dense else lexical
    weights = np.exp(SHARP[dense] * (scores - scores.max(initial=0.0)))
    votes = np.bincount(kinds, weights, len(KINDS)) / max(float(weights.sum()), 1e-9)
    tops = [10.0 * float(cosines.max(initial=0.9)) - 9.0, float(lexical.max(initial=0.0))]
    return np.concatenate((*parts, 2.0 * votes, tops)).astype(np.float32)


def _shares(scores: Floats) -> Floats:
    found: Floats = np.exp(scores - scores.max())
    found /= found.sum()
    return found
