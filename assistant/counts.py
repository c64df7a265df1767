"""How many boxes and terms there are, and which boxes have milestones of a year."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.query import Query
from knowledge.types import Column, Locator

ONLY = re.compile(r"只有|仅有|只写|只给|仅写|单独")
LACKS = re.compile(r"没有|没写|没提|缺|不含|不包含|未写|没给")
DETAILED = 6
"""Characters beside years and words of asking from which one box is meant, not all of them."""


def corrected(text: str, query: Query, count: int) -> tuple[str, tuple[str, ...]]:
    """The text, led by a correction where the question asserts another count."""
    for said, number, unit in query.claimed:
        if unit in ("", "个", "项", "条") and number != count:
            return say("premise.wrong", said=said, statement=text), (said,)
    return (say("premise.right") + text if query.claimed and query.has("confirm") else text), ()


def terms_place(desk: Desk) -> tuple[Locator, ...]:
    """The heading of 名词解释, where the plan has it."""
    return tuple(s.locator for s in desk.plan.sections if s.id == "名词解释") and tuple(
        leaf.locator for leaf in desk.plan.leaves if leaf.id == "名词解释·标题"
    )


def compose_terms_count(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    numbers = [term.number for term in desk.plan.terms]
    last = max(numbers, default=0)
    missing = sorted(set(range(1, last + 1)) - set(numbers))
    if missing:
        gaps = "、".join(map(str, missing))
        text = say("list.terms_count", count=len(numbers), last=last, missing=gaps)
    else:
        text = say("list.terms_count_plain", count=len(numbers))
    return Draft(
        text,
        evidence.status,
        evidence.places,
        computed=(str(len(numbers)), "1", str(last), *map(str, missing)),
    )


def boxes(query: Query, desk: Desk) -> Evidence | None:
    """Boxes that have, lack or only have a milestone of a year; or how many there are."""
    columns = [c for c in desk.plan.columns if not c.table]
    years = [y for y in query.years if y.isdigit()]
    if (
        years
        and len(query.detail) < DETAILED
        and (ONLY.search(query.plain) or LACKS.search(query.plain) or query.has("list", "count"))
    ):
        year = years[0]
        if ONLY.search(query.plain):
            fitting = [c for c in columns if {m.year for m in c.milestones} == {year}]
            what = f"只有{year}年的目标"
        elif LACKS.search(query.plain):
            fitting = [c for c in columns if year not in {m.year for m in c.milestones}]
            what = f"没有{year}年的目标"
        else:
            fitting = [c for c in columns if year in {m.year for m in c.milestones}]
            what = f"有{year}年的目标"
        return Evidence(
            "boxes_with",
            places=_titles(fitting, desk),
            facts={"boxes": fitting, "what": what, "year": year},
            tools=("count",),
        )
    if re.search(
        r"(多少|几|\d)个?专栏|专栏.{0,6}(多少|几|\d)个|专栏(总数|数量|一共|总共)", query.plain
    ):
        return Evidence(
            "boxes_count",
            places=_titles(desk.plan.columns[:1] + desk.plan.columns[-1:], desk),
            tools=("count",),
        )
    return None


def _titles(columns: list[Column] | tuple[Column, ...], desk: Desk) -> tuple[Locator, ...]:
    leaves = [desk.knowledge.leaf.get(f"专栏{c.number}·标题") for c in columns]
    return tuple(leaf.locator for leaf in leaves if leaf)


def compose_boxes_with(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    boxes: list[Column] = evidence.facts["boxes"]
    what = evidence.facts["what"]
    if not boxes:
        return Draft(
            say("list.boxes_none", what=what), evidence.status, computed=(evidence.facts["year"],)
        )
    names = "、".join(f"专栏{c.number}（{c.title}）" for c in boxes)
    text = say("list.boxes_with", count=len(boxes), what=what, boxes=names)
    computed = (str(len(boxes)), evidence.facts["year"], *(str(c.number) for c in boxes))
    milestones = tuple(m.locator for c in boxes for m in c.milestones) if len(boxes) <= 8 else ()
    return Draft(text, evidence.status, (*evidence.places, *milestones), computed=computed)


def compose_boxes_count(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    numbers = [c.number for c in desk.plan.columns]
    text = say("list.boxes_count", count=len(numbers), first=numbers[0], last=numbers[-1])
    text, said = corrected(text, query, len(numbers))
    computed = (str(len(numbers)), str(numbers[0]), str(numbers[-1]), *said)
    return Draft(text, evidence.status, evidence.places, computed=computed)
