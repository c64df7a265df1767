"""One detail inside a sentence that no indicator holds: a document's number, 一年一调整, 三级.

The clause must have nearly all that is asked beside the asking; its detail is told first.
What is asked so and how a text writes it is data: ``details.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import broad, records
from assistant.conjuncts import shared
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES, content, words_of
from assistant.phrases import say, words
from assistant.query import Query
from assistant.types import Status
from assistant.wording import as_figure, clause_span, tidy
from knowledge.types import Leaf, LeafKind, Locator

FILE = Path(__file__).parent / "details.toml"
NOT_ASKED = ("conflict", "same_thing", "same_value", "attack", "improper", "outcome", "why")
TOLD = broad.TELLING | {LeafKind.BOX_MILESTONE, LeafKind.TERM}
HELD, WEIGHED, NAMED = 0.7, 0.5, 0.6
"""Share of what is asked that the clause must have, by characters in runs and by how telling
its words are; share of a document's name that the question must have."""
RIVAL = 0.85
"""Share of that at the most that a sentence with another detail may have."""
LONG = 50
"""Characters of a sentence of which the clauses with the detail are told."""
MIN_CHARS = 3
"""Characters of what is asked below which it must be a rare word."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of detail: how it is asked for, how a text writes it; ``title``: in a name."""

    asks: re.Pattern[str]
    holds: re.Pattern[str]
    title: bool


@dataclass(frozen=True, slots=True, order=True)
class _Held:
    """A sentence with the detail, by how much of what is asked it has."""

    share: float
    said: str
    start: int
    end: int


def gather(query: Query, desk: Desk) -> Evidence | None:
    """The one sentence whose detail is asked for; ``None`` where there is none or several."""
    if query.has(*NOT_ASKED) or query.claimed or query.rows:
        return None
    for detail in _kinds():
        said = (query.own,) if query.own else (query.plain, query.text)
        if not any(map(detail.asks.search, said)):
            continue
        # As typed too: the plan may write a word as people say it (家委会).
        texts = (query.plain, query.text)
        found = sorted({h for t in texts for h in _holding(detail, t, query, desk)}, reverse=True)
        if found and not any(
            f.said != found[0].said and f.share > RIVAL * found[0].share for f in found[1:]
        ):
            best = found[0]
            leaf = desk.knowledge.leaf_at(best.start)
            label = leaf.locator.label if leaf else ""
            facts = {"detail": best.said}
            place = Locator(best.start, best.end, label)
            return Evidence(
                "detail",
                targets=records.targets_in(desk, (place,)),
                places=(place,),
                facts=facts,
                tools=("details",),
            )
    return None


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The detail, then the sentence that holds it."""
    (place,) = evidence.places
    leaf = desk.knowledge.leaf_at(place.start)
    term = leaf.path[-1] if leaf and leaf.kind is LeafKind.TERM and leaf.path else ""
    told = tidy(desk.plan.quote(place))
    lead = say("term.aspect", term=term) if term else say("passage.lead")
    detail = evidence.facts["detail"]
    # A clause that is little more than its detail needs it no second time.
    again = told.startswith(detail) or len(detail) > len(told) / 2
    opening = "" if again else say("detail.lead", detail=detail)
    vague = detail in words("detail.vague_words")
    if vague:
        opening = say("detail.vague", detail=detail)
    status = Status.PARTIAL if vague else Status.ANSWERED
    figures = tuple(as_figure(t) for t in evidence.targets if t.value)
    return Draft(opening + lead + told, status, evidence.places, figures)


def _holding(detail: Detail, text: str, query: Query, desk: Desk) -> Iterator[_Held]:
    plain = _beside().sub(" ", detail.asks.sub(_between, text.translate(QUOTES)))
    asked = broad.weights(replace(query, plain=plain, own=""), desk)
    said = re.sub(r"[^\u4e00-\u9fff]", "", content(plain))
    if not asked or (len(said) < MIN_CHARS and desk.plan.text.count(said) > broad.SELDOM):
        return
    whole = sum(asked.values())
    # A turn that only asks (它用在哪里) is about what the one before named, not what it asked.
    telling = query.own and not words_of(_beside().sub(" ", detail.asks.sub(" ", query.own)))
    enough, told_of = (WEIGHED, HELD) if telling else (HELD, WEIGHED)
    for leaf in desk.plan.leaves:
        if leaf.kind not in TOLD:
            continue
        heading = leaf.path[-1].translate(QUOTES) if leaf.path else ""
        for sentence in broad.SENTENCE.finditer(leaf.text):
            for held in detail.holds.finditer(sentence[0]):
                near = _clause(sentence[0], held).translate(QUOTES) + heading
                weight = sum(n for word, n in asked.items() if word in near) / whole
                runs = shared(said, near) / len(said)
                fits = runs >= enough and weight >= told_of
                if fits and not (detail.title and _misnamed(held[0], said)):
                    told = tidy(held[0]).rstrip("。")
                    yield _Held(weight + runs, told, *_span(leaf, sentence, held, desk))


def _between(asked: re.Match[str]) -> str:
    """What words of asking have between them: 体检 of 多久体检一回."""
    return " ".join(["", *filter(None, asked.groupdict().values()), ""])


def _misnamed(title: str, asked: str) -> bool:
    """Whether a document's name and what is asked are not nearly the same words."""
    name = re.sub(r"[^\u4e00-\u9fff]", "", title)
    held = shared(name, asked) / max(len(name), 1), shared(asked, name) / len(asked)
    return max(held) < NAMED


def _clause(sentence: str, found: re.Match[str]) -> str:
    before = re.split("[，；。]", sentence[: found.start()])[-1]
    return before + found[0] + re.split("[，；。]", sentence[found.end() :])[0]


def _span(leaf: Leaf, sentence: re.Match[str], held: re.Match[str], desk: Desk) -> tuple[int, int]:
    start = leaf.locator.start
    low, high = start + sentence.start(), start + sentence.end()
    inside, end = low + held.start(), low + held.end()
    if leaf.kind is LeafKind.TERM:
        # Its name is told before it.
        low = max(low, desk.plan.text.find("：", start, inside) + 1)
    elif high - low <= LONG:
        return low, high
    return clause_span(desk.plan, inside, end, low, high)


@functools.cache
def _beside() -> re.Pattern[str]:
    """Words that point to a document or a rule and that the sentence need not have."""
    return re.compile(tomllib.loads(FILE.read_text("utf-8"))["beside"])


@functools.cache
def _kinds() -> tuple[Detail, ...]:
    return tuple(
        Detail(re.compile(e["asks"]), re.compile(e["holds"]), e.get("title", False))
        for e in tomllib.loads(FILE.read_text("utf-8"))["detail"]
    )
