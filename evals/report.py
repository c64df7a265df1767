"""What a run came to, as files for people and for build servers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from evals.claims import gold_rank
from evals.metrics import Metric, measure
from evals.run import Run
from evals.scoring import judge
from evals.stats import percentile
from evals.types import SCHEMA, Judged

MILLISECONDS = (50, 95)


@dataclass(frozen=True, slots=True)
class Results:
    """A run judged."""

    about: Mapping[str, Any]
    judged: tuple[Judged, ...]
    metrics: tuple[Metric, ...]

    @property
    def below(self) -> list[Metric]:
        """Metrics under their floor."""
        return [metric for metric in self.metrics if metric.passed is False]


def judge_run(run: Run) -> Results:
    """Every answer of a run judged; nothing else is asked."""
    judged = tuple(judge(asked) for asked in run.asked)
    return Results(run.about, judged, tuple(measure(judged)))


def latency(judged: Sequence[Judged]) -> dict[str, float]:
    """p50 and p95 in milliseconds."""
    times = [j.asked.latency_ms for j in judged]
    return {f"p{p}": percentile(times, p / 100) for p in MILLISECONDS}


def mean_rank(judged: Sequence[Judged]) -> float:
    """Mean of 1 / rank of the first supporting citation; 0 where it is missing."""
    ranks = [gold_rank(j.asked) for j in judged if j.asked.places]
    return sum(1 / r for r in ranks if r) / len(ranks) if ranks else 0.0


def by(judged: Sequence[Judged], field: str) -> dict[str, tuple[int, int]]:
    """(passed, asked) by ``kind``, ``persona`` or ``found``, what in the assistant answered."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for j in judged:
        key = {
            "kind": j.asked.case.kind.value,
            "persona": j.asked.case.persona or "未写",
            "found": str(j.asked.trace.get("kind", "")) or "未写",
        }[field]
        counts[key][0] += j.passed
        counts[key][1] += 1
    return {key: (right, total) for key, (right, total) in sorted(counts.items())}


def as_json(results: Results) -> dict[str, Any]:
    """``results.json``: figures only, so that a committed baseline stays small."""
    return {
        "schema": SCHEMA,
        "about": dict(results.about),
        "metrics": {
            m.key: {
                "name": m.name,
                "value": m.value,
                "low": round(m.interval.low, 4),
                "high": round(m.interval.high, 4),
                "cases": m.cases,
                "unscored": m.unscored,
                "floor": m.floor,
                "most": m.most,
                "passed": m.passed,
            }
            for m in results.metrics
        },
        "latency_ms": latency(results.judged),
        "mean_reciprocal_rank": round(mean_rank(results.judged), 4),
        "by_kind": by(results.judged, "kind"),
        "by_persona": by(results.judged, "persona"),
        "by_route": by(results.judged, "found"),
        "cases": {
            j.asked.case.id: {
                "kind": j.asked.case.kind.value,
                "passed": j.passed,
                "route": j.asked.trace.get("kind", ""),
            }
            for j in results.judged
        },
    }


def shown(metric: Metric, value: float | None = None) -> str:
    """A metric's value as people read it: a share in percent, a count as it is."""
    value = metric.value if value is None else value
    if value is None:
        return "未评分"
    if metric.most is not None and metric.most == 0:
        return f"{value:.0f} 个"
    return f"{value:.1%}"


def floor_text(metric: Metric) -> str:
    """The floor as people read it."""
    if metric.most is not None:
        return f"至多 {shown(metric, metric.most)}"
    return f"至少 {metric.floor:.0%}" if metric.floor is not None else "—"


def line(metric: Metric) -> str:
    """One closing line: mark, name, value, interval, floor, how many were not scored."""
    mark = {True: "✓", False: "✗", None: "·"}[metric.passed]
    low, high = metric.interval
    unscored = f"，未评分 {metric.unscored}" if metric.unscored else ""
    return (
        f"{mark} {metric.name} {shown(metric)}（95% 区间 {low:.1%}–{high:.1%}，"
        f"评 {metric.cases} 题{unscored}；下限 {floor_text(metric)}）"
    )


def summary(results: Results, changes: str = "") -> str:
    """``summary.md``."""
    times = latency(results.judged)
    rows = [
        f"| {line(m)[0]} | {m.name} | {shown(m)} | {floor_text(m)} | {m.cases} | {m.unscored} |"
        for m in results.metrics
    ]
    kinds = [f"| {k} | {r} / {n} |" for k, (r, n) in by(results.judged, "kind").items()]
    verdict = "全部达到下限" if not results.below else f"{len(results.below)} 项未达下限"
    return "\n".join(
        [
            f"# 评测小结：{verdict}",
            "",
            f"规划 {results.about.get('plan')}，{len(results.judged)} 题，"
            f"半数在 {times['p50']:.0f} 毫秒内、95% 在 {times['p95']:.0f} 毫秒内答出。",
            "",
            "| | 指标 | 结果 | 下限 | 评了 | 未评分 |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            "| 类型 | 通过 |",
            "| --- | --- |",
            *kinds,
            "",
            changes,
        ]
    )


def junit(results: Results) -> str:
    """``junit.xml`` for build servers."""
    failed = sum(not j.passed for j in results.judged)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="evals" tests="{len(results.judged)}" failures="{failed}">',
    ]
    for j in results.judged:
        case = j.asked.case
        head = (
            f"<testcase classname={quoteattr(_safe(case.kind.value))} "
            f"name={quoteattr(_safe(f'{case.id} {case.question}'))} "
            f'time="{j.asked.latency_ms / 1000:.3f}"'
        )
        if j.passed:
            lines.append(f"{head}/>")
        else:
            body = escape(_safe(f"{j.reason}\n{j.asked.text}"))
            lines.append(f"{head}><failure message={quoteattr(_safe(j.reason))}>{body}</failure>")
            lines.append("</testcase>")
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def _safe(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() and ord(c) >= 32))


def write_all(results: Results, folder: Path, changes: str = "", html: str = "") -> None:
    """Writes the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(results), ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text + "\n", "utf-8")
    (folder / "summary.md").write_text(summary(results, changes) + "\n", "utf-8")
    (folder / "junit.xml").write_text(junit(results), "utf-8")
    if html:
        (folder / "report.html").write_text(html, "utf-8")
