"""The report that opens offline: overview, what changed, and every case with filters."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from evals.report import Results, by, floor_text, latency, shown
from evals.types import Judged

PAGE = Path(__file__).with_name("report_page.html")
MAX_SOURCES = 6


def page(results: Results, changes: str = "") -> str:
    """One HTML file that needs nothing else."""
    cases = json.dumps([_case(j) for j in results.judged], ensure_ascii=False)
    times = latency(results.judged)
    about = results.about
    slots = {
        "verdict": "全部指标达到下限" if not results.below else _below(results),
        "about": escape(
            f"规划 {about.get('plan')} · {len(results.judged)} 题 · {about.get('at', '')} · 模型 "
            f"{about.get('model', '')} · 半数 {times['p50']:.0f} 毫秒，95% {times['p95']:.0f} 毫秒"
        ),
        "hashes": escape(
            " · ".join(
                f"{name} {str(about.get(key, ''))[:12]}"
                for name, key in (
                    ("规划", "plan_sha256"),
                    ("问法库", "bank_sha256"),
                    ("提示词", "prompts_sha256"),
                )
            )
        ),
        "metrics": _metrics(results),
        "kinds": _table(by(results.judged, "kind")),
        "personas": _table(by(results.judged, "persona")),
        "routes": _table(by(results.judged, "found")),
        "changes": f"<pre>{escape(changes)}</pre>" if changes else "<p>没有可比的基准。</p>",
        # A closing tag inside the data would end the script.
        "cases": cases.replace("</", "<\\/").encode("utf-8", "replace").decode("utf-8"),
    }
    text = PAGE.read_text("utf-8")
    for name, value in slots.items():
        text = text.replace(f"%%{name}%%", value)
    return text


def _below(results: Results) -> str:
    return "未达下限：" + escape("、".join(m.name for m in results.below))


def _metrics(results: Results) -> str:
    rows = []
    for m in results.metrics:
        state = {True: "good", False: "bad", None: ""}[m.passed]
        low, high = m.interval
        rows.append(
            f'<tr class="{state}"><td>{escape(m.name)}<small>{escape(m.means)}</small></td>'
            f"<td>{shown(m)}</td><td>{low:.1%}–{high:.1%}</td><td>{floor_text(m)}</td>"
            f"<td>{m.cases}</td><td>{m.unscored}</td></tr>"
        )
    return "\n".join(rows)


def _table(counts: dict[str, tuple[int, int]]) -> str:
    return "\n".join(
        f"<tr><td>{escape(name)}</td><td>{right} / {total}</td><td>{right / total:.0%}</td></tr>"
        for name, (right, total) in counts.items()
    )


def _case(j: Judged) -> dict[str, object]:
    asked = j.asked
    return {
        "id": asked.case.id,
        "kind": asked.case.kind.value,
        "who": asked.case.persona,
        "turns": list(asked.case.turns),
        "due": [f.text for f in asked.case.facts] + list(asked.case.names),
        "answer": asked.text,
        "status": asked.status,
        "sources": [[s.label, s.quote[:160]] for s in asked.sources[:MAX_SOURCES]],
        "ok": j.passed,
        "reason": j.reason,
    }
