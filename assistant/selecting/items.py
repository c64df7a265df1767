"""What a question can range over, as items of one kind: rows, boxes, terms, measures, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant import records
from assistant.desk import Desk
from assistant.wording import statement, tidy, when_words, year_words
from knowledge.types import (
    Column,
    Leaf,
    LeafKind,
    Locator,
    Milestone,
    Row,
    Table,
    Target,
    TargetKind,
)

CLAUSE = re.compile(r"(?:“[^”]*”|（[^）]*）|[^，；])+")
DUE = re.compile(r"^到\d{4}年底?[，,]|（前置性.*?）$|（约束性.*?）$|（预期性.*?）$")
SHORTEST = 5
"""Characters of a clause that says something by itself."""
NAMED = 12
"""Characters of a statement from which it needs no name before it."""
BRIEF = 10
"""Items up to which a question of how many is told which, too."""
MARKS = str.maketrans("", "", "“”\"'‘’「」『』《》 \n\t")


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a scope.

    ``number`` is its own number as printed, ``name`` what to call it, ``text`` its words
    without quotation marks, ``shown`` the words of a list; ``years`` when it is due.
    """

    number: str
    name: str
    text: str
    shown: str
    place: Locator
    targets: tuple[Target, ...] = ()
    years: tuple[str, ...] = ()
    category: str = ""
    attribute: str = ""
    section: str = ""
    heading: str = ""
    is_table: bool = False
    table: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The items that a question is about.

    ``label`` names them, ``unit`` counts them, ``places`` is where they stand as a whole.
    """

    kind: str
    label: str
    unit: str
    items: tuple[Item, ...]
    places: tuple[Locator, ...] = ()


def bare(text: str) -> str:
    """Without quotation marks and blanks, as texts are compared."""
    return text.translate(MARKS)


def rows(table: Table, desk: Desk) -> tuple[Item, ...]:
    """The rows of a table that say something; reserved ones do not."""
    found = []
    for row in table.rows:
        leaf = f"{table.id}·第{row.number}项"
        targets = tuple(t for t in desk.knowledge.targets if t.leaf == leaf)
        if any("预留" in cell for cell in row.cells.values()):
            continue
        found.append(_row(table, row, targets))
    return tuple(found)


def _row(table: Table, row: Row, targets: tuple[Target, ...]) -> Item:
    words = next((row.cells[h] for h in records.STATEMENTS if row.cells.get(h)), "")
    attribute = next((v for h, v in row.cells.items() if "属性" in h), "")
    whole = words or " ".join(v for h, v in row.cells.items() if "属性" not in h)
    due = {t.when for t in targets if t.when}
    return Item(
        row.number,
        f"{table.id}第{row.number}项",
        bare(whole),
        tidy(words) if words else records.row_words(table, row),
        records.statement_place(table, row),
        targets,
        (table.period,) if table.period else tuple(sorted(due)),
        row.cells.get("类别", ""),
        attribute,
        table=table.id,
    )


def boxes(desk: Desk) -> tuple[Item, ...]:
    """All boxes."""
    return tuple(_box(column, desk) for column in desk.plan.columns)


def _box(column: Column, desk: Desk) -> Item:
    leaf = desk.knowledge.leaf.get(f"专栏{column.number}·标题")
    return Item(
        str(column.number),
        f"专栏{column.number}",
        bare(desk.plan.quote(column.locator)),
        f"专栏{column.number}（{column.title}）",
        leaf.locator if leaf else column.locator,
        tuple(
            t
            for t in desk.knowledge.targets
            if column.locator.start <= t.clause[0] < column.locator.end
        ),
        years=tuple(m.year for m in column.milestones),
        section=column.section,
        heading=bare("".join((*(leaf.path if leaf else ()), column.title))),
        is_table=bool(column.table),
    )


def terms(desk: Desk) -> tuple[Item, ...]:
    """All entries of 名词解释."""
    return tuple(
        Item(
            str(term.number),
            f"第{term.number}条",
            bare(f"{term.term}：{term.definition}"),
            f"第{term.number}条 {term.term}",
            term.locator,
        )
        for term in desk.plan.terms
    )


def measures(desk: Desk) -> tuple[Item, ...]:
    """Measures of the text and the purposes and measures of boxes."""
    kinds = {LeafKind.MEASURE, LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES}
    return tuple(_measure(leaf) for leaf in desk.plan.leaves if leaf.kind in kinds)


def _measure(leaf: Leaf) -> Item:
    name = leaf.path[-1] if leaf.path else leaf.locator.label
    return Item("", leaf.locator.label, bare(leaf.text), name, leaf.locator, section=leaf.section)


def milestone(column: Column, due: Milestone, desk: Desk) -> Item:
    """What a box promises by a year."""
    targets = tuple(
        t for t in desk.knowledge.targets if due.locator.start <= t.clause[0] < due.locator.end
    )
    return Item(
        "",
        f"专栏{column.number}",
        bare(due.text),
        tidy(due.text),
        due.locator,
        targets,
        (due.year,),
        section=column.section,
    )


def figures(desk: Desk) -> tuple[Item, ...]:
    """Every figure aimed at, once for an indicator, value and time."""
    seen: dict[tuple[str, str], Item] = {}
    ordered = sorted(desk.knowledge.targets, key=lambda t: (not t.attribute, not t.when))
    for target in ordered:
        if target.kind is not TargetKind.TARGET or not target.number or not target.value:
            continue
        if not any(c.isdigit() for c in target.value_text):
            continue
        key = (target.indicator_key, target.value)
        seen.setdefault(key, _figure(target, desk))
    return tuple(seen.values())


def _figure(target: Target, desk: Desk) -> Item:
    words = statement(desk.plan, target)
    named = target.indicator_key in words or len(words) > NAMED
    when = when_words(target)
    shown = words if named else f"{target.indicator_key}：{words}"
    return Item(
        "",
        target.locator.label.replace("·", ""),
        bare(target.quote),
        shown + (f"（{when}）" if when else "") + "。",
        target.locator,
        (target,),
        (target.when,) if target.when else (),
        attribute=target.attribute,
    )


def clauses(item: Item) -> Iterator[Item]:
    """The parts of a statement between commas, each with its own targets and when it is due."""
    words = DUE.sub("", item.shown.rstrip("。"))
    due = "、".join(year_words(y) for y in item.years)
    for clause in CLAUSE.findall(words):
        text = bare(clause)
        if len(text) < SHORTEST:
            continue
        targets = tuple(t for t in item.targets if bare(t.value_text) in text and t.value)
        note = "，".join(part for part in (due, item.name) if part)
        yield replace(item, text=text, shown=f"{clause}（{note}）。", targets=targets, table="")
