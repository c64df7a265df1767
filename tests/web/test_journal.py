"""The log says how it went, and never what a visitor wrote."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from assistant.types import Answer, Status
from assistant.web import journal
from assistant.web.canary import Readiness, pick
from assistant.web.limits import QuestionRefused, clean_question
from tests.web.scripted import ScriptedAssistant, plan

SECRET = "我儿子叫陈浩13800012345"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(journal.Lines())
    logger = logging.getLogger("assistant")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield out
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_an_answer_is_one_line_of_json_without_the_question(lines: StringIO) -> None:
    journal.answered(SECRET, Answer("甲", Status.PARTIAL, latency_ms=12.34))
    (line,) = lines.getvalue().splitlines()
    said = json.loads(line)
    assert (said["event"], said["status"], said["ms"]) == ("answered", "partial", 12.3)
    assert said["characters"] == len(SECRET) and "陈浩" not in line


def test_a_refusal_names_its_rule_only(lines: StringIO) -> None:
    with pytest.raises(QuestionRefused) as refused:
        clean_question(SECRET * 40, 500)
    journal.turned_away(refused.value)
    assert json.loads(lines.getvalue())["rule"] == "too long"


def test_an_exception_is_told_by_type_and_place_not_by_message(lines: StringIO) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("assistant.x").exception("坏了\n第二行")
    (line,) = lines.getvalue().splitlines()
    error = json.loads(line)["error"]
    assert error["type"] == "ValueError" and "test_journal" in error["places"][-1]
    assert "陈浩" not in line


def test_started_it_goes_to_standard_error() -> None:
    code = (
        "import logging; from assistant.web import journal; journal.start();"
        "logging.getLogger('assistant.web').info('甲'); logging.getLogger('x').info('乙')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["甲"]


def test_a_wrong_figure_makes_the_service_not_ready() -> None:
    class Wrong(ScriptedAssistant):
        def stream(self, question, history=()):  # type: ignore[no-untyped-def]
            yield Answer("目标是1%。", Status.ANSWERED)

    assert Readiness(ScriptedAssistant())()
    assert not Readiness(Wrong())()


def test_the_canary_is_asked_once_however_often_one_looks() -> None:
    assistant = ScriptedAssistant()
    now = [0.0]
    ready = Readiness(assistant, clock=lambda: now[0])
    assert all(ready() for _ in range(10)) and len(assistant.histories) == 1
    now[0] = 6
    assert ready() and len(assistant.histories) == 2


def test_the_canary_is_a_figure_of_the_plan() -> None:
    canary = pick(plan())
    assert canary and any(t.value == canary.value for t in plan().targets)
