"""A part of the plan in few words: every strand of it has its share, told by whole clauses.

The strands of a box are its purpose, its measures and its years; those of a section what
stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.choosing import bare, distinct, pairs
from assistant.drafting.material import Material
from assistant.drafting.pieces import Piece, pieces
from assistant.drafting.pool import Role, Said
from assistant.drafting.types import Block, BlockKind, Sentence
from assistant.drafting.words import pattern, weight
from assistant.drafting.writer import Writer
from knowledge.types import Leaf, LeafKind

BOX = "专栏"
QUOTED = re.compile("“([^”]+)”")
PERIODS = {"十三五", "十四五"}
MARK = 1
"""Characters of the mark behind a piece."""


@dataclass
class Strand:
    """What must have its share: its sentences cut into pieces, and those told so far."""

    name: str
    every: tuple[Said, ...]
    pieces: tuple[Piece, ...]
    chosen: dict[int, Said] = field(default_factory=dict)
    head: Leaf | None = None
    """Its heading in the plan, where its name is one."""

    @property
    def role(self) -> Role:
        """The part that all its sentences play; that of a measure where they differ."""
        roles = {said.role for said in self.every}
        return roles.pop() if len(roles) == 1 else Role.MEASURE

    @property
    def cost(self) -> int:
        """Characters of what is told, with its name, dates and marks."""
        if not self.chosen:
            return 0
        dates = {d.start: d for n in self.chosen if (d := self.pieces[n].date)}
        told = [*self.chosen.values(), *dates.values()]
        return sum(len(said.text) + MARK for said in told) + (len(self.name) + MARK) * bool(
            self.name
        )

    def extra(self, number: int) -> int:
        """Characters that one more piece takes."""
        piece = self.pieces[number]
        known = any(self.pieces[n].date == piece.date for n in self.chosen)
        date = piece.date if not known else None
        return len(piece.said.text) + MARK + (len(date.text) + MARK if date else 0)


def digest(material: Material, writer: Writer, room: int, most: int = 0) -> list[Block]:
    """A paragraph within ``room`` characters; of ``most`` sentences, where that is not 0."""
    strands = list(_strands(material))
    if most and material.topic.found:
        # What was searched for: the nearest, not a word of everything.
        near = sorted(strands, key=lambda s: -max(p.near for p in s.pieces))[: most + 1]
        strands = [s for s in strands if s in near]
    if most:
        strands = _divided(strands, most, material)
        room = min(room, int(weight("digest_more") + weight("digest_sentence") * most))
    if material.request.length:
        room = min(room, material.request.length)
    _fill(strands, room)
    if any(not s.chosen for s in strands) and any(s.name for s in strands):
        # Names take room: without them more may be said.
        count = sum(bool(s.chosen) for s in strands)
        unnamed = [replace(s, name="", chosen={}) for s in strands]
        _fill(unnamed, room)
        strands = unnamed if sum(bool(s.chosen) for s in unnamed) > count else strands
    purposes = [s for s in strands if s.role is Role.PURPOSE and s.chosen]
    if purposes and (lacking := _untold(strands)):
        # A figure aimed at is worth more than what it is for.
        others = [s for s in strands if s not in purposes]
        kept = {id(s): dict(s.chosen) for s in strands}
        for strand in purposes:
            strand.chosen.clear()
        _fill(others, room)
        if _untold(others) >= lacking:
            for strand in strands:
                strand.chosen = kept[id(strand)]
    told = [s for s in strands if s.chosen]
    if _aims(strands) and not _aims(told):
        return []
    groups = _grouped(told, most) if most else [[s] for s in told]
    sentences = tuple(_sentence(group, writer) for group in groups)
    return [Block(BlockKind.PARAGRAPH, sentences)] if sentences else []


def _aims(strands: Sequence[Strand]) -> bool:
    return any(s.role is Role.GOAL for s in strands)


def _untold(strands: Sequence[Strand]) -> int:
    """Pieces with a figure aimed at that are not told."""
    return sum(
        bool(piece.said.valued) and n not in strand.chosen and piece.said.role is Role.GOAL
        for strand in strands
        for n, piece in enumerate(strand.pieces)
    )


def _strands(material: Material) -> Iterator[Strand]:
    """The strands of what a draft is about, in the plan's order."""
    groups: dict[str, list[Said]] = {}
    alone = _one_box(material)
    every = distinct(material.every) if material.topic.found else material.every
    for said in every:
        key = f"{said.role} {said.when}" if alone else _key(said, material)
        groups.setdefault(key, []).append(said)
    above = {title.partition(" ")[2] for s in material.every for title in s.leaf.path[:-1]}
    for key, members in groups.items():
        name = "" if alone or len(groups) == 1 else _name(members[0], key, material)
        titles = tuple(_headings(key, material))
        # A few sentences on a large part have no room for one detail of many.
        cut = (
            titles if titles and material.request.sentences else (*titles, *_cut(members, material))
        )
        if cut:
            # A heading over the others is no name of what it says before them.
            over = bool(name) and name in above and not _below(members)
            if over and material.request.sentences:
                # What only leads to the others has no sentence of its own among a few.
                continue
            named = "" if over else name
            head = next(filter(None, _heads(key, material)), None) if titles else None
            yield Strand(named, tuple(members), cut, head=head)


def _heads(key: str, material: Material) -> Iterator[Leaf | None]:
    for topic in material.request.topics:
        yield material.knowledge.leaf.get(f"{topic}·{key}·标题")


def _below(members: Sequence[Said]) -> bool:
    """Whether sentences stand under several headings."""
    return len({said.heading for said in members}) > 1


def _headings(key: str, material: Material) -> Iterator[Piece]:
    """What stands under a section by its titles, which sum it up in the plan's own words."""
    plan, leaves = material.knowledge.plan, material.knowledge.leaf
    above = [f"{topic}·{key}·" for topic in material.request.topics]
    for section in plan.sections:
        under = [section.id.removeprefix(a) for a in above if section.id.startswith(a)]
        if not under or "·" in under[0]:
            continue
        leaf = leaves.get(f"{section.id}·标题") or leaves.get(section.id)
        start = plan.text.find(section.title, leaf.locator.start) if leaf else -1
        if leaf and 0 <= start < leaf.locator.end:
            end = start + len(section.title)
            said = Said(leaf, start, end, Role.MEASURE, section.title, "", (), section.title)
            yield Piece(said, headed=True)


def _cut(members: Sequence[Said], material: Material) -> tuple[Piece, ...]:
    plan = material.knowledge.plan.text
    return tuple(
        replace(piece, near=material.close[said.start] + _touched(piece, material))
        for said in members
        for piece in pieces(said, plan)
    )


def _touched(piece: Piece, material: Material) -> float:
    """How much of what was searched for a piece says itself."""
    if material.topic.exact:
        return 0.0
    return weight("touch") * len(pairs(material.topic.name) & pairs(piece.said.text))


def _one_box(material: Material) -> bool:
    ids = {said.leaf.id.partition("·")[0] for said in material.every}
    return len(ids) == 1 and next(iter(ids)).startswith(BOX)


def _key(said: Said, material: Material) -> str:
    topics = material.request.topics
    for topic in topics:
        below = said.leaf.section.removeprefix(f"{topic}·")
        if below != said.leaf.section:
            return below.partition("·")[0]
        if said.leaf.section == topic and len(topics) == 1:
            # A measure or paragraph by itself: each of its sentences.
            return f"{said.start}"
    return said.leaf.id.partition("·")[0] if said.leaf.id.startswith(BOX) else said.heading


def _name(said: Said, key: str, material: Material) -> str:
    """What a strand is called: the heading that it stands under, where that is its own."""
    if key == said.heading or key.startswith(BOX):
        return "" if said.leaf.kind is LeafKind.TABLE_ROW else said.heading
    ids = {f"{topic}·{key}" for topic in material.request.topics}
    titles = (s.title for s in material.knowledge.plan.sections if s.id in ids)
    return next(titles, "")


def _divided(strands: list[Strand], most: int, material: Material) -> list[Strand]:
    """At least ``most`` strands, where there are sentences enough: the longest parted."""
    made = list(strands)
    while len(made) < most:
        longest = max(made, key=lambda s: len(s.every), default=None)
        if longest is None or len(longest.every) < 2:
            break
        at = made.index(longest)
        parts = (longest.every[:1], longest.every[1:])
        names = (longest.name, "")
        made[at : at + 1] = [
            Strand(name, part, _cut(part, material))
            for name, part in zip(names, parts, strict=True)
        ]
    return [s for s in made if s.pieces]


def _fill(strands: Sequence[Strand], room: int) -> None:
    """One piece a strand, those that are worth most together; then what else fits."""
    best: dict[int, tuple[float, tuple[int | None, ...]]] = {0: (0.0, ())}
    for strand in strands:
        following: dict[int, tuple[float, tuple[int | None, ...]]] = {}
        for used, (worth, picked) in best.items():
            options: list[tuple[int, float, int | None]] = [(used, worth, None)]
            for n in range(len(strand.pieces)):
                strand.chosen = {n: strand.pieces[n].said}
                value = worth + 1 + _keeping(strand) + _worth(strand, n)
                options.append((used + strand.cost, value, n))
            for size, value, choice in options:
                if size <= room and value > following.get(size, (-1.0, ()))[0]:
                    following[size] = (value, (*picked, choice))
        best = following
    _, picked = max(best.values(), key=lambda found: found[0])
    for strand, choice in zip(strands, picked, strict=True):
        strand.chosen = {} if choice is None else {choice: strand.pieces[choice].said}
    _more(strands, room)


def _keeping(strand: Strand) -> float:
    """How much a strand would be missed: what is promised most, what only says why least."""
    return weight(f"keep_{KEPT.get(strand.role, 'measure')}")


KEPT = {Role.PURPOSE: "purpose", Role.GOAL: "goal"}


def _worth(strand: Strand, number: int) -> float:
    said = strand.pieces[number].said
    worth = strand.pieces[number].near
    worth += weight("figure") * min(len(said.valued), int(weight("figures")))
    if strand.pieces[number].headed:
        return weight("headed")
    worth += weight("quoted") * len(set(QUOTED.findall(said.text)) - PERIODS)
    worth += weight("concrete") * bool(pattern("piece.concrete").search(said.text))
    worth -= weight("jargon") * len(pattern("text.jargon").findall(said.text))
    if number == 0 or strand.pieces[number - 1].said.whole != said.whole:
        worth += weight("opening")
    if number + 1 == len(strand.pieces) and said.leaf.kind is LeafKind.BOX_MILESTONE:
        worth += weight("closing")
    if said.role is Role.PURPOSE:
        return worth - weight("titled") * _alike(said.text, said.heading)
    return worth - weight("lofty") * bool(pattern("text.lofty").match(said.text))


def _alike(text: str, other: str) -> bool:
    own, its = pairs(text), pairs(other)
    return len(own & its) >= weight("same") * max(min(len(own), len(its)), 1)


def _more(strands: Sequence[Strand], room: int) -> None:
    """What still fits: further pieces, of each strand in turn, then what leads to them."""
    left = room - sum(s.cost for s in strands)
    told = [said.text for s in strands for said in s.chosen.values()]
    while True:
        options = [
            (
                -weight("headed")
                if piece.headed
                else weight("turn") * len(s.chosen) - _worth(s, n),
                s,
                n,
            )
            for s in strands
            if s.chosen
            for n, piece in enumerate(s.pieces)
            if n not in s.chosen
            and (piece.headed or all(m in s.chosen for m, p in enumerate(s.pieces) if p.headed))
            and s.extra(n) <= left
            and not any(_alike(piece.said.text, text) for text in told)
        ]
        if not options:
            break
        _, strand, n = min(options, key=lambda option: option[0])
        left -= strand.extra(n)
        strand.chosen[n] = strand.pieces[n].said
        told.append(strand.pieces[n].said.text)
    for strand in strands:
        for n in sorted(strand.chosen):
            fuller = strand.pieces[n].fuller
            if fuller and (extra := len(fuller.text) - len(strand.chosen[n].text)) <= left:
                strand.chosen[n] = fuller
                left -= extra


def _grouped(strands: Sequence[Strand], most: int) -> list[list[Strand]]:
    """Neighbours together, so that there are ``most`` groups at the most; aims with aims."""
    groups = [[strand] for strand in strands]
    while len(groups) > most:

        def apart(n: int) -> tuple[bool, int]:
            left, right = groups[n], groups[n + 1]
            unlike = (left[-1].role is Role.GOAL) != (right[0].role is Role.GOAL)
            return unlike, sum(s.cost for s in (*left, *right))

        at = min(range(len(groups) - 1), key=apart)
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def _sentence(group: Sequence[Strand], writer: Writer) -> Sentence:
    told = [_told(strand, writer) for strand in group]
    sources = dict.fromkeys(n for sentence in told for n in sentence.sources)
    return Sentence("；".join(sentence.text for sentence in told) + "。", tuple(sources))


def _told(strand: Strand, writer: Writer) -> Sentence:
    """The chosen pieces in the plan's order, each sentence's with its date; the name first."""
    out = ""
    sources: list[int] = []
    last: Said | None = None
    for n in sorted(strand.chosen):
        said, date = strand.chosen[n], strand.pieces[n].date
        fresh = last is None or last.whole != said.whole
        out += "" if last is None else "；" if fresh else "，"
        for part in (date, said) if date and fresh else (said,):
            sentence = writer.sentence(part, dated=fresh and not date)
            out += sentence.text.rstrip("。") + ("，" if part is date else "")
            sources += sentence.sources
        last = said
    if strand.name and last and bare(strand.name) not in bare(out):
        out = f"{writer.locked(strand.name, last.leaf)}：{out}"
        sources += [writer.number(strand.head)] if strand.head else []
    return Sentence(out, tuple(sources))
