"""Boxes called by their titles instead of their numbers: 智慧教育那个专栏."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from assistant.conjuncts import common
from assistant.mentions import QUOTES, words_of
from assistant.phrases import phrases
from knowledge.types import Plan

MIN_TITLE = 7
"""Characters from which a title is a name and not a word."""
MIN_HINT = 6
"""Characters that a question shares with a title to point at it without saying 专栏."""
MIN_NAMED, AHEAD = 1.0, 0.5
"""Weight from which a title is meant where a question says 专栏, and how far ahead of others.
A pair of characters that only one title has weighs 1.0."""
HEADING = 0.5
"""What a pair weighs that only the heading above a box has."""
RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


class Titles:
    """The titles of a plan's boxes and the headings under which they stand."""

    def __init__(self, plan: Plan) -> None:
        self._names = [
            (c.title.translate(QUOTES), c.number) for c in plan.columns if len(c.title) >= MIN_TITLE
        ]
        headings = {s.id: s.title for s in plan.sections}
        self._titles = {c.number: words_of(c.title) for c in plan.columns if not c.table}
        self._above = {
            c.number: words_of(headings.get(c.section, "")) for c in plan.columns if not c.table
        }
        self._seldom = Counter(word for pairs in self._titles.values() for word in pairs)
        self._seldom_above = Counter(word for pairs in self._above.values() for word in pairs)

    def named(self, text: str) -> tuple[int, ...]:
        """The box that a question calls by its title; () where it asks which one it is."""
        asks = phrases()["box_named"]
        if "专栏" not in text or re.search(asks["which"], text):
            return ()
        own = {a + b for run in RUN.findall(text) for a, b in pairwise(run)}
        scored = sorted(((self._weight(n, own), n) for n in self._titles), reverse=True)
        if not scored or scored[0][0] < MIN_NAMED:
            return ()
        ahead = len(scored) < 2 or scored[0][0] - scored[1][0] >= AHEAD
        return (scored[0][1],) if ahead else ()

    def hinted(self, text: str) -> tuple[int, ...]:
        """The box whose title shares most characters with a question, if many."""
        scored = [(common(name, text), number) for name, number in self._names]
        best = sorted(scored, key=lambda s: -s[0])[:1]
        return tuple(number for size, number in best if size >= MIN_HINT)

    def without(self, text: str, named: tuple[int, ...]) -> str:
        """A text without titles, and without what it shares with those of ``named``."""
        for name, _ in self._names:
            text = text.replace(name, "")
        shared = {pair for number in named for pair in self._words(number)}
        told = {
            at + n
            for at, pair in enumerate(map("".join, pairwise(text)))
            if pair in shared
            for n in (0, 1)
        }
        return "".join(char for at, char in enumerate(text) if at not in told)

    def _words(self, number: int) -> set[str]:
        return self._titles.get(number, set()) | self._above.get(number, set())

    def _weight(self, number: int, own: set[str]) -> float:
        title, above = self._titles[number], self._above[number]
        weight = sum(1 / self._seldom[word] for word in title & own)
        return weight + sum(HEADING / self._seldom_above[w] for w in (above - title) & own)
