"""Our encoder under LangChain's name for it."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from embeddings.types import Encoder


class LangChainEmbeddings(Embeddings):
    """``embed_documents`` gives passages, ``embed_query`` a question, each with its prompt."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.encoder.encode_passages(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self.encoder.encode_queries([text])[0].tolist()
        return row
