"""Yes or no before the passage that decides, and a plain word where none does.

A verdict is given only where one clause of the passage holds nearly all that was asked; where
the passage and what people ask of it share little with the question, that it is only near.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.desk import Desk
from assistant.echo import about
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES, content, words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Notice, NoticeKind, Status
from assistant.wording import tidy
from knowledge.types import LeafKind, Locator

CLAUSE = re.compile(r"[。；\n]")
PIECE = re.compile(r"[。；，\n]")
COVERED = 0.8
"""Share of a question's pairs of characters that the deciding clause must hold for a verdict."""
SAME = 0.5
"""The same where a word like 严禁 in the clause decides."""
STRANGE, STRANGE_CLAIM = 0.5, 0.4
"""Share that is strange to a record and to what people ask of it, from which it is only near."""
KNOWN = 0.9
"""Probability of a span from which strange words are background."""
TELLING = {
    *(LeafKind.MEASURE, LeafKind.PARAGRAPH, LeafKind.BOX_PURPOSE),
    *(LeafKind.BOX_MEASURES, LeafKind.BOX_MILESTONE),
}
SENTENCE = re.compile(r"[^。\n]+。?")
MIN_GAIN = 0.2
"""Share more that another sentence must hold to be told instead."""
MIN_PAIRS = 2
UNLIKE = 0.6
"""Probability of a span below which one that is only near is not worth quoting."""
RELATED = 0.2
"""Share of a question's pairs that something near must hold to be quoted."""
ALIKE = 3
"""Ways of asking that tell whether a turn asks what the plan does not answer."""
MIN_NAME = 6
"""Characters of a name that is looked for among the goals of other years."""


def judged(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft, led by its verdict or by the word that it is only near."""
    if evidence.kind == "figure" and not query.claimed and query.before is None:
        return _agreed(draft, query)
    open_kind = evidence.kind == "passage" and draft.status is Status.ANSWERED
    if not open_kind or draft.notices or query.has("conflict", "how"):
        return draft
    if not query.has("claim", "confirm", "yesno") or opened(query.own or query.plain):
        return draft
    if _only_near(draft, evidence, query, desk):
        follows = query.before is not None
        known = follows and (_shared(query, draft) >= RELATED or not _refused(query, desk))
        return draft if known else _near(draft, evidence, query)
    if query.before is not None:
        return draft
    if lead := _misdated(draft, query, desk):
        notice = Notice(NoticeKind.PREMISE, lead)
        return replace(draft, text=lead + draft.text, notices=(notice,))
    draft = _nearer(draft, query, desk)
    lead = _verdict(draft.text, query)
    return replace(draft, text=lead + draft.text) if lead else draft


def _agreed(draft: Draft, query: Query) -> Draft:
    """A figure's draft; led by 是的 where it says just what the question says."""
    asked = query.plain
    if draft.notices or not query.has("confirm", "yesno") or opened(asked):
        return draft
    lead = "" if _pattern("may").search(asked) else _verdict(draft.text, query)
    return replace(draft, text=lead + draft.text)


def _wordings(query: Query) -> tuple[str, ...]:
    """What was said this time: as typed where it is known, and in the plan's words."""
    return (query.own,) if query.own else (query.plain, query.text)


def opened(text: str) -> bool:
    """Whether a text asks what, who or how much rather than whether."""
    return bool(_pattern("open").search(text))


def may(text: str) -> bool:
    """Whether a text asks if something is allowed."""
    return bool(_pattern("may").search(text))


def _near(draft: Draft, evidence: Evidence, query: Query) -> Draft:
    """What is only near, said to be that; nothing at all where it is hardly near."""
    if evidence.confidence < UNLIKE or _shared(query, draft) < RELATED:
        # A follow-up's own words in the text would look like an answer to them.
        follows = query.before is not None
        unsaid = say("verdict.unsaid")
        text, said = (unsaid, "") if follows else about(query, unsaid)
        return Draft(text, Status.NOT_IN_PLAN, notices=_premise(query, text), computed=(said,))
    text = draft.text.removeprefix(say("passage.lead"))
    text = say("verdict.near") + text.removeprefix(say("passage.lead_background"))
    notices = _premise(query, say("verdict.near"))
    return replace(draft, text=text, status=Status.PARTIAL, notices=notices)


def _shared(query: Query, draft: Draft) -> float:
    return max(covered(words_of(text), draft.text) for text in _wordings(query))


def _premise(query: Query, text: str) -> tuple[Notice, ...]:
    return (Notice(NoticeKind.PREMISE, text),) if _claims(query) else ()


def _misdated(draft: Draft, query: Query, desk: Desk) -> str:
    """A goal said to be of one year that its box sets for another."""
    years = [y for y in query.years if y.isdigit()]
    labels = " ".join(place.label for place in draft.places)
    number = draft.places[0].label.partition("·")[0].removeprefix("专栏") if draft.places else ""
    column = desk.lookup.box(int(number)) if number.isdigit() else None
    if len(years) != 1 or column is None:
        return ""
    told = {m.year for m in column.milestones if f"到{m.year}年" in labels}
    if told and years[0] not in told:
        return say("verdict.not_then", year=years[0], other=min(told))
    if years[0] not in told:
        return ""
    asked = query.plain.translate(QUOTES)
    for other in column.milestones:
        name = _longest(asked, other.text.translate(QUOTES))
        here = covered(words_of(name), draft.text.translate(QUOTES))
        strange = len(name) >= MIN_NAME and here < COVERED
        if strange and other.year not in years:
            return say("verdict.other_year", name=name, year=years[0], other=other.year)
    return ""


def _longest(one: str, other: str) -> str:
    found = difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size].strip("，。；、")


def _nearer(draft: Draft, query: Query, desk: Desk) -> Draft:
    """The sentence of the same box or measure that holds clearly more of what was asked."""
    here = desk.knowledge.leaf_at(draft.places[0].start) if draft.places else None
    pairs = words_of(query.plain)
    if here is None or not here.path or len(draft.places) > 1:
        return draft
    best, most = None, covered(pairs, draft.text) + MIN_GAIN
    for leaf in desk.plan.leaves:
        same = leaf.path[-1:] == here.path[-1:] and leaf.section == here.section
        if not same or leaf.kind not in TELLING:
            continue
        for found in SENTENCE.finditer(leaf.text):
            if (share := covered(pairs, found[0])) > most:
                start = leaf.locator.start + found.start()
                end = leaf.locator.start + found.end()
                best, most = Locator(start, end, leaf.locator.label), share
    if best is None or "\n" in desk.plan.text[best.start : best.end]:
        return draft
    text = say("passage.lead") + tidy(desk.plan.text[best.start : best.end])
    return replace(draft, text=text, places=(best,), figures=())


def _verdict(told: str, query: Query) -> str:
    """是的, 有 or 不可以 where one clause decides; "" where none does."""
    asked = query.plain
    if query.has("opinion") or _pattern("denied").search(asked):
        return ""
    if any(year not in told for year in query.years):
        return ""
    if any(said not in told for said, _, _ in query.numbers):
        return ""
    pairs = words_of(asked)
    if len(pairs) < MIN_PAIRS:
        return ""
    shares = {c: covered(pairs, c) for c in CLAUSE.split(told) if c}
    names = _pattern("named").findall(query.text)
    clause = max(shares, key=lambda c: shares[c], default="")
    share = shares.get(clause, 0.0)
    banned = _pattern("banned").search(clause)
    negated = _pattern("negated").search(clause)
    agrees = share >= COVERED or (share >= SAME and not negated and _every(asked, clause))
    if _pattern("may").search(asked) and not query.has("confirm"):
        if banned and share >= SAME:
            return say("verdict.may_not")
        return say("verdict.may") if agrees and _pattern("allowed").search(clause) else ""
    if banned or not agrees or not all(name in clause for name in names):
        return ""
    return say("verdict.there_is" if _pattern("exists").search(asked) else "verdict.yes")


def _every(asked: str, clause: str) -> bool:
    """Whether a clause has every character of what is asked beside words of asking."""
    return all(c in clause for c in content(asked) if "\u4e00" <= c <= "\u9fff")


def covered(pairs: set[str], text: str) -> float:
    """Share of ``pairs`` that a text holds."""
    return sum(pair in text for pair in pairs) / max(len(pairs), 1)


def _only_near(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> bool:
    asked = query.own or query.plain
    few = len(words_of(asked)) <= MIN_PAIRS and not _pattern("exists").search(asked)
    if evidence.confidence >= KNOWN or few:
        return False
    known = "".join((draft.text, *_asked_of(evidence, desk)))
    strange = min(1.0 - covered(words_of(text), known) for text in _wordings(query))
    return strange >= (STRANGE_CLAIM if _claims(query) else STRANGE)


def _claims(query: Query) -> bool:
    return query.has("claim", "confirm")


def _refused(query: Query, desk: Desk) -> bool:
    """Whether what is asked most like a turn is something that the plan does not answer."""
    return any(near.way.refuses for near in desk.search.near(query.own, ALIKE))


def _asked_of(evidence: Evidence, desk: Desk) -> Iterator[str]:
    """Headings above what was found, and the ways of asking that lead to it."""
    for place in evidence.places:
        if leaf := desk.knowledge.leaf_at(place.start):
            yield from leaf.path
    for way in desk.search.built()[2]:
        if not way.refuses and any(
            s.start < p.end and p.start < s.end for s in way.spans for p in evidence.places
        ):
            yield way.text


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["verdict_asked"][name])
