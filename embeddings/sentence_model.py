"""Models of sentence-transformers: any folder, and the converted default in less memory."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from embeddings.types import E5_PROMPTS, Kind, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
_E5: Final = re.compile(r"(^|[/_-])e5-(small|base|large)", re.IGNORECASE)


class SentenceModel:
    """A :class:`~embeddings.types.Model` over one of sentence-transformers."""

    def __init__(self, model: SentenceTransformer) -> None:
        self.model = model

    @property
    def dimension(self) -> int:
        return int(self.model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        encode = self.model.encode_query if kind == "query" else self.model.encode_document
        rows: Vectors = encode(
            list(texts),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return rows


def load_folder(folder: Path, name: str) -> SentenceTransformer:
    """Any folder of sentence-transformers, as that library loads it and raises."""
    _no_network()
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(
        str(folder),
        device="cpu",
        local_files_only=True,
        model_kwargs={"dtype": torch.float32, "low_cpu_mem_usage": True},
    )
    if _E5.search(name) and not model.prompts.get("query"):
        # The published E5 folders have no prompts; without them vectors are silently worse.
        model.prompts |= E5_PROMPTS
    return model


def load_converted(folder: Path) -> SentenceTransformer:
    """A folder that :mod:`embeddings.convert` wrote: the same vectors from 600 MB less."""
    _no_network()
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    from embeddings.compact_transformer import CompactTransformer

    first = CompactTransformer(folder)
    modules = [first, Pooling(first.get_embedding_dimension(), "mean"), Normalize()]
    return SentenceTransformer(
        modules=modules, device="cpu", local_files_only=True, prompts=dict(E5_PROMPTS)
    )


def _no_network() -> None:
    # The libraries read these when they are imported; the folder is complete.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
