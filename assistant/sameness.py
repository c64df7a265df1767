"""Whether two things are one: 是一回事吗, 一样不一样. The conclusion first, then both."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import contradictions, wordings
from assistant.choosing import choose, sentence
from assistant.conjuncts import core, pieces, shared
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES
from assistant.numerals import figures
from assistant.outcomes import pair
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import as_figure, clause_span, short_value, tidy
from knowledge.types import Conflict, LeafKind, Locator, Target, TargetKind, Term

KNOWN = 0.75
"""Share of a piece that the topic of a contradiction has where it is about that piece."""
ALIKE = 0.7
"""Likeness of two names from which they may be two ways of writing one."""
NAMED = 0.75
"""The same of a figure's words; a figure that the piece has too needs no more than two."""
MIN_LITERAL = 4
MIN_BESIDE = 4
"""Characters beside a name from which a clause says something of it."""
TELLING = (LeafKind.TERM, LeafKind.BOX_PURPOSE, LeafKind.BOX_MILESTONE)
HEADINGS = (LeafKind.HEADING, LeafKind.TABLE_TITLE, LeafKind.TABLE_HEADER, LeafKind.BOX_TITLE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things: what the plan says of it and where; ``target`` where that is a figure."""

    says: str
    place: Locator
    target: Target | None = None


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for two things that a question asks to be one; ``None`` for others."""
    if not query.has("same_thing", "same_value", "differ") or query.carried:
        return None
    if found := wordings.gather(query, desk) or contradictions.quoted(query, desk):
        return found
    asked = phrases()["pattern"]
    plain = query.plain.translate(QUOTES)
    for name in ("same_thing", "same_value", "differ"):
        plain = re.sub(asked[name], " ", plain)
    parts = pieces(plain, "beside")
    if len(parts) < 2:
        return None
    if query.has("same_thing", "differ") and (conflict := _between(parts, desk)):
        alike = {"alike": _alike(*parts[:2])}
        return Evidence("same_known", places=conflict.mentions, conflicts=(conflict,), facts=alike)
    sides = list(_dated(query, desk)) or [
        s for n, part in enumerate(parts) if (s := _side(n, len(parts), part, query, desk))
    ]
    if len({side.says for side in sides}) < len(parts):
        sides = list(_together(parts, query, desk))
    if not sides:
        return None
    places, targets = tuple(s.place for s in sides), tuple(s.target for s in sides if s.target)
    facts = {"sides": tuple(sides), "keys": tuple(t.indicator_key for t in targets)}
    return Evidence("same", targets=targets, places=places, facts=facts, tools=("compare",))


def _dated(query: Query, desk: Desk) -> Iterator[Side]:
    """One indicator at two times, or what was aimed at and what was reached."""
    every = desk.lookup.targets(query.topics[0]) if len(query.topics) == 1 else ()
    if query.side == "both" and (both := pair(every)):
        yield from (Side(sentence(t, desk), t.locator, t) for t in both)
    elif len(query.years) > 1:
        at = [choose(replace(query, years=(y,)), every, desk)[:1] for y in query.years if every]
        if all(at):
            yield from (Side(sentence(t, desk), t.locator, t) for (t,) in at)


def _between(parts: Sequence[str], desk: Desk) -> Conflict | None:
    """The reviewed note on how just these two differ, where there is one."""
    for conflict in desk.knowledge.conflicts:
        topic = conflict.topic.translate(QUOTES)
        if len(pieces(topic, "beside")) > 1 and all(_about(part, topic) for part in parts):
            return conflict
        quotes = [desk.plan.quote(m).translate(QUOTES) for m in conflict.mentions]
        if _alike(*parts[:2]) and all(any(part.strip() in q for q in quotes) for part in parts):
            return conflict
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two names are nearly the same word: 法治安全教育, 法制安全教育."""
    said = difflib.SequenceMatcher(None, one.strip(), other.strip(), autojunk=False)
    return said.ratio() >= ALIKE


def _about(part: str, topic: str) -> bool:
    """Whether a topic has nearly all that a piece says, with or without words of asking."""
    return any(s and shared(s, topic) >= KNOWN * len(s) for s in (part.strip(), core(part)))


def _side(number: int, of: int, part: str, query: Query, desk: Desk) -> Side | None:
    """What the plan says of one of the things: by its figure, name, term, or word for word."""
    if target := _of_figure(part, desk):
        return Side(sentence(target, desk), target.locator, target)
    if len(query.asked) == of:
        return _of_key(query.asked[number], query, desk)
    if term := _term(part, query, desk):
        text = tidy(term.definition.partition("。")[0])
        return Side(say("same.term", term=term.term, text=text), term.locator)
    if key := _most_like(core(part), desk):
        return _of_key(key, query, desk)
    return _literal(part, desk)


def _of_key(key: str, query: Query, desk: Desk) -> Side | None:
    chosen = choose(query, desk.lookup.targets(key), desk)
    return Side(sentence(chosen[0], desk), chosen[0].locator, chosen[0]) if chosen else None


def _of_figure(part: str, desk: Desk) -> Target | None:
    """The target that has a figure of the piece, and of several the one with most of its words."""
    said = core(part)
    best: list[tuple[int, bool, Target]] = []
    for _, number, unit in figures(part):
        for target in desk.knowledge.targets:
            if target.number and number in target.number and unit in ("", target.unit):
                words = f"{target.indicator_key}　{desk.plan.text[slice(*target.clause)]}"
                aimed = target.kind is TargetKind.TARGET
                best.append((shared(said, words), aimed, target))
    if not best:
        return None
    score, _, target = max(best, key=lambda found: found[:2])
    return target if score >= 2 or len({t.indicator_key for _, _, t in best}) == 1 else None


def _most_like(said: str, desk: Desk) -> str:
    """The indicator whose name has most of what is said, if it has nearly all."""
    scored = [
        (shared(said, i.key.translate(QUOTES)), -len(i.key), i.key)
        for i in desk.knowledge.indicators
    ]
    score, _, key = max(scored, default=(0, 0, ""))
    return key if said and score >= NAMED * len(said) and score > 2 else ""


def _term(part: str, query: Query, desk: Desk) -> Term | None:
    for number in query.terms:
        term = desk.lookup.term(number)
        names = [*re.findall(r"“([^”]+)”", term.term), term.term] if term else []
        if any(name.translate(QUOTES) in part for name in names):
            return term
    return None


def _literal(part: str, desk: Desk) -> Side | None:
    """The clause that has the words of the piece as they stand, of a box or term before others."""
    said = core(part)
    if len(said) < MIN_LITERAL:
        return None
    leaves = sorted(desk.plan.leaves, key=lambda leaf: leaf.kind not in TELLING)
    for leaf in leaves:
        at = desk.plan.text.find(said, leaf.locator.start, leaf.locator.end)
        if at >= 0 and leaf.kind not in HEADINGS:
            span = clause_span(desk.plan, at, at + len(said), leaf.locator.start, leaf.locator.end)
            heads = leaf.kind is LeafKind.MEASURE and span[0] == leaf.locator.start
            if span[1] - span[0] >= len(said) + MIN_BESIDE and not heads:
                place = Locator(*span, leaf.locator.label)
                return Side(tidy(desk.plan.quote(place)), place)
    return None


def _together(parts: Sequence[str], query: Query, desk: Desk) -> Iterator[Side]:
    """The one figure that the plan gives for both: 小学、初中规模不超过2000人."""
    for key in query.topics[:1]:
        for target in choose(query, desk.lookup.targets(key), desk)[:1]:
            clause = desk.plan.text[slice(*target.clause)]
            inside = [t for t in desk.knowledge.targets if t.clause == target.clause and t.value]
            if len(parts) > 2 or len({t.value for t in inside}) > 1:
                return
            one, other = ([w for w in _runs(core(part)) if w in clause] for part in parts)
            if any(
                re.search(f"{a}[、和与及]{b}|{b}[、和与及]{a}", clause) for a in one for b in other
            ):
                yield Side(sentence(target, desk), target.locator, target)


def _runs(said: str) -> Iterator[str]:
    for start in range(len(said)):
        for end in range(start + 2, len(said) + 1):
            yield said[start:end]


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether they are one, then both."""
    sides: tuple[Side, ...] = evidence.facts["sides"]
    figures_shown = tuple(as_figure(t) for t in evidence.targets if t.value)
    says = [side.says for side in sides]
    lead = _lead(evidence.targets if len(evidence.targets) == len(sides) else (), query)
    lines = [lead + says[0]] if len(says) == 1 else [lead, *_numbered(says)]
    return Draft("\n".join(lines), evidence.status, evidence.places, figures_shown)


def _numbered(says: Sequence[str]) -> Iterator[str]:
    yield from (f"{n}. {text}" for n, text in enumerate(says, 1))


def _lead(targets: Sequence[Target], query: Query) -> str:
    """The conclusion: one thing or two, one figure or two."""
    if not targets:
        return _unlike(query)
    first = targets[0]
    values = {(t.value or t.value_text, t.unit) for t in targets}
    value = f"{first.value}{first.unit}" if first.value else first.value_text
    if len(targets) == 1:
        return say("same.one_figure", value=short_value(first).removeprefix("为"))
    if len(values) > 1:
        return _unlike(query)
    if query.has("same_thing", "differ"):
        one = len({t.indicator_key for t in targets}) == 1
        return say("same.one_thing") if one else say("same.two_equal", value=value)
    bounds = len({t.operator for t in targets}) == 1
    return say("same.equal" if bounds else "same.equal_number", value=value)


def _unlike(query: Query) -> str:
    for cue, key in (("same_thing", "two"), ("same_value", "unequal")):
        if query.has(cue):
            return say(f"same.{key}")
    return say("same.differing")


def compose_known(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The reviewed note on how two things differ."""
    conflict = evidence.conflicts[0]
    asked = phrases()["same"]
    key = "two_noted"
    for shape, found in (("open", "undecided"), ("one", "one_noted")):
        if re.search(asked[shape], conflict.says):
            key = found
            break
    else:
        key = "written" if evidence.facts["alike"] else key
    return Draft(say(f"same.{key}", says=conflict.says), evidence.status, evidence.places)
