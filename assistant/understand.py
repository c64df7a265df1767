"""Question and history → :class:`Query`: what is asked, in the plan's own terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.normalise import Lexicon, clean
from assistant.numerals import YEAR, arabic_percent, arabic_years, cn_number, figures
from assistant.phrases import phrases
from assistant.query import Query, RowRef
from assistant.spelling import Speller
from knowledge.library import Knowledge

BOX = re.compile(r"专栏\s*第?([\d零一二三四五六七八九十]+)|第([\d零一二三四五六七八九十]+)个?专栏")
ROW = re.compile(
    r"(近期|全周期|终期|专栏\s*1(?!\d)|专栏\s*2(?!\d)|专栏一(?!十)|专栏二(?!十))[^第\d]{0,12}?"
    r"第?\s*([\d一二三四五六七八九十]+)\s*(?:项|条|个|号|行|款|是|$|[?？])"
)
LONE_ROW = re.compile(r"第\s*([\d一二三四五六七八九十]+)\s*(?:项|条|号|行)")
TERM_NUMBER = re.compile(
    r"名词解释[^\d一二三四五六七八九十]{0,6}第?\s*([\d一二三四五六七八九十]+)\s*(?:条|项|个|号|是|$)?"
)
PERIODS = {"十三五": "2016-2020", "十四五": "2021-2025", "规划期": "2021-2025"}
TABLE_WORDS = {"近期": ("近期",), "全周期": ("全周期",), "终期": ("终期",)}
ATTRIBUTES = {"前置": "前置性", "约束": "约束性", "预期": "预期性"}
QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》 ")


class Understander:
    """Fills a query's slots from the plan's own vocabulary; holds no state between questions."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._speller = Speller(knowledge)
        self._terms = _term_names(knowledge)
        self._sections = _section_names(knowledge)
        self._categories = sorted(
            {r.cells.get("类别", "") for t in knowledge.plan.tables for r in t.rows} - {""}
        )
        self._numbers = {column.number for column in knowledge.plan.columns}

    def read(self, question: str) -> Query:
        """The query that ``question`` alone makes."""
        text = arabic_percent(arabic_years(clean(question)))
        query = self._slots(text, self._lexicon.apply(text))
        if not query.indicators and not query.refers:
            corrected = self._speller.correct(query.plain)
            if corrected != query.plain:
                query = self._slots(text, corrected)
        return query

    def follow(self, question: str, history: Sequence[str]) -> Query:
        """The query of the last question of a visitor, earlier ones filling what it leaves out."""
        query = self.read(question)
        if not history or not _leans(query):
            return query
        before = self.follow(history[-1], history[:-1])
        return merge(query, before)

    def _slots(self, text: str, plain: str) -> Query:
        bare = plain.translate(QUOTES)
        boxes = self._boxes(bare)
        rows = _rows(bare)
        claimed = tuple(figures(re.sub(BOX, "", bare))) if not rows else ()
        cues = _cues(f"{text} {plain}")
        figure = "figure" in cues or bool(claimed)
        indicators, weight = self._indicators(bare, figure)
        term_number = TERM_NUMBER.search(bare)
        return Query(
            text=text,
            plain=plain,
            cues=cues,
            years=_years(bare),
            boxes=() if rows else boxes,
            rows=rows,
            tables=tuple(t for t, names in TABLE_WORDS.items() if any(n in bare for n in names)),
            terms=self._term(bare),
            term_number=_number(term_number[1]) if term_number else None,
            sections=tuple(i for name, i in self._sections if name in bare),
            indicators=indicators,
            weight=weight,
            category=next((c for c in self._categories if c in bare), ""),
            attribute=next((v for k, v in ATTRIBUTES.items() if k in bare), ""),
            claimed=claimed,
        )

    def _boxes(self, text: str) -> tuple[int, ...]:
        found = (_number(m[1] or m[2]) for m in BOX.finditer(text))
        numbers = dict.fromkeys(n for n in found if n is not None)
        for column in self._knowledge.plan.columns:
            if len(column.title) >= 8 and column.title.translate(QUOTES) in text:
                numbers.setdefault(column.number)
        return tuple(numbers)

    def _term(self, text: str) -> tuple[int, ...]:
        found = [
            (text.find(name), -len(name), number) for name, number in self._terms if name in text
        ]
        return tuple(dict.fromkeys(number for _, _, number in sorted(found)))

    def _indicators(self, text: str, figure: bool) -> tuple[tuple[str, ...], int]:
        """Keys of the indicators that the words fit, best first, and the best one's weight."""
        scored: list[tuple[int, str]] = []
        for entry in self._knowledge.entries:
            weight = max((p.weight(text, figure=figure) for p in entry.ask), default=0)
            for name in (entry.name, *entry.also):
                if name.translate(QUOTES) in text:
                    weight = max(weight, len(name) + 2)
            if weight and entry.name in self._knowledge.indicator:
                scored.append((weight, entry.name))
        if not self._knowledge.entries:
            scored = [(len(i.name), i.key) for i in self._knowledge.indicators if i.name in text]
        scored.sort(key=lambda item: -item[0])
        return tuple(key for _, key in scored), scored[0][0] if scored else 0


def merge(query: Query, before: Query) -> Query:
    """What the follow-up says, and of the question before what it leaves out."""
    own_topic = query.indicators or query.refers or query.attribute or query.category
    carried = replace(query, carried=True)
    if not own_topic:
        carried = replace(
            carried,
            indicators=before.indicators,
            weight=before.weight,
            boxes=before.boxes,
            rows=before.rows,
            terms=before.terms,
            sections=before.sections,
            attribute=before.attribute,
            category=before.category,
            tables=query.tables or before.tables,
        )
    if not query.years and not own_topic:
        carried = replace(carried, years=before.years if not query.rows else ())
    asks = query.cues - {"followup", "pointing"}
    return replace(
        carried,
        cues=asks or before.cues,
        text=f"{before.text} {query.text}" if not own_topic else query.text,
        plain=f"{before.plain} {query.plain}" if not own_topic else query.plain,
    )


def _leans(query: Query) -> bool:
    """Whether a question needs the one before it: short, or pointing back."""
    pointing = any(word in query.text for word in phrases()["cue"]["pointing"])
    topic = bool(query.indicators or query.refers)
    if topic:
        return False
    return pointing or len(query.text) <= 8 or (len(query.text) <= 14 and query.has("followup"))


def _cues(text: str) -> frozenset[str]:
    return frozenset(
        name for name, words in phrases()["cue"].items() if any(word in text for word in words)
    )


def _years(text: str) -> tuple[str, ...]:
    found = [(m.start(), m[1]) for m in YEAR.finditer(text)]
    found += [(text.find(word), years) for word, years in PERIODS.items() if word in text]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _rows(text: str) -> tuple[RowRef, ...]:
    found = []
    for match in ROW.finditer(text):
        table = match[1].replace(" ", "").replace("一", "1").replace("二", "2")
        if number := _number(match[2]):
            found.append(RowRef(table, str(number)))
    if not found and "名词" not in text:
        for match in LONE_ROW.finditer(text):
            if number := _number(match[1]):
                found.append(RowRef("", str(number)))
    return tuple(found)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = cn_number(text)
    return int(value) if value is not None else None


def _term_names(knowledge: Knowledge) -> list[tuple[str, int]]:
    """Names a term goes by: as printed, without quotes, and what its quotes hold."""
    names = []
    for term in knowledge.plan.terms:
        inside = re.findall(r"“([^”]+)”", term.term)
        for name in {term.term.translate(QUOTES), *(part.translate(QUOTES) for part in inside)}:
            if len(name) >= 2:
                names.append((name, term.number))
    return sorted(names, key=lambda item: -len(item[0]))


def _section_names(knowledge: Knowledge) -> list[tuple[str, str]]:
    return [
        (section.title.translate(QUOTES), section.id)
        for section in knowledge.plan.sections
        if len(section.title) >= 6
    ]
