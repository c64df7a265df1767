"""What a request is about: the sentences that belong to it, and how closely.

Ids name records outright. Free words are read with the plan's own vocabulary: runs of
characters that the plan has too, in a sentence or in a heading above it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.pool import Role, Said, flat
from assistant.drafting.types import NothingFound, Request
from assistant.drafting.words import pattern, say, weight, words
from knowledge.library import Knowledge

BOX = re.compile(r"专栏\s*(\d{1,3})")
LONGEST = 20
ID_SPLIT = "·"
QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》 ")


@dataclass(frozen=True)
class Topic:
    """``close`` says for each sentence (by its place in the pool) how much it belongs, 0 to 1.5.

    ``name`` is what a reader calls it; "" stands for the whole plan.
    """

    name: str
    close: dict[int, float]
    exact: bool = False


def resolve(request: Request, knowledge: Knowledge, pool: Sequence[Said]) -> Topic:
    """The topic of a request. Raises :class:`NothingFound`."""
    if request.topics:
        return _named(request.topics, knowledge, pool)
    text = strip(request.text)
    if not text:
        return Topic("", dict.fromkeys(range(len(pool)), 0.0))
    if boxes := list(dict.fromkeys(f"专栏{int(n)}" for n in BOX.findall(request.text))):
        return _named(boxes, knowledge, pool)
    found = _searched(text, pool)
    if not found:
        raise NothingFound(say("problem.nothing", text=text))
    return Topic(text, found)


def strip(text: str) -> str:
    """Free words without those of asking for a draft."""
    text = re.sub(r"\s+", "", text)
    text = pattern("text.asking").sub("", text)
    text = pattern("text.edges").sub("", text)
    return text.strip("，。、？！：；的和与及“”\"《》()（）?!,.:; ")


def _named(ids: Sequence[str], knowledge: Knowledge, pool: Sequence[Said]) -> Topic:
    close: dict[int, float] = {}
    names: list[str] = []
    for wanted in ids:
        members = [n for n, said in enumerate(pool) if _belongs(said, wanted, knowledge)]
        if not members:
            raise NothingFound(say("problem.unknown", id=wanted))
        close.update(dict.fromkeys(members, 1.0))
        names.append(_name(wanted, knowledge))
    return Topic("、".join(dict.fromkeys(names)), close, exact=True)


def _belongs(said: Said, wanted: str, knowledge: Knowledge) -> bool:
    leaf = said.leaf
    for own in (leaf.id, leaf.section):
        if own == wanted or own.startswith(wanted + ID_SPLIT):
            return True
    if any(t.indicator_key == wanted or t.id == wanted for t in said.targets):
        return True
    table, _, category = wanted.rpartition(ID_SPLIT)
    in_table = not table or leaf.id.startswith(f"{table}{ID_SPLIT}")
    return bool(category) and said.heading == category and in_table and said.role is Role.GOAL


def _name(wanted: str, knowledge: Knowledge) -> str:
    for section in knowledge.plan.sections:
        if section.id == wanted:
            return section.title
    for column in knowledge.plan.columns:
        if f"专栏{column.number}" == wanted:
            return column.title
    return wanted.rpartition(ID_SPLIT)[2] if "第" not in wanted else wanted


def _searched(text: str, pool: Sequence[Said]) -> dict[int, float]:
    whole = "\n".join(said.text + "\n" + "\n".join(said.leaf.path) for said in pool)
    bare = whole.translate(QUOTES)
    text = text.translate(QUOTES)
    parts = [p for p in pattern("text.joints").split(text) if len(p) > 1]
    joined = len(parts) > 1 and text not in bare
    rarity = _Rarity(pool)
    close: dict[int, float] = {}
    for part in parts if joined else [text]:
        for at, share in _one(part, pool, bare, rarity).items():
            close[at] = max(close.get(at, 0.0), share)
    return close


class _Rarity:
    """How telling a pair of characters is: the fewer sentences have it, the more."""

    def __init__(self, pool: Sequence[Said]) -> None:
        self._seen = Counter(
            pair for said in pool for pair in {a + b for a, b in itertools.pairwise(said.text)}
        )
        self._size = len(pool)

    def of(self, pair: str) -> float:
        return math.log((self._size + 1) / (self._seen.get(pair, 0) + 1))

    def share(self, term: str, text: str) -> float:
        """How much of ``term`` a text has, 1 where it has it whole."""
        if term in text:
            return 1.0
        pairs = [a + b for a, b in itertools.pairwise(term)]
        most = sum(self.of(p) for p in pairs)
        held = sum(self.of(p) for p in pairs if p in text)
        return weight("broken") * held / most if most else 0.0

    def weigh(self, term: str) -> float:
        return sum(self.of(a + b) for a, b in itertools.pairwise(term)) / max(len(term) - 1, 1)


def _one(text: str, pool: Sequence[Said], whole: str, rarity: _Rarity) -> dict[int, float]:
    terms = _terms(text, whole)
    if not terms:
        return {}
    weights = [rarity.weigh(term) for term, _ in terms]
    total = sum(weights) or 1.0

    def share(held: str) -> float:
        held = held.translate(QUOTES)
        return (
            sum(
                w * max(rarity.share(term, held), _related(akin, held))
                for w, (term, akin) in zip(weights, terms, strict=True)
            )
            / total
        )

    heads = {title: share(title) for title in {t for said in pool for t in said.leaf.path[1:]}}
    close: dict[int, float] = {}
    for at, said in enumerate(pool):
        own = share(said.text)
        titles = (*said.leaf.path[1:], said.heading)
        above = max((heads.get(t) or share(t) for t in titles), default=0.0)
        if above >= weight("heading"):
            near = max(heads.get(t) or share(t) for t in titles[-2:]) >= weight("heading")
            close[at] = (weight("under") if near else weight("far_under")) + own / 2
        elif own >= weight("within"):
            close[at] = own * weight("apart")
    if not close:
        best = max(share(said.text) for said in pool)
        if best >= weight("least"):
            close = {
                at: found
                for at, said in enumerate(pool)
                if (found := share(said.text)) >= best - weight("least_margin")
            }
    return close


def _related(akin: Sequence[str], held: str) -> float:
    return weight("akin") if any(word in held for word in akin) else 0.0


def _terms(text: str, whole: str) -> list[tuple[str, tuple[str, ...]]]:
    """The longest runs that the plan has too, each with words for the same thing."""
    groups = words()["related"]["groups"]
    pieces = [p for p in pattern("text.plain").split(flat(text)) if len(p) > 1]
    names = sorted({w for g in groups for w in g}, key=len, reverse=True)
    found: list[str] = []
    for piece in pieces:
        at = 0
        while at < len(piece) - 1:
            known = next((w for w in names if piece.startswith(w, at)), "")
            length = max(
                (n for n in range(2, LONGEST) if at + n <= len(piece) and piece[at : at + n] in whole),
                default=0,
            )
            run = known if len(known) >= length else piece[at : at + length]
            if run:
                found.append(run)
            at += len(run) or 1
    terms = []
    for term in dict.fromkeys(found):
        akin = {w for group in groups if term in group for w in group if w != term}
        terms.append((term, tuple(akin)))
    return terms
