"""One message → the questions in it, each with what it leans on; a story without its background."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.mentions import words_of
from assistant.normalise import clean
from assistant.phrases import phrases
from assistant.query import Query
from assistant.turns import told
from assistant.understand import Understander

MAX_PARTS = 4
"""Questions of one message that are answered; what more is asked stays with the last."""
STORY = 36
"""Characters from which a message with one question is taken for a story around it."""
MIN_ASK = 2
TELLING = 4
"""Characters of a word of the plan that makes a piece of background worth keeping."""
SELDOM = 12
"""Times that the plan has a word that still tells one place of it from others."""
OWN_ASKS = ("when", "who", "define", "how", "why", "doubt", "yesno", "outcome")
"""Asked in few words, yet questions of their own."""
FRONTED = 15
"""Characters of a topic put before its question."""
MAX_FILTER = 3
"""Characters beside words of asking up to which 其中… narrows the question before it."""
LIMIT = 400
"""Characters of a message that is looked at for parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message, with what of the story around it leans on."""

    text: str


class Splitter:
    """Splits by the words of asking and by what the plan knows; keeps no state."""

    def __init__(self, understander: Understander) -> None:
        self._read = functools.lru_cache(maxsize=256)(understander.read)
        self._plan = understander.knowledge.plan.text
        words = understander.lexicon.pairs.values()
        self._plan_words = {word for word in words if len(word) >= TELLING}

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
        return (ask,) if self._records(ask.text) or self._known(ask.text) else (Part(question),)

    def _pieces(self, segment: str) -> list[str]:
        """A segment cut at 和, 、 or a year where both sides ask."""
        for found in _pattern("weak").finditer(segment):
            left, right = segment[: found.start()], segment[found.end() :]
            # 我就想问下十三五那几年新建的中小学和…: to say that one asks is not yet a question.
            asked = _asks(_pattern("lead").sub("", left))
            both = asked and _asks(right) and len(left) > MIN_ASK < len(right)
            if both and self._stands(left) and not self._read(segment).has("compare"):
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
            said = clean(piece)
            if joined and (_pattern("tag").match(said) or _pattern("tally").match(said)):
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
            if not _asks(piece) and not _pattern("noun").search(clean(piece)):
                waiting.append(piece)
                continue
            text = _pattern("lead").sub("", piece)
            if not _said(text):
                continue
            query = self._read(text)
            before, waiting = waiting, []
            story += before
            if parts and self._belongs(query, text):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text}，{text}")
                continue
            if not parts and self._only_named(query, text):
                waiting = [*before, piece]
                continue
            own_case = bool(_pattern("own_case").search(text))
            context = self._telling(story if own_case else before, own_case=own_case)
            if context and (own_case or self._bare(query)):
                text = f"{context}，{text}"
            parts.append(Part(text))
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

    def _telling(self, background: Sequence[str], *, own_case: bool) -> str:
        """The last piece of background that names a record, else something of the plan."""
        if not background:
            return ""
        for test in (self._records, self._known):
            if found := [piece for piece in background if test(piece)]:
                return found[-1]
        score, piece = max(((self._rare(p), p) for p in background), key=lambda item: item[0])
        fronted = "" if own_case or len(background[-1]) > FRONTED else background[-1]
        return piece if score else fronted

    def _only_named(self, query: Query, text: str) -> bool:
        """A first piece like 做表格呢, which tells the occasion and asks nothing."""
        bare = re.sub(r"呢\W*$", "", clean(text))
        return bare != clean(text) and not _pattern("ask").search(bare) and self._bare(query)

    def _rare(self, text: str) -> int:
        """Pairs of characters that the plan has, but seldom."""
        pairs = words_of(clean(text))
        return sum(1 <= self._plan.count(pair) <= SELDOM for pair in pairs)

    def _records(self, text: str) -> bool:
        query = self._read(text)
        return bool(query.topics or query.refers or query.hinted)

    def _known(self, text: str) -> bool:
        query = self._read(text)
        return any(word in query.plain for word in self._plan_words)

    def _bare(self, query: Query) -> bool:
        """Whether a piece leaves open what it is about."""
        if query.refers or query.attribute or query.tables:
            return False
        return not query.topics or len(told(query)) < MAX_FILTER

    def _belongs(self, query: Query, text: str) -> bool:
        """Whether a piece only narrows the question before it, or asks for more of the same."""
        if query.refers or query.attribute or query.years or query.tables:
            return False
        if query.has(*OWN_ASKS) and not query.has("where"):
            return False
        rest = told(query)
        if re.fullmatch(phrases()["turn"]["unit"], rest):
            # …都要有吗，几所: a bare number of what was just asked about.
            return True
        return len(rest) < 2 or (bool(_pattern("filter").match(text)) and len(rest) <= MAX_FILTER)


def _segments(question: str) -> Iterator[str]:
    for segment in _pattern("strong").split(question):
        if segment and segment.strip():
            yield segment.strip()


def _asks(text: str) -> bool:
    """Whether a piece of a message asks something."""
    text = clean(text)
    *said, last = re.split("[，,]", text)
    if said and _pattern("tag").match(last):
        return True
    return bool(_pattern("ask").search(text)) and not _pattern("none").search(text)


def _said(text: str) -> bool:
    """Whether anything is left without courtesies and begging for an answer."""
    rest = _pattern("begging").sub("", clean(text))
    return bool(re.sub(r"\W", "", rest)) and not re.fullmatch(r"[我就想请问下一哈吧了\W]*", rest)


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["asks"][name])
