"""One message → the questions in it, each with what it leans on; a story without its background."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.normalise import clean
from assistant.phrases import phrases
from assistant.query import Query
from assistant.understand import Understander

MAX_PARTS = 4
"""Questions of one message that are answered; what more is asked stays with the last."""
STORY = 36
"""Characters from which a message with one question is taken for a story around it."""
MIN_ASK = 2
MAX_FILTER = 3
"""Characters beside words of asking up to which 其中… narrows the question before it."""
LIMIT = 400
"""Characters of a message that is looked at for parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message. ``context`` is what of the story it may lean on, or ""."""

    text: str
    context: str = ""


class Splitter:
    """Splits by the words of asking and by what the plan knows; keeps no state."""

    def __init__(self, understander: Understander) -> None:
        self._read = functools.lru_cache(maxsize=256)(understander.read)

    def split(self, question: str) -> tuple[Part, ...]:
        """The parts in order; the message itself where it asks one thing."""
        if len(question) > LIMIT:
            return (Part(question),)
        segments = [s for s in _segments(question) if _said(s)]
        groups = self._tagged([piece for s in segments for piece in self._pieces(s)])
        asks = self._asks(groups)
        if len(asks) > 1:
            return tuple(asks[:MAX_PARTS])
        if len(asks) == 1 and len(question) >= STORY and len(asks[0].text) < len(question):
            return self._retold(asks[0], question)
        return (Part(question),)

    def _retold(self, ask: Part, question: str) -> tuple[Part, ...]:
        """A story's one question with the background that names something of the plan."""
        query = self._read(ask.text)
        known = bool(query.topics or query.refers or query.hinted)
        if ask.context and not known:
            return (Part(f"{ask.context}，{ask.text}"),)
        return (Part(ask.text),) if known else (Part(question),)

    def _pieces(self, segment: str) -> list[str]:
        """A segment cut at 和, 、 or a year where both sides ask."""
        for found in _pattern("weak").finditer(segment):
            left, right = segment[: found.start()], segment[found.end() :]
            both = _asks(left) and _asks(right) and len(left) > MIN_ASK < len(right)
            if both and self._stands(left):
                return [left, *self._pieces(right)]
        for found in _pattern("after").finditer(segment):
            left, right = segment[: found.start()], segment[found.start() :]
            if _asks(left) and _asks(right) and self._named(left) and self._named(right):
                return [left, *self._pieces(right)]
        return [segment]

    def _named(self, text: str) -> bool:
        query = self._read(text)
        return bool(query.topics or query.terms or query.attribute)

    def _stands(self, text: str) -> bool:
        """Whether a text names something by itself."""
        query = self._read(text)
        return bool(query.topics or query.refers or len(query.detail) >= MIN_ASK)

    def _tagged(self, pieces: Sequence[str]) -> list[str]:
        """Without tags of their own: 是不是真的 belongs to what was just said."""
        joined: list[str] = []
        for piece in pieces:
            if joined and _pattern("tag").match(clean(piece)):
                joined[-1] += f"，{piece}"
            else:
                joined.append(piece)
        return joined

    def _asks(self, pieces: Sequence[str]) -> list[Part]:
        """The pieces that ask, each with the background since the one before."""
        parts: list[Part] = []
        waiting: list[str] = []
        story: list[str] = []
        for piece in pieces:
            if not _asks(piece):
                waiting.append(piece)
                continue
            text = _pattern("lead").sub("", piece)
            if not _said(text):
                continue
            query = self._read(text)
            before = [w for w in waiting if self._names(w)]
            story += before
            waiting = []
            if parts and not before and self._belongs(query, text):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text}，{text}")
                continue
            if _pattern("own_case").search(text) and story:
                context = "，".join(story)
            else:
                context = before[-1] if before and self._bare(query) else ""
            if context and len(context) <= len(text) + STORY and not _pattern("own_case").search(text):
                text, context = f"{context}，{text}", ""
            parts.append(Part(text, context))
        return self._compared(parts)

    def _compared(self, parts: list[Part]) -> list[Part]:
        """Parts of which one compares what those before it name: they are one question."""
        for number, part in enumerate(parts[1:], 1):
            query = self._read(part.text)
            sets = query.has("compare") and not query.has("how", "who", "list")
            if sets and self._bare(query):
                text = "，".join(p.text for p in parts[: number + 1])
                return [Part(text), *parts[number + 1 :]]
        return parts

    def _names(self, text: str) -> bool:
        """Whether background names something that the plan knows."""
        query = self._read(text)
        named = query.topics or query.refers or query.years or query.boxes or query.hinted
        return bool(named or query.plain != query.text or len(text) <= STORY // 2)

    def _bare(self, query: Query) -> bool:
        return not (query.topics or query.refers or query.attribute)

    def _belongs(self, query: Query, text: str) -> bool:
        """Whether a piece only narrows the question before it."""
        if query.topics or query.refers or query.attribute:
            return False
        return bool(_pattern("filter").match(text)) and len(query.detail) <= MAX_FILTER


def _segments(question: str) -> Iterator[str]:
    for segment in _pattern("strong").split(question):
        if segment and segment.strip():
            yield segment.strip()


def _asks(text: str) -> bool:
    """Whether a piece of a message asks something."""
    text = clean(text)
    return bool(_pattern("ask").search(text)) and not _pattern("none").search(text)


def _said(text: str) -> bool:
    """Whether anything is left without courtesies and begging for an answer."""
    rest = _pattern("begging").sub("", clean(text))
    return bool(re.sub(r"\W", "", rest)) and not re.fullmatch(r"[我就想请问下一哈吧了\W]*", rest)


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["asks"][name])
