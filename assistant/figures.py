"""Figures: one indicator at a time asked for, over time, against another, or as claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant import mentions
from assistant.choosing import choose, distinct, same_value, sentence
from assistant.comparing import comparison, met, set_against, total, widest
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.lookup import covers
from assistant.phrases import say
from assistant.places import place_words
from assistant.query import Query
from assistant.twins import dated, twin, twins
from assistant.types import Notice, NoticeKind, Status
from assistant.wording import (
    as_figure,
    short_value,
    shown_span,
    when_words,
    year_words,
)
from knowledge.types import Locator, Target, TargetKind

MAX_PLACES = 4
MAX_MATES = 5
MAX_BESIDE_CLAIM = 8
"""Characters beside a claim from which 是的 might confirm something else."""
SHARES = {"%", "个百分点", "百分点"}
TOLERANCE = 1e-6
DISTINCTIVE = 10
"""A number from which finding it elsewhere is likely no chance."""
SCALES = (
    frozenset({"所", "个", "名", "人", "项", "条", "次", "位", "张", "家", "种", "类", "座", "例"}),
    frozenset({"年", "小时", "分钟", "学时", "天", "月", "岁"}),
    frozenset({"米", "公里", "平方米"}),
)
"""Units that can answer for each other; what is asked in one is not answered in another."""
SAME_NAME = 0.5
"""Share of the pairs of characters of a name that another name of the same thing has."""
THEN = (TargetKind.ACTUAL, TargetKind.PAST_TARGET)
MONEY = {"元", "万元", "亿元"}


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question about indicators that the question names; ``None`` for others."""
    if not query.topics or not _asks_figure(query) or query.has("elsewhere"):
        return None
    asked = sum(query.text.count(word) for word in ("几", "多少"))
    several = len(query.topics) > 1 and (
        bool(query.asked) or asked > 1 or query.has("multi", "between", "list", "compare")
    )
    if query.has("compare"):
        return gather_keys(query, desk, query.asked or _of_years(query, desk))
    if several:
        return gather_keys(query, desk, _of_time(query, query.topics, desk))
    return gather_keys(query, desk, _timed(query, _sharpest(query.topics), desk))


def _timed(query: Query, keys: Sequence[str], desk: Desk) -> Sequence[str]:
    """The indicator, or one of nearly its name that alone has a figure of the time asked for."""
    if not (query.years or query.has("past")) or dated(query, keys[0], desk):
        return keys
    own = set(map("".join, pairwise(keys[0])))
    named = [k for k in query.indicators if sum(p in k for p in own) >= SAME_NAME * len(own)]
    # 较2015年增加 says how much more there is of a thing that may be counted by itself.
    named += [i.key for i in desk.knowledge.indicators if i.key in keys[0] and i.key != keys[0]]
    return [k for k in named if dated(query, k, desk)][:1] or twins(query, keys[0], desk) or keys


def _of_years(query: Query, desk: Desk) -> Sequence[str]:
    """The indicators that a comparison names, one with all its years before one that lacks any."""
    if len(query.years) < 2:
        return query.indicators
    whole = [k for k in query.indicators if all(desk.lookup.at(k, y) for y in query.years)]
    return tuple(dict.fromkeys((*whole[:1], *query.indicators)))


def _of_time(query: Query, keys: Sequence[str], desk: Desk) -> Sequence[str]:
    """Without indicators that have no figure of the time while what they are named after has."""
    timely = [k for k in keys if dated(query, k, desk)] if query.years else keys
    return [k for k in keys if k in timely or not any(d in k for d in timely)]


def _sharpest(topics: Sequence[str]) -> Sequence[str]:
    """The first indicator, or one of the others whose name adds to its: the age it counts by."""
    longer = [key for key in topics[1:] if key.startswith(topics[0])]
    return longer[:1] or topics[:1]


def gather_keys(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence | None:
    """Evidence about the indicators ``keys``, the best fitting first."""
    keys = [key for key in keys if desk.lookup.targets(key)]
    if not keys:
        return None
    if query.has("compare") and (evidence := comparison(query, desk, keys)):
        return evidence
    key = keys[0]
    if query.has("compare") and not query.asked and (other := twin(query, key, desk)):
        return _several(query, desk, (key, other))
    later = any(year > "2020" and "-" not in year for year in query.years)
    if query.has("outcome") and not later and (found := met(desk, query.topics or keys[:1])):
        return found
    chosen = choose(query, desk.lookup.targets(key), desk)
    if not chosen and len(keys) == 1 and (other := _contrary(query, key, desk)):
        return gather_keys(query, desk, (other,))
    if not _counts_that(query, chosen):
        return None
    facts = {"key": key, "years": query.years}
    if query.has("future") and not query.years and all(t.kind in THEN for t in chosen):
        # What was reached is no answer to what is to come.
        facts, chosen = {**facts, "years": ("2021-2025",)}, ()
    compared = query.has("compare") and (not query.asked or set_against(query))
    if compared and chosen and (other := _contrary(query, key, desk)):
        return _several(query, desk, (key, other))
    if len(keys) > 1 and chosen and (not compared or len(query.topics) > 2):
        return _several(query, desk, keys)
    if not chosen:
        every = desk.lookup.targets(key)
        if milestones := _milestones(query, every, desk):
            return Evidence("passage", places=milestones, tools=("box",))
        return Evidence(
            "figure_none",
            Status.NOT_IN_PLAN,
            every,
            tuple(t.locator for t in distinct(every)),
            facts,
            tools=("targets",),
        )
    if query.has("when") and not query.has("figure", "count") and not any(t.when for t in chosen):
        # A figure without a time is no answer to 哪年; its milestone may be.
        return None
    targets = distinct(chosen)
    places = tuple(t.locator for t in same_value(desk.lookup.targets(key), targets))
    return Evidence(
        "figure", Status.ANSWERED, targets, places[:MAX_PLACES], facts, tools=("targets",)
    )


def _contrary(query: Query, key: str, desk: Desk) -> str:
    """What the plan calls the same thing in a time asked for that ``key`` has no figure of.

    Known from the contradictions: 引进…品牌 of the last plan and of this one. "" for none.
    """
    lacking = [
        y for y in query.years if not choose(replace(query, years=(y,)), _of(key, desk), desk)
    ]
    if len(lacking) != 1:
        return ""
    at = replace(query, years=tuple(lacking))
    beside = [c.indicators for c in desk.knowledge.conflicts if key in c.indicators]
    others = dict.fromkeys(k for keys in beside for k in keys if k != key)
    found = [k for k in others if _of(k, desk) and choose(at, _of(k, desk), desk)]
    return found[0] if len(found) == 1 else ""


def _of(key: str, desk: Desk) -> tuple[Target, ...]:
    return desk.lookup.targets(key)


def _milestones(query: Query, targets: Sequence[Target], desk: Desk) -> tuple[Locator, ...]:
    """What the boxes of an indicator set for the year, where a turn asks on without a number."""
    if not query.carried or mentions.cues(query.own) & {"figure", "count", "compare", "lacks"}:
        return ()
    labels = {t.locator.label.partition("·")[0] for t in targets}
    boxes = [c for c in desk.plan.columns if f"专栏{c.number}" in labels and not c.table]
    return tuple(m.locator for c in boxes for m in c.milestones if m.year in query.years)


def _counts_that(query: Query, chosen: Sequence[Target]) -> bool:
    """Whether figures are of the kind asked for: 多少个 is answered by no age or length."""
    asked = mentions.unit(query.own or query.plain)
    units = {t.unit for t in chosen if t.value}
    scale = next((s for s in SCALES if asked in s), frozenset())
    return not scale or not units or any(u in scale or not _scaled(u) for u in units)


def _scaled(unit: str) -> bool:
    return any(unit in scale for scale in SCALES)


def _several(query: Query, desk: Desk, keys: Sequence[str]) -> Evidence:
    """The figures of several indicators, one after the other.

    Where they all stand in one statement and all of it is asked for, the others in it too.
    """
    if query.has("whole_row") and not query.asked:
        keys = _row_mates(query, desk, keys)
    chosen = [t for key in keys for t in distinct(choose(query, desk.lookup.targets(key), desk))]
    places = tuple(t.locator for t in chosen)
    facts = {"key": keys[0], "keys": tuple(keys), "years": query.years}
    return Evidence("figures", Status.ANSWERED, tuple(chosen), places, facts, tools=("targets",))


def _row_mates(query: Query, desk: Desk, keys: Sequence[str]) -> Sequence[str]:
    first = [t.leaf for key in keys for t in choose(query, desk.lookup.targets(key), desk)[:1]]
    if len(set(first)) != 1:
        return keys
    asked = mentions.unit(query.plain)
    mates = [
        t.indicator_key
        for t in desk.knowledge.targets
        if t.leaf == first[0] and t.value and (not asked or t.unit == asked)
    ]
    return tuple(dict.fromkeys(mates)) if len(mates) <= MAX_MATES else keys


def compose_several(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """One sentence an indicator, numbered."""
    texts = dict.fromkeys(sentence(t, desk) for t in evidence.targets)
    lines = [f"{n}. {text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else list(texts)
    lead, computed = widest(evidence.targets) if query.has("compare") else ("", ())
    if query.has("sum"):
        lead, computed = total(evidence.targets)
    elif len(query.claimed) == 1 and query.has("yesno") and query.asked:
        said, number, _ = query.claimed[0]
        every = all(t.number and number in t.number for t in evidence.targets)
        lead = say("premise.right") if every else say("premise.not_all", said=said)
        computed = (said,)
    return Draft(
        "\n".join([lead, *lines] if lead else lines),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets if t.value),
        computed=computed,
    )


def _asks_figure(query: Query) -> bool:
    if query.has("why", "names"):
        return False
    if query.attribute and query.has("claim", "yesno"):
        return True
    if query.claimed or query.has("figure", "compare", "when", "count"):
        return not query.has("how", "who") or query.has("figure") or bool(query.claimed)
    if query.has("how", "who", "define") or (query.has("list") and not query.has("multi")):
        return False
    return bool(query.years) or query.has("yesno", "aim", "where") or len(query.plain) <= 14


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The fact first; other years behind it where none was asked for."""
    targets = evidence.targets
    lead = sentence(targets[0], desk)
    computed: tuple[str, ...] = ()
    notices: list[Notice] = []
    owner: tuple[Target, ...] = ()
    claim = _claim(query, targets, desk)
    echo = ""
    if claim is not None:
        agrees, said, echo = claim
        if not agrees:
            lead = say("premise.wrong", said=said, statement=lead)
            owner = _owner(query, targets, desk)
        elif (
            query.has("confirm")
            and not query.has("opinion")
            and len(query.unexplained) <= MAX_BESIDE_CLAIM
        ):
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
    parts.append(_lacking(query, evidence.facts["key"], desk))
    parts += [say("premise.owner", said=echo, statement=sentence(t, desk)) for t in owner]
    others: list[Target] = []
    if not query.years and not (query.side and query.boxes):
        every = distinct(desk.lookup.targets(evidence.facts["key"]))
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
    shown = [*targets, *others, *owner]
    return Draft(
        "".join(parts),
        evidence.status,
        (
            *_shown_places(targets, desk),
            *evidence.places,
            *(t.locator for t in (*others, *owner)),
        ),
        tuple(as_figure(t) for t in shown if t.value),
        tuple(notices),
        computed,
    )


def _lacking(query: Query, key: str, desk: Desk) -> str:
    """Of several years asked for, those that the plan gives no figure of; "" for none."""
    held = [t.when for t in desk.lookup.targets(key) if t.when]
    lacking = [
        y
        for y in query.years
        if not desk.lookup.at(key, y) and not any(covers(y, when) for when in held)
    ]
    if len(query.years) < 2 or not lacking or len(lacking) == len(query.years):
        return ""
    phrase = "figure.none_to_compare" if query.has("compare") else "figure.none_also"
    return say(phrase, year="、".join(map(year_words, lacking)))


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


def _also(others: Sequence[Target]) -> str:
    items = [say("figure.timeline_item", when=when_words(t), value=short_value(t)) for t in others]
    return say("figure.also", rest="；".join(items))


def _claim(query: Query, targets: Sequence[Target], desk: Desk) -> tuple[bool, str, str] | None:
    """Whether a figure that the question asserts is the plan's: (agrees, as said, digits)."""
    if not query.claimed or (query.carried and not query.has("yesno")):
        return None
    units = {t.unit for t in targets}
    judged: list[tuple[bool, str, str]] = []
    for said, number, unit in query.claimed:
        together = {unit, *units}
        if unit not in ("", *units) and not together <= SHARES and not together <= MONEY:
            continue
        numbers = [n for t in targets if t.number for n in t.number]
        if numbers:
            judged.append((any(abs(n - number) < TOLERANCE for n in numbers), said, said))
    return max(judged, key=lambda claim: claim[0], default=None)


def _owner(query: Query, targets: Sequence[Target], desk: Desk) -> tuple[Target, ...]:
    """Whose the figure is that was claimed of another indicator, where only one has it."""
    keys = {t.indicator_key for t in targets}
    for _, number, unit in query.claimed:
        having = [
            t
            for t in desk.knowledge.targets
            if t.number and number in t.number and t.when and t.indicator_key
            if number >= DISTINCTIVE and (t.unit == unit or not {t.unit, unit} & SHARES)
        ]
        owners = {t.indicator_key for t in having}
        if len(owners) == 1 and not owners & keys:
            return distinct(having)[:1]
    return ()


def compose_none(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """No figure for the years asked: said plainly, with what the plan does give.

    A figure that was claimed for such a year is one that the plan does not have.
    """
    key = evidence.facts["key"]
    every = distinct(evidence.targets)
    years = "、".join(year_words(y) for y in evidence.facts["years"])
    rest = "；".join(sentence(t, desk).rstrip("。") for t in every[:3])
    text = say("figure.none_then", name=key, year=years) + say("figure.nearest", rest=rest)
    status, computed = evidence.status, tuple(evidence.facts["years"])
    notices: tuple[Notice, ...] = ()
    claimed = [said for said, _, _ in query.claimed if said not in rest]
    if claimed:
        status = Status.ANSWERED
        text = say("premise.none", said=claimed[0]) + text
        notice = say("premise.notice", said=claimed[0], value=short_value(every[0]))
        notices = (Notice(NoticeKind.PREMISE, notice),)
        computed = (*computed, claimed[0])
    return Draft(
        text,
        status,
        evidence.places[:MAX_PLACES],
        tuple(as_figure(t) for t in every[:3] if t.value),
        notices,
        computed,
    )
