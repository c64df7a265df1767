"""提纲: the names of what the plan does, under the headings they stand under."""

from __future__ import annotations

from assistant.drafting.choosing import spread
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.types import Block, Sentence
from assistant.drafting.words import say, weight
from assistant.drafting.writer import Writer, bullet, heading

NUMERALS = "一二三四五六七八九十"


def outline(material: Material, writer: Writer, room: int) -> list[Block]:
    """Parts with the names of their measures; what is aimed at with its figures."""
    if material.topic.exact and not material.whole:
        return _records(material, writer)
    blocks: list[Block] = []
    goals = spread(
        material.own(material.goals(), int(weight("outline_own"))),
        material.worth,
        room,
        most=int(weight("outline_goals")),
        late=material.late,
    )
    named: dict[str, list[Said]] = {
        "background": _firsts(material.of(Role.BACKGROUND, Role.PROBLEM), material)
        if material.whole
        else [],
        "goals": goals,
        "measures": _firsts(material.of(Role.MEASURE, Role.PURPOSE), material),
        "safeguards": _firsts(material.of(Role.SAFEGUARD), material),
    }
    for number, (name, said) in enumerate((n, s) for n, s in named.items() if s):
        blocks.append(heading(f"{NUMERALS[number]}、{say(f'part.{name}')}"))
        if name == "goals":
            blocks += [bullet(writer.told(s)) for s in said]
        elif material.whole and name != "safeguards":
            blocks += _sections(said, writer)
        else:
            blocks += [_measure(s, material, writer) for s in said]
    return blocks


def _records(material: Material, writer: Writer) -> list[Block]:
    """For boxes or sections that were named: all of what they say, sentence by sentence."""
    named = {
        "purpose": material.of(Role.PURPOSE, Role.PRINCIPLE, Role.AIM, Role.STRATEGY),
        "background": material.of(Role.BACKGROUND, Role.PROBLEM),
        "measures": material.of(Role.MEASURE, Role.SAFEGUARD),
        "goals": material.goals(),
    }
    blocks: list[Block] = []
    for number, (name, said) in enumerate((n, s) for n, s in named.items() if s):
        blocks.append(heading(f"{NUMERALS[number]}、{say(f'part.{name}')}"))
        if name == "measures" and len({s.heading for s in said}) > 1:
            firsts = list({s.heading: s for s in reversed(said)}.values())[::-1]
            blocks += [_measure(s, material, writer) for s in firsts]
        else:
            blocks += [bullet(writer.told(s)) for s in said]
    return blocks


def _measure(said: Said, material: Material, writer: Writer) -> Block:
    """The name of a measure with what is done, the weightiest sentences of it."""
    under = [s for s in material.every if s.heading == said.heading]
    own = [s for s in under if s.role is Role.MEASURE] or [s for s in under if s.role is said.role]
    most = int(weight("outline_each"))
    told = spread(own, material.worth, int(weight("outline_room")), most=most) or own[:1]
    lead = writer.locked(said.heading, said.leaf)
    return bullet(*(writer.sentence(s) for s in told), lead=lead)


def _firsts(found: list[Said], material: Material) -> list[Said]:
    """One sentence of every heading, of the topic's own headings where it has enough of them."""
    own = [said for said in found if not material.late(said)]
    few = len({said.heading for said in own}) < weight("outline_own")
    kept = list({s.heading: s for s in reversed(found if few else own)}.values())[::-1]
    if material.whole:
        return [said for said in kept if not said.cells]
    ranked = sorted(kept, key=lambda s: (material.late(s), -material.worth(s)))
    chosen = {id(said) for said in ranked[: int(weight("outline_names"))]}
    return [said for said in kept if id(said) in chosen]


def areas(said: tuple[Said, ...], material: Material, writer: Writer) -> list[Block]:
    """What the whole plan does, by its own headings."""
    return _sections(_firsts(material.of(Role.MEASURE, Role.PURPOSE), material), writer)


def _sections(said: list[Said], writer: Writer) -> list[Block]:
    """For the whole plan: what stands two levels under its part, a line each."""
    groups: dict[str, dict[str, Said]] = {}
    for each in said:
        if len(each.leaf.path) > 2:
            titles = [t.partition(" ")[2] or t for t in each.leaf.path]
            groups.setdefault(titles[1], {}).setdefault(titles[2], each)
    blocks = []
    for title, under in groups.items():
        first = next(iter(under.values()))
        writer.used.append(first)
        text = "、".join(under)
        sources = tuple(writer.number(s.leaf) for s in under.values())
        blocks.append(bullet(Sentence(f"{text}。", sources), lead=title))
    return blocks
