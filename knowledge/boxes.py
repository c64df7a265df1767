"""A text box (专栏): purpose, measures and what it promises by which year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lines import Line
from knowledge.types import Column, Locator, Milestone

# 到2022年，义务教育校际均衡指数控制在0.45以内，…；到2025年，实现85%以上…
MILESTONE = re.compile(r"(?:^|(?<=[。；;]))(?:到|至|截至)(\d{4})年(?:底|末)?(?:前)?[，,]")
SENTENCE_END = re.compile(r"[。！？](?![”’」』）)])|[。！？][”’」』）)]")


def read_box(
    *, number: int, title: str, start: int, section: str, paragraphs: Sequence[Line]
) -> Column:
    """A box from its title and the lines of its body; every non-blank character is in one part."""
    purpose: Locator | None = None
    measures: list[Locator] = []
    milestones: list[Milestone] = []
    end = start
    for line in paragraphs:
        left, right = line.span
        end = right
        text = line.content
        marks = list(MILESTONE.finditer(text))
        head = marks[0].start() if marks else len(text)
        cut = 0
        if purpose is None and head:
            cut = _first_sentence(text[:head])
            purpose = Locator(left, left + cut, f"专栏{number}·目的")
        if text[cut:head].strip():
            label = f"专栏{number}·举措" + (f"{len(measures) + 1}" if measures else "")
            measures.append(Locator(left + cut, left + head, label))
        stops = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, stop in zip(marks, stops, strict=False):
            locator = Locator(left + mark.start(), left + stop, f"专栏{number}·到{mark[1]}年")
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
