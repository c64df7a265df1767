"""Tests of figures: reached or missed, of a size, in digits or not; titles to be won."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.outcomes import came_out, pair
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting.condition import Condition, Test
from assistant.selecting.items import Item, Scope
from assistant.selecting.words import Rest, data, pattern
from knowledge.types import Target, TargetKind

DOCUMENT = re.compile(r"〔\d{4}〕\s*\d+\s*号")
TITLE = re.compile(r"《")
LATIN = re.compile(r"[A-Za-z]{2,}")
DIGIT = re.compile(r"\d")
TOLERANCE = 1e-9
LABELS = {"tables": "tables_kind"}


def status(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Reached, missed, equalled or exceeded: only where rows hold both figures."""
    if scope.kind != "rows" or not any(outcome(i) for i in scope.items):
        return
    for name in ("exceeded", "missed", "equal", "met"):
        if rest.take(pattern("condition", name)):
            rest.take_all(pattern("condition", name))
            kinds = {"exceeded", "equal"} if name == "met" else {name}
            yield Condition("status", say(f"many.{name}"), _one_of(kinds))


def _one_of(kinds: set[str]) -> Test:
    return lambda i: outcome(i) in kinds


def outcome(item: Item) -> str:
    """exceeded, equal or missed, for a row with what was aimed at and what was reached."""
    both = pair(item.targets)
    return came_out(*both) if both else ""


def honour(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Titles to be won: 创建全国招牌, 省级示范区."""
    for ask, said in data()["level"].values():
        match = rest.take(pattern("honour", "ask", LEVEL=ask))
        if match is None:
            continue
        kinds = [k for k in data()["honour"]["kinds"] if k in match[0]]
        shape = pattern("honour", "row", LEVEL=said)
        yield Condition(
            "honour",
            say("many.honour", level=said.replace("|", "或"), kind="、".join(kinds) or "称号"),
            # 示范区、实验区: several kinds side by side stand for all of them.
            _winning(shape, kinds if len(kinds) == 1 else []),
        )
    yield from _any_honour(rest)


def _any_honour(rest: Rest) -> Iterator[Condition]:
    if rest.take(pattern("honour", "any")):
        shape = pattern("honour", "any_row")
        yield Condition("honour", say("many.any_honour"), _winning(shape, []))


def _winning(shape: re.Pattern[str], kinds: list[str]) -> Test:
    return lambda i: any(not kinds or kinds[0] in m[0] for m in shape.finditer(i.text))


def values(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Figures of a size: 80%以上, 超过95%, 100%."""
    for said, number, unit in query.numbers:
        before = "|".join(data()["value"][n] for n in ("above", "least", "below", "most"))
        shape = re.compile(
            rf"({before})?(?:的?)({re.escape(said)})((?:{data()['value']['upward']})|(?:{data()['value']['downward']}))?"
        )
        match = shape.search(rest.text)
        if match is None or (unit != "%" and not (match[1] or match[3])):
            continue  # 13个指标: how many there are, not how much one is.
        rest.take(shape)
        way = _way(match[1] or "", match[3] or "")
        yield Condition(
            "value",
            _value_words(way, said, scope),
            _sized(way, number, unit),
            _sized("equal", number, unit) if way in ("least", "most") else None,
            fits=_of_size(way, number, unit),
        )


def _value_words(way: str, said: str, scope: Scope) -> str:
    """为100%; of boxes, which have such a figure rather than being one, 写有100%的目标."""
    if scope.kind != "boxes":
        return say(f"many.value_{way}", value=said)
    what = said if way == "equal" else say(f"many.value_{way}", value=said)
    return say("many.box_value", what=what)


def _sized(way: str, number: float, unit: str) -> Test:
    size = _of_size(way, number, unit)
    return lambda i: any(size(t) for t in i.targets)


def _of_size(way: str, number: float, unit: str) -> Callable[[Target], bool]:
    return lambda t: fits(t, way, number, unit)


def _way(before: str, after: str) -> str:
    for way in ("above", "below"):
        if re.fullmatch(data()["value"][way], before):
            return way
    if after and re.fullmatch(data()["value"]["downward"], after):
        return "most"
    if after or (before and before in ("不低于", "不少于", "至少", "≥", "大于等于", "不小于")):
        return "least"
    if before and re.fullmatch(data()["value"]["most"], before):
        return "most"
    return "equal"


def fits(target: Target, way: str, number: float, unit: str) -> bool:
    """Whether a target's figure is above, below, at least, at most or equal to a number."""
    if target.number is None or target.unit != unit or target.kind is not TargetKind.TARGET:
        return False
    if not DIGIT.search(target.value_text):
        return False
    value = target.number[0]
    return {
        "above": value > number + TOLERANCE,
        "below": value < number - TOLERANCE,
        "least": value >= number - TOLERANCE,
        "most": value <= number + TOLERANCE,
        "equal": abs(value - number) < TOLERANCE,
    }[way]


def shapes(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Having figures or none, a percentage, a table, milestones, a document's number."""
    tests: dict[str, Test] = {
        "without_figures": lambda i: not has_figure(i),
        "with_figures": has_figure,
        "percent": lambda i: any(t.unit == "%" and _printed(t) for t in i.targets),
        "tables": lambda i: i.is_table,
        "latin": lambda i: bool(LATIN.search(i.text)),
        "documents": lambda i: bool(DOCUMENT.search(i.text) or TITLE.search(i.text)),
    }
    names: tuple[str, ...]
    if scope.kind == "terms":
        names = ("documents", "latin")
    elif scope.kind == "boxes":
        names = ("tables", "latin", "without_figures", "with_figures", "percent")
    else:
        names = ("without_figures", "with_figures", "percent")
    for name in names:
        if match := rest.take(pattern("condition", name)):
            strict = name == "documents" and "文号" in match[0]
            test = (lambda i: bool(DOCUMENT.search(i.text))) if strict else tests[name]
            key = "document_number" if strict else LABELS.get(name, name)
            if scope.kind == "boxes" and name == "percent":
                key = "box_percent"
            yield Condition(name, say(f"many.{key}"), test)
            if name == "without_figures":
                return


def has_figure(item: Item) -> bool:
    """Whether a statement has a figure of its own in digits."""
    return any(t.value and _printed(t) for t in item.targets)


def _printed(target: Target) -> bool:
    return bool(DIGIT.search(target.value_text))
