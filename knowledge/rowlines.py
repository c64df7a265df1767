"""Tables of one row a line: its cells divided by bars, tabs or blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.columns import Grid, fitted, leaves_table
from knowledge.lines import Line
from knowledge.tables import KEYS, Cell, key_of

# 一行里有竖线、制表符或成串的空格，才可能是一行几格
DIVIDED = re.compile(r"\S(?:.*[|｜]|\s*\t\s*\S|\s{2,}\S|　\S)")
RULE = re.compile(r"\|?[\s:\-|]+\|?")
WIDE = re.compile(r"\s{2,}|　+")


def split_cells(line: Line, wide: int = 0) -> list[Cell]:
    """The cells of a line; ``wide`` is the number of columns where only blanks divide them."""
    text = line.content
    if "|" in text or "｜" in text:
        inner = text.strip("|｜")
        return _pieces(line, text.find(inner) if inner else 0, inner, re.compile(r"[|｜]"))
    if "\t" in text or (line.tabbed and "\t" in line.text[1:].strip(" ")):
        return _pieces(line, 0, text, re.compile(r"\t"))
    cells = _pieces(line, 0, text, WIDE)
    if len(cells) >= 3 or not wide:
        if len(cells) < 3 and not wide and text.split(maxsplit=1)[:1] in [[key] for key in KEYS]:
            return _pieces(line, 0, text, re.compile(r"\s+"))
        return cells
    cells = _pieces(line, 0, text, re.compile(r"\s+"))
    return fitted(cells, wide, 0) if len(cells) > wide else cells


def _pieces(line: Line, left: int, text: str, mark: re.Pattern[str]) -> list[Cell]:
    cells = []
    at = 0
    for found in [*mark.finditer(text), None]:
        stop = found.start() if found else len(text)
        piece = text[at:stop]
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        start = line.at(left + at + lead) if body else line.at(0)
        cells.append(Cell(body, start, start + len(body)))
        at = found.end() if found else stop
    return cells


def read_lines(lines: Sequence[Line], at: int) -> Grid | None:
    """One row a line; rules of Markdown and repeated headers stand beside."""
    header = [cell for cell in split_cells(lines[at])]
    texts = [cell.text for cell in header]
    barred = "|" in lines[at].content or "｜" in lines[at].content
    grid = Grid(header, beside=[lines[at].span], end=at + 1)
    index, gap = at + 1, 0
    while index < len(lines):
        line = lines[index]
        if not line.content:
            gap += 1
            if gap >= 2 or barred:
                break
            index += 1
            continue
        cells = split_cells(line, len(header))
        ruled = barred and RULE.fullmatch(line.content)
        if ruled or [cell.text for cell in cells] == texts:
            grid.beside.append(line.span)
        elif _is_line_row(line, cells, header, barred=barred):
            grid.rows.append(fitted(cells, len(header), key_of(texts) or 0))
            grid.spans.append(line.span)
        else:
            break
        index, gap = index + 1, 0
        grid.end = index
    return grid if grid.rows else None


def _is_line_row(
    line: Line, cells: Sequence[Cell], header: Sequence[Cell], *, barred: bool
) -> bool:
    if not any(cell.text for cell in cells):
        return False
    if barred:
        return "|" in line.content or "｜" in line.content
    key = key_of([cell.text for cell in header])
    enough = len(cells) >= max(2, len(header) - 2)
    if key == 0 and not cells[0].text.isdigit():
        return False
    return enough and not leaves_table(line)
