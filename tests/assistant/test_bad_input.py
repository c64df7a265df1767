"""What cannot be answered gets a clear Chinese message, and what breaks is called an error."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import LIMIT, Assistant
from assistant.types import Answer, Status
from knowledge.library import Knowledge
from tests.assistant.checks import Ask, lead
from tests.assistant.conftest import Open

CJK = re.compile(r"[\u4e00-\u9fff]")
QUESTION = "残疾儿童入学率2025年的目标是多少？"


@pytest.mark.parametrize(
    "question",
    [
        *("", " ", "\n\t\u3000", "\u200b\u200d\ufeff", "\x00\x01\x1b", "\U000e0041\U000e0042"),
        *("\ud800", "？？？", "。。。", "😀", "\u0301" * 400, "<>", "***"),
    ],
)
def test_what_says_nothing_is_an_error_in_chinese(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ERROR
    assert CJK.search(answer.text)
    assert not answer.citations and not answer.figures


@pytest.mark.parametrize("length", [LIMIT + 1, 10_000, 1_000_000])
def test_a_question_too_long_is_refused_with_its_length_and_at_once(ask: Ask, length: int) -> None:
    start = time.perf_counter()
    answer = ask("问" * length)
    assert time.perf_counter() - start < 0.2
    assert answer.status is Status.ERROR
    assert str(length) in answer.text and str(LIMIT) in answer.text


def test_the_longest_question_allowed_is_answered(ask: Ask) -> None:
    padded = f"我家娃娃明年上学，{'想问一下，' * 120}{QUESTION}"[-LIMIT:]
    assert len(padded) == LIMIT
    assert ask(padded).status is not Status.ERROR


@pytest.mark.parametrize(
    "question",
    [
        "残疾\u200b儿童\u200d入学\ufeff率2025年的目标是多少？",
        "\u202e残疾儿童入学率2025年的目标是多少？\u202c",
        "残疾儿童入学率\U000e0032\U000e00302025年的目标是多少？",
        "残疾儿童入学率2025年的目标是多少？\ud83d",
        "\ud800残疾儿童\udfff入学率2025年的目标是多少？",
        "残疾儿童入学率\x002025\x07年的目标是多少？",
        "残疾儿童入学率２０２５年的目标是多少？",
        "殘疾兒童入學率2025年的目標是多少？",
        "残疾儿童入学率二〇二五年的目标是多少？",
        "残疾儿童入学率2025年的目标是多少" + "\u0301" * 300,
        "<b>残疾儿童入学率2025年的目标是多少？</b>",
        "![图](https://evil.example/x.png)残疾儿童入学率2025年的目标是多少？",
        "残疾儿童入学率2025年的目标是多少？{{7*7}}",
        "残疾儿童入学率\n2025年\r\n的目标是多少？",
        "`残疾儿童入学率`2025年的目标是多少？",
    ],
)
def test_decorations_change_nothing(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert lead(answer) == ("99.7", "%", "2025")
    assert answer.text == ask(QUESTION).text


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/a.png)",
        "[点我](javascript:alert(1))",
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE targets; --",
        "$\\frac{1}{0}$",
        "{text}{0}{}",
        "%s%n",
    ],
)
def test_markup_and_code_are_never_echoed(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert CJK.search(answer.text)
    assert not answer.figures
    assert not re.search(r"[<>{}]|\]\(|evil|cmd|DROP|%s", answer.text)


def test_an_answer_can_be_printed_whatever_was_asked(ask: Ask) -> None:
    ask("专栏24\ud800讲了什么").text.encode("utf-8")


def test_an_error_names_the_plan_and_takes_no_time(ask: Ask, assistant: Assistant) -> None:
    answer = ask("")
    assert answer.plan_title == assistant.plan_title
    assert answer.latency_ms < 50


@pytest.fixture
def plan_copy(real: Knowledge, tmp_path: Path) -> Path:
    """The plan's folder with all that is curated, to damage."""
    return Path(shutil.copytree(real.folder, tmp_path / "规划"))


@pytest.fixture
def broken_bank(plan_copy: Path, opened: Open) -> Iterator[Assistant]:
    """Its ways of asking cannot be read, so that no search can be built."""
    for path in (plan_copy / "bank").glob("*.tsv"):
        path.write_text("一行没有制表符\n", "utf-8")
    yield opened(plan_copy)


def test_a_search_that_breaks_is_an_error_and_not_the_plans_silence(
    broken_bank: Assistant,
) -> None:
    for question in ("学校食堂谁来管", "双流中学今年的录取线是多少？", "帮我写首诗"):
        answer = broken_bank.ask(question)
        assert answer.status is Status.ERROR, question
        assert "规划没有" not in answer.text and CJK.search(answer.text)
        assert not re.search(r"Traceback|Error|ValueError|\.py", answer.text)


def test_exact_answers_go_on_where_the_search_is_broken(broken_bank: Assistant) -> None:
    assert broken_bank.ask(QUESTION).status is Status.ANSWERED


def test_a_curated_note_with_a_figure_of_its_own_is_stopped_and_called_an_error(
    plan_copy: Path, opened: Open
) -> None:
    notes = plan_copy / "conflicts.toml"
    text = notes.read_text("utf-8")
    assert "正文写80%以上" in text
    notes.write_text(text.replace("正文写80%以上", "正文写79%以上"), "utf-8")
    question = "享受优质义务教育的学生比例是多少"
    answer = opened(plan_copy).ask(question)
    assert answer.status is Status.ERROR
    assert "79" not in answer.text


def pieces(assistant: Assistant, question: str) -> list[str | Answer]:
    return list(assistant.stream(question))


@pytest.mark.parametrize("question", [QUESTION, "专栏24讲了什么？", "约束性目标有哪些？", ""])
def test_a_stream_gives_the_text_in_sentences_and_then_the_whole_answer(
    assistant: Assistant, question: str
) -> None:
    *parts, answer = pieces(assistant, question)
    assert isinstance(answer, Answer)
    assert all(isinstance(part, str) and part for part in parts)
    assert "".join(str(part) for part in parts) == answer.text == assistant.ask(question).text


def test_a_passage_shows_a_span_in_its_surroundings(assistant: Assistant) -> None:
    text = assistant.knowledge.plan.text
    start = text.index("确保学生每天锻炼1小时")
    passage = assistant.passage(start, start + 11)
    assert passage.marked == "确保学生每天锻炼1小时"
    assert passage.before + passage.marked + passage.after in text
    assert passage.path[-1] == "强化体育锻炼" or "强化体育锻炼" in passage.label


@pytest.mark.parametrize(
    ("start", "end"), [(-5, 3), (0, 10**9), (10**9, 10**9 + 5), (20, 10), (-9, -3)]
)
def test_offsets_outside_the_plan_are_pulled_in(assistant: Assistant, start: int, end: int) -> None:
    passage = assistant.passage(start, end)
    assert passage.before + passage.marked + passage.after in assistant.knowledge.plan.text
