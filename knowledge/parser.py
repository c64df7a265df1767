"""A function from a plan's text to its records.

Reads line by line, outermost structure first: headings open sections, ``专栏N`` opens a
box, a header row opens a table, 名词解释 opens the terms; what is left is paragraphs,
and a paragraph with a run-in heading is a measure. Nothing is dropped: each non-blank
character lands in exactly one leaf.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from knowledge.boxes import read_box
from knowledge.headings import Heading, read_box_title, read_heading, read_run_in
from knowledge.lines import Line, split_lines
from knowledge.tables import Cell, build_table, is_header, read_cells
from knowledge.types import Column, Leaf, LeafKind, Locator, Plan, Section, Table, Term

# 19.“区管校聘”：指将公办义务教育学校教师和校长纳入……
TERM = re.compile(r"(\d+)[.．、]\s*([^：:]{1,40})[：:]\s*(.+)")
# 近期目标任务（截至2022年底）
TABLE_TITLE = re.compile(r"(.+?)(?:目标任务|任务|指标)?(?:[（(][^（）()]*[）)])?")
TERMS_MARK = "名词解释"


@dataclass
class _Open:
    """A section whose end is not yet known."""

    heading: Heading
    id: str
    start: int
    parent: str
    path: tuple[str, ...]


@dataclass
class _Reader:
    text: str
    lines: list[Line]
    at: int = 0
    leaves: list[Leaf] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def unique(self, wanted: str) -> str:
        """``wanted``, or with a number behind it where it is taken."""
        count = self.ids[wanted] = self.ids.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}({count})"

    @property
    def section(self) -> str:
        return self.stack[-1].id if self.stack else ""

    @property
    def path(self) -> tuple[str, ...]:
        return self.stack[-1].path if self.stack else ()

    def leaf(
        self,
        leaf_id: str,
        kind: LeafKind,
        span: tuple[int, int],
        *,
        path: tuple[str, ...] | None = None,
        label: str = "",
    ) -> Leaf:
        """Adds a leaf; blanks at its ends are trimmed off."""
        start, end = span
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        name = self.unique(leaf_id)
        leaf = Leaf(
            name,
            kind,
            Locator(start, end, label or name),
            self.text[start:end],
            self.path if path is None else path,
            self.section,
        )
        self.leaves.append(leaf)
        self.last = max(self.last, end)
        return leaf


def parse(text: str, *, name: str = "", title: str = "") -> Plan:
    """Reads ``text`` into a :class:`Plan`; ``title`` overrides the one printed on top."""
    reader = _Reader(text, split_lines(text))
    while reader.at < len(reader.lines):
        _step(reader)
    _close(reader, 0)
    printed = next((leaf.text for leaf in reader.leaves if leaf.kind is LeafKind.TITLE), "")
    return Plan(
        name=name,
        title=title or printed or name,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        leaves=tuple(reader.leaves),
        sections=tuple(reader.sections),
        columns=tuple(reader.columns),
        tables=tuple(reader.tables),
        terms=tuple(reader.terms),
    )


def _step(reader: _Reader) -> None:
    """Reads one construct at the current line and moves past it."""
    line = reader.lines[reader.at]
    if line.blank:
        reader.at += 1
    elif box := read_box_title(line):
        _read_box(reader, *box)
    elif heading := read_heading(line):
        _read_heading(reader, heading)
    elif _table_follows(reader):
        _read_titled_table(reader)
    elif _in_terms(reader) and TERM.fullmatch(line.content):
        _read_term(reader, line)
    else:
        _read_paragraph(reader, line)
        reader.at += 1


def _close(reader: _Reader, level: int) -> None:
    """Ends all open sections at ``level`` or deeper."""
    while reader.stack and reader.stack[-1].heading.level >= max(level, 1):
        done = reader.stack.pop()
        locator = Locator(done.start, max(reader.last, done.start), done.id)
        title = done.heading.title or done.heading.mark
        reader.sections.append(Section(done.id, title, done.heading.level, locator, done.parent))
    if level == 0:
        reader.sections.sort(key=lambda s: (s.locator.start, s.level))


def _open(reader: _Reader, heading: Heading, start: int) -> None:
    _close(reader, heading.level)
    parent = reader.section
    own = heading.mark
    section_id = f"{parent}·{own}" if parent else own
    title = " ".join(part for part in (heading.mark, heading.title) if part)
    reader.ids.setdefault(section_id, 0)
    taken = {s.id for s in reader.sections} | {s.id for s in reader.stack}
    if section_id in taken:
        section_id = f"{section_id}({sum(s.startswith(section_id) for s in taken) + 1})"
    reader.stack.append(_Open(heading, section_id, start, parent, (*reader.path, title)))


def _read_heading(reader: _Reader, heading: Heading) -> None:
    line = reader.lines[reader.at]
    start, end = line.span
    if heading.level == 1 and _title_goes_on(reader):
        # 分阶段目标任务一览表: its title is split over two lines.
        start = reader.leaves.pop().locator.start
        reader.last = max((leaf.locator.end for leaf in reader.leaves), default=0)
    _open(reader, heading, start)
    reader.leaf(f"{reader.section}·标题", LeafKind.HEADING, (start, end))
    reader.at += 1


def _title_goes_on(reader: _Reader) -> bool:
    """Whether the short line above is the first half of this title."""
    line = reader.lines[reader.at]
    if not line.content.endswith("表") or not reader.leaves:
        return False
    above = reader.leaves[-1]
    near = reader.text[above.locator.end : line.span[0]]
    return (
        above.kind is LeafKind.PARAGRAPH
        and len(above.text) <= 40
        and not above.text.endswith("。")
        and not near.strip()
        and near.count("\n") <= 2
    )


def _read_paragraph(reader: _Reader, line: Line) -> None:
    if not reader.stack:
        reader.leaf("标题", LeafKind.TITLE, line.span)
        return
    if line.content.startswith("*"):
        reader.leaf(f"{reader.section}·注", LeafKind.NOTE, line.span)
        return
    run_in = read_run_in(line.content) if reader.stack[-1].heading.level > 1 else None
    if run_in is None:
        if reader.stack[-1].heading.level == 4:
            _close(reader, 4)
        count = 1 + sum(
            leaf.section == reader.section and leaf.kind is LeafKind.PARAGRAPH
            for leaf in reader.leaves
        )
        reader.leaf(f"{reader.section}·第{count}段", LeafKind.PARAGRAPH, line.span)
        return
    _open(reader, Heading(4, run_in, ""), line.span[0])
    reader.leaf(reader.section, LeafKind.MEASURE, line.span)


def _in_terms(reader: _Reader) -> bool:
    return any(entry.heading.mark == TERMS_MARK for entry in reader.stack)


def _read_term(reader: _Reader, line: Line) -> None:
    found = TERM.fullmatch(line.content)
    assert found
    number, term, definition = int(found[1]), found[2], found[3]
    path = (*reader.path, term)
    leaf = reader.leaf(f"{TERMS_MARK}·{number}", LeafKind.TERM, line.span, path=path)
    reader.terms.append(Term(number, term, definition, leaf.locator))
    reader.at += 1


def _read_box(reader: _Reader, number: int, title: str) -> None:
    name = f"专栏{number}"
    line = reader.lines[reader.at]
    path = (*reader.path, f"{name} {title}")
    reader.leaf(f"{name}·标题", LeafKind.BOX_TITLE, line.span, path=path)
    reader.at += 1
    while reader.at < len(reader.lines) and reader.lines[reader.at].empty:
        reader.at += 1
    if (header := _block(reader)) and is_header(header):
        _close(reader, 4)
        path = (*reader.path, f"{name} {title}")
        table = _read_table(reader, name, name, title, line.span[0], path)
        column = Column(number, title, table.locator, reader.section, table=name)
        reader.columns.append(column)
        return
    paragraphs = _box_lines(reader)
    column = read_box(
        number=number,
        title=title,
        start=line.span[0],
        section=reader.section,
        paragraphs=paragraphs,
    )
    if not paragraphs:
        column = Column(number, title, Locator(*line.span, name), reader.section)
    reader.columns.append(column)
    parts: list[tuple[LeafKind, Locator]] = []
    if column.purpose:
        parts.append((LeafKind.BOX_PURPOSE, column.purpose))
    parts += [(LeafKind.BOX_MEASURES, part) for part in column.measures]
    parts += [(LeafKind.BOX_MILESTONE, part.locator) for part in column.milestones]
    for kind, part in sorted(parts, key=lambda item: item[1].start):
        reader.leaf(part.label, kind, (part.start, part.end), path=path)


def _box_lines(reader: _Reader) -> list[Line]:
    """The body of a box: up to two empty lines, a heading or the next box."""
    found: list[Line] = []
    gap = 0
    while reader.at < len(reader.lines):
        line = reader.lines[reader.at]
        if line.empty:
            gap += 1
            if gap >= 2 and found:
                break
        elif read_heading(line) or read_box_title(line):
            break
        else:
            gap = 0
            found.append(line)
        reader.at += 1
    return found


def _block(reader: _Reader) -> list[Line]:
    """The run of non-empty lines at the current line."""
    end = reader.at
    while end < len(reader.lines) and not reader.lines[end].empty:
        end += 1
    return reader.lines[reader.at : end]


def _table_follows(reader: _Reader) -> bool:
    """Whether this short line is a table's title: a header row comes next."""
    line = reader.lines[reader.at]
    if is_header(_block(reader)):
        return True
    ahead = reader.at + 1
    while ahead < len(reader.lines) and reader.lines[ahead].empty:
        ahead += 1
    if len(line.content) > 60 or ahead >= len(reader.lines):
        return False
    probe = _Reader(reader.text, reader.lines, at=ahead)
    return is_header(_block(probe))


def _read_titled_table(reader: _Reader) -> None:
    line = reader.lines[reader.at]
    title, start = line.content, line.span[0]
    if is_header(_block(reader)):
        title, short = "表", "表"
    else:
        found = TABLE_TITLE.fullmatch(title)
        short = found[1] if found else title
        reader.at += 1
        while reader.lines[reader.at].empty:
            reader.at += 1
    table_id = short if short not in {t.id for t in reader.tables} else f"{short}({start})"
    section = reader.stack[0].heading.mark if reader.stack else ""
    kept = _table_section_name(section)
    label = f"{kept}·{table_id}" if kept else table_id
    path = (*reader.path, title)
    if title != "表":
        reader.leaf(f"{table_id}·标题", LeafKind.TABLE_TITLE, line.span, path=path)
    _read_table(reader, table_id, label, title, start, path)


def _table_section_name(mark: str) -> str:
    return mark if mark.endswith("表") else ""


def _read_table(
    reader: _Reader, table_id: str, label: str, title: str, start: int, path: tuple[str, ...]
) -> Table:
    """Reads header and rows; a repeated header stays a header."""
    header_block = _block(reader)
    header = read_cells(header_block)
    header_texts = [cell.text for cell in header]
    rows: list[list[Cell]] = []
    kinds: list[tuple[int, int]] = []
    while reader.at < len(reader.lines):
        block = _block(reader)
        if not block:
            reader.at += 1
            continue
        cells = read_cells(block)
        if [cell.text for cell in cells] == header_texts:
            kinds.append((cells[0].start, cells[-1].end))
        elif block[0].tabbed and 2 <= len(cells) <= len(header) and not _opens(block[0]):
            rows.append(cells)
        else:
            break
        reader.at += len(block)
    for span in kinds:
        reader.leaf(f"{table_id}·表头", LeafKind.TABLE_HEADER, span, path=path)
    table = build_table(
        table_id=table_id, label=label, title=title, header=header, rows=rows, start=start
    )
    reader.tables.append(table)
    for row in table.rows:
        span = (row.locator.start, row.locator.end)
        row_id = f"{table_id}·第{row.number}项"
        reader.leaf(row_id, LeafKind.TABLE_ROW, span, path=path, label=row.locator.label)
    return table


def _opens(line: Line) -> bool:
    return read_box_title(line) is not None or read_heading(line) is not None
