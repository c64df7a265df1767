"""Next questions that the plan does answer, near what was just asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.desk import Desk
from assistant.echo import INSIDE
from assistant.evidence import Evidence
from assistant.normalise import clean
from assistant.phrases import say
from assistant.query import Query
from knowledge.types import Locator, TargetKind

MAX_SUGGESTIONS = 3


def suggestions(evidence: Evidence, query: Query, desk: Desk) -> tuple[str, ...]:
    """Two or three questions; none is the one just asked."""
    asked = clean(query.text)
    found = dict.fromkeys(q for q in _candidates(evidence, query, desk) if clean(q) != asked)
    return tuple(found)[:MAX_SUGGESTIONS]


def readings(places: Iterable[Locator], desk: Desk) -> tuple[str, ...]:
    """What an unclear question may have meant: the parts of the plan that lie nearest to it."""
    found = dict.fromkeys(q for place in places if (q := _of_part(place, desk)))
    return tuple(found)[:MAX_SUGGESTIONS]


def _of_part(place: Locator, desk: Desk) -> str:
    """The question for the box or measure that holds a place; "" for other parts."""
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None:
        return ""
    number = leaf.id.removeprefix("专栏").partition("·")[0]
    if leaf.id.startswith("专栏") and number.isdigit():
        title = next(c.title for c in desk.plan.columns if c.number == int(number))
        return say("suggest.named_box", number=number, title=title.translate(INSIDE))
    section = desk.lookup.section(leaf.section)
    if section is None or section.level < 3:
        return ""
    return say("suggest.part", title=section.title.translate(INSIDE))


def _candidates(evidence: Evidence, query: Query, desk: Desk) -> Iterator[str]:
    key = evidence.facts.get("key")
    if key:
        shown = {t.when for t in evidence.targets}
        for target in desk.lookup.targets(key):
            if (
                target.kind is TargetKind.TARGET
                and target.when in ("2022", "2025")
                and target.when not in shown
            ):
                yield say("suggest.indicator_year", name=key, year=target.when)
    for place in evidence.places[:3]:
        number = place.label.removeprefix("专栏").partition("·")[0]
        if place.label.startswith("专栏") and number.isdigit() and int(number) not in query.boxes:
            yield say("suggest.box", number=number)
    if evidence.kind == "box":
        for column in evidence.facts["columns"]:
            for milestone in column.milestones:
                yield say("suggest.box_year", number=column.number, year=milestone.year)
    for place in evidence.places[:2]:
        leaf = desk.knowledge.leaf_at(place.start)
        section = desk.lookup.section(leaf.section) if leaf else None
        if section and section.level >= 3:
            yield say("suggest.section", title=section.title)
            parent = desk.lookup.section(section.parent)
            if parent and parent.level == 3:
                yield say("suggest.section", title=parent.title)
    yield say("suggest.attribute")
