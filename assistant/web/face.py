"""What the page needs of an assistant, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.types import Answer, Passage


class Assistant(Protocol):
    """Answers questions about one plan; ``history`` is one visitor's earlier questions."""

    @property
    def plan_title(self) -> str: ...

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Sentences as they are ready; the last item is the whole answer."""
        ...

    def passage(self, start: int, end: int) -> Passage:
        """A span of the plan in its surroundings; nothing is marked if there is no such span."""
        ...

    def examples(self) -> Mapping[str, Sequence[str]]: ...

    def ready(self) -> bool: ...
