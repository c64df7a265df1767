"""The layout of the chat: which Gradio components there are, and their public settings."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.web import render, texts
from assistant.web.conversation import Conversation
from assistant.web.face import Assistant

# A visitor who has been away this long starts anew; an open page is forgotten, not kept.
FORGET_AFTER_S = 2 * 3600


@dataclass(frozen=True, slots=True)
class Chat:
    """The components that events read and change."""

    log: gr.Chatbot
    question: gr.Textbox
    send: gr.Button
    new: gr.Button
    conversation: gr.State


def lay_out(assistant: Assistant) -> Chat:
    """Call inside a ``gr.Blocks`` context."""
    log = gr.Chatbot(
        elem_id="chat",
        label=texts.CONVERSATION,
        show_label=False,
        container=False,
        height="100%",
        placeholder=render.welcome(assistant.examples()),
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        group_consecutive_messages=False,
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        allow_file_downloads=False,
    )
    with gr.Row(elem_id="composer"):
        question = gr.Textbox(
            elem_id="question",
            label=texts.QUESTION_LABEL,
            placeholder=texts.QUESTION_HINT,
            lines=1,
            max_lines=5,
            container=False,
            scale=1,
        )
        send = gr.Button(texts.SEND, elem_id="send", variant="primary", scale=0)
        # The page's own header shows this button; here it only carries the event.
        new = gr.Button(texts.NEW_CONVERSATION, elem_id="new", visible="hidden")
    conversation = gr.State(Conversation(), time_to_live=FORGET_AFTER_S)
    return Chat(log, question, send, new, conversation)
