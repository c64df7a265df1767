"""Where the plan says two things.

Code finds what code can: one indicator at one time with different figures, and a target
that lies below what was already reached. Judgement is curated in ``conflicts.toml``
beside the plan; an entry whose quotes no longer stand in the text is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge.types import Conflict, Locator, Plan, Target, TargetKind

SPECIFIC = 6
"""Characters; a shorter name of something counted may name several things."""


def find_conflicts(plan: Plan, targets: Sequence[Target], curated: Path) -> tuple[Conflict, ...]:
    """All conflicts, curated ones first; a computed one that a curated one covers is dropped."""
    found = list(_curated(plan, curated))
    covered = [{(m.start, m.end) for m in conflict.mentions} for conflict in found]
    for conflict in [*_values(targets), *_deadlines(targets), *_below(targets)]:
        spans = conflict.mentions
        if not any(all(_overlaps(m, c) for m in spans) for c in covered):
            found.append(conflict)
    return tuple(found)


def _overlaps(mention: Locator, spans: set[tuple[int, int]]) -> bool:
    return any(mention.start < end and start < mention.end for start, end in spans)


def pattern(quote: str) -> re.Pattern[str]:
    """Finds a quote in an edited copy: its figures may differ."""
    parts = re.split(r"\d+(?:\.\d+)?", quote)
    return re.compile(r"\d+(?:\.\d+)?".join(re.escape(part) for part in parts))


def locate(plan: Plan, quote: str, leaf_id: str = "") -> Locator | None:
    """Where a quote stands, in that leaf where one is named; figures may have changed."""
    spans = [
        (x.locator.start, x.locator.end, x.locator.label)
        for x in plan.leaves
        if leaf_id in ("", x.id)
    ]
    wanted = pattern(quote)
    for start, end, label in spans:
        at = plan.text.find(quote, start, end)
        if at >= 0:
            return Locator(at, at + len(quote), label)
    for start, end, label in spans:
        if found := wanted.search(plan.text, start, end):
            return Locator(found.start(), found.end(), label)
    return None


def _curated(plan: Plan, path: Path) -> Iterator[Conflict]:
    if not path.is_file():
        return
    for index, entry in enumerate(tomllib.loads(path.read_text("utf-8")).get("conflict", ()), 1):
        mentions = [locate(plan, m["quote"], m.get("at", "")) for m in entry["mentions"]]
        places = tuple(mention for mention in mentions if mention)
        quotes = [m["quote"] for m in entry["mentions"]]
        # A figure changed at one place makes the curated sentence wrong, wherever else it stands.
        if len(places) == len(quotes) and all(map(_unchanged(plan), places, quotes)):
            yield Conflict(
                f"C{index:02d}",
                entry["kind"],
                entry["topic"],
                entry["says"],
                places,
                tuple(entry.get("indicators", ())),
                tuple(entry.get("words", ())),
            )


def _unchanged(plan: Plan) -> Callable[[Locator, str], bool]:
    def same(place: Locator, quote: str) -> bool:
        ends = quote[-1:].isdigit() and plan.text[place.end : place.end + 1].isdigit()
        starts = quote[:1].isdigit() and plan.text[max(place.start - 1, 0)].isdigit()
        return plan.quote(place) == quote and not ends and not starts

    return same


def _values(targets: Sequence[Target]) -> Iterator[Conflict]:
    """One indicator, one time, different figures; a body text without a year speaks of 2025 too."""
    groups: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        if _measures(target):
            groups[target.indicator_key, _period(target)].append(target)
    for (key, period), group in groups.items():
        if len({target.number for target in group}) > 1:
            values = "、".join(dict.fromkeys(f"{t.value_text}（{t.locator.label}）" for t in group))
            says = f"对“{key}”，规划在不同位置的数值不同：{values}。"
            yield _conflict(f"值·{key}·{period}", "value", key, says, _one_each(group))


def _measures(target: Target) -> bool:
    """Whether a figure says enough by its name: 新建学校 may be other schools elsewhere."""
    if not target.number or not target.indicator_key or target.kind is TargetKind.DEFINITION:
        return False
    counts = target.unit not in ("%", "％", "‰", "年", "")
    return not counts or len(target.indicator_key) >= SPECIFIC


def _deadlines(targets: Sequence[Target]) -> Iterator[Conflict]:
    """One promise without a figure, word for word, by years that end differently."""
    groups: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        if target.kind is TargetKind.TARGET and target.when and not target.number:
            groups[target.indicator].append(target)
    for name, group in groups.items():
        if len(name) >= SPECIFIC and len({(target.when or "")[-4:] for target in group}) > 1:
            times = "、".join(dict.fromkeys(f"{t.when}（{t.locator.label}）" for t in group))
            says = f"“{name}”的时间，规划在不同位置写得不同：{times}。"
            yield _conflict(f"时·{name}", "deadline", name, says, group)


def _period(target: Target) -> str:
    if target.kind is TargetKind.ACTUAL:
        return "actual"
    if target.kind is TargetKind.PAST_TARGET:
        return "past"
    return target.when or "2025"


def _one_each(group: Sequence[Target]) -> list[Target]:
    seen: dict[object, Target] = {}
    for target in group:
        seen.setdefault((target.number, target.leaf), target)
    return list(seen.values())


def _below(targets: Sequence[Target]) -> Iterator[Conflict]:
    """A target for later that what 2020 reached already meets."""
    groups: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        if target.number and target.indicator_key:
            groups[target.indicator_key].append(target)
    for key, group in groups.items():
        reached = [t for t in group if t.kind is TargetKind.ACTUAL and t.when == "2020"]
        later = [t for t in group if t.kind is TargetKind.TARGET and t.when in ("2022", "2025")]
        for target in later:
            for actual in reached:
                if _passed(actual, target):
                    says = (
                        f"“{key}”2020年实际为{actual.value}{actual.unit}，"
                        f"而{target.when}年的目标是{target.value_text}，低于已经达到的水平。"
                    )
                    yield _conflict(
                        f"低·{key}·{target.when}·{target.leaf}",
                        "below",
                        key,
                        says,
                        [actual, target],
                    )


def _passed(actual: Target, target: Target) -> bool:
    assert actual.number and target.number
    if target.operator == "<=":
        return actual.number[0] < target.number[1]
    return actual.number[0] > target.number[1]


def _conflict(
    conflict_id: str, kind: str, topic: str, says: str, group: Sequence[Target]
) -> Conflict:
    places = tuple(target.locator for target in group)
    return Conflict(conflict_id, kind, topic, says, places, (topic,), (topic,))
