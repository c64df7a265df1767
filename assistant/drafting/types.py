"""What a draft is asked for and made of.

The text of a sentence holds its figures as ``⟦T3⟧``; what such a mark reads as, and the
record it comes from, is in :attr:`Draft.tokens`. Nothing else in a draft is a figure.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

TOKEN = re.compile(r"⟦(T\d{1,4})⟧")


class NothingFound(Exception):
    """The plan has nothing on what was asked for. The message is Chinese."""


class TooShort(NothingFound):
    """No whole sentence fits the length asked for; ``shortest`` is the draft of the shortest."""

    def __init__(self, message: str, shortest: Draft) -> None:
        super().__init__(message)
        self.shortest = shortest


class Kind(StrEnum):
    """The forms that staff write in; ``OUTLINE`` is asked for in chat."""

    POINTS = "汇报要点"
    BRIEFING = "工作简报"
    LETTER = "致家长的一封信"
    TABLE = "年度计划对照表"
    ANSWERS = "问答口径"
    ONE = "一句话"
    THREE = "三句话"
    PAGE = "一页"
    OUTLINE = "提纲"


class Period(StrEnum):
    """Which statements are told: what was reached by 2020, aims for 2022, for 2025, or all."""

    Y2020 = "2020"
    Y2022 = "2022"
    Y2025 = "2025"
    ALL = "全部"


class Focus(StrEnum):
    """The part of a topic that is wanted, where not all of it is."""

    ALL = ""
    GOALS = "目标"
    MEASURES = "举措"
    BACKGROUND = "基础"


@dataclass(frozen=True, slots=True)
class Request:
    """What to draft.

    ``topics`` are ids: of a section (第三部分·四·（一）), a box (专栏12), a table's category
    (终期·大力支持教师队伍建设, or the category alone), a row, or an indicator's name; ``text``
    is free words, resolved with the plan's own vocabulary. Neither means the whole plan.
    ``length`` is the most characters the body may have, 0 the kind's own; ``audience`` one of
    领导, 学校, 家长, 公众 or "". ``sentences`` is the most sentences, 0 as the kind has it.
    """

    kind: Kind
    topics: tuple[str, ...] = ()
    text: str = ""
    period: Period = Period.ALL
    length: int = 0
    audience: str = ""
    focus: Focus = Focus.ALL
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A locked figure: ``statement`` is the id of its target, or of the leaf that holds it."""

    id: str
    statement: str
    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: ``plan.text[start:end] == quote``."""

    number: int
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with figures as tokens, and the numbers of the sources they come from."""

    text: str
    sources: tuple[int, ...] = ()


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a draft. ``level`` is a heading's (1 or 2); ``rows`` a table's, head first.

    ``lead`` opens a paragraph or bullet with the name of what it tells about.
    """

    kind: BlockKind
    sentences: tuple[Sentence, ...] = ()
    level: int = 1
    lead: str = ""
    rows: tuple[tuple[Sentence, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something for the writer alone: where the plan says two things about what is told."""

    text: str
    labels: tuple[str, ...]
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that can be edited, approved and exported; ``notes`` are no part of it."""

    title: str
    kind: Kind
    blocks: tuple[Block, ...]
    tokens: Mapping[str, Token]
    sources: tuple[Source, ...]
    notes: tuple[Note, ...] = ()
    plan_title: str = ""
    plan_sha256: str = ""
    request: Request = field(default_factory=lambda: Request(Kind.POINTS))

    @property
    def sha256(self) -> str:
        """Of everything that is exported: text, figures, sources."""
        held = {
            "title": self.title,
            "kind": self.kind,
            "blocks": [asdict(block) for block in self.blocks],
            "tokens": {key: asdict(token) for key, token in sorted(self.tokens.items())},
            "sources": [asdict(source) for source in self.sources],
            "plan": self.plan_sha256,
        }
        return hashlib.sha256(
            json.dumps(held, ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()

    @property
    def length(self) -> int:
        """Characters of the body as read: no title, no marks of sources, no blanks."""
        return sum(
            len(re.sub(r"\s", "", self.read(sentence.text))) for sentence in self.sentences()
        )

    def read(self, text: str) -> str:
        """``text`` with its tokens as figures."""
        return read(text, self.tokens)

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence and table cell, in order."""
        for block in self.blocks:
            if block.lead:
                yield Sentence(f"{block.lead}：")
            yield from block.sentences
            for row in block.rows:
                yield from row

    def to_markdown(self) -> str:
        """The draft for reading on screen, before approval; see :mod:`.markdown` for export."""
        from assistant.drafting.markdown import as_markdown

        return as_markdown(self)


def read(text: str, tokens: Mapping[str, Token]) -> str:
    """``text`` with its tokens as figures; one that is not known stays as it is."""
    return TOKEN.sub(lambda found: tokens[found[1]].text if found[1] in tokens else found[0], text)
