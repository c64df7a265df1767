"""What the bench measured, beside what is demanded, as Markdown tables that read in a terminal."""

from __future__ import annotations

import os
import platform
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

Numbers = dict[str, float]
Rows = list[tuple[str, ...]]
HEAD = ("项目", "结果", "要求", "结论")


def machine() -> str:
    """This machine, so that a figure can be read for what it is."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*:\s*(.+)", info.read_text())):
        cpu = found[1].strip()
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count()
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}"
    return f"{cpu}，{cores} 核，内存 {gib:.0f} GiB，{system}，Python {platform.python_version()}"


def busy() -> str:
    """How much else the machine does; figures of a busy one say little."""
    return f"开始前 1 分钟平均负载 {os.getloadavg()[0]:.1f}"


def verdict(value: float, limit: float) -> str:
    return "达标" if value <= limit else "未达标"


def cost_rows(n: Mapping[str, Numbers]) -> Rows:
    """Rows of answering: time and memory."""
    exact, opened = n["lookups"], n["searches"]
    return [
        (
            f"查数字，{exact['asks']:.0f} 问，中位",
            f"{exact['median']:.2f} ms",
            "≤ 5 ms",
            verdict(exact["median"], 5),
        ),
        ("查数字，95 分位", f"{exact['p95']:.2f} ms", "", ""),
        ("查数字，没答出的问题", f"{exact['unanswered']:.0f} 问", "", ""),
        (
            "查数字时载入了 torch",
            "是" if exact["torch"] else "否",
            "否",
            verdict(exact["torch"], 0),
        ),
        (
            f"开放提问，{opened['asks']:.0f} 问，中位 ÷ 一次问题向量",
            f"{opened['ratio']:.2f} 倍",
            "≤ 3 倍",
            verdict(opened["ratio"], 3),
        ),
        ("开放提问，中位 / 95 分位", f"{opened['median']:.1f} / {opened['p95']:.1f} ms", "", ""),
        ("一次问题向量，中位", f"{opened['embedding']:.1f} ms", "", ""),
        (
            f"冷启动命令行查数字，{n['cold']['runs']:.0f} 次中位",
            f"{n['cold']['median']:.2f} s",
            "≤ 2 s",
            verdict(n["cold"]["median"], 2),
        ),
        (
            "服务内存，答过 50 问之后",
            f"{n['memory']['mb']:.0f} MB",
            "≤ 1.2 GB",
            verdict(n["memory"]["mb"], 1.2 * 1024),
        ),
        (
            "首次建索引（含载入模型）",
            f"{n['index']['seconds']:.1f} s",
            "≤ 30 s",
            verdict(n["index"]["seconds"], 30),
        ),
    ]


def page_rows(page: Numbers) -> Rows:
    """Rows of starting and opening the page; none where there was no Chromium."""
    if not page:
        return [("启动与打开网页", "没有 Chromium，没有量", "", "")]
    return [
        (
            label,
            f"{page[key]:.1f} s（最慢 {page[f'{key}_worst']:.1f} s）",
            f"≤ {most} s",
            verdict(page[key], most),
        )
        for key, label, most in (
            ("start", "从启动到网页可用（已有索引），中位", 8),
            ("visit", "打开网页到可用，中位", 3),
        )
    ]


def load_rows(load: Numbers) -> Rows:
    """Rows of many visitors at once."""
    grown = load["mb_after"] / load["mb_before"] - 1 if load["mb_before"] else 0.0
    who = f"{load['visitors']:.0f} 人同时提问 {load['seconds']:.0f} 秒"
    return [
        (
            f"{who}，{load['chats']:.0f} 问，出错",
            f"{load['errors']:.0f} 问",
            "0 问",
            verdict(load["errors"], 0),
        ),
        (
            "同时提问，95 分位",
            f"{load['p95']:.0f} ms",
            "≤ 2000 ms",
            verdict(load["p95"], 2000),
        ),
        ("同时提问，中位 / 最慢", f"{load['median']:.0f} / {load['worst']:.0f} ms", "", ""),
        ("同时提问，每问用去的处理器时间", f"{load['cpu_ms']:.0f} ms", "", ""),
        (
            "同时提问前后的服务内存",
            f"{load['mb_before']:.0f} → {load['mb_after']:.0f} MB（{grown:+.0%}）",
            "",
            "",
        ),
    ]


def comparison_rows(numbers: Numbers) -> Rows:
    return [
        (
            label,
            f"{numbers[f'{name}_ms']:.1f} ms",
            f"{numbers[f'{name}_chars']:.0f} 字",
            f"{numbers[f'{name}_right']:.0%}",
        )
        for name, label in (("ours", "本助手"), ("plain", "普通 LangChain 流水线"))
    ]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns line up in a terminal."""
    widths = [max(width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [
        " | ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True))
        for row in (head, ["-" * w for w in widths], *rows)
    ]
    return "\n".join(f"| {line} |" for line in lines)
