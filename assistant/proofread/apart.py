"""分别: as many things or times as figures, one for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.proofread.figures import Figure
from assistant.proofread.times import Time
from assistant.proofread.words import table

BREAK = re.compile(r"[，,。；;：:！？\n]")
SPLIT = re.compile(r"、|以及|和|与|及")


def apart(
    text: str, found: Sequence[Figure], named: Sequence[Time]
) -> dict[int, tuple[str, Time | None]]:
    """分别: as many things (or times) named before as figures follow, one for each."""
    out: dict[int, tuple[str, Time | None]] = {}
    at = text.find("分别")
    if at < 0:
        return out
    group = [n for n, f in enumerate(found) if f.end > at]
    run = group[:1]
    for n in group[1:]:
        between = text[found[n - 1].end : found[n].start]
        if (
            re.fullmatch(r"[、，,]?(?:和|与|及|以及)?(?:则?(?:为|是|达到?))?", between)
            and n == run[-1] + 1
        ):
            run.append(n)
        else:
            break
    if len(run) < 2:
        return out
    left = found[run[0] - 1].end if run[0] else 0
    head = text[left:at]
    # 2022年、2025年分别达到99.6%、99.7%
    years = [t for t in named if left <= t.start < at]
    if len(years) == len(run):
        bare = head
        for time in reversed(years):
            bare = bare[: time.start - left] + bare[time.end - left :]
        return {n: (bare, time) for n, time in zip(run, years, strict=True)}
    cut = [m.end() for m in BREAK.finditer(head)]
    for start in reversed([0, *cut]):
        items = [item for item in SPLIT.split(head[start:]) if item]
        if len(items) == len(run):
            tail = items[-1]
            for item, n in zip(items, run, strict=True):
                shared = item if item is tail else item + _common(tail, items)
                out[n] = (head[:start] + shared, None)
            break
    else:
        out |= _listed_behind(text[found[run[-1]].end :], run)
        if not out and run[0] == len(run):
            # A 72%、B 87%，分别低于85%、95%: each is of what the figure before was of.
            starts = [0, *(f.end for f in found)]
            out = {n: (text[starts[i] : found[i].start], None) for i, n in enumerate(run)}
    return out


def _listed_behind(rest: str, run: Sequence[int]) -> dict[int, tuple[str, Time | None]]:
    """分别以300米、500米为半径，设置幼儿园、小学: what the figures are of stands behind them."""
    pieces = BREAK.split(rest)
    for at, piece in enumerate(pieces):
        items = [item for item in SPLIT.split(piece) if item]
        if len(items) == len(run):
            led = "，".join(pieces[:at])
            return {n: (f"{item}，{led}", None) for item, n in zip(items, run, strict=True)}
    return {}


def _common(tail: str, items: Sequence[str]) -> str:
    """What the last item says for all: 幼儿园、小学、中学服务半径 → 服务半径."""
    word = next(
        (w for group in table()["subject"]["contrast"] for w in group if tail.startswith(w)), ""
    )
    size = len(word) or min(len(item) for item in items[:-1])
    return tail[size:]
