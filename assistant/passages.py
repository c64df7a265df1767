"""Open questions: the clause that answers, found by ways of asking and by search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import broad, defining, figures, mentions, records, sets
from assistant.desk import Desk
from assistant.enumerated import counted
from assistant.evidence import Draft, Evidence
from assistant.numerals import cn_number
from assistant.phrases import phrases, say
from assistant.places import period_words, place_name
from assistant.query import Query
from assistant.ranking import Ranked, Ranker
from assistant.search import Near
from assistant.selecting.words import pattern
from assistant.types import Status
from assistant.wording import NUMBERING, as_figure, clause_span, tidy, widen
from knowledge.types import Leaf, LeafKind, Locator, Section

BACKGROUND = "第一部分"
MAX_PLACES = 5
NEAREST = 48
"""Ways of asking that ranking and judging look at."""
CANDIDATES, CANDIDATES_INSIDE = 30, 80
"""Units that are ranked; more where only those of one box count."""
MAX_BESIDE = 3
MIN_SIBLINGS = 3
EQUAL, SAME_RECORD = 0.6, 0.25
"""Share of the best span's probability from which another one is shown beside it."""
PARTS = re.compile(r"[，,。；;?？！!]|另外|顺便|还有|以及")
MIN_MEASURE = 4
"""Characters before 率 or 比例 from which that is the name of a measure."""
MIN_PART = 6
SURE = 0.6
"""Probability of a span from which a word that the plan lacks may be another name for it."""
LONG = 100
"""Characters of a sentence of which a short question is told the clause."""
HEADINGS = {LeafKind.HEADING, LeafKind.TABLE_TITLE, LeafKind.TABLE_HEADER, LeafKind.BOX_TITLE}


@dataclass(frozen=True, slots=True)
class Found:
    """The spans that answer best, how good the match is and how it was made."""

    places: tuple[Locator, ...]
    score: float
    asks: str
    way: str


def find(query: Query, desk: Desk, near: Sequence[Near], ranker: Ranker) -> Found | None:
    """The spans that answer an open question."""
    ranked = _ranked(query, desk, near, ranker)
    if not ranked:
        return None
    best = ranked[0]
    if broad.asked(query) and (every := broad.places(query, ranked, desk)):
        return Found(every, best.probability, best.asks, best.way)
    places = [*best.places, *_beside(query, best, ranked[1:], desk), *broad.kinds(query, desk)]
    return Found(tuple(_merged(places)), best.probability, best.asks, best.way)


def _ranked(query: Query, desk: Desk, near: Sequence[Near], ranker: Ranker) -> list[Ranked]:
    inside = tuple(f"专栏{number}·" for number in query.boxes)
    hits = desk.search.units(query.text, CANDIDATES_INSIDE if inside else CANDIDATES)
    if inside:
        near = [n for n in near if all(s.label.startswith(inside) for s in n.way.spans)]
        hits = [h for h in hits if h[0].label.startswith(inside)] or hits
    return ranker.rank(query.text, near, hits, query.years)


def _beside(query: Query, best: Ranked, others: Sequence[Ranked], desk: Desk) -> Iterator[Locator]:
    """What else answers: near equals, and more of the same record where much is asked for."""
    broad = query.has("list", "how", "summary", "multi")
    for other in others[:MAX_BESIDE]:
        same = _together(best.places[0], other.places[0], desk)
        least = SAME_RECORD if broad and same else EQUAL
        if other.probability >= least * best.probability:
            yield from other.places


def _together(one: Locator, other: Locator, desk: Desk) -> bool:
    """Whether two spans stand in one box or under one measure."""
    a, b = desk.knowledge.leaf_at(one.start), desk.knowledge.leaf_at(other.start)
    return a is not None and b is not None and a.path[-1:] == b.path[-1:] and a.section == b.section


def _of_other_name(query: Query, evidence: Evidence, desk: Desk) -> str:
    """The measure that a question names, where the figures found are of another; else "".

    学业成绩均衡指数 has no figure; that of 校际均衡指数 is none of it.
    """
    ends, text = phrases()["measure"]["ends"], desk.plan.text.translate(mentions.QUOTES)
    told = [f"{t.indicator_key}{desk.plan.text[slice(*t.clause)]}" for t in evidence.targets]
    for found in re.finditer(
        rf"[\u4e00-\u9fff]+?(?:{ends})", query.plain.translate(mentions.QUOTES)
    ):
        own = len(re.sub(f"(?:{ends})$", "", found[0])) - MIN_MEASURE
        name = next((found[0][n:] for n in range(own + 1) if found[0][n:] in text), "")
        if name and not any(name in t.translate(mentions.QUOTES) for t in told):
            return str(name)
    return ""


def _of_parts(text: str) -> bool:
    """Whether a question asks for several things, each in a clause of its own."""
    return sum(len(part.strip()) >= MIN_PART for part in PARTS.split(text)) > 1


def _merged(places: Sequence[Locator]) -> list[Locator]:
    """Without what another one already holds, in the order found."""
    kept: list[Locator] = []
    for place in places:
        if not any(k.start <= place.start and place.end <= k.end for k in kept):
            kept.append(place)
    return kept


def gather(query: Query, desk: Desk, found: Found) -> Evidence:
    """Evidence from the spans found: a whole record, figures that stand in them, or clauses."""
    if unexplained := defining.gather(query, found.places, found.score, desk):
        return unexplained
    if whole := _whole(found.places, query, desk):
        return whole
    several = query.has("multi", "list") or _of_parts(query.text)
    targets = records.targets_in(desk, found.places if several else found.places[:1])
    wants_figure = found.asks == "figure" or query.has("figure") or bool(query.claimed)
    keys = dict.fromkeys(t.indicator_key for t in targets if t.indicator_key and t.value)
    if wants_figure and keys and not query.has("why", "how"):
        evidence = figures.gather_keys(query, desk, _nearest_keys(query, list(keys), desk))
        if evidence and evidence.kind != "figure_none":
            other = _of_other_name(query, evidence, desk)
            return defining.without_figure(other, found.score, desk) if other else evidence
    places = _by_year(query, found.places, desk)
    facts: dict[str, object] = {"asks": found.asks}
    if word := defining.strange(query, desk) if found.score < SURE else "":
        facts |= {"lead": say("define.unknown", name=word), "named": (word,)}
    return Evidence(
        "passage",
        targets=targets,
        places=places,
        facts=facts,
        confidence=found.score,
        tools=("search",),
    )


def _nearest_keys(query: Query, keys: list[str], desk: Desk) -> list[str]:
    """The indicators that stand in a span, those whose names share most with the question."""
    if unit := mentions.unit(query.own or query.plain):
        counted = [key for key in keys if any(t.unit == unit for t in desk.lookup.targets(key))]
        keys = counted or keys
    named = [key for key in query.indicators if key in keys]
    if named or len(keys) == 1:
        return named or keys
    shared = {key: sum(a + b in query.plain for a, b in pairwise(key)) for key in keys}
    best = max(shared.values())
    return [key for key in keys if shared[key] == best]


def _whole(places: Sequence[Locator], query: Query, desk: Desk) -> Evidence | None:
    """A span that is a whole box, section, row or term is told as that record."""
    place = places[0]
    if group := _group(places, query, desk):
        return group
    if points := _points(place, query, desk):
        return points
    sections = {(x.locator.start, x.locator.end): x for x in desk.plan.sections}
    named = [sections[p.start, p.end] for p in places if (p.start, p.end) in sections]
    siblings = _siblings(places, desk)
    if siblings and query.has("who", "when"):
        # 跟谁合作 asks for one thing of one of them.
        words = mentions.words_of(query.plain)
        one = max(siblings, key=lambda s: len(words & mentions.words_of(s.title)))
        return records.section_evidence(one.id, desk)
    named = siblings or (named if len(named) == len(places) else [])
    if len(named) > 1:
        heads = tuple(records.heading_place(x.id, desk) for x in named)
        return Evidence("titles", places=heads, facts={"sections": named}, tools=("section",))
    for column in desk.plan.columns:
        if (place.start, place.end) == (column.locator.start, column.locator.end):
            return records.box_evidence(column, query, desk)
    for section in desk.plan.sections:
        if section.level < 4 and (place.start, place.end) == (
            section.locator.start,
            section.locator.end,
        ):
            return records.section_evidence(section.id, desk)
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf and (place.start, place.end) == (leaf.locator.start, leaf.locator.end):
        if leaf.kind is LeafKind.TERM:
            number = int(leaf.id.rpartition("·")[2])
            return Evidence("term", places=(place,), facts={"numbers": (number,)}, tools=("term",))
        if leaf.kind is LeafKind.MEASURE:
            return Evidence(
                "measure",
                places=(place,),
                facts={"id": leaf.section, "leaf": leaf},
                tools=("section",),
            )
    return None


def _siblings(places: Sequence[Locator], desk: Desk) -> list[Section]:
    """All measures under one heading where the openings of most of them were found."""
    leaves = [desk.knowledge.leaf_at(p.start) for p in places]
    opened = {x.section for x, p in zip(leaves, places, strict=True) if x and _opens(x, p)}
    if len(opened) < max(MIN_SIBLINGS, len(places)):
        return []
    parents = {s.parent for s in desk.plan.sections if s.id in opened}
    found = [s for s in desk.plan.sections if {s.parent} == parents]
    return found if len(opened) > len(found) / 2 else []


def _opens(leaf: Leaf, place: Locator) -> bool:
    return leaf.kind is LeafKind.MEASURE and place.start == leaf.locator.start


def _points(place: Locator, query: Query, desk: Desk) -> Evidence | None:
    """The headings behind the paragraph found, where as many points are asked for."""
    leaf = desk.knowledge.leaf_at(place.start)
    asked = re.search(phrases()["asks"]["several"], query.plain)
    if leaf is None or leaf.kind is not LeafKind.PARAGRAPH or asked is None:
        return None
    children = desk.lookup.children(leaf.section)
    if not children or cn_number(asked[1]) not in (None, len(children)):
        return None
    heads = tuple(records.heading_place(child.id, desk) for child in children)
    return Evidence("points", places=heads, facts={"lead": leaf.locator}, tools=("search",))


def compose_points(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Each point by its first sentence, after what they are points of."""
    lead: Locator = evidence.facts["lead"]
    told = [tidy(desk.plan.quote(place).lstrip("—")) for place in evidence.places]
    lines = [tidy(desk.plan.quote(lead)), *(f"{n}. {text}" for n, text in enumerate(told, 1))]
    return Draft("\n".join(lines), Status.ANSWERED, (*evidence.places, lead))


def _group(places: Sequence[Locator], query: Query, desk: Desk) -> Evidence | None:
    """A table's title and a category of it among the spans: all rows of that category."""
    texts = [desk.plan.text[p.start : p.end].strip() for p in places]
    tables = [t for t in desk.plan.tables if t.title in texts or t.id in query.tables]
    named = {r.cells.get("类别", "") for t in desk.plan.tables for r in t.rows} - {""}
    chosen = [
        name for name in named if any(name in text and len(text) < len(name) + 4 for text in texts)
    ]
    if len(tables) == 1 and len(chosen) == 1:
        return sets.category_evidence(chosen[0], tables[0].id, desk)
    return None


def _by_year(query: Query, places: Sequence[Locator], desk: Desk) -> tuple[Locator, ...]:
    """The spans of the years asked for; in a box found, its milestones of those years."""
    years = [y for y in query.years if y.isdigit()]
    fitting = [p for p in places if any(f"到{y}年" in p.label for y in years)]
    number = places[0].label.partition("·")[0].removeprefix("专栏")
    column = (
        desk.lookup.box(int(number))
        if number.isdigit() and places[0].label.startswith("专栏")
        else None
    )
    if years and column and len(fitting) < len(years):
        milestones = [m.locator for m in column.milestones if m.year in years]
        fitting = milestones or fitting
    return tuple(fitting or places[:MAX_PLACES])


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The deciding clauses, verbatim, widened to whole sentences."""
    shown: list[tuple[int, int]] = []
    places: list[Locator] = []
    for place in _told(evidence.places, desk):
        start, end = _shown(place, query, desk)
        if any(a <= start and end <= b for a, b in shown):
            continue
        if _repeats(desk, start, end, shown):
            places.append(Locator(start, end, place.label))
            continue
        shown.append((start, end))
        places.append(Locator(start, end, place.label))
    texts = [_dated(tidy(_words(desk, a, b)), a, desk) for a, b in shown]
    background = bool(places) and places[0].label.startswith(BACKGROUND)
    lead = say("passage.lead_background") if background else say("passage.lead")
    lead = evidence.facts.get("lead", lead)
    if query.has("where") and not query.has("list"):
        lead = _where(places, shown, query, desk) + lead
    named, count = counted(query, texts)
    lead = named + lead
    if len(texts) == 1:
        text = lead + texts[0]
    else:
        text = "\n".join([lead, *(f"{n}. {t}" for n, t in enumerate(texts, 1))])
    inside = tuple(Locator(a, b, "") for a, b in shown)
    figures_shown = tuple(as_figure(t) for t in records.targets_in(desk, inside) if t.value)
    # A word that is asked about may have a figure in it: 21K.
    computed = (*((count,) if count else ()), *evidence.facts.get("named", ()))
    return Draft(text, Status.ANSWERED, tuple(places), figures_shown, computed=computed)


def _where(
    places: Sequence[Locator], shown: Sequence[tuple[int, int]], query: Query, desk: Desk
) -> str:
    """The places that say what is told first; where 第几条 is asked for, rows before others."""
    same = [p for p in places[1:] if _repeats(desk, p.start, p.end, shown[:1])]
    rows = pattern("where", "row").search(query.plain)
    named = [places[0], *same] if rows else [places[0]]
    named.sort(key=lambda p: not _is_row(p, desk))
    return say("where.place", path="、".join(dict.fromkeys(place_name(p, desk) for p in named)))


def _is_row(place: Locator, desk: Desk) -> bool:
    leaf = desk.knowledge.leaf_at(place.start)
    return leaf is not None and leaf.kind is LeafKind.TABLE_ROW


def _dated(text: str, start: int, desk: Desk) -> str:
    """A table row's statement with the deadline that its table gives."""
    period = period_words(Locator(start, start, ""), desk)
    return text.rstrip("。") + say("passage.period", period=period) if period else text


def _told(places: Sequence[Locator], desk: Desk) -> Sequence[Locator]:
    """Without headings, which say nothing by themselves, unless there is nothing else."""
    kinds = [leaf.kind if (leaf := desk.knowledge.leaf_at(p.start)) else None for p in places]
    said = [p for p, kind in zip(places, kinds, strict=True) if kind not in HEADINGS]
    return said or places


def _shown(place: Locator, query: Query, desk: Desk) -> tuple[int, int]:
    """The span that is shown: a sentence; for a short question of a long one, the clause."""
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None:
        return place.start, place.end
    if leaf.kind is LeafKind.TABLE_ROW:
        return _row_span(leaf.locator, desk)
    low, high = leaf.locator.start, leaf.locator.end
    start, end = widen(desk.plan, place.start, place.end, low, high)
    brief = query.has("yesno", "figure", "when", "define", "who")
    if brief and not query.has("how", "list", "summary") and end - start > LONG:
        return clause_span(desk.plan, place.start, place.end, low, high)
    return start, end


def _row_span(locator: Locator, desk: Desk) -> tuple[int, int]:
    for table in desk.plan.tables:
        for row in table.rows:
            if row.locator.start == locator.start:
                place = records.statement_place(table, row)
                return place.start, place.end
    return locator.start, locator.end


def _words(desk: Desk, start: int, end: int) -> str:
    """A span as it reads on its own; a table row of several cells as a sentence."""
    text = desk.plan.text[start:end]
    if start in {term.locator.start for term in desk.plan.terms}:
        text = NUMBERING.sub("", text, count=1)
    if "\n" not in text:
        return text
    for table in desk.plan.tables:
        for row in table.rows:
            if row.locator.start <= start < row.locator.end:
                return records.row_words(table, row)
    return text


def _repeats(desk: Desk, start: int, end: int, shown: Sequence[tuple[int, int]]) -> bool:
    """Whether a span says again what is shown: boxes and tables share whole clauses."""
    words = desk.plan.text[start:end].strip("，。； ")
    return any(
        words in desk.plan.text[a:b] or desk.plan.text[a:b].strip("，。； ") in words
        for a, b in shown
    )
