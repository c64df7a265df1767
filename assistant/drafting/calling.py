"""What a draft calls its topic: words of the plan or of the phrase data, never a request's scraps.

A request is read by taking out what asks for a text; what is left may be no name of anything
(“式的小” of 通知式的小介绍) and has no place in what somebody will forward.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from assistant.drafting.topic import QUOTES, Topic
from assistant.drafting.words import words
from knowledge.library import Knowledge

WRITTEN = ("when", "row", "part", "title", "text_of", "letter", "ask", "table", "spoken", "message")
"""Sections of the phrase file whose words a draft may have."""
CHINESE = re.compile("[一-鿿]{2,}")
JOINT = "、"


def called(topic: Topic, knowledge: Knowledge) -> str:
    """The topic's name as a reader may see it; "" for the whole plan."""
    if topic.exact or not topic.name:
        return topic.name
    plan = _bare(knowledge)
    pieces = topic.name.split(JOINT)
    if kept := [p for p in pieces if p.translate(QUOTES) in plan or p in _names()]:
        return JOINT.join(kept)
    if held := [name for name in _names() if name in topic.name]:
        return max(held, key=len)
    best = max(topic.members, key=lambda m: m[1], default=None)
    return best[0].heading if best else ""


def strays(text: str, request: str, knowledge: Knowledge) -> list[str]:
    """Runs of a request's words in a draft that neither the plan nor the phrases have."""
    allowed = _bare(knowledge) + "\n" + _phrases()
    bare = text.translate(QUOTES)
    found = []
    for piece in CHINESE.findall(request):
        at = 0
        while at < len(piece) - 1:
            length = 2
            while at + length < len(piece) and piece[at : at + length + 1] in bare:
                length += 1
            run = piece[at : at + length]
            if run in bare and run not in allowed:
                found.append(run)
                at += length
            else:
                at += 1
    return found


@functools.cache
def _names() -> frozenset[str]:
    """Names of topics in the phrase data."""
    groups = words()["related"]["groups"]
    related = {w for g in groups for w in (*g["same"], *g.get("near", ()))}
    return frozenset(related | set(words()["overall"]["matters"]))


@functools.cache
def _phrases() -> str:
    told = (text for section in WRITTEN for text in _texts(words()[section]))
    return "\n".join([*told, *sorted(_names())])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _bare(knowledge: Knowledge) -> str:
    return re.sub(r"\s", "", knowledge.plan.text).translate(QUOTES)
