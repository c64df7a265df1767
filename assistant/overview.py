"""Computed views over many targets: what the last plan missed, the key figures of a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant import listing, records
from assistant.choosing import sentence
from assistant.comparing import both_sides
from assistant.desk import Desk
from assistant.drafting import chat, requests
from assistant.evidence import Draft, Evidence
from assistant.outcomes import came_out, gap, pair
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import as_figure, short_value, when_words
from knowledge.types import Table, Target, TargetKind

LAST_PLAN = re.compile(r"2020年|十三五|专栏1(?!\d)|上个?五年|上轮|上一轮|成绩单|上一个五年|那张表")
KEY_FIGURES = re.compile(
    r"(关键|主要|核心|重点|相关|有关|量化|所有|全部|哪些|列).{0,12}(指标|数字|数据|数值)|(指标|数字|数据).{0,6}(列|有哪些|汇总|整理)"
)
EQUAL = re.compile(r"一模一样|刚好|正好|持平|卡线|一样的|相等")
BOTH_YEARS = re.compile(r"指标.*2022年.*2025年|2022年.*2025年.*指标")
MAX_KEY = 10
NEAR_UNITS = 14


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for such a view; ``None`` for other questions."""
    if drafted := chat.gather(query, desk):
        return drafted
    if BOTH_YEARS.search(query.plain) and query.has("list") and not query.topics:
        return _both_years(desk)
    if query.has("unmet") and not query.topics and LAST_PLAN.search(query.plain):
        return _unmet(query, desk)
    if EQUAL.search(query.plain) and LAST_PLAN.search(query.plain):
        return _unmet(query, desk, equal=True)
    if 1 in query.boxes and query.has("count"):
        return _last_plan_count(query, desk)
    if 2 in query.boxes and query.has("count") and not query.rows:
        return _main_count(desk)
    if (
        KEY_FIGURES.search(query.plain)
        and not query.attribute
        and (not query.boxes or requests.titled(query, desk))
        and not query.tables
    ):
        if listed := _listed(query, desk):
            return listed
        return _key_figures(query, desk)
    return None


def _listed(query: Query, desk: Desk) -> Evidence | None:
    """The sentence that lists the indicators asked for by a name of the plan (生均指标)."""
    named = re.search(phrases()["single"]["indicators"], query.plain)
    if named is None or named[1] not in desk.plan.text:
        return None
    return listing.gather(query, desk)


def _both_years(desk: Desk) -> Evidence | None:
    """Indicators with one figure for 2022 and another for 2025."""
    chosen: list[tuple[Target, Target]] = []
    for indicator in desk.knowledge.indicators:
        found = [t for t in desk.lookup.targets(indicator.key) if t.number]
        near = next((t for t in found if t.when == "2022"), None)
        far = next((t for t in found if t.when == "2025"), None)
        if near and far and near.number != far.number:
            chosen.append((near, far))
    targets = tuple(t for pair in chosen for t in pair)
    places = tuple(t.locator for t in targets)
    return Evidence(
        "both_years", targets=targets, places=places, facts={"pairs": chosen}, tools=("compare",)
    )


def compose_both_years(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    pairs: list[tuple[Target, Target]] = evidence.facts["pairs"]
    lines = [say("list.both_years", count=len(pairs))]
    for number, (near, far) in enumerate(pairs, 1):
        values = "，".join(f"{when_words(t)}{short_value(t)}" for t in (near, far))
        lines.append(f"{number}. {near.indicator_key}：{values}。")
    figures_shown = tuple(as_figure(t) for t in evidence.targets)
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        figures_shown,
        computed=(str(len(pairs)),),
    )


def _pairs(desk: Desk) -> Iterator[tuple[Table, Target, Target]]:
    """Each row of a table that has both what was aimed at and what was reached."""
    by_leaf: dict[str, list[Target]] = {}
    for target in desk.knowledge.targets:
        by_leaf.setdefault(target.leaf, []).append(target)
    for table in desk.plan.tables:
        for row in table.rows:
            if both := pair(by_leaf.get(f"{table.id}·第{row.number}项", [])):
                yield table, *both


def _main_count(desk: Desk) -> Evidence | None:
    table = desk.lookup.table("专栏2")
    if table is None:
        return None
    return Evidence("main_count", places=(table.locator,), facts={"table": table}, tools=("count",))


def compose_main_count(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """How many rows the table of main targets has, and how many of each attribute."""
    table: Table = evidence.facts["table"]
    tally: dict[str, list[str]] = {}
    for row in table.rows:
        name = row.cells.get("目标属性", "").strip("—") or say("list.no_attribute")
        tally.setdefault(name, []).append(row.number)
    parts = [f"{name}{len(n)}项（第{n[0]}至{n[-1]}项）" for name, n in tally.items()]
    text = say("list.main_count", table=table.id, count=len(table.rows), parts="、".join(parts))
    computed = (str(len(table.rows)), *(str(len(n)) for n in tally.values()))
    return Draft(text, evidence.status, evidence.places, computed=computed)


def _unmet(query: Query, desk: Desk, *, equal: bool = False) -> Evidence | None:
    pairs = list(_pairs(desk))
    if not pairs:
        return None
    wanted = "equal" if equal else "missed"
    missed = [(a, r) for _, a, r in pairs if came_out(a, r) == wanted]
    chosen = tuple(t for pair in missed for t in pair)
    places = tuple(reached.locator for _, reached in missed)
    return Evidence(
        "unmet",
        targets=chosen,
        places=places,
        facts={"missed": missed, "table": pairs[0][0], "equal": equal},
        tools=("compare",),
    )


def compose_unmet(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    missed: list[tuple[Target, Target]] = evidence.facts["missed"]
    title = evidence.facts["table"].id
    if not missed:
        return Draft(say("list.met_all", table=title), evidence.status, evidence.places)
    key = "list.equal" if evidence.facts["equal"] else "list.unmet"
    lines = [say(key, table=title, count=len(missed))]
    for number, (aimed, reached) in enumerate(missed, 1):
        lines.append(f"{number}. {both_sides(aimed, reached)}。")
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
        computed=(str(len(missed)), *(f"{gap(*both)}" for both in missed)),
    )


def _last_plan_count(query: Query, desk: Desk) -> Evidence | None:
    table = desk.lookup.table("专栏1")
    if table is None:
        return None
    rows = [r for r in table.rows if query.attribute and query.attribute in r.cells.get("属性", "")]
    places = tuple(r.locator for r in rows) or (table.locator,)
    return Evidence(
        "last_plan_count", places=places, facts={"table": table, "rows": rows}, tools=("count",)
    )


def compose_last_plan_count(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    table: Table = evidence.facts["table"]
    rows = evidence.facts["rows"]
    total = len(table.rows)
    if not rows:
        return Draft(
            say("list.table_rows", table=table.id, count=total),
            evidence.status,
            evidence.places,
            computed=(str(total),),
        )
    names = "、".join(row.cells["指标"] for row in rows)
    text = say(
        "list.attribute_in",
        table=table.id,
        total=total,
        attribute=query.attribute,
        count=len(rows),
        names=names,
    )
    return Draft(text, evidence.status, evidence.places, computed=(str(total), str(len(rows))))


def _key_figures(query: Query, desk: Desk) -> Evidence | None:
    """The figures aimed at in a topic; else those in the units nearest to it, one an indicator."""
    aimed = chat.key_figures(query, desk)
    if aimed is not None:
        # A topic without figures of its own is left to the search, not given another's.
        if not aimed:
            return None
        places = tuple(t.locator for t in aimed)
        return Evidence("key_figures", targets=aimed, places=places, tools=("targets",))
    hits = desk.search.units(query.plain, NEAR_UNITS)
    places = tuple(records.place(unit.start, unit.end, unit.label) for unit, _ in hits)
    found: dict[str, Target] = {}
    for place in places:
        for target in records.targets_in(desk, (place,)):
            if target.value and target.kind is TargetKind.TARGET and _on_topic(target, query, desk):
                known = found.get(target.indicator_key)
                if known is None or (target.when and not known.when):
                    found[target.indicator_key] = target
    targets = tuple(found.values())[:MAX_KEY]
    if len(targets) < 2:
        return None
    return Evidence(
        "key_figures",
        targets=targets,
        places=tuple(t.locator for t in targets),
        tools=("search", "targets"),
    )


def _on_topic(target: Target, query: Query, desk: Desk) -> bool:
    """Whether name or heading of a target shares a word with what the question is about."""
    leaf = desk.knowledge.leaf[target.leaf]
    words = target.indicator_key + "".join(leaf.path[-2:])
    return any(a + b in words for a, b in pairwise(query.detail))


def compose_key_figures(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    told = dict.fromkeys(sentence(t, desk) for t in evidence.targets)
    # 每人培训不少于50学时 says no more than the sentence that goes on with 其中线上….
    parts = {text: re.split("[，：]", text)[-1].rstrip("。") for text in told}
    whole = [t for t in told if not any(parts[t] in other for other in told if other != t)]
    lines = [say("list.key"), *(f"{n}. {text}" for n, text in enumerate(whole, 1))]
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets),
    )
