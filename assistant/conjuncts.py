"""Several things asked about in one breath: A和B各多少. Each is looked for by its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Fitting = Sequence[tuple[int, str, tuple[str, ...]]]
BETWEEN = re.compile(r"以及|还有|[和与跟及、;；]")
MIN_PIECE = 2


def topics(text: str, whole: Fitting, fitting: Callable[[str], Fitting]) -> tuple[str, ...]:
    """The indicators that the pieces of ``text`` name, in its order; () where fewer than two.

    ``whole`` are those that the text fits as one, best first. Where the best of them needs
    words of several pieces (师生到国境外交流人次和…) its name holds the conjunction.
    """
    pieces = [piece for piece in BETWEEN.split(text) if len(piece) >= MIN_PIECE]
    if len(pieces) < 2:
        return ()
    if whole:
        words = [w for w in whole[0][2] if w.strip()]
        if words and not any(all(w in piece for w in words) for piece in pieces):
            return ()
    found = [fits[0][1] for piece in pieces if (fits := fitting(piece))]
    distinct = tuple(dict.fromkeys(found))
    return distinct if len(distinct) > 1 else ()
