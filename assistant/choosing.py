"""Which mentions of an indicator answer, and one mention as a sentence."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from assistant.desk import Desk
from assistant.phrases import say
from assistant.query import LAST_PLAN, Query
from assistant.wording import attribute_words, statement, value_words, when_words
from knowledge.clauses import EACH
from knowledge.types import Target, TargetKind

ORDER = {
    TargetKind.TARGET: 0,
    TargetKind.STANDARD: 1,
    TargetKind.DEFINITION: 1,
    TargetKind.ACTUAL: 2,
    TargetKind.PAST_TARGET: 3,
}


def choose(query: Query, targets: tuple[Target, ...], desk: Desk) -> tuple[Target, ...]:
    """The mentions that answer: of the years asked for, else the latest ones aimed at."""
    if boxed := _in_boxes(query, targets):
        targets = boxed
    if query.side and (query.then or boxed) and (then := _of_side(query.side, targets)):
        # 专栏1的目标和专栏2的目标: a box that is named has its own.
        return (*then, *(t for t in boxed if t.kind is TargetKind.TARGET and query.side == "aimed"))
    actual = query.side == "reached" and not query.years and not query.has("now", "outcome")
    if actual and (reached := _of_side(query.side, targets)):
        # 国际化的实际呢: the plan knows no other actual figure than that of the last plan's end.
        return reached
    if query.years:
        found: list[Target] = []
        for year in query.years:
            here = desk.lookup.at(targets[0].indicator_key, year)
            if year == "2021-2025" and not here:
                here = tuple(t for t in targets if t.kind is TargetKind.TARGET)
            if year == "2016-2020":
                here = (*here, *(t for t in targets if t.when == "2020"))
            found.extend(here)
        undated = not any(t.when for t in targets if t.kind is TargetKind.TARGET)
        if not found and undated and all("2021" <= y <= "2025" for y in query.years):
            found = [t for t in targets if t.when is None]
        return tuple(dict.fromkeys(found))
    aimed = [
        t
        for t in targets
        if t.kind in (TargetKind.TARGET, TargetKind.STANDARD, TargetKind.DEFINITION)
    ]
    if not aimed or query.has("past"):
        return tuple(t for t in targets if t.when in LAST_PLAN) or targets
    dated = [t for t in aimed if t.when]
    last = max((t.when or "" for t in dated), key=_end, default=None)
    return tuple(t for t in aimed if t.when == last) if dated else tuple(aimed)


def _in_boxes(query: Query, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The mentions in the boxes that a question names: 专栏1 has figures of its own."""
    heads = tuple(f"专栏{n}·" for n in query.boxes)
    return tuple(t for t in targets if heads and t.locator.label.startswith(heads))


def _of_side(side: str, targets: Sequence[Target]) -> tuple[Target, ...]:
    """Of the last plan's time, what was aimed at or what was reached; of both the target first.

    A table's figures before those of the text, which tells some of them rounded.
    """
    aimed = [t for t in targets if t.kind is TargetKind.PAST_TARGET]
    reached = [t for t in targets if t.kind is TargetKind.ACTUAL and t.when in LAST_PLAN]
    chosen = {"aimed": aimed, "reached": reached, "both": [*aimed, *reached]}[side]
    if side == "both" and not (aimed and reached):
        return ()
    return tuple(t for t in chosen if "\n" in t.quote) or tuple(chosen)


def _end(when: str) -> str:
    return when[-4:]


def distinct(targets: Sequence[Target]) -> tuple[Target, ...]:
    """One mention per time and value, the ones with an attribute first."""
    seen: dict[tuple[object, ...], Target] = {}
    for target in sorted(targets, key=lambda t: (not t.attribute, "\n" in t.quote)):
        seen.setdefault((target.when, target.number or target.value_text, target.kind), target)
    order = {t.id: n for n, t in enumerate(targets)}
    return tuple(sorted(seen.values(), key=lambda t: (ORDER[t.kind], order[t.id])))


def same_value(every: Sequence[Target], chosen: Sequence[Target]) -> list[Target]:
    """Chosen mentions first, then others that say the same."""
    values = {(t.when, t.number) for t in chosen}
    return [*chosen, *(t for t in every if (t.when, t.number) in values and t not in chosen)]


def sentence(target: Target, desk: Desk) -> str:
    """A target as one sentence: when, what the plan says, its attribute."""
    if EACH in desk.plan.text[slice(*target.clause)] and target.value:
        return f"{target.indicator_key}：{target.value}{target.unit}。"
    words = statement(desk.plan, target)
    when = when_words(target)
    if "\n" in target.quote:
        joint = "的" if target.kind is TargetKind.PAST_TARGET else ""
        text = (
            f"{when}，{words}" if not joint else f"{target.indicator}的{when}{value_words(target)}"
        )
        return f"{text}{attribute_words(target)}。"
    if target.kind is TargetKind.DEFINITION:
        return say("figure.definition", statement=words)
    if not when:
        return say("figure.undated", statement=words, attribute=attribute_words(target))
    if not _names_itself(words, target):
        words = f"{target.indicator_key}：{words}"
    return say("figure.one", when=when, statement=words, attribute=attribute_words(target))


def _names_itself(words: str, target: Target) -> bool:
    """Whether the plan's own words tell what is measured."""
    key = target.indicator_key
    shared = sum(a + b in words for a, b in itertools.pairwise(key))
    return shared * 2 >= min(len(key) - 1, 8)
