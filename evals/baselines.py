"""What one would write first, on the same cases: plain retrieval beside this assistant.

Chunks of 500 characters with the same embedding model through LangChain and Chroma (best one,
best three joined), LlamaIndex with its defaults where it is installed, and BM25 alone. None has
a language model: the answer is what was found.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant import Answer, Citation, Passage, Settings, Status, load_settings, open_assistant
from evals.caseio import load_cases
from evals.metrics import Metric
from evals.report import Results, judge_run, latency, shown
from evals.run import Answers, Run, run
from evals.types import Case, Kind
from knowledge.library import Knowledge, load

CHUNK = 500
OVERLAP = 50
Find = Callable[[str], Sequence[tuple[int, int]]]
COLUMNS = (
    "right_figures",
    "wrong_figures",
    "citation_recall",
    "recall_at_5",
    "refusal_recall",
    "complete_lists",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One system's line of the comparison."""

    name: str
    metrics: dict[str, Metric]
    length: float
    p50: float
    built: float


class Plain:
    """Answers with the passages that a search finds, word for word."""

    def __init__(self, knowledge: Knowledge, find: Find) -> None:
        self._knowledge = knowledge
        self._find = find

    @property
    def knowledge(self) -> Knowledge:
        return self._knowledge

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The passages joined; earlier questions are not looked at, as in a first version."""
        start = time.perf_counter()
        text = self._knowledge.plan.text
        found = self._find(question)
        cited = tuple(Citation("", text[a:b], a, b) for a, b in found)
        took = (time.perf_counter() - start) * 1000
        status = Status.ANSWERED if found else Status.NOT_IN_PLAN
        return Answer("\n".join(c.quote for c in cited), status, citations=cited, latency_ms=took)

    def passage(self, start: int, end: int) -> Passage:
        return Passage("", (), "", self._knowledge.plan.text[start:end], "")


def chunks(text: str) -> list[tuple[int, int]]:
    """Spans of at most 500 characters that overlap, cut at a line or sentence end if any."""
    spans, start = [], 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            breaks = [text.rfind(mark, start + CHUNK // 2, end) for mark in ("\n\n", "\n", "。")]
            end = next((at + 1 for at in breaks if at > 0), end)
        if text[start:end].strip():
            spans.append((start, end))
        start = end if end == len(text) else end - OVERLAP
    return spans


def langchain(knowledge: Knowledge, settings: Settings, top: int) -> Find:
    """LangChain's Chroma over the chunks, with the assistant's own embedding model."""
    from langchain_chroma import Chroma

    from embeddings.encoder import SentenceTransformerEncoder, as_encoder
    from embeddings.langchain_face import LangChainEmbeddings

    encoder = as_encoder(SentenceTransformerEncoder.find(settings.embedding_model))
    spans = chunks(knowledge.plan.text)
    store = Chroma.from_texts(
        [knowledge.plan.text[a:b] for a, b in spans],
        LangChainEmbeddings(encoder),
        metadatas=[{"start": a, "end": b} for a, b in spans],
        collection_metadata={"hnsw:space": "cosine"},
        collection_name=f"plain-{top}",
    )

    def find(question: str) -> list[tuple[int, int]]:
        hits = store.similarity_search(question, k=top)
        return [(int(h.metadata["start"]), int(h.metadata["end"])) for h in hits]

    return find


def llama_index(knowledge: Knowledge, settings: Settings, top: int) -> Find:
    """LlamaIndex's vector index with its own splitter and its own number of results."""
    # By name: the package is no dependency, and the type checker need not know it.
    core = import_module("llama_index.core")
    base: Any = import_module("llama_index.core.embeddings").BaseEmbedding

    from embeddings.encoder import SentenceTransformerEncoder, as_encoder

    encoder = as_encoder(SentenceTransformerEncoder.find(settings.embedding_model))

    class Ours(base):  # type: ignore[misc]
        """The same model under LlamaIndex's name for it."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return list(map(float, encoder.encode_queries([query])[0]))

        def _get_text_embedding(self, text: str) -> list[float]:
            return list(map(float, encoder.encode_passages([text])[0]))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    document = core.Document(text=knowledge.plan.text)
    index = core.VectorStoreIndex.from_documents(
        [document], embed_model=Ours(), show_progress=False
    )
    retriever = index.as_retriever()

    def find(question: str) -> list[tuple[int, int]]:
        spans = [(n.node.start_char_idx, n.node.end_char_idx) for n in retriever.retrieve(question)]
        return [(a, b) for a, b in spans if a is not None and b is not None]

    return find


def bm25(knowledge: Knowledge, settings: Settings, top: int) -> Find:
    """BM25 over jieba's words."""
    import bm25s
    import jieba

    spans = chunks(knowledge.plan.text)
    words = [jieba.lcut(knowledge.plan.text[a:b]) for a, b in spans]
    index = bm25s.BM25()
    index.index(words, show_progress=False)

    def find(question: str) -> list[tuple[int, int]]:
        asked = [w for w in jieba.lcut(question) if w.strip()]
        found, scores = index.retrieve([asked], k=top, show_progress=False)
        return [spans[i] for i, s in zip(found[0], scores[0], strict=True) if s > 0]

    return find


PACKAGES = Path(__file__).parent.parent / "build" / "baselines"
"""Where ``make evals-baselines`` puts what only the comparison needs; looked in last."""
PEERS: tuple[tuple[str, Callable[[Knowledge, Settings, int], Find], int, str], ...] = (
    ("LangChain，最近 1 块", langchain, 1, "langchain_chroma"),
    ("LangChain，最近 3 块", langchain, 3, "langchain_chroma"),
    ("LlamaIndex 默认", llama_index, 2, "llama_index"),
    ("只用 BM25，最近 1 块", bm25, 1, "bm25s"),
)


def compare_all(cases: Sequence[Case]) -> list[Row]:
    """Every peer that is installed, then this assistant."""
    settings, knowledge = load_settings(), load()
    rows = []
    for name, build, top, package in PEERS:
        if find_spec(package) is None:
            print(f"没有安装 {package}，跳过“{name}”", file=sys.stderr)
            continue
        start = time.perf_counter()
        peer = Plain(knowledge, build(knowledge, settings, top))
        rows.append(_row(name, peer, cases, time.perf_counter() - start))
    start = time.perf_counter()
    ours = open_assistant(settings)
    try:
        ours.prepare()
        rows.append(_row("本助手", ours, cases, time.perf_counter() - start))
    finally:
        ours.close()
    return rows


def _row(name: str, answers: Answers, cases: Sequence[Case], built: float) -> Row:
    print(f"正在问：{name}……", file=sys.stderr)
    results: Results = judge_run(Run({}, tuple(run(cases, answers))))
    lengths = [len(j.asked.text) for j in results.judged]
    return Row(
        name,
        {m.key: m for m in results.metrics},
        statistics.median(lengths),
        latency(results.judged)["p50"],
        built,
    )


def table(rows: Sequence[Row]) -> str:
    """The comparison in Markdown; the best of each column is bold, whoever it is."""
    head = [rows[0].metrics[key].name for key in COLUMNS]
    lines = [
        f"| | {' | '.join(head)} | 长度中位 | 延迟中位 | 准备 |",
        f"|{' --- |' * (len(head) + 4)}",
    ]
    best = {key: _best([row.metrics[key] for row in rows]) for key in COLUMNS}
    for row in rows:
        cells = [
            f"**{shown(m)}**" if m.value == best[m.key] else shown(m)
            for m in (row.metrics[key] for key in COLUMNS)
        ]
        lines.append(
            f"| {row.name} | {' | '.join(cells)} | {row.length:.0f} 字 | {row.p50:.1f} ms "
            f"| {row.built:.1f} s |"
        )
    return "\n".join(lines)


def _best(metrics: Sequence[Metric]) -> float | None:
    values = [m.value for m in metrics if m.value is not None]
    fewer = metrics[0].most is not None
    return (min(values) if fewer else max(values)) if values else None


def main() -> int:
    """``python -m evals.baselines``."""
    sys.path.append(str(PACKAGES))
    cases = [c for c in load_cases() if c.kind is not Kind.ATTACK]
    print(table(compare_all(cases)))
    print(
        "\n各列最好的一格加粗；没有语言模型，普通检索的答案就是找到的原文，篇幅越长越容易碰巧含有数字。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
