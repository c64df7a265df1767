"""What the tools do: plain functions from a desk and what is asked for to what was found.

They answer with the assistant's own exact look-ups and sentences; no model takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant import figures, records, sets
from assistant.compose import COMPOSERS
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.llm.names import Names
from assistant.llm.types import Found
from assistant.query import Query, RowRef
from knowledge.types import Locator, Target

MAX_TARGETS = 40
MAX_SECTIONS = 3


def find_targets(
    desk: Desk, names: Names, indicator: str, year: str | None = None, subject: str = ""
) -> Found:
    """The mentions of the indicators that the words name, one per time and value."""
    found: dict[tuple[object, ...], Target] = {}
    for key in names.resolve(indicator):
        targets = desk.lookup.at(key, year) if year else desk.lookup.targets(key)
        for target in targets:
            if target.value is not None and _about(target, subject):
                found.setdefault((key, target.when, target.number or target.value), target)
    return of_targets(tuple(found.values()))


def list_targets(
    desk: Desk,
    *,
    period: str | None = None,
    category: str | None = None,
    attribute: str | None = None,
    low: float | None = None,
    high: float | None = None,
    unit: str | None = None,
) -> Found:
    """Targets that fit everything given."""
    targets = desk.lookup.list_targets(
        when=period or "", attribute=attribute or "", low=low, high=high, unit=unit or ""
    )
    if category:
        rows = {
            row.locator.label for _, rows in desk.lookup.category_rows(category) for row in rows
        }
        # A target is listed by its first mention; the category's tables may hold a later one.
        fitting = {(t.indicator_key, t.value, t.unit) for t in targets}
        targets = tuple(
            t
            for t in desk.knowledge.targets
            if t.locator.label in rows
            and (t.indicator_key, t.value, t.unit) in fitting
            and period in (None, t.when)
        )
    return of_targets(targets[:MAX_TARGETS])


def compare_targets(
    desk: Desk, names: Names, first: str, second: str = "", years: Sequence[str] = ()
) -> Found:
    """Two figures side by side with their difference, or what there is of them."""
    keys = [key for words in (first, second) if words for key in names.resolve(words, 1)]
    cues = frozenset({"compare", "between"} if second else {"compare"})
    query = _query(first + second, cues, years=tuple(years), indicators=tuple(keys))
    evidence = figures.gather_keys(query, desk, keys) if keys else None
    if evidence is None or evidence.kind not in ("compare", "between"):
        parts = [find_targets(desk, names, words) for words in (first, second) if words]
        return of_targets(tuple(t for part in parts for t in part.targets))
    return composed(evidence, query, desk)


def read_box(desk: Desk, number: int, year: str | None = None) -> Found:
    """A box whole, or what it promises by one year."""
    return _records(_query("", boxes=(number,), years=(year,) if year else ()), desk)


def read_row(desk: Desk, table: str, number: int) -> Found:
    """One row of a table."""
    return _records(_query("", rows=(RowRef(table, str(number)),)), desk)


def read_section(desk: Desk, title: str) -> Found:
    """The sections whose titles have the words, or are nearest to them."""
    sections = [s for s in desk.plan.sections if title in s.title or s.title in title]
    if not sections:
        pairs = [a + b for a, b in pairwise(title)]
        scored = [(sum(p in s.title for p in pairs), s) for s in desk.plan.sections]
        sections = [s for n, s in sorted(scored, key=lambda x: -x[0]) if n >= 2]
    found = [
        composed(records.section_evidence(s.id, desk), _query("", frozenset({"list"})), desk)
        for s in sections[:MAX_SECTIONS]
    ]
    return joined(found)


def define_term(desk: Desk, term: str) -> Found:
    """Entries of 名词解释 by name."""
    numbers = tuple(t.number for t in desk.plan.terms if term in t.term or t.term in term)
    if not numbers:
        return Found()
    places = tuple(t.locator for t in desk.plan.terms if t.number in numbers[:2])
    evidence = Evidence("term", places=places, facts={"numbers": numbers[:2]})
    return composed(evidence, _query(term), desk)


def count(
    desk: Desk,
    what: str,
    table: str | None = None,
    category: str | None = None,
    attribute: str | None = None,
    year: str | None = None,
) -> Found:
    """How many there are of something, counted by code."""
    asked = {"专栏": "共有多少个专栏", "名词解释": "名词解释共多少条"}.get(what, "")
    if what == "有某年目标的专栏" and year:
        asked = f"有{year}年目标的专栏有哪些"
    query = _query(
        asked,
        frozenset({"count", "boxes_counted"} if what == "专栏" else {"count"}),
        tables=(table,) if table else (),
        category=category or "",
        attribute=attribute or "",
        years=(year,) if year and what == "有某年目标的专栏" else (),
    )
    evidence = sets.gather(query, desk)
    return composed(evidence, query, desk) if evidence else Found()


def find_conflicts(desk: Desk, names: Names, topic: str = "") -> Found:
    """Where the plan says two things, with both sides."""
    keys = tuple(names.resolve(topic, 2)) if topic else ()
    query = _query(topic or "规划里哪些地方不一致", frozenset({"conflict"}), indicators=keys)
    evidence = sets.gather(query, desk)
    return composed(evidence, query, desk) if evidence else Found()


def search_plan(desk: Desk, words: str, count: int = 5) -> Found:
    """The paragraphs and rows nearest to the words."""
    leaves: dict[str, Locator] = {}
    for unit, _ in desk.search.units(words, count * 2):
        if leaf := desk.knowledge.leaf_at(unit.start):
            leaves.setdefault(leaf.id, leaf.locator)
    places = tuple(leaves.values())[:count]
    return Found(targets=_figures(records.targets_in(desk, places)), places=places)


def composed(evidence: Evidence, query: Query, desk: Desk) -> Found:
    """Evidence in the assistant's own sentences."""
    draft = COMPOSERS[evidence.kind](evidence, query, desk)
    known = desk.knowledge.target
    shown = [known[f.target] for f in draft.figures if f.target in known]
    lines = tuple(line for line in draft.text.split("\n") if line.strip())
    places = draft.places or evidence.places
    return Found(lines, _figures(tuple(shown)), places, draft.computed)


def of_targets(targets: Sequence[Target]) -> Found:
    """Targets with the places they stand at."""
    return Found(targets=tuple(targets), places=tuple(t.locator for t in targets))


def joined(parts: Sequence[Found]) -> Found:
    """Several findings as one, nothing twice."""
    return Found(
        tuple(dict.fromkeys(line for part in parts for line in part.lines)),
        _once([t for part in parts for t in part.targets]),
        _places([p for part in parts for p in part.places]),
        tuple(dict.fromkeys(c for part in parts for c in part.computed)),
    )


def _once(targets: Sequence[Target]) -> tuple[Target, ...]:
    return tuple({t.id: t for t in targets}.values())


def _places(places: Sequence[Locator]) -> tuple[Locator, ...]:
    return tuple({(p.start, p.end): p for p in places}.values())


def _figures(targets: Sequence[Target]) -> tuple[Target, ...]:
    return tuple(t for t in _once(targets) if t.value is not None)[:MAX_TARGETS]


def _records(query: Query, desk: Desk) -> Found:
    evidence = records.gather(query, desk)
    return composed(evidence, query, desk) if evidence else Found()


def _about(target: Target, subject: str) -> bool:
    words = f"{target.subject}{target.indicator}{target.indicator_key}"
    return not subject or subject in words or any(a + b in words for a, b in pairwise(subject))


def _query(
    text: str,
    cues: frozenset[str] = frozenset(),
    *,
    years: tuple[str, ...] = (),
    boxes: tuple[int, ...] = (),
    rows: tuple[RowRef, ...] = (),
    tables: tuple[str, ...] = (),
    indicators: tuple[str, ...] = (),
    category: str = "",
    attribute: str = "",
) -> Query:
    return Query(
        text,
        text,
        cues,
        years=years,
        boxes=boxes,
        rows=rows,
        tables=tables,
        indicators=indicators,
        category=category,
        attribute=attribute,
    )
