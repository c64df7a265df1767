"""The ways of asking of ``words.toml``, as compiled patterns."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CLAUSES = re.compile(r"[,，。;；?？!！ ]")
MAX_IDLE = 14
"""Characters of a clause that may be left out of account."""
FILE = Path(__file__).with_name("words.toml")


@functools.cache
def data() -> Mapping[str, Any]:
    """The file as it stands."""
    return tomllib.loads(FILE.read_text("utf-8"))


@functools.cache
def pattern(section: str, name: str, **holes: str) -> re.Pattern[str]:
    """The pattern ``section.name``; capitals in it are holes (LEVEL, NAME)."""
    text = str(data()[section][name])
    for hole, value in holes.items():
        text = text.replace(hole, value)
    return re.compile(text)


@functools.cache
def topics() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Topics as (how they are asked for, what counts as one in the plan)."""
    pairs = (v for v in data()["topic"].values() if isinstance(v, list))
    return tuple((re.compile(ask), re.compile(said)) for ask, said in pairs)


@functools.cache
def filler() -> re.Pattern[str]:
    """Words that ask for nothing of their own, longest first."""
    words = sorted(data()["filler"]["words"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def variants(text: str) -> Iterator[str]:
    """A question whole, then each clause of it whose other clauses only say why it is asked."""
    text = pattern("filler", "aside").sub("", text)
    yield text
    clauses = [c for c in CLAUSES.split(text) if c.strip()]
    for clause in clauses if len(clauses) > 1 else ():
        others = [c for c in clauses if c != clause]
        if all(_idle(c) for c in others):
            yield clause


def _idle(clause: str) -> bool:
    """Whether a clause only says who asks, for whom or how to answer."""
    if len(clause) > MAX_IDLE or pattern("filler", "loaded").search(clause):
        return False
    return bool(pattern("filler", "idle").search(clause)) or not filler().sub("", clause)


class Rest:
    """What of a question is not understood yet; what is taken leaves a gap."""

    GAP = "\u2502"

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, shape: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, taken out; ``None`` where there is none."""
        found = shape.search(self.text)
        if found is None or not found[0]:
            return None
        self.text = self.text[: found.start()] + self.GAP + self.text[found.end() :]
        return found

    def take_all(self, shape: re.Pattern[str]) -> list[str]:
        """Every match, taken out."""
        found = []
        while match := self.take(shape):
            found.append(match[0])
        return found

    def pieces(self) -> list[str]:
        """What is left between the gaps, without fillers."""
        left = filler().sub(self.GAP, self.text)
        return [piece for piece in left.split(self.GAP) if piece]
