"""Request → draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from assistant.drafting import answers, layout, letter, outline, table
from assistant.drafting.material import Material, collect
from assistant.drafting.notes import notes
from assistant.drafting.pool import sentences
from assistant.drafting.topic import resolve
from assistant.drafting.types import Block, Draft, Kind, NothingFound, Request, TooShort
from assistant.drafting.words import say, words
from assistant.drafting.writer import Writer, paragraph
from knowledge.library import Knowledge

Layout = Callable[[Material, Writer, int], list[Block]]
LAYOUTS: dict[Kind, Layout] = {
    Kind.POINTS: layout.report,
    Kind.BRIEFING: layout.briefing,
    Kind.PAGE: layout.page,
    Kind.LETTER: letter.letter,
    Kind.TABLE: table.table,
    Kind.ANSWERS: answers.answers,
    Kind.OUTLINE: outline.outline,
}
SCALES = (1.4, 1.2, 1.05, 0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)
"""How much of the room sentences get; the first that keeps the whole within the limit is taken."""


def make(request: Request, knowledge: Knowledge) -> Draft:
    """The draft for a request, of whole sentences only. Raises :class:`NothingFound`."""
    if request.kind is Kind.LETTER and not request.audience:
        request = dataclasses.replace(request, audience=say("letter.audience"))
    pool = sentences(knowledge)
    topic = resolve(request, knowledge, pool)
    material = collect(request, knowledge, topic)
    if not material.every:
        raise NothingFound(say("problem.nothing_then", text=topic.name, period=request.period))
    limit = request.length or int(words()["length"][request.kind])
    best: Draft | None = None
    for scale in SCALES if limit else (1.0,):
        writer = Writer(knowledge)
        blocks = _blocks(material, writer, int(limit * scale) if limit else 10**6)
        if not blocks or not writer.used:
            continue
        draft = _draft(material, writer, blocks)
        if not limit or draft.length <= limit:
            if best is None or len(draft.sources) > len(best.sources):
                best = draft
            break
    if best is None:
        raise _too_short(material, limit)
    return best


def _blocks(material: Material, writer: Writer, room: int) -> list[Block]:
    request = material.request
    most = request.sentences or int(words()["sentences"].get(request.kind, 0))
    if most:
        return layout.few(material, writer, room, most)
    return LAYOUTS[request.kind](material, writer, room)


def _draft(material: Material, writer: Writer, blocks: Sequence[Block]) -> Draft:
    request, plan = material.request, material.knowledge.plan
    name = material.name or plan.title
    return Draft(
        title=say(f"title.{request.kind}", name=name),
        kind=request.kind,
        blocks=tuple(blocks),
        tokens=dict(writer.tokens),
        sources=writer.sources(),
        notes=notes(material.knowledge, writer.used),
        plan_title=plan.title,
        plan_sha256=plan.sha256,
        request=request,
    )


def _too_short(material: Material, limit: int) -> TooShort:
    """The shortest draft of one sentence that there is."""
    least = 0
    for said in sorted(material.every, key=lambda s: len(s.text)):
        writer = Writer(material.knowledge)
        told = writer.told(said)
        least = len(_draft(material, writer, [paragraph(told)]).read(told.text))
        break
    return TooShort(say("problem.too_short", limit=limit, least=least), least)
