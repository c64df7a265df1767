"""Targets as rows of a table: what each says, when, in which category, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web import texts
from assistant.web.targets.lines import keys_with_line
from knowledge.library import Knowledge
from knowledge.sheets import KINDS, OPERATORS
from knowledge.types import Section, Target

# The table column that holds a row's category, in the plan's own words.
CATEGORY_COLUMN = "类别"
# Tasks stand in the third part; its second-level headings are the categories.
CATEGORY_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A target as people read it; ``words`` is what a text search looks through."""

    target: Target
    period: str
    category: str
    words: str
    has_line: bool

    @property
    def when(self) -> str:
        """A date as people say it; another date as printed."""
        when = self.target.when or "none"
        if when in texts.PERIODS_SHORT:
            return texts.PERIODS_SHORT[when]
        return f"{when}年" if when[-1].isdecimal() else when

    @property
    def kind(self) -> str:
        return KINDS[self.target.kind.value]

    @property
    def relation(self) -> str:
        return OPERATORS[self.target.operator]

    @property
    def value(self) -> str:
        """The figure with its unit, as printed."""
        target = self.target
        if target.value is None:
            return target.value_text
        said = target.value_text
        return said if target.unit in said else f"{said}{target.unit}"


def items(knowledge: Knowledge) -> tuple[Item, ...]:
    """Every target, in the plan's order."""
    categories = _categories(knowledge)
    lines = keys_with_line(knowledge)
    return tuple(_item(t, knowledge, categories, lines) for t in knowledge.targets)


def category_names(found: Sequence[Item]) -> list[str]:
    """The categories in the plan's order, with what has none last."""
    names = dict.fromkeys(item.category for item in found)
    named = [name for name in names if name]
    return [*named, ""] if "" in names else named


def _item(
    target: Target, knowledge: Knowledge, categories: dict[str, str], lines: set[str]
) -> Item:
    when = target.when
    period = "none" if when is None else when if when in texts.PERIODS else "other"
    indicator = knowledge.indicator.get(target.indicator_key)
    names = (indicator.name, *indicator.aliases) if indicator else ()
    said = (target.quote, target.indicator, target.subject, target.locator.label, *names)
    return Item(
        target,
        period,
        categories.get(target.id, ""),
        "".join("\n".join(said).split(" ")).lower(),
        target.indicator_key in lines,
    )


def _categories(knowledge: Knowledge) -> dict[str, str]:
    """By target id: its table's category, else its section's, else its indicator's elsewhere."""
    cells = {
        row.locator.start: row.cells.get(CATEGORY_COLUMN, "")
        for table in knowledge.plan.tables
        for row in table.rows
    }
    listed = set(cells.values()) - {""}
    sections = [s for s in knowledge.plan.sections if s.level == CATEGORY_LEVEL]
    found: dict[str, str] = {}
    for target in knowledge.targets:
        leaf = knowledge.leaf.get(target.leaf)
        cell = cells.get(leaf.locator.start, "") if leaf else ""
        title = _title_over(sections, target.locator.start)
        found[target.id] = cell or (title if title in listed or not listed else "")
    by_indicator = {
        t.indicator_key: found[t.id] for t in knowledge.targets if t.indicator_key and found[t.id]
    }
    return {t.id: found[t.id] or by_indicator.get(t.indicator_key, "") for t in knowledge.targets}


def _title_over(sections: Sequence[Section], at: int) -> str:
    return next((s.title for s in sections if s.locator.start <= at < s.locator.end), "")
