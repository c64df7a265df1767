"""The encoder as the search uses it: its vectors turned by the learned adapter."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from assistant.ranking import Adapter
from embeddings.types import Encoder, Vectors


class AdaptedEncoder:
    """An :class:`~embeddings.types.Encoder` over another one."""

    def __init__(self, base: Encoder, adapter: Adapter) -> None:
        self._base = base
        self._adapter = adapter

    @property
    def fingerprint(self) -> str:
        turned = hashlib.blake2b(self._adapter.content(), digest_size=6).hexdigest()
        return f"{self._base.fingerprint}+{turned}"

    @property
    def dimension(self) -> int:
        return self._base.dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Questions and ways of asking, shape ``(n, dimension)``."""
        rows = self._base.encode_queries(texts)
        return self._adapter.queries(rows) if len(rows) else rows

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Units, shape ``(n, dimension)``."""
        rows = self._base.encode_passages(texts)
        return self._adapter.units(rows) if len(rows) else rows


def adapted(base: Encoder, *, default: bool) -> Encoder:
    """``base`` with the adapter, which was learned for the default model only."""
    return AdaptedEncoder(base, Adapter.load()) if default else base
