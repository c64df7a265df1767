"""Lists that the plan gives in a sentence: A、B、C等活动, where the question asks which 活动."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.selecting.items import MARKS
from assistant.selecting.words import pattern
from knowledge.types import LeafKind, Locator

NAMED = re.compile(r"、[^，。；\n]*?等([\u4e00-\u9fff“”]{4,})")
SHORTEST, COVERED = 4, 0.6
"""Characters of what a list is called, and the share of it that a question must name."""
NOT_LISTS = ("figure", "compare", "count", "where", "define", "conflict", "attack")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """The one sentence that lists what is asked for; ``None`` where there is none or several."""
    if not query.has("list") or query.has(*NOT_LISTS) or query.refers or query.tables:
        return None
    # What is left out (除了劳动还有哪些) is not what is looked for.
    text = pattern("list", "except").sub("", query.plain.translate(MARKS))
    pairs = {a + b for a, b in pairwise(text)}
    found: dict[Locator, int] = {}
    for name, place in _lists(desk):
        if _named(name, text):
            sentence = desk.plan.quote(place).translate(MARKS)
            found[place] = sum(pair in sentence for pair in pairs)
    best = [place for place, shared in found.items() if shared == max(found.values())]
    if len(best) != 1:
        return None
    return Evidence("passage", places=(best[0],), facts={"asks": "list"}, tools=("list",))


def _lists(desk: Desk) -> Iterator[tuple[str, Locator]]:
    """What each list is called, and its place."""
    for leaf in desk.plan.leaves:
        if leaf.kind in (LeafKind.TABLE_ROW, LeafKind.TERM):
            continue
        for match in NAMED.finditer(desk.plan.text, leaf.locator.start, leaf.locator.end):
            name = pattern("list", "ends").split(match[1].translate(MARKS), maxsplit=1)[0]
            if len(name) >= SHORTEST:
                yield name, Locator(match.start(), match.end(), leaf.locator.label)


def _named(name: str, text: str) -> bool:
    """Whether a question names a list: by most of its name, in one run at least."""
    runs = [name[a:b] for a in range(len(name)) for b in range(a + SHORTEST, len(name) + 1)]
    longest = max((run for run in runs if run in text), key=len, default="")
    return len(longest) >= COVERED * len(name)
