"""A text as lines that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BLANK = " \t　\r\xa0﻿"


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]`` without its newline; ``number`` counts from 1."""

    number: int
    start: int
    end: int
    text: str

    @property
    def content(self) -> str:
        return self.text.strip(BLANK)

    @property
    def blank(self) -> bool:
        """No content. A lone tab is an empty table cell, but blank all the same."""
        return not self.content

    @property
    def empty(self) -> bool:
        """Nothing at all, not even the tab of an empty cell."""
        return not self.text.strip(" \r　")

    @property
    def tabbed(self) -> bool:
        return self.text.startswith("\t")

    @property
    def span(self) -> tuple[int, int]:
        """The span of the content, blanks at both ends left out."""
        lead = len(self.text) - len(self.text.lstrip(BLANK))
        return self.start + lead, self.start + lead + len(self.content)


def split_lines(text: str) -> list[Line]:
    """All lines of ``text``; joined with newlines they are the text again."""
    lines = []
    start = 0
    for number, part in enumerate(text.split("\n"), 1):
        lines.append(Line(number, start, start + len(part), part))
        start += len(part) + 1
    return lines


def blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Runs of lines between empty ones; a lone tab does not end a run."""
    run: list[Line] = []
    for line in lines:
        if not line.empty:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run
