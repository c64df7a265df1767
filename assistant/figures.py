"""Figures: one indicator at a time asked for, over time, against another, or as claimed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.places import place_words
from assistant.query import Query
from assistant.types import Notice, NoticeKind, Status
from assistant.wording import (
    as_figure,
    attribute_words,
    short_value,
    shown_span,
    statement,
    value_words,
    when_words,
    year_words,
)
from knowledge.clauses import EACH
from knowledge.types import Locator, Target, TargetKind

MAX_PLACES = 4
MAX_MATES = 5
MAX_BESIDE_CLAIM = 8
"""Characters beside a claim from which 是的 might confirm something else."""
SHARES = {"%", "个百分点", "百分点"}
TOLERANCE = 1e-6
BOUNDED = {">=", "<=", ">", "<", "keep>="}
MONEY = {"元", "万元", "亿元"}
ORDER = {
    TargetKind.TARGET: 0,
    TargetKind.STANDARD: 1,
    TargetKind.DEFINITION: 1,
    TargetKind.ACTUAL: 2,
    TargetKind.PAST_TARGET: 3,
}
PRESENT = ("2020", "2016-2020")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question about indicators that the question names; ``None`` for others."""
    if not query.topics or not _asks_figure(query) or query.has("elsewhere"):
        return None
    asked = sum(query.text.count(word) for word in ("几", "多少"))
    several = len(query.topics) > 1 and (
        asked > 1 or query.has("multi", "between", "list", "compare")
    )
    if query.has("compare"):
        return gather_keys(query, desk, query.indicators)
    return gather_keys(query, desk, query.topics if several else query.topics[:1])


def gather_keys(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """Evidence about the indicators ``keys``, the best fitting first."""
    keys = [key for key in keys if desk.lookup.targets(key)]
    if not keys:
        return None
    if query.has("compare") and (evidence := _comparison(query, desk, keys)):
        return evidence
    key = keys[0]
    if query.has("outcome") and (met := _met(desk, query.topics or keys[:1])):
        return met
    chosen = _choose(query, desk.lookup.targets(key), desk)
    facts = {"key": key, "years": query.years}
    if len(keys) > 1 and chosen and (not query.has("compare") or len(query.topics) > 2):
        return _several(query, desk, keys)
    if not chosen:
        every = desk.lookup.targets(key)
        return Evidence(
            "figure_none",
            Status.NOT_IN_PLAN,
            every,
            tuple(t.locator for t in _distinct(every)),
            facts,
            tools=("targets",),
        )
    targets = _distinct(chosen)
    places = tuple(t.locator for t in _same_value(desk.lookup.targets(key), targets))
    return Evidence(
        "figure", Status.ANSWERED, targets, places[:MAX_PLACES], facts, tools=("targets",)
    )


def _met(desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """What was reached in 2020 against what the last plan aimed at, for each indicator."""
    pairs: list[Target] = []
    for key in keys:
        every = desk.lookup.targets(key)
        aimed = next((t for t in every if t.kind is TargetKind.PAST_TARGET), None)
        reached = next((t for t in every if t.when == "2020"), None)
        if aimed and reached and aimed.number and reached.number:
            pairs += [reached, aimed]
    if not pairs:
        return None
    places = tuple(t.locator for t in pairs[::2])
    return Evidence(
        "met", targets=tuple(pairs), places=places, facts={"key": keys[0]}, tools=("compare",)
    )


def compose_met(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether 2020 reached the last plan's target, with the distance worked out."""
    lines: list[str] = []
    amounts: list[str] = []
    for reached, aimed in zip(evidence.targets[::2], evidence.targets[1::2], strict=True):
        left, right = Decimal(reached.value or "0"), Decimal(aimed.value or "0")
        missed = left > right if aimed.operator == "<=" else left < right
        amounts.append(f"{abs(left - right)}")
        lines.append(
            say(
                "compare.missed" if missed else "compare.met",
                name=reached.indicator_key,
                reached=short_value(reached),
                aimed=short_value(aimed),
                amount=f"{abs(left - right)}{_difference_unit(reached.unit)}",
            )
        )
    figures = tuple(as_figure(t) for t in evidence.targets)
    text = "\n".join(lines)
    return Draft(text, evidence.status, evidence.places, figures, computed=tuple(amounts))


def _several(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence:
    """The figures of several indicators, one after the other.

    Where they all stand in one statement and all of it is asked for, the others in it too.
    """
    if query.has("whole_row"):
        keys = _row_mates(query, desk, keys)
    chosen = [t for key in keys for t in _distinct(_choose(query, desk.lookup.targets(key), desk))]
    places = tuple(t.locator for t in chosen)
    facts = {"key": keys[0], "keys": tuple(keys), "years": query.years}
    return Evidence("figures", Status.ANSWERED, tuple(chosen), places, facts, tools=("targets",))


def _row_mates(query: Query, desk: Desk, keys: Sequence[str]) -> Sequence[str]:
    first = [t.leaf for key in keys for t in _choose(query, desk.lookup.targets(key), desk)[:1]]
    if len(set(first)) != 1:
        return keys
    mates = [t.indicator_key for t in desk.knowledge.targets if t.leaf == first[0] and t.value]
    return tuple(dict.fromkeys(mates)) if len(mates) <= MAX_MATES else keys


def compose_several(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """One sentence an indicator, numbered."""
    texts = dict.fromkeys(sentence(t, desk) for t in evidence.targets)
    lines = [f"{n}. {text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else list(texts)
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets if t.value),
    )


def _asks_figure(query: Query) -> bool:
    if query.has("why"):
        return False
    if query.claimed or query.has("figure", "compare", "when", "count"):
        return not query.has("how", "who") or query.has("figure") or bool(query.claimed)
    if query.has("how", "who", "define") or (query.has("list") and not query.has("multi")):
        return False
    return bool(query.years) or query.has("yesno", "aim", "where") or len(query.plain) <= 14


def _choose(query: Query, targets: tuple[Target, ...], desk: Desk) -> tuple[Target, ...]:
    """The mentions that answer: of the years asked for, else the latest ones aimed at."""
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
        return tuple(t for t in targets if t.when in PRESENT) or targets
    dated = [t for t in aimed if t.when]
    last = max((t.when or "" for t in dated), key=_end, default=None)
    return tuple(t for t in aimed if t.when == last) if dated else tuple(aimed)


def _end(when: str) -> str:
    return when[-4:]


def _distinct(targets: Sequence[Target]) -> tuple[Target, ...]:
    """One mention per time and value, the ones with an attribute first."""
    seen: dict[tuple[object, ...], Target] = {}
    for target in sorted(targets, key=lambda t: (not t.attribute, "\n" in t.quote)):
        seen.setdefault((target.when, target.number or target.value_text, target.kind), target)
    order = {t.id: n for n, t in enumerate(targets)}
    return tuple(sorted(seen.values(), key=lambda t: (ORDER[t.kind], order[t.id])))


def _same_value(every: Sequence[Target], chosen: Sequence[Target]) -> list[Target]:
    """Chosen mentions first, then others that say the same."""
    values = {(t.when, t.number) for t in chosen}
    return [*chosen, *(t for t in every if (t.when, t.number) in values and t not in chosen)]


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The fact first; other years behind it where none was asked for."""
    targets = evidence.targets
    lead = sentence(targets[0], desk)
    computed: tuple[str, ...] = ()
    notices: list[Notice] = []
    claim = _claim(query, targets, desk)
    if claim is not None:
        agrees, said, echo = claim
        if not agrees:
            lead = say("premise.wrong", said=said, statement=lead)
        elif query.has("confirm") and len(query.unexplained) <= MAX_BESIDE_CLAIM:
            lead = say("premise.right") + lead
        computed = (echo,)
        if not agrees:
            value = short_value(targets[0])
            notices.append(
                Notice(NoticeKind.PREMISE, say("premise.notice", said=said, value=value))
            )
    if query.has("where"):
        lead = _where(query, desk, evidence) + lead
    if "亿" in query.text and targets[0].unit == "万元" and targets[0].number:
        amount = f"{targets[0].number[0] / 1e8:g}"
        lead = lead.rstrip("。") + say("figure.converted", amount=amount) + "。"
        computed = (*computed, amount)
    parts = [lead, *(sentence(t, desk) for t in targets[1:3])]
    others: list[Target] = []
    if not query.years:
        every = _distinct(desk.lookup.targets(evidence.facts["key"]))
        others = [
            t
            for t in every
            if t not in targets and t.when and t.number and t.number != targets[0].number
        ]
        if others:
            parts.append(_also(others))
    if (
        desk.knowledge.indicator[evidence.facts["key"]].direction == "down"
        and "指数" in evidence.facts["key"]
    ):
        parts.append(say("figure.lower_better") if "均衡" in evidence.facts["key"] else "")
    shown = [*targets, *others]
    return Draft(
        "".join(parts),
        evidence.status,
        (*_shown_places(targets, desk), *evidence.places, *(t.locator for t in others)),
        tuple(as_figure(t) for t in shown if t.value),
        tuple(notices),
        computed,
    )


def _where(query: Query, desk: Desk, evidence: Evidence) -> str:
    """Where the figure stands: its heading, or all its places where they are asked for."""
    labels = dict.fromkeys(p.label for p in evidence.places)
    if len(labels) == 1:
        return place_words(evidence.places[0], desk)
    return say("section.where_many", labels="、".join(labels))


def _shown_places(targets: Sequence[Target], desk: Desk) -> list[Locator]:
    """Spans of sentences that are shown beyond a target's own clause."""
    spans = [(t, shown_span(desk.plan, t)) for t in targets if "\n" not in t.quote]
    return [Locator(*span, t.locator.label) for t, span in spans if span != t.clause]


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


def _also(others: Sequence[Target]) -> str:
    items = [say("figure.timeline_item", when=when_words(t), value=short_value(t)) for t in others]
    return say("figure.also", rest="；".join(items))


def _claim(query: Query, targets: Sequence[Target], desk: Desk) -> tuple[bool, str, str] | None:
    """Whether a figure that the question asserts is the plan's: (agrees, as said, digits)."""
    if not query.claimed or (query.carried and not query.has("yesno")):
        return None
    units = {t.unit for t in targets}
    for said, number, unit in query.claimed:
        together = {unit, *units}
        if unit not in ("", *units) and not together <= SHARES and not together <= MONEY:
            continue
        numbers = [n for t in targets if t.number for n in t.number]
        if numbers:
            return any(abs(n - number) < TOLERANCE for n in numbers), said, said
    return None


def compose_none(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """No figure for the years asked: said plainly, with what the plan does give."""
    key = evidence.facts["key"]
    every = _distinct(evidence.targets)
    years = "、".join(year_words(y) for y in evidence.facts["years"])
    rest = "；".join(sentence(t, desk).rstrip("。") for t in every[:3])
    text = say("figure.none_then", name=key, year=years) + say("figure.nearest", rest=rest)
    return Draft(
        text,
        evidence.status,
        evidence.places[:MAX_PLACES],
        tuple(as_figure(t) for t in every[:3] if t.value),
        computed=tuple(evidence.facts["years"]),
    )


def _comparison(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """Two figures to set against each other: one indicator at two times, or two indicators."""
    key = keys[0]
    named = [k for k in keys[:3] if desk.lookup.targets(k)]
    if len(query.topics) > 2:
        return None
    if query.has("between") and len(named) > 1 and len(query.years) < 2:
        pair = [_choose(query, desk.lookup.targets(k), desk)[:1] for k in named[:2]]
        if all(pair) and all(p[0].number for p in pair):
            two = (pair[0][0], pair[1][0])
            places = tuple(t.locator for t in two)
            return Evidence(
                "between", Status.ANSWERED, two, places, {"key": key}, tools=("compare",)
            )
    numeric = [t for t in _distinct(desk.lookup.targets(key)) if t.number]
    if query.years and set(query.years) <= {"2020", "2016-2020"}:
        past = next((t for t in numeric if t.kind is TargetKind.PAST_TARGET), None)
        points = [next((t for t in numeric if t.when == "2020"), None), past]
    elif len(query.years) >= 2:
        points = [next((t for t in numeric if _at(t, y)), None) for y in query.years[:2]]
    elif len(query.years) == 1:
        other = next((t for t in numeric if t.when == "2020"), None)
        points = [next((t for t in numeric if _at(t, query.years[0])), None), other]
    else:
        targets = [t for t in numeric if t.kind is TargetKind.TARGET]
        base = next((t for t in numeric if t.when == "2020"), None)
        past = next((t for t in numeric if t.kind is TargetKind.PAST_TARGET), None)
        points = [
            targets[-1] if targets else past,
            base or (targets[0] if len(targets) > 1 else None),
        ]
    if any(p is None for p in points) or points[0] is points[1]:
        return None
    first, second = (p for p in points if p is not None)
    chosen = (first, second)
    return Evidence(
        "compare",
        Status.ANSWERED,
        chosen,
        tuple(t.locator for t in chosen),
        {"key": key},
        tools=("compare",),
    )


def _at(target: Target, year: str) -> bool:
    if target.kind is TargetKind.PAST_TARGET:
        return year == "2016-2020"
    return target.when == year or (year == "2016-2020" and target.when == "2020")


def compose_compare(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Both figures with their times, and the difference worked out in the open."""
    one, two = sorted(evidence.targets, key=lambda t: (t.when or "", t.kind is TargetKind.ACTUAL))
    later, earlier = two, one
    if one.kind is TargetKind.PAST_TARGET and two.when == "2020":
        later, earlier = two, one
    name = evidence.facts["key"]
    values = [f"{when_words(t)}{short_value(t)}" for t in (earlier, later)]
    _same, text, computed = _difference(name, values, later, earlier)
    return Draft(
        text,
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
        computed=computed,
    )


def compose_between(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Two indicators side by side."""
    one, two = evidence.targets
    sentences = [sentence(t, desk).rstrip("。") for t in (one, two)]
    left, right = Decimal(one.value or "0"), Decimal(two.value or "0")
    computed: tuple[str, ...] = ()
    if one.unit != two.unit:
        text = f"{sentences[0]}；{sentences[1]}。"
    elif left == right:
        text = say("compare.between_same", one=sentences[0], two=sentences[1])
    else:
        amount = f"{abs(left - right)}"
        text = say(
            "compare.between",
            one=sentences[0],
            two=sentences[1],
            left=f"{one.value}{one.unit}",
            right=f"{two.value}{two.unit}",
            difference=_signed(left - right, one.unit),
            word=say("compare.up") if left > right else say("compare.down"),
            amount=amount + _difference_unit(one.unit),
        )
        computed = (amount, f"{left - right}")
    return Draft(
        text,
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
        computed=computed,
    )


def _signed(amount: Decimal, unit: str) -> str:
    return f"{amount}{_difference_unit(unit)}".replace("-", "−")


def _difference_unit(unit: str) -> str:
    return "个百分点" if unit in ("%", "％") else unit


def _difference(
    name: str, values: Sequence[str], later: Target, earlier: Target
) -> tuple[bool, str, tuple[str, ...]]:
    try:
        left, right = Decimal(later.value or ""), Decimal(earlier.value or "")
    except ArithmeticError:
        return False, f"{name}：{values[0]}，{values[1]}。", ()
    if left == right:
        return True, say("compare.same", name=name, one=values[0], two=values[1]), ()
    amount = f"{abs(left - right)}"
    text = say(
        "compare.difference",
        name=name,
        one=values[0],
        two=values[1],
        left=f"{later.value}{later.unit}",
        right=f"{earlier.value}{earlier.unit}",
        difference=_signed(left - right, later.unit),
        word=say("compare.up") if left > right else say("compare.down"),
        amount=amount + _difference_unit(later.unit),
    )
    if any(t.operator in BOUNDED and t.kind is TargetKind.TARGET for t in (later, earlier)):
        text += say("compare.bounds")
    return False, text, (amount, f"{left - right}")
