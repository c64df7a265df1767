"""The command line: export, check, add; what goes wrong is one Chinese line and exit 2."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from knowledge import places
from knowledge.__main__ import main
from knowledge.library import PlanError, load
from knowledge.sheets import safe

PLAN = (
    "某市教育发展“十五五”规划\n第一章 发展目标\n到2030年，入学率达99%，建成教育强市。\n"
    "第二章 主要任务\n一、育人\n突出德育。坚持立德树人，培养新人。\n"
)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "某市.txt"
    path.write_text(PLAN, "utf-8")
    return path


def failing(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Runs a command that must fail; its one line."""
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert any("\u4e00" <= char <= "\u9fff" for char in line)
    return line


@pytest.fixture(scope="module")
def exported() -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "knowledge", "export"], capture_output=True, check=True
    )
    assert done.stderr == b""
    return json.loads(done.stdout)


FIELDS = {
    "sections": {"id", "label", "title", "level", "start", "end"},
    "columns": {"number", "title", "start", "end", "milestones"},
    "tables": {"id", "title", "rows"},
    "terms": {"number", "term", "definition", "start", "end"},
    "targets": {
        *("id", "indicator", "subject", "operator", "value", "unit", "value_text", "when"),
        *("kind", "attribute", "label", "quote", "start", "end"),
    },
    "indicators": {"key", "name", "aliases", "direction", "targets"},
    "conflicts": {"id", "kind", "topic", "says", "mentions"},
}


def test_the_fields_of_the_export(exported: Any) -> None:
    assert set(exported) == {"plan", *FIELDS}
    assert set(exported["plan"]) == {"title", "sha256", "characters"}
    for name, fields in FIELDS.items():
        assert exported[name], name
        for record in exported[name]:
            assert set(record) == fields, name
    for table in exported["tables"]:
        assert all(set(row) == {"number", "start", "end", "cells"} for row in table["rows"])
    for conflict in exported["conflicts"]:
        assert all(set(m) == {"label", "quote", "start", "end"} for m in conflict["mentions"])


def test_every_quote_of_the_export_is_the_text_s(exported: Any, plan_path: Path) -> None:
    text = plan_path.read_text("utf-8")
    assert exported["plan"]["characters"] == len(text) == 45_038
    for record in [
        *exported["targets"],
        *(m for c in exported["conflicts"] for m in c["mentions"]),
    ]:
        assert text[record["start"] : record["end"]] == record["quote"]


def test_what_the_export_names_is_in_it(exported: Any) -> None:
    ids = {target["id"] for target in exported["targets"]}
    for indicator in exported["indicators"]:
        assert set(indicator["targets"]) <= ids
    assert exported["columns"][23]["milestones"]["2025"].startswith("到2025年，实现85%以上")
    operators = {target["operator"] for target in exported["targets"]}
    assert operators == {"=", ">=", "<=", ">", "<", "~", "keep>=", "exists", "up", "down"}


def test_the_plan_that_the_setting_names_is_exported(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLAN", str(plan_file))
    assert main(["export"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["plan"]["title"] == "某市教育发展“十五五”规划"
    assert [t["value"] for t in data["targets"] if t["value"]] == ["99"]


def test_sheets_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, book = tmp_path / "新" / "表", tmp_path / "规划.xlsx"
    assert main(["export", "--csv", str(folder), "--xlsx", str(book)]) == 0
    capsys.readouterr()
    with (folder / "目标.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:4] == ["编号", "指标", "对象", "关系"]
    assert len(rows) == len(load().targets) + 1
    pages = openpyxl.load_workbook(book)
    assert pages["目标"].max_row == len(rows)
    for page in pages:
        for cells in page.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "-", "@"))
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".csv", ".xlsx"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_a_cell_that_is_no_formula_stays(tmp_path: Path) -> None:
    assert safe("——教育优先") == "——教育优先"
    assert safe(None) == ""
    assert safe("a\x00b") == "ab"
    assert len(safe("长" * 40_000)) == 32_767


def test_where_the_export_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文件").write_text("")
    assert "写不了" in failing(capsys, "export", "--csv", str(tmp_path / "文件" / "子"))


def test_an_unknown_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLAN", "没有的规划")
    assert "没有的规划" in failing(capsys, "export")


@pytest.mark.parametrize("arguments", [(), ("fly",), ("check",), ("add", "x.txt"), ("export", "x")])
def test_a_wrong_command_line(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "用法" in failing(capsys, *arguments)


def test_check_reports_what_it_found(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan_file)]) == 0
    shown = capsys.readouterr().out
    assert "某市教育发展“十五五”规划" in shown
    assert "章节 4 个" in shown and "每一行都放进了结构" in shown


def test_check_names_the_lines_it_could_not_place(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file.write_text(PLAN + "孤零零的一格\n专栏2 甲\n围绕甲。\n专栏4 乙\n围绕乙。\n", "utf-8")
    assert main(["check", str(plan_file)]) == 0
    shown = capsys.readouterr().out
    assert "第 7 行：孤零零的一格" in shown
    assert "专栏缺编号：1、3" in shown


@pytest.mark.parametrize(
    ("text", "said"), [("", "没有文字"), ("今天天气很好，我们去公园。\n", "不像一份规划")]
)
def test_check_refuses_what_is_no_plan(
    plan_file: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file.write_text(text, "utf-8")
    assert said in failing(capsys, "check", str(plan_file))


def test_a_plan_is_added_and_used(
    plan_file: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["add", str(plan_file), "--name", "某市-155"]) == 0
    folder = data_dir / "plans" / "某市-155"
    assert sorted(path.name for path in folder.iterdir()) == ["plan.toml", "plan.txt"]
    assert (folder / "plan.txt").read_text("utf-8") == PLAN
    knowledge = load("某市-155")
    assert knowledge.folder == folder
    assert knowledge.plan.title == "某市教育发展“十五五”规划"
    assert knowledge.about["years"] == "2026-2030"
    assert knowledge.about["district"] == "某市"
    assert knowledge.entries == ()
    assert "某市-155" in places.names()


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".x", "a b", "con", "名" * 65, "x\n"])
def test_an_unsafe_name_is_refused(
    plan_file: Path, data_dir: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "不能用" in failing(capsys, "add", str(plan_file), "--name", name)
    assert list(data_dir.rglob("*")) == []


def test_a_name_that_is_taken_is_refused(
    plan_file: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "换一个名称" in failing(capsys, "add", str(plan_file), "--name", "shuangliu-145")
    assert main(["add", str(plan_file), "--name", "甲"]) == 0
    capsys.readouterr()
    assert "换一个名称" in failing(capsys, "add", str(plan_file), "--name", "甲")


def test_what_is_no_plan_is_not_added(
    plan_file: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file.write_bytes(b"PK\x03\x04")
    assert "不是文本" in failing(capsys, "add", str(plan_file), "--name", "甲")
    assert list(data_dir.rglob("*")) == []


def test_plans_are_not_mixed(plan_file: Path, data_dir: Path) -> None:
    """Nothing curated for the default plan reaches another one."""
    main(["add", str(plan_file), "--name", "甲"])
    own, default = load("甲"), load()
    assert {c.id for c in own.conflicts}.isdisjoint(c.id for c in default.conflicts)
    assert own.plan.sha256 != default.plan.sha256
    with pytest.raises(PlanError, match="甲"):
        load("乙")
