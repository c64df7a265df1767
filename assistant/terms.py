"""One side of a term that is asked for: which document, who, which parts, for whom."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.desk import Desk
from assistant.enumerated import counted
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting.items import MARKS
from assistant.selecting.words import data, filler
from assistant.wording import tidy
from knowledge.types import Locator, Term

CLAUSE = re.compile(
    r"(?:《[^》]*》|（[^）]*）|“[^”]*”|[^，；。：]|，(?=即))+(?:：[^。]*。?|[，；。]?)"
)
COUNTED = re.compile(r"(?:几|多少)(类|种|个)")
PARTS = re.compile(r"[,，。;；?？!！]")
TITLE = re.compile(r"《[^》]*》")
MAX_SPANS = 3
TERMS = "名词解释"
DOCUMENT = re.compile(r"[^，。；：、]*《[^》]+》(?:（[^）]*号）)?(?:第\d+条)?")
LEADING = re.compile(r"^(?:根据|按照|依据)")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
SAME_NAME, MIN_NAME = 0.6, 4
LONG = 90
MIN_TOLD = 18


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question about one side of a term; ``None`` for its meaning as a whole."""
    if query.rows or query.boxes or query.years or query.has("conflict", "attack", "compare"):
        return None
    if len(query.terms) > 1 and (each := _documents(query, desk)):
        return each
    term = _named(query, desk)
    if term is None or _is_counted(query, term, desk) or _several(query, term, desk):
        return None
    spans = list(dict.fromkeys(_answering(query, term, desk)))
    if sum(b - a for a, b in spans) < MIN_TOLD:
        # So short a clause says little alone: the whole entry tells it.
        return None
    places = tuple(Locator(a, b, term.locator.label) for a, b in spans)
    document = bool(DOCUMENT.fullmatch(desk.plan.text[slice(*spans[0])]))
    facts = {"term": term, "document": document}
    return Evidence("aspect", places=places, facts=facts, tools=("term",))


def _documents(query: Query, desk: Desk) -> Evidence | None:
    """The documents of several terms, where that is what is asked of each."""
    terms = [term for number in query.terms if (term := desk.lookup.term(number))]
    spans = [next(iter(_answering(query, term, desk)), None) for term in terms]
    places = [
        Locator(*span, term.locator.label)
        for term, span in zip(terms, spans, strict=True)
        if span and DOCUMENT.fullmatch(desk.plan.text[slice(*span)])
    ]
    if len(places) < len(terms):
        return None
    return Evidence("documents", places=tuple(places), facts={"terms": terms}, tools=("term",))


def compose_documents(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Each term's document, one a line."""
    pairs = zip(evidence.facts["terms"], evidence.places, strict=True)
    lines = [say("term.document", term=t.term) + tidy(desk.plan.quote(p)) for t, p in pairs]
    text = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return Draft(text, evidence.status, evidence.places)


def _named(query: Query, desk: Desk) -> Term | None:
    """The term that a question names, whole, shortened or by its Latin letters."""
    if numbers := query.terms or (query.before.terms if query.before else ()):
        return desk.lookup.term(numbers[0])
    text = query.plain.translate(MARKS)
    scored = []
    for term in desk.plan.terms:
        name = term.term.translate(MARKS)
        size = max(
            b.size
            for b in difflib.SequenceMatcher(None, name, text, autojunk=False).get_matching_blocks()
        )
        latin = any(word in text for word in LATIN.findall(name) if len(word) > 2)
        if latin or (size >= MIN_NAME and size >= SAME_NAME * len(name)):
            scored.append((size, term))
    return max(scored, key=lambda s: s[0])[1] if scored else None


def _is_counted(query: Query, term: Term, desk: Desk) -> bool:
    """有几类, where the definition has that very count on record: a figure, looked up as such."""
    asked = COUNTED.search(query.plain)
    return asked is not None and any(
        t.unit == asked[1] and term.locator.start <= t.clause[0] < term.locator.end
        for key in query.topics[:1]
        for t in desk.lookup.targets(key)
    )


def _several(query: Query, term: Term, desk: Desk) -> bool:
    """小学和九年一贯制各多少人: several figures of the definition, told one by one."""
    inside = [
        any(term.locator.start <= t.clause[0] < term.locator.end for t in desk.lookup.targets(key))
        for key in query.asked
    ]
    return len(inside) > 1 and all(inside) and query.has("figure", "count")


def _answering(query: Query, term: Term, desk: Desk) -> Iterator[tuple[int, int]]:
    """Spans of the definition that answer, for each side that the question asks about."""
    start = desk.plan.text.find(term.definition[:12], term.locator.start)
    start = start if 0 <= start < term.locator.end else term.locator.start
    text = desk.plan.text[start : term.locator.end]
    # A turn that goes on asks its own side of the term, not those of the turns before.
    asked = (query.own or query.plain).translate(MARKS)
    sides = {
        n: part
        for part in reversed(PARTS.split(asked))
        for n, (ask, _) in data()["aspect"].items()
        if re.search(ask, part)
    }
    if query.has("where") and TERMS in query.plain:
        # 名词解释第几条: its number is asked for, not the clause of a document.
        return
    if query.has("where") and not set(sides) & {"document", "extent"}:
        return
    if "document" in sides:
        if found := DOCUMENT.search(text):
            offset = len(lead[0]) if (lead := LEADING.match(found[0])) else 0
            yield start + found.start() + offset, start + found.end()
        return
    clauses = {
        span: own
        for side, part in sides.items()
        for span, own in _best(text, data()["aspect"][side][1], _rest(part, term))[:MAX_SPANS]
    }
    # 去哪些国家 asks of parts and of extent: meant is the side whose clause has its words.
    for (a, b), own in clauses.items():
        if own or not any(clauses.values()):
            yield start + a, start + b


def _rest(asked: str, term: Term) -> str:
    """What the question has beside the term's name and words of asking."""
    return filler().sub("", asked.replace(term.term.translate(MARKS), ""))


def _best(text: str, said: str, asked: str) -> list[tuple[tuple[int, int], int]]:
    """The clauses with words that answer which have most of the question's own, and how many."""
    pairs = {a + b for a, b in pairwise(asked)}
    scored: dict[tuple[int, int], int] = {}
    for found in CLAUSE.finditer(text):
        words = TITLE.sub("", found[0]).translate(MARKS)
        if re.search(said, words if "：" not in words else words.partition("：")[0] + "："):
            scored[found.span()] = sum(p in words for p in pairs)
    most = max(scored.values(), default=0)
    return [(span, own) for span, own in scored.items() if own == most]


def compose_aspect(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The clauses that answer, after the term's name."""
    term: Term = evidence.facts["term"]
    told = [tidy(desk.plan.quote(place)) for place in evidence.places]
    document = evidence.facts["document"]
    lead = say("term.document" if document else "term.aspect", term=term.term)
    if query.has("where"):
        lead = say("where.term", number=term.number) + lead
    named, count = counted(query, told)
    text = named + lead + "".join(told)
    return Draft(text, evidence.status, evidence.places, computed=(count,) if count else ())
