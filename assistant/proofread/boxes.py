"""Boxes named by number: 专栏13 is the one that a text says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.numerals import cn_number
from assistant.proofread.matching import pairs, weights
from assistant.proofread.types import Error, Statement, Verdict
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Column

BOX = re.compile(r"专栏(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?!个)")
STOP = re.compile(r"专栏|[。；;]")
OTHER = 0.6
"""Share of another box's title from which it is the one meant."""
OWN = 0.4
"""Share of the numbered box's own title under which it is not meant."""


class Boxes:
    """Checks a box's number against what is said to stand in it."""

    def __init__(self, knowledge: Knowledge) -> None:
        plan = knowledge.plan
        self._text = plan.text
        self._boxes = {c.number: c for c in plan.columns}
        titles = {c.number: pairs(simplified(c.title)) for c in plan.columns}
        self._titles = titles
        self._weights = weights(titles.values())

    def check(self, text: str) -> Iterator[Statement]:
        """The boxes that a sentence names by number."""
        for match in BOX.finditer(text):
            said = match["n"]
            number = int(said) if said.isdigit() else int(cn_number(said) or 0)
            stop = STOP.search(text, match.end())
            prose = text[match.end() : stop.start() if stop else len(text)]
            own = self._boxes.get(number)
            start, end = match.span()
            if own is None:
                yield Statement(match[0], start, end, Verdict.ABSENT)
                continue
            meant = self._meant(prose, number)
            if meant is None:
                yield Statement(match[0], start, end, Verdict.AGREE, None, "", self._cited(own))
            else:
                right = f"专栏{meant.number}"
                cited = self._cited(meant)
                yield Statement(match[0], start, end, Verdict.DIFFER, Error.NAME, right, cited)

    def _meant(self, prose: str, number: int) -> Column | None:
        """Another box, where the prose tells its title and not that of the numbered one."""
        said = pairs(prose)
        if self._share(number, said) >= OWN:
            return None
        best = max(self._boxes, key=lambda n: self._share(n, said))
        return self._boxes[best] if self._share(best, said) >= OTHER else None

    def _share(self, number: int, said: frozenset[str]) -> float:
        title = self._titles[number]
        whole = sum(self._weights[p] for p in title) or 1.0
        return sum(self._weights[p] for p in title & said) / whole

    def _cited(self, box: Column) -> tuple[Citation, ...]:
        at = box.locator
        title = self._text.find(box.title, at.start, at.end)
        start = title if title >= 0 else at.start
        end = start + len(box.title) if title >= 0 else at.end
        return (Citation(at.label, self._text[start:end], start, end),)
