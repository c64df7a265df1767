"""Question and history → :class:`Query`: what is asked, in the plan's own terms."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.normalise import Lexicon, clean
from assistant.numerals import YEAR, arabic_percent, arabic_years, cn_number, figures
from assistant.phrases import phrases
from assistant.query import Query, RowRef
from assistant.spelling import Speller
from knowledge.library import Knowledge

BOX = re.compile(
    r"专栏\s*第?(\d+|[零一二三四五六七八九十]+)|第(\d+|[零一二三四五六七八九十]+)个?专栏"
)
ROW = re.compile(
    r"(近期|全周期|终期|专栏\s*1(?!\d)|专栏\s*2(?!\d)|专栏一(?!十)|专栏二(?!十))[^第\d]{0,12}?"
    r"第?\s*([\d零一二三四五六七八九十]+)\s*(?:项|条|个|号|行|款|是|$|[?？])"
)
LONE_ROW = re.compile(r"第\s*([\d零一二三四五六七八九十]+)\s*(?:项|条|号|行)")
TERM_NUMBER = re.compile(
    r"名词解释[^\d一二三四五六七八九十]{0,6}第?\s*([\d一二三四五六七八九十]+)\s*(?:条|项|个|号|是|$)?"
)
PERIODS = {"十三五": "2016-2020", "十四五": "2021-2025", "规划期": "2021-2025"}
TABLE_WORDS = {"近期": ("近期",), "全周期": ("全周期",), "终期": ("终期",)}
ATTRIBUTES = {"前置": "前置性", "约束": "约束性", "预期": "预期性"}
COUNTING = {"figure", "aim", "compare", "count", "between"}
NOT_COMPARING = re.compile(
    r"[哪那这]几[个所项条类种家位名]|(?<=占)比|比例|比重|比率|(?<=普职)比|(?<=百分)比|比如|比较"
)
MIN_HINT = 6
MIN_NAMED = 2
"""Characters that a question shares with a box's title to point at it; fewer where it says 专栏."""
MIN_WEIGHT = 3
"""Characters of a question that an indicator must account for."""
BARE_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?![\d.%年])")
META = {"followup", "pointing", "back", "first", "multi", "between", "claim"}
OWN_WORDS = 3
OWN_TOPIC = 6
"""Characters of detail from which a follow-up stands on its own."""
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
        self._titles = [
            (_bare(c.title), c.number) for c in knowledge.plan.columns if len(c.title) > 6
        ]

    def read(self, question: str) -> Query:
        """The query that ``question`` alone makes."""
        text = arabic_percent(arabic_years(clean(question)))
        query = self._slots(text, self._lexicon.apply(text))
        untabled = bool(query.rows) and not query.rows[0].table and not query.tables
        if untabled or (not query.indicators and not query.refers):
            corrected = self._speller.correct(query.plain)
            if corrected != query.plain:
                query = self._slots(text, corrected)
        return query

    def follow(self, question: str, history: Sequence[str]) -> Query:
        """The query of the last question of a visitor, earlier ones filling what it leaves out."""
        query = self.read(question)
        if not history or not _leans(query):
            return query
        if query.has("first"):
            before = self.read(history[0])
        elif query.has("back") and len(history) > 1:
            before = self._earlier(history)
        else:
            before = self.follow(history[-1], history[:-1])
        text = f"{before.text} {query.text}"
        joined = self._slots(text, f"{before.plain} {query.plain}")
        return _numbered(merge(query, before, joined, self._own(query, joined)), before)

    def _own(self, query: Query, joined: Query) -> tuple[str, ...]:
        """Indicators that fit both texts together by a word that the follow-up brought."""
        own = query.plain.translate(QUOTES)
        found = self._indicators(joined.plain.translate(QUOTES), True)
        return tuple(
            key
            for _, key, words in found
            if any(len(w) > 1 and w in own and w not in PERIODS and not _usual(w) for w in words)
        )

    def _earlier(self, history: Sequence[str]) -> Query:
        """The question gone back to: the last one about something else than the one before."""
        asked = [self.follow(history[n], history[:n]) for n in range(len(history))]
        last = asked[-1]
        others = [
            q
            for q in asked[:-1]
            if (q.topics, q.boxes, q.terms) != (last.topics, last.boxes, last.terms)
        ]
        return others[-1] if others else last

    def _slots(self, text: str, plain: str) -> Query:
        bare = plain.translate(QUOTES)
        boxes = self._boxes(bare)
        rows = _rows(bare)
        claimed = tuple(figures(re.sub(BOX, "", bare))) if not rows else ()
        cues = _cues(f"{text} {plain}")
        figure = bool(cues & {"figure", "aim"}) or bool(claimed)
        found = self._indicators(bare, figure)
        term_number = TERM_NUMBER.search(bare)
        detail = self._detail(bare)
        return Query(
            text=text,
            plain=plain,
            cues=cues,
            years=_years(bare),
            boxes=() if rows else boxes,
            hinted=self._hinted(bare),
            detail=detail,
            unexplained=_unexplained(detail, found),
            rows=rows,
            tables=tuple(t for t, names in TABLE_WORDS.items() if any(n in bare for n in names)),
            terms=self._term(bare),
            term_number=_number(term_number[1]) if term_number else None,
            sections=tuple(i for name, i in self._sections if name in bare),
            indicators=tuple(key for _, key, _ in found),
            topics=_topics(found),
            weight=found[0][0] if found else 0,
            category=next((c for c in self._categories if c in bare), ""),
            attribute=next((v for k, v in ATTRIBUTES.items() if k in bare), ""),
            numbers=claimed,
            claimed=claimed if _asserts(cues, text) else (),
        )

    def _boxes(self, text: str) -> tuple[int, ...]:
        found = (_number(m[1] or m[2]) for m in BOX.finditer(text))
        numbers = dict.fromkeys(n for n in found if n is not None)
        return tuple(numbers)

    def _hinted(self, text: str) -> tuple[int, ...]:
        """The box whose title shares most characters with the question, if many."""
        scored = [(_common(name, text), number) for name, number in self._titles]
        least = MIN_NAMED if "专栏" in text else MIN_HINT
        return tuple(
            number for size, number in sorted(scored, key=lambda s: -s[0]) if size >= least
        )[:1]

    def _detail(self, text: str) -> str:
        """What is left of a question without names of records and words of asking."""
        text = BOX.sub("", YEAR.sub("", text))
        for name, _ in self._titles:
            text = text.replace(name, "")
        for name, _ in self._sections:
            text = text.replace(name, "")
        return _asking().sub("", text)

    def _term(self, text: str) -> tuple[int, ...]:
        found = [
            (text.find(name), -len(name), number) for name, number in self._terms if name in text
        ]
        return tuple(dict.fromkeys(number for _, _, number in sorted(found)))

    def _indicators(self, text: str, figure: bool) -> list[tuple[int, str, tuple[str, ...]]]:
        """Indicators that the words fit, best first: (weight, key, the words)."""
        found: list[tuple[int, str, tuple[str, ...]]] = []
        for entry in self._knowledge.entries:
            if entry.name not in self._knowledge.indicator:
                continue
            fits = [words for p in entry.ask if (words := p.words(text, figure=figure))]
            fits += [(n, "  ") for n in map(_bare, (entry.name, *entry.also)) if n in text]
            if fits:
                best = max(fits, key=_weight)
                found.append((_weight(best), entry.name, best))
        if not self._knowledge.entries:
            names = [i.key for i in self._knowledge.indicators if _bare(i.name) in text]
            found = [(len(key), key, (key,)) for key in names]
        return sorted((f for f in found if f[0] >= MIN_WEIGHT), key=lambda item: -item[0])


def _common(name: str, text: str) -> int:
    """Characters in runs of two or more that both have, in the same order."""
    found = difflib.SequenceMatcher(None, name, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in found if block.size > 1)


def _bare(name: str) -> str:
    return name.translate(QUOTES)


def _weight(words: Sequence[str]) -> int:
    return sum(max(len(word), 1) for word in words)


def _topics(found: Sequence[tuple[int, str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The fewest indicators, best first, whose words no better one has already used."""
    used: list[str] = []
    topics: list[str] = []
    for weight, key, words in found:
        fresh = [w for w in words if len(w.strip()) > 1 and not any(w in u or u in w for u in used)]
        if not topics or (fresh and weight >= MIN_WEIGHT):
            topics.append(key)
            used.extend(w for w in words if len(w.strip()) > 1)
    return tuple(topics)


def merge(query: Query, before: Query, joined: Query, own: tuple[str, ...]) -> Query:
    """What the follow-up says, and of the question before what it leaves out.

    ``joined`` is the reading of both texts together; ``own`` the indicators that it has by
    the follow-up's own words (公办的呢 after 普惠性幼儿园覆盖率).
    """
    asks = query.cues - META
    if len(query.detail) >= OWN_TOPIC and not own:
        return replace(query, cues=asks or before.cues, carried=True)
    changed = own if query.detail and own[:1] != before.topics[:1] else ()
    back = query.has("back", "first") or query.years or before.rows
    if len(query.detail) >= OWN_WORDS and not own and not back:
        # Another side of the same thing: searched for with both texts, no figure carried on.
        return replace(
            query,
            text=joined.text,
            plain=joined.plain,
            cues=asks or before.cues,
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
        terms=before.terms,
        sections=before.sections,
        attribute=before.attribute,
        category=before.category,
        tables=query.tables or before.tables,
        detail=query.detail or before.detail,
        carried=True,
    )


def _numbered(query: Query, before: Query) -> Query:
    """那31呢 after a box, 那27项呢 after a row: another number of the same kind."""
    own = query.text.split()[-1]
    found = BARE_NUMBER.search(own)
    if before.rows and query.rows and not query.rows[0].table:
        table = query.tables[0] if query.tables else before.rows[0].table
        return replace(query, rows=tuple(replace(r, table=table) for r in query.rows))
    if before.rows and query.tables and query.tables != before.tables:
        return replace(query, rows=(replace(before.rows[0], table=query.tables[0]),))
    if before.boxes and found and not YEAR.search(own):
        return replace(query, boxes=(int(found[1]),), years=(), topics=(), indicators=())
    if before.rows and found and not YEAR.search(own):
        return replace(query, rows=(replace(before.rows[0], number=found[1]),))
    return query


def _usual(word: str) -> bool:
    """Whether a word is one of asking, not of a thing asked about."""
    return not _asking().sub("", word)


def _leans(query: Query) -> bool:
    """Whether a question needs the one before it: short, or pointing back."""
    if query.rows and not query.rows[0].table and not query.tables:
        return True
    if query.topics or query.refers or query.attribute or query.has("smalltalk"):
        return False
    return query.has("pointing", "back", "first") or len(query.detail) < OWN_TOPIC + 2


def _unexplained(detail: str, found: Sequence[tuple[int, str, tuple[str, ...]]]) -> str:
    """The detail without figures and without what the names of its indicators account for."""
    known = "".join(key for _, key, _ in found[:3]) + "".join("".join(f[2]) for f in found)
    return "".join(c for c in detail if "\u4e00" <= c <= "\u9fff" and c not in known)


def _asserts(cues: frozenset[str], text: str) -> bool:
    """Whether figures in a question are claims about the plan, not names or conditions."""
    return bool(cues & {"yesno", "claim"})


@functools.cache
def _asking() -> re.Pattern[str]:
    words = sorted(phrases()["asking"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _cues(text: str) -> frozenset[str]:
    """Names of the cues in a text; counting words inside 占比 or 哪几种 ask for no figure."""
    bare = NOT_COMPARING.sub("", text)
    shapes = {n for n, shape in phrases()["pattern"].items() if re.search(shape, text)}
    return frozenset(shapes).union(
        name
        for name, words in phrases()["cue"].items()
        if any(word in (bare if name in COUNTING else text) for word in words)
    )


def _years(text: str) -> tuple[str, ...]:
    found = [(m.start(), m[1]) for m in YEAR.finditer(text)]
    found += [(text.find(word), years) for word, years in PERIODS.items() if word in text]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _rows(text: str) -> tuple[RowRef, ...]:
    found = []
    for match in ROW.finditer(text):
        table = match[1].replace(" ", "").replace("一", "1").replace("二", "2")
        if (number := _number(match[2])) is not None:
            found.append(RowRef(table, str(number)))
    if not found and "名词" not in text:
        for match in LONE_ROW.finditer(text):
            if (number := _number(match[1])) is not None:
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
