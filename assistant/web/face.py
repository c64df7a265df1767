"""What the pages need of an assistant, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.types import Answer
from knowledge.library import Knowledge


class Model(Protocol):
    """A language model, as far as visitors are told of it."""

    @property
    def sentence(self) -> str:
        """Which model is used and where questions go."""
        ...


class Assistant(Protocol):
    """Answers questions about one plan; ``history`` is one visitor's earlier questions."""

    @property
    def plan_title(self) -> str: ...

    @property
    def model(self) -> Model | None:
        """The language model in use; ``None`` without one."""
        ...

    @property
    def knowledge(self) -> Knowledge:
        """The plan's records, for the reader and the targets."""
        ...

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Sentences as they are ready; the last item is the whole answer."""
        ...

    def examples(self) -> Mapping[str, Sequence[str]]: ...

    def ready(self) -> bool: ...
