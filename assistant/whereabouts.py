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
from assistant.selecting.words import Rest, filler, pattern, variants
from assistant.wording import clause_with, tidy
from knowledge.types import Leaf, LeafKind, Locator

MIN_WORDS = 2
BOXES, TABLE = "专栏", "表"
MAX_TOLD = 12
"""Places that are told with their words; more are told by name only."""
FEW = 8
"""Records that have a word, up to which it tells what a question is about."""
ENTRY = re.compile(r"^\d+\s*[.．、]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FIGURE = re.compile(r"多少(?!次|处|回|遍|页)|几成|百分之几|多久|多大")
QUOTED = re.compile(r"[“\"「]([^”\"」]{2,})[”\"」]")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """All places of what a where-question names; ``None`` where its words stand nowhere."""
    if query.rows or query.has("conflict", "attack") or FIGURE.search(query.plain):
        return None
    found = (_read(replace(query, plain=part), desk) for part in variants(query.plain))
    return next((evidence for evidence in found if evidence), None)


def _read(query: Query, desk: Desk) -> Evidence | None:
    rest = Rest(query.plain.translate(MARKS))
    asked = [
        found
        for name in ("ask", "times", "places")
        for found in rest.take_all(pattern("where", name))
    ]
    if not asked:
        return None
    if _asks_boxes(asked) and (boxes := selecting.gather(query, desk)) and boxes.places:
        return boxes
    word = _subject(query, rest, desk)
    if not word:
        return _of_indicator(query, asked, desk)
    found = list(_places(word, desk))
    numbers = [said for said, _, _ in query.numbers if said not in word]
    found = [f for f in found if all(n in _bare(f[1]) for n in numbers)] or found
    if query.topics and not numbers and set(word) <= set(query.topics[0]):
        found += [
            p for p in _target_places(query.topics[0], desk) if p[1] not in [f[1] for f in found]
        ]
        found.sort(key=lambda f: f[0].start)
    facts = {"word": word, "found": found, "page": any("页" in a for a in asked)}
    places = tuple(place for place, _ in found)
    return Evidence("mentions", places=places, facts=facts, tools=("search",))


def _asks_boxes(asked: Sequence[str]) -> bool:
    """Whether boxes alone are asked for, which are told with the words that each has."""
    every = "".join(asked)
    return BOXES in every and TABLE not in every


def _of_indicator(query: Query, asked: Sequence[str], desk: Desk) -> Evidence | None:
    """Where an indicator stands that the question names in other words than the plan's."""
    if not query.topics or len(query.unexplained) > MIN_WORDS * 2:
        return None
    found = _target_places(query.topics[0], desk)
    if not found:
        return None
    facts = {"word": query.topics[0], "found": found, "page": any("页" in a for a in asked)}
    places = tuple(place for place, _ in found)
    return Evidence("mentions", places=places, facts=facts, tools=("targets",))


def _target_places(key: str, desk: Desk) -> list[tuple[Locator, Leaf]]:
    """One place for each record that states the indicator."""
    found: dict[str, tuple[Locator, Leaf]] = {}
    for target in desk.lookup.targets(key):
        leaf = desk.knowledge.leaf[target.leaf]
        row = leaf.kind is LeafKind.TABLE_ROW and "\n" in target.quote
        place = leaf.locator if row else Locator(*target.clause, target.locator.label)
        found.setdefault(target.leaf, (place, leaf))
    return list(found.values())


def _subject(query: Query, rest: Rest, desk: Desk) -> str:
    """The words that are looked for: quoted ones, or the only run left that the plan has."""
    for quoted in QUOTED.finditer(query.text):
        if any(quoted[1].translate(MARKS) in _bare(leaf) for leaf in desk.plan.leaves):
            return quoted[1].translate(MARKS)
    every = Rest.GAP.join(_bare(leaf) for leaf in desk.plan.leaves)
    found = [run for piece in rest.text.split(Rest.GAP) for run in runs(piece, every)]
    best = max(found, key=len, default="")
    left = Rest(rest.text.replace(best, Rest.GAP) if best else rest.text)
    left.take_all(pattern("where", "verbs"))
    over = sum(len(piece) for piece in left.pieces())
    if best and over <= 1:
        return best
    return _rarest(found, over, desk)


def _rarest(found: Sequence[str], over: int, desk: Desk) -> str:
    """Of several words that stand near each other somewhere, the one that few records have."""
    having = {w: {n for n, x in enumerate(desk.plan.leaves) if w in _bare(x)} for w in set(found)}
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
        if len(filler().sub("", run)) >= MIN_WORDS and not pattern("where", "verbs").fullmatch(run):
            yield run


def _stripped(run: str) -> str:
    """Without words of asking at either end."""
    for shape in (r"^(?:的|在|跟|和|关于|有关|对|把|查|看|我|想)+", r"(?:的|在|了|是|有|这|那)+$"):
        run = re.sub(shape, "", run)
    return run


def _bare(leaf: Leaf) -> str:
    return leaf.text.translate(MARKS)


def _places(word: str, desk: Desk) -> Iterator[tuple[Locator, Leaf]]:
    """One place for each record with the words: a box, a measure, a row, a term."""
    seen: set[str] = set()
    for leaf in desk.plan.leaves:
        if word not in _bare(leaf):
            continue
        record = _record(leaf)
        if record in seen and leaf.kind is not LeafKind.BOX_MILESTONE:
            continue
        seen.add(record)
        yield _span(word, leaf, desk), leaf


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
    if len(found) == 1:
        lines = [lead + _one(word, *found[0], desk)]
    else:
        lines = [lead + say("where.several", word=word, count=len(found))]
        lines += list(_each(found, desk) if len(found) <= MAX_TOLD else _grouped(found, desk))
    text = "\n".join(lines)
    quoted = tuple(desk.plan.quote(place) for place, _ in found)
    return Draft(text, evidence.status, evidence.places, computed=(*NUMBER.findall(text), *quoted))


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
