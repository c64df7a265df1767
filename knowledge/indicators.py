"""Mentions of one thing, linked across the plan into a timeline.

What counts as one thing is curated beside the plan (``indicators.toml``); a figure that no
entry claims becomes an indicator of its own, so an unknown plan has them too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.types import Indicator, Target, TargetKind

TIMES = ("2016-2020", "2020", "2021-2025", "2022", "2025")
DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that all stand in a text; each is any one of its alternatives."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Phrase:
        """``"残疾 入学率/上学 !教师"``: 残疾, and 入学率 or 上学, but not 教师."""
        words = text.split()
        return cls(
            tuple(tuple(word.split("/")) for word in words if not word.startswith("!")),
            tuple(word[1:] for word in words if word.startswith("!")),
        )

    def weight(self, text: str, *, figure: bool = False) -> int:
        """Characters of ``text`` that the phrase accounts for; 0 where it does not fit."""
        words = self.words(text, figure=figure)
        return sum(max(len(word), 1) for word in words) if words else 0

    def words(self, text: str, *, figure: bool = False) -> tuple[str, ...]:
        """The words of ``text`` that make the phrase fit; none where it does not.

        ``figure`` says that the text asks for a figure in words of its own, which stands
        for any 多少 that the phrase wants.
        """
        if any(word in text for word in self.unwanted):
            return ()
        fitting: list[str] = []
        for alternatives in self.wanted:
            found = [word for word in alternatives if word in text]
            if not found and not (figure and "多少" in alternatives):
                return ()
            fitting.append(max(found, key=len, default=""))
        return tuple(fitting)


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A curated indicator: how it is named, found in the plan and asked for."""

    name: str
    direction: str
    match: tuple[Phrase, ...]
    ask: tuple[Phrase, ...]
    also: tuple[str, ...]


def load_entries(path: Path) -> tuple[IndicatorEntry, ...]:
    """The curated indicators of a plan; none where the file is missing."""
    if not path.is_file():
        return ()
    with path.open("rb") as file:
        table = tomllib.load(file)
    return tuple(
        IndicatorEntry(
            name=item["name"],
            direction=item.get("direction", ""),
            match=tuple(Phrase.read(text) for text in item["match"]),
            ask=tuple(Phrase.read(text) for text in item.get("ask", ())),
            also=tuple(item.get("also", ())),
        )
        for item in table.get("indicator", ())
    )


def link(
    targets: Sequence[Target], entries: Iterable[IndicatorEntry], text: str
) -> tuple[tuple[Target, ...], tuple[Indicator, ...]]:
    """Targets with their indicator's key, and the indicators with their targets in time order."""
    curated = list(entries)
    by_key: dict[str, list[Target]] = {entry.name: [] for entry in curated}
    linked = []
    for target in targets:
        explained = target.kind is TargetKind.DEFINITION and target.number is None
        key = "" if explained else _key(target, curated, text)
        if not key and target.value is not None:
            key = re.sub(r"\s+", "", DIGITS.sub("", target.indicator)) or target.id
        linked.append(replace(target, indicator_key=key))
        if key:
            by_key.setdefault(key, []).append(linked[-1])
    details = {entry.name: entry for entry in curated}
    indicators = tuple(
        Indicator(
            key=key,
            name=key,
            aliases=details[key].also if key in details else (),
            direction=details[key].direction if key in details else "",
            targets=tuple(t.id for t in sorted(mentions, key=_time)),
        )
        for key, mentions in by_key.items()
        if mentions
    )
    return tuple(linked), indicators


def _key(target: Target, entries: Sequence[IndicatorEntry], text: str) -> str:
    """The entry whose phrase accounts for most of the statement's own words."""
    piece = text[target.clause[0] : target.clause[1]]
    words = target.indicator if "分别" in piece else f"{target.indicator}　{DIGITS.sub('', piece)}"
    best = max(
        ((max((p.weight(words) for p in entry.match), default=0), entry.name) for entry in entries),
        default=(0, ""),
        key=lambda scored: scored[0],
    )
    return best[1] if best[0] else ""


def _time(target: Target) -> tuple[int, int]:
    order = TIMES.index(target.when) if target.when in TIMES else len(TIMES)
    return order, target.locator.start
