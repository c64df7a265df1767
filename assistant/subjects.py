"""What a where-question looks for: the words of it that the plan has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.desk import Desk
from assistant.query import Query
from assistant.selecting.items import MARKS
from assistant.selecting.words import Rest, filler, pattern
from knowledge.types import Leaf

MIN_WORDS = 2
FEW = 8
"""Records that have a word, up to which it tells what a question is about."""
QUOTED = re.compile(r"[“\"「]([^”\"」]{2,})[”\"」]")


def bare_text(leaf: Leaf) -> str:
    """A leaf's text without marks, as words are looked for in it."""
    return leaf.text.translate(MARKS)


def subject(query: Query, rest: Rest, desk: Desk) -> str:
    """The words that are looked for: quoted ones, or the only run left that the plan has."""
    for quoted in QUOTED.finditer(query.text):
        if any(quoted[1].translate(MARKS) in bare_text(leaf) for leaf in desk.plan.leaves):
            return quoted[1].translate(MARKS)
    every = Rest.GAP.join(bare_text(leaf) for leaf in desk.plan.leaves)
    found = [run for piece in rest.text.split(Rest.GAP) for run in runs(piece, every)]
    best = max(found, key=len, default="")
    if any(not set(run) & set(best) for run in found) and (rare := _rarest(found, 0, desk)):
        # 家长讲坛: of words that the plan has not side by side, the telling one.
        return rare
    left = Rest(rest.text.replace(best, Rest.GAP) if best else rest.text)
    left.take_all(pattern("where", "verbs"))
    over = sum(len(piece) for piece in left.pieces())
    if best and over <= 1:
        return best
    return _rarest(found, over, desk)


def _rarest(found: Sequence[str], over: int, desk: Desk) -> str:
    """Of several words that stand near each other somewhere, the one that few records have."""
    texts = [bare_text(leaf) for leaf in desk.plan.leaves]
    having = {w: {n for n, text in enumerate(texts) if w in text} for w in set(found)}
    rare = min(having, key=lambda w: (len(having[w]), -len(w)), default="")
    others = [w for w in having if w != rare and not set(w) & set(rare)]
    together = all(having[w] & having[rare] for w in others)
    told = sum(len(w) for w in others)
    if rare and others and together and len(having[rare]) <= FEW and over - told <= len(rare) + 1:
        return rare
    return ""


def runs(piece: str, text: str) -> Iterator[str]:
    """Longest runs of a piece that a text has, if they are more than words of asking."""
    for start in range(len(piece)):
        end = start
        while end < len(piece) and piece[start : end + 1] in text:
            end += 1
        run = _stripped(piece[start:end])
        said = len(filler().sub("", run)) >= MIN_WORDS or 0 < text.count(run) <= FEW
        idle = not filler().sub("", run) or pattern("where", "verbs").fullmatch(run)
        if len(run) >= MIN_WORDS and said and not idle:
            yield run


def _stripped(run: str) -> str:
    """Without words of asking at either end."""
    for name in ("before", "behind"):
        run = pattern("where", name).sub("", run)
    return run
