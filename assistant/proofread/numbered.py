"""Parts named by number: 专栏13, 名词解释第22条 are the ones that a text says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.numerals import cn_number
from assistant.proofread.matching import pairs, weights
from assistant.proofread.types import Error, Statement, Verdict
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Locator

NUMBER = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
BOX = re.compile(rf"专栏{NUMBER}(?!个)")
TERM = re.compile(rf"(?<=名词解释)[^。；;]{{0,30}}?第{NUMBER}[条个项]")
STOP = re.compile(r"专栏|[。；;]")
QUOTED = re.compile(r"“([^“”]{2,20})”")
OTHER = 0.6
"""Share of another part's title from which it is the one meant."""
OWN = 0.4
"""Share of the numbered part's own title under which it is not meant."""


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    own: frozenset[str]
    said: str
    """All of its text."""
    locator: Locator


class Numbered:
    """Checks a part's number against what is said to stand in it."""

    def __init__(self, knowledge: Knowledge) -> None:
        plan = knowledge.plan
        self._text = plan.text
        self._boxes = {c.number: self._part(c.title, c.locator) for c in plan.columns}
        self._terms = {t.number: self._part(t.term, t.locator) for t in plan.terms}
        parts = (*self._boxes.values(), *self._terms.values())
        self._weights = weights(part.own for part in parts)

    def _part(self, title: str, at: Locator) -> _Part:
        plain = simplified(title)
        return _Part(title, pairs(plain), simplified(self._text[at.start : at.end]) + plain, at)

    def check(self, text: str) -> Iterator[Statement]:
        """The boxes and terms that a sentence names by number."""
        boxes = list(BOX.finditer(text))
        for match in boxes:
            stop = STOP.search(text, match.end())
            prose = text[match.end() : stop.start() if stop else len(text)]
            # What stands before a number may be another box's.
            quoted = QUOTED.findall(text if len(boxes) == 1 else prose)
            yield self._said(text, match, (match.start(), match.end()), self._boxes, prose, quoted)
        for match in TERM.finditer(text):
            span = match.start("n") - 1, match.end()
            yield self._said(text, match, span, self._terms, text, QUOTED.findall(text))

    def _said(
        self,
        text: str,
        match: re.Match[str],
        span: tuple[int, int],
        parts: dict[int, _Part],
        prose: str,
        quoted: list[str],
    ) -> Statement:
        written = match["n"]
        number = int(written) if written.isdigit() else int(cn_number(written) or 0)
        said = text[span[0] : span[1]]
        own = parts.get(number)
        if own is None:
            return Statement(said, *span, Verdict.ABSENT)
        meant = self._meant(parts, pairs(prose), number) or _quoting(parts, quoted, own)
        if meant is None:
            return Statement(said, *span, Verdict.AGREE, None, "", self._cited(own))
        right = said.replace(written, str(meant))
        cited = self._cited(parts[meant])
        return Statement(said, *span, Verdict.DIFFER, Error.NAME, right, cited)

    def _meant(self, parts: dict[int, _Part], said: frozenset[str], number: int) -> int | None:
        """Another part, where the prose tells its title and not that of the numbered one."""
        if self._share(parts[number], said) >= OWN:
            return None
        best = max(parts, key=lambda n: self._share(parts[n], said))
        return best if self._share(parts[best], said) >= OTHER else None

    def _share(self, part: _Part, said: frozenset[str]) -> float:
        whole = sum(self._weights[p] for p in part.own) or 1.0
        return sum(self._weights[p] for p in part.own & said) / whole

    def _cited(self, part: _Part) -> tuple[Citation, ...]:
        at = part.locator
        title = self._text.find(part.title, at.start, at.end)
        start, end = (title, title + len(part.title)) if title >= 0 else (at.start, at.end)
        return (Citation(at.label, self._text[start:end], start, end),)


def _quoting(parts: dict[int, _Part], quoted: list[str], own: _Part) -> int | None:
    """The only other part with a quoted name in its title that the numbered one has nowhere."""
    strange = [name for name in quoted if name not in own.said]
    found = {n for n, part in parts.items() for name in strange if name in part.title}
    return found.pop() if len(found) == 1 else None
