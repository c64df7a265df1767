"""Whether what a question's words name is also what it asks for.

Words find an indicator, a term or a box by name; the ways of asking know what people want of
it. Where both disagree the search decides. Nothing here loads a model.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import mentions
from assistant.confidence import ASKS, Judge
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.search import Near
from knowledge.types import Locator

FILE = Path(__file__).with_name("doubt.toml")
FIGURES = frozenset({"figure", "figures", "figure_none"})
"""Kinds of evidence that tell a figure of an indicator."""
NAMED = FIGURES | {"term"}
"""Kinds that an ambiguous name may have led to."""
WANTED = {
    "term": ("define", "content", "list", "count", "summary", "yesno", "why", "conflict"),
    "": ("figure", "count", "compare", "when", "yesno", "conflict"),
}
"""What ways of asking may want of a kind of evidence for it to be an answer."""
NEAREST = 48
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """``wanted``: probability that such an answer is wanted below which it is doubted.
    ``alike``: share of characters from which one way of asking counts alone; ``beside``: how
    near to the best one others count too. ``refuse``: probability of a refusal.
    """

    wanted: float
    alike: float
    beside: float
    refuse: float


@cache
def limits() -> Limits:
    return Limits(**tomllib.loads(FILE.read_text("utf-8")))


def doubt(evidence: Evidence, query: Query, desk: Desk, judge: Judge) -> float | None:
    """How probably this kind of answer is wanted, where that is for the search to decide.

    ``None`` where the ways of asking agree with ``evidence``, and where there are none to ask.
    """
    # 双师型比例, 窗口学校: a name and nothing else asks for its figure.
    wants = query.has("figure") or query.detail == query.plain
    explained = wants and not (_unexplained(evidence, query) or query.has("doubt", "now"))
    outright = query.term_number is not None or bool(query.attribute)
    outright = outright or (explained and evidence.kind in FIGURES)
    if evidence.kind not in NAMED or query.carried or outright:
        return None
    try:
        near = desk.search.alike(query.text, NEAREST)
    except Exception:
        # An exact answer needs no bank; what searches for one will say what is broken.
        log.exception("ways of asking cannot be consulted")
        return None
    kinds, asks = judge.probabilities(query.text, near, None)
    fitting = WANTED.get(evidence.kind, WANTED[""])
    wanted = sum(float(asks[ASKS.index(name)]) for name in fitting)
    limit = limits()
    refusing = 1.0 - float(kinds[0])
    if (
        wanted < limit.wanted
        or refusing > limit.refuse
        or _pulls_away(evidence, near, fitting, desk)
    ):
        return wanted
    return None


def _unexplained(evidence: Evidence, query: Query) -> str:
    """What of a question neither the indicator nor the unit that it counts in accounts for."""
    unit = mentions.unit(query.own or query.plain)
    counted = all(t.unit == unit for t in evidence.targets if t.value)
    return query.unexplained.replace(unit, "") if unit and counted else query.unexplained


def _pulls_away(
    evidence: Evidence, near: Sequence[Near], fitting: Sequence[str], desk: Desk
) -> bool:
    """Whether ways nearly like the question all ask for something else."""
    limit = limits()
    top = near[0].lexical if near else 0.0
    if top < limit.alike:
        return False
    close = [n for n in near if n.lexical >= limit.beside * top]
    return not any(
        n.way.asks in fitting and same_record(evidence, n.way.spans, desk) for n in close
    )


def same_record(evidence: Evidence, places: Sequence[Locator], desk: Desk) -> bool:
    """Whether any mention of what the evidence tells stands where ``places`` lead."""
    records = {_record(place.start, desk) for place in places} - {""}
    spans = [p.start for p in evidence.places]
    keys = {t.indicator_key for t in evidence.targets}
    mentions = [t.clause[0] for key in keys for t in desk.lookup.targets(key)]
    return any(_record(start, desk) in records for start in (*spans, *mentions))


def _record(start: int, desk: Desk) -> str:
    leaf = desk.knowledge.leaf_at(start)
    return leaf.id.partition("·")[0] + "".join(leaf.path[-1:]) if leaf else ""
