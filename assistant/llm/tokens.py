"""Records as tokens: ``⟦T214⟧`` is the 214th target of the plan, ``⟦L2⟧`` a sentence of code's.

The model reads a token with its record and writes the token alone; code puts the figure in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.choosing import sentence
from assistant.desk import Desk
from assistant.normalise import DROPPED, VARIATION, simplify
from assistant.wording import short_value, statement, when_words
from knowledge.library import Knowledge
from knowledge.types import Target, TargetKind

TOKEN = re.compile(r"⟦([TL]\d{1,4})⟧")
LOOSE = re.compile(r"(?:⟦|\[\[|【|\[|〖)\s*([TL]\d{1,4})\s*(?:⟧|\]\]|】|\]|〗)")
WORDED_BOUND = re.compile(
    r"[≥≤＞＜><]|以上|以内|以下|左右|不|超|保持|控制|余|多|近|约|至少|低于|高于"
)
KIND = {
    TargetKind.TARGET: "目标",
    TargetKind.ACTUAL: "实际",
    TargetKind.PAST_TARGET: "“十三五”规划目标",
    TargetKind.STANDARD: "要求",
    TargetKind.DEFINITION: "定义",
}


def token_of(knowledge: Knowledge) -> Mapping[str, str]:
    """The token of each target, by target id."""
    return {target.id: f"T{n}" for n, target in enumerate(knowledge.targets, 1)}


def tidied(text: str) -> str:
    """A reply in one spelling: no invisible characters, plain digits and letters, strict tokens."""
    kept = [c for c in text if c == "\n" or unicodedata.category(c) not in DROPPED]
    text = VARIATION.sub("", "".join(kept))
    # Only letters and digits are folded: punctuation is meant to be full-width.
    text = "".join(unicodedata.normalize("NFKC", c) if c.isalnum() else c for c in text)
    return LOOSE.sub(r"⟦\1⟧", simplify(text))


def listed(token: str, target: Target) -> str:
    """A record as the model reads it: token, name, figure, time, kind, place."""
    notes = [target.when or "不限年份", KIND[target.kind]]
    if target.attribute:
        notes.append(target.attribute)
    value = short_value(target).removeprefix("为")
    name = target.indicator_key or target.indicator
    return f"⟦{token}⟧ {name} {value}（{'，'.join(notes)}；{target.locator.label}）"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the prose before a token has said already."""

    named: bool
    dated: bool
    aimed: bool
    opening: bool


def rendered(target: Target, around: Surroundings, desk: Desk) -> str:
    """The figure in the plan's words, with its time where the prose has none, and its place."""
    mark = f"（{target.locator.label}）"
    when = "" if around.dated else when_words(target)
    if target.kind is TargetKind.PAST_TARGET and not around.aimed:
        when = when_words(target)
    if around.named:
        return f"{when}{value_form(target)}{mark}"
    if around.dated:
        return f"{statement(desk.plan, target)}{mark}"
    whole = sentence(target, desk).rstrip("。")
    return f"{whole if around.opening else whole.removeprefix('规划正文提出：')}{mark}"


def value_form(target: Target) -> str:
    """The figure as it stands behind its indicator's name: 达99.7%, 为48所; "" where it cannot."""
    if target.number is None or not any(c.isdigit() for c in target.value_text):
        return ""
    if target.kind in (TargetKind.STANDARD, TargetKind.DEFINITION):
        return ""
    words = short_value(target)
    if target.operator != "=" and not WORDED_BOUND.search(words):
        return ""
    return f"为{words}" if words[0].isdigit() else words
