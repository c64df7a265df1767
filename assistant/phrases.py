"""The assistant's own sentences, from ``phrases.toml``; no other module words an answer."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("phrases.toml")


@functools.cache
def phrases() -> Mapping[str, Any]:
    """All phrases and word lists by section."""
    return tomllib.loads(FILE.read_text("utf-8"))


def say(key: str, **values: object) -> str:
    """The phrase ``section.name`` with its holes filled; unknown or missing names raise."""
    section, name = key.split(".")
    return str(phrases()[section][name]).format(**values)


def words(key: str) -> tuple[str, ...]:
    """The word list ``section.name``."""
    section, name = key.split(".")
    return tuple(phrases()[section][name])
