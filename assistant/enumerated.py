"""How many are named one by one in a passage: 点名的学校有几个."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from assistant.mentions import number, words_of
from assistant.phrases import phrases, say
from assistant.query import Query

MIN_ITEMS = 2


def counted(query: Query, texts: Sequence[str]) -> tuple[str, str]:
    """A sentence on how many a passage names, and the count; "" where it names none of them."""
    if enough := re.search(phrases()["pattern"]["enough"], query.plain):
        return _enough(enough["n"], texts)
    if not query.has("named_how_many"):
        return "", ""
    asked = words_of(query.plain)
    for text in texts:
        for items, kind in _lists(text):
            if words_of(kind) & asked:
                names = "、".join(items)
                text = say("list.named", count=len(items), kind=kind, names=names)
                return text, str(len(items))
    return "", ""


def _enough(said: str, texts: Sequence[str]) -> tuple[str, str]:
    """Whether what a passage lists is as many as the question says: 够不够六个."""
    asked = number(said)
    shape = phrases()["named"]
    for text in texts:
        for found in re.finditer(shape["listing"], text):
            count = len(re.split(shape["listing_joint"], found["items"]))
            if count == asked:
                return say("list.enough", count=count), str(count)
    return "", ""


def _lists(text: str) -> Iterator[tuple[list[str], str]]:
    """Names in a row that end in 等学校, 等高校: the names, and what they are."""
    for found in _shape().finditer(text):
        items = re.split(phrases()["named"]["joint"], found["items"])
        items[0] = re.sub(phrases()["named"]["lead"], "", items[0])
        if len(items) >= MIN_ITEMS and all(items):
            yield items, found["kind"]


@functools.cache
def _shape() -> re.Pattern[str]:
    return re.compile(phrases()["named"]["shape"])
