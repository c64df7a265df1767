"""Tables of one cell a line with nothing between rows: their numbers tell rows apart."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.columns import (
    MAX_COLUMNS,
    MAX_HEADER,
    Grid,
    fitted,
    is_header,
    leaves_table,
    names_column,
)
from knowledge.lines import Line
from knowledge.tables import Cell, key_of


def filled(lines: Sequence[Line], at: int, limit: int) -> list[int]:
    """Where the next ``limit`` lines with content are; two empty ones in a row end them."""
    found: list[int] = []
    index, gap = at, 0
    while index < len(lines) and len(found) < limit:
        if lines[index].content:
            found.append(index)
            gap = 0
        else:
            gap += 1
            if gap >= 2 and not lines[index].text.startswith("\t"):
                break
        index += 1
    return [i for i in found if len(lines[i].content) <= 400]


def stream_width(found: Sequence[int]) -> int:
    return 1 if len(found) >= 4 else 0


def read_stream(lines: Sequence[Line], at: int) -> Grid | None:
    """Cells one after the other: the numbers 1, 2, 3 … tell where rows begin."""
    found = filled(lines, at, 40 * MAX_COLUMNS)
    cells = [Cell(lines[i].content, *lines[i].span) for i in found]
    first = next((n for n, cell in enumerate(cells[: MAX_COLUMNS + 2]) if cell.text == "1"), None)
    names = [cell.text for cell in cells]
    key = key_of(names[: first or 0])
    if first is None or key is None:
        return _read_unnumbered(lines, found, cells)
    wide = first - key
    if not 2 <= wide <= MAX_COLUMNS or not is_header(names[:wide]):
        return None
    grid = Grid(cells[:wide], beside=[(cells[0].start, cells[wide - 1].end)])
    index, number = wide, 1
    while index + key < len(cells) and cells[index + key].text == str(number):
        stop = _row_end(lines, found, cells, index, wide, key, number)
        grid.rows.append(fitted(cells[index:stop], wide, key))
        grid.spans.append((cells[index].start, cells[stop - 1].end))
        index, number = stop, number + 1
    grid.end = found[index - 1] + 1
    return grid if grid.rows else None


def _row_end(
    lines: Sequence[Line],
    found: Sequence[int],
    cells: Sequence[Cell],
    index: int,
    wide: int,
    key: int,
    number: int,
) -> int:
    """Behind the last cell of the row at ``index``: where the next number says, or its width."""
    for after in range(index + 2, min(index + wide + 4, len(cells) - key)):
        if cells[after + key].text == str(number + 1):
            return after
    stop = index + 1
    while stop < min(index + wide, len(cells)) and (
        stop <= index + key + 1 or not leaves_table(lines[found[stop]])
    ):
        stop += 1
    return stop


def _read_unnumbered(
    lines: Sequence[Line], found: Sequence[int], cells: Sequence[Cell]
) -> Grid | None:
    """Rows without numbers: as many cells each as the header names columns."""
    wide = 0
    while wide < min(len(cells), MAX_COLUMNS) and names_column(cells[wide].text):
        wide += 1
    if wide < 3 or not is_header([cell.text for cell in cells[:wide]]):
        return None
    grid = Grid(list(cells[:wide]), beside=[(cells[0].start, cells[wide - 1].end)])
    index = wide
    while index + wide <= len(cells):
        row = found[index : index + wide]
        if any(len(lines[i].content) > 2 * MAX_HEADER or leaves_table(lines[i]) for i in row):
            break
        grid.rows.append(list(cells[index : index + wide]))
        grid.spans.append((cells[index].start, cells[index + wide - 1].end))
        index += wide
    grid.end = found[index - 1] + 1
    return grid if grid.rows else None
