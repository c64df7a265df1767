"""Headings and measures asked for by name: what stands under them, in the plan's words."""

from __future__ import annotations

import re

from assistant import mentions
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.places import place_words
from assistant.query import Query
from assistant.wording import shorten, tidy
from knowledge.types import Leaf, LeafKind, Locator

MAX_WHOLE = 320
"""Characters of a measure that is told whole."""
SENTENCE = re.compile(r"[^。]+。")


def section_evidence(section_id: str, desk: Desk) -> Evidence:
    """Evidence for a whole section, by its id."""
    section = desk.lookup.section(section_id)
    assert section
    children = desk.lookup.children(section.id)
    if section.level < 4 and children:
        leaves = [
            leaf
            for leaf in desk.plan.leaves
            if leaf.section == section.id and leaf.kind is LeafKind.PARAGRAPH
        ]
        places = tuple(heading_place(child.id, desk) for child in children)
        return Evidence(
            "section", places=places, facts={"id": section.id, "leaves": leaves}, tools=("section",)
        )
    leaf = next(
        (
            x
            for x in desk.plan.leaves
            if x.section == section.id and x.kind in (LeafKind.MEASURE, LeafKind.PARAGRAPH)
        ),
        None,
    )
    places = (leaf.locator,) if leaf else (section.locator,)
    return Evidence(
        "measure", places=places, facts={"id": section.id, "leaf": leaf}, tools=("section",)
    )


def heading_place(section_id: str, desk: Desk) -> Locator:
    leaf: Leaf | None = desk.knowledge.leaf.get(f"{section_id}·标题") or desk.knowledge.leaf.get(
        section_id
    )
    if leaf is None:
        section = desk.lookup.section(section_id)
        assert section
        return section.locator
    end = leaf.text.find("。") + 1 if leaf.kind is LeafKind.MEASURE else len(leaf.text)
    return Locator(leaf.locator.start, leaf.locator.start + end, leaf.locator.label)


def compose_section(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    section = desk.lookup.section(evidence.facts["id"])
    assert section
    titles = [child.title for child in desk.lookup.children(section.id)]
    items = "；".join(f"{n}. {title}" for n, title in enumerate(titles, 1))
    counted = _counted(query, len(titles))
    key = "section.head_counted" if counted else "section.head"
    text = say(key, label=section.id, title=section.title, items=items, counted=counted)
    computed = (str(len(titles)),) if counted else ()
    return Draft(text, evidence.status, evidence.places, computed=computed)


def compose_measure(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """A measure's first sentences; all of them, one a line, where a list or summary is asked."""
    leaf: Leaf | None = evidence.facts["leaf"]
    text = leaf.text if leaf else desk.plan.quote(evidence.places[0])
    head, _, body = tidy(text).partition("。")
    if leaf is None or leaf.kind is not LeafKind.MEASURE or not body:
        head, body = "", tidy(text)
    if query.has("list", "summary", "how"):
        lines = [f"{n}. {sentence}" for n, sentence in enumerate(SENTENCE.findall(body), 1)]
        words = "\n".join([f"“{head}”：", *lines] if head else lines)
    else:
        told = body if len(body) <= MAX_WHOLE else shorten(body)
        words = f"“{head}”：{told}" if head else told
    if query.has("where"):
        words = place_words(evidence.places[0], desk) + words
    return Draft(words, evidence.status, evidence.places)


def compose_titles(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Several sections by their titles."""
    lines = [f"{n}. {x.title}（{x.id}）。" for n, x in enumerate(evidence.facts["sections"], 1)]
    count = len(lines)
    if counted := _counted(query, count):
        lines.insert(0, f"{counted}：")
    computed = (str(count),) if counted else ()
    return Draft("\n".join(lines), evidence.status, evidence.places, computed=computed)


def _counted(query: Query, count: int) -> str:
    """共5条, in the unit that is asked in; "" where how many is not asked."""
    if not query.has("count", "enough"):
        return ""
    return say(
        "section.counted", count=count, unit=mentions.unit(query.plain) or say("section.unit")
    )
