"""Tables in the forms that text holds them in.

- *blocks*: one cell a line, each behind a tab, an empty line between rows;
- *stream*: one cell a line and nothing between rows, which their numbers tell apart;
- *lines*: one row a line, its cells divided by bars, tabs or blanks.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.columns import MAX_COLUMNS, MAX_HEADER, NAMED, Grid, is_header
from knowledge.headings import read_box_title
from knowledge.lines import Line
from knowledge.rowlines import DIVIDED, read_lines, split_cells
from knowledge.streams import filled, read_stream, stream_width
from knowledge.tables import KEYS, Cell, plain_header


def opens_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a table's header stands at line ``at``."""
    return _form(lines, at) != ""


def read_grid(lines: Sequence[Line], at: int) -> Grid | None:
    """The table whose header stands at line ``at``, or ``None``."""
    form = _form(lines, at)
    if form == "lines":
        return read_lines(lines, at)
    if form == "blocks":
        return _read_blocks(lines, at)
    return read_stream(lines, at) if form == "stream" else None


def _form(lines: Sequence[Line], at: int) -> str:
    line = lines[at]
    if len(line.content) > 12 * MAX_HEADER:
        return ""
    if DIVIDED.search(line.text) or line.plain.startswith(KEYS):
        cells = [cell.text for cell in split_cells(line)]
        if len(cells) >= 3 and is_header(cells):
            return "lines"
    if len(line.content) > MAX_HEADER:
        return ""
    if line.tabbed and "\t" not in line.text[1:]:
        block = _block(lines, at, MAX_COLUMNS + 1)
        if len(block) >= 2 and all(other.tabbed for other in block[:2]) and _names(block):
            whole = len(block) <= MAX_COLUMNS and not any(o.content == "1" for o in block)
            return "blocks" if whole else "stream"
        return ""
    if not (NAMED.fullmatch(line.plain) or plain_header(line.content) in KEYS):
        return ""
    return "stream" if stream_width(filled(lines, at, 2 * MAX_COLUMNS)) else ""


def _names(block: Sequence[Line]) -> bool:
    if not any(line.plain in KEYS or NAMED.fullmatch(line.plain) for line in block[:3]):
        return False
    texts = [line.content for line in block if line.tabbed]
    if any(line.plain in KEYS for line in block if line.tabbed):
        return True
    return len(texts) >= 3 and is_header(texts)


def _block(lines: Sequence[Line], at: int, limit: int) -> Sequence[Line]:
    """The run of non-empty lines at ``at``, at most ``limit`` of them."""
    end = at
    while end < len(lines) and end < at + limit and not lines[end].empty:
        end += 1
    return lines[at:end]


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


def _read_blocks(lines: Sequence[Line], at: int) -> Grid:
    """Rows with an empty line between; a repeated header stays a header."""
    header_block = _block(lines, at, len(lines))
    header = read_cells(header_block)
    texts = [cell.text for cell in header]
    grid = Grid(header, end=at)
    while grid.end < len(lines):
        if lines[grid.end].empty:
            grid.end += 1
            continue
        block = _block(lines, grid.end, len(lines))
        cells = read_cells(block)
        filled = [cell for cell in cells if cell.text]
        if [cell.text for cell in cells] == texts:
            grid.beside.append((filled[0].start, filled[-1].end))
        elif _is_row(block, cells, len(header)):
            grid.rows.append(cells)
            grid.spans.append((filled[0].start, filled[-1].end))
        elif len(cells) == 1 and block[0].tabbed and _row_follows(lines, grid.end + 1, header):
            # 表中的分组：一行只有“教育普及”
            grid.beside.append((cells[0].start, cells[0].end))
        else:
            break
        grid.end += len(block)
    return grid


def _is_row(block: Sequence[Line], cells: Sequence[Cell], width: int) -> bool:
    if not block[0].tabbed or not 2 <= len(cells) <= width or not any(c.text for c in cells):
        return False
    return read_box_title(block[0]) is None


def _row_follows(lines: Sequence[Line], at: int, header: Sequence[Cell]) -> bool:
    while at < len(lines) and lines[at].empty:
        at += 1
    block = _block(lines, at, len(header) + 8) if at < len(lines) else []
    if not block or not all(line.tabbed for line in block[:2]):
        return False
    return len(block) >= len(header) - 1 and not _names(block)
