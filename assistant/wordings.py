"""Whether two places of the plan say the same: 专栏29与终期第28项措辞是否一致."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import mentions, records
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import BOX, QUOTES, ROW
from assistant.phrases import say, words
from assistant.query import Query
from assistant.selecting.items import bare
from knowledge.types import Column, Conflict, Locator, Row, Table

CLAUSE = re.compile(r"[^，；。]+")
DUE = re.compile(r"^到\d{4}年底?[，,]")
LEAD = re.compile(r"^到\d{4}年底?$")
ALIKE = 0.5
"""Likeness of two clauses from which they are two ways of saying one thing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A place by its short name, what it says and where; ``whole`` is the record it is part of."""

    name: str
    text: str
    place: Locator
    whole: Locator
    table: str = ""


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for two rows or boxes that a question sets side by side; ``None`` for others."""
    rows = list(_rows(query, desk))
    period = next((t.period for t, _ in rows if t.period), None)
    named = [_row(t, row) for t, row in rows]
    named += [_box(column, period, query, desk) for column in _boxes(query, desk)]
    if len(named) == 1 and any(word in query.plain for word in words("same.text")):
        named += _in_text(query, desk)
    if len(named) != 2:
        return None
    known = _between(named, desk)
    facts = {"said": tuple(named)}
    places = tuple(said.place for said in named)
    if known:
        spans = [m for m in known[0].mentions if _inside(m, named)]
        places = tuple(spans) + tuple(m for m in known[0].mentions if m not in spans)
    return Evidence("wordings", places=places, facts=facts, conflicts=known, tools=("conflicts",))


def _rows(query: Query, desk: Desk) -> Iterator[tuple[Table, Row]]:
    for ref in query.rows:
        table = desk.lookup.table(ref.table or next(iter(query.tables), ""))
        row = desk.lookup.row(table.id, ref.number) if table else None
        if table and row:
            yield table, row


def _boxes(query: Query, desk: Desk) -> Iterator[Column]:
    """The boxes named beside the rows, which may stand in boxes themselves."""
    rest = ROW.sub("", query.plain.translate(QUOTES))
    for found in BOX.finditer(rest):
        number = mentions.number(found[1] or found[2])
        if number is not None and (column := desk.lookup.box(number)):
            yield column


def _row(table: Table, row: Row) -> Said:
    place = records.statement_place(table, row)
    text = next((row.cells[h] for h in records.STATEMENTS if row.cells.get(h)), "")
    name = say("same.row", table=table.id, number=row.number)
    return Said(name, text or records.row_words(table, row), place, row.locator, table.id)


def _box(column: Column, period: str | None, query: Query, desk: Desk) -> Said:
    """What a box says of the indicator asked about, else its milestone of the other's period."""
    head = f"专栏{column.number}·"
    for target in desk.lookup.targets(query.topics[0]) if query.topics and not period else ():
        if target.locator.label.startswith(head):
            place = Locator(*target.clause, target.locator.label)
            return Said(head[:-1], desk.plan.quote(place), place, column.locator)
    due = next((m.locator for m in column.milestones if m.year == period), column.locator)
    return Said(f"专栏{column.number}", desk.plan.quote(due), due, column.locator)


def _in_text(query: Query, desk: Desk) -> Iterator[Said]:
    """What the running text says of the indicator that is asked about."""
    for target in desk.lookup.targets(query.topics[0]) if query.topics else ():
        if target.locator.label.startswith(words("same.parts")):
            place = Locator(*target.clause, target.locator.label)
            yield Said(say("same.running"), desk.plan.quote(place), place, target.locator)
            return


def _between(named: Sequence[Said], desk: Desk) -> tuple[Conflict, ...]:
    """The reviewed contradiction of just these two places, where there is one.

    Each has words for it that the other does not have.
    """
    found: list[tuple[float, Conflict]] = []
    for conflict in desk.knowledge.conflicts:
        own = [[m for m in conflict.mentions if _inside(m, [said])] for said in named]
        others = [bare(desk.plan.quote(said.whole)) for said in reversed(named)]
        if all(
            any(bare(DUE.sub("", desk.plan.quote(m))) not in other for m in mentions)
            for mentions, other in zip(own, others, strict=True)
        ):
            found.append((sum(map(len, own)) / len(conflict.mentions), conflict))
    return tuple(c for _, c in sorted(found, key=lambda f: -f[0])[:1])


def _inside(mention: Locator, named: Sequence[Said]) -> bool:
    return any(s.whole.start <= mention.start < s.whole.end for s in named)


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether they agree, then what each says where they do not."""
    named: tuple[Said, ...] = evidence.facts["said"]
    if evidence.conflicts:
        conflict = evidence.conflicts[0]
        lines = [say("same.differ", says=conflict.says)]
        told = [m for m in conflict.mentions if _inside(m, named)]
        sides = {desk.plan.quote(m).strip(): m.label for m in told}
        quoted = [say("conflict.side", place=where, quote=q) for q, where in sides.items()]
        lines.append(say("conflict.sides", sides="；".join(quoted)))
        return Draft("\n".join(lines), evidence.status, evidence.places)
    short, long = sorted(named, key=lambda said: len(said.text))
    apart = list(_apart(short, long))
    beyond = list(_beyond(short, long, desk))
    if not apart and not beyond:
        one, other = (said.name for said in named)
        text = say("same.agree", one=one, other=other, text=short.text.strip("，。； "))
        return Draft(text, evidence.status, evidence.places)
    lines = [say("same.partly" if apart else "same.longer", one=short.name, other=long.name)]
    lines += apart + [say("same.only", name=long.name, text=clause) for clause in beyond]
    if not apart:
        lines[1:1] = [say("same.shared", text=short.text.strip("，。； "))]
    return Draft("\n".join(lines), evidence.status, evidence.places)


def _clauses(text: str) -> list[str]:
    return [c.strip() for c in CLAUSE.findall(text) if c.strip() and not LEAD.match(c.strip())]


def _apart(short: Said, long: Said) -> Iterator[str]:
    """Each clause that the other place does not have, beside what is most like it there."""
    for clause in _clauses(short.text):
        if bare(clause) in bare(long.text):
            continue
        best = max(_clauses(long.text), key=lambda other: _alike(clause, other), default="")
        if _alike(clause, best) < ALIKE:
            yield say("same.only", name=short.name, text=clause)
        else:
            yield say("same.both", one=short.name, text=clause, other=long.name, like=best)


def _beyond(short: Said, long: Said, desk: Desk) -> Iterator[str]:
    """Clauses of the longer place that neither the other nor the rest of its table has."""
    if not short.table or long.place == long.whole:
        return
    table = desk.lookup.table(short.table)
    rest = bare("".join(cell for row in table.rows for cell in row.cells.values())) if table else ""
    told = _clauses(short.text)
    for clause in _clauses(long.text):
        if bare(clause) not in rest and all(_alike(clause, other) < ALIKE for other in told):
            yield clause


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()
