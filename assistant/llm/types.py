"""What passes between the parts that speak to a language model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.types import Locator, Target

Stance = Literal["", "agrees", "differs"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one look-up gave. ``lines`` are whole sentences that code worded from records;
    ``computed`` the figures in them that code worked out."""

    lines: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    places: tuple[Locator, ...] = ()
    computed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything that an answer may be made of.

    ``targets`` and ``lines`` by token ("T214", "L1"); ``passages`` are the places whose words
    may be used or quoted. Every token of ``required`` must be in the answer. ``said`` are the
    figures that the question asserts, as written; ``stance`` whether the plan agrees.
    """

    question: str
    targets: Mapping[str, Target] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Locator, ...] = ()
    required: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    stance: Stance = ""
    computed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence after the check: what a reader sees, or why nobody does."""

    text: str
    tokens: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.reasons


class ModelFailure(Exception):
    """The endpoint did not give a usable reply. ``kind`` goes into the trace, never to a reader."""

    def __init__(self, kind: str, *, retry: bool = False, wait: float = 0.0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.retry = retry
        self.wait = wait
