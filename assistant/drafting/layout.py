"""How each kind of draft is laid out: which parts, in which order, how much of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting import outline
from assistant.drafting.choosing import Told, distinct, spread
from assistant.drafting.digest import digest
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.sharing import Part, parts
from assistant.drafting.types import Block, BlockKind, Focus, Sentence
from assistant.drafting.words import say, weight
from assistant.drafting.writer import Writer, boxed, bullet, heading, paragraph

NUMERALS = "一二三四五六七八九十"


def report(material: Material, writer: Writer, room: int) -> list[Block]:
    """汇报要点: headings and bullets."""
    blocks = [paragraph(Sentence(opening(material)))]
    for number, part in enumerate(parts(material, room)):
        blocks.append(heading(f"{NUMERALS[number]}、{say(f'part.{part.name}')}"))
        if part.name == "goals":
            blocks.extend(_goals(part.said, writer))
        elif part.name == "measures" and material.whole:
            blocks.extend(outline.areas(part.said, material, writer))
        elif part.name in ("measures", "safeguards") or _purposes(part.said):
            blocks.extend(_led(part.said, writer))
        else:
            blocks.extend(bullet(writer.sentence(said)) for said in part.said)
    blocks.append(paragraph(Sentence(say("text_of.timing"))))
    return blocks


def briefing(material: Material, writer: Writer, room: int) -> list[Block]:
    """工作简报: headings and running text."""
    blocks = [paragraph(Sentence(opening(material)))]
    for number, part in enumerate(parts(material, room)):
        blocks.append(heading(f"{NUMERALS[number]}、{say(f'part.{part.name}')}"))
        if part.name == "measures" and material.whole:
            blocks.extend(outline.areas(part.said, material, writer))
        elif part.name in ("measures", "safeguards"):
            for n, (name, said) in enumerate(_grouped(part.said)):
                blocks.append(heading(f"（{_numeral(n)}）{writer.locked(name, said[0].leaf)}", 2))
                blocks.append(paragraph(*(writer.sentence(s) for s in said)))
        elif part.name == "goals":
            for _, said in _timed(part.said):
                blocks.append(paragraph(*(writer.told(s) for s in said)))
        else:
            blocks.append(paragraph(*(writer.sentence(s) for s in part.said)))
    blocks.append(paragraph(Sentence(say("text_of.timing"))))
    return blocks


def page(material: Material, writer: Writer, room: int) -> list[Block]:
    """一页: a few paragraphs, each opened by what it tells."""
    if _digested(material) and room <= weight("digest"):
        return digest(material, writer, room)
    if not material.whole and material.request.length and room <= weight("short"):
        # So little room holds no whole sentences: the topic's own, clause by clause.
        own = _nearest_of_each(material, room) or material.own(list(material.every), 1)
        return digest(replace(material, every=tuple(own), kept={}), writer, room)
    blocks = []
    topics = material.request.topics
    if len(topics) > 1 and not material.late(material.every[0]):
        return _each(material, writer, room)
    told = parts(material, room)
    measures = _measures(material, told, writer, room)
    for part in told:
        if part.name == "measures" and measures:
            blocks.append(replace(measures, lead=say("part.measures") if len(told) > 1 else ""))
            continue
        if part.name == "measures" and material.whole:
            areas = outline.areas(part.said, material, writer)
            said = [
                Sentence(f"{b.lead}：{b.sentences[0].text}", b.sentences[0].sources) for b in areas
            ]
        elif part.name == "goals":
            said = [writer.told(s) for s in part.said]
        else:
            said = [writer.sentence(s) for s in part.said]
        lead = say(f"part.{part.name}") if len(told) > 1 else ""
        blocks.append(Block(BlockKind.PARAGRAPH, tuple(said), lead=lead))
    return blocks


def _measures(material: Material, told: Sequence[Part], writer: Writer, room: int) -> Block | None:
    """Of a topic with many measures, something of each, where whole sentences would leave out."""
    own = [s for s in material.of(Role.MEASURE) if not material.late(s)]
    headings = {s.heading for s in own}
    shown = {s.heading for part in told if part.name == "measures" for s in part.said}
    if material.whole or room > weight("digest") or headings <= shown:
        return None
    left = room - sum(len(s.text) for p in told if p.name != "measures" for s in p.said)
    found = digest(replace(material, every=tuple(own), kept={}), writer, left)
    return found[0] if found else None


def _digested(material: Material) -> bool:
    """Whether records or a part of the plan were named, all of which must have their share."""
    topic = material.topic
    return topic.found or (topic.exact and not topic.roles & {Role.AIM, Role.BACKGROUND})


def _each(material: Material, writer: Writer, room: int) -> list[Block]:
    """Several records asked for together: a paragraph each, opened by its name."""
    groups: dict[str, list[Said]] = {}
    for said in material.every:
        groups.setdefault(said.heading, []).append(said)
    blocks = []
    for name, members in groups.items():
        own = replace(material, every=tuple(members), kept={})
        chosen = [s for part in parts(own, room // len(groups)) for s in part.said]
        if chosen:
            lead = writer.locked(name, chosen[0].leaf)
            sentences = tuple(writer.sentence(s, dated=s.role is Role.GOAL) for s in chosen)
            blocks.append(Block(BlockKind.PARAGRAPH, sentences, lead=lead))
    return blocks


def few(material: Material, writer: Writer, room: int, most: int) -> list[Block]:
    """一句话, 三句话: the most telling sentences, each whole, no more than ``most``."""
    if _digested(material):
        return digest(material, writer, room, most)
    chosen = _of_each(material, room, most) or pick(material, room, most)
    if not chosen:
        return []
    name = material.name if material.topic.exact else chosen[0].heading
    named = most == 1 and name and (material.topic.exact or boxed(chosen[0]))
    lead = writer.locked(name, chosen[0].leaf) if named else ""
    told = tuple(
        writer.sentence(said, dated=said.role is Role.GOAL) if lead else writer.told(said)
        for said in chosen
    )
    return [Block(BlockKind.PARAGRAPH, told, lead=lead)]


def _nearest_of_each(material: Material, room: int) -> list[Said]:
    """The sentences nearest to each of several subjects, as many as there is room to tell."""
    subjects = material.topic.subjects
    if len(subjects) < 2:
        return []
    count = math.ceil(room / weight("told_each") / len(subjects))
    kept: set[int] = set()
    for places in subjects:
        own = [s for s in material.every if s.start in places]
        own.sort(key=lambda s: (-material.close[s.start], s.cells))
        kept |= {s.start for s in distinct(own)[:count]}
    return [s for s in material.every if s.start in kept]


def _of_each(material: Material, room: int, most: int) -> list[Said]:
    """The same of several subjects, each with its share; [] where there are not as many."""
    subjects = material.topic.subjects
    chosen: dict[int, Said] = {}
    if not 1 < len(subjects) <= most:
        return []
    for number, places in enumerate(subjects):
        count = most // len(subjects) + (number < most % len(subjects))
        own = [s for s in material.every if s.start in places and s.start not in chosen]
        told = spread(
            distinct(own), material.worth, room // len(subjects), most=count, late=material.late
        )
        chosen.update((s.start, s) for s in told)
    return list(chosen.values())


def pick(material: Material, room: int, most: int) -> list[Said]:
    """A few sentences that tell a topic: what for or how, then the aims by year."""
    goals = material.goals()
    others = material.of(Role.PURPOSE, Role.MEASURE, Role.AIM, Role.SAFEGUARD)
    if material.whole and not material.topic.roles:
        # 整份规划：先说总目标
        others = material.of(Role.AIM) or others
    past = material.of(Role.BACKGROUND, Role.PROBLEM, Role.STRATEGY, Role.PRINCIPLE)
    if material.topic.roles:
        every = material.of(*material.topic.roles)
        return spread(every, material.worth, room, most=most)
    if most == 1 and material.whole and others:
        return spread(others, material.worth, room, most=1)
    if not goals or _farther(goals, others, material):
        return spread(others or past, material.worth, room, most=most, late=material.late)
    if most == 1:
        last = [s for s in goals if s.when == max(g.when[-4:] for g in goals)] or goals
        fitting = [s for s in last if len(s.text) <= room] or goals
        return spread(
            sorted(fitting, key=lambda s: -material.worth(s)), material.worth, room, most=1
        )
    goals = material.own(goals, 2)
    wanted = most if material.request.focus is Focus.GOALS or not others else max(most - 1, 1)
    chosen: list[Said] = []
    left = room
    if wanted < most:
        fresh = material.own(distinct(others, _told(goals)), 1)
        ranked = sorted(fresh, key=lambda s: -material.worth(s))
        chosen = [s for s in ranked if len(s.text) <= left / 2][: most - wanted]
        left -= sum(len(s.text) for s in chosen)
    return chosen + spread(goals, material.worth, left, most=most - len(chosen), late=material.late)


def _farther(goals: Sequence[Said], others: Sequence[Said], material: Material) -> bool:
    """Whether the topic's own sentences are measures, and its aims only touch it."""
    return all(map(material.late, goals)) and not all(map(material.late, others))


def _told(said: Sequence[Said]) -> Told:
    told = Told()
    for each in said:
        told.add(each)
    return told


def opening(material: Material) -> str:
    title = material.knowledge.plan.title
    if material.whole:
        return say("text_of.opening_whole", title=title)
    if not material.name:
        return say("text_of.opening_unnamed", title=title)
    return say("text_of.opening", title=title, name=material.name)


def _goals(said: Sequence[Said], writer: Writer) -> Iterator[Block]:
    """Bullets under a small heading a year; without headings where there are few."""
    timed = list(_timed(said))
    many = len(said) > 4 and len(timed) > 1
    for n, (when, group) in enumerate(timed):
        if many:
            words = say(f"when.{when or 'undated'}") if when in _KNOWN else when
            yield heading(f"（{_numeral(n)}）{words}", 2)
        for s in group:
            lead = writer.locked(s.heading, s.leaf) if _boxes(said) > 1 and boxed(s) else ""
            yield bullet(writer.sentence(s, dated=True), lead=lead)


def _boxes(said: Sequence[Said]) -> int:
    return len({s.heading for s in said})


_KNOWN = ("2020", "2022", "2021-2025", "2025", "")


def _led(said: Sequence[Said], writer: Writer) -> Iterator[Block]:
    for name, group in _grouped(said):
        lead = writer.locked(name, group[0].leaf)
        yield bullet(*(writer.sentence(s) for s in group), lead=lead)


def _purposes(said: Sequence[Said]) -> bool:
    return any(s.role is Role.PURPOSE for s in said)


def _grouped(said: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.heading, []).append(each)
    return list(groups.items())


def _timed(said: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.when, []).append(each)
    return list(groups.items())


def _numeral(n: int) -> str:
    n += 1
    if n <= 10:
        return NUMERALS[n - 1]
    tens, ones = divmod(n, 10)
    return (NUMERALS[tens - 1] if tens > 1 else "") + "十" + (NUMERALS[ones - 1] if ones else "")
