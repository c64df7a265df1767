"""How sure the search is: answer, offer choices, or refuse, and which refusal.

Thresholds come from ``thresholds.toml``, fitted by a script on held-out ways of asking.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.passages import score
from assistant.query import Query
from assistant.refusals import vote
from assistant.search import Near

FILE = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind`` is "answer", "unclear" or a kind of refusal; ``confidence`` from 0 to 1."""

    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``sharpness``: how much more a nearer way counts; ``unclear``: nearness below which
    nothing is answered, with vectors and without."""

    sharpness: float
    unclear_dense: float
    unclear_lexical: float
    neighbours: int


class Judge:
    """Decides from the nearest ways of asking."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds

    @classmethod
    def load(cls) -> Judge:
        return cls(Thresholds(**tomllib.loads(FILE.read_text("utf-8"))["judge"]))

    def judge(self, query: Query, near: Sequence[Near]) -> Verdict:
        """What to do with a question that has these ways of asking near it."""
        limits = self._thresholds
        close = near[: limits.neighbours]
        if not close:
            return Verdict("unclear", 0.0)
        scores = [score(item) for item in close]
        shares = vote(close, scores, limits.sharpness)
        kind, share = max(shares.items(), key=lambda item: item[1])
        refusing = 1.0 - shares.get("answer", 0.0)
        if kind == "answer" and refusing > 0.5:
            kind, share = max(
                ((k, v) for k, v in shares.items() if k != "answer"), key=lambda i: i[1]
            )
        floor = limits.unclear_dense if close[0].cosine else limits.unclear_lexical
        if kind == "answer" and scores[0] < floor:
            return Verdict("unclear", share)
        return Verdict(kind, share)
