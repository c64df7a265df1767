"""How the plan is divided: its parts, the headings under one, how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.numerals import YEAR, cn_number
from assistant.phrases import say
from assistant.query import Query
from assistant.sections import heading_place
from assistant.selecting.items import MARKS, bare
from assistant.selecting.words import Rest, data, pattern, variants
from knowledge.types import Section

MIN_TITLE = 4
"""Characters of a heading that a question may name it by."""
PART, DEEPEST = "部分", 3
ASKS = re.compile("几|多少|哪|分别|列|什么")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question about headings; ``None`` for one that asks for more than them."""
    if query.boxes or query.rows or query.tables or "专栏" in query.plain:
        return None
    if query.has("where", "conflict", "attack"):
        return None
    found = (_read(replace(query, plain=part), desk) for part in variants(query.plain))
    return next((evidence for evidence in found if evidence), None) or _unheard(query, desk)


def _read(query: Query, desk: Desk) -> Evidence | None:
    rest = Rest(query.plain.translate(MARKS))
    counted = pattern("outline", "counted").search(rest.text)
    deep = bool(rest.take_all(pattern("outline", "deep")))
    section, title = _asked(rest, desk)
    children = _under(section, desk)
    asks = deep or section is None or bool(ASKS.search(rest.text))
    asks = asks or query.has("list", "count", "summary")
    if not title or not children or not (asks or counted):
        return None
    rest.take_all(YEAR)
    rest.take_all(pattern("operation", "count"))
    rest.take_all(pattern("operation", "list"))
    rest.take_all(pattern("filler", "totals"))
    rest.take_all(pattern("outline", "asking"))
    if rest.pieces():
        return None
    groups: list[tuple[Section, int]] = []
    if deep and (section is None or section.level == 1):
        below = [
            (x, [y for y in desk.lookup.children(x.id) if y.level == DEEPEST]) for x in children
        ]
        if any(found for _, found in below):
            groups = [(x, len(found)) for x, found in below if found]
            children = tuple(y for _, found in below for y in found)
    places = tuple(heading_place(child.id, desk) for child in children)
    facts = {"title": title, "children": children, "groups": groups}
    return Evidence("outline", places=places, facts=facts, tools=("section",))


def _under(section: Section | None, desk: Desk) -> tuple[Section, ...]:
    """The headings under one; the plan's parts where none is given."""
    if section:
        return desk.lookup.children(section.id)
    return tuple(s for s in desk.plan.sections if s.level == 1 and s.id.endswith(PART))


def _asked(rest: Rest, desk: Desk) -> tuple[Section | None, str]:
    """The heading that a question names, and its label; "" where it names none."""
    if number := rest.take(pattern("outline", "section")):
        name = f"第{number[1]}部分" + (f"·{number[2]}" if number[2] else "")
        section = desk.lookup.section(name)
        if section is None:
            return None, ""
        rest.take_all(pattern("filler", "totals"))
        inside = (section, *desk.lookup.children(section.id))
        section = _named(rest, inside, desk) or section
        return section, _label(section)
    named = [s for s in desk.plan.sections if s.level <= DEEPEST]
    if section := _named(rest, named, desk):
        return section, _label(section)
    return None, desk.plan.title if rest.take(pattern("outline", "whole")) else ""


def _named(rest: Rest, sections: Sequence[Section], desk: Desk) -> Section | None:
    """The section whose title, or another name for it, the question has; taken out."""
    for section in sorted(sections, key=lambda s: -len(s.title)):
        names = [bare(section.title), *data()["outline"]["synonyms"].get(section.title, ())]
        for name in names:
            found = len(name) >= MIN_TITLE or name != bare(section.title)
            if found and name in rest.text and desk.lookup.children(section.id):
                for other in names:
                    rest.text = rest.text.replace(other, Rest.GAP)
                return section
    return None


def named_section(text: str, desk: Desk) -> Section | None:
    """The section that a text names by number, title or another name of it, with parts below."""
    section, _ = _asked(Rest(text.translate(MARKS)), desk)
    return section if section and desk.lookup.children(section.id) else None


def _label(section: Section) -> str:
    return say("outline.label", id=section.id, title=section.title)


def _unheard(query: Query, desk: Desk) -> Evidence | None:
    """十大工程, where the plan has no such thing: what it is divided into instead."""
    found = pattern("outline", "counted").search(query.plain)
    if found is None or not query.has("list", "count", "define", "figure"):
        return None
    asked = bare(found[0])
    if asked in bare(desk.plan.text) or "大" not in asked or query.topics:
        return None
    main = next((s for s in desk.plan.sections if s.title == "主要任务"), None)
    children = desk.lookup.children(main.id) if main else ()
    if main is None or not children:
        return None
    same = cn_number(found[1]) == len(children)
    places = tuple(heading_place(child.id, desk) for child in children)
    facts = {"title": _label(main), "children": children, "absent": "" if same else asked}
    return Evidence("outline", places=places, facts=facts, tools=("section",))


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The count, then the headings in order."""
    children: tuple[Section, ...] = evidence.facts["children"]
    absent = evidence.facts.get("absent", "")
    lead = say("premise.absent", said=absent) if absent else ""
    groups: list[tuple[Section, int]] = evidence.facts.get("groups", [])
    head = say("outline.head", title=evidence.facts["title"], count=len(children))
    if groups and not query.has("list"):
        parts = [say("outline.group", title=x.title, count=n) for x, n in groups]
        text = head + "、".join(parts) + "。"
        return Draft(text, evidence.status, evidence.places, computed=(text,))
    lines = [lead + head, *(f"{n}. {child.title}。" for n, child in enumerate(children, 1))]
    computed = (str(len(children)), *map(str, range(1, len(children) + 1)), absent, head)
    return Draft("\n".join(lines), evidence.status, evidence.places, computed=computed)
