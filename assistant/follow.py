"""Follow-ups: what a turn leaves out is filled from the turns before it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from assistant import mentions
from assistant.mentions import PERIODS, QUOTES, asking
from assistant.normalise import clean
from assistant.numerals import YEAR
from assistant.phrases import phrases
from assistant.query import Query, RowRef
from knowledge.library import Knowledge

LABEL = re.compile(r"专栏(\d+)·")
TABLES = 2
"""Boxes up to this number are tables of figures, which promise nothing beside them."""
BARE_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?![\d.%年])")
META = {"followup", "pointing", "back", "first", "multi", "between", "claim"}
NOT_FIGURES = {"define", "how", "who", "why", "list"}
OWN_WORDS = 3
OWN_TOPIC = 6
"""Characters of detail from which a follow-up stands on its own."""
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
        if _turn("courtesy").fullmatch(clean(question).casefold()):
            # Nothing asked: a courtesy needs no turn before it.
            return replace(self._reader.read(question), cues=frozenset({"courtesy"}))
        asked: list[Query] = []
        text = said(question)
        if not history or not self._leans(self._reader.read(text), text, bool(history)):
            return self._reader.read(text)
        for turn in history:
            if not _turn("courtesy").fullmatch(clean(turn).casefold()):
                asked.append(self._turn(said(turn), asked))
        return self._turn(text, asked)

    def _turn(self, text: str, asked: Sequence[Query]) -> Query:
        """One turn after the resolved ones before it."""
        query = self._reader.read(text)
        if not asked or not self._leans(query, text, True):
            return query
        before = _gone_back(text, asked)
        plain = query.plain.translate(QUOTES)
        if _turn("sure").fullmatch(plain):
            return replace(before, cues=before.cues | {"sure"}, carried=True, before=before)
        if _turn("more").fullmatch(plain):
            return replace(before, cues=before.cues | {"more"}, carried=True, before=before)
        if _turn("why").fullmatch(plain):
            return replace(before, cues=frozenset({"why", "reason"}), carried=True, before=before)
        if query.attribute and before.topics and _turn("kind").search(plain):
            return replace(before, cues=frozenset({"figure"}), carried=True, before=before)
        if numbered := _stepped(query, before):
            return numbered
        if _turn("steps").search(plain) and not query.has("why") and not told(query)[OWN_WORDS:]:
            query = replace(query, cues=query.cues | {"compare"})
        if query.has("compare") and (paired := _paired(query, asked)):
            return paired
        joined = self._reader.slots(f"{before.text} {query.text}", f"{before.plain} {query.plain}")
        own = self._own(query, before, joined)
        if query.years and not own and _turn("what").search(plain) and not query.has("figure"):
            # 2025年要建立什么机制 after a figure asks for what its box says of that year.
            boxes = before.boxes or self._box_of(before.topics)
            if boxes:
                merged = replace(query, boxes=boxes, text=joined.text, plain=joined.plain)
                return replace(merged, detail="", carried=True, before=before, own=query.plain)
        merged = merge(query, before, joined, own)
        merged = replace(merged, before=before, own=query.plain)
        if merged.has("compare"):
            merged = replace(merged, years=_years_talked(query, merged, asked) or merged.years)
        return _numbered(merged, query, before)

    def _leans(self, query: Query, text: str, after: bool) -> bool:
        """Whether a question needs the one before it: short, or pointing back."""
        if query.rows and not query.rows[0].table and not query.tables:
            return True
        names = (s.title for s in self._knowledge.plan.sections if s.level == 1)
        if any(len(n) >= OWN_WORDS and n in query.plain for n in names):
            return False
        if _turn("alone").search(text):
            return False
        if query.hinted and not query.has("pointing"):
            return False
        if _turn("kind").search(text) and query.has("pointing", "yesno", "followup"):
            return not query.topics
        if query.refers or query.attribute or query.term_number is not None:
            return bool(_turn("back").search(text)) and not query.topics and not query.refers
        if query.topics:
            # 十三五建了几所: an indicator fits by words of asking alone.
            return after and len(told(query)) < OWN_WORDS
        if query.has("smalltalk"):
            return False
        pointing = query.has("pointing", "back", "first") or _turn("back").search(text)
        return bool(pointing) or len(told(query)) < OWN_TOPIC + 2

    def _own(self, query: Query, before: Query, joined: Query) -> tuple[str, ...]:
        """Indicators that the turn's own words choose: of the same statement, else of both."""
        own = _in_groups(query.plain.translate(QUOTES))
        dated = bool(query.tables) or any(period in own for period in PERIODS)
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
        asked = _turn("unit").search(query.plain)
        if not asked:
            return tuple(keys)
        units = {t.indicator_key: t.unit for t in self._knowledge.targets if t.unit}
        return tuple(k for k in keys if units.get(k) == asked[1]) or tuple(keys)

    def _siblings(self, own: str, before: Query) -> tuple[str, ...]:
        """Indicators stated together with the last one whose names the turn's words fit best."""
        mates = dict.fromkeys(self._mates(before))
        theirs = "".join(before.topics[:1])
        new = [w for w in map("".join, pairwise(own)) if w not in theirs and not _usual(w)]
        scored = {
            key: sum(word in key for word in new) for key in mates if key not in before.topics
        }
        best = max(scored.values(), default=0)
        found = [key for key, score in scored.items() if score == best]
        return tuple(found) if best and len(found) == 1 else ()

    def _then(self, query: Query, before: Query) -> tuple[str, ...]:
        """The same thing as it is called in another period, where the one before has no figure."""
        periods = [t.period for t in self._knowledge.plan.tables if t.id in query.tables]
        years = {*query.years, *(p for p in periods if p)}
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

    def _box_of(self, topics: Sequence[str]) -> tuple[int, ...]:
        """The box that states the first of some indicators."""
        for target in self._knowledge.targets:
            found = LABEL.match(target.locator.label)
            if target.indicator_key in topics[:1] and found and int(found[1]) > TABLES:
                return (int(found[1]),)
        return ()


def said(text: str) -> str:
    """A turn without its courtesies, and of a correction what is meant instead."""
    text = clean(text)
    for edge in (r"^(?:{0})[，,。！!~ ]+(?=.)", r"(?<=.)[，,。！!~ ]+(?:{0})$"):
        pattern = re.compile(edge.format(phrases()["turn"]["courtesy"]))
        text = pattern.sub("", text) or text
    shorter = _turn("repair").sub("", text)
    if instead := _turn("instead").match(shorter):
        return instead["is"]
    return _turn("asked").sub("", shorter) or text


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
        side=query.side or before.side,
        carried=True,
    )


def _gone_back(text: str, asked: Sequence[Query]) -> Query:
    """The query that a turn goes on from: the last one, or the one that it goes back to."""
    if _turn("first").search(text):
        return asked[0]
    last = asked[-1]
    if not _turn("back").search(text):
        return last
    return next((q for q in reversed(asked[:-1]) if _about(q) != _about(last)), last)


def _about(query: Query) -> tuple[object, ...]:
    named = (query.topics[:1], query.boxes, query.rows, query.terms, query.attribute)
    return named if any(named) else (query.text,)


def _stepped(query: Query, before: Query) -> Query | None:
    """下一条, 第三条: another number of what the last answer was about."""
    plain = query.plain.translate(QUOTES)
    step = bool(_turn("next").search(plain)) - bool(_turn("previous").search(plain))
    found = _turn("ordinal").search(plain)
    number = mentions.number(found[1].replace("两", "二")) if found else None
    if query.tables or query.boxes or (not step and number is None):
        return None
    of_terms = before.term_number or (before.terms[0] if len(before.terms) == 1 else None)
    if before.rows and before.rows[0].number.isdigit():
        row = before.rows[0]
        wanted = number if number is not None else int(row.number) + step
        new = replace(before, rows=(RowRef(row.table, str(wanted)),))
    elif before.ordinal:
        new = replace(before, ordinal=number if number is not None else before.ordinal + step)
    elif of_terms is not None and (step or before.term_number is not None):
        wanted = number if number is not None else of_terms + step
        new = replace(before, term_number=wanted, terms=())
    elif before.boxes and step:
        new = replace(before, boxes=(before.boxes[0] + step,), years=(), topics=(), indicators=())
    elif number is not None and not before.boxes:
        new = replace(before, ordinal=number, before=before)
    else:
        return None
    return replace(new, cues=query.cues, carried=True, before=new.before or before)


def _paired(query: Query, asked: Sequence[Query]) -> Query | None:
    """这两个哪个高: the last two things talked about, set against each other."""
    if query.topics or query.years or told(query)[OWN_WORDS:]:
        return None
    last = [q for q in asked[-2:] if q.topics]
    both = len(last) == 2 and last[0].topics[0] != last[1].topics[0]
    if not both and not _turn("pair").search(query.plain):
        return None
    topics = tuple(dict.fromkeys(q.topics[0] for q in reversed(asked) if q.topics))[:2][::-1]
    if len(topics) < 2:
        return None
    cues = query.cues | {"compare", "between"}
    return replace(
        query, topics=topics, indicators=topics, cues=cues, carried=True, before=asked[-1]
    )


def _years_talked(turn: Query, merged: Query, asked: Sequence[Query]) -> tuple[str, ...]:
    """The two times to set against each other: 差多少 after 2022年 and 2020年, 比2020呢."""
    same = [q for q in asked if q.topics and q.topics[:1] == merged.topics[:1]]
    if len(turn.years) == 1:
        plain = [q.years[-1] for q in same if q.years and not q.has("compare")]
        return (plain[-1], *turn.years) if plain and plain[-1] != turn.years[0] else ()
    years = tuple(dict.fromkeys(year for q in same for year in q.years))
    return years if len(years) > 1 and not turn.years else ()


def _numbered(query: Query, turn: Query, before: Query) -> Query:
    """那31呢 after a box, 那27项呢 after a row: another number of the same kind."""
    found = BARE_NUMBER.search(turn.text)
    if before.rows and turn.rows and not turn.rows[0].table:
        table = query.tables[0] if query.tables else before.rows[0].table
        return replace(query, rows=tuple(replace(r, table=table) for r in query.rows))
    if before.rows and query.tables and query.tables != before.tables:
        return replace(query, rows=(replace(before.rows[0], table=query.tables[0]),))
    if before.boxes and found and not YEAR.search(turn.text):
        return replace(query, boxes=(int(found[1]),), years=(), topics=(), indicators=())
    if before.rows and found and not YEAR.search(turn.text):
        return replace(query, rows=(replace(before.rows[0], number=found[1]),))
    return query


def _in_groups(text: str) -> str:
    """The text with a group's usual name followed by the plan's."""
    bare = asking().sub("", text)
    for lay, plan in phrases()["groups"].items():
        if (bare == lay or (len(lay) > 1 and lay in bare)) and plan not in text:
            text += plan
    return text


def told(query: Query) -> str:
    """What a turn has beside words of asking, periods and words that name nothing new."""
    return mentions.content(query.detail).replace(" ", "")


def _usual(word: str) -> bool:
    """Whether a word is one of asking, not of a thing asked about."""
    return not asking().sub("", word)


@functools.cache
def _turn(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["turn"][name])
