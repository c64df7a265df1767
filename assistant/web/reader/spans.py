"""A span of the plan as HTML: terms linked, quotes that disagree underlined, one span marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.web.render import escape
from knowledge.library import Knowledge
from knowledge.types import Conflict, Term

_QUOTED = re.compile(r"“[^“”]{2,}”")
_BREAKS = re.compile(r"[\t\r\n\f]+")

Span = tuple[int, int]


class Use(NamedTuple):
    """Where a term stands in the plan's text."""

    start: int
    end: int
    term: Term


def address(name: str) -> str:
    """A record's id as an HTML id: no spaces."""
    return re.sub(r"\s+", "_", name)


def term_id(term: Term) -> str:
    return address(term.locator.label)


def conflict_id(conflict: Conflict) -> str:
    return address(f"前后不一·{conflict.id}")


def uses(knowledge: Knowledge) -> list[Use]:
    """Each place where a term is used, in order; its own entry does not count."""
    names: dict[str, Term] = {}
    for term in knowledge.plan.terms:
        for name in (term.term, *_QUOTED.findall(term.term)):
            names.setdefault(name, term)
    if not names:
        return []
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in longest))
    found = (Use(*m.span(), names[m.group()]) for m in pattern.finditer(knowledge.plan.text))
    return [use for use in found if not _within(use, use.term)]


def _within(use: Use, term: Term) -> bool:
    return term.locator.start <= use.start < term.locator.end


class Spans:
    """Writes spans of one plan; ``root`` goes before the links (another page's address)."""

    def __init__(self, knowledge: Knowledge, root: str = "") -> None:
        self._text = knowledge.plan.text
        self._root = root
        self._uses = uses(knowledge)
        mentions = {(m.start, m.end) for c in knowledge.conflicts for m in c.mentions}
        self._mentions = sorted(mentions)
        edges = {e for span in self._mentions for e in span}
        edges |= {e for use in self._uses for e in (use.start, use.end)}
        self._edges = sorted(edges)

    def write(self, start: int, end: int, mark: Span | None = None) -> str:
        """``text[start:end]``, with its part inside ``mark`` in a ``<mark>``."""
        start, end = self._trim(start, end)
        if mark is None or mark[1] <= start or end <= mark[0]:
            return self._annotated(start, end)
        low, high = self._trim(max(start, mark[0]), min(end, mark[1]))
        if low >= high:
            return self._annotated(start, end)
        before, after = self._annotated(start, low), self._annotated(high, end)
        return f"{before}<mark>{self._annotated(low, high)}</mark>{after}"

    def terms_in(self, start: int, end: int) -> list[Term]:
        """The terms used in a span, each once."""
        met = {u.term.number: u.term for u in self._uses if start <= u.start < end}
        return list(met.values())

    def _trim(self, start: int, end: int) -> Span:
        piece = self._text[start:end]
        left = len(piece) - len(piece.lstrip())
        return start + left, max(start + left, start + len(piece.rstrip()))

    def _annotated(self, start: int, end: int) -> str:
        return "".join(self._piece(low, high) for low, high in self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[Span]:
        inner = self._edges[bisect_right(self._edges, start) :]
        low = start
        for edge in inner:
            if edge >= end:
                break
            yield low, edge
            low = edge
        if low < end:
            yield low, end

    def _piece(self, start: int, end: int) -> str:
        html = escape(_BREAKS.sub("", self._text[start:end]))
        use = _over(self._uses, start)
        if use:
            target = escape(f"{self._root}#{term_id(use.term)}")
            html = f'<a class="term" href="{target}">{html}</a>'
        if any(low <= start < high for low, high in self._mentions):
            html = f'<span class="odd-words">{html}</span>'
        return html


def _over(uses: Sequence[Use], at: int) -> Use | None:
    i = bisect_right(uses, at, key=lambda use: use.start) - 1
    return uses[i] if i >= 0 and at < uses[i].end else None


def touching(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one of ``spans`` has a character in ``start:end``."""
    return any(low < end and start < high for low, high in spans)
