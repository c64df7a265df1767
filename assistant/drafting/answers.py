"""问答口径: what people will ask of a topic, answered in the plan's words."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.choosing import Told, distinct, spread
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said, sentences
from assistant.drafting.topic import QUOTES
from assistant.drafting.types import Block, Sentence
from assistant.drafting.words import say, weight
from assistant.drafting.writer import Writer, heading, paragraph
from knowledge.types import LeafKind


def answers(material: Material, writer: Writer, room: int) -> list[Block]:
    """The aims, each matter, the words that need explaining, and what the plan does not say."""
    goals = spread(material.goals(), material.worth, int(room * 0.4), late=material.late)
    told = Told()
    for said in goals:
        told.add(said)
    rest = distinct(material.of(Role.PURPOSE, Role.MEASURE, Role.SAFEGUARD), told)
    matters = spread(rest, material.worth, int(room * 0.45), each=3, late=material.late)
    past = spread(
        material.of(Role.BACKGROUND, Role.PROBLEM), material.worth, int(room * 0.15), most=4
    )
    blocks: list[Block] = []
    if past:
        blocks += _pair(say("ask.past", name=_name(material)), past, writer)
    if goals:
        blocks += _pair(say("ask.goals", name=_name(material)), goals, writer)
    groups: dict[str, list[Said]] = {}
    for said in matters:
        groups.setdefault(said.heading, []).append(said)
    for name, group in groups.items():
        boxed = any(s.leaf.kind in (LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES) for s in group)
        question = say(
            "ask.box" if boxed else "ask.measure", name=writer.quoted(name, group[0].leaf)
        )
        blocks += _pair(question, group, writer)
    for said in _explained(material, writer):
        name = writer.locked(_bare(said.heading), said.leaf)
        blocks += _pair(say("ask.term", name=name), [said], writer)
    if blocks:
        blocks += [heading(say("ask.outcome"), 2), paragraph(Sentence(say("ask.outcome_answer")))]
    return blocks


def _pair(question: str, said: list[Said], writer: Writer) -> list[Block]:
    told = [writer.told(s) for s in said]
    first = Sentence(say("ask.answer") + _meaning(told[0].text, said[0]), told[0].sources)
    return [heading(question, 2), paragraph(first, *told[1:])]


def _meaning(text: str, said: Said) -> str:
    """An entry of 名词解释 without its number."""
    return text.partition("：")[2] or text if said.role is Role.TERM else text


def _explained(material: Material, writer: Writer) -> Iterator[Said]:
    """The entries of 名词解释 whose words are used above, the first few."""
    used = "".join(said.text for said in writer.used)
    found = [
        said
        for said in sentences(material.knowledge)
        if said.role is Role.TERM and _bare(said.heading) in used.translate(QUOTES)
    ]
    yield from found[: int(weight("terms"))]


def _bare(name: str) -> str:
    return name.translate(QUOTES)


def _name(material: Material) -> str:
    return material.name or say("ask.whole")
