"""Whether an answer has a name, be it copied or reworded a little."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evals.normal import bigrams, figures_plain, letters

LONG = 12
"""Letters from which on a name may be reworded a little."""
ENOUGH = 0.85
NUMBERS = re.compile(r"\d+(?:\.\d+)?")


def named(name: str, text: str) -> bool:
    """Whether one of the alternatives in ``name`` (split by ``/``) is in ``text``."""
    bare = letters(figures_plain(text))
    return any(_is_in(letters(figures_plain(part)), bare) for part in name.split("/"))


def _is_in(name: str, text: str) -> bool:
    if name in text:
        return True
    if len(name) < LONG:
        return False
    own = bigrams(name)
    if any(number not in text for number in NUMBERS.findall(name)):
        return False
    return len(own & bigrams(text)) >= ENOUGH * len(own)


DENIALS = re.compile(
    r"(?:不是|并非|不叫|没有)[^，。；\n]{0,40}[，,](?=规划|而是|应为)|您的说法[（(][^）)]*[）)]"
)


def asserted(text: str) -> str:
    """``text`` without what it only repeats in order to deny it."""
    return DENIALS.sub("", text)


def held(words: Iterable[str], text: str) -> bool:
    """Whether any of the words is in the text."""
    return any(word in text for word in words)


def sentence_one(text: str) -> str:
    """The first sentence."""
    return re.split(r"[。\n]", text.strip(), maxsplit=1)[0]
