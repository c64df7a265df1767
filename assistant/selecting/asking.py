"""A question → a selection: scope, conditions, operation; the records that fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.mentions import unit
from assistant.numerals import cn_number
from assistant.query import Query
from assistant.selecting import conditions, scopes
from assistant.selecting.condition import Condition
from assistant.selecting.groups import Side
from assistant.selecting.items import MARKS, Item, Scope
from assistant.selecting.words import Rest, data, pattern, variants

NOT_MANY = ("conflict", "attack", "smalltalk")
ALTERNATIVES = ("status", "category", "honour", "attribute", "words")
LITERAL = ("text", "year", "topic", "attribute")
MAX_UNEXPLAINED = 2
"""Characters that an indicator's words leave over, up to which a topic only repeats its name."""
SETTING = ("more", "fewer", "most", "least", "difference")
"""Comparisons that may be of several collections, not of the groups of one."""
MAX_PLACES = 4
LOOSE = ("goals", "figures", "measures")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for: a scope and what of it fits.

    ``parts`` are the alternatives that a question names (学生类和教师类各几项); ``nth`` is the
    item asked for by its number beside the count; ``groups`` that it asks which group has
    most, least or changed most; ``sides`` the collections that are set against each other.
    """

    scope: Scope
    conditions: tuple[Condition, ...]
    chosen: tuple[Item, ...]
    lists: bool
    parts: tuple[tuple[Condition, tuple[Item, ...]], ...] = ()
    nth: Item | None = None
    groups: str = ""
    sides: tuple[Side, ...] = ()


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question over many records; ``None`` for what was not understood as one."""
    named = _names_figure(query) or _names_count(query, desk)
    if query.has(*NOT_MANY) or named or (query.rows and not _totals(query, desk)):
        return None
    read_all = (read(replace(query, plain=part), desk) for part in variants(query.plain))
    selection = next((found for found in read_all if found), None)
    if selection is None:
        return None
    counted = not selection.conditions and not selection.parts and not selection.lists
    each = selection.groups in ("", "each")
    if counted and each and selection.scope.label == scopes.reserving(desk):
        # How many of which attribute, the empty ones too, is told elsewhere.
        return None
    fitting = tuple(i.place for i in selection.chosen)
    places = (selection.scope.places or fitting) if counted or not fitting else fitting
    if selection.nth:
        places = (selection.nth.place, *places)
    targets = () if counted else tuple(t for i in selection.chosen for t in i.targets)
    if selection.sides:
        places = (*(p for side in selection.sides for p in side.places), *places[:MAX_PLACES])
    facts = {"selection": selection}
    return Evidence("many", targets=targets, places=places, facts=facts, tools=("select",))


def whole(query: Query, desk: Desk) -> bool:
    """Whether a message is one question over many records, every word of it: not to be split.

    Conditions that nothing fits together (约束性…，前置性…) are rather those of two questions,
    unless they are set against each other.
    """
    if query.has(*NOT_MANY) or (query.rows and not _totals(query, desk)):
        return False
    selection = read(query, desk)
    if selection is None:
        return False
    attributes = any(c.kind == "attribute" for c, _ in selection.parts)
    return bool(selection.sides or (selection.chosen and not attributes))


def read(query: Query, desk: Desk) -> Selection | None:
    """The selection that a question describes, if every word of it is accounted for."""
    rest = Rest(query.plain.translate(MARKS))
    groups = _groups(rest)
    nth = rest.take(pattern("operation", "nth"))
    scope = scopes.read(query, rest, desk)
    if scope is None or not scope.items or _one_record(query, scope):
        return None
    if groups in ("more", "fewer") and pattern("scope", "kinds").search(query.plain):
        # 哪种属性的指标多: of all that one table has.
        groups = "most" if groups == "more" else "least"
    sides = tuple(scopes.beside(query, rest, scope, desk)) if groups in SETTING else ()
    counts = rest.take_all(pattern("operation", "count"))
    lists = rest.take_all(pattern("operation", "list"))
    if (
        scope.kind == "measures"
        and not counts
        and not pattern("topic", "named").search(query.plain)
    ):
        # X有哪些措施 asks what they say, not under which headings.
        return None
    if groups == "each":
        # 学校类有没有: any category is one of those counted, one that the table lacks too.
        for name in data()["categories"]["names"]:
            rest.take_all(pattern("categories", "ask", NAME=name))
    found = conditions.read(query, rest, scope)
    if found is None or not (counts or lists or groups or nth or _plural(query, scope, found)):
        return None
    if groups in SETTING and (against := _against(scope, found, sides, groups)):
        return against
    if sides or groups in ("more", "fewer"):
        return None
    if groups:
        # 按类别各几项: a category named beside is one of those counted.
        tests = [c for c in found if groups != "each" or c.kind != "category"]
        fitting = tuple(i for i in scope.items if all(c.test(i) for c in tests))
        if scope.kind != "rows" or not fitting:
            return None
        if groups == "difference" and len({i.table for i in fitting}) != 2:
            return None
        return Selection(scope, tuple(tests), fitting, False, groups=groups)
    records = bool(lists) or any(pattern("operation", "records").search(c) for c in counts)
    if scope.kind in LOOSE and (not found or _names_one(query, found, records=records)):
        return None
    selection = _chosen(scope, found, bool(lists) or not counts)
    return replace(selection, nth=_nth(nth, scope)) if selection else None


def _against(
    scope: Scope, found: list[Condition], beside: Sequence[Scope], groups: str
) -> Selection | None:
    """Collections, groups or tables set against each other by how many each has."""
    way = "fewer" if groups in ("fewer", "least") else "more"
    if beside:
        sides = tuple(Side(s.label, len(s.items), s.unit, s.places) for s in (scope, *beside))
        return None if found else Selection(scope, (), (), False, groups=way, sides=sides)
    if scope.kind not in ("rows", "boxes", "terms"):
        return None
    chosen = _chosen(scope, found, False)
    if chosen and chosen.parts:
        sides = tuple(Side(c.says, len(part), scope.unit) for c, part in chosen.parts)
    elif chosen and groups in ("more", "fewer"):
        tables = dict.fromkeys(i.table for i in scope.items)
        sides = tuple(
            Side(t, sum(i.table == t for i in chosen.chosen), scope.unit) for t in tables if t
        )
    else:
        return None
    return replace(chosen, groups=way, sides=sides) if len(sides) > 1 else None


def _one_record(query: Query, scope: Scope) -> bool:
    """Whether a question names one record of the scope, an entry or a measure, outright."""
    if scope.kind == "terms":
        return query.term_number is not None and not query.has("count")
    return scope.kind == "measures" and bool(query.sections)


def _totals(query: Query, desk: Desk) -> bool:
    """Whether a number before 项 is how many rows a table has (终期36条里), not one of them."""
    return all(
        (table := desk.lookup.table(ref.table)) is not None
        and ref.number == str(len(table.rows))
        and re.search(
            rf"(?<!第){ref.number}[项条个]?(?:.{{0,4}}[里中,，]|[按分各比跟和与多少])", query.plain
        )
        for ref in query.rows
    )


def _groups(rest: Rest) -> str:
    """Which group has most, least, or changed most: the name of the comparison, or ""."""
    each = rest.take(pattern("operation", "each"))
    if each and not pattern("operation", "more").search(rest.text):
        # 五大类别哪类最多 names the groups only to ask which has most.
        return "each"
    if found := rest.take(pattern("operation", "more")):
        rest.take_all(pattern("operation", "also"))
        fewer = pattern("operation", "fewer").search(found[0]) is not None
        if found["table"] or found["which"] or not pattern("operation", "utmost").search(found[0]):
            return "fewer" if fewer else "more"
        return "least" if fewer else "most"
    if rest.take(pattern("operation", "difference")):
        return "difference"
    if not pattern("operation", "group").search(rest.text):
        return ""
    for name in ("changed", "most", "least"):
        if rest.take(pattern("operation", name)):
            rest.take_all(pattern("operation", "group"))
            return name
    return ""


def _plural(query: Query, scope: Scope, found: list[Condition]) -> bool:
    """Whether a question that says neither 哪些 nor 几项 still asks for several records."""
    if scope.kind == "boxes" and not any(c.says.startswith(("没有", "只有")) for c in found):
        return False
    return bool(found) and scope.kind in ("rows", "boxes") and len(query.plain) <= 30


def _names_one(query: Query, found: list[Condition], *, records: bool) -> bool:
    """Whether an indicator accounts for the question, so that its own figure is the answer."""
    if len(query.topics) == 1 and len(query.unexplained) <= MAX_UNEXPLAINED and not records:
        # Its words are all there is: what else they recall is no condition of its own.
        return True
    own = ("text", "year") if len(query.unexplained) > MAX_UNEXPLAINED else LITERAL
    return bool(query.topics) and all(c.kind in own for c in found)


def _names_figure(query: Query) -> bool:
    """Whether an indicator's words and words of asking are all there is."""
    left = [c for c in query.unexplained if c not in query.attribute]
    whole = len(left) <= MAX_UNEXPLAINED and not query.has("list", "count")
    return bool(query.topics) and whole and query.has("figure", "outcome", "yesno")


def _names_count(query: Query, desk: Desk) -> bool:
    """Whether all there is is one indicator, which is counted in what is asked for: 多少项."""
    if len(query.topics) != 1 or query.unexplained or query.has("list"):
        return False
    asked = unit(query.plain)
    return bool(asked) and any(t.unit == asked for t in desk.lookup.targets(query.topics[0]))


def _nth(match: re.Match[str] | None, scope: Scope) -> Item | None:
    if match is None:
        return None
    number = match[1] if match[1].isdigit() else f"{cn_number(match[1]) or 0:g}"
    return next((i for i in scope.items if i.number == number), None)


def _chosen(scope: Scope, found: list[Condition], lists: bool) -> Selection | None:
    """Conditions of one kind are alternatives to be told one by one; others hold together."""
    kinds = [c.kind for c in found]
    several = next((k for k in ALTERNATIVES if kinds.count(k) > 1), "")
    shared = tuple(c for c in found if c.kind != several)
    base = tuple(i for i in scope.items if all(c.test(i) for c in shared))
    if several:
        parts = tuple((c, tuple(i for i in base if c.test(i))) for c in found if c.kind == several)
        chosen = tuple(i for i in base if any(i in part for _, part in parts))
        return Selection(scope, shared, chosen, lists, parts)
    vague = scope.kind in LOOSE and any(c.kind == "year" for c in found)
    if not base and (vague or any(c.kind in ("text", "topic") for c in found)):
        return None
    return Selection(scope, shared, base, lists)
