"""A table's rows as cells of a real table: what a merged cell carried down is one cell again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.web.reader.spans import Span
from knowledge.types import Row, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """The spans printed in it (none: empty), its column's head and how many rows it goes down."""

    head: str
    spans: tuple[Span, ...]
    rows: int = 1
    is_number: bool = False


def lay_out(table: Table) -> Iterator[tuple[Row, list[Cell]]]:
    """Each row with the cells that start in it."""
    covered = {head: 0 for head in table.header}
    for i, row in enumerate(table.rows):
        cells = []
        for head in table.header:
            if covered[head]:
                covered[head] -= 1
                continue
            rows = _depth(table, i, head)
            covered[head] = rows - 1
            span = row.spans.get(head)
            is_number = bool(span) and row.cells.get(head) == row.number
            cells.append(Cell(head, (span,) if span else (), rows, is_number))
        yield row, cells


def _depth(table: Table, first: int, head: str) -> int:
    """How many rows share the cell printed in row ``first``."""
    value = table.rows[first].cells.get(head, "")
    if not value:
        return 1
    below = table.rows[first + 1 :]
    depth = 1
    for row in below:
        if head in row.spans or row.cells.get(head, "") != value:
            break
        depth += 1
    return depth
