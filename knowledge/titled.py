"""Tables where they stand in a plan: under a title of their own, a heading or a box's."""

from __future__ import annotations

import re

from knowledge.columns import Grid
from knowledge.grids import opens_table, read_grid
from knowledge.headings import MAX_HEADING
from knowledge.reader import Reader
from knowledge.script import simplified
from knowledge.tables import build_table
from knowledge.types import LeafKind, Table

# 近期目标任务（截至2022年底）
TABLE_TITLE = re.compile(r"(.+?)(?:目标任务|任务|指标)?(?:[（(][^（）()]*[）)])?")
MAX_SHORT = 8
# 表1 · 附表2
TABLE_NUMBER = re.compile(
    r"附?表\s*(?:\d{1,2}(?:[-—.]\d{1,2})?|[一二三四五六七八九十]{1,2}(?=[\s：:]))"
)
# （单位：万人、%）
UNITS = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:].{1,30}")


def _header_below(reader: Reader) -> int | None:
    """Where a table's header stands under this line, a line of units between allowed."""
    below = reader.at + 1
    for _ in range(2):
        while below < len(reader.lines) and reader.lines[below].empty:
            below += 1
        if below >= len(reader.lines):
            return None
        if opens_table(reader.lines, below):
            return below
        if not UNITS.fullmatch(reader.lines[below].plain):
            return None
        below += 1
    return None


def table_follows(reader: Reader) -> bool:
    """Whether a table stands here, or its title and then the table."""
    if opens_table(reader.lines, reader.at):
        return read_grid(reader.lines, reader.at) is not None
    if len(reader.line.content) > MAX_HEADING or reader.line.content.endswith("。"):
        return False
    below = _header_below(reader)
    return below is not None and read_grid(reader.lines, below) is not None


def read_titled_table(reader: Reader) -> None:
    line = reader.line
    title, start = line.content, line.span[0]
    titled = not opens_table(reader.lines, reader.at)
    if titled:
        title = title.strip("#* ")
        short = _short_title(title)
    else:
        title = short = _title_above(reader)
    table_id = f"{short}({start})" if short in reader.table_ids else short
    reader.table_ids.add(short)
    mark = reader.stack[0].heading.mark if reader.stack else ""
    label = f"{mark}·{table_id}" if mark.endswith("表") else table_id
    path = (*reader.path, title)
    if titled:
        reader.leaf(f"{table_id}·标题", LeafKind.TABLE_TITLE, line.span, path=path)
        below = _header_below(reader)
        assert below is not None
        for between in reader.lines[reader.at + 1 : below]:
            if between.content:
                reader.leaf(f"{table_id}·单位", LeafKind.NOTE, between.span, path=path)
        reader.at = below
    grid = read_grid(reader.lines, reader.at)
    assert grid
    add_table(reader, grid, table_id, label, title, start, path)


def _short_title(title: str) -> str:
    """What a table is cited by: 近期 for 近期目标任务（截至2022年底）, 表1 for 表1 主要指标."""
    if found := TABLE_NUMBER.match(simplified(title)):
        return "".join(title[: found.end()].split())
    found = TABLE_TITLE.fullmatch(title)
    return found[1] if found and len(found[1]) <= MAX_SHORT else title


def _title_above(reader: Reader) -> str:
    """The title of a table that stands right under a heading: the heading's."""
    if reader.stack and reader.leaves and reader.leaves[-1].kind is LeafKind.HEADING:
        heading = reader.stack[-1].heading
        return heading.title or heading.mark
    return "表"


def add_table(
    reader: Reader,
    grid: Grid,
    table_id: str,
    label: str,
    title: str,
    start: int,
    path: tuple[str, ...],
) -> Table:
    """Records a table with its leaves, and moves past it."""
    for span in grid.beside:
        reader.leaf(f"{table_id}·表头", LeafKind.TABLE_HEADER, span, path=path)
    table = build_table(
        table_id=table_id,
        label=label,
        title=title,
        header=grid.header,
        rows=grid.rows,
        spans=grid.spans,
        start=start,
    )
    reader.tables.append(table)
    for row in table.rows:
        span = (row.locator.start, row.locator.end)
        row_id = f"{table_id}·第{row.number}项"
        reader.leaf(row_id, LeafKind.TABLE_ROW, span, path=path, label=row.locator.label)
    reader.at = grid.end
    return table
