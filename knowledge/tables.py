"""A table's cells as records: merged cells carried down, rows numbered, its period read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.script import simplified
from knowledge.types import Locator, Row, Table

KEYS = ("序号", "编号", "序")
# 近期目标任务（截至2022年底） · 全周期目标任务（2021至2025年）
PERIOD = re.compile(r"[（(]([^（）()]*?(\d{4})年?(?:[至—\-~]+(\d{4})年?)?[^（）()]*)[）)]")


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int
    end: int


def plain_header(text: str) -> str:
    """A header as it is looked up: simplified, without blanks."""
    return "".join(simplified(text).split())


def key_of(names: Sequence[str]) -> int | None:
    """Which column holds the numbers of rows."""
    plain = [plain_header(name) for name in names]
    return next((plain.index(key) for key in KEYS if key in plain), None)


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
    spans: Sequence[tuple[int, int]],
    start: int,
) -> Table:
    """A table from its cells; merged cells (given once, empty below) are carried down.

    Without a column of numbers, rows are numbered from 1.
    """
    names = _distinct([cell.text for cell in header])
    key = key_of(names)
    carried: dict[str, str] = {}
    built: list[Row] = []
    for cells, span in zip(rows, spans, strict=True):
        texts, places = _carry(names, cells, carried, key)
        printed = cells[key].text if key is not None and key < len(cells) else ""
        number = printed or str(len(built) + 1)
        built.append(Row(number, Locator(*span, f"{label}·第{number}项"), texts, places))
    period, period_text = read_period(title)
    end = built[-1].locator.end if built else max(cell.end for cell in header)
    return Table(
        table_id,
        title,
        Locator(min(start, end), end, label),
        tuple(names),
        tuple(_relabelled(built)),
        period,
        period_text,
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """Header names, a second one of the same told apart: 目标值, 目标值(2)."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        count = seen[name] = seen.get(name, 0) + 1
        found.append(name if count == 1 else f"{name}({count})")
    return found


def _relabelled(rows: Sequence[Row]) -> list[Row]:
    """Rows whose numbers start again in the same table get labels of their own."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        at = row.locator
        count = seen[at.label] = seen.get(at.label, 0) + 1
        if count > 1:
            at = Locator(at.start, at.end, f"{at.label}({count})")
        found.append(Row(row.number, at, row.cells, row.spans))
    return found


def _carry(
    names: Sequence[str], cells: Sequence[Cell], carried: dict[str, str], key: int | None
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
