"""The ways in which a follow-up may be read, and which of them is taken.

A turn may go on from the one before (那2022年呢), ask for another thing that stands beside
what was told (那食堂呢 after 体检), or stand by itself. Each reading is answered, and the one
whose answer has most of what the turn itself says is taken; where they are alike, the one
that goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant import mentions
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.follow import META
from assistant.mentions import words_of
from assistant.premises import unfrequent
from assistant.query import Query
from assistant.rows import place
from assistant.terms import CLAUSE
from assistant.types import Status
from knowledge.types import Leaf, LeafKind, Locator

Reading = tuple[Evidence, Draft]
FOUND = {Status.ANSWERED, Status.PARTIAL}
OPEN = {"passage", "measure", "term", "aspect", "box", "section", "figure", "figures", "unclear"}
OPEN |= {"refusal", "titles", "many"}
"""Kinds of evidence that another reading may replace; others were asked for as such."""
REFUSED, NAMED, NAMING = {"refusal", "unclear"}, 0.8, 3
"""What is refused is told after all where the plan has that share of at least so many words."""
SEVERAL = {"passage", "measure", "box", "term"}
"""Kinds that may tell more than the turn asks."""
FIGURES = {"figure", "figures"}
HALF = 0.5
"""Share of a turn's own words from which an answer is about them."""
MARGIN = 0.25
"""By how much more of them a turn that stands by itself must have in its answer."""
SURE = 0.5
"""Confidence from which a turn is answered without the one before."""
CONTEXT = 0.3
"""What standing beside what was told adds to the share of a turn's own words."""
NEAR, MAX_PLACES = 60, 3
DISTINCT = 3
"""Own words from which a clause may be told that has none of the earlier question's."""
SELDOM = 20
"""Times in the plan up to which a pair of characters says what is meant."""
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
SENTENCE = re.compile(r"[^。]+。?")
NUMERAL = "[0-9一二两三四五六七八九十百千万]"
TELLING = {
    *(LeafKind.MEASURE, LeafKind.PARAGRAPH, LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES),
    *(LeafKind.BOX_MILESTONE, LeafKind.TERM),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a turn itself says: pairs of characters, Latin names, and the unit of 几岁."""

    words: frozenset[str]
    unit: str = ""

    def share(self, text: str) -> float:
        """How much of it a text has."""
        found = sum(_has(word, text) for word in self.words)
        counted = bool(self.unit) and bool(re.search(NUMERAL + re.escape(self.unit), text))
        whole = len(self.words) + bool(self.unit)
        return (found + counted) / whole if whole else 0.0


def said(text: str, plan: str) -> Said:
    """The words of a turn beside those of asking; of what may be none, those of the plan."""
    told = LATIN.sub(" ", mentions.interrogatives().sub(" ", text))
    named = {p for p in mentions.pairs(told) if 0 < plan.count(p) <= SELDOM}
    return Said(frozenset((*words_of(told), *named, *LATIN.findall(text))), mentions.unit(text))


def _has(word: str, text: str) -> bool:
    if LATIN.fullmatch(word):
        return bool(re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text, re.IGNORECASE))
    return word in text


def chosen(
    query: Query,
    carried: Reading,
    desk: Desk,
    answered: Callable[[Query], Reading],
    read: Callable[[str], Query],
) -> Reading | Evidence:
    """The reading to take; evidence where a clause beside what was told is the answer.

    ``answered`` answers a query, ``read`` reads a text by itself.
    """
    own = said(unfrequent(query.own), desk.plan.text)
    evidence, draft = carried
    if query.before is None or evidence.kind not in OPEN or not (own.words or own.unit):
        return carried
    here = own.share(_text(draft, desk))
    several = evidence.kind == "term" or (evidence.kind in SEVERAL and "\n" in draft.text)
    counted = evidence.kind in FIGURES
    if here == 1.0 and (own.words or counted) and not several:
        return carried
    there, places = _beside(query, own, answered(query.before)[1], desk)
    if evidence.kind in REFUSED and (there < NAMED or len(own.words) < NAMING):
        return carried
    if places and (there > here or (there == here and (several or not own.words) and not counted)):
        confidence = evidence.confidence if draft.status in FOUND else 1.0
        beside = Evidence("passage", places=places, confidence=confidence, tools=("search",))
    else:
        beside = None
    best = max(here, there)
    if best < 1.0 - MARGIN:
        single = answered(framed(read(query.own), query))
        sure = single[0].confidence >= SURE and single[1].status in FOUND
        if sure and own.share(_text(single[1], desk)) >= max(best + MARGIN, HALF):
            return single
    return beside or carried


def framed(single: Query, carried: Query) -> Query:
    """A turn by itself, with what is asked and of which time where it says neither."""
    asks = single.cues - META
    return replace(single, cues=asks or carried.cues, years=single.years or carried.years)


def _text(draft: Draft, desk: Desk) -> str:
    """What a draft tells, with the headings above it; nothing where it tells nothing."""
    if draft.status not in FOUND:
        return ""
    leaves = [desk.knowledge.leaf_at(p.start) for p in draft.places]
    above = [leaf for leaf in leaves if leaf and leaf.kind is not LeafKind.TERM]
    return draft.text + "".join(title for leaf in above for title in leaf.path[-1:])


def _beside(
    query: Query, own: Said, before: Draft, desk: Desk
) -> tuple[float, tuple[Locator, ...]]:
    """The clauses with most of a turn's words, nearest to what was talked about."""
    assert query.before is not None
    theirs = words_of(query.before.plain) - own.words
    scope = _scope(before, desk)
    scored: dict[Locator, tuple[float, float]] = {}
    for span in scope:
        mine = own.share(desk.plan.text[span.start : span.end])
        if mine >= HALF:
            scored[span] = (mine, 1.0)
    for unit, _ in desk.search.units(query.own, NEAR):
        leaf = desk.knowledge.leaf_at(unit.start)
        if "@" not in unit.id or leaf is None or leaf.kind not in TELLING:
            continue
        text = desk.plan.text[unit.start : unit.end]
        mine = own.share(text)
        near = text + "".join(leaf.path)
        shared = sum(word in near for word in theirs) / max(len(theirs), 1)
        apart = bool(theirs) and not shared and len(own.words) < DISTINCT
        if mine >= HALF and not apart:
            scored.setdefault(place(unit.start, unit.end, unit.label), (mine, shared))
    if not scored:
        return 0.0, ()
    best = max(scored.values(), key=lambda s: s[0] + CONTEXT * s[1])
    return best[0], tuple(p for p, s in scored.items() if s == best)[:MAX_PLACES]


def _scope(before: Draft, desk: Desk) -> list[Locator]:
    """The sentences of the measure, box or entry that was told; clauses of an entry."""
    leaves = [leaf for p in before.places[:1] if (leaf := desk.knowledge.leaf_at(p.start))]
    sections = {leaf.section for leaf in leaves if leaf.section and leaf.kind in TELLING}
    inside = [
        leaf
        for leaf in desk.plan.leaves
        if leaf.kind in TELLING
        and (leaf in leaves or (leaf.section in sections and leaf.kind is not LeafKind.TERM))
    ]
    return [span for leaf in inside for span in _spans(leaf)]


def _spans(leaf: Leaf) -> Iterator[Locator]:
    cut = CLAUSE if leaf.kind is LeafKind.TERM else SENTENCE
    start = leaf.locator.start
    for found in cut.finditer(leaf.text):
        heading = leaf.kind is LeafKind.MEASURE and not found.start()
        if not heading:
            yield Locator(start + found.start(), start + found.end(), leaf.locator.label)
