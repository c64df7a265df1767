"""A function from a plan's text to its records.

Reads line by line, outermost structure first: contents are set aside, headings open
sections, ``专栏N`` opens a box, a header row opens a table, 名词解释 opens the terms; what
is left is paragraphs, and a paragraph with a run-in heading is a measure. Nothing is
dropped: each non-blank character lands in exactly one leaf.
"""

from __future__ import annotations

import hashlib
import re

from knowledge.boxes import read_box
from knowledge.contents import CONTENTS, contents_end, is_dotted
from knowledge.headings import (
    CHAPTER,
    MAX_HEADING,
    NUMBER,
    RUN_IN_RANK,
    TOP,
    Heading,
    read_box_title,
    read_heading,
    read_run_in,
)
from knowledge.lines import Line, is_page_number, split_lines, unwrap
from knowledge.reader import Reader
from knowledge.terms import in_terms, read_term
from knowledge.titled import read_titled_table, table_follows
from knowledge.types import LeafKind, Plan

NOTICE = re.compile(r"(?:通知|批复|函|决定|公告)$")
REGION = re.compile(r"[\u4e00-\u9fff×XxＸ]{1,20}[省市区县州盟旗縣區]")
PLAN_NAME = re.compile(r"规划|计划|纲要|方案|意见")


def parse(text: str, *, name: str = "", title: str = "") -> Plan:
    """Reads ``text`` into a :class:`Plan`; ``title`` overrides the one printed on top."""
    reader = Reader(text, unwrap(text, split_lines(text)))
    while reader.at < len(reader.lines):
        _step(reader)
    reader.close(TOP)
    return Plan(
        name=name,
        title=title or _printed_title(reader) or name,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        leaves=tuple(sorted(reader.leaves, key=lambda leaf: leaf.locator.start)),
        sections=tuple(sorted(reader.sections, key=lambda s: (s.locator.start, s.level))),
        columns=tuple(reader.columns),
        tables=tuple(reader.tables),
        terms=tuple(reader.terms),
    )


def _printed_title(reader: Reader) -> str:
    """The title on top; over two lines where the first does not say what it is."""
    titles = (leaf.text for leaf in reader.leaves if leaf.kind is LeafKind.TITLE)
    lines = [title.strip("#* ") for title in titles]
    named = [
        index
        for index, line in enumerate(lines[:12])
        if PLAN_NAME.search(line) and not NOTICE.search(line)
    ]
    if named and named[0] == 1 and REGION.fullmatch(lines[0]):
        return "".join(lines[:2])
    return lines[named[0]] if named else next(iter(lines), "")


def _step(reader: Reader) -> None:
    """Reads one construct at the current line and moves past it."""
    line = reader.line
    explains = in_terms(reader)
    if line.blank:
        reader.at += 1
    elif CONTENTS.fullmatch(line.plain):
        _read_contents(reader)
    elif is_dotted(line) or is_page_number(line):
        reader.leaf(f"{reader.section or '正文'}·附注", LeafKind.NOTE, line.span)
        reader.at += 1
    elif box := read_box_title(line):
        read_box(reader, *box)
    elif explains and read_term(reader):
        pass
    elif (heading := read_heading(line)) and not (explains and heading.rank >= NUMBER):
        _read_heading(reader, heading)
    elif table_follows(reader):
        read_titled_table(reader)
    else:
        _read_paragraph(reader, line)
        reader.at += 1


def _read_contents(reader: Reader) -> None:
    end = contents_end(reader.lines, reader.at)
    for line in reader.lines[reader.at : end]:
        if not line.blank:
            reader.leaf("目录", LeafKind.NOTE, line.span, path=("目录",))
    reader.at = end


def _read_heading(reader: Reader, heading: Heading) -> None:
    line = reader.line
    start, end = line.span
    if not heading.mark and not reader.stack and not reader.leaves:
        # 文档开头的“# 某市教育规划”是规划的名称。
        reader.leaf("标题", LeafKind.TITLE, line.span)
        reader.at += 1
        return
    if heading.rank == TOP and _title_goes_on(reader):
        # 分阶段目标任务一览表: its title is split over two lines.
        start = reader.leaves.pop().locator.start
        reader.last = reader.leaves[-1].locator.end if reader.leaves else 0
    reader.open(heading, start)
    if heading.whole:
        reader.leaf(f"{reader.section}·标题", LeafKind.HEADING, (start, end))
    else:
        reader.leaf(reader.section, LeafKind.MEASURE, (start, end))
    reader.at += 1


def _title_goes_on(reader: Reader) -> bool:
    """Whether the short line above is the first half of this title."""
    line = reader.line
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


def _read_paragraph(reader: Reader, line: Line) -> None:
    short = len(line.content) <= MAX_HEADING and not line.content.endswith("。")
    if not reader.stack and short:
        reader.leaf("标题", LeafKind.TITLE, line.span)
        return
    if line.content.startswith("*") and not line.content.startswith(("* ", "**")):
        reader.leaf(f"{reader.section}·注", LeafKind.NOTE, line.span)
        return
    run_in = read_run_in(line.content) if _may_name(reader) else None
    if run_in is None:
        reader.close(RUN_IN_RANK)
        reader.paragraph(line.span)
        return
    reader.open(Heading(RUN_IN_RANK, run_in, ""), line.span[0])
    reader.leaf(reader.section, LeafKind.MEASURE, line.span)


def _may_name(reader: Reader) -> bool:
    """Whether paragraphs here may open with a name: under a chapter, not in a preface."""
    return bool(reader.stack) and (reader.stack[-1].level > 1 or reader.stack[-1].rank >= CHAPTER)
