"""Exact look-ups over a plan's records: plain functions, no model, no search.

The structured tools wrap these; each takes what a question names and gives records.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.library import Knowledge
from knowledge.types import Column, Conflict, Locator, Row, Section, Table, Target, TargetKind, Term

CATEGORY = "类别"


class Lookup:
    """Finds records by name, number, year, attribute, category or range."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.plan = knowledge.plan
        self._columns = {column.number: column for column in self.plan.columns}
        self._tables = {table.id: table for table in self.plan.tables}
        self._terms = {term.number: term for term in self.plan.terms}
        self._sections = {section.id: section for section in self.plan.sections}

    def box(self, number: int) -> Column | None:
        """The box of that number."""
        return self._columns.get(number)

    def table(self, table_id: str) -> Table | None:
        """The table of that id: 近期, 全周期, 终期, 专栏1, 专栏2."""
        return self._tables.get(table_id)

    def row(self, table_id: str, number: str) -> Row | None:
        """A row by its table and the number printed in it."""
        table = self.table(table_id)
        return next((r for r in table.rows if r.number == number), None) if table else None

    def term(self, number: int) -> Term | None:
        """The entry of 名词解释 with that printed number."""
        return self._terms.get(number)

    def section(self, section_id: str) -> Section | None:
        """A section or measure by id."""
        return self._sections.get(section_id)

    def children(self, section_id: str) -> tuple[Section, ...]:
        """The sections right under one."""
        return tuple(s for s in self.plan.sections if s.parent == section_id)

    def targets(self, key: str) -> tuple[Target, ...]:
        """All mentions of an indicator that state something measurable, in time order."""
        indicator = self.knowledge.indicator.get(key)
        if indicator is None:
            return ()
        found = [self.knowledge.target[target] for target in indicator.targets]
        measurable = [t for t in found if t.value is not None or t.operator != "exists"]
        return tuple(measurable or found)

    def at(self, key: str, year: str) -> tuple[Target, ...]:
        """The mentions of an indicator that hold in ``year`` ("2025", "2016-2020")."""
        found = self.targets(key)
        if year in key:
            # The year is the base that the indicator counts from: 较2015年提高.
            return found
        if exact := tuple(t for t in found if t.when == year):
            return exact
        return tuple(
            t
            for t in found
            if t.when
            and covers(t.when, year)
            # What was reached over five years says nothing of one of them.
            and (t.kind is TargetKind.TARGET or year == t.when)
        )

    def list_targets(
        self,
        *,
        when: str = "",
        attribute: str = "",
        low: float | None = None,
        high: float | None = None,
        unit: str = "",
    ) -> tuple[Target, ...]:
        """Targets that fit all that is given; one per indicator and value."""
        seen: dict[tuple[str, str | None, str], Target] = {}
        for target in self.knowledge.targets:
            if target.kind is not TargetKind.TARGET or target.number is None:
                continue
            value = target.number[0]
            fits = (
                (not when or target.when == when)
                and (not attribute or target.attribute == attribute)
                and (low is None or value >= low)
                and (high is None or value <= high)
                and (not unit or target.unit == unit)
            )
            if fits:
                seen.setdefault((target.indicator_key, target.value, target.unit), target)
        return tuple(seen.values())

    def attribute_rows(self, attribute: str) -> tuple[Table | None, tuple[Row, ...]]:
        """The rows of the table of main targets that have that attribute."""
        for table in self.plan.tables:
            if table.period is None and any("属性" in h for h in table.header):
                rows = tuple(
                    r
                    for r in table.rows
                    if any(attribute in r.cells.get(h, "") for h in table.header if "属性" in h)
                )
                if rows and any(h.startswith("目标") and "属性" not in h for h in table.header):
                    return table, rows
        return None, ()

    def category_rows(
        self, category: str, tables: Sequence[str] = ()
    ) -> list[tuple[Table, tuple[Row, ...]]]:
        """The rows of a category in each phase table, or in the named ones."""
        found = []
        for table in self.plan.tables:
            if tables and table.id not in tables:
                continue
            rows = tuple(r for r in table.rows if r.cells.get(CATEGORY) == category)
            if rows:
                found.append((table, rows))
        return found

    def conflicts_at(
        self, places: Sequence[Locator], keys: Sequence[str] = ()
    ) -> tuple[Conflict, ...]:
        """Conflicts that touch any of the places, or any of the indicators."""
        found = []
        for conflict in self.knowledge.conflicts:
            touched = any(
                m.start < p.end and p.start < m.end for m in conflict.mentions for p in places
            )
            if touched or any(key in conflict.indicators for key in keys):
                found.append(conflict)
        return tuple(found)


def covers(when: str, year: str) -> bool:
    """Whether a span of years holds a year: 2021-2025 holds 2023."""
    if "-" not in when:
        return False
    first, last = when.split("-")
    if "-" in year:
        return when == year
    return first <= year <= last
