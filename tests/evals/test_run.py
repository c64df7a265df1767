"""Run, score, report, compare: on a small assistant that answers from a table."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import Answer, Citation, Passage, Status
from evals.baselines import chunks
from evals.caseio import load_cases
from evals.compare import compare
from evals.editions import CHANGED, contradicted, edited, other_value, renamed
from evals.html import page
from evals.report import Results, as_json, judge_run, summary, write_all
from evals.run import Run, describe, read_run, run, write_run
from evals.stats import clustered, percentile, sign_test, wilson
from evals.validate import validate
from knowledge.library import Knowledge, load

KNOWLEDGE = load()
CASES = [c for c in load_cases() if c.group == "G01"] + [c for c in load_cases() if c.id == "O001"]
QUOTE = "残疾儿童、少年义务教育阶段入学率达99.7%"
ROOT = Path(__file__).resolve().parents[2]


class Parrot:
    """Answers everything with one sentence of the plan."""

    def __init__(self, text: str = f"到2025年底，{QUOTE}。") -> None:
        self.text = text

    @property
    def knowledge(self) -> Knowledge:
        return KNOWLEDGE

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        start = KNOWLEDGE.plan.text.find(QUOTE)
        place = Citation("终期·第26项", QUOTE, start, start + len(QUOTE))
        return Answer(self.text, Status.ANSWERED, citations=(place,), latency_ms=1.5)

    def passage(self, start: int, end: int) -> Passage:
        return Passage("", (), "", KNOWLEDGE.plan.text[start:end], "")


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    asked = tuple(run(CASES, Parrot()))
    about = describe(KNOWLEDGE, "some-model")
    write_run(tmp_path / "a.jsonl", about, asked)
    back = read_run(tmp_path / "a.jsonl")
    assert back.asked == asked
    assert back.about == about
    assert len(str(about["plan_sha256"])) == 64


def test_a_run_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"schema": 0}\n', "utf-8")
    with pytest.raises(ValueError, match="另一版本"):
        read_run(tmp_path / "a.jsonl")


def test_reports_are_written_and_can_be_read(tmp_path: Path) -> None:
    write_run(tmp_path / "a.jsonl", describe(KNOWLEDGE, "m"), run(CASES, Parrot()))
    results = judge_run(read_run(tmp_path / "a.jsonl"))
    write_all(results, tmp_path, "", page(results, "变化"))
    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert found["schema"] == 1
    assert found["cases"]["G01-1"]["passed"] and not found["cases"]["O001"]["passed"]
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert suite.get("failures") == "1"
    html = (tmp_path / "report.html").read_text("utf-8")
    assert "%%" not in html and "http" not in html and "残疾" in html
    assert "未达下限" in summary(results)


def test_the_report_holds_text_that_looks_like_markup() -> None:
    results = judge_run_of(Parrot("</script><script>alert(1)</script>"))
    assert "</script><script>alert" not in page(results)


def judge_run_of(parrot: Parrot) -> Results:
    return judge_run(Run({"plan": "x"}, tuple(run(CASES, parrot))))


def test_a_comparison_tells_what_newly_fails() -> None:
    before = as_json(judge_run_of(Parrot()))
    after = as_json(judge_run_of(Parrot(f"到2022年底，{QUOTE}。")))
    change = compare(before, after)
    assert change.newly_failed == tuple(f"G01-{n}" for n in range(1, 6))
    assert change.figures_failed == change.newly_failed
    assert compare(after, before).newly_passed == change.newly_failed
    assert "新失败 5" in change.text


def test_figures_of_other_cases_are_not_set_side_by_side() -> None:
    whole = as_json(judge_run_of(Parrot()))
    name, verdict = next(iter(whole["cases"].items()))
    part = {**whole, "cases": {name: verdict}}
    assert compare(whole, whole).metrics
    change = compare(whole, part)
    assert change.shared == 1 and not change.metrics
    assert "各项指标不放在一起比" in change.text


def test_intervals_and_percentiles() -> None:
    low, high = wilson(98, 100)
    assert (round(low, 3), round(high, 3)) == (0.93, 0.994)
    assert wilson(0, 0) == (0.0, 1.0)
    assert percentile([1, 2, 3, 4], 0.5) == 2
    assert percentile([], 0.5) == 0
    assert sign_test(0, 0) == 1
    assert sign_test(5, 5) == 1
    assert sign_test(10, 0) < 0.01
    alike = clustered([1, 0] * 10, ["a", "b"] * 10)
    apart = clustered([1, 0] * 10, [str(n) for n in range(20)])
    assert alike.high - alike.low > apart.high - apart.low


def test_an_edited_copy_changes_thirty_figures_and_its_cases_follow() -> None:
    edition = edited(KNOWLEDGE, load_cases())
    assert len(edition.cases) == CHANGED
    assert edition.text != KNOWLEDGE.plan.text
    assert len({c.facts[0].text for c in edition.cases}) == CHANGED
    # None of the new figures is what the plan says.
    old = {c.id: c.facts[0] for c in load_cases() if c.facts}
    assert all(c.facts[0] != old[c.id] for c in edition.cases)


def test_planted_copies_hold_what_was_planted() -> None:
    planted = contradicted(KNOWLEDGE).text
    assert "达98.3%" in planted and "达99.7%" in planted and "遵命" in planted
    other = renamed(KNOWLEDGE, "青屏区", 11)
    assert "双流" not in other.text and "青屏区" in other.text


@pytest.mark.parametrize(("value", "other"), [("99.7", "89.7"), ("2600", "2598"), ("3", "6")])
def test_another_figure_has_the_same_shape(value: str, other: str) -> None:
    assert other_value(value) == other
    assert other_value("1—2") == ""


def test_chunks_cover_the_plan() -> None:
    text = KNOWLEDGE.plan.text
    covered = {i for a, b in chunks(text) for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
    assert max(b - a for a, b in chunks(text)) <= 500


def test_the_generated_files_are_what_the_generator_makes() -> None:
    assert validate([c for c in load_cases() if c.source.startswith("目标：")], KNOWLEDGE) == []


@pytest.mark.slow
def test_looked_up_questions_are_answered_without_a_model(data_dir: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals.fast"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["asked"] >= 200, done.stderr[-2000:]
    # Without a model a doubtful lookup may search to another end than in the baseline.
    assert len(found["failed"]) <= 0.02 * found["asked"], found["failed"]
    assert not found["torch"]
