"""The tree of contents: sections as the plan nests them, with their boxes and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.web import texts
from assistant.web.reader.spans import address
from assistant.web.render import escape
from knowledge.types import Plan

# Down to this level the tree stands open; what is below unfolds.
OPEN_TO = 1


@dataclass(slots=True)
class Entry:
    """A line of the contents and what is under it."""

    at: str
    title: str
    start: int
    level: int
    under: list[Entry] = field(default_factory=list)


def contents(plan: Plan) -> str:
    """The tree as nested lists of links."""
    return f"<ol>{''.join(_write(entry) for entry in _tree(plan))}</ol>"


def _tree(plan: Plan) -> list[Entry]:
    made = {
        s.id: Entry(address(s.id), _named(s.id, s.title), s.locator.start, s.level)
        for s in plan.sections
    }
    top: list[Entry] = []
    for section in plan.sections:
        (made[section.parent].under if section.parent in made else top).append(made[section.id])
    boxed = {column.table for column in plan.columns}
    for column in plan.columns:
        over = made.get(column.section)
        title = f"{column.locator.label} {column.title}"
        entry = Entry(address(column.locator.label), title, column.locator.start, 5)
        (over.under if over else top).append(entry)
    for table in plan.tables:
        if table.id in boxed:
            continue
        entry = Entry(address(table.id), table.title, table.locator.start, 5)
        holder = _holding(plan, table.locator.start)
        (made[holder].under if holder else top).append(entry)
    for entry in made.values():
        entry.under.sort(key=lambda e: e.start)
    return [*top, Entry(address(texts.ODD), texts.ODD, len(plan.text), 1)]


def _named(name: str, title: str) -> str:
    """第一部分 发展背景 · 一、指导思想 · （一）成绩与经验 · a run-in title alone."""
    last = name.rsplit("·", 1)[-1]
    if last == title:
        return title
    return f"{last}{'' if last.endswith('）') else '、' if len(last) <= 2 else ' '}{title}"


def _holding(plan: Plan, at: int) -> str:
    held = [s for s in plan.sections if s.locator.start <= at < s.locator.end]
    return max(held, key=lambda s: s.level).id if held else ""


def _write(entry: Entry) -> str:
    link = f'<a href="#{escape(entry.at)}">{escape(entry.title)}</a>'
    if not entry.under:
        return f"<li>{link}</li>"
    inner = f"<ol>{''.join(_write(e) for e in entry.under)}</ol>"
    if entry.level <= OPEN_TO:
        return f"<li>{link}{inner}</li>"
    said = escape(texts.UNDER.format(title=entry.title))
    return (
        f"<li>{link}<details><summary>"
        f'<span class="sr">{said}</span></summary>{inner}</details></li>'
    )
