"""The words that the check of a model's prose knows, from ``words.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Vocabulary:
    """``free`` words state no fact; the others are allowed where a record or the plan bears them
    out. The mappings give the operators or kinds of record that a word fits."""

    free: frozenset[str]
    idioms: re.Pattern[str]
    quantities: tuple[str, ...]
    polarity: tuple[str, ...]
    agree: re.Pattern[str]
    deny: re.Pattern[str]
    operators: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Sequence[str]]
    bounds: re.Pattern[str]
    natures: re.Pattern[str]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of ``words``, longer ones first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@functools.cache
def vocabulary() -> Vocabulary:
    """The word lists, read once."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    return Vocabulary(
        free=frozenset(table["free"]),
        idioms=any_of(table["idioms"]),
        quantities=tuple(table["quantities"]),
        polarity=tuple(table["polarity"]),
        agree=any_of(table["agree"]),
        deny=any_of(table["deny"]),
        operators=table["operators"],
        kinds=table["kinds"],
        bounds=any_of(table["operators"]),
        natures=any_of(table["kinds"]),
    )
