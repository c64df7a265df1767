"""Which records a question ranges over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.desk import Desk
from assistant.numerals import YEAR
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting import items
from assistant.selecting.items import Item, Scope
from assistant.selecting.words import Rest, data, pattern

MAIN, LAST, TERMS = "专栏2", "专栏1", "名词解释"
SAME = 0.8
"""Share of a clause's pairs of characters that another one has, to count as the same."""


def read(query: Query, rest: Rest, desk: Desk) -> Scope | None:
    """The scope that the question names, taken out of ``rest``; ``None`` where it names none."""
    if "专栏" in rest.text and (span := pattern("scope", "range").search(rest.text)):
        rest.text = rest.text.replace(span[0], Rest.GAP).replace("专栏", "")
        low, high = int(span[1]), int(span[2])
        inside = tuple(b for b in items.boxes(desk) if low <= int(b.number) <= high)
        return Scope("boxes", say("many.boxes_range", low=low, high=high), "个", inside)
    if (
        "专栏" in rest.text
        and not (query.boxes or query.rows)
        and rest.take(pattern("scope", "boxes"))
    ):
        return Scope("boxes", say("many.boxes"), "个", items.boxes(desk))
    if query.boxes and not set(query.boxes) <= {1, 2}:
        return None
    if rest.take(pattern("scope", "terms")):
        return _terms(desk)
    return _tables(query, rest, desk) or _loose(query, rest, desk)


def beside(query: Query, rest: Rest, first: Scope, desk: Desk) -> Iterator[Scope]:
    """The other collections that a question sets beside the first one."""
    if first.kind != "boxes" and not query.rows and rest.take(pattern("scope", "all_boxes")):
        every = items.boxes(desk)
        ends = (every[0].place, every[-1].place) if every else ()
        yield Scope("boxes", say("many.boxes"), "个", every, ends)
    if first.kind != "terms" and rest.take(pattern("scope", "terms")):
        yield _terms(desk)
    if first.kind != "rows" and (scope := _tables(query, rest, desk)):
        yield scope
        return
    for name, table in (("last", LAST), ("main", MAIN)):
        named = {i.table for i in first.items}
        if table not in named and rest.take(pattern("scope", name)):
            rest.take_all(pattern("scope", name))
            if scope := _one(table, desk):
                yield scope


def _terms(desk: Desk) -> Scope:
    head = tuple(x.locator for x in desk.plan.leaves if x.id == f"{TERMS}·标题")
    return Scope("terms", say("many.terms"), "条", items.terms(desk), head)


def _tables(query: Query, rest: Rest, desk: Desk) -> Scope | None:
    phases = [t for t in desk.plan.tables if t.period]
    named = [t for t in phases if t.id in query.tables]
    periods = pattern("operation", "periods").search(query.plain) and not query.boxes
    if rest.take_all(pattern("scope", "phases")) or named or periods:
        chosen = named or phases
    elif (1 in query.boxes or not query.boxes) and rest.take(pattern("scope", "last")):
        rest.take_all(pattern("scope", "last"))
        return _one(LAST, desk)
    elif not query.boxes and _judges(query, rest):
        # Only the table of the last plan has both what was aimed at and what was reached.
        rest.take_all(pattern("scope", "figures"))
        rest.text = rest.text.replace("2020年", Rest.GAP)
        return _one(LAST, desk)
    elif _of_main(rest) or (not query.boxes and pattern("scope", "kinds").search(query.plain)):
        scope = _one(MAIN, desk)
        attributes = list(dict.fromkeys(pattern("scope", "attributes").findall(query.plain)))
        if scope is None or len(attributes) != 1:
            # Several side by side are told one by one: conditions of one kind.
            return scope
        rest.text = rest.text.replace(attributes[0], Rest.GAP)
        return _with_attribute(scope, attributes[0])
    elif YEAR.search(rest.text) and rest.take(pattern("year_scope", "phases")):
        chosen = [t for t in phases if t.period in query.years] or phases
    else:
        return None
    label = chosen[0].title if len(chosen) == 1 else "、".join(t.id for t in chosen)
    key = "many.table" if len(chosen) == 1 else "many.tables"
    every = tuple(i for t in chosen for i in items.rows(t, desk))
    return Scope("rows", say(key, label=label), "项", every, tuple(t.locator for t in chosen))


def _of_main(rest: Rest) -> bool:
    """Whether the main table is named, by its name or by an attribute of its rows."""
    named = rest.take(pattern("scope", "main")) is not None
    return named or pattern("scope", "attributes").search(rest.text) is not None


def _judges(query: Query, rest: Rest) -> bool:
    """Whether it asks which of what was aimed at by 2020 was reached or missed."""
    if set(query.years) - {"2020", "2016-2020"} or not query.years:
        return False
    names = ("exceeded", "missed", "equal", "met")
    return any(pattern("condition", name).search(rest.text) for name in names)


def _one(table_id: str, desk: Desk) -> Scope | None:
    table = desk.lookup.table(table_id)
    if table is None:
        return None
    every = items.rows(table, desk)
    reserved = len(table.rows) - len(every)
    key = "many.reserved" if reserved else "many.table"
    label = say(key, label=table.id, count=reserved)
    return Scope("rows", label, "项", every, (table.locator,))


def reserving(desk: Desk) -> str:
    """The label of the main table where some of its rows are kept empty, else ""."""
    table, scope = desk.lookup.table(MAIN), _one(MAIN, desk)
    return scope.label if table and scope and len(scope.items) < len(table.rows) else ""


def _with_attribute(scope: Scope, attribute: str) -> Scope:
    chosen = tuple(i for i in scope.items if attribute in i.attribute)
    label = say("many.attribute", label=MAIN, name=attribute)
    return Scope(scope.kind, label, "项", chosen, tuple(i.place for i in chosen))


def _loose(query: Query, rest: Rest, desk: Desk) -> Scope | None:
    """Words like 指标 or 举措 that name no table: every goal, or every measure."""
    if rest.take(pattern("scope", "measures")):
        return Scope("measures", say("many.measures"), "处", items.measures(desk))
    shares = any(unit == "%" for _, _, unit in query.numbers)
    honours = any(
        pattern("honour", "ask", LEVEL=ask).search(rest.text) for ask, _ in data()["level"].values()
    )
    nouns = "".join(rest.take_all(pattern("scope", "figures")))
    if not (nouns or shares or honours):
        return None
    if shares or pattern("scope", "with_digits").search(nouns):
        return Scope("figures", say("many.figures"), "项", items.figures(desk))
    return Scope("goals", say("many.goals"), "项", goals(desk))


def goals(desk: Desk) -> tuple[Item, ...]:
    """Every goal once, clause by clause: of the tables, then what only boxes say."""
    tables = [t for t in desk.plan.tables if t.period or t.id == MAIN]
    every = [
        i for t in sorted(tables, key=lambda t: t.period is not None) for i in items.rows(t, desk)
    ]
    every += [
        items.milestone(column, milestone, desk)
        for column in desk.plan.columns
        for milestone in column.milestones
    ]
    found: list[Item] = []
    seen: list[set[str]] = []
    for item in every:
        for clause in items.clauses(item):
            pairs = {a + b for a, b in pairwise(clause.text)}
            if pairs and not any(len(pairs & other) >= SAME * len(pairs) for other in seen):
                found.append(clause)
                seen.append(pairs)
    return tuple(found)
