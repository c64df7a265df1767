"""A proposed addition: read from a form, checked against the plan, tried before it is kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Answer, Assistant
from assistant.overlay import OFF, WAYS, WORDS, Overlay
from assistant.web.staff import texts
from assistant.web.staff.additions import Additions, Line
from knowledge.library import Knowledge
from knowledge.ways import REFUSALS, SEPARATOR, Resolver

WAY_CHARS, LEAST_WAY, WORD_CHARS, LEAST_WORD = 120, 4, 20, 2
MOST_ASKED = 60
_BREAKS = re.compile(r"[\t\n\r\v\f\u0085\u2028\u2029]")


class Unfit(ValueError):
    """The proposal cannot be kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Differs:
    """A question that would be answered differently."""

    question: str
    before: Answer
    after: Answer


def way(knowledge: Knowledge, text: str, asks: str, quotes: str) -> Line:
    """A line for the bank. Raises :class:`Unfit`."""
    text = " ".join(_BREAKS.sub(" ", text).split())
    if not LEAST_WAY <= len(text) <= WAY_CHARS:
        raise Unfit(texts.WAY_LENGTH.format(least=LEAST_WAY, most=WAY_CHARS))
    if text.startswith("#"):
        raise Unfit(texts.WAY_HASH)
    if asks == OFF:
        return (text, OFF, "")
    if asks not in texts.ASKS:
        raise Unfit(texts.WAY_ASKS)
    refs = [line.strip() for line in quotes.splitlines() if line.strip()]
    if not refs and asks not in REFUSALS:
        raise Unfit(texts.WAY_NO_QUOTE)
    resolver = Resolver(knowledge.plan)
    for ref in refs:
        if SEPARATOR in ref or "\t" in ref or resolver.find(ref) is None:
            raise Unfit(texts.WAY_QUOTE.format(quote=ref[:60]))
    return (text, asks, SEPARATOR.join(refs))


def word(knowledge: Knowledge, known: Sequence[str], lay: str, plan: str) -> Line:
    """A line for the lexicon; ``known``: words of the plan's own lexicon. Raises :class:`Unfit`."""
    lay, plan = lay.strip(), plan.strip()
    if not LEAST_WORD <= len(lay) <= WORD_CHARS or len(plan) > WORD_CHARS:
        raise Unfit(texts.WORD_LENGTH.format(least=LEAST_WORD, most=WORD_CHARS))
    if _BREAKS.search(lay + plan) or lay.startswith("#"):
        raise Unfit(texts.WORD_BREAK)
    if not plan:
        return (lay, lay)
    if plan not in knowledge.plan.text and plan not in known:
        raise Unfit(texts.WORD_UNKNOWN.format(word=plan))
    names = {e.name for e in knowledge.entries} | {t.term for t in knowledge.plan.terms}
    if lay != plan and any(lay in name for name in names):
        raise Unfit(texts.WORD_OWN.format(word=lay))
    return (lay, plan)


def variant(assistant: Assistant, additions: Additions, file: str, text: str) -> Assistant:
    """The assistant as it would be with this text in place of the file's."""
    # So that both use one model in memory.
    assistant.prepare()
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        for name in (WAYS, WORDS):
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if name == file else additions.text(name), "utf-8")
        changed = assistant.variant(Overlay(Path(folder)))
        # Reads the files now, while they are there.
        changed.prepare()
    return changed


def differing(before: Assistant, after: Assistant, questions: Sequence[str]) -> list[Differs]:
    """Which of the questions would be answered differently."""
    found = []
    for question in list(dict.fromkeys(q for q in questions if q.strip()))[:MOST_ASKED]:
        old, new = before.ask(question), after.ask(question)
        if (old.text, old.status, old.citations) != (new.text, new.status, new.citations):
            found.append(Differs(question, old, new))
    return found
