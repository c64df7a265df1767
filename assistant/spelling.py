"""Mistyped names: what sounds like one of the plan's own names is read as it (棠胡 → 棠湖)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from knowledge.library import Knowledge

CJK = re.compile(r"[\u4e00-\u9fff]{2,}")
QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,8})”")
SCHOOL = re.compile(r"(?:[\u4e00-\u9fff]{2})(?:中学|小学|二中|建校)")
# Sounds that Sichuan speech and hasty typing do not keep apart.
MERGED = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ing", "in"),
    ("eng", "en"),
    ("ang", "an"),
    ("hu", "fu"),
)
MIN_NAME = 3
"""Characters; shorter names sound like too much else."""


class Speller:
    """Finds homophones of the plan's names. Loads its pinyin table at the first correction."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def correct(self, text: str) -> str:
        """``text`` with names that only sound right put right; other text stays as it is."""
        if not CJK.search(text):
            return text
        sounds = _sounds(text)
        for name, spoken in self._names():
            if name in text:
                continue
            size = len(spoken)
            for at in range(len(text) - size + 1):
                same = sum(a == b for a, b in zip(text[at : at + size], name, strict=True))
                if sounds[at : at + size] == spoken and same * 2 >= size and same:
                    text = text[:at] + name + text[at + size :]
                    break
        return text

    @functools.cached_property
    def _vocabulary(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        names = sorted(set(_plan_names(self._knowledge)), key=len, reverse=True)
        return tuple((name, _sounds(name)) for name in names if len(name) >= MIN_NAME)

    def _names(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return self._vocabulary


def _plan_names(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.entries:
        for phrase in entry.ask:
            for alternatives in phrase.wanted:
                yield from (word for word in alternatives if len(word) >= 3 and CJK.fullmatch(word))
    for term in knowledge.plan.terms:
        yield from CJK.findall(term.term)
    yield from QUOTED.findall(knowledge.plan.text)
    yield from SCHOOL.findall(knowledge.plan.text)
    yield from ("近期目标", "终期目标", "全周期目标", "前置性", "约束性", "预期性", "随迁子女")


def _sounds(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(_merge(sound) for sound in lazy_pinyin(list(text), errors=lambda c: c))


@functools.lru_cache(maxsize=4096)
def _merge(sound: str) -> str:
    for one, other in MERGED:
        sound = sound.replace(one, other)
    return "l" + sound[1:] if sound.startswith("n") and len(sound) > 1 else sound
