"""What counts as a question, and how often one may ask."""

from __future__ import annotations

import pytest

from assistant.web import texts
from assistant.web.limits import (
    Buckets,
    Gate,
    Limits,
    QuestionRefused,
    Rate,
    clean_question,
)


@pytest.mark.parametrize("raw", ["", "  \n\t ", "\u200b\u200b", "\x00\x1f", "\u202e"])
def test_nothing_to_ask_is_refused_with_what_to_do(raw: str) -> None:
    with pytest.raises(QuestionRefused, match="请先写下您的问题"):
        clean_question(raw, 500)


def test_the_limit_itself_is_allowed_and_one_more_is_not() -> None:
    assert clean_question("问" * 500, 500) == "问" * 500
    with pytest.raises(QuestionRefused) as refused:
        clean_question("问" * 501, 500)
    assert "501" in str(refused.value) and "500" in str(refused.value)


def test_invisible_characters_are_dropped_and_text_is_kept() -> None:
    assert clean_question("残\u200b疾\u202e儿\x00童\U000e0041入学\ufeff？", 500) == "残疾儿童入学？"
    assert clean_question("第一行\n第二行", 500) == "第一行\n第二行"


def test_half_a_surrogate_becomes_something_that_can_be_sent() -> None:
    clean_question("半\ud83d字", 500).encode("utf-8")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_steady_rate() -> None:
    clock = Clock()
    buckets = Buckets(Rate(burst=2, per_second=0.5), clock=clock)
    assert [buckets.take("甲") for _ in range(3)] == [0, 0, pytest.approx(2)]
    assert buckets.take("乙") == 0
    clock.now = 2.0
    assert buckets.take("甲") == 0
    assert buckets.take("甲") > 0


def test_waiting_long_does_not_save_up_more_than_the_burst() -> None:
    clock = Clock()
    buckets = Buckets(Rate(burst=2, per_second=1), clock=clock)
    clock.now = 1000.0
    assert [buckets.take("甲") > 0 for _ in range(3)] == [False, False, True]


def test_a_crowd_of_keys_does_not_grow_without_end() -> None:
    buckets = Buckets(Rate(burst=1, per_second=1), size=10, clock=Clock())
    for i in range(1000):
        buckets.take(str(i))
    assert len(buckets._levels) == 10


def test_one_address_may_hold_many_sessions_but_not_endlessly_many() -> None:
    limits = Limits(session_rate=Rate(1, 0.1), address_rate=Rate(3, 0.1))
    gate = Gate(limits)
    for session in "甲乙丙":
        gate.check(session, "10.0.0.1")
    with pytest.raises(QuestionRefused, match="请过 10 秒再发"):
        gate.check("丁", "10.0.0.1")
    gate.check("戊", "10.0.0.2")


def test_the_wait_is_told_in_whole_seconds() -> None:
    assert "{seconds}" in texts.TOO_FAST
