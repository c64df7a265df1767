"""A selection in words: how many fit and which, numbered as in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.comparing import both_sides
from assistant.counts import terms_counted
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.outcomes import gap, pair
from assistant.phrases import say
from assistant.places import CATEGORY
from assistant.query import Query
from assistant.selecting import boxes
from assistant.selecting.asking import Selection
from assistant.selecting.groups import against, compared
from assistant.selecting.items import BRIEF, Item, Scope
from assistant.wording import as_figure, ranges

TELLING = ("category", "attribute", "year", "section")
"""Conditions whose items follow each other, so that their numbers tell which they are."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The count first, then the records that fit."""
    selection: Selection = evidence.facts["selection"]
    places = evidence.places
    targets = evidence.targets
    if selection.sides:
        lines = [against(selection.sides, fewer=selection.groups == "fewer")]
        targets = ()
    elif selection.groups:
        what = "、".join(c.says for c in selection.conditions)
        lines = list(compared(selection.chosen, selection.groups, what, _categories(desk)))
    else:
        lines = list(_told(selection, desk))
        if selection.scope.kind == "boxes":
            hits = tuple(boxes.hits(selection, desk)) if boxes.shows_hits(selection) else ()
            places = (*places, *hits)
            targets = tuple(t for t in targets if any(h.start <= t.clause[0] < h.end for h in hits))
    text = "\n".join(lines)
    shown = tuple(as_figure(t) for t in targets if t.value and t.value in text)
    heads = [line for line in lines if not line[:1].isdigit()]
    computed = [n for line in heads for n in NUMBER.findall(line)]
    computed += [line.partition(".")[0] for line in lines]
    computed += [i.number for i in selection.chosen] + [i.shown for i in selection.chosen]
    computed += [f"{gap(*both)}" for i in selection.chosen if (both := pair(i.targets))]
    return Draft(text, evidence.status, places, shown, computed=tuple(computed))


def _categories(desk: Desk) -> list[str]:
    """The groups of the phase tables, in the plan's order."""
    rows = (r for t in desk.plan.tables if t.period for r in t.rows)
    return list(dict.fromkeys(r.cells[CATEGORY] for r in rows if r.cells.get(CATEGORY)))


def _told(selection: Selection, desk: Desk) -> Iterator[str]:
    scope, chosen = selection.scope, selection.chosen
    if selection.parts:
        yield from _parts(selection)
    elif scope.kind == "boxes" and selection.conditions:
        yield from boxes.told(selection, desk)
    elif bound := next((c for c in selection.conditions if c.exact), None):
        exact = [i for i in chosen if bound.exact and bound.exact(i)]
        yield _head(selection, "：")
        yield from _lines(exact, scope)
        if beyond := [i for i in chosen if i not in exact]:
            yield from _lines(beyond, scope, len(exact))
    elif not selection.conditions:
        yield _total(scope)
        if selection.lists and not selection.nth:
            yield from _lines(chosen, scope)
    elif not chosen:
        yield _head(selection, "")
    else:
        lists = _lists(selection)
        yield _head(selection, "：" if lists else f"{_span(chosen)}。")
        yield from _lines(chosen, scope) if lists else ()
    if selection.nth:
        yield say("many.nth", shown=selection.nth.shown.rstrip("。"))


def _total(scope: Scope) -> str:
    counts = {table: len(list(rows)) for table, rows in groupby(scope.items, lambda i: i.table)}
    if len(counts) > 1:
        parts = "、".join(f"{table}{n}{scope.unit}" for table, n in counts.items())
        sum_ = " + ".join(map(str, counts.values()))
        return say(
            "many.sum",
            label=scope.label,
            count=len(scope.items),
            unit=scope.unit,
            parts=parts,
            sum=sum_,
        )
    if scope.kind == "terms":
        return terms_counted([int(i.number) for i in scope.items])[0]
    return say("many.total", label=scope.label, count=len(scope.items), unit=scope.unit)


def _head(selection: Selection, end: str) -> str:
    scope, count = selection.scope, len(selection.chosen)
    what = "、".join(c.says for c in selection.conditions)
    holes = {"label": scope.label, "unit": scope.unit, "what": what, "count": count, "end": end}
    if not count:
        return say("many.none", **holes)
    if scope.kind in ("goals", "figures", "measures"):
        return say("many.loose", **holes)
    holes["unit"] = scope.unit
    tables = dict.fromkeys(i.table for i in scope.items)
    if len(tables) > 1:
        counts = [f"{t}{sum(i.table == t for i in selection.chosen)}{scope.unit}" for t in tables]
        holes["end"] = say("many.by_table", parts="、".join(counts)) + end
    return say("many.some", total=len(scope.items), **holes)


def _lists(selection: Selection) -> bool:
    plain = all(c.kind in TELLING for c in selection.conditions)
    return selection.lists or (not plain and len(selection.chosen) <= BRIEF)


def _span(chosen: Sequence[Item]) -> str:
    """（第8至16项）, where items follow each other; （第2、5项） where not."""
    numbers = [i.number for i in chosen]
    if len({i.table for i in chosen}) != 1 or not all(n.isdigit() for n in numbers):
        return ""
    return say("many.span", numbers=ranges([int(n) for n in numbers]))


def _lines(chosen: Sequence[Item], scope: Scope, start: int = 0) -> Iterator[str]:
    """Each item with the number that the plan prints, or where it stands."""
    one = scope.kind == "rows" and len({i.table for i in scope.items}) == 1
    for count, item in enumerate(chosen, start + 1):
        if scope.kind in ("boxes", "terms"):
            yield f"{count}. {item.shown}。"
        elif both := pair(item.targets):
            yield f"{item.number}. {both_sides(*both)}。"
        elif one and item.attribute:
            place = say("many.row_of", number=item.number) if item.number != str(count) else ""
            yield f"{count}. {item.shown.rstrip('。')}{place}。"
        elif one and item.number:
            yield f"{item.number}. {item.shown}"
        elif scope.kind in ("figures", "goals"):
            yield f"{count}. {item.shown}"
        else:
            yield f"{count}. {item.shown.rstrip('。')}（{item.name}）。"


def _parts(selection: Selection) -> Iterator[str]:
    """Each of several groups with its count, and its items where they are asked for."""
    scope = selection.scope
    told = [
        say("many.part", what=c.says, count=len(part), unit=scope.unit)
        + ("" if selection.lists else _span(part))
        for c, part in selection.parts
    ]
    what = "、".join(c.says for c in selection.conditions)
    label = say("many.within", label=scope.label, what=what) if what else scope.label
    total = len(selection.chosen) if what else len(scope.items)
    yield say("many.tally", label=label, total=total, unit=scope.unit, parts="，".join(told))
    for condition, part in selection.parts:
        if part and selection.lists:
            yield f"{condition.says}："
            yield from _lines(part, scope)
    counts = [(len(part), c.says) for c, part in selection.parts]
    if len(counts) == 2 and counts[0][0] != counts[1][0] and not selection.lists:
        more = max(counts)
        yield say(
            "many.more", what=more[1], count=abs(counts[0][0] - counts[1][0]), unit=scope.unit
        )
