"""What a question asks of the records it ranges over: tests, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.phrases import say
from assistant.query import Query
from assistant.selecting import amounts, due
from assistant.selecting.condition import Condition, Test, containing, either
from assistant.selecting.items import MARKS, Item, Scope
from assistant.selecting.words import Rest, data, pattern, topics

# 第三部分第二章 · 第三部分
SECTION = re.compile(
    r"第([一二三四五六七八九十])(?:大)?部分"
    r"(?:的?第?([一二三四五六七八九十])(?:大?(?:章|节|块|点|部分)|、)?)?"
)
QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
SUFFIX = re.compile(r"(化|类|型|方面|字样|字眼|这个词|几个字|的)$")


def read(query: Query, rest: Rest, scope: Scope) -> list[Condition] | None:
    """All conditions of a question; ``None`` where some of it is not understood."""
    found: list[Condition] = []
    readers = (
        amounts.honour,
        _quoted,
        _attribute,
        amounts.status,
        amounts.values,
        amounts.shapes,
        _sections,
        due.years,
        _categories,
    )
    for reader in readers:
        found += reader(query, rest, scope)
    named = bool(pattern("topic", "named").search(rest.text))
    about = bool(pattern("topic", "about").search(rest.text))
    found += _named(rest, scope)
    rest.take_all(pattern("topic", "mention"))
    found += _either(list(_topics(rest, scope, named, about)))
    if any(c.kind == "value" for c in found):
        # 100%的量化目标: the figure already says that it is one.
        found = [c for c in found if c.kind not in ("with_figures", "percent")]
    rest.take_all(pattern("filler", "totals"))
    for piece in rest.pieces():
        literal = _literal(piece, scope)
        if literal is None:
            return None
        found.append(literal)
    return _alternatives(query, found)


def _alternatives(query: Query, found: list[Condition]) -> list[Condition]:
    """Words side by side (“全市领先”或“全省领先”) are one condition, unless both must stand."""
    words = [c for c in found if c.kind == "text" and c.topic]
    if len(words) < 2 or pattern("condition", "together").search(query.plain):
        return found
    text = query.plain.translate(MARKS)
    joint = pattern("condition", "or").pattern
    word = "|".join(re.escape(c.topic) for c in words)
    shape = f"(?:{joint})?".join([f"(?:{word})"] * len(words))
    if not re.search(shape, text):
        return found
    rest = [c for c in found if c not in words]
    if pattern("condition", "apart").search(query.plain):
        return [*rest, *(replace(c, kind="words") for c in words)]
    return [*rest, either(words)]


def _quoted(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    for match in QUOTED.finditer(query.text):
        word = match[1].translate(MARKS)
        if word in rest.text and len(word) > 1 and word != query.category:
            rest.text = rest.text.replace(word, Rest.GAP)
            yield containing(word)


def _attribute(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    if not any(i.attribute for i in scope.items):
        return
    for name in dict.fromkeys(pattern("scope", "attributes").findall(rest.text)):
        rest.text = rest.text.replace(name, Rest.GAP)
        yield Condition("attribute", say("many.has_attribute", name=name), _of_attribute(name))


def _of_attribute(name: str) -> Test:
    return lambda i: name in i.attribute


def _sections(query: Query, rest: Rest, scope: Scope) -> Iterator[Condition]:
    if match := rest.take(SECTION):
        head = f"第{match[1]}部分" + (f"·{match[2]}" if match[2] else "")
        yield Condition(
            "section",
            say("many.section", section=head),
            lambda i: i.section == head or i.section.startswith(head + "·"),
        )


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


def _topics(rest: Rest, scope: Scope, named: bool, about: bool) -> Iterator[Condition]:
    """``named``: that a record says it; ``about``: what it says of it (与民办学校有关)."""
    for ask, said in topics():
        match = ask.search(rest.text)
        if match is None:
            continue
        if named and (about or len(ask.findall(rest.text)) > 1):
            words = "、".join(dict.fromkeys(rest.take_all(ask)))
            yield Condition("text", say("many.about", topic=words), _says(said), said=said)
            continue
        longer = _longest(rest.text, match.end(), match[0], scope)
        if len(longer) > len(match[0]) + 1:
            rest.text = rest.text.replace(longer, Rest.GAP)
            yield containing(longer)
            continue
        rest.take(ask)
        if named and any(match[0] in i.text for i in scope.items):
            yield containing(match[0])
            continue
        if named and scope.kind == "boxes":
            yield Condition("text", say("many.about", topic=match[0]), _says(said), said=said)
            continue
        yield Condition(
            "topic",
            say("many.about", topic=match[0]),
            _about(said),
            topic=match[0],
        )


def _says(said: re.Pattern[str]) -> Test:
    return lambda i: bool(said.search(i.text))


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
            yield containing(word)
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
            return containing(word)
    return None
