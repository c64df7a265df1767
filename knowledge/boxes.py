"""A text box (专栏): purpose, measures and what it promises by which year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.contents import CONTENTS
from knowledge.grids import opens_table, read_grid
from knowledge.headings import CLAUSE, RUN_IN_RANK, read_box_title, read_heading
from knowledge.lines import Line
from knowledge.reader import Reader
from knowledge.titled import add_table
from knowledge.types import Column, LeafKind, Locator, Milestone

# 到2022年，义务教育校际均衡指数控制在0.45以内，…；到2025年，实现85%以上…
MILESTONE = re.compile(r"(?:^(?:>\s*)?|(?<=[。；;]))(?:到|至|截至)(\d{4})年(?:底|末)?(?:前)?[，,]")
# 1.校园建设工程。……：条目没有“目的”
ITEM = re.compile(
    r"[1-9]\d?\s*[.．、]|[（(]\s*[\d一二三四五六七八九十]+\s*[）)]|[①-⑳]|[一二三四五六七八九十]+、"
)
SENTENCE_END = re.compile(r"[。！？](?![”’」』）)])|[。！？][”’」』）)]")


def read_box(reader: Reader, number: int, title: str) -> None:
    """Reads the box whose title stands at the current line, and moves past it."""
    name = f"专栏{number}"
    line = reader.line
    path = (*reader.path, " ".join(part for part in (name, title) if part))
    reader.leaf(f"{name}·标题", LeafKind.BOX_TITLE, line.span, path=path)
    reader.at += 1
    above = reader.at
    while reader.at < len(reader.lines) and reader.lines[reader.at].empty:
        reader.at += 1
    if reader.at < len(reader.lines) and (grid := read_grid(reader.lines, reader.at)):
        reader.close(RUN_IN_RANK)
        path = (*reader.path, path[-1])
        table = add_table(reader, grid, name, name, title, line.span[0], path)
        reader.columns.append(Column(number, title, table.locator, reader.section, table=name))
        return
    paragraphs = _box_lines(reader)
    if not paragraphs:
        reader.at = max(reader.at, above)
        reader.columns.append(Column(number, title, Locator(*line.span, name), reader.section))
        return
    column = build_box(
        number=number,
        title=title,
        start=line.span[0],
        section=reader.section,
        paragraphs=paragraphs,
    )
    reader.columns.append(column)
    parts = [(LeafKind.BOX_PURPOSE, column.purpose)] if column.purpose else []
    parts += [(LeafKind.BOX_MEASURES, part) for part in column.measures]
    parts += [(LeafKind.BOX_MILESTONE, part.locator) for part in column.milestones]
    for kind, part in sorted(parts, key=lambda item: item[1].start):
        reader.leaf(part.label, kind, (part.start, part.end), path=path)


def _box_lines(reader: Reader) -> list[Line]:
    """The body of a box: up to two empty lines, a heading, a table or the next box."""
    found: list[Line] = []
    gap = 0
    while reader.at < len(reader.lines):
        line = reader.line
        if line.empty:
            gap += 1
            if gap >= 2 and found:
                break
        elif _leaves_box(line) or opens_table(reader.lines, reader.at):
            break
        elif line.content:
            gap = 0
            found.append(line)
        reader.at += 1
    return found


def _leaves_box(line: Line) -> bool:
    """Items 1. and （1） stand in boxes; what is above them ends one."""
    heading = read_heading(line)
    if heading and heading.whole and heading.rank <= CLAUSE:
        return True
    return read_box_title(line) is not None or bool(CONTENTS.fullmatch(line.plain))


def build_box(
    *, number: int, title: str, start: int, section: str, paragraphs: Sequence[Line]
) -> Column:
    """A box from its title and the lines of its body; every non-blank character is in one part."""
    purpose: Locator | None = None
    measures: list[Locator] = []
    milestones: list[Milestone] = []
    end = start
    for line in paragraphs:
        end = line.span[1]
        text = line.content
        marks = list(MILESTONE.finditer(text))
        head = marks[0].start() if marks else len(text)
        cut = 0
        if purpose is None and not measures and head and not ITEM.match(text):
            cut = _first_sentence(text[:head])
            purpose = Locator(line.at(0), line.upto(cut), f"专栏{number}·目的")
        if text[cut:head].strip():
            label = f"专栏{number}·举措" + (f"{len(measures) + 1}" if measures else "")
            measures.append(Locator(line.at(cut), line.upto(head), label))
        stops = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, stop in zip(marks, stops, strict=False):
            span = (line.at(mark.start()), line.upto(stop))
            locator = Locator(*span, f"专栏{number}·到{mark[1]}年")
            milestones.append(Milestone(mark[1], locator, text[mark.start() : stop]))
    return Column(
        number,
        title,
        Locator(start, end, f"专栏{number}"),
        section,
        purpose,
        tuple(measures),
        tuple(milestones),
    )


def _first_sentence(text: str) -> int:
    found = SENTENCE_END.search(text)
    return found.end() if found else len(text)
