"""A conversation as it grows, and what it remembers."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import pytest

from assistant.types import Answer
from assistant.web import texts
from assistant.web.conversation import TURNS_KEPT, Conversation, converse, refuse
from tests.web.scripted import ENTRY_QUESTION, ScriptedAssistant


def last(steps: Iterator[Conversation]) -> Conversation:
    return list(steps)[-1]


def test_the_question_shows_at_once_then_sentences_then_the_whole_answer() -> None:
    steps = list(converse(ScriptedAssistant(), Conversation(), ENTRY_QUESTION))
    replies = [step.messages[-1]["content"] for step in steps]
    assert all(ENTRY_QUESTION in step.messages[0]["content"] for step in steps)
    assert texts.LOOKING_UP in replies[0]
    assert "99.7%" in replies[1] and "source-card" not in replies[1]
    assert "source-card" in replies[-1]
    assert [step.questions for step in steps[:-1]] == [()] * (len(steps) - 1)
    assert steps[-1].questions == (ENTRY_QUESTION,)


def test_earlier_questions_go_along_oldest_first() -> None:
    assistant = ScriptedAssistant()
    talk = last(converse(assistant, Conversation(), ENTRY_QUESTION))
    talk = last(converse(assistant, talk, "那2022年呢？"))
    last(converse(assistant, talk, "民办的呢？"))
    assert assistant.histories == [(), (ENTRY_QUESTION,), (ENTRY_QUESTION, "那2022年呢？")]


def test_a_failure_is_shown_as_a_failure_and_not_remembered(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        talk = last(converse(ScriptedAssistant(), Conversation(), "坏了"))
    assert texts.BROKEN in talk.messages[-1]["content"]
    assert talk.questions == ()
    assert "RuntimeError" in caplog.text
    assert "内部细节：坏了" not in caplog.text
    assert "内部细节" not in talk.messages[-1]["content"]


def test_an_answer_that_never_ends_properly_is_a_failure() -> None:
    class Halting(ScriptedAssistant):
        def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
            yield "说到一半"

    talk = last(converse(Halting(), Conversation(), "问"))
    assert texts.BROKEN in talk.messages[-1]["content"]
    assert talk.questions == ()


def test_a_long_conversation_keeps_its_newest_turns() -> None:
    talk = Conversation()
    for i in range(TURNS_KEPT + 5):
        talk = last(converse(ScriptedAssistant(), talk, f"第{i}问"))
    assert len(talk.messages) == 2 * TURNS_KEPT
    assert len(talk.questions) == TURNS_KEPT
    assert talk.questions[-1] == f"第{TURNS_KEPT + 4}问"


def test_a_refused_question_leaves_a_remark_and_no_history() -> None:
    talk = refuse(Conversation(questions=("甲",)), "太长了")
    assert "太长了" in talk.messages[-1]["content"]
    assert talk.questions == ("甲",)
