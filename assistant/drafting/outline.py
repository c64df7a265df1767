"""提纲: the names of what the plan does, under the headings they stand under."""

from __future__ import annotations

from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.types import Block, Sentence
from assistant.drafting.words import say, weight
from assistant.drafting.writer import Writer, bullet, heading

NUMERALS = "一二三四五六七八九十"


def outline(material: Material, writer: Writer, room: int) -> list[Block]:
    """Parts with the names of their measures; what is aimed at with its figures."""
    blocks: list[Block] = []
    number = 0
    goals = [s for s in material.goals() if s.valued or not material.whole]
    named: list[tuple[str, list[Said]]] = [
        ("background", _firsts(material.of(Role.BACKGROUND, Role.PROBLEM))),
        ("purpose", _firsts(material.of(Role.PURPOSE))),
        ("goals", goals[: int(weight("outline_goals"))]),
        ("measures", _firsts(material.of(Role.MEASURE))),
        ("safeguards", _firsts(material.of(Role.SAFEGUARD))),
    ]
    for name, said in named:
        if not said or (name == "purpose" and len(said) > 2 * weight("outline_goals")):
            continue
        blocks.append(heading(f"{NUMERALS[number]}、{say(f'part.{name}')}"))
        number += 1
        if name == "goals":
            blocks += [bullet(writer.sentence(s, dated=True)) for s in said]
        elif name == "measures" and material.whole:
            blocks += _sections(said, writer)
        else:
            blocks += [_name(s, writer) for s in said[: int(weight("outline_names"))]]
    return blocks


def _firsts(found: list[Said]) -> list[Said]:
    """One sentence of every heading."""
    return list({said.heading: said for said in reversed(found)}.values())[::-1]


def _name(said: Said, writer: Writer) -> Block:
    writer.used.append(said)
    text = writer.locked(said.heading, said.leaf)
    return bullet(Sentence(f"{text}。", (writer.number(said.leaf),)))


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
        text = "；".join(under)
        sources = tuple(writer.number(s.leaf) for s in under.values())
        blocks.append(bullet(Sentence(f"{text}。", sources), lead=title))
    return blocks
