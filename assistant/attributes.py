"""What the attributes of targets mean: how and by when, and which one an indicator has where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import records
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import content
from assistant.numerals import YEAR
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.selecting.items import MARKS
from assistant.types import Notice, NoticeKind
from assistant.wording import as_figure
from knowledge.types import Locator, Row, Table, Target, TargetKind

CELL = re.compile(r"^(?P<way>[^（]*)（(?P<due>[^）]*)）$")
HEADER, SHORT = "属性", 2
"""What the header of attributes has, and the characters that a question names one by."""
MAX_OVER = 4
"""Characters of a message that may be left over where all of it is one such question."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one attribute with the way and the deadline that the table gives them."""

    attribute: str
    way: str
    due: str
    rows: tuple[Row, ...]
    place: Locator


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for what an attribute means, or which one an indicator has; else ``None``."""
    if query.rows or query.claimed or query.has("attack", "outcome"):
        return None
    if query.topics:
        return _of_indicator(query, desk)
    table, header, groups = _groups(desk)
    if table is None or (query.boxes and table.id not in {f"专栏{n}" for n in query.boxes}):
        return None
    plain = query.plain.translate(MARKS)
    by_way = [g for g in groups if g.way in plain]
    by_name = [g for g in groups if g.attribute[:SHORT] in plain]
    asks_way = header in plain or bool(by_name and _says("way", plain))
    asks_due = query.has("when", "due") and not query.has("list")
    named = by_way or by_name or (groups if asks_way else [])
    if not named or not (by_way or asks_way or asks_due) or query.has("count"):
        return None
    places = tuple(g.place for g in named)
    facts = {"table": table, "groups": named, "by_way": bool(by_way)}
    if query.has("list") and len(named) == 1 and not _says("kind", plain):
        facts["rows"] = named[0].rows
        places = (*places, *(records.statement_place(table, row) for row in named[0].rows))
    return Evidence("due", places=places, facts=facts, tools=("targets",))


def whole(query: Query, desk: Desk) -> bool:
    """Whether a message is one question about attributes, every word of it: not to be split."""
    found = gather(query, desk)
    if found is None:
        return False
    known = "".join(phrases()["attributes"]["known"])
    known += "".join(w for g in found.facts.get("groups", ()) for w in (g.attribute, g.way, g.due))
    said = query.unexplained if query.topics else content(query.plain.translate(MARKS))
    return sum("\u4e00" <= c <= "\u9fff" and c not in known for c in said) <= MAX_OVER


def _says(name: str, text: str) -> bool:
    return re.search(phrases()["attributes"][name], text) is not None


def _groups(desk: Desk) -> tuple[Table | None, str, list[Group]]:
    """The table that gives attributes a way and a deadline, that column, and its groups."""
    for table in desk.plan.tables:
        kinds = [h for h in table.header if HEADER in h]
        for header in table.header:
            found: dict[str, list[tuple[Row, re.Match[str]]]] = {}
            for row in table.rows:
                shape = CELL.match("".join(row.cells.get(header, "").split()))
                if kinds and shape and YEAR.search(shape["due"]) and row.cells.get(kinds[0]):
                    name = row.cells[kinds[0]].partition("目标")[0].strip("—")
                    found.setdefault(name, []).append((row, shape))
            found.pop("", None)
            if found:
                return table, header, [_group(*f, header) for f in found.items()]
    return None, "", []


def _group(name: str, found: Sequence[tuple[Row, re.Match[str]]], header: str) -> Group:
    first, shape = found[0]
    span = next((r.spans[header] for r, _ in found if header in r.spans), None)
    place = Locator(*span, first.locator.label) if span else first.locator
    return Group(name, shape["way"], shape["due"], tuple(row for row, _ in found), place)


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Attribute, way and deadline in the table's words, with the rows that they hold for."""
    groups: list[Group] = evidence.facts["groups"]
    table: Table = evidence.facts["table"]
    key = "attributes.way_of" if evidence.facts["by_way"] else "attributes.due"
    lines = [_line(key, group, table) for group in groups]
    if len(groups) > 1 and query.has("same_value", "differ", "compare", "conflict"):
        same = len({group.due for group in groups}) == 1
        lines[0] = say("attributes.same" if same else "attributes.unequal") + lines[0]
    rows: tuple[Row, ...] = evidence.facts.get("rows", ())
    told = [desk.plan.quote(records.statement_place(table, row)).strip("。 ") for row in rows]
    lines += [f"{row.number}. {text}。" for row, text in zip(rows, told, strict=True)]
    targets = records.targets_in(desk, evidence.places) if rows else ()
    figures = tuple(as_figure(t) for t in targets if t.value)
    numbers = tuple(row.number for row in rows)
    return Draft("\n".join(lines), evidence.status, evidence.places, figures, computed=numbers)


def _line(key: str, group: Group, table: Table) -> str:
    return say(
        key,
        attribute=group.attribute,
        way=group.way,
        due=group.due.removeprefix("目标"),
        table=table.id,
        first=group.rows[0].number,
        last=group.rows[-1].number,
    )


def _of_indicator(query: Query, desk: Desk) -> Evidence | None:
    """Which attribute each table gives the indicator that a question asks that of."""
    if not _says("of_indicator", query.plain) or _says("figure", query.plain):
        return None
    found = list(_attributed(query.topics[0], desk))
    if not found:
        return None
    places = tuple(t.locator for t in found)
    facts = {"key": query.topics[0], "keys": (query.topics[0],)}
    return Evidence("attributed", targets=tuple(found), places=places, facts=facts)


def _attributed(key: str, desk: Desk) -> Iterator[Target]:
    """One mention of an indicator in each table that gives it an attribute."""
    seen: set[str] = set()
    for target in desk.lookup.targets(key):
        table = target.locator.label.partition("·")[0]
        if target.attribute and table not in seen:
            seen.add(table)
            yield target


def compose_attributed(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether the tables agree on an indicator's attribute, then what each says."""
    found = evidence.targets
    _, _, groups = _groups(desk)
    parts = [_side(t, groups, alone=len(found) == 1) for t in found]
    text = say("attributes.one", name=evidence.facts["key"], parts="，在".join(parts))
    named = [g.attribute for g in groups if g.attribute[:SHORT] in query.plain]
    notices: tuple[Notice, ...] = ()
    if len(found) == len(named) == 1 and named[0] != found[0].attribute:
        text = say("attributes.no", said=named[0]) + text
        notices = (Notice(NoticeKind.PREMISE, text),)
    elif len(found) == len(named) == 1 and query.has("yesno", "confirm", "claim"):
        text = say("attributes.yes") + text
    if len(found) > 1:
        same = len({t.attribute for t in found}) == 1
        text = say("attributes.same" if same else "attributes.unequal") + text
        if not same and (query.has("why", "how", "conflict") or _says("turned", query.plain)):
            text += say("conflict.no_reason")
    cells = (cell for t in found for cell in _cells(t, desk))
    return Draft(text, evidence.status, (*evidence.places, *cells), notices=notices)


def _cells(target: Target, desk: Desk) -> Iterator[Locator]:
    """Where its table says a target's attribute and what goes with it, in merged cells too."""
    start = target.locator.start
    for table in desk.plan.tables:
        above = [r for r in table.rows if r.locator.start <= start]
        if above and start < table.locator.end:
            for header in table.header:
                merged = any(header not in r.spans for r in table.rows)
                spans = [r.spans[header] for r in above if header in r.spans]
                if spans and (HEADER in header or merged):
                    yield Locator(*spans[-1], target.locator.label)


def _side(target: Target, groups: Sequence[Group], *, alone: bool) -> str:
    past = target.kind in (TargetKind.PAST_TARGET, TargetKind.ACTUAL)
    key = "attributes.side_then" if past else "attributes.side"
    place = "".join(target.locator.label.split("·"))
    group = next((g for g in groups if g.attribute == target.attribute and not past), None)
    more = (
        say("attributes.more", way=group.way, due=group.due.removeprefix("目标"))
        if group and alone
        else ""
    )
    return say(key, place=place, attribute=target.attribute, more=more)
