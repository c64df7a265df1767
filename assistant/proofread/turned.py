"""The plan's own words turned round: 只增不减 for 只减不增, 不高于 for 不低于, A for B."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.proofread.around import ALIKE, Said, likest, saying, without
from assistant.proofread.matching import pairs
from assistant.proofread.naming import NameFound
from assistant.proofread.types import Error
from assistant.proofread.words import joined, table
from knowledge.library import Knowledge

TURNED = re.compile(r"只([\u4e00-\u9fff])不([\u4e00-\u9fff])")
FREE = r"(?![\d一二三四五六七八九十百两半])"
KINDS = (
    re.compile(r"(?<=[、对和持])[\u4e00-\u9fff]{2}(?:中学|小学|二中)"),
    re.compile(r"(?<=市)[\u4e00-\u9fff]{1,3}?[区县](?=教育|融合)"),
)
"""Schools, other places: what the plan says of one of them is not said of the next."""
SURE = 0.6
"""Likeness from which a clause is the one that the plan has about another of its kind."""
TELLING = 6
"""Pairs of a clause that say enough of a school or a place."""
CLEAR = 0.1
"""By how much it must be liker than all that the plan says of the one that is named."""


class Turned:
    """Finds what the plan says the other way round, or of another."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._phrases = list(saying(knowledge, TURNED))
        self._opposite = []
        for up, down in table()["compare"]["opposite"]:
            # 提高33个百分点, 不低于50%: what a figure follows is held with it.
            pattern = re.compile(rf"(?:{joined([*up, *down])}){FREE}")
            self._opposite.append((pattern, up, list(saying(knowledge, pattern))))
        self._kinds = []
        for pattern in KINDS:
            found = {said.name.text for said in saying(knowledge, pattern)}
            anywhere = re.compile("|".join(map(re.escape, sorted(found))) or r"(?!)")
            self._kinds.append((anywhere, list(saying(knowledge, anywhere))))

    def find(self, text: str) -> Iterator[NameFound]:
        """What is turned round in a plain text, with the plan's own word for it."""
        for match in TURNED.finditer(text):
            other = f"只{match[2]}不{match[1]}"
            yield from _turned(
                text,
                match,
                [s for s in self._phrases if s.name.text == match[0]],
                [s for s in self._phrases if s.name.text == other],
            )
        for pattern, up, compared in self._opposite:
            for match in pattern.finditer(text):
                if len(pairs(without(text, match))) >= TELLING:
                    alike = [(s.name.text in up) == (match[0] in up) for s in compared]
                    same = [s for s, a in zip(compared, alike, strict=True) if a]
                    others = [s for s, a in zip(compared, alike, strict=True) if not a]
                    yield from _turned(text, match, same, others, Error.OPERATOR, SURE)
        for anywhere, known in self._kinds:
            for match in anywhere.finditer(text):
                if len(pairs(without(text, match))) < TELLING:
                    continue
                same = [s for s in known if s.name.text == match[0]]
                others = [s for s in known if s.name.text != match[0]]
                yield from _turned(text, match, same, others, Error.SUBJECT, SURE, CLEAR)


def _turned(
    text: str,
    match: re.Match[str],
    same: Sequence[Said],
    others: Sequence[Said],
    error: Error = Error.NAME,
    least: float = ALIKE,
    clear: float = 0.0,
) -> Iterator[NameFound]:
    """What the plan says in ``others`` of what a text says as in ``same``."""
    around = pairs(without(text, match))
    as_is, turned = likest(around, same, 0.0), likest(around, others, least)
    if turned and turned[0] > (as_is[0] if as_is else 0.0) + clear:
        yield NameFound(*match.span(), turned[1].name, False, error)
