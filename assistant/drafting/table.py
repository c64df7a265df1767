"""年度计划对照表: what the plan says by when, beside room for the year's own arrangements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.drafting.material import Material
from assistant.drafting.pool import Said, row_value
from assistant.drafting.types import Block, BlockKind, Sentence
from assistant.drafting.words import say, words
from assistant.drafting.writer import Writer
from knowledge.types import LeafKind, TargetKind

COLUMNS = ("2022", "2021-2025", "2025")


@dataclass
class Line:
    """A line of the table: what it is about and what is said of it by time."""

    name: str
    keys: set[str] = field(default_factory=set)
    said: dict[str, list[Said]] = field(default_factory=dict)


def table(material: Material, writer: Writer, room: int) -> list[Block]:
    """One line a box or an indicator, its statements by year, its attribute, its sources."""
    rows = [tuple(Sentence(name) for name in words()["table"]["head"])]
    for number, line in enumerate(_lines(material), 1):
        first = next(iter(line.said.values()))[0]
        cells = [
            Sentence(str(number)),
            Sentence(writer.locked(line.name, first.leaf)),
            _base(line, material, writer),
        ]
        used: list[Said] = []
        for when in COLUMNS:
            said = line.said.get(when, [])
            used += said
            told = [writer.sentence(s, plain=True) for s in said]
            cells.append(
                Sentence("".join(t.text for t in told), tuple(n for t in told for n in t.sources))
            )
        labels = dict.fromkeys(s.label for s in used)
        cells += [Sentence(_attribute(used, material)), Sentence(""), Sentence("")]
        cells.append(Sentence(writer.locked("、".join(labels), first.leaf)))
        rows.append(tuple(cells))
    return [Block(BlockKind.TABLE, rows=tuple(rows))] if len(rows) > 1 else []


def _lines(material: Material) -> list[Line]:
    lines: list[Line] = []
    boxes: dict[str, Line] = {}
    for said in sorted(material.goals(), key=lambda s: s.start):
        when = said.when if said.when in COLUMNS else COLUMNS[-1]
        keys = {t.indicator_key for t in said.valued}
        boxed = said.leaf.kind is LeafKind.BOX_MILESTONE
        line = boxes.get(said.heading) if boxed else _same(lines, keys)
        if line is None:
            name = said.heading if boxed else _title(said)
            line = Line(name)
            lines.append(line)
            if boxed:
                boxes[name] = line
        line.keys |= keys
        line.said.setdefault(when, []).append(said)
    return lines


def _same(lines: list[Line], keys: set[str]) -> Line | None:
    return next((line for line in lines if keys and keys & line.keys), None)


def _title(said: Said) -> str:
    """What a row of a table is about: its indicators, or its opening words."""
    names = [t.indicator_key for t in said.valued if t.indicator_key]
    if names:
        return "、".join(dict.fromkeys(names[:2]))
    return re.split(r"[，；。]", said.text)[0]


def _base(line: Line, material: Material, writer: Writer) -> Sentence:
    """What 2020 was, where the plan gives it for the same indicator."""
    texts, sources = [], []
    for target in material.knowledge.targets:
        if target.indicator_key in line.keys and target.kind is TargetKind.ACTUAL and target.value:
            leaf = material.knowledge.leaf[target.leaf]
            if leaf.kind is not LeafKind.TABLE_ROW:
                continue
            figure = writer.figure(row_value(target), target)
            texts.append(say("table.base", name=target.indicator_key, value=figure))
            sources.append(writer.number(leaf))
    return Sentence("；".join(dict.fromkeys(texts)), tuple(dict.fromkeys(sources)))


def _attribute(said: list[Said], material: Material) -> str:
    """The attribute that the plan gives these figures anywhere."""
    own = {(t.indicator_key, t.value) for s in said for t in s.valued}
    found = [
        t.attribute
        for t in material.knowledge.targets
        if t.attribute and t.kind is TargetKind.TARGET and (t.indicator_key, t.value) in own
    ]
    return "、".join(dict.fromkeys(found))
