"""A sentence under examination: what has been explained is masked, what is left must be too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

MASK = "\ue000"
PUNCTUATION = frozenset("，。、；：！？…—·,;:!?()（）“”‘’ \t")
NUMERAL_WORDS = frozenset("两俩仨半成双几数倍")
"""Characters that count though Unicode gives them no number; 成 as in 八成."""


class Masked:
    """Text and its masked copy, of equal length, so that places in one are places in the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = text

    def hide(self, start: int, end: int) -> None:
        """Explains a span."""
        self.left = self.left[:start] + MASK * (end - start) + self.left[end:]

    def hide_each(
        self, pattern: re.Pattern[str], wanted: Callable[[re.Match[str]], bool] | None = None
    ) -> list[re.Match[str]]:
        """Explains what ``pattern`` finds in what is left; gives the matches that were hidden."""
        found = [m for m in pattern.finditer(self.left) if wanted is None or wanted(m)]
        for match in found:
            self.hide(*match.span())
        return found

    def without(self, pattern: re.Pattern[str]) -> str:
        """What is left with what ``pattern`` finds masked as well."""
        return pattern.sub(lambda m: MASK * len(m[0]), self.left)

    def pieces(self, start: int, end: int) -> Iterator[str]:
        """What is left between two places, cut at masks and punctuation."""
        yield from pieces(self.left[start:end])


def pieces(text: str) -> Iterator[str]:
    """Runs of characters that are neither masked nor punctuation."""
    run = ""
    for char in text:
        if char == MASK or char in PUNCTUATION:
            if run:
                yield run
            run = ""
        else:
            run += char
    if run:
        yield run


def is_numeral(char: str) -> bool:
    """Whether a character counts: digits of any script, fractions, 一, 百, 两, 半, 成."""
    return char in NUMERAL_WORDS or unicodedata.numeric(char, None) is not None


def numerals(text: str) -> str:
    """The counting characters of ``text``."""
    return "".join(c for c in text if is_numeral(c))


def is_plain(char: str) -> bool:
    """Whether a character is Chinese writing, a mask or punctuation."""
    return "\u4e00" <= char <= "\u9fff" or char == MASK or char in PUNCTUATION


def uncovered(piece: str, free: Iterable[str], own: str) -> str:
    """What of ``piece`` cannot be cut into free words and pieces of ``own``; "" if it can.

    A piece of ``own`` counts from two characters on.
    """
    words = frozenset(free)
    size = len(piece)
    reach = [True] + [False] * size
    for start in range(size):
        if not reach[start]:
            continue
        for end in range(start + 1, min(start + 24, size) + 1):
            part = piece[start:end]
            if part in words or (end - start >= 2 and part in own):
                reach[end] = True
    if reach[size]:
        return ""
    last = max(n for n, reached in enumerate(reach) if reached)
    return piece[last:]


def share_covered(piece: str, free: Iterable[str], own: str) -> tuple[int, int]:
    """Characters of ``piece`` in runs of ``own``, and those that are not free words either."""
    words = frozenset(free)
    held = strange = at = 0
    while at < len(piece):
        run = next((n for n in range(len(piece) - at, 1, -1) if piece[at : at + n] in own), 0)
        word = next(
            (n for n in range(min(12, len(piece) - at), 0, -1) if piece[at : at + n] in words), 0
        )
        if run and run >= word:
            held += run
        elif word:
            run = word
        else:
            strange, run = strange + 1, 1
        at += run
    return held, strange
