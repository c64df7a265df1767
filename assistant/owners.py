"""What figures stand for: 1小时、98%分别对应哪两项."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.choosing import sentence
from assistant.conjuncts import core, shared
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.figures import MONEY
from assistant.mentions import QUOTES
from assistant.numerals import figures
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import as_figure
from knowledge.types import Target, TargetKind

Said = tuple[str, float, str]
MIN_NAMING = 3
"""Characters of a question beside its figures from which they must fit what a figure is of."""


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for figures whose meaning is asked for; ``None`` where one is not the plan's."""
    plain = re.sub(phrases()["turn"]["which"], " ", query.plain)
    said = tuple({n[1:]: n for n in figures(plain.translate(QUOTES)) if n[2] or n[1] % 1}.values())
    if len(said) < 2 or not query.has("stands_for") or query.has("same_thing", "same_value"):
        return None
    found = _together(said, query, desk) or _alone(said, query, desk)
    if not found:
        return None
    facts = {"said": tuple(s for s, _, _ in said), "key": found[0].indicator_key}
    facts["keys"] = tuple(t.indicator_key for t in found)
    places = tuple(t.locator for t in found)
    return Evidence("owners", targets=tuple(found), places=places, facts=facts, tools=("targets",))


def _together(said: Sequence[Said], query: Query, desk: Desk) -> list[Target]:
    """The figures' targets in the one statement that has them all; of several the best worded."""
    leaves: dict[str, list[Target]] = {}
    for target in desk.knowledge.targets:
        leaves.setdefault(target.leaf, []).append(target)
    best: list[Target] = []
    most = -1
    for leaf, targets in leaves.items():
        found = [next((t for t in targets if _is(t, one)), None) for one in said]
        whole = [t for t in found if t is not None]
        if len(whole) == len(said):
            path = "".join(desk.knowledge.leaf[leaf].path) if leaf in desk.knowledge.leaf else ""
            words = path + "".join(desk.plan.text[slice(*t.clause)] for t in whole)
            score = shared(core(query.plain), words) * 2 + (whole[0].when is not None)
            if score > most:
                best, most = whole, score
    return best


def _alone(said: Sequence[Said], query: Query, desk: Desk) -> list[Target]:
    """Each figure's own target, where it belongs to one indicator only."""
    found: list[Target] = []
    for one in said:
        having = [t for t in desk.knowledge.targets if _is(t, one) and t.indicator_key]
        having = [t for t in having if _named(t, query, desk)]
        if len({t.indicator_key for t in having}) != 1:
            return []
        aimed = [t for t in having if t.kind is TargetKind.TARGET and t.when]
        found.append((aimed or having)[0])
    return found


def _named(target: Target, query: Query, desk: Desk) -> bool:
    """Whether a question that says more than figures has words of a target."""
    said = core(re.sub(r"\d", "", query.plain))
    words = f"{target.indicator_key}　{desk.plan.text[slice(*target.clause)]}"
    return len(said) < MIN_NAMING or shared(said, words) >= 2


def _is(target: Target, said: Said) -> bool:
    _, number, unit = said
    units = MONEY if unit in MONEY else {unit}
    return bool(target.number and number in target.number and target.unit in units)


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Each figure, then what the plan says with it."""
    pairs = zip(evidence.facts["said"], evidence.targets, strict=True)
    lines = [
        say("figure.stands_for", number=n, said=said, text=sentence(t, desk))
        for n, (said, t) in enumerate(pairs, 1)
    ]
    shown = tuple(as_figure(t) for t in evidence.targets if t.value)
    return Draft(
        "\n".join(lines), evidence.status, evidence.places, shown, computed=evidence.facts["said"]
    )
