"""A span of the plan as one run of simplified Chinese, each character knowing its place.

A paragraph that a converter broke into lines, with page numbers between, reads as one; a
traditional character reads as its simplified form. Positions in a view are turned back into
offsets of the plan's text, so that quotes stay as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lines import BARE_NUMBER, NEWLINE, is_page_number, split_lines
from knowledge.script import simplified


@dataclass(frozen=True, slots=True)
class View:
    """``text`` reads ``plan[start:end]``; ``places`` is ``None`` where nothing was left out."""

    text: str
    start: int
    places: Sequence[int] | None = None

    @classmethod
    def of(cls, plan: str, start: int, end: int) -> View:
        """The view of ``plan[start:end]``."""
        piece = plan[start:end]
        if not NEWLINE.search(piece):
            return cls(simplified(piece), start)
        places: list[int] = []
        lines = split_lines(piece)
        for index, line in enumerate(lines):
            inside = 0 < index < len(lines) - 1
            if inside and (is_page_number(line) or BARE_NUMBER.fullmatch(line.content)):
                continue
            places.extend(range(*line.span))
        return cls(simplified("".join(piece[at] for at in places)), start, places)

    def first(self, at: int) -> int:
        """The plan's offset of the view's character ``at``."""
        return self.start + (at if self.places is None else self.places[at])

    def last(self, at: int) -> int:
        """The plan's offset behind the view's character ``at - 1``."""
        return self.first(at - 1) + 1

    def printed(self, plan: str, start: int, end: int) -> str:
        """The view's ``text[start:end]`` with the plan's own characters."""
        return "".join(plan[self.first(at)] for at in range(start, end))
