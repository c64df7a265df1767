"""Questions over many records: lists, counts, which boxes lack something, conflicts."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import contradictions, counts, records
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import as_figure, statement, when_words
from knowledge.types import Row, Table, Target

RESERVED = "预留"
MAX_BESIDE_NAME = 5
WEAK = 5
"""Characters of an indicator's words below which a table that is named comes first."""
WITHOUT = re.compile(r"(别|不要|不用|除了|除去|不含|不算|去掉).{0,4}预留")
BOX_WORD = re.compile(r"专栏")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question about a whole set; ``None`` for others."""
    listing = query.has("list", "count", "summary", "figure")
    either = ("还是" in query.plain and not query.has("compare")) or (
        query.has("why") and query.topics
    )
    if (query.has("conflict") or either) and (evidence := contradictions.find(query, desk)):
        return evidence
    if (
        RESERVED in query.plain
        and not WITHOUT.search(query.plain)
        and (reserved := _reserved(desk))
    ):
        return reserved
    if (
        query.attribute
        and not query.indicators
        and (listing or query.claimed or len(query.plain) <= 12)
    ):
        return _attribute(query, desk)
    if "名词" in query.plain and query.has("count") and not query.terms:
        return Evidence("terms_count", places=counts.terms_place(desk), tools=("count",))
    if BOX_WORD.search(query.plain) and not (
        query.boxes or query.indicators or (query.has("where") and not query.years)
    ):
        return counts.boxes(query, desk)
    if query.tables and listing and len(named := _categories(query)) > 1:
        return _tally(query, desk, named)
    if query.category and listing:
        return _category(query, desk)
    if query.numbers and query.has("list", "count") and (found := _by_value(query, desk)):
        return found
    weak = not query.topics or (query.weight < WEAK and query.has("list", "count", "compare"))
    if query.tables and (listing or query.has("compare")) and weak and not query.rows:
        return _on_topic(query, desk) if len(query.detail) >= 2 else _tables(query, desk)
    return None


def _reserved(desk: Desk) -> Evidence | None:
    rows = [
        r for t in desk.plan.tables for r in t.rows if any(RESERVED in c for c in r.cells.values())
    ]
    if not rows:
        return None
    places = tuple(r.locator for r in rows)
    return Evidence("reserved", places=places, facts={"rows": rows}, tools=("list_targets",))


def compose_reserved(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    numbers = [row.number for row in evidence.facts["rows"]]
    text = say("list.reserved_rows", count=len(numbers), numbers="、".join(numbers))
    return Draft(text, evidence.status, evidence.places, computed=(str(len(numbers)), *numbers))


def _attribute(query: Query, desk: Desk) -> Evidence | None:
    table, rows = desk.lookup.attribute_rows(query.attribute)
    if table is None:
        return None
    places = tuple(records.statement_place(table, row) for row in rows)
    counting = (query.has("count") or bool(query.claimed)) and not query.has("list")
    kind = "attribute_count" if counting else "attribute"
    return Evidence(
        kind, places=places, facts={"table": table, "rows": rows}, tools=("list_targets",)
    )


def compose_attribute(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    rows: tuple[Row, ...] = evidence.facts["rows"]
    head = say("list.attribute", count=len(rows), attribute=query.attribute)
    lines = [f"{n}. {_row_text(evidence.facts['table'], row)}" for n, row in enumerate(rows, 1)]
    return _listed(head, lines, evidence, desk, len(rows))


def compose_attribute_count(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    rows: tuple[Row, ...] = evidence.facts["rows"]
    text = say("list.attribute_count", count=len(rows), attribute=query.attribute)
    first, last = rows[0].number, rows[-1].number
    if int(last) - int(first) + 1 == len(rows):
        text = text.rstrip("。") + f"（第{first}至{last}项）。"
    text, said = counts.corrected(text, query, len(rows))
    computed = (str(len(rows)), first, last, *said)
    return Draft(text, evidence.status, evidence.places, computed=computed)


def _row_text(table: Table, row: Row) -> str:
    for header in records.STATEMENTS:
        if row.cells.get(header):
            return row.cells[header] + "。"
    return records.row_words(table, row)


def _listed(head: str, lines: list[str], evidence: Evidence, desk: Desk, *counts: int) -> Draft:
    targets = records.targets_in(desk, evidence.places)
    return Draft(
        "\n".join([head, *lines]),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in targets if t.value),
        computed=tuple(str(c) for c in (*counts, *range(1, len(lines) + 1))),
    )


def _category(query: Query, desk: Desk) -> Evidence | None:
    found = desk.lookup.category_rows(query.category, query.tables)
    if query.years:
        dated = [(t, rows) for t, rows in found if t.period in query.years]
        found = dated or found
    if not found:
        return None
    places = tuple(records.statement_place(t, r) for t, rows in found for r in rows)
    return Evidence("category", places=places, facts={"found": found}, tools=("list_targets",))


def _categories(query: Query) -> list[str]:
    """Categories named by their short names, where a table is asked about by category."""
    if query.category or not re.search(r"类|部分|方面|条数|项数", query.plain):
        return [query.category] if query.category else []
    return [title for short, title in phrases()["categories"].values() if short in query.plain]


def _tally(query: Query, desk: Desk, named: list[str]) -> Evidence | None:
    """How many rows each of some categories has."""
    found = [(t, c, rows) for c in named for t, rows in desk.lookup.category_rows(c, query.tables)]
    if not found:
        return None
    places = tuple(records.statement_place(t, rows[0]) for t, _, rows in found)
    return Evidence("tally", places=places, facts={"found": found}, tools=("count",))


def compose_tally(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    found = evidence.facts["found"]
    lines = [
        say("list.category", table=t.title, category=c, count=len(rows)).rstrip("：")
        + f"（第{rows[0].number}至{rows[-1].number}项）。"
        for t, c, rows in found
    ]
    counts = [len(rows) for _, _, rows in found]
    if len(counts) == 2 and counts[0] != counts[1]:
        more = found[0][1] if counts[0] > counts[1] else found[1][1]
        lines.append(say("list.more", category=more, count=abs(counts[0] - counts[1])))
    numbers = [r.number for _, _, rows in found for r in (rows[0], rows[-1])]
    computed = (*map(str, counts), *numbers, str(abs(counts[0] - counts[-1])))
    return Draft("\n".join(lines), evidence.status, evidence.places, computed=computed)


def category_evidence(category: str, table: str, desk: Desk) -> Evidence | None:
    """Evidence for a category of one table that was found instead of named."""
    found = desk.lookup.category_rows(category, (table,))
    places = tuple(records.statement_place(t, r) for t, rows in found for r in rows)
    if not found:
        return None
    return Evidence("category", places=places, facts={"found": found}, tools=("list_targets",))


def compose_category(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    lines: list[str] = []
    counts: list[str] = []
    for table, rows in evidence.facts["found"]:
        group = rows[0].cells.get("类别", "")
        head = say("list.category", table=table.title, category=group, count=len(rows))
        counts.append(str(len(rows)))
        if query.has("count") and not query.has("list"):
            lines.append(head.rstrip("：") + "。")
            continue
        lines += [head, *(f"{row.number}. {_row_text(table, row)}" for row in rows)]
    targets = records.targets_in(desk, evidence.places)
    figures = tuple(as_figure(t) for t in targets if t.value)
    return Draft(
        "\n".join(lines), evidence.status, evidence.places, figures, computed=tuple(counts)
    )


def _on_topic(query: Query, desk: Desk) -> Evidence | None:
    """The rows of a named table on a topic: a category by its short name."""
    for short, title in phrases()["categories"].values():
        if short in query.detail and len(query.detail) <= len(short) + MAX_BESIDE_NAME:
            return _category(replace(query, category=title), desk)
    return None


def _tables(query: Query, desk: Desk) -> Evidence | None:
    tables = [t for t in (desk.lookup.table(name) for name in query.tables) if t]
    if not tables:
        return None
    places = tuple(records.statement_place(t, r) for t in tables for r in t.rows)
    return Evidence("table", places=places, facts={"tables": tables}, tools=("list_targets",))


def compose_table(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    lines: list[str] = []
    counting = query.has("count") and not query.has("list")
    for table in evidence.facts["tables"]:
        key = "list.table_count" if counting else "list.table"
        lines.append(say(key, table=table.title, count=len(table.rows)))
        if not counting:
            lines += [f"{row.number}. {_row_text(table, row)}" for row in table.rows]
    counts = tuple(str(len(t.rows)) for t in evidence.facts["tables"])
    places = tuple(t.locator for t in evidence.facts["tables"]) if counting else evidence.places
    return Draft("\n".join(lines), evidence.status, places, computed=counts)


def _by_value(query: Query, desk: Desk) -> Evidence | None:
    """Which indicators are 100% (or another figure): only where the question names no indicator."""
    if query.topics or not any(word in query.plain for word in ("指标", "目标", "任务", "率")):
        return None
    said, number, unit = query.numbers[0]
    targets = desk.lookup.list_targets(
        when=next((y for y in query.years), ""), low=number, high=number, unit=unit
    )
    if not targets:
        return None
    facts = {"said": said}
    return Evidence(
        "by_value",
        targets=targets,
        places=tuple(t.locator for t in targets),
        facts=facts,
        tools=("list_targets",),
    )


def compose_by_value(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    said = evidence.facts["said"]
    targets = evidence.targets
    head = say("list.targets", what=f"为{said}", count=len(targets))
    lines = [f"{n}. {_item(t, desk)}" for n, t in enumerate(targets, 1)]
    draft = _listed(head, lines, evidence, desk, len(targets))
    # 八项 is asked for as 8项: the plan's own figure in other numerals.
    return replace(draft, computed=(*draft.computed, said))


def _item(target: Target, desk: Desk) -> str:
    words = statement(desk.plan, target)
    when = when_words(target)
    name = "" if target.indicator_key in words or len(words) > 12 else f"{target.indicator_key}："
    return f"{name}{words}" + (f"（{when}）" if when else "") + "。"
