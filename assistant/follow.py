"""Follow-ups: what a turn leaves out is filled from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from assistant.mentions import PERIODS, QUOTES, asking, words_of
from assistant.normalise import clean
from assistant.numerals import YEAR
from assistant.phrases import phrases
from assistant.query import Query
from assistant.turns import (
    OWN_WORDS,
    gone_back,
    numbered,
    paired,
    pattern,
    said,
    stepped,
    told,
    years_talked,
)
from knowledge.library import Knowledge

LABEL = re.compile(r"专栏(\d+)·")
TABLES = 2
"""Boxes up to this number are tables of figures, which promise nothing beside them."""
META = {"followup", "pointing", "back", "first", "multi", "between", "claim"}
NOT_FIGURES = {"define", "how", "who", "why", "list"}
OWN_TOPIC = 6
"""Characters of detail from which a follow-up stands on its own."""
HELD = 0.6
"""Share of a turn's pairs of characters that a sentence of the box talked about must have."""
Fitting = tuple[int, str, tuple[str, ...]]


class Reader(Protocol):
    """Reads one text by itself."""

    def read(self, question: str) -> Query: ...

    def slots(self, text: str, plain: str) -> Query: ...

    def fitting(self, text: str, figure: bool) -> list[Fitting]: ...


class Follower:
    """Turns the last of some questions into a query that stands by itself."""

    def __init__(self, reader: Reader, knowledge: Knowledge) -> None:
        self._reader = reader
        self._knowledge = knowledge

    def follow(self, question: str, history: Sequence[str]) -> Query:
        """The query of ``question``; ``history`` holds the same visitor's earlier ones."""
        if pattern("courtesy").fullmatch(clean(question).casefold()):
            # Nothing asked: a courtesy needs no turn before it.
            return replace(self._reader.read(question), cues=frozenset({"courtesy"}))
        asked: list[Query] = []
        text = said(question)
        if not history or not self._leans(self._reader.read(text), text, bool(history)):
            return self._reader.read(text)
        for turn in history:
            if not pattern("courtesy").fullmatch(clean(turn).casefold()):
                asked.append(self._turn(said(turn), asked))
        return self._turn(text, asked)

    def _turn(self, text: str, asked: Sequence[Query]) -> Query:
        """One turn after the resolved ones before it."""
        query = self._reader.read(text)
        if not asked or not self._leans(query, text, True):
            return query
        before = gone_back(text, asked)
        plain = query.plain.translate(QUOTES)
        if pattern("sure").fullmatch(plain):
            return replace(before, cues=before.cues | {"sure"}, carried=True, before=before)
        if pattern("more").fullmatch(plain):
            return replace(before, cues=before.cues | {"more"}, carried=True, before=before)
        if pattern("why").fullmatch(plain):
            return replace(before, cues=frozenset({"why", "reason"}), carried=True, before=before)
        if query.attribute and before.topics and pattern("kind").search(plain):
            return replace(before, cues=frozenset({"figure"}), carried=True, before=before)
        if query.tables and before.topics and not query.years and not query.rows:
            tables = [t for t in self._knowledge.plan.tables if t.id in query.tables]
            query = replace(query, years=tuple(t.period for t in tables if t.period))
        if step := stepped(query, before):
            return step
        if pattern("steps").search(plain) and not query.has("why") and not told(query)[OWN_WORDS:]:
            query = replace(query, cues=query.cues | {"compare"})
        if query.has("compare") and (two := paired(query, asked)):
            return two
        joined = self._reader.slots(f"{before.text} {query.text}", f"{before.plain} {query.plain}")
        own = self._own(query, before, joined)
        if query.years and not own and pattern("what").search(plain) and not query.has("figure"):
            # 2025年要建立什么机制 after a figure asks for what its box says of that year.
            boxes = before.boxes or self._box_of(before.topics)
            if boxes:
                merged = replace(query, boxes=boxes, text=joined.text, plain=joined.plain)
                return replace(merged, detail="", carried=True, before=before, own=query.plain)
        if not own and self._inside(query, before):
            return replace(
                query,
                boxes=before.boxes or before.hinted[:1],
                hinted=before.hinted,
                cues=(query.cues - META) or before.cues,
                carried=True,
                before=before,
                own=query.plain,
            )
        merged = merge(query, before, joined, own)
        merged = replace(merged, before=before, own=query.plain)
        if merged.has("compare"):
            merged = replace(merged, years=years_talked(query, merged, asked) or merged.years)
        return numbered(merged, query, before)

    def _leans(self, query: Query, text: str, after: bool) -> bool:
        """Whether a question needs the one before it: short, or pointing back."""
        if query.rows and not query.rows[0].table and not query.tables:
            return True
        names = (s.title for s in self._knowledge.plan.sections if s.level == 1)
        if any(len(n) >= OWN_WORDS and n in query.plain for n in names):
            return False
        if pattern("alone").search(text):
            return False
        if query.hinted and not query.has("pointing"):
            return False
        if pattern("kind").search(text) and query.has("pointing", "yesno", "followup"):
            return not query.topics
        if query.refers or query.attribute or query.term_number is not None:
            return bool(pattern("back").search(text)) and not query.topics and not query.refers
        if query.topics:
            # 十三五建了几所: an indicator fits by words of asking alone.
            return after and len(told(query)) < OWN_WORDS
        if query.has("smalltalk"):
            return False
        pointing = query.has("pointing", "back", "first") or pattern("back").search(text)
        return bool(pointing) or len(told(query)) < OWN_TOPIC + 2

    def _own(self, query: Query, before: Query, joined: Query) -> tuple[str, ...]:
        """Indicators that the turn's own words choose: of the same statement, else of both."""
        own = _in_groups(query.plain.translate(QUOTES))
        # 比例要达到多少 after a name that was only explained: of its figures.
        dated = bool(query.years) or (query.has("figure") and not before.topics)
        if not dated and len(told(query)) < (2 if query.has("compare") else 1):
            return ()
        if found := self._siblings(own, before) or self._then(query, before):
            return found
        figure = True
        names = "".join(before.topics[:1])
        both = self._reader.fitting(f"{joined.plain} {names}".translate(QUOTES), figure)
        fresh: list[tuple[bool, str]] = []
        for _, key, used in both:
            if key in before.topics:
                continue
            mine = [w for w in used if len(w) > 1 and w in own and not _usual(w)]
            theirs = [w for w in used if len(w) > 1 and w not in own]
            if any(w not in PERIODS for w in mine) or (mine and theirs):
                fresh.append((not theirs, key))
        return self._of_unit(query, [key for _, key in sorted(fresh, key=lambda f: f[0])])

    def _of_unit(self, query: Query, keys: Sequence[str]) -> tuple[str, ...]:
        """The indicators counted in what is asked for (几所), if there are such."""
        asked = pattern("unit").search(query.plain)
        if not asked:
            return tuple(keys)
        units = {t.indicator_key: t.unit for t in self._knowledge.targets if t.unit}
        return tuple(k for k in keys if units.get(k) == asked[1]) or tuple(keys)

    def _siblings(self, own: str, before: Query) -> tuple[str, ...]:
        """Indicators stated together with the last one whose names the turn's words fit best."""
        mates = dict.fromkeys(self._mates(before))
        theirs = "".join(before.topics[:1])
        said = YEAR.sub(" ", own)
        new = [w for w in map("".join, pairwise(said)) if w not in theirs and not _usual(w)]
        scored = {
            key: sum(word in key for word in new) for key in mates if key not in before.topics
        }
        best = max(scored.values(), default=0)
        found = [key for key, score in scored.items() if score == best]
        return tuple(found) if best and len(found) == 1 else ()

    def _then(self, query: Query, before: Query) -> tuple[str, ...]:
        """The same thing as it is called in another period, where the one before has no figure."""
        years = set(query.years)
        dated = {
            key: {t.when for t in self._knowledge.targets if t.indicator_key == key}
            for key in before.topics[:1]
        }
        if not years or not dated or any(years & when for when in dated.values()):
            return ()
        plain = YEAR.sub("", re.sub("|".join(PERIODS), "", before.plain)).translate(QUOTES)
        for _, key, _ in self._reader.fitting(plain, True):
            when = {t.when for t in self._knowledge.targets if t.indicator_key == key}
            if key not in before.topics and years & when:
                return (key,)
        return ()

    def _mates(self, before: Query) -> Iterator[str]:
        """Indicators of the same statement, box or attribute as what was talked about."""
        last = self._knowledge.indicator.get(before.topics[0]) if before.topics else None
        leaves = {self._knowledge.target[t].leaf for t in last.targets} if last else set()
        inside = tuple(f"专栏{number}·" for number in before.boxes)
        for target in self._knowledge.targets:
            if (
                target.leaf in leaves
                or (inside and target.locator.label.startswith(inside))
                or (before.attribute and target.attribute == before.attribute)
            ):
                yield target.indicator_key

    def _inside(self, query: Query, before: Query) -> bool:
        """Whether a sentence of the box talked about has what a turn of some words asks."""
        number = next(iter(before.boxes or before.hinted), None)
        column = next((c for c in self._knowledge.plan.columns if c.number == number), None)
        if column is None or column.table or query.years or query.topics or query.refers:
            return False
        asked = words_of(told(query))
        text = self._knowledge.plan.text[column.locator.start : column.locator.end]
        sentences = (s.translate(QUOTES) for s in text.split("。"))
        most = max(sum(word in s for word in asked) for s in sentences)
        return len(told(query)) >= OWN_WORDS and most >= HELD * len(asked)

    def _box_of(self, topics: Sequence[str]) -> tuple[int, ...]:
        """The box that states the first of some indicators."""
        for target in self._knowledge.targets:
            found = LABEL.match(target.locator.label)
            if target.indicator_key in topics[:1] and found and int(found[1]) > TABLES:
                return (int(found[1]),)
        return ()


def merge(query: Query, before: Query, joined: Query, own: tuple[str, ...]) -> Query:
    """What the follow-up says, and of the question before what it leaves out.

    ``joined`` is the reading of both texts together; ``own`` the indicators that it has by
    the follow-up's own words (公办的呢 after 普惠性幼儿园覆盖率).
    """
    asks = query.cues - META
    detail = told(query)
    if len(detail) >= OWN_TOPIC and not own:
        return replace(query, cues=asks or before.cues, carried=True)
    changed = own if own[:1] != before.topics[:1] else ()
    if changed and not asks and before.cues & NOT_FIGURES:
        asks = frozenset({"figure"})
    back = query.has("back", "first", "why") or query.years or before.rows
    if len(detail) >= OWN_WORDS and not own and not back:
        # Another side of the same thing: searched for with both texts, no figure carried on.
        return replace(
            query,
            text=joined.text,
            plain=joined.plain,
            cues=asks or before.cues,
            topics=(),
            indicators=(),
            boxes=before.boxes,
            hinted=before.hinted,
            carried=True,
        )
    return replace(
        query,
        text=joined.text,
        plain=joined.plain,
        cues=asks or before.cues,
        years=query.years or before.years,
        topics=changed[:1] or before.topics,
        indicators=changed or before.indicators,
        weight=before.weight,
        boxes=before.boxes if not changed else (),
        hinted=before.hinted if not changed else (),
        rows=query.rows or before.rows,
        terms=before.terms if not changed else (),
        sections=before.sections,
        attribute=before.attribute,
        category=before.category,
        tables=query.tables or before.tables,
        detail="" if before.boxes and query.years else query.detail or before.detail,
        side=query.side or ("" if query.years else before.side),
        carried=True,
    )


def _in_groups(text: str) -> str:
    """The text with a group's usual name followed by the plan's."""
    bare = asking().sub("", text)
    for lay, plan in phrases()["groups"].items():
        if (bare == lay or (len(lay) > 1 and lay in bare)) and plan not in text:
            text += plan
    return text


def _usual(word: str) -> bool:
    """Whether a word is one of asking, not of a thing asked about."""
    return not asking().sub("", word)
