"""What the search layer takes and gives. Scores: higher is better, everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Row vectors of length one, shape ``(n, dimension)``."""

Kind = Literal["query", "passage"]
"""What a text is to a model: a question, or something that may answer one."""
E5_PROMPTS: Final = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
"""``encode_document`` takes "document" first, which is an empty prompt unless it is given."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing worth finding.

    ``text`` is what is embedded and matched (heading path included); ``start:end`` the
    span of the plan that is shown. ``parent`` is the id of the leaf it is part of.
    """

    id: str
    text: str
    label: str
    start: int
    end: int
    parent: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking: a question as people put it and the ids of what answers it.

    ``asks`` says what kind of answer it wants (figure, list, define, …, or a refusal).
    """

    text: str
    asks: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit found. ``score`` is fused; ``ranks`` tells its place (from 1) in each ranking."""

    id: str
    score: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WayHit:
    """A way of asking near the question; ``cosine`` is 0.0 where no vector was asked for."""

    way: Way
    cosine: float
    lexical: float


class Encoder(Protocol):
    """Texts to vectors. ``fingerprint`` changes whenever the vectors would."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class Model(Protocol):
    """A model in memory, used by one thread at a time; texts come longest first."""

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors: ...


Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, text)``; ``total`` is 0 where it is not known."""


def silent(done: int, total: int, text: str) -> None:
    """The progress that shows nothing."""


class ModelUnavailable(RuntimeError):
    """No usable embedding model; the message says, in Chinese, what is missing and what to do."""


class IndexBusy(RuntimeError):
    """Another process is writing the index; the message names it."""


class IndexRefused(RuntimeError):
    """The index may not be used as configured; the message says why and what to do."""
