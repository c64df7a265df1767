"""A row of a table: where its statement stands, the row as a sentence, the targets in a span."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.desk import Desk
from assistant.phrases import say
from assistant.wording import tidy
from knowledge.types import Locator, Row, Table, Target
from knowledge.values import NAMES, UNITS, VALUE, header_of

STATEMENTS = ("目标任务", "目标内容")


def statement_place(table: Table, row: Row) -> Locator:
    """The span of what a row states, or of the whole row."""
    for header in STATEMENTS:
        if header in row.spans:
            return Locator(*row.spans[header], row.locator.label)
    return row.locator


def row_words(table: Table, row: Row) -> str:
    """A row as a sentence: its statement, or its cells with their headers."""
    for header in STATEMENTS:
        if row.cells.get(header):
            notes = [
                v
                for h, v in row.cells.items()
                if h not in (*STATEMENTS, "序号", "备注", "类别") and v.strip("—")
            ]
            note = say("box.row_note", note="，".join(_one_line(n) for n in notes)) if notes else ""
            return f"{tidy(row.cells[header]).rstrip('。')}{note}。"
    cells = {h: v for h, v in row.cells.items() if h != "序号" and v.strip("—")}
    name = header_of(cells, NAMES)
    if name is None:
        return "，".join(f"{header}{cell}" for header, cell in cells.items()) + "。"
    return _indicator_words(cells, name)


def _indicator_words(cells: Mapping[str, str], name: str) -> str:
    """A row of indicators: its name, each value with its unit, and what the row is marked as."""
    unit = header_of(cells, UNITS)
    values = [
        f"{header}{value}{cells[unit] if unit else ''}"
        for header, value in cells.items()
        if VALUE.search(header) and header != name
    ]
    notes = [v for h, v in cells.items() if h not in (name, unit) and not VALUE.search(h)]
    note = say("box.row_note", note="，".join(notes)) if notes else ""
    return say("box.row_values", name=cells[name], values="，".join(values), note=note)


def _one_line(text: str) -> str:
    return re.sub(r"[（(](.*)[）)]", r"，\1", text)


def targets_in(desk: Desk, places: tuple[Locator, ...]) -> tuple[Target, ...]:
    """Targets whose own words overlap any of the places."""
    return tuple(
        t
        for t in desk.knowledge.targets
        if any(t.clause[0] < p.end and p.start < t.clause[1] for p in places)
    )


def place(start: int, end: int, label: str) -> Locator:
    """A span to cite."""
    return Locator(start, end, label)
