"""One thing under two names: what was reached by the last plan, and what this one aims at.

省级示范性普通高中 and 四川省示范性普通高中（“十三五”创建）: the figure of a time that one lacks is
told under the other's own name, never as a difference, since the plan does not say that they
count alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.choosing import choose
from assistant.desk import Desk
from assistant.query import LAST_PLAN, Query

NOTE = re.compile(r"（[^）]*）")
MOST_OF_NAME = 0.6
"""Share of a name's pairs of characters in one that a known contradiction sets beside it."""


def dated(query: Query, key: str, desk: Desk) -> bool:
    """Whether an indicator has a figure of the time asked for."""
    targets = desk.lookup.targets(key)
    if not query.years:
        return any(t.when in LAST_PLAN for t in targets)
    return bool(targets and choose(query, targets, desk))


def twin(query: Query, key: str, desk: Desk) -> str:
    """What alone has a figure of the other plan's time, under nearly the same name; else "".

    引进国内外高端教育品牌（“十三五”） and 引进高端教育品牌: told side by side, since the plan does
    not say that they count alike.
    """
    lacking = [y for y in query.years if not dated(replace(query, years=(y,)), key, desk)]
    if len(query.years) != 2 or len(lacking) != 1 or not set(query.years) & set(LAST_PLAN):
        return ""
    return next(iter(twins(replace(query, years=(lacking[0],)), key, desk)), "")


def twins(query: Query, key: str, desk: Desk) -> Sequence[str]:
    """What has nearly the same name and alone a figure of the time asked for, one or none.

    Where a known contradiction sets two indicators beside each other, most of the name is enough.
    """
    known = [c.indicators for c in desk.knowledge.conflicts if key in c.indicators]
    beside = {other for keys in known for other in keys}
    units = {t.unit for t in desk.lookup.targets(key)}
    found = [
        i.key
        for i in desk.knowledge.indicators
        if i.key != key
        and (_alike(key, i.key) or (i.key in beside and _mostly(key, i.key)))
        and units & {t.unit for t in desk.lookup.targets(i.key)}
        and dated(query, i.key, desk)
    ]
    return found[:1]


def _alike(one: str, two: str) -> bool:
    """Whether one name is the other with characters left out: 引进(国内外)高端教育品牌."""
    short, long = sorted((NOTE.sub("", one), NOTE.sub("", two)), key=len)
    rest = iter(long)
    return len(short) * 3 >= len(long) * 2 and all(c in rest for c in short)


def _mostly(one: str, two: str) -> bool:
    """Whether the shorter of two names is mostly in the other: 省级, 四川省示范性普通高中."""
    short, long = sorted((NOTE.sub("", one), NOTE.sub("", two)), key=len)
    pairs = list(map("".join, pairwise(short)))
    return sum(p in long for p in pairs) >= MOST_OF_NAME * len(pairs)
