"""All that the plan says of a thing, where a question asks how it is dealt with.

规划对考试怎么改, 编制问题怎么解决: one sentence, the nearest, would tell a part of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.desk import Desk
from assistant.mentions import QUOTES
from assistant.phrases import phrases, words
from assistant.query import Query
from assistant.ranking import Ranked
from knowledge.types import Leaf, LeafKind, Locator

TELLING = {LeafKind.MEASURE, LeafKind.PARAGRAPH, LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES}
BACKGROUND, TERMS = "第一部分", "名词解释"
BROAD = ("how", "list", "summary")
NARROW = (
    *("figure", "when", "who", "count", "compare", "why", "define", "where", "names"),
    *("outcome", "conflict"),
)
SENTENCE = re.compile(r"[^。]+。")
CLAUSES = re.compile(r"[，,。；;？?！!]")
RUNS = re.compile(r"\W+|\d+")
NAMED, WHOLLY = 0.7, 0.9
"""Share of what is asked that a heading has, from which all under it is the answer: near the
top of what was found, and anywhere in it."""
SAID, BESIDE = 0.6, 0.25
"""The same for a sentence anywhere, and for one beside a sentence that answers."""
MOST = 0.6
"""Share of a measure's sentences from which it is told whole."""
SURE, SURER, CERTAIN = 0.5, 0.7, 0.95
"""Probability from which what was ranked first stays first: with few of the words asked, with
none of them; and from which it is told alone."""
TELLING_WEIGHT = 0.3
"""Weight of a question's words from which they find what the search did not."""
SELDOM = 5
"""Times in the plan below which pairs of characters, some of no word, weigh alike."""
HEADS, NEAR, MAX_SENTENCES = 5, 8, 5
UNITS, ALIKE = 30, 0.6
"""Units looked at for several kinds of thing, and the share of the best score that counts."""


def asked(query: Query) -> bool:
    """Whether a question asks what there is about a thing, not for one fact of it."""
    if query.carried or query.years or query.boxes or query.claimed:
        return False
    if query.has(*NARROW):
        return False
    listed = query.has("list") or re.search(phrases()["broad"]["said"], query.plain)
    return query.has("how", "summary") or bool(listed and not query.has("yesno", "claim"))


def places(query: Query, ranked: Sequence[Ranked], desk: Desk) -> tuple[Locator, ...]:
    """The measure whose heading is asked for, or the sentences with the words asked.

    () where the question's words are not the plan's, so that only meaning can tell, and where
    one place is as good as certain.
    """
    if re.search(phrases()["broad"]["doing"], query.plain):
        # What is done about a thing is not what its name means.
        ranked = [r for r in ranked if not r.places[0].label.startswith(TERMS)]
    best = _leaf(ranked[0], desk) if ranked else None
    if best is None:
        return ()
    asked_for = weights(query, desk)
    leaves = list(dict.fromkeys(leaf for r in ranked if (leaf := _leaf(r, desk))))
    titled = [x for x in leaves if x.kind is LeafKind.MEASURE]
    for leaf in sorted(titled, key=lambda x: -_share(_title(x), asked_for))[:1]:
        if _share(_title(leaf), asked_for) >= (NAMED if leaf in leaves[:HEADS] else WHOLLY):
            return (leaf.locator,)
    if ranked[0].probability >= CERTAIN or ranked[0].places[0] == best.locator:
        return ranked[0].places
    first = next((x for x in leaves if any(_said(x, SAID, asked_for))), None)
    sure = SURE if _share(best.text, asked_for) else SURER
    if first is None or (first != best and ranked[0].probability >= sure):
        return ()
    found = list(_said(first, BESIDE, asked_for))
    if (
        first.kind is LeafKind.MEASURE
        and len(found) >= MOST * len(list(_said(first, 0.0, asked_for))) > 1
    ):
        found = [first.locator]
    spans = [r.places[0] for r in ranked]
    for number, leaf in enumerate(leaves):
        least = SAID if number < NEAR else WHOLLY
        beside = _said(leaf, least, asked_for) if leaf != first else ()
        found += [x for x in beside if any(x.start <= s.start < x.end for s in spans)]
    if sum(asked_for.values()) >= TELLING_WEIGHT:
        for leaf in filter(_tells, desk.plan.leaves):
            found += [x for x in _said(leaf, WHOLLY, asked_for) if leaf != first and x not in found]
    return tuple(found[:MAX_SENTENCES])


def weights(query: Query, desk: Desk, *, own: bool = False) -> Mapping[str, float]:
    """Pairs of characters asked about that the plan has; seldom ones weigh more.

    ``own``: of a turn that goes on, only what it says itself.
    """
    plain = (own and query.own) or query.plain
    clauses = [c for c in CLAUSES.split(plain) if _signs(c)]
    asked = [_pairs(c) for c in (*clauses, plain)]
    counts = {word: desk.plan.text.count(word) for word in next(filter(None, asked), ())}
    return {word: 1 / max(count, SELDOM) for word, count in counts.items() if count}


def _pairs(text: str) -> set[str]:
    """Pairs of characters without the usual words; 管 and 办 may be of a name (区管校聘)."""
    return {
        a + b
        for part in RUNS.split(_usual().sub(" ", text.translate(QUOTES)))
        for a, b in pairwise(part)
    }


@functools.cache
def _usual() -> re.Pattern[str]:
    generic = [w for w in words("generic.words") if len(w) > 1]
    usual = sorted((*words("asking.words"), *generic), key=len, reverse=True)
    return re.compile("|".join([phrases()["broad"]["said"], *map(re.escape, usual)]))


def _signs(clause: str) -> bool:
    """Whether a clause of a message is the one that asks."""
    signs = (sign for name in BROAD for sign in words(f"cue.{name}"))
    return any(sign in clause for sign in signs)


def _share(text: str, weights: Mapping[str, float]) -> float:
    whole = sum(weights.values())
    return sum(w for word, w in weights.items() if word in text) / whole if whole else 0.0


def _leaf(ranked: Ranked, desk: Desk) -> Leaf | None:
    leaf = desk.knowledge.leaf_at(ranked.places[0].start)
    return leaf if leaf is not None and _tells(leaf) else None


def _tells(leaf: Leaf) -> bool:
    """Whether a leaf tells what is to be done."""
    return leaf.kind in TELLING and not leaf.locator.label.startswith(BACKGROUND)


def _title(leaf: Leaf) -> str:
    return leaf.path[-1] if leaf.path else ""


def _said(leaf: Leaf, least: float, weights: Mapping[str, float]) -> Iterator[Locator]:
    """The sentences of a leaf with at least that share of what is asked."""
    start = leaf.locator.start
    for sentence in SENTENCE.finditer(leaf.text):
        heading = leaf.kind is LeafKind.MEASURE and not sentence.start()
        if not heading and _share(sentence[0], weights) >= least:
            yield Locator(start + sentence.start(), start + sentence.end(), leaf.locator.label)


def kinds(query: Query, desk: Desk) -> Iterator[Locator]:
    """Of several kinds of thing asked for side by side (途径和组织), what is found as near."""
    if not re.search(phrases()["broad"]["kinds"], query.plain):
        return
    hits = [(u, h.score) for u, h in desk.search.units(query.text, UNITS) if "@" in u.id]
    best = max((score for _, score in hits), default=0.0)
    near = [unit for unit, score in hits if score >= ALIKE * best]
    labels = [unit.label for unit in near]
    for unit in near:
        leaf = desk.knowledge.leaf_at(unit.start)
        # Of a measure that several sentences of answer, all of it is about what was asked.
        whole = leaf is not None and labels.count(unit.label) > 1
        yield leaf.locator if leaf and whole else Locator(unit.start, unit.end, unit.label)
