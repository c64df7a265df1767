"""A span of the plan as one run of simplified Chinese, each character knowing its place.

A paragraph that a converter broke into lines, with page numbers between, reads as one; a
traditional character reads as its simplified form. Positions in a view are turned back into
offsets of the plan's text, so that quotes stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.script import simplified

# 换行连同下一行的缩进；中间夹着的页码行也算。
BREAK = re.compile(
    r"\s*[\r\n\f](?:\s*[—–\-·]+\s*\d{1,4}\s*[—–\-·]+\s*[\r\n\f]|\s*\d{1,4}\s*[\r\n\f])*\s*"
)


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
        breaks = list(BREAK.finditer(piece))
        if not breaks:
            return cls(simplified(piece), start)
        places: list[int] = []
        left = 0
        for found in breaks:
            places.extend(range(left, found.start()))
            left = found.end()
        places.extend(range(left, len(piece)))
        joined = "".join(piece[at] for at in places)
        return cls(simplified(joined), start, places)

    def first(self, at: int) -> int:
        """The plan's offset of the view's character ``at``."""
        if self.places is None:
            return self.start + at
        return self.start + self.places[at]

    def last(self, at: int) -> int:
        """The plan's offset behind the view's character ``at - 1``."""
        return self.first(at - 1) + 1
