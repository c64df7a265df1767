"""The word lists of the check, from ``words.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("words.toml")


@functools.cache
def table() -> Mapping[str, Any]:
    """The whole file by section."""
    return tomllib.loads(FILE.read_text("utf-8"))


@functools.cache
def words(key: str) -> tuple[str, ...]:
    """The list ``section.name``, longest first."""
    section, name = key.split(".")
    return tuple(sorted(table()[section][name], key=len, reverse=True))


@functools.cache
def any_of(*keys: str) -> str:
    """A regular expression for any word of the lists, longest first."""
    found = {word for key in keys for word in words(key)}
    return joined(found)


def joined(found: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True))) or r"(?!)"


def say(key: str, **values: object) -> str:
    """The phrase ``section.name`` with its holes filled."""
    section, name = key.split(".")
    return str(table()[section][name]).format(**values)
