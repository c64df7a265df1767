"""Which sentences are told: none twice, the weightiest first, as many as fit."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence

from assistant.drafting.pool import Role, Said
from assistant.drafting.words import pattern, weight, words

DIGITS = re.compile(r"\d+(?:\.\d+)?")
DATE = re.compile(r"[到至截]*20\d\d(?:至20\d\d)?年(?:底|末)?(?:前)?[，,]?")
MARKS = re.compile(r"[^\w]")
YEARS = ("2020", "2016-2020", "2022", "2021-2025", "2025", "")


def bare(text: str) -> str:
    """What a sentence says, without its date, marks and filling words."""
    return pattern("text.filling").sub("", MARKS.sub("", DATE.sub("", text)))


@functools.lru_cache(4096)
def pairs(text: str) -> frozenset[str]:
    text = bare(text)
    return frozenset(a + b for a, b in itertools.pairwise(text))


@functools.lru_cache(4096)
def numbers(text: str) -> frozenset[str]:
    return frozenset(DIGITS.findall(DATE.sub("", text)))


class Told:
    """What a draft has said so far."""

    def __init__(self) -> None:
        self._each: list[tuple[frozenset[str], frozenset[str]]] = []
        self._pairs: set[str] = set()
        self._numbers: set[str] = set()

    def repeats(self, said: Said) -> bool:
        """Whether a sentence is mostly told: by one sentence, or by all of them together."""
        own, figures = pairs(said.text), numbers(said.text)
        if not own:
            return True
        if figures - self._numbers:
            return False
        for held, known in self._each:
            same = len(own & held)
            alike = len(own) <= weight("longer") * len(held)
            if alike and figures <= known and same >= weight("same") * min(len(own), len(held)):
                return True
        return len(own & self._pairs) >= weight("together") * len(own)

    def add(self, said: Said) -> None:
        own, figures = pairs(said.text), numbers(said.text)
        self._each.append((own, figures))
        self._pairs |= own
        self._numbers |= figures


def importance(said: Said, close: float, audience: str) -> float:
    """How much a reader would miss a sentence."""
    plain = audience in ("家长", "公众")
    value = weight("close") * close
    value += weight("figure") * min(len(said.valued), int(weight("figures")))
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
) -> list[Said]:
    """The weightiest that fit into ``room`` characters, from as many headings as can be.

    One of every heading before a second one of any, ``late`` turns later; at most ``most`` in
    all, ``each`` of one heading; in the order they came.
    """
    groups: dict[str, list[Said]] = {}
    for said in found:
        groups.setdefault(said.heading, []).append(said)
    turns: list[tuple[int, float, Said]] = []
    for group in groups.values():
        ranked = sorted(group, key=lambda s: -value(s))[:each]
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
