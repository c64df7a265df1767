"""An OpenAI-compatible chat endpoint: messages in, a stream of text and one whole message out.

The conversation with it runs on an event loop of its own, so that a deadline or a visitor who
leaves can end it at any moment.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.tools import BaseTool

from assistant.llm.failures import failure
from assistant.llm.limits import Breaker, Limits
from assistant.llm.steps import PULSE
from assistant.llm.transport import client
from assistant.llm.types import ModelFailure

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

Item = str | AIMessageChunk | ModelFailure
GRACE = 5.0


class Endpoint:
    """One address and one model. Thread-safe."""

    def __init__(self, base_url: str, model: str, api_key: str, limits: Limits) -> None:
        self._address = (base_url, model, api_key)
        self._limits = limits
        self._breaker = Breaker(limits.failures, limits.pause)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots: asyncio.Semaphore | None = None
        self._chat: ChatOpenAI | None = None

    def stream(
        self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], until: float
    ) -> Generator[str, None, AIMessageChunk]:
        """The reply as it comes, then the whole message. Raises :class:`ModelFailure`.

        ``until`` is a time of :func:`time.monotonic` by which all must be done. Empty strings
        are signs of life; closing the generator ends the request.
        """
        for attempt in (1, 2):
            if not self._breaker.allows():
                raise ModelFailure("circuit_open")
            try:
                whole = yield from self._once(messages, tools, until)
            except ModelFailure as error:
                self._breaker.failed()
                late = time.monotonic() + error.wait >= until
                if attempt == 2 or not error.retry or error.wait > self._limits.retry_wait or late:
                    raise
                time.sleep(error.wait)
                continue
            self._breaker.succeeded()
            return whole
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the event loop."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    def _once(
        self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], until: float
    ) -> Generator[str, None, AIMessageChunk]:
        box: queue.SimpleQueue[Item] = queue.SimpleQueue()
        loop = self.prepare()
        work = self._talk(list(messages), list(tools), until, box)
        future: Future[None] = asyncio.run_coroutine_threadsafe(work, loop)
        try:
            while True:
                try:
                    item = box.get(timeout=PULSE)
                except queue.Empty:
                    # The loop keeps the deadlines; this one only guards against its death.
                    if time.monotonic() > until + GRACE:
                        raise ModelFailure("total") from None
                    yield ""
                    continue
                if isinstance(item, ModelFailure):
                    raise item
                if isinstance(item, AIMessageChunk):
                    return item
                yield item
        finally:
            future.cancel()

    async def _talk(
        self,
        messages: list[BaseMessage],
        tools: list[BaseTool],
        until: float,
        box: queue.SimpleQueue[Item],
    ) -> None:
        begun = False
        stage = "total"
        try:
            async with asyncio.timeout(until - time.monotonic()):
                assert self._slots is not None
                async with self._slots:
                    stage = "first_token"
                    whole: AIMessageChunk | None = None
                    limit = self._limits.first_token
                    async with aclosing(self._chunks(messages, tools)) as chunks:
                        while True:
                            try:
                                chunk = await asyncio.wait_for(anext(chunks), limit)
                            except StopAsyncIteration:
                                break
                            begun, stage, limit = True, "gap", self._limits.gap
                            whole = chunk if whole is None else whole + chunk
                            if len(_text(whole)) > self._limits.reply_chars:
                                raise ModelFailure("too_long")
                            if text := _text(chunk):
                                box.put(text)
            box.put(_finished(whole))
        except TimeoutError:
            late = time.monotonic() >= until
            box.put(ModelFailure("total" if late else stage))
        except ModelFailure as error:
            box.put(error)
        except Exception as error:
            box.put(failure(error, begun=begun))

    async def _chunks(self, messages: list[BaseMessage], tools: list[BaseTool]) -> Any:
        chat: Any = self._chat
        if tools:
            chat = chat.bind_tools(tools)
        async for chunk in chat.astream(messages):
            if isinstance(chunk, AIMessageChunk):
                yield chunk

    def prepare(self) -> asyncio.AbstractEventLoop:
        """Loads the client, which takes seconds the first time, and starts the event loop."""
        with self._lock:
            if self._chat is None:
                self._chat = _chat(self._address, self._limits)
            if self._loop is None:
                self._slots = asyncio.Semaphore(self._limits.concurrency)
                self._loop = asyncio.new_event_loop()
                name = "language-model"
                threading.Thread(target=self._loop.run_forever, name=name, daemon=True).start()
            return self._loop


def _chat(address: tuple[str, str, str], limits: Limits) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    base_url, model, key = address
    return ChatOpenAI(
        model=model,
        base_url=base_url,
        # Servers without keys ignore it; the library demands one.
        api_key=SecretStr(key or "none"),
        http_async_client=client(limits.connect, limits.total, limits.reply_bytes),
        use_responses_api=False,
        stream_usage=False,
        temperature=0,
        max_retries=0,
        timeout=None,
        stream_chunk_timeout=None,
        # The name that every server knows; the library's own is OpenAI's newer one.
        extra_body={"max_tokens": limits.reply_tokens},
    )


def _text(chunk: AIMessageChunk) -> str:
    return chunk.content if isinstance(chunk.content, str) else ""


def _finished(whole: AIMessageChunk | None) -> Item:
    """A whole message, or why it is none: cut off, empty."""
    if whole is None:
        return ModelFailure("empty", retry=True)
    if not whole.response_metadata.get("finish_reason"):
        return ModelFailure("cut")
    calls = whole.tool_calls or whole.invalid_tool_calls
    if not _text(whole).strip() and not calls:
        return ModelFailure("empty")
    return whole
