"""Tables flattened to one cell a line: a tab before each cell, an empty line between rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lines import Line
from knowledge.types import Locator, Row, Table

KEY_HEADER = "序号"
# 近期目标任务（截至2022年底） · 全周期目标任务（2021至2025年）
PERIOD = re.compile(r"[（(]([^（）()]*?(\d{4})年?(?:[至—\-~]+(\d{4})年?)?[^（）()]*)[）)]")


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int
    end: int


def read_cells(block: Sequence[Line]) -> list[Cell]:
    """The cells of one row; a line without a tab goes on with the cell above it."""
    cells: list[Cell] = []
    for line in block:
        start, end = line.span
        if line.tabbed or not cells:
            cells.append(Cell(line.content, start, end))
        else:
            last = cells[-1]
            joined = last.text + line.content
            cells[-1] = Cell(joined, last.start if last.text else start, end)
    return cells


def is_header(block: Sequence[Line]) -> bool:
    """A header row names the column of row numbers."""
    return (
        len(block) >= 2
        and block[0].tabbed
        and any(line.content == KEY_HEADER for line in block if line.tabbed)
    )


def read_period(title: str) -> tuple[str | None, str]:
    """Deadline or years in a table's title, and their words: ``2022``, ``截至2022年底``."""
    found = PERIOD.search(title)
    if not found:
        return None, ""
    when = f"{found[2]}-{found[3]}" if found[3] else found[2]
    return when, found[1]


def build_table(
    *,
    table_id: str,
    label: str,
    title: str,
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    start: int,
) -> Table:
    """A table from its cells; merged cells (given once, empty below) are carried down."""
    names = tuple(cell.text for cell in header)
    key = names.index(KEY_HEADER)
    carried: dict[str, str] = {}
    built = []
    for cells in rows:
        texts, spans = _carry(names, cells, carried, key)
        filled = [cell for cell in cells if cell.text]
        number = cells[key].text if key < len(cells) else ""
        locator = Locator(filled[0].start, filled[-1].end, f"{label}·第{number}项")
        built.append(Row(number, locator, texts, spans))
    period, period_text = read_period(title)
    end = built[-1].locator.end if built else header[-1].end
    return Table(
        table_id, title, Locator(start, end, label), names, tuple(built), period, period_text
    )


def _carry(
    names: Sequence[str], cells: Sequence[Cell], carried: dict[str, str], key: int
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    texts: dict[str, str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(names):
        cell = cells[index] if index < len(cells) else Cell("", 0, 0)
        if cell.text:
            spans[name] = (cell.start, cell.end)
            if index != key:
                carried[name] = cell.text
        texts[name] = cell.text or carried.get(name, "")
    return texts, spans
