"""Query → evidence. The exact layer goes first; what names no record is searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import (
    attributes,
    comparing,
    defining,
    details,
    figures,
    listing,
    neighbours,
    outline,
    overview,
    owners,
    parallel,
    passages,
    premises,
    records,
    refusals,
    sameness,
    sets,
    shortened,
    suggest,
    terms,
    whereabouts,
)
from assistant.confidence import ANSWER, UNCLEAR, Judge, Verdict
from assistant.desk import Desk
from assistant.doubt import doubt, same_record
from assistant.drafting import chat, overall, requests
from assistant.evidence import Evidence
from assistant.phrases import words
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.search import Near
from assistant.selecting import asking
from assistant.types import Status
from knowledge.types import Locator

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
MIN_CHINESE = 2
CODE = re.compile(r"[;={}<>$\\]|\S--|--\S")
MAX_UNEXPLAINED_OF_SEVERAL = 3
"""The same where the question may ask for a second thing."""
DRAFTED, SURE_DRAFT = 0.25, 0.6
"""Probability of a span, and that the plan answers, from which something is written about it."""
SOFT = {"other", "personal", "class_size", "outcome"}
UNSURE = ("doubt", "outcome", "now")
SURE_WEIGHT = 6
SURE_ATTACK = 0.95
SURE_LATIN = 0.4
"""Probability below which a span found for an English question is none."""
SURE_ANSWER = 0.9
"""Probability that the plan answers from which it stands all the same."""
LEAST_FOUND = 0.3
"""Probability of a span below which it is offered as a reading, not told as an answer."""
SURE_FOUND = 0.4
"""Probability of a span from which the search may overrule an indicator that words name."""
LEAST_WANTED = 0.15
"""Probability that a figure is wanted below which the clause around it is told instead."""
MAX_UNEXPLAINED = 5
"""Characters of a question that an exact figure may leave unaccounted for."""
REFUSING = (
    refusals.gather_identity,
    refusals.gather_elsewhere,
    refusals.gather_beyond,
    sameness.gather,
    owners.gather,
    comparing.against_aim,
    refusals.gather_outcome,
    comparing.changed,
)
STANDING_FOR = (shortened.gather, parallel.gather)
"""What may know a name that the plan lacks: 三个自主."""
EXACT = (
    *REFUSING,
    neighbours.gather,
    outline.gather,
    details.gather,
    terms.gather,
    whereabouts.gather,
    attributes.gather,
    asking.gather,
    overview.gather,
    *STANDING_FOR,
    sets.gather,
    records.gather,
    listing.gather,
    figures.gather,
)
"""In this order: a question about a set may name a box; one about a box may name an indicator."""


def gather(query: Query, desk: Desk, judge: Judge, ranker: Ranker) -> Evidence:
    """The evidence that answers, or the refusal that is due."""
    if improper := refusals.gather_improper(query, desk):
        return improper
    if query.has("attack"):
        return refusals.attacked(query, desk)
    drafting = requests.asked(query, desk) is not None or overall.asked(query)
    foreign = "" if query.refers else defining.foreign(query, desk)
    if sooner := premises.sooner(query):
        # A year after the plan's that is taken for granted: the right one is told.
        found = gather(sooner, desk, judge, ranker)
        if found.status is Status.ANSWERED:
            return found
    stranger = premises.stranger(query, desk)
    some = REFUSING if query.terms else (*REFUSING, *STANDING_FOR)
    for route in some if foreign or stranger else EXACT:
        if route is overview.gather and (told := overall.gather(query, desk)):
            return told
        # Words like 多少钱 or 今年 may ask for what the plan lacks: the search judges that.
        if route is overview.gather and (text := chat.searched(query, desk)):
            about = replace(query, text=text, plain=text, detail=query.detail or text)
            return _search(about, desk, judge, ranker, drafting=query)
        if route is terms.gather and drafting:
            # 写段发言，只讲“校闹”怎么处理: a text on it, not one side of its entry.
            continue
        if route is parallel.gather and chat.single(query, desk):
            # Something is to be written about them, not listed.
            continue
        if route is figures.gather and not query.carried and _doubtful(query):
            continue
        if evidence := route(query, desk):
            doubted = doubt(evidence, query, desk, judge)
            if doubted is None:
                return evidence
            return _search(query, desk, judge, ranker, evidence, doubted)
    found = _search(query, desk, judge, ranker)
    return defining.beside(foreign, query, found) if foreign else found


def _doubtful(query: Query) -> bool:
    """Whether a question that names an indicator may be about something else of it.

    Words like 多少钱 or 今年, and much that neither the indicator nor asking accounts for.
    """
    several = len(query.topics) == 1 and query.has("multi")
    limit = MAX_UNEXPLAINED_OF_SEVERAL if several else MAX_UNEXPLAINED
    return query.has("doubt") or len(query.unexplained) > limit


def _search(
    query: Query,
    desk: Desk,
    judge: Judge,
    ranker: Ranker,
    exact: Evidence | None = None,
    wanted: float = 1.0,
    drafting: Query | None = None,
) -> Evidence:
    """What the search finds; ``exact``, what the words name, where that is as likely.

    ``drafting`` is the request to write something about what ``query`` says.
    """
    leaning = not query.detail and query.has("pointing", "followup")
    if leaning or not _chinese(query, desk):
        # Nothing that could be about the plan: 那2022年呢 on its own, a line of code.
        return Evidence("unclear", Status.NOT_IN_PLAN, confidence=0.0, tools=("search",))
    if latin := sum(c.isascii() and c.isalpha() for c in query.text) > len(query.text) / 2:
        # The plan is Chinese: what the lexicon made of an English question finds more.
        query = replace(query, text=query.plain)
    near = desk.search.near(query.text, passages.NEAREST)
    vector = desk.search.vector(query.text)
    dense = vector is not None
    verdict = _weighed(judge.judge(query, near, vector), query)
    if drafting:
        found = passages.find(query, desk, near, ranker)
        sure = verdict.kind == ANSWER and verdict.confidence >= SURE_DRAFT
        if found and (sure or verdict.kind == "personal") and found.score >= DRAFTED:
            made = chat.gather_found(drafting, desk, found.places)
            if made:
                return made
    exact = exact or figures.gather(query, desk)
    named = query.weight >= SURE_WEIGHT or not query.unexplained
    if verdict.kind in SOFT and exact and named and not query.has(*UNSURE):
        # An indicator that is all, or much, of what was said outweighs a likeness to a refusal.
        return exact
    if verdict.kind != ANSWER and (used := defining.alone(query, desk)):
        return used
    if verdict.kind not in (ANSWER, UNCLEAR):
        refusing = [n for n in near if n.way.asks == verdict.kind and n.way.spans]
        places = refusing[0].way.spans if refusing else ()
        return refusals.refusal(verdict.kind, places, verdict.confidence)
    found = passages.find(query, desk, near, ranker)
    sure = verdict.confidence >= SURE_ANSWER and found is not None and found.asks != "figure"
    if found and latin and found.score < SURE_LATIN and not sure:
        # Few ways of asking in the bank are English: what is barely near is nothing.
        found = None
    if found and query.has("outcome") and not any(year <= "2020" for year in query.years):
        return refusals.refusal("outcome", found.places, found.score)
    if (verdict.kind == UNCLEAR and exact is None) or found is None:
        if unexplained := defining.gather(query, (), verdict.confidence, desk):
            return unexplained
        return _readings((), near, verdict, desk)
    agreed = exact and wanted > LEAST_WANTED and same_record(exact, found.places, desk)
    if exact is not None and (found.score < SURE_FOUND or agreed):
        return exact
    told = passages.gather(query, desk, found)
    if dense and told.kind == "passage" and found.score < LEAST_FOUND:
        return _readings(found.places, near, verdict, desk)
    return told


def _readings(
    places: Sequence[Locator], near: Sequence[Near], verdict: Verdict, desk: Desk
) -> Evidence:
    """Parts of the plan to choose from: at ``places``, then where ways of asking nearby lead."""
    spans = (span for n in near if not n.way.refuses for span in n.way.spans)
    return Evidence(
        "unclear",
        Status.NOT_IN_PLAN,
        facts={"choices": suggest.readings((*places, *spans), desk)},
        confidence=verdict.confidence,
        tools=("search",),
    )


def _chinese(query: Query, desk: Desk) -> bool:
    """Whether a message is in words: Chinese ones, or mostly Latin ones that are known.

    Known are names that the plan has too (K12, AFS), words of the lexicon, usual English ones.
    """
    if sum("\u4e00" <= c <= "\u9fff" for c in query.text) >= MIN_CHINESE:
        return True
    if CODE.search(query.text):
        return False
    plan = desk.plan.text.casefold()
    typed = [word.casefold() for word in LATIN.findall(query.text)]
    return any(w in words("latin.words") or w in plan for w in typed) or query.plain != query.text


def _weighed(verdict: Verdict, query: Query) -> Verdict:
    """A refusal that needs a sign in the words is none without it."""
    if verdict.kind == "attack" and verdict.confidence < SURE_ATTACK:
        # Accusing a visitor needs more than a hunch.
        return replace(verdict, kind=UNCLEAR if verdict.confidence > 1 / 2 else ANSWER)
    then = any(year <= "2020" for year in query.years)
    if verdict.kind == "outcome" and (then or not query.has("outcome", "now")):
        return replace(verdict, kind=ANSWER)
    return verdict
