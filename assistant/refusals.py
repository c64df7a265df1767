"""What the plan does not say, what is not about it, and what it should not be made to say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import asked
from assistant.choosing import sentence
from assistant.desk import Desk
from assistant.echo import about
from assistant.evidence import Draft, Evidence
from assistant.mentions import words_of
from assistant.phrases import phrases, say, words
from assistant.query import Query
from assistant.types import Status
from assistant.wording import as_figure, tidy, widen
from knowledge.types import Locator, TargetKind

STATUS = {
    "off_topic": Status.OFF_TOPIC,
    "identity": Status.OFF_TOPIC,
    "attack": Status.REFUSED,
    "improper": Status.REFUSED,
}
NO_NEAREST = {"contact", "personal"}
"""Refusals for which no passage of a plan is of use."""
MAX_NEAREST = 120
NAMED = {
    *("score", "fee", "enrol_time", "district", "contact", "class_size"),
    *("homework_time", "personal", "school", "other"),
}
"""Refusals that say again what was asked for."""
VAGUE = {"other", "personal", "school"}
"""Refusals that do not name what is missing."""


def gather_outcome(query: Query, desk: Desk) -> Evidence | None:
    """Whether a target was met: the plan cannot say; the target itself is the nearest thing."""
    asks_now = query.has("now") and query.has("figure") and not query.years
    # 2025年底实际有几所: what was reached in a year of the plan's own targets.
    reached = query.side == "reached" and bool(query.years)
    if not (query.has("outcome") or asks_now or reached) or any(y <= "2020" for y in query.years):
        return None
    if not query.topics or query.has("conflict", "define"):
        return None
    targets = desk.lookup.targets(query.topics[0])
    aimed = [t for t in targets if t.kind.value == "target" and t.when]
    if not aimed:
        return None
    years = [t for t in aimed if t.when in query.years] or aimed[-1:]
    return Evidence(
        "refusal",
        Status.NOT_IN_PLAN,
        tuple(years[:1]),
        (years[0].locator,),
        {"kind": "outcome"},
        tools=("targets",),
    )


def gather_elsewhere(query: Query, desk: Desk) -> Evidence | None:
    """A question about another place: what the plan says of this district is no answer."""
    named = [word for word in words("cue.elsewhere") if word in query.plain]
    if not named or query.has("conflict") or not (query.topics or query.has("figure", "aim")):
        return None
    spoken_of = any(w in desk.plan.text for w in named)
    if spoken_of and (query.has("compare") or not (query.topics or query.has("figure"))):
        return None
    facts = {"kind": "elsewhere", "place": named[0]}
    return Evidence("refusal", Status.NOT_IN_PLAN, facts=facts, tools=("search",))


def gather_identity(query: Query, desk: Desk) -> Evidence | None:
    """Who or what one talks to: said plainly; no question about the plan."""
    if not query.has("identity") or query.topics or query.refers:
        return None
    return refusal("identity", (), 1.0)


def gather_beyond(query: Query, desk: Desk) -> Evidence | None:
    """A time after the plan's: it says nothing of it, unless its text names that year."""
    found = re.search(phrases()["pattern"]["beyond"], query.plain)
    named = bool(query.topics and query.years)
    if found is None or named or found[0].removesuffix("年") in desk.plan.text:
        return None
    facts = {"kind": "beyond", "year": found[0]}
    return Evidence("refusal", Status.NOT_IN_PLAN, facts=facts, tools=("targets",))


def gather_improper(query: Query, desk: Desk) -> Evidence | None:
    """Help with something forged, made up or done in another's name: declined."""
    return refusal("improper", (), 1.0) if query.has("improper") else None


def attacked(query: Query, desk: Desk) -> Evidence:
    """An attempt to make it say something: declined, with what the plan does say of it."""
    targets = desk.lookup.targets(query.topics[0]) if query.topics else ()
    aimed = [t for t in targets if t.kind is TargetKind.TARGET and t.value]
    aimed = sorted(aimed, key=lambda t: (not t.when, not t.attribute))[:1]
    places = tuple(t.locator for t in aimed)
    facts = {"kind": "attack"}
    return Evidence("refusal", Status.REFUSED, tuple(aimed), places, facts, tools=("targets",))


def refusal(kind: str, places: Sequence[Locator], confidence: float) -> Evidence:
    """A refusal of that kind with the nearest thing that the plan does say."""
    status = STATUS.get(kind, Status.NOT_IN_PLAN)
    near = () if kind in STATUS or kind in NO_NEAREST else tuple(places[:1])
    return Evidence(
        "refusal", status, (), near, {"kind": kind}, confidence=confidence, tools=("search",)
    )


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """What is missing, where such things are found, and the nearest thing in the plan."""
    text, said = _named(query, evidence)
    if evidence.targets:
        rest = "".join(sentence(t, desk) for t in evidence.targets)
        text += say("refuse.nearest", text=rest)
        shown = tuple(as_figure(t) for t in evidence.targets if t.value)
        return Draft(text, evidence.status, evidence.places, shown, computed=said)
    places: list[Locator] = []
    for place in evidence.places:
        leaf = desk.knowledge.leaf_at(place.start)
        if leaf is None:
            continue
        start, end = widen(desk.plan, place.start, place.end, leaf.locator.start, leaf.locator.end)
        if "\n" in desk.plan.text[start:end] or end - start > MAX_NEAREST:
            start, end = place.start, min(place.end, place.start + MAX_NEAREST)
        if "\n" in desk.plan.text[start:end] or not _related(query, desk.plan.text[start:end]):
            continue
        named = re.findall(phrases()["verdict_asked"]["named"], query.plain)
        if evidence.facts["kind"] == "school" and not any(
            n in desk.plan.text[start:end] for n in named
        ):
            continue
        places.append(Locator(start, end, place.label))
        text += say(
            "refuse.nearest",
            text=f"{tidy(desk.plan.text[start:end]).rstrip('。')}（{place.label}）。",
        )
    return Draft(text, evidence.status, tuple(places), computed=said)


def _named(query: Query, evidence: Evidence) -> tuple[str, tuple[str, ...]]:
    """The refusal, naming what was asked for, and what of it are the visitor's words."""
    kind = _fitting(evidence.facts["kind"], query)
    text = say(f"refuse.{kind}", **evidence.facts)
    more = asked.lacking(query, kind)
    if kind != evidence.facts["kind"] and more:
        return say("refuse.what", what=more), (more,)
    if kind not in NAMED or query.before is not None:
        return text, ()
    if more and kind in VAGUE:
        text = say("refuse.what", what=more)
    elif more:
        text += say("refuse.also", what=more)
    text, part = about(query, text)
    return text, (part, more)


def _fitting(kind: str, query: Query) -> str:
    """The refusal, or the one for anything where it speaks of what the question has no word of."""
    needs = phrases()["refuse_signs"].get(kind)
    asked_for = f"{query.text} {query.own or query.plain}"
    return kind if needs is None or re.search(needs, asked_for) else "other"


def _related(query: Query, text: str) -> bool:
    """Whether a passage shares a word with the question."""
    return any(pair in text for pair in words_of(query.plain) | words_of(query.text))


def compose_unclear(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Two or three readings to choose from, or the request to say it otherwise."""
    choices = tuple(evidence.facts.get("choices", ()))
    if not choices:
        return Draft(say("refuse.nothing"), evidence.status)
    lines = [f"{n}. {choice}" for n, choice in enumerate(choices, 1)]
    lead, part = say("refuse.unclear"), ""
    if "“" not in query.text:
        # Words in quotation marks may be what somebody wants to have said: not repeated.
        lead, part = about(query, lead)
    return Draft(
        "\n".join([lead, *lines]), evidence.status, choices=choices, computed=(*choices, part)
    )
