"""A part of the plan in few words: every strand of it has its share, told by whole clauses.

The strands of a box are its purpose, its measures and its years; those of a section what
stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.choosing import bare, pairs
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.strands import Strand, divided, strands_of
from assistant.drafting.types import Block, BlockKind, Sentence
from assistant.drafting.words import pattern, weight
from assistant.drafting.writer import Writer
from knowledge.types import LeafKind

QUOTED = re.compile("“([^”]+)”")
PERIODS = {"十三五", "十四五"}


def digest(material: Material, writer: Writer, room: int, most: int = 0) -> list[Block]:
    """A paragraph within ``room`` characters; of ``most`` sentences, where that is not 0."""
    strands = list(strands_of(material))
    if most and material.topic.found:
        # What was searched for: the nearest, not a word of everything.
        near = sorted(strands, key=lambda s: -max(p.near for p in s.pieces))[: most + 1]
        strands = [s for s in strands if s in near]
    elif material.request.length and not (material.topic.exact or material.topic.found):
        # Few characters hold the nearest; a word of every place that touches the topic says little.
        count = max(room // int(weight("told_each")), len(material.topic.subjects), 1)
        near = sorted(strands, key=lambda s: -max(p.near for p in s.pieces))[:count]
        strands = [s for s in strands if s in near]
    if most:
        strands = divided(strands, most, material)
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
    sentences = tuple(_led([_sentence(group, writer) for group in groups], groups))
    return [Block(BlockKind.PARAGRAPH, sentences)] if sentences else []


def _led(told: Sequence[Sentence], groups: Sequence[Sequence[Strand]]) -> Iterator[Sentence]:
    """The sentences, one that is no more than what leads to the next (围绕…) made part of it."""
    lead: Sentence | None = None
    for number, (sentence, group) in enumerate(zip(told, groups, strict=True)):
        if lead:
            text = lead.text.rstrip("。") + "，" + sentence.text
            sentence = Sentence(text, tuple(dict.fromkeys((*lead.sources, *sentence.sources))))
        alone = group[0].role is Role.PURPOSE and not group[0].name
        leading = alone and all(_leads(s) for s in group[0].chosen.values())
        lead = sentence if leading and len(group) == 1 and number + 1 < len(told) else None
        if lead is None:
            yield sentence


def _leads(said: Said) -> bool:
    """Whether a piece is one clause that only leads to another."""
    return bool(pattern("piece.leading").match(said.text)) and "，" not in said.text


def points(material: Material, writer: Writer, room: int, most: int) -> list[Sentence]:
    """The ``most`` nearest strands, each condensed to a sentence that opens with its name."""
    strands = list(strands_of(material))
    near = sorted(strands, key=lambda s: -max(p.near for p in s.pieces))[:most]
    kept = [s for s in strands if s in near]
    _fill(kept, room)
    return [_sentence([strand], writer) for strand in kept if strand.chosen]


def _aims(strands: Sequence[Strand]) -> bool:
    return any(s.role is Role.GOAL for s in strands)


def _untold(strands: Sequence[Strand]) -> int:
    """Pieces with a figure aimed at that are not told."""
    return sum(
        bool(piece.said.valued) and n not in strand.chosen and piece.said.role is Role.GOAL
        for strand in strands
        for n, piece in enumerate(strand.pieces)
    )


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
        closed = fresh and not (last and last.role is Role.PURPOSE and _leads(last))
        out += "" if last is None else "；" if closed else "，"
        for part in (date, said) if date and fresh else (said,):
            sentence = writer.sentence(part, dated=fresh and not date)
            out += sentence.text.rstrip("。") + ("，" if part is date else "")
            sources += sentence.sources
        last = said
    if strand.name and last and bare(strand.name) not in bare(out):
        out = f"{writer.locked(strand.name, last.leaf)}：{out}"
        sources += [writer.number(strand.head)] if strand.head else []
    return Sentence(out, tuple(sources))
