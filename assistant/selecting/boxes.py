"""A selection of boxes in words: their numbers first, then what each was chosen for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.desk import Desk
from assistant.phrases import say
from assistant.places import MILESTONE
from assistant.selecting.asking import Selection
from assistant.selecting.hits import box_hits
from assistant.selecting.items import BRIEF, Item
from assistant.wording import ranges, tidy
from knowledge.types import Locator

MANY_BOXES = 12
"""Boxes from which they are named by ranges of numbers."""


def told(selection: Selection, desk: Desk) -> Iterator[str]:
    """The lines of an answer."""
    chosen, scope = selection.chosen, selection.scope
    what = "、".join(c.says for c in selection.conditions)
    years = next((c.years for c in selection.conditions if c.years), ())
    part = len(scope.items) < len(desk.plan.columns)
    lead = say("many.in_range", label=scope.label) if part else ""
    numbers = ranges([int(i.number) for i in chosen])
    many = say("many.boxes_many", count=len(chosen), what=what, numbers=numbers)
    if not chosen:
        yield lead + say("list.boxes_none", what=what)
    elif shows_hits(selection):
        yield lead + many
        for count, item in enumerate(chosen, 1):
            yield f"{count}. {_with_hits(item, selection, desk)}。"
    elif len(chosen) > MANY_BOXES:
        yield lead + many
        if rest := [int(i.number) for i in scope.items if i not in chosen]:
            yield say("many.boxes_rest", numbers=ranges(rest))
    else:
        dated = part and bool(years)
        names = "、".join(i.name if dated else i.shown for i in chosen)
        yield lead + say("list.boxes_with", count=len(chosen), what=what, boxes=names)
        for item in chosen if dated else ():
            yield f"{item.shown}：{_due(item, years, desk)}"


def _due(item: Item, years: tuple[str, ...], desk: Desk) -> str:
    column = desk.lookup.box(int(item.number))
    milestones = column.milestones if column else ()
    return "".join(m.text.strip() for m in milestones if m.year in years)


def shows_hits(selection: Selection) -> bool:
    """Whether each box is told with the words or figure that it was asked for by."""
    asked = any(c.said or c.fits for c in selection.conditions)
    return selection.scope.kind == "boxes" and asked and len(selection.chosen) <= BRIEF


def hits(selection: Selection, desk: Desk) -> Iterator[Locator]:
    """The clauses that are shown."""
    for item in selection.chosen:
        yield from box_hits(item, selection.conditions, desk)


def _with_hits(item: Item, selection: Selection, desk: Desk) -> str:
    found = (_hit(place, desk) for place in box_hits(item, selection.conditions, desk))
    text = "；".join(dict.fromkeys(found))
    return say("many.hit", name=item.shown, text=text) if text else item.shown


def _hit(place: Locator, desk: Desk) -> str:
    """The clause that has what was asked for, with the year or row that it stands under."""
    words = tidy(desk.plan.quote(place)).rstrip("。")
    if year := MILESTONE.search(place.label):
        return words + say("many.hit_when", year=year[1])
    row = place.label.rpartition("·第")[2]
    return words + (say("many.row_of", number=row[:-1]) if row.endswith("项") else "")
