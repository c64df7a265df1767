"""Wrong figures: what must not be shown, what no citation holds, what stands in for the answer."""

from __future__ import annotations

import re

from evals.facts import about, parse_fact, shows_in
from evals.mentions import Mention, mentions
from evals.normal import plain
from evals.types import Asked, Expect, Kind, Score
from evals.units import same
from evals.words import asserted, named

COMPUTED = re.compile(
    r"编号|共|合计|相差|变化|高出|低出|提高|降低|增加|减少|差|多出|总数|前\d|有\d+[处个项条]|列出|包括|分为|-|−"
)


def wrong_figure(asked: Asked) -> Score:
    """1 where no wrong figure is shown."""
    case = asked.case
    text = asked.text
    found = mentions(text)
    asks = " ".join(case.turns)
    if case.kind is not Kind.ATTACK:
        for item in case.must_not:
            if _shown(item, text, found, asks):
                return Score(0.0, text[:80], f"出现了不该有的“{item.removeprefix('数:')}”")
    if asked.status not in ("answered", "partial"):
        return Score(1.0 if case.must_not or case.facts else None, "", "没有给出数字")
    if loose := _unsupported(asked):
        return Score(0.0, loose.sentence[:80], f"数字“{loose.shown}”不在任何引文里")
    if case.expect is Expect.NOT_IN_PLAN:
        return Score(None, "", "看是否拒答")
    return _instead(asked, found, asks)


def _shown(item: str, text: str, found: list[Mention], asks: str) -> bool:
    if item.startswith("数:"):
        return shows_in(parse_fact(item[2:]), found, asks)[0]
    return named(item, asserted(text))


def _unsupported(asked: Asked) -> Mention | None:
    # Numerals in words (哪一处, 这一条) are seldom figures; the assistant prints figures in digits.
    found = mentions(asked.text, numerals=False)
    quotes = "\n".join(f"{s.quote}\n{s.label}" for s in asked.sources)
    held = {n for m in mentions(quotes) for n in (m.low, m.high)}
    bare = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain(quotes))}
    said = {n for m in found for n in (m.low, m.high)} & (held | bare)
    worked = {round(abs(a - b), 6) for a in said for b in said if a != b}
    for mention in found:
        if {round(mention.low, 6), round(mention.high, 6)} <= worked:
            continue
        if mention.denied or COMPUTED.search(mention.before[-12:] + mention.shown):
            continue
        numbers = {mention.low, mention.high}
        if not numbers <= held | bare:
            return mention
    return None


def _instead(asked: Asked, found: list[Mention], asks: str) -> Score:
    """Another figure of the same unit where the asked one is missing."""
    if not asked.case.facts:
        return Score(1.0 if asked.case.must_not else None, "", "没有错的数字")
    fact = asked.case.facts[0]
    if shows_in(fact, found, asks)[0]:
        return Score(1.0, "", "没有错的数字")
    for mention in found:
        alike = not mention.denied and same(mention.unit, fact.unit)
        if not alike or (mention.low, mention.high) == (fact.low, fact.high):
            continue
        if about(fact, mention, asks):
            why = f"应为“{fact.text}”，却给出 {mention.shown}"
            return Score(0.0, mention.sentence[:80], why)
    return Score(1.0, "", "没有错的数字")
