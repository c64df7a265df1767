"""What happens when a visitor sends a question or starts anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.types import Answer, Status
from assistant.web import journal
from assistant.web.chat import Chat
from assistant.web.conversation import Conversation, Message, converse, refuse
from assistant.web.face import Assistant
from assistant.web.feedback.recent import Recent
from assistant.web.limits import Gate, Limits, QuestionRefused, clean_question

Update = tuple[list[Message], Any, Any]


def wire(chat: Chat, assistant: Assistant, limits: Limits, recent: Recent) -> None:
    """Call inside the ``gr.Blocks`` context of ``chat``; ``recent`` keeps what may be rated."""
    gate = Gate(limits)

    def finished(question: str, answer: Answer) -> str:
        journal.answered(question, answer)
        return "" if answer.status is Status.ERROR else recent.add(question, answer)

    def ask(raw: str | None, conversation: Conversation, request: gr.Request) -> Iterator[Update]:
        """Messages, the question box, and the conversation to remember."""
        address = request.client.host if request.client else ""
        try:
            question = clean_question(raw or "", limits.question_chars)
            gate.check(request.session_hash or address, address)
        except QuestionRefused as refusal:
            journal.turned_away(refusal)
            refused = refuse(conversation, str(refusal))
            # The box keeps what was typed.
            yield list(refused.messages), gr.skip(), gr.skip()
            return
        box: Any = ""
        grown = conversation
        for grown in converse(assistant, conversation, question, finished):
            yield list(grown.messages), box, gr.skip()
            box = gr.skip()
        yield list(grown.messages), box, grown

    def start_anew() -> tuple[list[Message], Conversation]:
        return [], Conversation()

    asking = gr.on(
        [chat.send.click, chat.question.submit],
        ask,
        [chat.question, chat.conversation],
        [chat.log, chat.question, chat.conversation],
        api_visibility="private",
        trigger_mode="once",
        show_progress="hidden",
        concurrency_limit=limits.concurrency,
    )
    chat.new.click(
        start_anew,
        None,
        [chat.log, chat.conversation],
        # Else an answer under way would bring the old conversation back.
        cancels=[asking],
        api_visibility="private",
        show_progress="hidden",
    )
