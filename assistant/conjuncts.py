"""Several things asked about in one breath: A和B各多少. Each is looked for by its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.phrases import words as words_of

Fitting = Sequence[tuple[int, str, tuple[str, ...]]]
BETWEEN = re.compile(r"以及|还有|[和与跟及、;；]|(?<![职占分对])比(?![例重率较如上分])")
MIN_PIECE = 2


def _named(piece: str, heads: Sequence[str], fitting: Callable[[str], Fitting]) -> str:
    """The indicator that a piece names, alone or with a noun that it shares with others."""
    if fits := fitting(piece):
        return fits[0][1]
    for _, key, used in fitting(" ".join([piece, *heads])) if heads else ():
        if any(len(w) > 1 and w in piece and w not in heads for w in used):
            return key
    return ""


def topics(text: str, whole: Fitting, fitting: Callable[[str], Fitting]) -> tuple[str, ...]:
    """The indicators that the pieces of ``text`` name, in its order; () where fewer than two.

    ``whole`` are those that the text fits as one, best first. Where the best of them needs
    words of several pieces (师生到国境外交流人次和…) its name holds the conjunction.
    """
    heads = [head for head in words_of("several.heads") if head in text]
    pieces = [piece for piece in BETWEEN.split(text) if len(piece) >= MIN_PIECE]
    if len(pieces) < 2:
        return ()
    if whole:
        words = [w for w in whole[0][2] if w.strip() and w not in heads]
        if words and not any(all(w in piece for w in words) for piece in pieces):
            return ()
    found = [key for piece in pieces if (key := _named(piece, heads, fitting))]
    distinct = tuple(dict.fromkeys(found))
    return distinct if len(distinct) > 1 else ()
