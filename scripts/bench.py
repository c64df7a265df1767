"""Speed and memory, and a plain LangChain pipeline beside ours: ``make bench``.

Each part runs in a process of its own, so that what one part loads does not weigh on
another; a part prints its numbers as JSON on its last line.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts import bench_page
from scripts.bench_questions import FIGURES, LOOKUPS, SEARCHED
from scripts.bench_report import (
    HEAD,
    Numbers,
    Rows,
    busy,
    comparison_rows,
    cost_rows,
    load_rows,
    machine,
    page_rows,
    table,
)

if TYPE_CHECKING:
    from embeddings.types import Encoder

ROOT = Path(__file__).resolve().parent.parent
COLD_QUESTION = "残疾儿童入学率2025年的目标是多少？"
COLD_RUNS = 5
WARM_UP = ("专栏24讲了什么？", "残疾儿童入学率2022年的目标是多少？", "什么是“校闹”行为？")
OPEN_WARM_UP = "学校离家太远怎么办"
CHUNK, OVERLAP, TOP = 500, 50, 3


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that ``call`` takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def resident_mb() -> float:
    """Memory that this process holds now; its peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        (kilobytes,) = re.findall(r"VmRSS:\s+(\d+)", status.read_text())
        return int(kilobytes) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def open_ours() -> Any:
    from assistant import load_settings, open_assistant

    return open_assistant(load_settings())


def open_encoder() -> Encoder:
    """The model that ours uses, in an object of its own."""
    from assistant import load_settings
    from embeddings.encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder.find(load_settings().embedding_model)


# --- the parts, each in its own process ---


def lookups() -> Numbers:
    """Exact lookup through the chain, warm; distinct questions, so that no cache helps."""
    ours = open_ours()
    for question in WARM_UP:
        ours.ask(question)
    times, unanswered = [], 0
    for question in LOOKUPS:
        start = time.perf_counter()
        answer = ours.ask(question)
        times.append((time.perf_counter() - start) * 1000)
        unanswered += answer.status not in ("answered", "partial")
    return {
        "asks": len(times),
        "median": statistics.median(times),
        "p95": p95(times),
        "unanswered": unanswered,
        "torch": "torch" in sys.modules,
    }


def searches() -> Numbers:
    """Open questions against one query embedding each, turn by turn."""
    ours, encoder = open_ours(), open_encoder()
    for question in (*WARM_UP, OPEN_WARM_UP):
        encoder.encode_queries([question])
        ours.ask(question)
    embedding, asking = [], []
    for question in SEARCHED:
        # One character more, so that neither finds the other's vector in a cache.
        embedding.append(timed(partial(encoder.encode_queries, [f"{question}呢"])))
        asking.append(timed(partial(ours.ask, question)))
    return {
        "asks": len(asking),
        "median": statistics.median(asking),
        "p95": p95(asking),
        "embedding": statistics.median(embedding),
        "ratio": statistics.median(asking) / statistics.median(embedding),
    }


def memory() -> Numbers:
    """What a process holds that serves the page and has answered 50 open questions."""
    from assistant.web.server import create_app

    ours = open_ours()
    app = create_app(ours)
    for question in SEARCHED[:50]:
        ours.ask(question)
    return {"mb": resident_mb(), "served": app is not None}


def cold() -> Numbers:
    """Command-line lookup from a cold process."""
    command = [sys.executable, "-m", "assistant", "ask", COLD_QUESTION]
    times = [timed(partial(run, command)) for _ in range(COLD_RUNS)]
    return {
        "runs": COLD_RUNS,
        "median": statistics.median(times) / 1000,
        "worst": max(times) / 1000,
    }


def first_index() -> Numbers:
    """Preparing with an empty data folder; the converted model is there already."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "assistant", "prepare"]
        return {"seconds": timed(partial(run, command, DATA_DIR=folder)) / 1000}


def comparison() -> Numbers:
    """The same questions to ours and to a plain pipeline, turn by turn."""
    ours = open_ours()
    plain = plain_pipeline(open_encoder())
    for question in (*WARM_UP, OPEN_WARM_UP):
        ours.ask(question)
        plain(question)
    rows: dict[str, list[tuple[float, int, bool]]] = {"ours": [], "plain": []}
    for question, figure, unit in FIGURES:
        for name, ask in (("ours", lambda q: ours.ask(q).text), ("plain", plain)):
            start = time.perf_counter()
            text = ask(question)
            took = (time.perf_counter() - start) * 1000
            rows[name].append((took, len(text), holds(text, figure, unit)))
    numbers: Numbers = {"asks": len(FIGURES)}
    for name, got in rows.items():
        numbers[f"{name}_ms"] = statistics.median(row[0] for row in got)
        numbers[f"{name}_chars"] = statistics.median(row[1] for row in got)
        numbers[f"{name}_right"] = statistics.mean(row[2] for row in got)
    return numbers


def holds(text: str, figure: str, unit: str) -> bool:
    """Whether ``text`` shows the figure itself, not as part of a longer number."""
    pattern = rf"(?<![\d.]){re.escape(figure)}(?!\d|\.\d)\s*{re.escape(unit)}"
    return re.search(pattern, text) is not None


def plain_pipeline(encoder: Encoder) -> Callable[[str], str]:
    """What one would write first: chunks, vectors, the nearest three joined."""
    from langchain_chroma import Chroma

    from embeddings.langchain_face import LangChainEmbeddings

    text = (ROOT / "knowledge/plans/shuangliu-145/plan.txt").read_text(encoding="utf-8")
    store = Chroma.from_texts(
        split(text), LangChainEmbeddings(encoder), collection_metadata={"hnsw:space": "cosine"}
    )
    return lambda q: "\n".join(hit.page_content for hit in store.similarity_search(q, k=TOP))


def split(text: str) -> list[str]:
    """Chunks of at most 500 characters with an overlap, cut at a line or sentence end if any."""
    chunks, start = [], 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            breaks = [text.rfind(mark, start + CHUNK // 2, end) for mark in ("\n\n", "\n", "。")]
            end = next((at + 1 for at in breaks if at > 0), end)
        chunks.append(text[start:end])
        start = end if end == len(text) else end - OVERLAP
    return [chunk for chunk in chunks if chunk.strip()]


PARTS: dict[str, tuple[str, Callable[[], Numbers]]] = {
    "lookups": ("查数字", lookups),
    "searches": ("开放提问", searches),
    "cold": ("冷启动命令行", cold),
    "memory": ("服务内存", memory),
    "index": ("首次建索引", first_index),
    "page": ("启动与打开网页", bench_page.measure),
    "load": ("一百人同时提问，两分钟", dict),
    "comparison": ("与普通流水线比较", comparison),
}
COSTS = {"lookups", "searches", "cold", "memory", "index"}


# --- the report ---


def run(command: Sequence[str], **environment: str) -> str:
    """Standard output of ``command``; stops the bench, with what it said, if it fails."""
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        sys.exit(f"命令没有成功：{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def report(names: Sequence[str]) -> None:
    """Measures the named parts, one after the other, and prints what they came to."""
    print(f"机器：{machine()}；{busy()}\n", flush=True)
    numbers: dict[str, Numbers] = {}
    for name in names:
        print(f"正在量：{PARTS[name][0]}……", file=sys.stderr, flush=True)
        # Locust makes over the sockets of whatever process it is loaded in.
        module = ["scripts.load"] if name == "load" else ["scripts.bench", name]
        output = run([sys.executable, "-m", *module])
        numbers[name] = json.loads(output.splitlines()[-1])
    rows: Rows = cost_rows(numbers) if numbers.keys() >= COSTS else []
    rows += page_rows(numbers["page"]) if "page" in numbers else []
    rows += load_rows(numbers["load"]) if "load" in numbers else []
    if rows:
        print(table(HEAD, rows))
    if "comparison" in numbers:
        compare(numbers["comparison"])


def compare(numbers: Numbers) -> None:
    print(f"\n同样 {numbers['asks']:.0f} 个问数字的问题，同一个模型，同一次运行：\n")
    rows = comparison_rows(numbers)
    print(table(("", "延迟中位", "答案长度中位", "含所问数字的答案"), rows))
    print(f"\n普通流水线：{CHUNK} 字一块、Chroma、取前 {TOP} 块拼接，没有模型改写。")
    print("答案越长，越容易碰巧含有所问的数字，比较时请连同长度一起看。")


def main() -> None:
    """Everything with its verdicts, or one part as JSON (``load``: with verdicts)."""
    chosen = sys.argv[1:]
    if not chosen:
        report(list(PARTS))
    elif chosen[0] not in PARTS:
        sys.exit(f"没有这一项：{chosen[0]}。可选：{'、'.join(PARTS)}")
    elif chosen[0] == "load":
        report(chosen[:1])
    else:
        print(json.dumps(PARTS[chosen[0]][1]()))


if __name__ == "__main__":
    main()
