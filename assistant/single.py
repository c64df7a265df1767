"""The one sentence that holds all that is asked, where a whole measure or box was found.

严格执行哪些制度 of a measure on food safety: the sentence with 制度, not the others beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant import broad, records
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.mentions import BOX, QUOTES, words_of
from assistant.phrases import phrases, say, words
from assistant.query import Query
from embeddings.types import Unit
from knowledge.types import Column, Leaf, LeafKind, Locator

KINDS = {"passage", "measure", "box"}
"""Kinds of evidence that tell several sentences."""
TOLD = broad.TELLING | {LeafKind.BOX_MILESTONE}
NOT_ASKED = ("summary", "where", "conflict", "claim", "yesno", "why", "outcome")
"""Cues of questions that one sentence of several answers by chance."""
NEARLY, ALL = 0.75, 0.9
"""Share of a question's words, without those of the heading, that the sentence must have: where
something particular is asked for, and where only its words are particular."""
ALONE = 0.3
"""The same where no other sentence has what is asked for."""
RIVAL = 0.75
"""Share of that at the most that another sentence may have."""
INSIDE, BESIDE, MOST_OF_BOX = 80, 0.92, 2
"""Units looked at for a part of a box, the share of the best's score that tells one beside it,
and how many sentences are still a part of it."""
FEW, SEVERAL = 2, 5
"""Pairs of characters beside the heading from which a question is about a part of it."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: Locator
    text: str
    heading: str


def narrowed(evidence: Evidence, query: Query, desk: Desk) -> Evidence:
    """The evidence, or of it the only sentence that says what is asked."""
    if evidence.kind not in KINDS or query.has(*NOT_ASKED) or len(query.boxes) > 1:
        return evidence
    if part := _of_box(evidence, query, desk):
        return part
    said = replace(query, plain=query.own) if query.own else query
    listed = _particular(said)
    asked = broad.weights(query, desk, own=True)
    every = list(dict.fromkeys(_sentences(evidence, desk)))
    if len(every) < 2 or not (listed or query.has("how", "list")):
        return evidence
    kind = listed if listed in desk.plan.text else ""
    fitting = [s for s in every if kind in s.text] or every
    rest = {w: n for w, n in asked.items() if not all(w in s.heading for s in every)}
    alone = bool(kind) and len(fitting) == 1
    if len(rest) < (FEW if listed else SEVERAL) and not alone:
        return evidence
    scored = sorted(((_share(s, rest), n) for n, s in enumerate(fitting)), reverse=True)
    best = scored[0][0]
    least = ALONE if alone else NEARLY if listed else ALL
    if (rest and best < least) or any(s > RIVAL * best for s, _ in scored[1:]):
        return evidence
    place = fitting[scored[0][1]].place
    return Evidence(
        "passage",
        targets=records.targets_in(desk, (place,)),
        places=(place,),
        facts={"asks": "list"},
        confidence=evidence.confidence,
        tools=evidence.tools,
    )


def _of_box(evidence: Evidence, query: Query, desk: Desk) -> Evidence | None:
    """The sentences of a box named by number that are nearest to what is asked of it."""
    facts = evidence.facts
    told_whole = evidence.kind == "box" and not (facts["years"] or facts["narrow"])
    if not (told_whole and query.detail and BOX.search(query.plain)):
        return None
    whole = re.search(phrases()["box_named"]["whole"], query.plain)
    if whole or facts["doing"] or query.has("how"):
        return None
    column = facts["columns"][0]
    if not any(pair in desk.plan.quote(column.locator) for pair in words_of(query.plain)):
        # 专栏6里面写了些啥: nothing of the box is asked for by its own words.
        return None
    hits = [
        (unit, hit.score)
        for unit, hit in desk.search.units(query.text, INSIDE)
        if _told_by(unit, column, desk)
    ]
    best = max((score for _, score in hits), default=0.0)
    near = [unit for unit, score in hits if best and score >= BESIDE * best]
    if not near or len(near) > MOST_OF_BOX:
        return None
    near.sort(key=lambda unit: unit.start)
    places = tuple(Locator(u.start, u.end, u.label) for u in near)
    return Evidence(
        "passage",
        targets=records.targets_in(desk, places),
        places=places,
        facts={"asks": "list", "lead": say("box.head", number=column.number, title=column.title)},
        confidence=evidence.confidence,
        tools=evidence.tools,
    )


def _told_by(unit: Unit, column: Column, desk: Desk) -> bool:
    """Whether a unit is a sentence of a box, not its title."""
    inside = column.locator.start <= unit.start and unit.end <= column.locator.end
    leaf = desk.knowledge.leaf_at(unit.start)
    if not inside or leaf is None or "@" not in unit.id:
        return False
    return leaf.kind in TOLD and not (column.measures and leaf.kind is LeafKind.BOX_PURPOSE)


def _particular(query: Query) -> str:
    """What kind of thing is asked for (制度 of 哪些制度); "" where all of a matter is."""
    found = re.search(phrases()["single"]["kind"], query.plain)
    if found:
        kind = found[1] or found[2]
        return "" if kind.endswith(tuple(words("single.broad"))) else kind
    quoted = re.search(phrases()["single"]["verbatim"], query.plain)
    return quoted[0] if quoted else ""


def _sentences(evidence: Evidence, desk: Desk) -> Iterator[_Sentence]:
    """The sentences that the evidence has told, without headings."""
    for place in evidence.places:
        leaf = desk.knowledge.leaf_at(place.start)
        if leaf is None or leaf.kind not in TOLD:
            continue
        start = leaf.locator.start
        for found in broad.SENTENCE.finditer(leaf.text):
            headed = leaf.kind is LeafKind.MEASURE and not found.start()
            a, b = start + found.start(), start + found.end()
            if not headed and a < place.end and place.start < b:
                yield _Sentence(Locator(a, b, leaf.locator.label), found[0], _heading(leaf))


def _heading(leaf: Leaf) -> str:
    return leaf.path[-1].translate(QUOTES) if leaf.path else ""


def _share(sentence: _Sentence, weights: Mapping[str, float]) -> float:
    whole = sum(weights.values())
    held = sum(
        n for word, n in weights.items() if word in sentence.text or word in sentence.heading
    )
    return held / whole if whole else 0.0
