"""A table of contents: lines that look like headings and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lines import Line

CONTENTS = re.compile(r"#{0,6}\s*目\s*[录次]")
# 第一章 发展基础…………3 · 一、总体要求 .... 12
DOTTED = re.compile(r"[^….·]{2,80}[.…·⋯\s]*(?:[.…·⋯]{3,}|…{1,})\s*[(（]?\d{1,4}[)）]?")
PAGED = re.compile(r".{2,60}?[\s.…·⋯]+[(（]?\d{1,3}[)）]?")
LEADERS = re.compile(r"[\s.…·⋯]*[(（]?\d{0,4}[)）]?$")
MAX_ENTRY = 80


def is_dotted(line: Line) -> bool:
    """Whether a line leads over dots to a page number."""
    text = line.content
    return len(text) <= 2 * MAX_ENTRY and bool(DOTTED.fullmatch(text))


def contents_end(lines: Sequence[Line], start: int) -> int:
    """Where the contents that open at line ``start`` end: the index behind the last entry.

    They end where the first entry comes again as a heading, or at prose; without either,
    only lines with a page number belong to them.
    """
    seen: set[str] = set()
    paged = start + 1
    index = start + 1
    while index < len(lines):
        line = lines[index]
        if line.blank:
            index += 1
            continue
        text = line.content
        if len(text) > MAX_ENTRY or text.endswith(("。", "；", "，")):
            break
        name = "".join(LEADERS.sub("", text).split())
        if name in seen and not is_dotted(line):
            return index
        if PAGED.fullmatch(text):
            paged = index + 1
        seen.add(name)
        index += 1
    return paged
