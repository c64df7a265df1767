"""A plan's records as tables for people: a folder of CSV files, or one Excel workbook.

A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from knowledge.export import Record, as_data
from knowledge.library import Knowledge

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
MAX_CELL = 32_767
"""Characters that an Excel cell holds; what is longer is cut and ends in ``…``."""
OPERATORS = {
    "=": "等于",
    ">=": "不低于",
    "<=": "不高于",
    ">": "高于",
    "<": "低于",
    "~": "约为",
    "keep>=": "保持不低于",
    "exists": "完成",
    "up": "提高",
    "down": "降低",
}
KINDS = {
    "actual": "实际",
    "past_target": "上一规划目标",
    "target": "目标",
    "standard": "标准",
    "definition": "定义",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for people: its name, column heads and rows."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def safe(value: object) -> str:
    """``value`` as a cell that no spreadsheet reads as a formula."""
    text = CONTROL.sub("", "" if value is None else str(value))
    text = f"'{text}" if text.startswith(FORMULA) else text
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def write_csv(knowledge: Knowledge, folder: Path) -> list[Path]:
    """One UTF-8 file a table into ``folder``, made if missing. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in sheets(knowledge):
        path = folder / f"{sheet.name}.csv"
        with (
            _replacing(path) as temporary,
            temporary.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            csv.writer(file).writerows([sheet.head, *sheet.rows])
        written.append(path)
    return written


def write_xlsx(knowledge: Knowledge, path: Path) -> None:
    """All tables as sheets of one workbook. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets(knowledge):
        page = book.create_sheet(sheet.name)
        for row in (sheet.head, *sheet.rows):
            page.append(row)
        for cells in page.iter_rows():
            for cell in cells:
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.freeze_panes = "A2"
    with _replacing(path) as temporary:
        book.save(temporary)


class _replacing:
    """A temporary file beside ``path`` that takes its place when all went well."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".", suffix=self._path.suffix)
        os.close(handle)
        self._temporary = Path(name)
        return self._temporary

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            self._temporary.chmod(0o644)
            self._temporary.replace(self._path)
        else:
            self._temporary.unlink(missing_ok=True)


def sheets(knowledge: Knowledge) -> tuple[Sheet, ...]:
    """The tables for people, every cell safe."""
    data = as_data(knowledge)
    return (
        _sheet("目标", TARGET_HEAD, (_target_row(t) for t in data["targets"])),
        _sheet("指标", INDICATOR_HEAD, (_indicator_row(knowledge, i) for i in data["indicators"])),
        _sheet("前后不一", CONFLICT_HEAD, _conflict_rows(data["conflicts"])),
        _sheet("专栏", ("专栏", "标题", "年份", "阶段目标"), _box_rows(data["columns"])),
        _sheet("表格", ("表", "序号", "栏目", "内容"), _table_rows(data["tables"])),
        _sheet("名词解释", ("序号", "名词", "解释"), _term_rows(data["terms"])),
        _sheet("章节", ("位置", "级别", "标题"), _section_rows(data["sections"])),
    )


TARGET_HEAD = (
    *("编号", "指标", "对象", "关系", "数值", "单位", "原文说法", "时间", "类别", "属性"),
    *("位置", "原文", "起", "止"),
)
INDICATOR_HEAD = ("指标", "其他名称", "好的方向", "时间", "类别", "数值", "位置")
CONFLICT_HEAD = ("编号", "事项", "说明", "位置", "原文")
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "": ""}


def _sheet(name: str, head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> Sheet:
    return Sheet(name, head, tuple(tuple(safe(cell) for cell in row) for row in rows))


def _target_row(record: Record) -> tuple[Any, ...]:
    return (
        *(record["id"], record["indicator"], record["subject"]),
        *(OPERATORS[record["operator"]], record["value"], record["unit"], record["value_text"]),
        *(record["when"], KINDS[record["kind"]], record["attribute"]),
        *(record["label"], record["quote"], record["start"], record["end"]),
    )


def _indicator_row(knowledge: Knowledge, record: Record) -> tuple[Any, ...]:
    found = [knowledge.target[name] for name in record["targets"]]
    values = [t.value_text or OPERATORS[t.operator] for t in found]
    return (
        *(record["name"], "、".join(record["aliases"]), DIRECTIONS[record["direction"]]),
        " → ".join(t.when or "未写时间" for t in found),
        " → ".join(KINDS[t.kind.value] for t in found),
        " → ".join(values),
        " → ".join(t.locator.label for t in found),
    )


def _conflict_rows(records: list[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for at in record["mentions"]:
            yield record["id"], record["topic"], record["says"], at["label"], at["quote"]


def _box_rows(records: list[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for year, text in record["milestones"].items() or [("", "")]:
            yield record["number"], record["title"], year, text


def _table_rows(records: list[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for row in record["rows"]:
            for head, cell in row["cells"].items():
                yield record["title"], row["number"], head, cell


def _term_rows(records: list[Record]) -> Iterator[tuple[Any, ...]]:
    return ((r["number"], r["term"], r["definition"]) for r in records)


def _section_rows(records: list[Record]) -> Iterator[tuple[Any, ...]]:
    return ((r["label"], r["level"], r["title"]) for r in records)
