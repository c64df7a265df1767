"""Vectors without a model: hashed character n-grams.

It finds shared characters, not shared meaning, so it is for tests and a plainly labelled
fallback; lexical search does the same job better. Deterministic on every machine.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence

import numpy as np

from embeddings.types import Vectors

LENGTHS = (1, 2, 3)


class HashingEncoder:
    """An :class:`~embeddings.types.Encoder` that needs neither torch nor a download."""

    def __init__(self, dimension: int = 384) -> None:
        self._dimension = dimension

    @property
    def fingerprint(self) -> str:
        return f"hashing-1-{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape ``(len(texts), dimension)``; a text without characters gives the first axis."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape ``(len(texts), dimension)``; a text without characters gives the first axis."""
        found: Vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            self._fill(row, "".join(unicodedata.normalize("NFKC", text).casefold().split()))
        return found

    def _fill(self, row: Vectors, text: str) -> None:
        for length in LENGTHS:
            for start in range(len(text) - length + 1):
                code = zlib.crc32(text[start : start + length].encode("utf-8", "surrogatepass"))
                row[(code >> 1) % self._dimension] += 1.0 if code & 1 else -1.0
        norm = float(np.linalg.norm(row))
        if norm == 0.0:
            row[:] = 0.0
            row[0] = norm = 1.0
        row /= norm
