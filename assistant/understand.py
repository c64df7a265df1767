"""Question and history → :class:`Query`: what is asked, in the plan's own terms."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from assistant import conjuncts, mentions
from assistant.follow import Follower
from assistant.mentions import BOX, QUOTES, asking
from assistant.normalise import Lexicon, clean
from assistant.numerals import YEAR, arabic_percent, arabic_years, figures
from assistant.query import Query
from assistant.spelling import Speller
from assistant.titles import Titles
from knowledge.library import Knowledge

TERM_NUMBER = re.compile(
    r"名词解释[^\d一二三四五六七八九十]{0,6}第?\s*([\d一二三四五六七八九十]+)\s*(?:条|项|个|号|是|$)?"
)
TABLE_WORDS = {"近期": ("近期",), "全周期": ("全周期",), "终期": ("终期",)}
ATTRIBUTES = {"前置": "前置性", "约束": "约束性", "预期": "预期性"}
QUOTED_FIGURE = re.compile(r"规划[^“\"]{0,6}[“\"][^”\"]*\d[^”\"]*[”\"]")
"""A figure that is quoted as the plan's own words."""
ASKING_SEVERAL = frozenset(
    {"figure", "aim", "count", "compare", "sum", "same_thing", "same_value", "differ"}
)
ASKING = frozenset(
    {"figure", "count", "compare", "between", "list", "where", "when", "how", "who", "why"}
    | {"define", "summary", "conflict"}
)
"""Cues of questions that ask for something else than whether a figure is right."""
LATIN, MIN_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*"), 3
"""A term's Latin name, as OCR, and from how many characters it is one."""
MIN_WEIGHT = 3
"""Characters of a question that an indicator must account for."""
MIN_OF_PIECE = 2
"""The same of one of several things named in one breath."""


class Understander:
    """Fills a query's slots from the plan's own vocabulary; holds no state between questions."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.lexicon = lexicon
        self._speller = Speller(knowledge)
        self._terms = _term_names(knowledge)
        self._sections = _section_names(knowledge)
        self._categories = sorted(
            {r.cells.get("类别", "") for t in knowledge.plan.tables for r in t.rows} - {""}
        )
        self._titles = Titles(knowledge.plan)

    def read(self, question: str) -> Query:
        """The query that ``question`` alone makes."""
        text = arabic_percent(arabic_years(clean(question)))
        query = self.slots(text, self.lexicon.apply(text))
        untabled = bool(query.rows) and not query.rows[0].table and not query.tables
        if untabled or (not query.indicators and not query.refers):
            corrected = self._speller.correct(query.plain)
            if corrected != query.plain:
                query = self.slots(text, corrected)
        elif query.indicators and not query.asked and conjuncts.pieces(query.plain)[1:]:
            # One of several names is right: another may be mistyped (普会园).
            other = self.slots(text, self._speller.correct(query.plain))
            query = other if len(other.asked) > 1 else query
        return query

    def follow(self, question: str, history: Sequence[str]) -> Query:
        """The query of the last question of a visitor, earlier ones filling what it leaves out."""
        return Follower(self, self.knowledge).follow(question, history)

    def slots(self, text: str, plain: str) -> Query:
        """The slots that a text fills; ``plain`` is the same in the plan's words."""
        bare = plain.translate(QUOTES)
        # 专栏7 2025年: without the blank the year would run into the number.
        numbered = plain.translate(mentions.MARKS)
        boxes = self._boxes(numbered)
        named = () if boxes else self._titles.named(bare)
        rows = mentions.rows(bare)
        claimed = tuple(figures(re.sub(BOX, "", bare))) if not rows else ()
        cues = mentions.cues(f"{text} {plain}")
        figure = bool(cues & {"figure", "aim"}) or bool(claimed)
        found = self.fitting(bare, figure)
        term_number = TERM_NUMBER.search(bare)
        several = bool(claimed or cues & ASKING_SEVERAL)
        asked = self._several(bare, found) if several else ()
        # 专栏8要求…，对吗: what is claimed of a box is more than its title.
        told = () if cues & {"yesno", "claim"} else boxes or named
        detail = self._detail(BOX.sub("", numbered).translate(QUOTES), told)
        return Query(
            text=text,
            plain=plain,
            cues=cues,
            years=mentions.years(BOX.sub(" ", numbered)),
            boxes=() if rows else boxes or named,
            hinted=named or self._titles.hinted(bare),
            detail=detail,
            unexplained=_unexplained(detail, found, asked),
            rows=rows,
            tables=tuple(t for t, names in TABLE_WORDS.items() if any(n in bare for n in names)),
            terms=self._term(bare),
            term_number=mentions.number(term_number[1]) if term_number else None,
            sections=tuple(i for name, i in self._sections if name in bare),
            indicators=tuple(key for _, key, _ in found),
            asked=asked,
            topics=asked or _topics(found),
            weight=found[0][0] if found else 0,
            category=next((c for c in self._categories if c in bare), ""),
            attribute=next((v for k, v in ATTRIBUTES.items() if k in bare), ""),
            numbers=claimed,
            claimed=claimed if _asserts(cues, text) else (),
            side=mentions.side(bare),
        )

    def _several(self, text: str, found: conjuncts.Fitting) -> tuple[str, ...]:
        def fitting(piece: str) -> conjuncts.Fitting:
            return self.fitting(piece, True, MIN_OF_PIECE)

        return conjuncts.topics(text, found, fitting, lambda: self._statements)

    @functools.cached_property
    def _statements(self) -> Mapping[str, Sequence[conjuncts.Told]]:
        """The figures of each statement of the plan that has any."""
        found: dict[str, list[conjuncts.Told]] = {}
        for target in self.knowledge.targets:
            if target.value and target.indicator_key:
                clause = self.knowledge.plan.text[slice(*target.clause)]
                words = f"{target.indicator_key}　{clause}".translate(QUOTES)
                told = conjuncts.Told(target.indicator_key, words, target.unit)
                found.setdefault(target.leaf, []).append(told)
        return found

    def _boxes(self, text: str) -> tuple[int, ...]:
        found = (mentions.number(m[1] or m[2]) for m in BOX.finditer(text))
        numbers = dict.fromkeys(n for n in found if n is not None)
        return tuple(numbers)

    def _detail(self, text: str, named: tuple[int, ...]) -> str:
        """What is left of a question without names of records and words of asking."""
        text = self._titles.without(YEAR.sub("", text), named)
        for name, _ in self._sections:
            text = text.replace(name, "")
        return asking().sub("", text)

    def _term(self, text: str) -> tuple[int, ...]:
        found = [
            (text.find(name), -len(name), number) for name, number in self._terms if name in text
        ]
        return tuple(dict.fromkeys(number for _, _, number in sorted(found)))

    def fitting(
        self, text: str, figure: bool, least: int = MIN_WEIGHT
    ) -> list[tuple[int, str, tuple[str, ...]]]:
        """Indicators that ``least`` characters fit, best first: (weight, key, the words)."""
        found: list[tuple[int, str, tuple[str, ...]]] = []
        for entry in self.knowledge.entries:
            if entry.name not in self.knowledge.indicator:
                continue
            fits = [words for p in entry.ask if (words := p.words(text, figure=figure))]
            fits += [(n, "  ") for n in map(_bare, (entry.name, *entry.also)) if n in text]
            if fits:
                best = max(fits, key=_weight)
                found.append((_weight(best), entry.name, best))
        if not self.knowledge.entries:
            names = [i.key for i in self.knowledge.indicators if _bare(i.name) in text]
            found = [(len(key), key, (key,)) for key in names]
        return sorted((f for f in found if f[0] >= least), key=lambda item: -item[0])


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


def _unexplained(
    detail: str, found: Sequence[tuple[int, str, tuple[str, ...]]], asked: Sequence[str]
) -> str:
    """The detail without figures and without what the names of its indicators account for."""
    known = "".join(key for _, key, _ in found[:3]) + "".join(asked)
    known += "".join("".join(f[2]) for f in found)
    return "".join(c for c in detail if "\u4e00" <= c <= "\u9fff" and c not in known)


def _asserts(cues: frozenset[str], text: str) -> bool:
    """Whether figures in a question are claims about the plan, not names or conditions."""
    if cues & {"yesno", "claim"} or QUOTED_FIGURE.search(text):
        return True
    return text.endswith(("?", "？")) and not cues & ASKING


def _term_names(knowledge: Knowledge) -> list[tuple[str, int]]:
    """Names a term goes by: as printed, without quotes, what its quotes hold, in Latin."""
    names = []
    for term in knowledge.plan.terms:
        inside = re.findall(r"“([^”]+)”", term.term)
        inside += [word for word in LATIN.findall(term.term) if len(word) >= MIN_LATIN]
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
