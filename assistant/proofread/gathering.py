"""Names that the plan gives without quotation marks: what is to be created, listed projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.proofread.words import any_of

LISTED = re.compile(r"(?:实施|开展|落实)([^，。；：\n]{4,60}?)等(?:项目|计划)")
MEMBER = re.compile(r"[\u4e00-\u9fff]{6,20}")
LEAST = 6
"""Characters of a created thing that one wrong character leaves recognisable."""


def granted(text: str) -> Iterator[tuple[str, int]]:
    """(name, place): 成都市领航高中, 长江教育创新带, and each once more with its verb."""
    pattern = re.compile(
        rf"(?:{any_of('name.granting')})"
        rf"(?P<name>[^的，。；、（）“”\s和及]{{2,16}}?(?:{any_of('name.granted')}))(?=[，。；、\n])"
    )
    for match in pattern.finditer(text):
        if len(match["name"]) >= LEAST:
            yield match["name"], match.start("name")
            yield match[0], match.start()


def listed(text: str) -> Iterator[tuple[str, int]]:
    """(name, place): the members of a list that ends in 等项目 or 等计划."""
    for match in LISTED.finditer(text):
        for member in MEMBER.finditer(match[1]):
            yield member[0], match.start(1) + member.start()
