"""Names in a text as statements: right ones, slips, and those the plan does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.proofread.beside import Beside
from assistant.proofread.citing import Citing
from assistant.proofread.naming import NameFound, Names, is_variant
from assistant.proofread.turned import Turned
from assistant.proofread.types import Error, Statement, Verdict
from knowledge.library import Knowledge
from knowledge.types import Conflict

NUMERAL = re.compile(r"(?:[一二三四五六七八九十]|\d+)(?=个)")
PLACES = 2
"""Places cited for a name."""


class Named:
    """Judges the names of a text."""

    def __init__(self, knowledge: Knowledge, citing: Citing) -> None:
        self._conflicts = [c for c in knowledge.conflicts if c.kind == "wording"]
        self._names = Names(knowledge)
        self._others = (Beside(knowledge), Turned(knowledge))
        self._citing = citing

    def check(
        self, text: str, covered: Sequence[tuple[int, int]], figures: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Names: wrong ones always, right ones where nothing else is said of their clause.

        ``covered`` spans what other statements are about, ``figures`` are those made so far.
        """
        slips = [n for kind in self._others for n in kind.find(text)]
        for name in (*self._names.find(text), *slips):
            if name.exact and any(o.start < name.end and name.start < o.end for o in slips):
                continue
            inside = any(a < name.end and name.start < b for a, b in covered)
            if name.exact:
                if not inside:
                    yield self._right(text, name)
            elif name.name is not None:
                # A figure that is right has its subject right as well, but for a slip.
                told = [s for s in figures if s.start < name.end and name.start < s.end]
                if not any(
                    s.verdict is Verdict.DIFFER
                    or (name.name.measured and s.verdict is not Verdict.ABSENT)
                    for s in told
                ):
                    yield self._slip(text, name)
            elif not inside:
                yield _said(text, name, Verdict.ABSENT)

    def _right(self, text: str, found: NameFound) -> Statement:
        assert found.name is not None
        conflict = self._two_ways(found.name.bare, found.name.text)
        if conflict:
            mentions = self._citing.of(conflict.mentions)
            return replace(_said(text, found, Verdict.CONFLICT), citations=mentions)
        places = self._citing.of(found.name.places)[:PLACES]
        return replace(_said(text, found, Verdict.AGREE), citations=places)

    def _slip(self, text: str, found: NameFound) -> Statement:
        assert found.name is not None
        right = found.name.text
        apart = _counts_apart(text[found.start : found.end], right)
        error = Error.DIGIT if apart else found.error
        places = self._citing.of(found.name.places)[:PLACES]
        said = _said(text, found, Verdict.DIFFER)
        return replace(said, error=error, right=right, citations=places)

    def _two_ways(self, bare: str, name: str) -> Conflict | None:
        """The contradiction that is about how this very name is written."""
        for conflict in self._conflicts:
            said = [w for w in conflict.words if w in bare]
            if any(w in name for w in conflict.words) and any(
                is_variant(one, two) for one in said for two in conflict.words
            ):
                return conflict
        return None


def _said(text: str, found: NameFound, verdict: Verdict) -> Statement:
    return Statement(text[found.start : found.end], found.start, found.end, verdict)


def _counts_apart(one: str, other: str) -> bool:
    """Whether two names differ in their numerals only: 八个一, 六个一."""
    return NUMERAL.sub("0", one) == NUMERAL.sub("0", other)
