"""What names a table's columns, and what a table is read as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.headings import CLAUSE, read_box_title, read_heading
from knowledge.lines import Line
from knowledge.tables import KEYS, Cell, plain_header

NAMED = re.compile(
    r"指标(?:名称|内容)?|主要指标|核心指标|名称|项目|目标任务|主要目标|目标内容|工作任务|重点任务|任务|内容|类别"
    r"|领域|一级指标|二级指标"
)
OTHER = re.compile(
    r"单位|计量单位|.*属性|指标类型|类型|备注|.*20\d\d.*|.*目标值?|.*责任(?:单位|部门)|.*时限|.*现状.*|.*基期.*"
    r"|.*情况|牵头单位|实现策略|性质|.*累计.*|年均.*"
)
MAX_HEADER = 24
"""Characters of a header's name."""
MAX_COLUMNS = 16


@dataclass
class Grid:
    """A table as read: cells of the header and rows, what each row spans, spans beside rows.

    ``end`` is the index of the line behind it.
    """

    header: list[Cell]
    rows: list[list[Cell]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    beside: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0


def is_header(texts: Sequence[str]) -> bool:
    """Whether cells name columns: numbers of rows, or a name and something of it."""
    if any(len(text) > MAX_HEADER for text in texts):
        return False
    plain = [plain_header(text) for text in texts]
    known = sum(bool(OTHER.fullmatch(text)) for text in plain)
    named = any(NAMED.fullmatch(text) for text in plain)
    keyed = any(text in KEYS for text in plain)
    return (keyed and (named or known > 0)) or (named and known > 0)


def names_column(text: str) -> bool:
    plain = plain_header(text)
    return bool(plain in KEYS or NAMED.fullmatch(plain) or OTHER.fullmatch(plain))


def leaves_table(line: Line) -> bool:
    """Whether a line stands no more in the table."""
    heading = read_heading(line)
    return bool(heading and heading.rank <= CLAUSE) or read_box_title(line) is not None


def fitted(cells: Sequence[Cell], wide: int, key: int) -> list[Cell]:
    """A row with more cells than columns has its name over several lines."""
    found = list(cells)
    while len(found) > wide and len(found) > key + 2:
        one, two = found[key + 1], found[key + 2]
        found[key + 1 : key + 3] = [Cell(one.text + two.text, one.start, two.end)]
    return found[:wide]
