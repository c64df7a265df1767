"""A draft after a person edited its text: read back, its locked figures compared.

Figures may stand as tokens or as they read. An edited sentence is laid beside the sentence
of the draft that it comes from; a figure that reads otherwise there is reported, as is one
that no record of the draft holds.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.drafting.pool import cut
from assistant.drafting.types import TOKEN, Block, BlockKind, Draft, Sentence
from assistant.drafting.words import say

MARKS = re.compile(r"(?:\[\d{1,3}\])+")
LINE = re.compile(r"(?P<head>#{1,3}) |(?P<bullet>[-*•] )|(?P<row>\|)")
LEAD = re.compile(r"\*\*(?P<lead>[^*]+)\*\*：")
RULE = re.compile(r"[|\s:-]+")
NUMBER = re.compile(
    r"\d+(?:[.．]\d+)?(?:[%％‰]|[万亿]?[元所个名项人次座例倍岁]|学时|年)?(?:以上|以下|以内|以外|底)?"
)
BARE = re.compile(r"\d+(?:[.．]\d+)?")
ITEM = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)、]|\d{1,2}[.、]|[（(]\d{1,2}[）)])")
COMES_FROM = 0.45
"""Share of a sentence's pairs of characters from which it comes from a sentence of the draft."""
AHEAD = 12
"""Characters before a figure that say what it is about."""


class ProblemKind(StrEnum):
    ALTERED = "altered"
    MOVED = "moved"
    UNKNOWN_TOKEN = "unknown_token"
    NO_RECORD = "no_record"


@dataclass(frozen=True, slots=True)
class Problem:
    """A figure of the edited text that is not the draft's; ``start:end`` is where in that text.

    ``right`` is what the record says, "" where there is none.
    """

    kind: ProblemKind
    said: str
    right: str
    token: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The draft as edited, and what is wrong with its figures."""

    draft: Draft
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Own:
    """A sentence of the draft as it reads, with the spans of its figures."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    sources: tuple[int, ...]
    pairs: frozenset[str]


def edited(draft: Draft, text: str) -> Edited:
    """Reads an edited text back: same title, blocks and sources, figures locked where intact."""
    reader = _Reader(draft)
    blocks: list[Block] = []
    title, at = "", 0
    table: list[tuple[Sentence, ...]] = []
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        body = line.strip()
        found = LINE.match(body)
        offset = start + line.find(body) if body else start
        if found and found["row"]:
            if not RULE.fullmatch(body):
                table.append(tuple(reader.cells(body, offset)))
            continue
        if table:
            blocks.append(Block(BlockKind.TABLE, rows=tuple(table)))
            table = []
        if not body:
            continue
        if found and found["head"] == "#" and not title:
            title = body[2:].strip()
            continue
        blocks.append(reader.block(body, offset, found))
    if table:
        blocks.append(Block(BlockKind.TABLE, rows=tuple(table)))
    changed = replace(draft, title=title or draft.title, blocks=tuple(blocks))
    return Edited(changed, tuple(sorted(reader.problems, key=lambda p: p.start)))


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._own = list(_owned(draft))
        self.problems: list[Problem] = []

    def block(self, body: str, at: int, found: re.Match[str] | None) -> Block:
        skip = found.end() if found else 0
        kind = BlockKind.PARAGRAPH
        level = 1
        if found and found["head"]:
            kind, level = BlockKind.HEADING, max(len(found["head"]) - 1, 1)
        elif found:
            kind = BlockKind.BULLET
        lead = ""
        if kind is not BlockKind.HEADING and (led := LEAD.match(body, skip)):
            lead = self._sentence(led["lead"], at + led.start("lead")).text
            skip = led.end()
        text = body[skip:]
        spans = [(0, len(text))] if kind is BlockKind.HEADING else list(_marked(text))
        said = tuple(self._sentence(text[a:b], at + skip + a) for a, b in spans)
        return Block(kind, said, level, lead)

    def cells(self, body: str, at: int) -> Iterator[Sentence]:
        first = 1
        for piece in body.strip("|").split("|"):
            yield self._sentence(piece, at + first)
            first += len(piece) + 1

    def _sentence(self, text: str, at: int) -> Sentence:
        """A sentence read back; what its tokens stand for is put in before it is compared."""
        start = at + len(text) - len(text.lstrip())
        text = text.strip()
        marks = tuple(int(n) for n in re.findall(r"\[(\d{1,3})\]", text))
        known = {s.number for s in self._draft.sources}
        marks = tuple(n for n in marks if n in known)
        plain, places = _put_in(text, self._draft)
        own = self._from(plain)
        spans = self._locked(plain, own)
        pieces, last = [], 0
        for a, b, token in spans:
            if not token:
                continue
            pieces += [plain[last:a], f"⟦{token}⟧"]
            last = b
        pieces.append(plain[last:])
        for problem in self._wrong(plain, own, spans):
            end = places[min(problem.end, len(places)) - 1] + 1 if problem.end else 0
            self.problems.append(
                replace(problem, start=start + places[problem.start], end=start + end)
            )
        return Sentence("".join(pieces), marks or (own.sources if own else ()))

    def _from(self, text: str) -> _Own | None:
        """The sentence of the draft that an edited one comes from."""
        pairs = _pairs(text)
        if not pairs:
            return next((o for o in self._own if o.text == text), None)
        scored = [(_alike(pairs, own.pairs), n) for n, own in enumerate(self._own)]
        best = max(scored, default=(0.0, 0), key=lambda s: (s[0], -s[1]))
        return self._own[best[1]] if best[0] >= COMES_FROM else None

    def _locked(self, text: str, own: _Own | None) -> list[tuple[int, int, str]]:
        """The figures of the draft's sentence that stand unchanged in the edited one."""
        if own is None:
            return []
        kept = []
        matcher = difflib.SequenceMatcher(None, own.text, text, autojunk=False)
        for block in matcher.get_matching_blocks():
            for start, end, token in own.spans:
                if block.a <= start and end <= block.a + block.size:
                    a = start - block.a + block.b
                    b = a + end - start
                    if not _runs_on(text, a, b):
                        kept.append((a, b, token))
        return sorted(kept)

    def _wrong(
        self, text: str, own: _Own | None, kept: Sequence[tuple[int, int, str]]
    ) -> Iterator[Problem]:
        for found in TOKEN.finditer(text):
            words = say("edit.unknown_token", said=found[0])
            yield Problem(ProblemKind.UNKNOWN_TOKEN, found[0], "", "", *found.span(), words)
        held = {token for _, _, token in kept}
        lost = [s for s in own.spans if s[2] and s[2] not in held] if own else []
        free = TOKEN.sub(lambda m: "　" * len(m[0]), text)
        item = ITEM.match(free)
        for found in NUMBER.finditer(free, item.end() if item else 0):
            bare = BARE.match(found[0])
            end = found.start() + (bare.end() if bare else 0)
            if any(a <= found.start() and end <= b for a, b, _ in kept):
                continue
            yield self._figure(text, found, own, lost)

    def _figure(
        self, text: str, found: re.Match[str], own: _Own | None, lost: list[tuple[int, int, str]]
    ) -> Problem:
        """A figure that is none of the sentence's: one of them changed, or one of nobody's."""
        said = found[0]
        if own and lost:
            before = text[max(found.start() - AHEAD, 0) : found.start()]
            nearest = max(
                lost,
                key=lambda s: _alike(_pairs(before), _pairs(own.text[max(s[0] - AHEAD, 0) : s[0]])),
            )
            token = self._draft.tokens[nearest[2]]
            figure = BARE.findall(said)
            elsewhere = any(
                figure == BARE.findall(self._draft.tokens[s[2]].text) for s in lost if s != nearest
            ) and figure != BARE.findall(token.text)
            kind = ProblemKind.MOVED if elsewhere else ProblemKind.ALTERED
            words = say(f"edit.{kind}", said=said, right=token.text)
            return Problem(kind, said, token.text, token.id, *found.span(), words)
        words = say("edit.no_record", said=said)
        return Problem(ProblemKind.NO_RECORD, said, "", "", *found.span(), words)


def _owned(draft: Draft) -> Iterator[_Own]:
    for sentence in draft.sentences():
        plain, at = [], 0
        spans = []
        size = 0
        for found in TOKEN.finditer(sentence.text):
            before = sentence.text[at : found.start()]
            words = draft.read(found[0])
            size += len(before)
            spans.append((size, size + len(words), found[1]))
            size += len(words)
            plain += [before, words]
            at = found.end()
        plain.append(sentence.text[at:])
        text = "".join(plain)
        # 标题里的年份这类数没有编号，原样留着就不算改动
        free = [m.span() for m in BARE.finditer(text)]
        spans += [(a, b, "") for a, b in free if all(b <= x or y <= a for x, y, _ in spans)]
        yield _Own(text, tuple(spans), sentence.sources, frozenset(_pairs(text)))
    yield _Own(draft.title, (), (), frozenset(_pairs(draft.title)))


def _put_in(text: str, draft: Draft) -> tuple[str, list[int]]:
    """The text without marks of sources and with figures for tokens; each character's place."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for found in re.finditer(rf"{MARKS.pattern}|{TOKEN.pattern}", text):
        out.append(text[at : found.start()])
        places.extend(range(at, found.start()))
        token = draft.tokens.get(found[1] or "")
        words = token.text if token else found[0] if found[1] else ""
        out.append(words)
        places.extend([found.start()] * len(words))
        at = found.end()
    out.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(out), places


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """The spans of sentences, each with the marks of sources behind it."""
    first = 0
    for _, end in cut(text, 0, len(text)):
        marks = MARKS.match(text, end)
        stop = marks.end() if marks else end
        if stop > first and text[first:stop].strip():
            yield first, stop
        first = stop


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in itertools.pairwise(text)}


def _alike(one: set[str] | frozenset[str], other: set[str] | frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether more digits were written onto a figure: 80% became 180%."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    digit = text[start : start + 1].isdigit() and (before.isdigit() or before in (".", "．"))
    return digit or (
        text[end - 1 : end].isdigit() and (after.isdigit() or after in ("%", "万", "亿"))
    )
