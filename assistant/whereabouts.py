"""Where something stands: every place of the plan that has the words, tables included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.places import place_name
from assistant.query import Query
from assistant.selecting import asking as selecting
from assistant.selecting.items import MARKS
from assistant.selecting.words import Rest, pattern, variants
from assistant.subjects import bare_text, subject
from assistant.wording import clause_with, tidy
from knowledge.types import Leaf, LeafKind, Locator

Place = tuple[Locator, Leaf]
BOX, KINDS = "专栏", ("row", "box")
MIN_NEAR, MIN_HALF, MAX_GAP = 5, 2, 8
"""Characters of words that may stand apart in the plan, of their parts and between these."""
MAX_OVER, MIN_TYPED = 4, 4
MAX_TOLD = 12
"""Places that are told with their words; more are told by name only."""
ENTRY = re.compile(r"^\d+\s*[.．、]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FIGURE = re.compile(r"多少(?!次|处|回|遍|页)|几成|百分之几|多久|多大")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """All places of what a where-question names; ``None`` where its words stand nowhere."""
    if query.rows or query.has("conflict", "attack") or FIGURE.search(query.plain):
        return None
    if only_boxes(query) and (boxes := selecting.gather(query, desk)) and boxes.places:
        return boxes
    as_typed = (_read(replace(query, plain=part), desk) for part in variants(query.text))
    own = next((found for found in as_typed if found and _only_typed(found, query)), None)
    found = (_read(replace(query, plain=part), desk) for part in variants(query.plain))
    return own or next((evidence for evidence in found if evidence), None)


def _only_typed(evidence: Evidence, query: Query) -> bool:
    """Whether the words found are the plan's as typed and were lost in the lexicon's (家委会)."""
    word: str = evidence.facts["word"]
    return len(word) >= MIN_TYPED and word not in query.plain.translate(MARKS)


def only_boxes(query: Query) -> bool:
    """Whether boxes alone are asked for, which are told with the words that each has."""
    asked = pattern("where", "box").search(query.plain)
    return bool(asked) and not pattern("where", "whole").search(query.plain)


def _read(query: Query, desk: Desk) -> Evidence | None:
    rest = Rest(query.plain.translate(MARKS))
    asked = [
        found
        for name in ("ask", "times", "places")
        for found in rest.take_all(pattern("where", name))
    ]
    if not asked:
        return None
    word = subject(query, rest, desk)
    if not word:
        return _of_indicator(query, asked, desk)
    found = list(_places(word, desk))
    numbers = [said for said, _, _ in query.numbers if said not in word]
    found = [f for f in found if all(n in bare_text(f[1]) for n in numbers)] or found
    if query.topics and not numbers and set(word) <= set(query.topics[0]):
        found += [
            p for p in _target_places(query.topics[0], desk) if p[1] not in [f[1] for f in found]
        ]
        found.sort(key=lambda f: f[0].start)
    # Words that stand in several places are a name, which no other words are likely to mean.
    near = [] if len(found) > 1 else list(_near(word, [leaf for _, leaf in found], desk))
    return _evidence(word, found, near, asked, query, "search")


def _evidence(
    word: str, found: list[Place], near: list[Place], asked: Sequence[str], query: Query, tool: str
) -> Evidence:
    """The places, those of the kind asked for first (第几项: rows)."""
    kinds = [kind for kind in KINDS if any(pattern("where", kind).search(a) for a in asked)]
    found.sort(key=lambda f: not _wanted(f[1], kinds, query))
    facts = {
        "word": word.translate(MARKS),
        "found": found,
        "near": near,
        "wanted": [leaf for _, leaf in (*found, *near) if _wanted(leaf, kinds, query)],
        "page": any(pattern("where", "page").search(a) for a in asked),
    }
    places = tuple(place for place, _ in (*found, *near))
    return Evidence("mentions", places=places, facts=facts, tools=(tool,))


def _wanted(leaf: Leaf, kinds: Sequence[str], query: Query) -> bool:
    if "row" in kinds and leaf.kind is LeafKind.TABLE_ROW:
        return not query.tables or leaf.id.partition("·")[0] in query.tables
    return "box" in kinds and leaf.id.startswith(BOX) and leaf.kind is not LeafKind.TABLE_ROW


def _of_indicator(query: Query, asked: Sequence[str], desk: Desk) -> Evidence | None:
    """Where an indicator stands that the question names in other words than the plan's."""
    if not query.topics or len(query.unexplained) > MAX_OVER:
        return None
    found = _target_places(query.topics[0], desk)
    if not found:
        return None
    return _evidence(query.topics[0], found, [], asked, query, "targets")


def _target_places(key: str, desk: Desk) -> list[tuple[Locator, Leaf]]:
    """One place for each record that states the indicator."""
    found: dict[str, tuple[Locator, Leaf]] = {}
    for target in desk.lookup.targets(key):
        leaf = desk.knowledge.leaf[target.leaf]
        row = leaf.kind is LeafKind.TABLE_ROW and "\n" in target.quote
        place = leaf.locator if row else Locator(*target.clause, target.locator.label)
        found.setdefault(target.leaf, (place, leaf))
    return list(found.values())


def _places(word: str, desk: Desk) -> Iterator[tuple[Locator, Leaf]]:
    """One place for each record with the words: a box, a measure, a row, a term."""
    seen: set[str] = set()
    for leaf in desk.plan.leaves:
        if word not in bare_text(leaf):
            continue
        record = _record(leaf)
        if record in seen and leaf.kind is not LeafKind.BOX_MILESTONE:
            continue
        seen.add(record)
        yield _span(word, leaf, desk), leaf


def _near(word: str, found: Sequence[Leaf], desk: Desk) -> Iterator[Place]:
    """Places where something stands between the words: 不低于[或高于]公务员."""
    if len(word) < MIN_NEAR:
        return
    gap = f"[^，。；！？：、\\n]{{1,{MAX_GAP}}}"
    halves = range(MIN_HALF, len(word) - MIN_HALF + 1)
    apart = re.compile("|".join(re.escape(word[:n]) + gap + re.escape(word[n:]) for n in halves))
    seen = {_record(leaf) for leaf in found}
    for leaf in desk.plan.leaves:
        match = apart.search(bare_text(leaf))
        if match and _record(leaf) not in seen:
            if leaf.kind is not LeafKind.BOX_MILESTONE:
                seen.add(_record(leaf))
            yield _span(match[0], leaf, desk), leaf


def _record(leaf: Leaf) -> str:
    if leaf.kind in (LeafKind.TABLE_ROW, LeafKind.TERM):
        return leaf.id
    return leaf.id.partition("·")[0] if leaf.id.startswith("专栏") else leaf.section or leaf.id


def _span(word: str, leaf: Leaf, desk: Desk) -> Locator:
    """The clause with the words, or the whole leaf where they stand in several."""
    found = clause_with(desk.plan, word, leaf.locator.start, leaf.locator.end)
    return Locator(*found, leaf.locator.label) if found else leaf.locator


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """How many places there are and which; the clause at each where they are few."""
    found: list[tuple[Locator, Leaf]] = evidence.facts["found"]
    word = evidence.facts["word"]
    lead = say("where.no_pages") if evidence.facts["page"] else ""
    near: list[Place] = evidence.facts["near"]
    if len(found) + len(near) > 1 and (wanted := evidence.facts["wanted"]):
        names = dict.fromkeys(_short_name(leaf) for leaf in wanted)
        lead += say("where.wanted", word=word, names="、".join(names))
    if len(found) == 1:
        lines = [lead + _one(word, *found[0], desk)]
    else:
        lines = [lead + say("where.several", word=word, count=len(found))]
        lines += list(_each(found, desk) if len(found) <= MAX_TOLD else _grouped(found, desk))
    if near:
        lines.append(say("where.near", count=len(near)))
        lines += list(_each(near, desk) if len(near) <= MAX_TOLD else _grouped(near, desk))
    text = "\n".join(lines)
    quoted = tuple(desk.plan.quote(place) for place, _ in (*found, *near))
    return Draft(text, evidence.status, evidence.places, computed=(*NUMBER.findall(text), *quoted))


def _short_name(leaf: Leaf) -> str:
    """专栏32, 近期第31项."""
    return (
        leaf.id.partition("·")[0]
        if leaf.kind is not LeafKind.TABLE_ROW
        else "".join(leaf.id.split("·"))
    )


def _one(word: str, place: Locator, leaf: Leaf, desk: Desk) -> str:
    name = place_name(place, desk)
    if leaf.kind in (LeafKind.BOX_TITLE, LeafKind.HEADING):
        return say("where.heading", word=word, place=name, path=leaf.section or leaf.path[0])
    return say("where.one", word=word, place=name, text=_quoted(place, desk))


def _quoted(place: Locator, desk: Desk) -> str:
    return tidy(ENTRY.sub("", desk.plan.quote(place)))


def _each(found: Sequence[tuple[Locator, Leaf]], desk: Desk) -> Iterator[str]:
    for number, (place, leaf) in enumerate(found, 1):
        name = place_name(place, desk)
        if leaf.kind in (LeafKind.BOX_TITLE, LeafKind.HEADING):
            yield f"{number}. {name}。"
        else:
            told = say("where.item", place=name, text=_quoted(place, desk))
            yield f"{number}. {told}"


def _grouped(found: Sequence[tuple[Locator, Leaf]], desk: Desk) -> Iterator[str]:
    """Many places by kind: headings of the text, numbers of boxes, rows and terms."""
    groups: dict[str, list[str]] = {}
    for place, leaf in found:
        head, _, tail = leaf.id.partition("·")
        if leaf.kind is LeafKind.TABLE_ROW:
            key = say("where.row_places", table=head, numbers="{}")
            groups.setdefault(key, []).append(tail.strip("第项"))
        elif leaf.kind is LeafKind.TERM:
            key = say("where.term_places", numbers="{}")
            groups.setdefault(key, []).append(tail)
        elif head.startswith("专栏"):
            key = say("where.box_places", numbers="{}")
            groups.setdefault(key, []).append(head.removeprefix("专栏"))
        else:
            groups.setdefault("", []).append(f"“{leaf.path[-1] if leaf.path else place.label}”")
    for count, (key, names) in enumerate(groups.items(), 1):
        once = list(dict.fromkeys(names))
        listed = "、".join(once)
        told = say("where.text_places", count=len(once), names=listed) if not key else ""
        yield f"{count}. {told or key.format(listed)}"
