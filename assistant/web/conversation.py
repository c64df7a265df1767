"""One visitor's conversation: what was asked, and the messages on the page."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

from assistant.types import Answer
from assistant.web import render, texts
from assistant.web.face import Assistant

log = logging.getLogger(__name__)

TURNS_KEPT = 20


class Message(TypedDict):
    """What Gradio's chat component shows; ``content`` is HTML of ours, never Markdown."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The newest turns only, so that a page left open for days stays small."""

    questions: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()

    def said(self, *messages: Message) -> Conversation:
        kept = (*self.messages, *messages)[-2 * TURNS_KEPT :]
        return replace(self, messages=kept)

    def asked(self, question: str) -> Conversation:
        return replace(self, questions=(*self.questions, question)[-TURNS_KEPT:])


def refuse(conversation: Conversation, reason: str) -> Conversation:
    """The conversation with a remark that nothing was looked up, and why."""
    return conversation.said(Message(role="assistant", content=render.remark(reason)))


def converse(
    assistant: Assistant,
    conversation: Conversation,
    question: str,
    finished: Callable[[str, Answer], str] = lambda question, answer: "",
) -> Iterator[Conversation]:
    """The conversation as it grows: the question at once, sentences, then the whole answer.

    A question that could not be answered is shown with a plain remark and is not remembered
    as history, so that asking it again starts clean. ``finished`` hears of each whole answer
    and gives the token that it is rated by.
    """
    asked = conversation.said(Message(role="user", content=render.question(question)))

    def with_reply(html: str) -> Conversation:
        return asked.said(Message(role="assistant", content=html))

    yield with_reply(render.waiting())
    sentences: list[str] = []
    try:
        for part in assistant.stream(question, conversation.questions):
            if isinstance(part, Answer):
                token = finished(question, part)
                yield with_reply(render.answer(part, token)).asked(question)
                return
            if part:
                sentences.append(part)
            # An empty part is a sign of life: yielding is where a visitor who left is noticed.
            yield with_reply(render.partial(sentences) if sentences else render.waiting())
    except Exception as error:
        # The message of an exception may quote the visitor; its place in the code does not.
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("回答时出错：%s\n%s", type(error).__name__, place)
    else:
        log.error("回答没有收尾")
    yield with_reply(render.problem(texts.BROKEN))
