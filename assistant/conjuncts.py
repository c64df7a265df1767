"""Several things asked about in one breath: A和B各多少. Each is looked for by its own words."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.mentions import content, unit
from assistant.phrases import phrases
from assistant.phrases import words as words_of

Fitting = Sequence[tuple[int, str, tuple[str, ...]]]
MIN_PIECE = 2
MEANT = 0.6
"""Share of a piece's characters that a figure's words must have to be what it names."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a statement: its indicator, its words and what it counts."""

    key: str
    words: str
    unit: str


Statements = Callable[[], Mapping[str, Sequence[Told]]]


def pieces(text: str, marks: str = "between") -> list[str]:
    """The parts of a text that stand between 和, 、 and the like; 比 only among ``between``."""
    return [part for part in _marks(marks).split(text) if len(part.strip()) >= MIN_PIECE]


@functools.cache
def _marks(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["several"][name])


def topics(
    text: str, whole: Fitting, fitting: Callable[[str], Fitting], statements: Statements
) -> tuple[str, ...]:
    """The indicators that the pieces of ``text`` name, in its order; () where fewer than two.

    ``whole`` are those that the text fits as one, best first. Where the best of them needs
    words of several pieces (师生到国境外交流人次和…) its name holds the conjunction, unless each
    piece names something. What a piece names by half a name is looked for among ``statements``:
    the figures that stand together with those that the other pieces name.
    """
    parts = pieces(text)
    if len(parts) < 2:
        return ()
    heads = [head for head in words_of("several.heads") if head in text]
    known = statements()
    units = {t.key: t.unit for told in known.values() for t in told}
    named: list[Sequence[str]] = [_of_kind(p, _named(p, heads, fitting), units) for p in parts]
    if not all(named):
        spread = any(named) and whole and _spread(whole[0][2], parts, heads)
        named = _completed(parts, named, known)
        if spread and not all(named):
            return ()
    told = tuple(dict.fromkeys(key for keys in named for key in keys))
    return told if len(told) > 1 else ()


def _spread(words: Sequence[str], parts: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether words that name something stand in several parts."""
    naming = [w for w in words if content(w).strip() and w not in heads]
    return bool(naming) and not any(all(w in part for w in naming) for part in parts)


def _completed(
    parts: Sequence[str], named: Sequence[Sequence[str]], statements: Mapping[str, Sequence[Told]]
) -> list[Sequence[str]]:
    """What each part names, in the one statement where most of the rest are found.

    Where no part names anything by itself, only what no other statement fits as well.
    """
    known = {key for keys in named for key in keys}
    best: list[Sequence[str]] = list(named)
    rivals: set[frozenset[str]] = set()
    for told in statements.values():
        if known and not known & {t.key for t in told}:
            continue
        others = [t for t in told if t.key not in known]
        found = [n or _meant(part, others) for part, n in zip(parts, named, strict=True)]
        if all(found):
            rivals.add(frozenset(key for keys in found for key in keys))
        if (known or all(found)) and _count(found) > _count(best):
            best = found
    return best if known or len(rivals) == 1 else list(named)


def _count(named: Sequence[Sequence[str]]) -> int:
    return sum(map(bool, named))


def _named(piece: str, heads: Sequence[str], fitting: Callable[[str], Fitting]) -> tuple[str, ...]:
    """The indicator that a piece names, alone or with a noun that it shares with others."""
    if fits := fitting(piece):
        return (fits[0][1],)
    for _, key, used in fitting(" ".join([piece, *heads])) if heads else ():
        if any(len(w) > 1 and w in piece and w not in heads for w in used):
            return (key,)
    return ()


def _of_kind(piece: str, keys: tuple[str, ...], units: Mapping[str, str]) -> tuple[str, ...]:
    """The indicators of a piece, without a count where it asks for a share."""
    share = any(word in piece for word in words_of("several.shares"))
    return tuple(k for k in keys if not share or units.get(k, "%") in ("%", "个百分点", ""))


def _meant(piece: str, told: Sequence[Told]) -> tuple[str, ...]:
    """The figures of a statement whose words a piece has: 本科率 beside 双师型."""
    said, counted = core(piece), unit(piece)
    if len(said) < MIN_PIECE:
        return ()
    fitting = [t for t in told if not counted or counted == t.unit]
    return tuple(t.key for t in fitting if shared(said, t.words) >= MEANT * len(said))


def core(piece: str) -> str:
    """What a piece names, in the plan's word for a group, without figures and asking."""
    named = re.sub(phrases()["turn"]["unit"], " ", piece)
    said = re.sub(r"[^\u4e00-\u9fff]", "", content(named))
    for lay, plan in phrases()["groups"].items():
        if len(lay) > 1 and lay in said and plan not in said:
            said = said.replace(lay, plan)
    for tail in words_of("several.tails"):
        said = said.removesuffix(tail)
    return said


def shared(said: str, words: str) -> int:
    """Characters of ``said`` in runs of two or more that ``words`` has too, in any order."""
    count = start = 0
    while start < len(said) - 1:
        size = next(
            (n for n in range(len(said) - start, 1, -1) if said[start : start + n] in words), 0
        )
        count += size
        start += size or 1
    return count


def common(one: str, other: str) -> int:
    """Characters in runs of two or more that both have, in the same order."""
    found = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in found if block.size > 1)


def unvalued(text: str, told: str, count: int) -> str:
    """The one of several measures asked for together that is not among the ``count`` told.

    优良率 of 达标率和优良率各多少, where only the first has a figure; "" where all are told.
    """
    asked = re.search(phrases()["several"]["each"], text)
    named = pieces(asked["names"], "beside") if asked else []
    if len(named) <= count:
        return ""
    measure = re.compile(phrases()["several"]["measure"])
    strange = [n for n in map(core_name, named) if measure.search(n) and not shared(n, told)]
    return strange[0] if len(strange) == len(named) - count == 1 else ""


def core_name(piece: str) -> str:
    """A piece without words of asking before it."""
    return re.sub(r"[^\u4e00-\u9fff]", "", content(piece))
