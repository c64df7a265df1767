"""Where the plan says two things: found for a question, and told with all its sides."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.choosing import distinct, sentence
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import words_of
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting.items import bare
from assistant.types import Status
from assistant.wording import as_figure
from knowledge.types import Conflict

MAX_CONFLICTS = 8
MAX_TOLD = 2
MAX_SIDES = 4
MIN_PAIRS = 3
TOPIC_SHARE = 0.6
NUMBER, CHOICE, INDICATOR, TOPIC, PLACES = 8, 8, 6, 5, 4
"""What a figure, either side of 还是, the indicator, the topic or both places count for."""
NEAR = 0.75
"""Share of the best match's weight from which another contradiction is told beside it."""
WEIGHTY = ("value", "below", "basis", "deadline")
"""Contradictions that change what a reader would do with a figure."""
WHOLE = re.compile(r"规划|文件|全文|哪些|哪里|多少|有没有|列|地方|几处")
UNDECIDED = re.compile(r"为准|没有说明|没有写明|规划没有|应用专栏|应理解|指同一|同一事|不宜理解")
WHICH = re.compile(r"哪个|哪一个|谁|到底|还是|为准|听|信")
QUOTED, MIN_QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」]"), 6
# 叫法治还是法制 · 国企参与还是国企参管
EITHER = re.compile(r"([\u4e00-\u9fff]{2})还是([\u4e00-\u9fff]{2})")


def find(query: Query, desk: Desk) -> Evidence | None:
    """The contradictions that a question is about; all where it asks for them as such."""
    weighed = [(_weight(c, query, desk), c) for c in desk.knowledge.conflicts]
    about = sorted((w for w in weighed if w[0]), key=lambda w: (-w[0], _order(w[1])))
    if about:
        found = [c for weight, c in about if weight >= NEAR * about[0][0]][:MAX_TOLD]
        return _evidence(found, whole=False)
    if query.topics or query.boxes or query.terms:
        return _agreeing(query, desk)
    if not query.has("conflict") or not WHOLE.search(query.plain):
        return None
    if not desk.knowledge.conflicts:
        return Evidence("no_conflict", tools=("conflicts",))
    return _evidence(list(desk.knowledge.conflicts), whole=True)


def quoted(query: Query, desk: Desk) -> Evidence | None:
    """The contradiction that is about a wording which a question quotes; ``None`` without one."""
    said = [bare(q) for q in QUOTED.findall(query.text) if len(q) >= MIN_QUOTED]
    scored: list[tuple[float, Conflict]] = []
    for conflict in desk.knowledge.conflicts:
        quotes = [bare(desk.plan.quote(m)) for m in conflict.mentions]
        shares = [max((len(s) / len(q) for q in quotes if s in q), default=0.0) for s in said]
        if shares and all(shares) and not all(any(s in q for s in said) for q in quotes):
            scored.append((sum(shares), conflict))
    best = max(scored, key=lambda found: found[0], default=None)
    return _evidence([best[1]], whole=False) if best else None


def _evidence(found: list[Conflict], *, whole: bool) -> Evidence:
    places = tuple(m for c in found[:MAX_CONFLICTS] for m in c.mentions)
    facts = {"whole": whole}
    tools = ("conflicts",)
    return Evidence("conflicts", places=places, conflicts=tuple(found), facts=facts, tools=tools)


def _agreeing(query: Query, desk: Desk) -> Evidence | None:
    """What the plan says of an indicator that it says nothing contradictory of."""
    targets = desk.lookup.targets(query.topics[0]) if query.topics else ()
    if not targets or not query.has("conflict"):
        return None
    places = tuple(t.locator for t in targets)
    facts = {"key": query.topics[0]}
    return Evidence(
        "no_conflict", targets=targets, places=places, facts=facts, tools=("conflicts",)
    )


def _order(conflict: Conflict) -> int:
    return WEIGHTY.index(conflict.kind) if conflict.kind in WEIGHTY else len(WEIGHTY)


def _weight(conflict: Conflict, query: Query, desk: Desk) -> int:
    """How much of a question points at a contradiction; 0 where nothing does."""
    quotes = "　".join(desk.plan.quote(m) for m in conflict.mentions)
    plain = bare(query.plain)
    weight = max((len(w) for w in conflict.words if bare(w) in plain), default=0)
    if (either := EITHER.search(plain)) and either[1] in quotes and either[2] in quotes:
        weight += CHOICE
    pairs = [a + b for a, b in pairwise(conflict.topic)]
    if len(pairs) >= MIN_PAIRS and sum(p in plain for p in pairs) >= TOPIC_SHARE * len(pairs):
        weight += TOPIC
    if any(key in conflict.indicators for key in query.topics[:2]):
        weight += INDICATOR
    elif any(key in conflict.indicators for key in query.indicators[:2]):
        weight += 1
    named = [f"专栏{n}·" for n in query.boxes] + [f"·{table}·" for table in query.tables]
    if (
        query.boxes
        and len(named) > 1
        and all(any(n in m.label for m in conflict.mentions) for n in named)
    ):
        # Both places that are set side by side; of several such the one with most words.
        weight += PLACES + sum(word in bare(quotes) for word in words_of(query.detail))
    if query.topics and not weight:
        # A box that has the indicator asked for has others that it is not about.
        return 0
    if any(m.label.startswith(f"专栏{n}·") for n in query.boxes for m in conflict.mentions):
        weight += 1
    shared = sum(said.rstrip("%") in quotes for said, _, _ in query.numbers)
    return weight + NUMBER * shared if weight else 0


def compose_conflicts(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """What does not agree, each with all its sides."""
    found = evidence.conflicts
    if not evidence.facts["whole"]:
        lines = [line for c in found for line in _told(c, query, desk)]
        if query.has("why"):
            lines.append(say("conflict.no_reason"))
        return Draft("\n".join(lines), evidence.status, evidence.places)
    lines = [say("conflict.found", count=len(found))]
    lines += [f"{n}. {c.says}" for n, c in enumerate(found[:MAX_CONFLICTS], 1)]
    computed = tuple(map(str, (len(found), *range(1, MAX_CONFLICTS + 1))))
    return Draft("\n".join(lines), evidence.status, evidence.places, computed=computed)


def _told(conflict: Conflict, query: Query, desk: Desk) -> list[str]:
    """One contradiction: how the places differ, their words, what is not said."""
    by_place: dict[str, list[str]] = {}
    for mention in conflict.mentions:
        by_place.setdefault(mention.label, []).append(desk.plan.quote(mention).strip())
    sides: dict[str, str] = {}
    for label, quotes in by_place.items():
        words = "”、“".join(dict.fromkeys(q for quote in quotes for q in quote.split("\n") if q))
        sides.setdefault(words, say("conflict.side", place=label, quote=words))
    lines = [
        say("conflict.differs", says=conflict.says),
        say("conflict.sides", sides="；".join(list(sides.values())[:MAX_SIDES])),
    ]
    if WHICH.search(query.plain) and not UNDECIDED.search(conflict.says):
        lines.append(say("conflict.undecided"))
    return lines


def compose_no_conflict(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """That nothing contradictory was found, with what the plan says where one thing was asked."""
    if not evidence.targets:
        return Draft(say("conflict.none"), Status.ANSWERED)
    shown = distinct(evidence.targets)
    rest = "".join(sentence(t, desk) for t in shown)
    text = say("conflict.none_of", name=evidence.facts["key"], rest=rest)
    figures = tuple(as_figure(t) for t in shown if t.value)
    return Draft(text, Status.ANSWERED, evidence.places, figures)
