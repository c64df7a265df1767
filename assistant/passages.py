"""Open questions: the clause that answers, found by ways of asking and by search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import figures, records
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.query import Query
from assistant.search import Near
from assistant.types import Status
from assistant.wording import as_figure, tidy, widen
from knowledge.types import LeafKind, Locator

BACKGROUND = "第一部分"
MAX_PLACES = 3
LEXICAL_SHARE = 0.12
"""What an equal wording adds to the cosine of an equal meaning."""
SURE = 0.93
"""Score of a way of asking from which its own spans answer, whatever the search says."""


@dataclass(frozen=True, slots=True)
class Found:
    """The spans that answer best, how good the match is and how it was made."""

    places: tuple[Locator, ...]
    score: float
    asks: str
    way: str


def score(near: Near) -> float:
    """One number for a way's nearness, with or without vectors."""
    if near.cosine:
        return near.cosine + LEXICAL_SHARE * (near.lexical - 0.5)
    return 0.8 + 0.2 * near.lexical


def find(query: Query, desk: Desk, near: Sequence[Near]) -> Found | None:
    """The spans that answer an open question."""
    answering = [n for n in near if not n.way.refuses and n.way.spans]
    best = max(answering, key=score, default=None)
    hits = desk.search.units(query.plain, 5)
    if best and (score(best) >= SURE or not hits):
        return Found(best.way.spans, score(best), best.way.asks, best.way.text)
    if not hits:
        return None
    unit = hits[0][0]
    for candidate in sorted(answering, key=score, reverse=True)[:4]:
        if any(s.start < unit.end and unit.start < s.end for s in candidate.way.spans):
            return Found(
                candidate.way.spans, score(candidate), candidate.way.asks, candidate.way.text
            )
    place = Locator(unit.start, unit.end, unit.label)
    return Found((place,), score(best) if best else 0.0, best.way.asks if best else "", "")


def gather(query: Query, desk: Desk, found: Found) -> Evidence:
    """Evidence from the spans found: a whole record, figures that stand in them, or clauses."""
    if whole := _whole(found.places, query, desk):
        return whole
    targets = records.targets_in(desk, found.places)
    wants_figure = found.asks in ("figure", "compare") or query.has("figure") or query.claimed
    keys = tuple(dict.fromkeys(t.indicator_key for t in targets if t.indicator_key and t.value))
    if wants_figure and keys and len(keys) <= 3 and not query.has("why", "how"):
        named = [k for k in query.indicators if k in keys] or list(keys)
        if evidence := figures.gather_keys(query, desk, named):
            return evidence
    places = _by_year(query, found.places, desk)
    return Evidence(
        "passage",
        targets=targets,
        places=places,
        facts={"asks": found.asks},
        confidence=found.score,
        tools=("search",),
    )


def _whole(places: Sequence[Locator], query: Query, desk: Desk) -> Evidence | None:
    """A span that is a whole box, section, row or term is told as that record."""
    place = places[0]
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


def _by_year(query: Query, places: Sequence[Locator], desk: Desk) -> tuple[Locator, ...]:
    """Where a year is asked for and some of the spans are of that year, those."""
    if query.years:
        fitting = [p for p in places if any(f"到{y}年" in p.label for y in query.years)]
        if fitting:
            return tuple(fitting)
    return tuple(places[:MAX_PLACES])


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The deciding clauses, verbatim, widened to whole sentences."""
    shown: list[tuple[int, int]] = []
    places: list[Locator] = []
    for place in evidence.places:
        start, end = _shown(place, desk)
        if any(a <= start and end <= b for a, b in shown):
            continue
        if _repeats(desk, start, end, shown):
            places.append(Locator(start, end, place.label))
            continue
        shown.append((start, end))
        places.append(Locator(start, end, place.label))
    texts = [tidy(_words(desk, a, b)) for a, b in shown]
    background = bool(places) and places[0].label.startswith(BACKGROUND)
    lead = say("passage.lead_background") if background else say("passage.lead")
    if query.has("where"):
        lead = say("section.where", label=places[0].label) + lead
    text = (
        lead + texts[0]
        if len(texts) == 1
        else lead + "\n".join(f"{n}. {t}" for n, t in enumerate(texts, 1))
    )
    inside = tuple(Locator(a, b, "") for a, b in shown)
    figures_shown = tuple(as_figure(t) for t in records.targets_in(desk, inside) if t.value)
    return Draft(text, Status.ANSWERED, tuple(places), figures_shown)


def _shown(place: Locator, desk: Desk) -> tuple[int, int]:
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None:
        return place.start, place.end
    if leaf.kind is LeafKind.TABLE_ROW:
        return _row_span(leaf.locator, desk)
    return widen(desk.plan, place.start, place.end, leaf.locator.start, leaf.locator.end)


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
