"""Request → draft."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.drafting import answers, layout, letter, outline, table
from assistant.drafting.calling import strays
from assistant.drafting.material import Material, collect
from assistant.drafting.notes import notes
from assistant.drafting.pool import Role, sentences
from assistant.drafting.topic import Topic, resolve
from assistant.drafting.types import Block, Draft, Kind, NothingFound, Request, TooShort
from assistant.drafting.words import say, words
from assistant.drafting.writer import Writer, paragraph
from assistant.normalise import Lexicon
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
FIRST_SCALE, TRIES = 1.25, 40
"""How much of the length sentences get at first, and how often less is tried."""
UNLIMITED = 10**6
LEXICON = "lexicon.tsv"


def make(request: Request, knowledge: Knowledge, topic: Topic | None = None) -> Draft:
    """The draft for a request, in the plan's own clauses. Raises :class:`NothingFound`.

    ``topic`` is what it is about where that was found otherwise than by the request's words.
    """
    if request.kind is Kind.LETTER and not request.audience:
        request = dataclasses.replace(request, audience=say("letter.audience"))
    topic = topic or _topic(request, knowledge)
    material = collect(request, knowledge, topic)
    if not material.every:
        raise NothingFound(say("problem.nothing_then", text=topic.name, period=request.period))
    limit = request.length or int(words()["length"][request.kind])
    scale = FIRST_SCALE
    for _ in range(TRIES):
        writer = Writer(knowledge)
        blocks = _blocks(material, writer, int(limit * scale) if limit else UNLIMITED)
        if not blocks or not writer.used:
            break
        draft = _draft(material, writer, blocks)
        if material.name and strays(_told(draft), request.text, knowledge):
            # What the topic was called is no name: the draft goes without one.
            material = dataclasses.replace(material, name="")
            continue
        if not limit or draft.length <= limit:
            return draft
        # 标题和开头也占字数：超多少，句子就少给多少
        scale *= min(limit / draft.length, 0.95)
    if not limit:
        raise NothingFound(say("problem.nothing_of_kind", text=topic.name, kind=request.kind))
    least = _too_short(material, limit)
    if request.length:
        raise least
    # Nobody asked for the usual length: the shortest whole sentence is better than none.
    return least.shortest


def _topic(request: Request, knowledge: Knowledge) -> Topic:
    """What a request is about; lay words (双减) by the plan's where they alone find nothing."""
    pool = sentences(knowledge)
    try:
        return resolve(request, knowledge, pool)
    except NothingFound:
        text = _lexicon(knowledge.folder / LEXICON).apply(request.text)
        if text == request.text:
            raise
        return resolve(dataclasses.replace(request, text=text), knowledge, pool)


@functools.cache
def _lexicon(path: Path) -> Lexicon:
    return Lexicon.load(path)


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


def _told(draft: Draft) -> str:
    leads = (draft.read(block.lead) for block in draft.blocks)
    return "\n".join([draft.title, *leads, *(draft.read(s.text) for s in draft.sentences())])


def _too_short(material: Material, limit: int) -> TooShort:
    writer = Writer(material.knowledge)
    least = min(material.every, key=lambda said: (said.role is not Role.GOAL, len(said.text)))
    block = paragraph(writer.told(least))
    draft = _draft(material, writer, [block])
    return TooShort(say("problem.too_short", limit=limit, least=draft.length), draft)
