"""致家长的一封信: the plan's claims in a letter's order, without officialese."""

from __future__ import annotations

import re

from assistant.drafting.choosing import Told, distinct, spread
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.types import Block, Sentence
from assistant.drafting.words import pattern, say, words
from assistant.drafting.writer import Writer, paragraph


def letter(material: Material, writer: Writer, room: int) -> list[Block]:
    """Greeting, a paragraph a matter, the aims, and what the plan does not say."""
    phrases = words()["letter"]
    left = room - sum(len(str(phrases[k])) for k in ("greeting", "opening", "timing", "thanks"))
    goals = spread(
        material.own(_plain(material.goals(), material), 2),
        material.worth,
        int(left * 0.4),
        most=4,
        late=material.late,
    )
    told = Told()
    for said in goals:
        told.add(said)
    rest = material.of(Role.MEASURE, Role.PURPOSE, Role.AIM)
    matters = spread(
        material.own(distinct(_plain(rest, material), told), 2),
        material.worth,
        int(left * 0.6),
        most=9,
        each=2,
        late=material.late,
    )
    blocks = [
        paragraph(Sentence(say("letter.greeting"))),
        paragraph(Sentence(_opening(material))),
    ]
    groups: dict[str, list[Said]] = {}
    for said in matters:
        groups.setdefault(said.heading, []).append(said)
    openers = phrases["openers"]
    for n, (name, group) in enumerate(groups.items()):
        opener = openers[0] if n == 0 else openers[1 + (n - 1) % (len(openers) - 1)]
        lead = opener.format(name=writer.quoted(name, group[0].leaf))
        first, *others = (_softened(writer.sentence(said)) for said in group)
        opened = Sentence(lead + first.text, first.sources)
        blocks.append(paragraph(opened, *others))
    if goals:
        lead = say("letter.goals" if groups else "letter.goals_alone")
        told_goals = [_softened(writer.told(said)) for said in goals]
        first = Sentence(lead + told_goals[0].text, told_goals[0].sources)
        blocks.append(paragraph(first, *told_goals[1:]))
    if not groups and not goals:
        return []
    closing = ("timing", "thanks", "signature")
    return blocks + [paragraph(Sentence(say(f"letter.{name}"))) for name in closing]


def _opening(material: Material) -> str:
    title = material.knowledge.plan.title
    if material.whole:
        return say("letter.opening_whole", title=title)
    if not material.name:
        return say("letter.opening_unnamed", title=title)
    return say("letter.opening", title=title, name=material.name)


def _plain(found: list[Said], material: Material) -> list[Said]:
    """What a parent can follow; all of it where that would leave nothing."""
    plain = [
        said
        for said in found
        if len(pattern("text.jargon").findall(said.text)) <= 2
        and not pattern("text.inside").search(said.text)
    ]
    if material.whole:
        plain = [s for s in plain if len(set(pattern("text.near").findall(s.text))) > 1]
    return plain or found


def _softened(sentence: Sentence) -> Sentence:
    """Without filling words of officialese; nothing that a claim hangs on."""
    text = sentence.text
    for official, plain in words()["plain"].items():
        text = re.sub(official, plain, text)
    return Sentence(text, sentence.sources)
