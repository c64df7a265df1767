"""The suite with a language model beside the same without: mean and worst of several runs.

A model may make an answer more fluent; here is shown that it never makes it less exact. Runs
against whatever endpoint the settings name.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant import Settings, open_assistant
from evals.html import page
from evals.metrics import Metric
from evals.report import Results, judge_run, latency, shown, write_all
from evals.run import Step, describe, read_run, run, write_run
from evals.types import Case, Judged

WORDED = frozenset({"phrased", "repaired", "researched"})
"""Outcomes in the trace that say: a reader saw the model's own sentences."""
SUMMARY = "model.md"


@dataclass(frozen=True, slots=True)
class Trials:
    """The default's run and the model's, on the same cases. ``model`` says which and where."""

    model: str
    default: Results
    runs: tuple[Results, ...]

    @property
    def leaked(self) -> list[str]:
        """Cases in which a wrong figure got out in the model's own words, in any run."""
        wrong = (
            j.asked.case.id
            for results in self.runs
            for j in results.judged
            if _outcome(j) in WORDED and j.scores["wrong_figure"].failed
        )
        return list(dict.fromkeys(wrong))

    @property
    def poorer(self) -> bool:
        """Whether in any run fewer cases passed than without the model."""
        return any(_passed(results) < _passed(self.default) for results in self.runs)


def sample(cases: Sequence[Case], count: int) -> list[Case]:
    """``count`` cases evenly spread over all; all of them where ``count`` is 0 or too large."""
    if not 0 < count < len(cases):
        return list(cases)
    return [cases[i * len(cases) // count] for i in range(count)]


def trials(
    cases: Sequence[Case],
    settings: Settings,
    out: Path,
    *,
    runs: int,
    step: Callable[[str], Step | None] = lambda name: None,
) -> Trials:
    """Asks every case without the model once and with it ``runs`` times; reports go to ``out``.

    Raises ``ValueError`` where the settings name no model.
    """
    if not settings.llm_base_url:
        raise ValueError("没有配置大模型：请设 LLM_BASE_URL 和 LLM_MODEL")
    plain = settings.model_copy(update={"llm_base_url": "", "llm_model": ""})
    default = _run(cases, plain, out / "default", step("不用大模型"))[0]
    found = [
        _run(cases, settings, out / str(n), step(f"用大模型，第 {n} 遍"))
        for n in range(1, runs + 1)
    ]
    model = next((said for _, said in found if said), settings.llm_model)
    done = Trials(model, default, tuple(results for results, _ in found))
    (out / SUMMARY).write_text(summary(done) + "\n", "utf-8")
    return done


def _run(
    cases: Sequence[Case], settings: Settings, out: Path, step: Step | None
) -> tuple[Results, str]:
    out.mkdir(parents=True, exist_ok=True)
    answers = out / "answers.jsonl"
    # Opened anew each time, so that no run profits from what another left behind.
    with closing(open_assistant(settings)) as assistant:
        assistant.prepare()
        about = describe(assistant.knowledge, settings.embedding_model)
        model = assistant.model
        said = f"{model.name}（{model.host}，{model.reach}）" if model else ""
        write_run(answers, {**about, "language_model": said}, run(cases, assistant, step))
    results = judge_run(read_run(answers))
    write_all(results, out, "", page(results, ""))
    return results, said


def summary(done: Trials) -> str:
    """The comparison in Chinese, as Markdown."""
    asked = len(done.default.judged)
    rows = [
        f"| {metric.name} | {shown(metric)} | {_mean(metric, mean)} | {shown(metric, worst)} |"
        for metric in done.default.metrics
        if metric.value is not None
        for mean, worst in [_over(metric, done.runs)]
    ]
    times = [latency(results.judged) for results in (done.default, *done.runs)]
    p50, p95 = (max(t[p] for t in times[1:]) / 1000 for p in ("p50", "p95"))
    return "\n".join(
        [
            f"# 大模型评测：{done.model}",
            "",
            f"{asked} 题，用大模型 {len(done.runs)} 遍，与同一套题不用大模型的结果并排。",
            "",
            "| 指标 | 不用大模型 | 平均 | 最差 |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            f"用时（最慢一遍）：半数在 {p50:.1f} 秒内、95% 在 {p95:.1f} 秒内；"
            f"不用大模型 95% 在 {times[0]['p95'] / 1000:.1f} 秒内。",
            "模型写的话怎样了：" + _outcomes(done.runs),
            f"模型写出而没有拦住的错误数字：{len(done.leaked)} 题"
            + (f"（{'、'.join(done.leaked)}）" if done.leaked else ""),
            f"通过的题：不用大模型 {_passed(done.default)}，"
            f"用大模型 {'、'.join(str(_passed(r)) for r in done.runs)}",
        ]
    )


def _over(metric: Metric, runs: Sequence[Results]) -> tuple[float | None, float | None]:
    """Mean and worst of one metric; the worst is the highest where less is better."""
    same = (m for results in runs for m in results.metrics if m.key == metric.key)
    values = [m.value for m in same if m.value is not None]
    if not values:
        return None, None
    return statistics.mean(values), max(values) if metric.most is not None else min(values)


def _mean(metric: Metric, mean: float | None) -> str:
    """A mean of counts is seldom a whole number."""
    return f"{mean:.1f} 个" if metric.most == 0 and mean is not None else shown(metric, mean)


def _outcomes(runs: Sequence[Results]) -> str:
    """How often the model's words were used, and why not where they were not."""
    counts: Counter[str] = Counter()
    for results in runs:
        for judged in results.judged:
            trace = judged.asked.trace.get("model")
            reason = f"（{trace['reasons'][0]}）" if trace and trace["reasons"] else ""
            counts[f"{trace['outcome']}{reason}" if trace else "没有问它"] += 1
    return "，".join(f"{name} {count}" for name, count in counts.most_common())


def _outcome(judged: Judged) -> str:
    trace = judged.asked.trace.get("model")
    return str(trace["outcome"]) if trace else ""


def _passed(results: Results) -> int:
    return sum(j.passed for j in results.judged)
