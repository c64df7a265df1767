"""Turns that go on from the answer just given: 第二条呢, 还有吗, 为什么, 你确定？, 谢谢."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import boxes, records
from assistant.choosing import choose, distinct, sentence
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES, words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Status
from assistant.wording import as_figure, tidy
from knowledge.types import Column, Leaf, LeafKind, Locator

Answered = Callable[[Query], tuple[Evidence, Draft]]
"""What a query was answered with: its evidence and the draft made of it."""
LISTS = {"attribute", "category", "table", "section", "titles", "figures", "passage", "key_figures"}
PRINTED = re.compile(r"(?m)^(\d+)\. ")
SENTENCE = re.compile(r"[^。]+。")
CLAUSE = re.compile(r"[^。；\n]+[。；]?")
FOUND = {Status.ANSWERED, Status.PARTIAL}
MAX_MORE = 3
MIN_WORD = 2
NEAR = 60
SHARE = 0.5
TELLING = {LeafKind.MEASURE, LeafKind.PARAGRAPH, LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES}


def gather(query: Query, desk: Desk, answered: Answered) -> Evidence | None:
    """Evidence for such a turn; ``None`` for one that asks something of its own."""
    if query.has("courtesy"):
        return Evidence("courtesy", Status.OFF_TOPIC, facts={"phrase": _courtesy(query.text)})
    if query.before is None:
        return None
    if query.ordinal:
        return _item(query, desk, answered)
    if group := _group(query, desk, answered):
        return group
    if milestone := _milestone(query, desk, answered):
        return milestone
    if query.has("more"):
        return _more(query.before, desk, answered)
    if query.has("reason") and query.before.topics:
        return _reason(query.before, desk)
    if query.has("reason") and (numbers := query.before.boxes or query.before.hinted):
        column = desk.lookup.box(numbers[0])
        if column and column.purpose:
            return Evidence("passage", places=(column.purpose,), tools=("box",))
    return None


def _milestone(query: Query, desk: Desk, answered: Answered) -> Evidence | None:
    """2025年呢 after what a box says, found without naming it: that box's milestone."""
    assert query.before is not None
    named = query.topics or query.refers or query.attribute or query.tables
    if not query.years or named or words_of(query.own) or not query.own:
        return None
    evidence, draft = answered(query.before)
    if evidence.kind not in ("passage", "box") or not draft.places:
        return None
    start = draft.places[0].start
    for column in desk.plan.columns:
        dated = any(m.year in query.years for m in column.milestones)
        if dated and column.locator.start <= start < column.locator.end:
            return boxes.box_evidence(column, query, desk)
    return None


def _group(query: Query, desk: Desk, answered: Answered) -> Evidence | None:
    """普通老师也能吗: whether what was just told is said of another group."""
    assert query.before is not None
    shape = re.compile(phrases()["turn"]["group"])
    asks = shape.match(query.own)
    if asks is None:
        return None
    before = query.before
    while before.before is not None and shape.match(before.own):
        # 招聘也算吗 · 岗位录用也要吗: both of what was said first.
        before = before.before
    _, draft = answered(before)
    words = words_of(asks["group"])
    theirs = words_of(before.plain) - words
    told = [p for place in draft.places for p in _clauses(place, desk)]
    if draft.status not in FOUND or not told or not words:
        return None
    every = [p for leaf in desk.plan.leaves if leaf.kind in TELLING for p in _sentences(leaf)]
    said = [p for p in (*told, *every) if _share(words, p, desk) == 1.0]
    same = max(said, key=lambda p: _share(theirs, p, desk), default=None)
    place = max(told, key=lambda p: _share(theirs, p, desk))
    too = same is not None and _share(theirs, same, desk) >= _share(theirs, place, desk)
    if same is not None and too:
        place = same
    elif re.search(phrases()["turn"]["group_all"], desk.plan.text[place.start : place.end]):
        return None
    facts = {"group": asks["group"], "too": too}
    status = Status.ANSWERED if too else Status.PARTIAL
    return Evidence("group", status, places=(place,), facts=facts, tools=("search",))


def _clauses(place: Locator, desk: Desk) -> list[Locator]:
    found = CLAUSE.finditer(desk.plan.text, place.start, place.end)
    return [Locator(m.start(), m.end(), place.label) for m in found]


def _share(words: set[str], place: Locator, desk: Desk) -> float:
    text = desk.plan.text[place.start : place.end].translate(QUOTES)
    return sum(word in text for word in words) / max(len(words), 1)


def compose_group(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether the plan says it of the group, then what it says."""
    text = tidy(desk.plan.text[evidence.places[0].start : evidence.places[0].end]).strip("。；")
    phrase = "turn_answer.group_too" if evidence.facts["too"] else "turn_answer.group"
    group = evidence.facts["group"]
    text = say(phrase, group=group, text=f"{text}。")
    shown = tuple(as_figure(t) for t in records.targets_in(desk, evidence.places) if t.value)
    return Draft(text, evidence.status, evidence.places, shown, computed=(group,))


def _courtesy(text: str) -> str:
    turn = phrases()["turn"]
    for name in ("thanks", "bye"):
        if re.search(turn[name], text):
            return f"courtesy.{name}"
    return "courtesy.hello"


def compose_courtesy(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    return Draft(say(evidence.facts["phrase"]), evidence.status)


def _item(query: Query, desk: Desk, answered: Answered) -> Evidence | None:
    """One entry of the list that was just given."""
    assert query.before is not None
    evidence, draft = answered(query.before)
    places = _entries(evidence)
    if len(places) < 2:
        return None
    printed = [int(n) for n in PRINTED.findall(draft.text)]
    if len(printed) == len(places) and query.ordinal in printed:
        # Lists of a table are numbered as the plan numbers its rows.
        index = printed.index(query.ordinal)
    else:
        index = query.ordinal - 1
    if not 0 <= index < len(places):
        facts = {"number": query.ordinal, "count": len(places)}
        return Evidence("item_missing", Status.NOT_IN_PLAN, facts=facts)
    facts = {"number": query.ordinal}
    return Evidence("item", places=(places[index],), facts=facts, tools=evidence.tools)


def _entries(evidence: Evidence) -> tuple[Locator, ...]:
    """The entries of a list in the order told."""
    if evidence.kind == "many":
        return tuple(item.place for item in evidence.facts["selection"].chosen)
    return evidence.places if evidence.kind in LISTS else ()


def compose_item(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The entry in the plan's words; with the terms in it where their meaning is asked."""
    place = evidence.places[0]
    leaf = desk.knowledge.leaf_at(place.start)
    text = tidy(_whole(place, leaf, desk)).rstrip("。") + "。"
    text = say("turn_answer.item", number=evidence.facts["number"], text=text)
    places = [leaf.locator if leaf and leaf.kind is LeafKind.MEASURE else place]
    if query.has("define"):
        bare = text.translate(QUOTES)
        for term in desk.plan.terms:
            if any(len(n) > MIN_WORD and n in bare for n in _names(term.term)):
                text += f"\n{term.term}：{tidy(term.definition)}"
                places.append(term.locator)
    shown = tuple(as_figure(t) for t in records.targets_in(desk, tuple(places)) if t.value)
    number = str(evidence.facts["number"])
    return Draft(text, evidence.status, tuple(places), shown, computed=(number,))


def _whole(place: Locator, leaf: Leaf | None, desk: Desk) -> str:
    """A heading's measure whole; anything else as it was listed."""
    if leaf is not None and leaf.kind is LeafKind.MEASURE:
        return leaf.text
    if leaf is not None and leaf.kind is LeafKind.TABLE_ROW:
        for table in desk.plan.tables:
            for row in table.rows:
                if row.locator.start == leaf.locator.start:
                    return records.row_words(table, row)
    return desk.plan.text[place.start : place.end]


def _names(term: str) -> list[str]:
    return [term.translate(QUOTES), *re.findall(r"“([^”]+)”", term)]


def compose_item_missing(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    facts = evidence.facts
    text = say("turn_answer.item_missing", **facts)
    return Draft(text, evidence.status, computed=tuple(map(str, facts.values())))


def _more(before: Query, desk: Desk, answered: Answered) -> Evidence:
    """The sentences around what was told that were not told; or that this was all."""
    evidence, draft = answered(before)
    told = draft.text
    leaf = desk.knowledge.leaf_at(draft.places[0].start) if draft.places else None
    places: list[Locator] = []
    whole = evidence.kind in ("measure", "passage", "box") and leaf is not None
    if leaf is not None and whole:
        near = [leaf, *(x for x in desk.plan.leaves if x.section == leaf.section and x != leaf)]
        for other in near:
            if other.kind in (LeafKind.MEASURE, LeafKind.PARAGRAPH, LeafKind.BOX_MEASURES):
                places += [p for p in _sentences(other) if _untold(p, told, desk)]
    return Evidence("more", places=tuple(places[:MAX_MORE]), tools=("section",))


def _sentences(leaf: Leaf) -> list[Locator]:
    start = leaf.locator.start
    spans = [(start + m.start(), start + m.end()) for m in SENTENCE.finditer(leaf.text)]
    head = 1 if leaf.kind is LeafKind.MEASURE else 0
    return [Locator(a, b, leaf.locator.label) for a, b in spans[head:]]


def _untold(place: Locator, told: str, desk: Desk) -> bool:
    return tidy(desk.plan.text[place.start : place.end]).strip("。 ") not in told


def compose_more(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    if not evidence.places:
        return Draft(say("turn_answer.no_more"), evidence.status)
    texts = [tidy(desk.plan.text[p.start : p.end]) for p in evidence.places]
    lines = [f"{n}. {text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else texts
    text = "\n".join([say("turn_answer.more"), *lines])
    shown = tuple(as_figure(t) for t in records.targets_in(desk, evidence.places) if t.value)
    return Draft(text, evidence.status, evidence.places, shown)


def _reason(before: Query, desk: Desk) -> Evidence:
    """Why a figure is what it is: the plan gives no reasons, its boxes give purposes."""
    key = before.topics[0]
    targets = distinct(choose(before, desk.lookup.targets(key), desk))
    boxes: dict[int, Column] = {}
    for target in desk.lookup.targets(key):
        leaf = desk.knowledge.leaf[target.leaf]
        for column in desk.plan.columns:
            if column.purpose and column.locator.start <= leaf.locator.start < column.locator.end:
                boxes[column.number] = column
    purposes = tuple(c.purpose for c in boxes.values() if c.purpose)[:1]
    places = (*purposes, *(t.locator for t in targets[:1]))
    facts = {"key": key, "purposes": purposes, "names": tuple(boxes)}
    return Evidence("reason", Status.PARTIAL, targets[:1], places, facts, tools=("targets", "box"))


def compose_reason(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    text = say("turn_answer.no_reason", name=evidence.facts["key"])
    for purpose in evidence.facts["purposes"]:
        words = tidy(SENTENCE.findall(desk.plan.quote(purpose) + "。")[0]).rstrip("。")
        text += say("turn_answer.purpose", label=purpose.label.partition("·")[0], text=words)
    if not evidence.facts["purposes"]:
        text += "".join(sentence(t, desk) for t in evidence.targets)
    shown = tuple(as_figure(t) for t in evidence.targets if t.value)
    return Draft(text, evidence.status, evidence.places, shown)


def done(query: Query, evidence: Evidence, draft: Draft, desk: Desk) -> Evidence:
    """Where the plan uses a term, for a question what to do about it that found its meaning."""
    terms = query.terms or (query.before.terms if query.before else ())
    if evidence.kind in ("passage", "term") and not query.has("define") and terms:
        own = words_of(query.own)
        asks = _turn_of_doing(query) or (own and not seen(own, draft.text))
        if asks and (found := _outside(terms[0], query, evidence, desk)):
            return found
    return evidence


def seen(own: set[str], text: str) -> bool:
    """Whether a text has most of a turn's own words."""
    return sum(word in text for word in own) >= SHARE * len(own)


def _turn_of_doing(query: Query) -> bool:
    return bool(re.search(phrases()["turn"]["doing"], query.own or query.plain))


def _outside(number: int, query: Query, evidence: Evidence, desk: Desk) -> Evidence | None:
    """What is to be done about a term: where the plan uses it, not where it explains it."""
    term = desk.lookup.term(number)
    leaf = desk.knowledge.leaf_at(evidence.places[0].start) if evidence.places else None
    if term is None or leaf is None or leaf.kind is not LeafKind.TERM:
        return None
    names = [name for name in _names(term.term) if len(name) >= MIN_WORD]
    for unit, _ in desk.search.units(f"{term.term} {query.own or query.plain}", NEAR):
        text = desk.plan.text[unit.start : unit.end].translate(QUOTES)
        here = desk.knowledge.leaf_at(unit.start)
        told = here is not None and here.kind in TELLING and "@" in unit.id
        if told and any(name in text for name in names):
            place = records.place(unit.start, unit.end, unit.label)
            return Evidence("passage", places=(place,), tools=("search",))
    return None
