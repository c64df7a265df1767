"""A model that says what it is told, without a network: for what is tried hundreds of times."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.tools import BaseTool

from assistant.desk import Desk
from assistant.llm.address import describe
from assistant.llm.endpoint import Endpoint
from assistant.llm.limits import Limits
from assistant.llm.model import LanguageModel


class Told(Endpoint):
    """Replies in order, the last one for ever; ``asked`` keeps the prompts."""

    def __init__(self, *replies: str) -> None:
        super().__init__("http://localhost/v1", "told", "", Limits())
        self.replies = list(replies)
        self.asked: list[Sequence[BaseMessage]] = []

    def prepare(self) -> None:  # type: ignore[override]
        pass

    def stream(
        self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], until: float
    ) -> Generator[str, None, AIMessageChunk]:
        self.asked.append(list(messages))
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        yield from reply
        return AIMessageChunk(content=reply, response_metadata={"finish_reason": "stop"})


def told(desk: Desk, *replies: str) -> tuple[LanguageModel, Told]:
    """A model that gives these replies, and what it was asked."""
    endpoint = Told(*replies)
    return LanguageModel(
        desk, endpoint, describe("http://localhost/v1", "told"), Limits()
    ), endpoint
