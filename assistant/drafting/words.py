"""The words, weights and lists that drafts are made with, from ``drafting.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("drafting.toml")


@functools.cache
def words() -> Mapping[str, Any]:
    """All sections of the file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """The phrase ``section.name`` with its holes filled; an unknown name raises."""
    section, name = key.split(".")
    return str(words()[section][name]).format(**values)


@functools.cache
def pattern(key: str) -> re.Pattern[str]:
    """The regular expression ``section.name``, or any of a list of plain words."""
    section, name = key.split(".")
    found = words()[section][name]
    if isinstance(found, str):
        return re.compile(found)
    return re.compile("|".join(re.escape(w) for w in sorted(found, key=len, reverse=True)))


def weight(name: str) -> float:
    """A number of ``[weights]``."""
    return float(words()["weights"][name])
