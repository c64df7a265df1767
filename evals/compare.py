"""Two runs side by side on the same cases: what newly fails, what newly passes, and by chance?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.stats import sign_test
from evals.types import Kind

SHOWN = 20
ALIKE = 0.9
"""Share of the cases of either run that both must have for their figures to be set side by side."""
OTHER_CASES = "两次跑的题大多不同，各项指标不放在一起比。"
FIGURES = frozenset({Kind.FIGURE.value, Kind.FOLLOW_UP.value, Kind.COMPARE.value})
"""Kinds whose new failures stop a run."""


@dataclass(frozen=True, slots=True)
class Change:
    """``chance``: how likely so uneven a split is, were both runs alike.

    ``metrics`` is empty where too few cases are the same: they would be figures of other questions.
    """

    newly_failed: tuple[str, ...]
    newly_passed: tuple[str, ...]
    shared: int
    chance: float
    metrics: Mapping[str, tuple[float | None, float | None]]
    names: Mapping[str, str]
    figures_failed: tuple[str, ...]

    @property
    def text(self) -> str:
        """The comparison in Chinese, as Markdown."""
        lines = [
            "## 与基准相比",
            "",
            f"两次都有的题 {self.shared} 道：新失败 {len(self.newly_failed)}，"
            f"新通过 {len(self.newly_passed)}（若无差别，如此悬殊的可能性为 {self.chance:.1%}）。",
        ]
        if self.newly_failed:
            lines.append(f"- 新失败：{_some(self.newly_failed)}")
        if self.newly_passed:
            lines.append(f"- 新通过：{_some(self.newly_passed)}")
        if not self.metrics:
            lines.append(f"- {OTHER_CASES}")
        for key, (old, new) in self.metrics.items():
            if old is not None and new is not None and abs(old - new) > 1e-9:
                lines.append(f"- {self.names[key]}：{_number(old)} → {_number(new)}")
        return "\n".join(lines)


def _some(cases: tuple[str, ...]) -> str:
    more = f" 等 {len(cases)} 道" if len(cases) > SHOWN else ""
    return "、".join(cases[:SHOWN]) + more


def _number(value: float) -> str:
    return f"{value:.1%}" if value <= 1 else f"{value:.0f}"


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """Compares two ``results.json``; cases that only one has are left out."""
    old, new = before["cases"], after["cases"]
    shared = [case for case in new if case in old]
    failed = tuple(c for c in shared if old[c]["passed"] and not new[c]["passed"])
    passed = tuple(c for c in shared if not old[c]["passed"] and new[c]["passed"])
    alike = len(shared) >= ALIKE * max(len(old), len(new))
    metrics = {
        key: (before["metrics"].get(key, {}).get("value"), value["value"])
        for key, value in after["metrics"].items()
        if alike
    }
    return Change(
        failed,
        passed,
        len(shared),
        sign_test(len(passed), len(failed)),
        metrics,
        {key: value["name"] for key, value in after["metrics"].items()},
        tuple(c for c in failed if new[c]["kind"] in FIGURES),
    )
