"""What every answering step has at hand: the plan's records, exact look-ups, the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lookup import Lookup
from knowledge.library import Knowledge
from knowledge.types import Plan

if TYPE_CHECKING:
    from assistant.search import Search


@dataclass(frozen=True)
class Desk:
    """Holds no state of a conversation; safe to share between threads."""

    knowledge: Knowledge
    lookup: Lookup
    search: Search

    @property
    def plan(self) -> Plan:
        return self.knowledge.plan
