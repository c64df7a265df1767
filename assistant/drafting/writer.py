"""Sentences of the plan as sentences of a draft: figures locked, sources numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.choosing import pairs
from assistant.drafting.pool import Role, Said, flat, row_value
from assistant.drafting.types import Block, BlockKind, Sentence, Source, Token
from assistant.drafting.words import say, weight
from knowledge.library import Knowledge
from knowledge.types import Leaf, LeafKind, Target

NUMBER = re.compile(
    r"(?:[到至截]{0,2})20\d\d(?:[至—-]20\d\d)?年(?:底|末)?"
    r"|\d+(?:[.．]\d+)?(?:[—–~～至]\d+(?:[.．]\d+)?)?(?:[%％‰]|万|亿)?"
)
END = "。；！？"


class Writer:
    """Collects the tokens and sources of one draft."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._plan = knowledge.plan.text
        self.tokens: dict[str, Token] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self.used: list[Said] = []

    def sources(self) -> tuple[Source, ...]:
        """One source a record, quoting from its first to its last sentence that is used."""
        return tuple(
            Source(n, label, self._plan[a:b], a, b)
            for n, (label, (a, b)) in enumerate(self._spans.items(), 1)
        )

    def sentence(self, said: Said, *, dated: bool = False, plain: bool = False) -> Sentence:
        """``said`` as a whole sentence; ``dated`` puts in front the time that its place gives.

        ``plain`` leaves out its leading date, for a table that has the date at its head.
        """
        number = self._source(said)
        self.used.append(said)
        pieces = list(self._pieces(said))
        if (
            plain
            and pieces
            and pieces[0][1] is not None
            and re.match(r"[到至截]*20\d\d", pieces[0][0])
        ):
            pieces = [(pieces[1][0].lstrip("，,"), pieces[1][1]), *pieces[2:]]
        lead = (
            self.when(said, number) if dated and not re.match(r"[到至截]20\d\d", said.text) else ""
        )
        text = "".join(
            piece if statement is None else self._token(piece, statement, number)
            for piece, statement in pieces
        )
        return Sentence(lead + _ended(text), (number,))

    def told(self, said: Said) -> Sentence:
        """``said`` in running text: dated, and named where its own words do not say of what."""
        sentence = self.sentence(said, dated=said.role is Role.GOAL)
        if boxed(said) and said.valued and not _names(said):
            lead = say("text_of.of", name=self.quoted(said.heading, said.leaf))
            return Sentence(lead + sentence.text, sentence.sources)
        return sentence

    def when(self, said: Said, number: int) -> str:
        """到2022年底，: the deadline of a table's row, as a locked figure of that row."""
        if not said.when or said.cells:
            return ""
        first, _, last = said.when.partition("-")
        words = say("when.span", first=first, last=last) if last else say("when.year", year=first)
        return self._token(words, said.leaf.id, number) + "，"

    def locked(self, text: str, leaf: Leaf) -> str:
        """A heading or name of the plan with its numbers as tokens of that record."""
        out: list[str] = []
        at = 0
        titled = self._knowledge.leaf.get(f"{leaf.id.partition('·')[0]}·标题")
        if titled and text in titled.text:
            # 专栏的名称出自它的标题，不出自目标那一段
            leaf = titled
        for found in NUMBER.finditer(text):
            number = self.number(leaf)
            out += [text[at : found.start()], self._token(found[0], leaf.id, number)]
            at = found.end()
        return "".join([*out, text[at:]])

    def number(self, leaf: Leaf) -> int:
        """The number of a record as a source; new where it is not one yet."""
        known = self._spans.get(leaf.locator.label)
        end = leaf.locator.end
        if known is None and (stop := self._plan.find("。", leaf.locator.start, end)) > 0:
            # 举措段很长：只引到第一句，即它的名称
            end = stop + 1
        start = known[0] if known else leaf.locator.start
        return self._place(leaf.locator.label, start, known[1] if known else end)

    def figure(self, text: str, target: Target) -> str:
        """A figure of a record on its own, as a token."""
        leaf = self._knowledge.leaf[target.leaf]
        number = self._place(leaf.locator.label, leaf.locator.start, leaf.locator.end)
        return self._token(text, target.id, number)

    def quoted(self, name: str, leaf: Leaf) -> str:
        """A name that is put in quotes: its own quotes become inner ones."""
        return self.locked(name, leaf).replace("“", "‘").replace("”", "’")

    def _source(self, said: Said) -> int:
        return self._place(said.label, said.start, said.end)

    def _place(self, label: str, start: int, end: int) -> int:
        known = self._spans.get(label)
        self._spans[label] = (min(known[0], start), max(known[1], end)) if known else (start, end)
        return list(self._spans).index(label) + 1

    def _token(self, text: str, statement: str, source: int) -> str:
        for token in self.tokens.values():
            if (token.text, token.statement, token.source) == (text, statement, source):
                return f"⟦{token.id}⟧"
        name = f"T{len(self.tokens) + 1}"
        self.tokens[name] = Token(name, statement, text, source)
        return f"⟦{name}⟧"

    def _pieces(self, said: Said) -> Iterator[tuple[str, str | None]]:
        """Words and figures in turn: (text, statement of a figure or ``None``)."""
        if said.cells:
            yield from _cells(said)
            return
        at = said.start
        for start, end, statement in self._figures(said):
            if start > at:
                yield (
                    flat(self._plan[at:start])
                    if at > said.start
                    else flat(self._plan[at:start]).lstrip("—"),
                    None,
                )
            yield flat(self._plan[start:end]), statement
            at = end
        if at < said.end:
            yield flat(self._plan[at : said.end]), None

    def _figures(self, said: Said) -> list[tuple[int, int, str]]:
        spans: list[tuple[int, int, str]] = []
        for target in said.valued:
            span = self._at(target, said)
            # 全部、覆盖这类词不是数，不锁
            if span and any(c.isdigit() for c in self._plan[slice(*span)]):
                spans.append((*span, target.id))
        for found in NUMBER.finditer(self._plan, said.start, said.end):
            spans.append((found.start(), found.end(), said.leaf.id))
        kept: list[tuple[int, int, str]] = []
        for start, end, statement in sorted(spans, key=lambda s: (s[2] == said.leaf.id, s[0])):
            if all(end <= a or b <= start for a, b, _ in kept):
                kept.append((start, end, statement))
        return sorted(kept)

    def _at(self, target: Target, said: Said) -> tuple[int, int] | None:
        """Where a target's figure stands in the text."""
        low, high = max(target.clause[0], said.start), min(target.clause[1], said.end)
        for words in (target.value_text, target.value or ""):
            start = self._plan.find(words, low, high) if words else -1
            if start >= 0:
                return start, start + len(words)
        return None


def _cells(said: Said) -> Iterator[tuple[str, str | None]]:
    for part in re.split(rf"({NUMBER.pattern})", f"{said.targets[0].indicator}："):
        if part:
            yield part, said.leaf.id if part[0].isdigit() else None
    rest = [t for t in said.targets if t.value or t.value_text]
    for n, target in enumerate(rest):
        before, _, after = say(f"row.{target.kind}", value="\0").partition("\0")
        yield ("，" if n else ""), None
        for part in re.split(r"(20\d\d年)", before):
            if part:
                yield part, said.leaf.id if part[:2] == "20" else None
        yield row_value(target), target.id if target.value else None
        yield after, None


def boxed(said: Said) -> bool:
    """Whether a sentence is the milestone of a box, whose title says what it is about."""
    return said.leaf.kind is LeafKind.BOX_MILESTONE


def _names(said: Said) -> bool:
    """Whether a milestone's own words tell what is measured."""
    if len(pairs(said.text) & pairs(said.heading)) >= weight("named_alone") / 2:
        return True
    own = pairs(said.valued[0].indicator_key)
    return len(own & pairs(said.text)) * 2 >= min(len(own), weight("named_alone"))


def _ended(text: str) -> str:
    text = text.rstrip("，、；。 ")
    return text if text.endswith(("！", "？", "：")) else f"{text}。"


def marks(block: Block) -> list[tuple[int, ...]]:
    """The numbers to print behind each sentence: once for a run from the same source."""
    said = block.sentences
    following = [*(s.sources for s in said[1:]), ()]
    return [
        () if s.sources == after else s.sources for s, after in zip(said, following, strict=True)
    ]


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, (Sentence(text),), level)


def paragraph(*sentences: Sentence) -> Block:
    return Block(BlockKind.PARAGRAPH, sentences)


def bullet(*sentences: Sentence, lead: str = "") -> Block:
    return Block(BlockKind.BULLET, sentences, lead=lead)
