"""What a question asks of the records it ranges over: tests, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.numerals import YEAR
from assistant.phrases import say
from assistant.query import Query
from assistant.selecting.items import MARKS, Item, Scope
from assistant.selecting.words import Rest, data, pattern, topics
from knowledge.types import Target, TargetKind

Test = Callable[[Item], bool]
PERIODS = {"2016-2020": "十三五", "2021-2025": "2021至2025年"}
SECTION = re.compile(
    r"第([一二三四五六七八九十])(?:大)?部分(?:的?第?([一二三四五六七八九十])(?:大?(?:章|节|块|点|部分)|、)?)?"
)
QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
DOCUMENT = re.compile(r"〔\d{4}〕\s*\d+\s*号")
TITLE = re.compile(r"《")
LATIN = re.compile(r"[A-Za-z]{2,}")
DIGIT = re.compile(r"\d")
SUFFIX = re.compile(r"(化|类|型|方面|字样|字眼|这个词|几个字|的)$")
AFTER = 4
"""Characters behind a year in which 没写 still belongs to it."""
TOLERANCE = 1e-9
LABELS = {"tables": "tables_kind"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of an item and the words that say what it tests.

    ``exact`` tells, of figures that reach a bound, those that are printed with the bound.
    """

    kind: str
    says: str
    test: Test
    exact: Test | None = None
    years: tuple[str, ...] = ()
    topic: str = ""


def read(query: Query, rest: Rest, scope: Scope) -> list[Condition] | None:
    """All conditions of a question; ``None`` where some of it is not understood."""
    found: list[Condition] = []
    for reader in (
        _quoted,
        _attribute,
        _status,
        _honour,
        _values,
        _shapes,
        _sections,
        _years,
        _categories,
    ):
        found += reader(query, rest, scope)
    named = bool(pattern("topic", "named").search(rest.text))
    found += _named(rest, scope)
    rest.take_all(pattern("topic", "mention"))
    found += _either(list(_topics(rest, scope, named)))
    rest.take_all(pattern("filler", "totals"))
    for piece in rest.pieces():
        literal = _literal(piece, scope)
        if literal is None:
            return None
        found.append(literal)
    return found


def _quoted(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    for match in QUOTED.finditer(query.text):
        word = match[1].translate(MARKS)
        if word in rest.text and len(word) > 1:
            rest.text = rest.text.replace(word, Rest.GAP)
            yield _containing(word)


def _containing(word: str) -> Condition:
    return Condition("text", say("many.contains", word=word), lambda i: word in i.text)


def _attribute(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    name = query.attribute
    if name and name in rest.text and any(i.attribute for i in scope.items):
        rest.text = rest.text.replace(name, Rest.GAP)
        yield Condition(
            "attribute", say("many.has_attribute", name=name), lambda i: name in i.attribute
        )


def _status(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Reached, missed, equalled or exceeded: only where rows hold both figures."""
    if scope.kind != "rows" or not any(outcome(i) for i in scope.items):
        return
    for name in ("exceeded", "missed", "equal", "met"):
        if rest.take(pattern("condition", name)):
            rest.take_all(pattern("condition", name))
            kinds = {"exceeded", "equal"} if name == "met" else {name}
            yield Condition("status", say(f"many.{name}"), _came_out(kinds))


def _came_out(kinds: set[str]) -> Test:
    return lambda i: outcome(i) in kinds


def outcome(item: Item) -> str:
    """exceeded, equal or missed, for a row with what was aimed at and what was reached."""
    aimed = next((t for t in item.targets if t.kind is TargetKind.PAST_TARGET), None)
    reached = next((t for t in item.targets if t.kind is TargetKind.ACTUAL), None)
    if aimed is None or reached is None:
        return ""
    if aimed.number is None or reached.number is None:
        return "equal" if aimed.value == reached.value else "missed"
    goal, got = aimed.number[0], reached.number[0]
    if abs(goal - got) < TOLERANCE:
        return "equal"
    return "exceeded" if (got < goal) == (aimed.operator == "<=") else "missed"


def _honour(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Titles to be won: 创建全国招牌, 省级示范区."""
    for ask, said in data()["level"].values():
        match = rest.take(pattern("honour", "ask", LEVEL=ask))
        if match is None:
            continue
        kinds = [k for k in data()["honour"]["kinds"] if k in match[0]]
        shape = pattern("honour", "row", LEVEL=said)
        yield Condition(
            "honour",
            say("many.honour", level=said.replace("|", "或"), kind=kinds[0] if kinds else "称号"),
            _winning(shape, kinds),
        )
    yield from _any_honour(rest)


def _any_honour(rest: Rest) -> Iterator[Condition]:
    if rest.take(pattern("honour", "any")):
        shape = pattern("honour", "any_row")
        yield Condition("honour", say("many.any_honour"), _winning(shape, []))


def _winning(shape: re.Pattern[str], kinds: list[str]) -> Test:
    return lambda i: any(not kinds or kinds[0] in m[0] for m in shape.finditer(i.text))


def _values(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
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
            say(f"many.value_{way}", value=said),
            _sized(way, number, unit),
            _sized("equal", number, unit) if way in ("least", "most") else None,
        )


def _sized(way: str, number: float, unit: str) -> Test:
    return lambda i: any(fits(t, way, number, unit) for t in i.targets)


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


def _shapes(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """Having figures or none, a percentage, a table, milestones, a document's number."""
    tests: dict[str, Test] = {
        "without_figures": lambda i: not has_figure(i),
        "with_figures": has_figure,
        "percent": lambda i: any(t.unit == "%" for t in i.targets),
        "tables": lambda i: i.is_table,
        "latin": lambda i: bool(LATIN.search(i.text)),
        "documents": lambda i: bool(DOCUMENT.search(i.text) or TITLE.search(i.text)),
    }
    if scope.kind == "terms":
        names = ("documents", "latin")
    elif scope.kind == "boxes":
        names = ("tables", "latin")
    else:
        names = ("without_figures", "with_figures", "percent")
    for name in names:
        if match := rest.take(pattern("condition", name)):
            strict = name == "documents" and "文号" in match[0]
            test = (lambda i: bool(DOCUMENT.search(i.text))) if strict else tests[name]
            yield Condition(
                name, say(f"many.{'document_number' if strict else LABELS.get(name, name)}"), test
            )
            if name == "without_figures":
                return


def has_figure(item: Item) -> bool:
    """Whether a statement has a figure of its own in digits."""
    return any(t.value and DIGIT.search(t.value_text) for t in item.targets)


def _sections(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    if match := rest.take(SECTION):
        head = f"第{match[1]}部分" + (f"·{match[2]}" if match[2] else "")
        yield Condition(
            "section",
            say("many.section", section=head),
            lambda i: i.section == head or i.section.startswith(head + "·"),
        )


def _years(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """By when; for boxes, of which years they have milestones, which they lack, which only."""
    years = [y for y in query.years if y not in PERIODS]
    rest.take_all(YEAR)
    if scope.kind == "boxes":
        yield from _box_years(query, years, rest)
        return
    if not years or scope.kind in ("terms", "measures"):
        return
    if len({i.years for i in scope.items}) > 1:
        label = "、".join(f"{y}年" for y in years)
        yield Condition(
            "year",
            say("many.year", years=label),
            lambda i: any(
                due == y or (len(y) == 4 and due.endswith("-" + y))
                for due in i.years
                for y in years
            ),
        )


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
        yield _having(years, "only_year", lambda i: set(i.years) == set(years))
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


def _categories(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    """The groups that phase tables are divided into, by their short names."""
    groups = {i.category for i in scope.items} - {""}
    if not groups:
        return
    if query.category and query.category in rest.text:
        rest.text = rest.text.replace(query.category, Rest.GAP)
        yield Condition("category", query.category, lambda i: i.category == query.category)
    for name in data()["categories"]["names"]:
        full = next((g for g in groups if name in g), "")
        if full and rest.take(pattern("categories", "ask", NAME=name)):
            yield Condition("category", say("many.category", name=full), _of_category(full))


def _of_category(name: str) -> Test:
    return lambda i: i.category == name


def _topics(rest: Rest, scope: Scope, named: bool) -> Iterator[Condition]:
    for ask, said in topics():
        match = ask.search(rest.text)
        if match is None:
            continue
        longer = _longest(rest.text, match.end(), match[0], scope)
        if len(longer) > len(match[0]) + 1:
            rest.text = rest.text.replace(longer, Rest.GAP)
            yield _containing(longer)
            continue
        rest.take(ask)
        if named and any(match[0] in i.text for i in scope.items):
            yield _containing(match[0])
            continue
        yield Condition(
            "topic",
            say("many.about", topic=match[0]),
            _about(said),
            topic=match[0],
        )


def _about(said: re.Pattern[str]) -> Test:
    return lambda i: bool(said.search(_told(i)))


def _named(rest: Rest, scope: Scope) -> Iterator[Condition]:
    """The words right behind 提到, as far as a record has them in one run."""
    shape = re.compile(rf"(?:{data()['topic']['named']})[了过到]*([^{Rest.GAP},，。?？]{{2,}})")
    match = shape.search(rest.text)
    if match is None:
        return
    for end in range(len(match[1]), 1, -1):
        word = match[1][:end]
        if any(word in i.text for i in scope.items):
            rest.text = rest.text.replace(word, Rest.GAP)
            yield _containing(word)
            return


def _either(found: list[Condition]) -> list[Condition]:
    """Several topics side by side as one: 安全卫生这块 is about either."""
    about = [c for c in found if c.kind == "topic"]
    if len(about) < 2:
        return found
    topic = "、".join(c.topic for c in about)
    either = Condition(
        "topic", say("many.about", topic=topic), lambda i: any(c.test(i) for c in about)
    )
    return [either, *(c for c in found if c.kind != "topic")]


def _longest(text: str, end: int, word: str, scope: Scope) -> str:
    """The word with what follows it, as far as the plan has that in one run: 家长委员会."""
    while end < len(text) and any(word + text[end] in i.text for i in scope.items):
        word += text[end]
        end += 1
    return word


def _told(item: Item) -> str:
    """Where a topic must stand to count: a box is about what its headings say."""
    return item.heading or item.text


def _literal(piece: str, scope: Scope) -> Condition | None:
    """Words of the plan itself, less an ending that they may have got in a question."""
    for word in (piece, SUFFIX.sub("", piece)):
        if len(word) > 1 and any(word in i.text for i in scope.items):
            return _containing(word)
    return None
