"""Which sentences are told: none twice, the weightiest first, as many as fit."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Container, Sequence

from assistant.drafting.pool import Role, Said
from assistant.drafting.words import pattern, weight, words
from knowledge.types import Target, TargetKind

DIGITS = re.compile(r"\d+(?:\.\d+)?")
DATE = re.compile(r"[到至截]*20\d\d(?:至20\d\d)?年(?:底|末)?(?:前)?[，,]?")
MARKS = re.compile(r"[^\w]")
Stated = tuple[str, tuple[float, float] | None]
YEARS = ("2020", "2016-2020", "2022", "2021-2025", "2025", "")


def bare(text: str) -> str:
    """What a sentence says, without its date, marks and filling words."""
    return pattern("text.filling").sub("", MARKS.sub("", DATE.sub("", text)))


def bare_date(text: str) -> str:
    """A sentence without its leading date."""
    return DATE.sub("", text)


@functools.lru_cache(4096)
def pairs(text: str) -> frozenset[str]:
    text = bare(text)
    return frozenset(a + b for a, b in itertools.pairwise(text))


@functools.lru_cache(4096)
def numbers(text: str) -> frozenset[str]:
    return frozenset(DIGITS.findall(DATE.sub("", text)))


def stated_by(target: Target) -> Stated:
    """What a figure says, whatever its words: its indicator and value."""
    return target.indicator_key, target.number


class Told:
    """What a draft has said so far."""

    def __init__(self) -> None:
        self._each: list[tuple[int, frozenset[str]]] = []
        self._where: dict[str, list[int]] = {}
        self._numbers: set[str] = set()
        self._stated: set[Stated] = set()

    def repeats(self, said: Said) -> bool:
        """Whether a sentence is mostly told: by one sentence, or by all of them together."""
        own, figures = pairs(said.text), numbers(said.text)
        if not own:
            return True
        stated = {stated_by(t) for t in said.valued}
        if said.role is Role.GOAL and stated and stated <= self._stated:
            clauses = len(re.findall(r"[，；]", bare_date(said.text))) + 1
            if clauses <= len(said.valued):
                # 同一指标、同一数值，换了个说法
                return True
        if figures - self._numbers or stated - self._stated:
            # 有一个数还没说过，就不是重复
            return False
        longer, same = weight("longer"), weight("same")
        # 按字对倒查：逐句求交集太慢
        shared = Counter(n for pair in own for n in self._where.get(pair, ()))
        for n, count in shared.items():
            size, known = self._each[n]
            alike = len(own) <= longer * size and count >= same * min(len(own), size)
            if alike and figures <= known:
                return True
        held = sum(pair in self._where for pair in own)
        return held >= weight("together") * len(own)

    def add(self, said: Said) -> None:
        own, figures = pairs(said.text), numbers(said.text)
        for pair in own:
            self._where.setdefault(pair, []).append(len(self._each))
        self._each.append((len(own), figures))
        self._stated |= {stated_by(t) for t in said.valued}
        self._numbers |= figures


def importance(said: Said, close: float, audience: str, attributed: Container[Stated]) -> float:
    """How much a reader would miss a sentence.

    ``attributed`` are the figures that the plan calls 约束性, 预期性 or 前置性 anywhere.
    """
    plain = audience in ("家长", "公众")
    value = weight("close") * close
    aimed = [t for t in said.valued if t.kind in (TargetKind.TARGET, TargetKind.ACTUAL)]
    value += weight("figure") * min(len(aimed), int(weight("figures")))
    if any(stated_by(t) in attributed for t in aimed):
        value += weight("attributed")
    value += weight("named") * min(said.text.count("“"), 2)
    value -= weight("jargon") * len(pattern("text.jargon").findall(said.text)) * (3 if plain else 1)
    value -= len(said.text) / weight("characters")
    if pattern("text.lofty").match(said.text):
        value -= weight("lofty")
    if plain:
        value += weight("near") * min(len(pattern("text.near").findall(said.text)), 3)
    return value + float(words()["importance"].get(said.role, 0.0))


def distinct(found: Sequence[Said], told: Told | None = None) -> list[Said]:
    """Without sentences that repeat an earlier one, or what ``told`` holds."""
    told = told or Told()
    kept: list[Said] = []
    for said in found:
        if not told.repeats(said):
            told.add(said)
            kept.append(said)
    return kept


def spread(
    found: Sequence[Said],
    value: Callable[[Said], float],
    room: int,
    *,
    most: int = 1000,
    each: int = 1000,
    late: Callable[[Said], int] = lambda said: 0,
    group: Callable[[Said], str] = lambda said: said.heading,
) -> list[Said]:
    """The weightiest that fit into ``room`` characters, from as many headings as can be.

    One of every ``group`` before a second one of any, ``late`` turns later; at most ``most`` in
    all, ``each`` of one heading; in the order they came.
    """
    groups: dict[str, list[Said]] = {}
    for said in found:
        groups.setdefault(group(said), []).append(said)
    turns: list[tuple[int, float, Said]] = []
    for members in groups.values():
        ranked = sorted(members, key=lambda s: -value(s))[:each]
        turns += [(n + late(said), -value(said), said) for n, said in enumerate(ranked)]
    chosen: set[int] = set()
    used = 0
    for _, _, said in sorted(turns, key=lambda turn: turn[:2]):
        if len(chosen) < most and used + len(said.text) <= room:
            chosen.add(id(said))
            used += len(said.text)
    return [said for said in found if id(said) in chosen]


def by_time(found: Sequence[Said]) -> list[Said]:
    """Statements in the order of their years, then of their places."""
    known = {year: n for n, year in enumerate(YEARS)}
    return sorted(found, key=lambda s: (known.get(s.when, len(YEARS)), s.start))


def fits_period(said: Said, period: str) -> bool:
    """Whether a statement holds in the period asked for."""
    if period == "全部":
        return True
    if period == "2020":
        return said.role in (Role.BACKGROUND, Role.PROBLEM)
    if said.role in (Role.BACKGROUND, Role.PROBLEM):
        return False
    return said.when in ("", period, "2021-2025") or said.role is not Role.GOAL
