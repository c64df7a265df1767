"""Small parts: addresses, the breaker, sentences out of a stream, times."""

from __future__ import annotations

import pytest

from assistant.llm.address import describe, warning
from assistant.llm.limits import Breaker, Limits
from assistant.llm.sentences import Sentences
from assistant.llm.times import times

ADDRESSES = [
    ("http://127.0.0.1:8000/v1", "本机"),
    ("http://localhost:11434/v1", "本机"),
    ("http://[::1]:8000/v1", "本机"),
    ("http://192.168.1.20:8000/v1", "本地网络"),
    ("http://10.0.0.5/v1", "本地网络"),
    ("http://vllm:8000/v1", "本地网络"),
    ("https://models.internal/v1", "本地网络"),
    ("https://api.example.com/v1", "外部网络"),
    ("http://8.8.8.8/v1", "外部网络"),
    ("https://localhost.example.com/v1", "外部网络"),
]


@pytest.mark.parametrize(("url", "reach"), ADDRESSES)
def test_where_questions_go(url: str, reach: str) -> None:
    info = describe(url, "模型")
    assert info.reach == reach
    assert info.host in info.sentence and info.name in info.sentence
    assert bool(warning(info)) == (reach == "外部网络")


def test_an_address_outside_without_encryption_is_warned_of() -> None:
    assert "没有加密" in warning(describe("http://api.example.com/v1", "m"))
    assert "没有加密" not in warning(describe("https://api.example.com/v1", "m"))


def test_the_breaker_opens_waits_and_lets_one_try() -> None:
    now = [0.0]
    breaker = Breaker(5, 60, lambda: now[0])
    for _ in range(5):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    now[0] = 61
    assert breaker.allows() and not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def test_one_success_forgets_earlier_failures() -> None:
    breaker = Breaker(2, 60)
    for _ in range(9):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_patience_stretches_the_wait_for_words_and_not_for_a_connection() -> None:
    patient = Limits().stretched(6)
    assert (patient.first_token, patient.gap, patient.total) == (60, 60, 270)
    assert (patient.connect, patient.calls) == (3, 4)
    assert Limits().stretched(1) == Limits()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_sentences_are_the_same_however_the_stream_is_cut(size: int) -> None:
    text = (
        "<think>先想想。99%？</think>规划提出，要做好。“引文里有句号。”后面还有！\n- 一行\n没有句号"
    )
    cutter = Sentences()
    found = []
    for start in range(0, len(text), size):
        found += cutter.feed(text[start : start + size])
    found += cutter.rest()
    assert found == ["规划提出，要做好。", "“引文里有句号。”", "后面还有！", "- 一行", "没有句号"]


def test_thinking_without_an_end_is_all_thinking() -> None:
    cutter = Sentences()
    assert cutter.feed("<think>也许是50%。") + cutter.rest() == []


TIMES = [
    ("到2025年底，覆盖率", ["2025"]),
    ("2020年至2025年", ["2020-2025"]),
    ("2021—2025年期间", ["2021-2025"]),
    ("“十三五”期间", ["2016-2020"]),
    ("十三五末", ["2020"]),
    ("“十四五”规划提出", [""]),
    ("“十四五”期间", ["2021-2025"]),
    ("2022年⟦T1⟧，2025年⟦T2⟧", ["2022", "2025"]),
]


@pytest.mark.parametrize(("text", "found"), TIMES)
def test_times_in_prose(text: str, found: list[str]) -> None:
    assert [time.when for time in times(text)] == found
