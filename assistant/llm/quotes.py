"""Quotations in prose: verbatim or refused, and a figure inside one only with its whole clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk import Desk
from assistant.llm.masked import numerals
from assistant.llm.times import PERIODS
from assistant.llm.types import Material
from assistant.llm.vocabulary import vocabulary
from knowledge.types import Locator, Target

QUOTE = re.compile(r"“([^“”]*)”|《([^《》]*)》")
OPENERS = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”"})
SHORT = 10
"""Characters up to which a term of the plan may be quoted from anywhere in it."""
EDGE = "，。；、：\n\t 　"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that may stand, with the targets whose figures it shows."""

    start: int
    end: int
    targets: tuple[Target, ...] = ()


def straightened(text: str) -> str:
    """One kind of quotation mark; plain ones are taken as opening and closing in turn."""
    text = text.translate(OPENERS)
    halves = text.split('"')
    if len(halves) % 2 == 0:
        return text
    return "".join(h + ("“" if n % 2 == 0 else "”") for n, h in enumerate(halves[:-1])) + halves[-1]


def quotes(text: str, material: Material, desk: Desk) -> tuple[list[Quoted], list[str]]:
    """The quotations of ``text`` that may stand, and why others may not."""
    found: list[Quoted] = []
    reasons: list[str] = []
    for match in QUOTE.finditer(text):
        inner = match[1] if match[1] is not None else match[2]
        if "⟦" in inner:
            reasons.append("编号不要放在引号里")
            continue
        targets = _held(inner, material, desk)
        if targets is None:
            reasons.append(f"引文“{inner[:20]}”在给出的原文里找不到")
        else:
            found.append(Quoted(*match.span(), targets))
    if text.count("“") != text.count("”"):
        reasons.append("引号没有成对")
    return found, reasons


def _held(inner: str, material: Material, desk: Desk) -> tuple[Target, ...] | None:
    """The targets that a quotation shows; ``None`` where it may not stand."""
    words = inner.strip(EDGE)
    if words in PERIODS:
        return ()
    if not words:
        return None
    if not numerals(words) and (words in material.question or words in desk.plan.title):
        return ()
    place = _place(words, material.passages, desk)
    if _is_term(words, desk):
        return ()
    if place is None:
        return None
    if not numerals(words):
        return ()
    return _whole(place, material, desk)


def _is_term(words: str, desk: Desk) -> bool:
    """Whether the plan itself sets the words in quotation marks, and not as a figure."""
    return (
        len(words) <= SHORT
        and f"“{words}”" in desk.plan.text
        and not any(word in words for word in vocabulary().quantities)
        and not any(c.isdigit() for c in words)
    )


def _place(words: str, passages: Sequence[Locator], desk: Desk) -> tuple[int, int] | None:
    for passage in passages:
        at = desk.plan.text.find(words, passage.start, passage.end)
        if at >= 0:
            return at, at + len(words)
    return None


def _whole(place: tuple[int, int], material: Material, desk: Desk) -> tuple[Target, ...] | None:
    """Targets in the span, if each is in it with its whole clause and is one that may be said."""
    text = desk.plan.text
    touched = [
        t
        for t in desk.knowledge.targets
        if t.value is not None and t.clause[0] < place[1] and place[0] < t.clause[1]
    ]
    allowed = {t.id for t in material.targets.values()}
    for target in touched:
        start, end = target.clause
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE:
            end -= 1
        if target.id not in allowed or not (place[0] <= start and end <= place[1]):
            return None
    # Whole words only: a cut through 99.7% would show another figure.
    before, after = text[place[0] - 1 : place[0]], text[place[1] : place[1] + 1]
    if before not in EDGE or (after not in EDGE and after):
        return None
    return tuple(touched)
