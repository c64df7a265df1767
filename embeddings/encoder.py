"""Texts to vectors by a sentence-transformers model, loaded when the first vector is needed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.types import Encoder, Kind, Model, ModelUnavailable, Progress, Vectors, silent
from embeddings.weights import DEFAULT_MODEL, ModelSource, locate, prepare

QUERY_CACHE = 2048
"""Query vectors kept, the least recently used dropped first (1.5 KB each)."""
CHUNK = 64
"""Texts computed before the lock is given up and progress is reported."""
FEW = 4
"""Texts that one thread computes: with two busy cores a question took 47 to 64 ms on one
thread and 300 to 850 ms on two, which wait for each other; alone on the machine it is 22."""


class SentenceTransformerEncoder:
    """An :class:`~embeddings.types.Encoder`; one lock lets one thread at a time compute.

    Knows its fingerprint and (mostly) its dimension without loading anything. The first
    vector loads the model: :class:`ModelUnavailable` where that fails.
    """

    def __init__(
        self, source: ModelSource, *, cache: Path | None = None, progress: Progress = silent
    ) -> None:
        self.source = source
        self._cache = cache
        self._progress = progress
        self._lock = threading.RLock()
        self._model: Model | None = None
        self._threads = 1
        self._queries: OrderedDict[str, Vectors] = OrderedDict()

    @classmethod
    def find(
        cls, model: str = DEFAULT_MODEL, *, cache: Path | None = None, progress: Progress = silent
    ) -> SentenceTransformerEncoder:
        """The encoder of the model that the settings name; see :func:`weights.locate`."""
        return cls(locate(model), cache=cache, progress=progress)

    @property
    def fingerprint(self) -> str:
        return self.source.fingerprint

    @property
    def dimension(self) -> int:
        if self.source.dimension is not None:
            return self.source.dimension
        return self._load().dimension

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory, so that a vector takes milliseconds."""
        return self._model is not None

    def warm(self) -> threading.Thread:
        """Load in the background; a failure is raised again by the first use."""
        thread = threading.Thread(target=self._warm, name="embedding-warm-up", daemon=True)
        thread.start()
        return thread

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape ``(len(texts), dimension)``; repeated ones are cached."""
        with self._lock:
            known = {text: self._queries[text] for text in texts if text in self._queries}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(missing, self._encode(missing, "query"), strict=True)
        with self._lock:
            for text in texts[-QUERY_CACHE:]:
                self._queries[text] = known[text]
                self._queries.move_to_end(text)
            while len(self._queries) > QUERY_CACHE:
                self._queries.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else self._none()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape ``(len(texts), dimension)``."""
        return self._encode(texts, "passage")

    def _encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Longest texts first, so that a batch holds texts of one length and pads little.

        The lock is given up between chunks: a question does not wait for a whole bank.
        """
        if not texts:
            return self._none()
        self._load()
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        found: Vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(order), CHUNK):
            part = order[first : first + CHUNK]
            found[part] = self._compute([texts[i] for i in part], kind)
            if len(texts) > CHUNK:
                self._progress(first + len(part), len(texts), "正在计算文本向量")
        return found

    def _compute(self, texts: Sequence[str], kind: Kind) -> Vectors:
        import torch

        with self._lock:
            model = self._load()
            torch.set_num_threads(1 if len(texts) <= FEW else self._threads)
            try:
                return model.encode(texts, kind)
            finally:
                torch.set_num_threads(self._threads)

    def _none(self) -> Vectors:
        return np.empty((0, self.dimension), dtype=np.float32)

    def _warm(self) -> None:
        try:
            self.encode_queries(["预热"])
        except ModelUnavailable:
            return

    def _load(self) -> Model:
        with self._lock:
            if self._model is None:
                folder = prepare(self.source, self._cache, self._progress)
                self._progress(0, 0, "正在载入嵌入模型")
                self._model = _open(self.source, folder)
                self._threads = _torch_threads()
            return self._model


def _open(source: ModelSource, folder: Path) -> Model:
    try:
        from embeddings.sentence_model import SentenceModel, load_converted, load_folder

        converted = source.kind == "wheel"
        return SentenceModel(
            load_converted(folder) if converted else load_folder(folder, source.name)
        )
    except ImportError as error:
        raise ModelUnavailable(
            f"缺少运行嵌入模型所需的包 {error.name}。请安装：pip install sentence-transformers"
        ) from error
    except Exception as error:
        raise ModelUnavailable(
            f"模型文件夹 {folder} 无法载入（{type(error).__name__}：{error}）。"
            "文件可能已损坏：请删除该文件夹后重试，或用 EMBEDDING_MODEL 指向另一个模型文件夹。"
        ) from error


def _torch_threads() -> int:
    import torch

    return torch.get_num_threads()


def as_encoder(encoder: SentenceTransformerEncoder) -> Encoder:
    """The same object under the protocol's type; mypy checks here that it fits."""
    return encoder
