"""Figures set against each other: two times, two indicators, 2020 and what was aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.choosing import choose, distinct, sentence
from assistant.conjuncts import core, pieces, shared
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.lookup import covers
from assistant.outcomes import came_out, gap, pair, plain
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Status
from assistant.wording import as_figure, short_value, when_words
from knowledge.types import Target, TargetKind

BOUNDED = {">=", "<=", ">", "<", "keep>="}
MIN_NAME = 3
"""Characters by which a piece of a question names an indicator of the last plan."""


def against_aim(query: Query, desk: Desk) -> Evidence | None:
    """What 2020 came to against what the last plan aimed at, where a question sets them so."""
    asked = query.has("from_aim") or (query.side == "both" and query.has("compare"))
    if not asked or query.has("beyond_then", "now") or (query.years and not query.then):
        return None
    judged = [i.key for i in desk.knowledge.indicators if pair(desk.lookup.targets(i.key))]
    if len(judged) < 2:
        return None
    keys = [key for key in (query.asked or query.topics) if key in judged]
    named = [_most_like(core(piece), judged) for piece in pieces(query.plain)]
    return met(desk, [*dict.fromkeys((*keys, *filter(None, named)))])


def _most_like(said: str, keys: Sequence[str]) -> str:
    """The one name that a piece has most of (国际化 of 教育国际化实现度), else ""."""
    scored = sorted(((shared(said, key), key) for key in keys), reverse=True)
    return scored[0][1] if scored[0][0] >= MIN_NAME and scored[0][0] > scored[1][0] else ""


def both_sides(aimed: Target, reached: Target) -> str:
    """What was aimed at and what was reached, and how far a miss was."""
    missed = came_out(aimed, reached) == "missed" and aimed.number and reached.number
    return say(
        "list.unmet_item",
        name=aimed.indicator,
        target=short_value(aimed).removeprefix("为"),
        actual=short_value(reached).removeprefix("为"),
        gap=say("list.gap", amount=distance(aimed, reached)) if missed else "",
    )


def met(desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """What was reached in 2020 against what the last plan aimed at, for each indicator."""
    pairs: list[Target] = []
    for key in keys:
        both = pair(desk.lookup.targets(key))
        if both and all(t.number for t in both):
            pairs += both
    if not pairs:
        return None
    places = tuple(t.locator for t in pairs[::2])
    facts = {"key": pairs[0].indicator_key, "keys": tuple(t.indicator_key for t in pairs[::2])}
    return Evidence("met", targets=tuple(pairs), places=places, facts=facts, tools=("compare",))


def compose_met(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Whether 2020 reached the last plan's target, with the distance worked out.

    Of several, first which lies farthest from its target.
    """
    pairs = list(zip(evidence.targets[::2], evidence.targets[1::2], strict=True))
    lines = [_outcome(*both) for both in pairs]
    if query.has("compare", "unmet") and (lead := _farthest(pairs)):
        lines.insert(0, lead)
    figures = tuple(as_figure(t) for t in evidence.targets)
    amounts = tuple(f"{gap(*both)}" for both in pairs)
    return Draft("\n".join(lines), evidence.status, evidence.places, figures, computed=amounts)


def _outcome(aimed: Target, reached: Target) -> str:
    """One target of the last plan and how it came out, as a sentence."""
    result = came_out(aimed, reached)
    key = {"equal": "compare.met_exactly", "missed": "compare.missed"}.get(result, "compare.met")
    above = (plain(reached) or Decimal(0)) > (plain(aimed) or Decimal(0))
    left, right = (reached, aimed) if above else (aimed, reached)
    facts, _ = _apart(left, right)
    return say(
        key,
        name=reached.indicator_key,
        reached=short_value(reached).removeprefix("为"),
        aimed=short_value(aimed).removeprefix("为"),
        word=_scale(aimed.unit)[0 if above else 1],
        amount=facts["amount"],
        sum=f"{facts['left']} − {facts['right']} = {facts['difference']}",
    )


def _farthest(pairs: Sequence[tuple[Target, Target]]) -> str:
    """Which of several missed targets of one unit was missed by most; "" where that is open."""
    missed = [both for both in pairs if came_out(*both) == "missed"]
    if len(pairs) < 2 or not missed or len({aimed.unit for aimed, _ in missed}) > 1:
        return ""
    aimed, reached = max(missed, key=lambda both: gap(*both))
    return say(
        "compare.farthest",
        most=say("compare.farther" if len(pairs) == 2 else "compare.most_far"),
        name=aimed.indicator_key,
        word=say("compare.apart"),
        amount=distance(aimed, reached),
    )


def distance(aimed: Target, reached: Target) -> str:
    """How far what was reached lies from what was aimed at, with its unit: 0.8个百分点."""
    return f"{gap(aimed, reached)}{_difference_unit(aimed.unit)}"


def changed(query: Query, desk: Desk) -> Evidence | None:
    """A target beside what was reached in 2020, where a question judges the step between them.

    是不是跳得太大, 收紧还是放宽了, 是不是反了: of the indicator named, or of the figures.
    """
    if not query.has("change"):
        return None
    key = query.topics[0] if len(query.topics) == 1 else _of_figures(query, desk)
    numeric = [t for t in distinct(desk.lookup.targets(key)) if plain(t) is not None]
    aimed = [t for t in numeric if t.kind is TargetKind.TARGET]
    reached = [t for t in numeric if t.kind is TargetKind.ACTUAL and t.when == "2020"]
    said = {number for _, number, _ in query.numbers}
    named = [t for t in aimed if t.when in query.years or (t.number and said & set(t.number))]
    if not aimed or not reached:
        return None
    two = ((named or aimed)[-1], reached[0])
    facts = {"key": key, "change": True}
    places = tuple(t.locator for t in two)
    return Evidence("compare", targets=two, places=places, facts=facts, tools=("compare",))


def _of_figures(query: Query, desk: Desk) -> str:
    """The one indicator that has the figures of a turn and of those before it, else ""."""
    keys: set[str] = set()
    turn: Query | None = query
    while turn is not None and len(keys) != 1:
        for _, number, _ in turn.numbers:
            having = {t.indicator_key for t in desk.knowledge.targets if number in (t.number or ())}
            keys = keys & having if keys & having else keys or having
        turn = turn.before
    return next(iter(keys)) if len(keys) == 1 else ""


def comparison(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """Two figures to set against each other: one indicator at two times, or two indicators."""
    key = keys[0]
    named = [k for k in keys[:3] if desk.lookup.targets(k)]
    if len(query.topics) > 2:
        named = _against(query) or []
        if not named:
            return None
    beside = bool(query.asked) or query.has("between")
    if beside and len(named) > 1 and len(query.years) < 2:
        if not set_against(query):
            return None
        pair = [_chosen(query, k, desk)[:1] for k in named[:2]]
        if all(pair) and all(plain(p[0]) is not None for p in pair):
            two = (pair[0][0], pair[1][0])
            places = tuple(t.locator for t in two)
            return Evidence(
                "between", Status.ANSWERED, two, places, {"key": key}, tools=("compare",)
            )
    numeric = [t for t in distinct(desk.lookup.targets(key)) if t.number]
    against_then = query.has("beyond_then")
    if query.then and (query.years or query.side == "both") and not against_then:
        return met(desk, [key])
    if len(query.years) >= 2:
        points = [_point(query, numeric, y) for y in query.years[:2]]
    elif len(query.years) == 1 and not against_then:
        other = next((t for t in numeric if t.when == "2020"), None)
        points = [_point(query, numeric, query.years[0]), other]
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


def set_against(query: Query) -> bool:
    """Whether two things are to be compared; 本科和重本各涨了多少 asks how much each rose."""
    return re.search(phrases()["compare"]["against"], query.plain) is not None


def _chosen(query: Query, key: str, desk: Desk) -> Sequence[Target]:
    """The mention with a figure that the question has, else the one that its words choose."""
    said = {number for _, number, _ in query.numbers}
    every = desk.lookup.targets(key)
    return [t for t in every if said & set(t.number or ())] or choose(query, every, desk)


def _against(query: Query) -> list[str] | None:
    """Of several indicators the two that 比 stands between: 中学比幼儿园远多少."""
    names = {key: _own_part(key, query.topics) for key in query.topics}
    for one, left in names.items():
        for two, right in names.items():
            if one != two and left and right and f"{left}比{right}" in query.plain:
                return [one, two]
    return None


def _own_part(key: str, keys: Sequence[str]) -> str:
    """The start of a name by which it differs from the others: 中学 of 中学参考服务半径."""
    shared = 0
    while shared < min(map(len, keys)) and len({k[-shared - 1] for k in keys}) == 1:
        shared += 1
    return key[: len(key) - shared]


def _point(query: Query, targets: Sequence[Target], year: str) -> Target | None:
    """The figure of a year; of a span that is to come the one claimed, else the last in it."""
    if found := next((t for t in targets if _at(t, year)), None):
        return found
    aimed = [t for t in targets if t.kind is TargetKind.TARGET and covers(year, t.when or "")]
    said = {number for _, number, _ in query.numbers}
    return next(
        (t for t in aimed if t.number and said & set(t.number)), aimed[-1] if aimed else None
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
    if evidence.facts.get("change"):
        text = _step(query, name, later, earlier, desk) + text
    else:
        text = _judged(query, later, earlier) + text
    if query.has("than_then") and query.has("why", "how"):
        text += say("conflict.no_reason")
    return Draft(
        text,
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
        computed=computed,
    )


def _step(query: Query, name: str, later: Target, earlier: Target, desk: Desk) -> str:
    """The conclusion on a step from what was reached to what is aimed at, in words."""
    amount = (plain(later) or Decimal(0)) - (plain(earlier) or Decimal(0))
    down = desk.knowledge.indicator[name].direction == "down"
    up_word, down_word = _scale(later.unit)
    word = up_word if amount > 0 else down_word
    apart = f"{abs(amount)}{_difference_unit(later.unit)}"
    if not amount:
        return say("compare.no_step")
    worse = (amount > 0) == down
    if re.search(phrases()["compare"]["tightness"], query.plain):
        return say("compare.looser" if worse else "compare.tighter")
    if re.search(phrases()["compare"]["turned"], query.plain):
        word = say("compare.wide") if worse and down else word
        return say("compare.worse" if worse else "compare.not_worse", word=word)
    text = say("compare.step", word=word, amount=apart)
    both = pair(desk.lookup.targets(name))
    if both and came_out(*both) == "missed":
        text += say("compare.missed_then", aimed=short_value(both[0]).removeprefix("为"))
    return text


def _judged(query: Query, later: Target, earlier: Target) -> str:
    """是的/不是 to 怎么比2020年还低; "" where nothing of the kind is said."""
    said = re.search(phrases()["pattern"]["than_then"], query.plain)
    now, then = plain(later), plain(earlier)
    if said is None or now is None or then is None or later.unit != earlier.unit:
        return ""
    amount = now - then
    word = _scale(later.unit)[0 if amount > 0 else 1]
    if amount and (amount > 0) == (said["way"] in phrases()["compare"]["upward"]):
        return say(
            "compare.indeed", word=word, amount=f"{abs(amount)}{_difference_unit(later.unit)}"
        )
    return say("compare.not_so", said=said["way"])


def compose_between(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Which of two indicators is higher and by how much, then both side by side."""
    one, two = evidence.targets
    sentences = [sentence(t, desk).rstrip("。") for t in (one, two)]
    computed: tuple[str, ...] = ()
    first, second = plain(one), plain(two)
    if one.unit != two.unit or first is None or second is None:
        text = f"{sentences[0]}；{sentences[1]}。"
    elif first == second:
        text = say("compare.between_same", one=sentences[0], two=sentences[1])
    else:
        higher, lower = (one, two) if first > second else (two, one)
        facts, computed = _apart(higher, lower)
        rose = re.search(phrases()["compare"]["rise"], higher.indicator_key)
        text = say(
            "compare.rose" if rose else "compare.between",
            more=higher.indicator_key,
            one=sentences[0],
            two=sentences[1],
            word=_scale(one.unit)[0],
            **facts,
        )
        if any(t.operator in BOUNDED for t in (one, two)):
            text += say("compare.bounds")
        if one.unit in ("%", "％"):
            text += say("compare.bases")
    return Draft(
        text,
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
        computed=computed,
    )


def widest(targets: Sequence[Target]) -> tuple[str, tuple[str, ...]]:
    """Of three or more figures of one unit the highest and the lowest, and the difference."""
    units = {t.unit for t in targets}
    if len(targets) < 3 or len(units) > 1 or None in map(plain, targets):
        return "", ()
    ordered = sorted(targets, key=lambda t: plain(t) or Decimal(0))
    if plain(ordered[0]) == plain(ordered[-1]):
        return "", ()
    facts, computed = _apart(ordered[-1], ordered[0])
    up, down = _scale(ordered[0].unit)
    most, least = ordered[-1].indicator_key, ordered[0].indicator_key
    return say("compare.range", most=most, least=least, up=up, down=down, **facts), computed


def total(targets: Sequence[Target]) -> tuple[str, tuple[str, ...]]:
    """The sum of figures that are counted in one unit, worked out in the open."""
    values = [Decimal(t.value or "0") for t in targets if t.value and t.value.isdigit()]
    units = {t.unit for t in targets}
    shares = units & {"%", "％", "", "个百分点", "年", "倍"}
    if len(values) < 2 or len(values) != len(targets) or len(units) > 1 or shares:
        return "", ()
    amount = f"{sum(values)}"
    sum_ = " + ".join(f"{t.value}" for t in targets)
    return say("compare.total", amount=amount + targets[0].unit, sum=sum_, total=amount), (amount,)


def _apart(higher: Target, lower: Target) -> tuple[dict[str, str], tuple[str, ...]]:
    """The difference as words for a phrase, and as figures worked out."""
    amount = (plain(higher) or Decimal(0)) - (plain(lower) or Decimal(0))
    facts = {
        "left": f"{higher.value}{higher.unit}",
        "right": f"{lower.value}{lower.unit}",
        "difference": _signed(amount, higher.unit),
        "amount": f"{amount}{_difference_unit(higher.unit)}",
    }
    return facts, (f"{amount}",)


def _scale(unit: str) -> tuple[str, str]:
    """Words for more and less: 高 and 低 for shares and indices, 多 and 少 for what is counted."""
    if unit in ("%", "％", ""):
        return say("compare.up"), say("compare.down")
    return say("compare.more"), say("compare.less")


def _signed(amount: Decimal, unit: str) -> str:
    return f"{amount}{_difference_unit(unit)}".replace("-", "−")


def _difference_unit(unit: str) -> str:
    return "个百分点" if unit in ("%", "％") else unit


def _difference(
    name: str, values: Sequence[str], later: Target, earlier: Target
) -> tuple[bool, str, tuple[str, ...]]:
    left, right = plain(later), plain(earlier)
    if left is None or right is None:
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
        word=_scale(later.unit)[0 if left > right else 1],
        amount=amount + _difference_unit(later.unit),
    )
    if any(t.operator in BOUNDED and t.kind is TargetKind.TARGET for t in (later, earlier)):
        text += say("compare.bounds")
    return False, text, (amount, f"{left - right}")
