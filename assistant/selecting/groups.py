"""Which group of a table has most or fewest rows, or changed most between two tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.phrases import say
from assistant.selecting.items import Item
from knowledge.types import Locator


@dataclass(frozen=True, slots=True)
class Side:
    """One of several collections set against each other: its name, how many it has, where."""

    name: str
    count: int
    unit: str
    places: tuple[Locator, ...] = ()


def against(sides: Sequence[Side], *, fewer: bool) -> str:
    """Which of several collections has more, then how many each has."""
    counts = [side.count for side in sides]
    low, high = min(counts), max(counts)
    parts = "，".join(say("many.side", name=s.name, count=s.count, unit=s.unit) for s in sides)
    if low == high:
        return say("many.sides_equal", parts=parts)
    best = [s for s in sides if s.count == (low if fewer else high)]
    word = say("compare.less" if fewer else "compare.more")
    if len(sides) > 2:
        names = "、".join(s.name for s in best)
        return say("many.sides_most", names=names, word=word, parts=parts)
    return say(
        "many.sides_more",
        name=best[0].name,
        word=word,
        count=high - low,
        unit=best[0].unit,
        parts=parts,
        high=high,
        low=low,
    )


def compared(
    chosen: Sequence[Item], way: str, what: str, known: Sequence[str] = ()
) -> Iterator[str]:
    """The winning group first, then the counts of all.

    ``way`` is most, least, changed, difference or each; ``what`` says which rows are counted.
    ``known`` are the groups that other tables have.
    """
    tables = list(dict.fromkeys(i.table for i in chosen))
    counts = {t: Counter(i.category or i.attribute for i in chosen if i.table == t) for t in tables}
    groups = list(dict.fromkeys(i.category or i.attribute for i in chosen))
    if way == "each":
        yield from _each(counts, groups, known)
        return
    if way == "difference":
        yield from _difference([(t, sum(counts[t].values())) for t in tables], what)
        return
    if way == "changed" and len(tables) > 1:
        yield from _changed(counts, groups, tables[0], tables[-1])
        return
    for table in tables:
        pick = max if way != "least" else min
        best = pick(counts[table].values())
        names = "、".join(f"“{g}”" for g in groups if counts[table][g] == best)
        yield say(
            f"many.group_{'least' if way == 'least' else 'most'}",
            table=table,
            names=names,
            count=best,
        )
        yield say("many.group_all", parts="、".join(f"{g}{counts[table][g]}项" for g in groups))


def _each(
    counts: dict[str, Counter[str]], groups: list[str], known: Sequence[str]
) -> Iterator[str]:
    for table, count in counts.items():
        parts = "，".join(f"“{g}”{count[g]}项" for g in groups if count[g])
        yield say("many.group_each", label=table, count=count.total(), parts=parts)
        if missing := [g for g in known if not count[g] and set(known) & set(count)]:
            names = "、".join(f"“{g}”" for g in missing)
            yield say("many.group_none", label=table, names=names)


def _changed(
    counts: dict[str, Counter[str]], groups: list[str], first: str, last: str
) -> Iterator[str]:
    differences = {g: counts[last][g] - counts[first][g] for g in groups}
    widest = max(abs(d) for d in differences.values())
    for group, difference in differences.items():
        if abs(difference) == widest:
            yield say(
                "many.group_changed",
                name=group,
                first=first,
                last=last,
                before=counts[first][group],
                after=counts[last][group],
                word=say("many.grew" if difference > 0 else "many.shrank"),
                count=widest,
            )
    parts = "；".join(f"{g}{counts[first][g]}→{counts[last][g]}项" for g in groups)
    yield say("many.group_all", parts=parts)


def _difference(counts: Sequence[tuple[str, int]], what: str) -> Iterator[str]:
    (one, first), (other, second) = counts
    high, low = max(first, second), min(first, second)
    yield say(
        "many.difference" if high > low else "many.no_difference",
        what=what,
        one=one,
        first=first,
        other=other,
        second=second,
        high=high,
        low=low,
        more=one if first >= second else other,
        count=high - low,
    )
