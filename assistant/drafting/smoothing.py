"""A draft's paragraphs made to read more smoothly by a language model; figures stay tokens.

Each paragraph is sent by itself and comes back whole or stays as it was: every sentence of a
reply is held against its own (:mod:`.rewriting`), and the draft with it must read back with
the same figures locked. One attempt and one repair each, all within one turn's patience.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.drafting.editing import edited
from assistant.drafting.markdown import render
from assistant.drafting.rewriting import ENDS, Names, allowed, unlike
from assistant.drafting.types import TOKEN, Block, BlockKind, Draft, Sentence

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from assistant.llm.model import LanguageModel
    from assistant.llm.writer import Turn
    from knowledge.library import Knowledge

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET})
ALOUD = re.compile(r"<think>.*?(?:</think>|\Z)", re.S)
NUMBERED = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.、）)]\s*)")
MOST_REASONS = 4
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Smoothed:
    """A draft with some paragraphs reworded. ``changed`` are the numbers of their blocks, from 0;
    ``kept`` those that stayed as they were, each with why: the kind of a model's failure, or
    what did not pass."""

    draft: Draft
    changed: tuple[int, ...] = ()
    kept: Mapping[int, str] = field(default_factory=dict)

    @property
    def unanswered(self) -> bool:
        """Whether the model gave no usable reply at all."""
        return not self.changed and all(said.isascii() for said in self.kept.values())


def smooth(draft: Draft, base: Draft, knowledge: Knowledge, model: LanguageModel) -> Smoothed:
    """``draft``, an edited form of ``base``, with the paragraphs reworded that pass.

    What a model does or fails to do is told in the result; paragraphs of fixed phrases,
    headings and tables are not sent.
    """
    read = edited(base, render(draft, tokens=True))
    draft = read.draft
    wanted = [n for n, block in enumerate(draft.blocks) if _prose(block)]
    names = Names(knowledge)
    first = model.turn()

    def one(number: int) -> Block | str:
        # One deadline for all of them; what is not done by then stays as it was.
        turn = replace(first, calls=0, prompts={})
        try:
            return _reworded(draft.blocks[number], draft, names, turn)
        except Exception:
            # Whatever breaks here, the paragraph is good as it is.
            log.exception("a paragraph could not be smoothed")
            return "broken"

    with ThreadPoolExecutor(max(model.limits.concurrency, 1)) as pool:
        replies = dict(zip(wanted, pool.map(one, wanted), strict=True))
    kept = {n: said for n, said in replies.items() if isinstance(said, str)}
    changed: list[int] = []
    for number, block in replies.items():
        if isinstance(block, str):
            continue
        blocks = (*draft.blocks[:number], block, *draft.blocks[number + 1 :])
        tried = replace(draft, blocks=blocks)
        again = edited(base, render(tried, tokens=True))
        if again.draft.blocks == blocks and len(again.problems) == len(read.problems):
            draft, changed = tried, [*changed, number]
        else:
            kept[number] = "read_back"
    return Smoothed(draft, tuple(changed), kept)


def _prose(block: Block) -> bool:
    """Whether a block holds sentences of the plan, not only phrases of ours."""
    return block.kind in PROSE and any(sentence.sources for sentence in block.sentences)


def _reworded(block: Block, draft: Draft, names: Names, turn: Turn) -> Block | str:
    """The block in the model's words, or why it stays as it is."""
    from langchain_core.messages import AIMessage

    from assistant.llm.types import ModelFailure

    messages = _messages(block, draft, turn)
    try:
        reply = _ask(turn, messages)
        new, reasons = _checked(reply, block, names)
        if reasons:
            again = turn.messages("repair", reasons="\n".join(f"- {r}" for r in reasons))
            reply = _ask(turn, [*messages, AIMessage(reply), *again])
            new, reasons = _checked(reply, block, names)
    except ModelFailure as error:
        return error.kind
    if reasons:
        return "；".join(reasons)
    return new if new != block else allowed().said["nothing"]


def _messages(block: Block, draft: Draft, turn: Turn) -> list[BaseMessage]:
    words = allowed()
    return turn.messages(
        "smooth",
        kind=draft.kind.value,
        sentences="\n".join(_data(sentence.text) for sentence in block.sentences),
        lead="、".join(words.lead),
        drop="、".join(words.drop),
        same="\n".join("  " + " ".join(group) for group in words.same),
    )


def _data(text: str) -> str:
    """Words as data, our own tokens kept."""
    from assistant.llm.prompts import data

    out, at = "", 0
    for found in TOKEN.finditer(text):
        out, at = out + data(text[at : found.start()]) + found[0], found.end()
    return out + data(text[at:])


def _ask(turn: Turn, messages: Sequence[BaseMessage]) -> str:
    """A whole reply; nobody reads it before it has been checked."""
    from assistant.llm.types import ModelFailure

    steps = turn.ask(messages)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            if end.value.tool_calls or not isinstance(end.value.content, str):
                raise ModelFailure("endless_tools") from None
            return str(end.value.content)


def _checked(reply: str, block: Block, names: Names) -> tuple[Block, list[str]]:
    """The block that a reply makes, and why it may not be used."""
    words = allowed()
    said = list(_lines(reply))
    if len(said) != len(block.sentences):
        return block, [words.said["count"].format(due=len(block.sentences))]
    reasons, sentences = list[str](), list[Sentence]()
    for number, (old, new) in enumerate(zip(block.sentences, said, strict=True), 1):
        if other := unlike(old.text, new, names):
            reason = words.said["unlike"].format(number=number, old=other[0], new=other[1])
            reasons.append(reason)
        end = old.text[len(old.text.rstrip(ENDS)) :]
        sentences.append(replace(old, text=new.rstrip(ENDS) + end))
    return replace(block, sentences=tuple(sentences)), reasons[:MOST_REASONS]


def _lines(reply: str) -> Iterator[str]:
    """The sentences of a reply, one a line, in one spelling."""
    from assistant.llm.quotes import straightened
    from assistant.llm.tokens import tidied

    for line in ALOUD.sub("", tidied(reply)).splitlines():
        if text := straightened(NUMBERED.sub("", line)).strip():
            yield text
