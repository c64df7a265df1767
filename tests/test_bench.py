"""The bench's own arithmetic; what it measures is not tested here."""

from __future__ import annotations

from pathlib import Path

from scripts.bench import CHUNK, holds, split
from scripts.bench_questions import FIGURES, LOOKUPS, SEARCHED
from scripts.bench_report import load_rows, page_rows, table, width


def test_a_figure_is_not_found_inside_a_longer_one() -> None:
    assert holds("达99.7%。", "99.7", "%")
    assert holds("引进 3 个以上", "3", "个")
    assert not holds("达199.7%", "99.7", "%")
    assert not holds("达15.5年", "15", "")
    assert not holds("达0.5年", "5", "年")


def test_every_expected_figure_is_in_the_plan(plan_path: Path) -> None:
    text = plan_path.read_text(encoding="utf-8")
    assert [row for row in FIGURES if not holds(text, row[1], row[2])] == []


def test_enough_distinct_questions() -> None:
    assert len(set(LOOKUPS)) == len(LOOKUPS) >= 200
    assert len(set(SEARCHED)) == len(SEARCHED) >= 50
    assert len(FIGURES) >= 30


def test_chunks_are_short_enough_and_lose_nothing(plan_path: Path) -> None:
    text = plan_path.read_text(encoding="utf-8")
    chunks = split(text)
    assert max(map(len, chunks)) <= CHUNK
    at = 0
    for chunk in chunks:
        found = text.find(chunk, max(0, at - CHUNK))
        assert found >= 0
        assert not text[at:found].strip()
        at = found + len(chunk)
    assert not text[at:].strip()


def test_table_columns_line_up() -> None:
    lines = table(("项目", "n"), [("中文", "1"), ("abcdef", "22")]).splitlines()
    assert len({width(line) for line in lines}) == 1


LOAD = {"visitors": 100, "seconds": 120, "chats": 1300, "errors": 0, "p95": 900.0} | {
    "median": 60.0,
    "worst": 2500.0,
    "cpu_ms": 60.0,
    "mb_before": 800.0,
    "mb_after": 840.0,
}


def test_what_is_demanded_of_the_page_is_judged() -> None:
    assert [row[-1] for row in load_rows(LOAD)] == ["达标", "达标", "", "", ""]
    assert [row[-1] for row in load_rows(LOAD | {"errors": 1, "p95": 2001.0})][:2] == ["未达标"] * 2
    times = {"start": 7.0, "start_worst": 9.0, "visit": 3.1, "visit_worst": 3.2}
    assert [row[-1] for row in page_rows(times)] == ["达标", "未达标"]
    assert "没有量" in page_rows({})[0][1]
