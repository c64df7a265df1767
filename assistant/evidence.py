"""What was looked up for a question, and the answer drafted from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.types import Figure, Notice, Status
from knowledge.types import Conflict, Locator, Target


@dataclass(frozen=True, slots=True)
class Evidence:
    """Records that answer a question. ``kind`` names the composer; ``facts`` what it needs beside.

    ``places`` are the spans to cite, most telling first; ``tools`` the look-ups made.
    """

    kind: str
    status: Status = Status.ANSWERED
    targets: tuple[Target, ...] = ()
    places: tuple[Locator, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    confidence: float = 1.0
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked. ``computed`` are figures that code worked out."""

    text: str
    status: Status
    places: tuple[Locator, ...] = ()
    figures: tuple[Figure, ...] = ()
    notices: tuple[Notice, ...] = ()
    computed: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
