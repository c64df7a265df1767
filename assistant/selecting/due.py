"""By when: rows of a year; boxes that have, lack or only have milestones of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.numerals import YEAR
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting.condition import Condition, Test
from assistant.selecting.items import Scope
from assistant.selecting.words import Rest, pattern

PERIODS = ("2016-2020", "2021-2025")
AFTER = 2
"""Characters behind a year in which 没写 still belongs to it."""


def years(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """By when; for boxes, of which years they have milestones, which they lack, which only."""
    named = [y for y in query.years if y not in PERIODS]
    rest.take_all(YEAR)
    if scope.kind == "boxes":
        yield from _box_years(query, named, rest)
        return
    if not named or scope.kind in ("terms", "measures"):
        return
    if len({i.years for i in scope.items}) > 1:
        label = "、".join(f"{y}年" for y in named)
        yield Condition(
            "year",
            say("many.year", years=label),
            lambda i: any(_holds(due, y) for due in i.years for y in named),
        )


def _holds(due: str, year: str) -> bool:
    """Whether what is due then, or to the end of a span, is due by that year."""
    return due == year or due.endswith(f"-{year}")


def _box_years(query: Query, years: list[str], rest: Rest) -> Iterator[Condition]:
    only = rest.take(pattern("condition", "only"))
    nodes = rest.take(pattern("condition", "milestones"))
    if not years:
        lacks = rest.take(pattern("condition", "lacks")) if nodes else None
        if nodes:
            key = "many.no_milestones" if lacks else "many.milestones"
            yield Condition("milestones", say(key), lambda i: bool(i.years) != bool(lacks))
        return
    if only:
        alone = [y for y in years if y not in _lacking(query.plain)]
        rest.take_all(pattern("condition", "lacks"))
        yield _having(alone, "only_year", lambda i: set(i.years) == set(alone))
        return
    lacking = _lacking(query.plain)
    rest.take_all(pattern("condition", "lacks"))
    have = [y for y in years if y not in lacking]
    if have:
        yield _having(have, "has_year", lambda i: set(have) <= set(i.years))
    if lacking:
        yield _having(
            lacking, "lacks_year", lambda i: bool(i.years) and not set(lacking) & set(i.years)
        )


def _having(years: Sequence[str], key: str, test: Test) -> Condition:
    told = tuple(years) if key == "has_year" else ()
    return Condition("year", say(f"many.{key}", year="、".join(years)), test, years=told)


def _lacking(text: str) -> list[str]:
    """The years that a question says are missing: 写了2025年但没写2022年."""
    found, start = [], 0
    for match in YEAR.finditer(text):
        if pattern("condition", "lacks").search(text, start, match.end() + AFTER):
            found.append(match[1])
        start = match.end()
    return found
