"""Which targets are asked for, and in what order: read from an address, never failing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from assistant.web import texts
from assistant.web.targets.rows import Item
from knowledge.sheets import KINDS

LONGEST = 60
_PERIODS = list(texts.PERIODS)
NONE = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """As typed; empty means any. ``least`` and ``most`` bound the figure."""

    q: str = ""
    period: str = ""
    category: str = ""
    attribute: str = ""
    kind: str = ""
    least: str = ""
    most: str = ""
    figures: str = ""
    sort: str = "time"

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filter:
        """From an address; what is not known or too long counts as not given."""
        known = {f.name: given.get(f.name, "").strip()[:LONGEST] for f in fields(cls)}
        known = {name: value for name, value in known.items() if value}
        for name, allowed in (("period", texts.PERIODS), ("kind", KINDS), ("sort", texts.SORTS)):
            if known.get(name) not in allowed:
                known.pop(name, None)
        return cls(**known)

    def address(self) -> str:
        """The query that leads here again."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return urlencode({n: v for n, v in given.items() if v and (n, v) != ("sort", "time")})


def choose(items: Sequence[Item], wanted: Filter) -> list[Item]:
    """The items that match, sorted."""
    least, most = _number(wanted.least), _number(wanted.most)
    terms = wanted.q.lower().split()

    def matches(item: Item) -> bool:
        target = item.target
        number = target.number
        return (
            wanted.period in ("", item.period)
            and _is(wanted.category, item.category)
            and _is(wanted.attribute, target.attribute)
            and wanted.kind in ("", target.kind.value)
            and all(term in item.words for term in terms)
            and (not wanted.figures or target.value is not None)
            and (least is None or (number is not None and number[1] >= least))
            and (most is None or (number is not None and number[0] <= most))
        )

    return _sorted([item for item in items if matches(item)], wanted.sort)


def _is(wanted: str, value: str) -> bool:
    return not wanted or wanted == (value or NONE)


def _sorted(items: list[Item], by: str) -> list[Item]:
    """The plan's order decides what the sort leaves equal."""
    if by == "time":
        return sorted(items, key=lambda item: _PERIODS.index(item.period))
    if by == "category":
        return sorted(items, key=lambda item: (not item.category, _first(items, item)))
    if by == "name":
        return sorted(items, key=lambda item: item.target.indicator)
    if by == "number":
        return sorted(items, key=lambda i: -i.target.number[1] if i.target.number else 1e18)
    return items


def _first(items: Sequence[Item], item: Item) -> int:
    """Where the item's category is first met in the plan."""
    return next(i for i, other in enumerate(items) if other.category == item.category)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
