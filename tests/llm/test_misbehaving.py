"""Whatever an endpoint does, a visitor gets the right figure in time; the trace tells why."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest

from assistant.types import Answer, Status
from tests.llm.conftest import CALM, HASTY, KEY, Ask, Open, phrase
from tests.llm.scripted import DONE, Step, calls, event, fails, says, serving

FIGURE = "残疾儿童入学率2025年的目标是多少？"
OPEN = (
    "规划在心理健康和作业负担上都有什么安排，家长能帮上什么忙，学校又会怎么配合我们做好这些事呢？"
)
PAIRED = replace(CALM, concurrency=2)
HTML = Step(chunks=[b"<html><body>It works!</body></html>"], kind="text/html")
ENDLESS: list[bytes | float] = [0.2, b": keep-alive\n\n"] * 25
SLOWLY: list[str | float] = ["规划", 0.2]
ROLE = event({"role": "assistant", "content": ""})


def traced(answer: Answer) -> dict[str, Any]:
    return dict(answer.trace["model"])


CASES: list[tuple[str, list[Step], str, int]] = [
    ("invalid JSON", [Step(chunks=[b"data: {not json\n\n"])], "garbage", 1),
    ("NaN", [Step(chunks=[b"data: NaN\n\n"])], "garbage", 1),
    ("HTML", [HTML], "", 1),
    ("HTML said to be JSON", [Step(chunks=HTML.chunks, kind="application/json")], "", 1),
    ("nothing at all", [Step()], "", 2),
    ("an empty reply", [says("")], "empty", 1),
    ("50 MB in one reply", [Step(chunks=[ROLE, *[b"x" * 1_000_000] * 50])], "too_long", 1),
    ("50 MB of text", [Step(chunks=[event({"content": "啊" * 9000})] * 2000)], "too_long", 1),
    ("50 MB of error", [Step(401, {}, [b"x" * 1_000_000] * 50)], "too_long", 1),
    ("401", [fails(401)], "auth", 1),
    ("403", [fails(403)], "auth", 1),
    ("404", [fails(404)], "status_404", 1),
    ("429", [fails(429, {"retry-after": "0.1"})], "busy", 2),
    ("500", [fails(500, {"retry-after": "0"})], "server", 2),
    ("503", [fails(503, {"retry-after": "0"})], "server", 2),
    ("Retry-After: 3600", [fails(429, {"retry-after": "3600"})], "busy", 1),
    ("Retry-After: soon", [fails(503, {"retry-after": "tomorrow"})], "server", 2),
    ("a redirect", [Step(302, {"location": "http://example.com/"})], "status_302", 1),
    ("cut in the middle", [Step(chunks=[ROLE, event({"content": "规划提出，"})])], "cut", 1),
    ("cut in a chunk", [Step(chunks=[ROLE, event({"content": "规划"})[:40]])], "", 1),
    (
        "cut by its own limit",
        [Step(chunks=[event({"content": "规划提出，"}), event({}, "length"), DONE])],
        "",
        2,
    ),
]


@pytest.mark.parametrize(("what", "steps", "kind", "requests"), CASES, ids=[c[0] for c in CASES])
def test_a_failing_endpoint_costs_only_fluency(
    what: str, steps: list[Step], kind: str, requests: int, ask: Ask, open_model: Open
) -> None:
    asked = ask(FIGURE)
    with serving(*steps) as server:
        answer = phrase(open_model(server.url), asked)
    assert (answer.text, answer.status) == (asked.answer.text, Status.ANSWERED)
    assert "99.7%" in answer.text
    assert traced(answer)["outcome"] == "composed"
    assert not kind or traced(answer)["reasons"] == [kind]
    assert len(server.requests) <= requests


SLOW: list[tuple[str, list[Step], str]] = [
    ("no first token", [Step(chunks=[4.0])], "first_token"),
    ("keep-alives only", [Step(chunks=ENDLESS)], "first_token"),
    ("keep-alives after the start", [Step(chunks=[ROLE, *ENDLESS])], "gap"),
    ("one token in a long time", [says("规划", 4.0, "提出")], "gap"),
    ("a token now and then for ever", [says(*SLOWLY * 30)], "total"),
]


@pytest.mark.parametrize(("what", "steps", "kind"), SLOW, ids=[c[0] for c in SLOW])
def test_a_slow_endpoint_costs_no_more_than_its_deadline(
    what: str, steps: list[Step], kind: str, ask: Ask, open_model: Open
) -> None:
    asked = ask(FIGURE)
    with serving(*steps) as server:
        model = open_model(server.url, HASTY)
        start = time.monotonic()
        answer = phrase(model, asked)
        assert time.monotonic() - start < HASTY.total + 2
    assert answer.text == asked.answer.text
    assert traced(answer)["reasons"] == [kind]
    assert len(server.requests) == 1


def test_nobody_at_the_address(ask: Ask, open_model: Open) -> None:
    asked = ask(FIGURE)
    model = open_model("http://127.0.0.1:9/v1")
    start = time.monotonic()
    answer = phrase(model, asked)
    assert time.monotonic() - start < 3 * CALM.connect
    assert answer.text == asked.answer.text
    assert traced(answer)["reasons"] == ["connect"]


def test_a_retry_before_the_first_token_may_succeed(ask: Ask, open_model: Open) -> None:
    asked = ask(FIGURE)
    token = next(iter(_tokens(asked.question, ask, open_model)))
    with serving(fails(503, {"retry-after": "0"}), says(f"规划提出，⟦{token}⟧。")) as server:
        answer = phrase(open_model(server.url), asked)
    assert traced(answer)["outcome"] == "phrased"
    assert answer.text.startswith("规划提出，到2025年底，") and "99.7%" in answer.text


def test_no_retry_after_the_first_token(ask: Ask, open_model: Open) -> None:
    with serving(Step(chunks=[ROLE, event({"content": "规划"})])) as server:
        phrase(open_model(server.url), ask(FIGURE))
    assert len(server.requests) == 1


def test_after_five_failures_the_endpoint_is_left_alone_for_a_while(
    ask: Ask, open_model: Open
) -> None:
    asked = ask(FIGURE)
    token = next(iter(_tokens(FIGURE, ask, open_model)))
    with serving(*[fails(401)] * 5, says(f"规划提出，⟦{token}⟧。")) as server:
        model = open_model(server.url)
        reasons = [traced(phrase(model, asked))["reasons"] for _ in range(7)]
        assert reasons == [["auth"]] * 5 + [["circuit_open"]] * 2
        assert len(server.requests) == 5
        time.sleep(CALM.pause)
        assert traced(phrase(model, asked))["outcome"] == "phrased"
        assert traced(phrase(model, asked))["outcome"] == "phrased"


def test_thinking_is_dropped(ask: Ask, open_model: Open) -> None:
    asked = ask(FIGURE)
    token = next(iter(_tokens(FIGURE, ask, open_model)))
    spoken = says(
        "<thi", "nk>是50%吗？\n</thi", "nk>规划提出，", f"⟦{token}⟧。", reasoning="约50%。"
    )
    with serving(spoken) as server:
        answer = phrase(open_model(server.url), asked)
    assert traced(answer)["outcome"] == "phrased"
    assert "50" not in answer.text


TOOLS: list[tuple[str, Step]] = [
    ("an unknown tool", calls(("delete_plan", "{}"))),
    ("arguments that are no JSON", calls(("search_plan", "{words: 作业"))),
    ("arguments of a wrong type", calls(("read_box", '{"number": "二十四"}'))),
    ("arguments out of range", calls(("read_box", '{"number": -1}'))),
    ("arguments nobody declared", calls(("define_term", '{"term": "校闹", "sql": "drop"}'))),
    ("a value outside the closed set", calls(("count", '{"what": "学校"}'))),
    ("arguments that are a list", calls(("search_plan", "[1]"))),
    ("a good call, again and again", calls(("search_plan", '{"words": "心理健康"}'))),
    ("thirty calls at once", calls(*[("search_plan", '{"words": "作业"}')] * 30)),
]


@pytest.mark.parametrize(("what", "step"), TOOLS, ids=[c[0] for c in TOOLS])
def test_a_model_that_misuses_tools_is_asked_four_times_at_most(
    what: str, step: Step, ask: Ask, open_model: Open
) -> None:
    asked = ask(OPEN)
    with serving(step) as server:
        answer = phrase(open_model(server.url), asked)
    assert answer.text == asked.answer.text
    assert traced(answer)["outcome"] == "composed"
    assert 1 <= len(server.requests) <= CALM.calls


def test_tools_are_no_longer_offered_when_calls_run_out(ask: Ask, open_model: Open) -> None:
    with serving(calls(("search_plan", '{"words": "心理健康"}'))) as server:
        phrase(open_model(server.url), ask(OPEN))
    assert ["tools" in request for request in server.requests] == [True, True, False]


def test_a_visitor_who_leaves_ends_the_work(ask: Ask, open_model: Open) -> None:
    asked = ask(FIGURE)
    with serving(says("规划", *SLOWLY * 100)) as server:
        model = open_model(server.url)
        parts = model.stream(asked.question, asked.query, asked.evidence, asked.draft, asked.answer)
        next(parts)
        parts.close()  # type: ignore[attr-defined]
        assert server.left.wait(3)


def test_waiting_gives_signs_of_life(ask: Ask, open_model: Open) -> None:
    asked = ask(FIGURE)
    with serving(Step(chunks=[4.0])) as server:
        model = open_model(server.url, HASTY)
        parts = list(
            model.stream(asked.question, asked.query, asked.evidence, asked.draft, asked.answer)
        )
    assert parts[:-1] == [""] * len(parts[:-1]) and len(parts) >= 2
    assert isinstance(parts[-1], Answer)


def test_so_many_requests_at_a_time_and_no_more(ask: Ask, open_model: Open) -> None:
    from concurrent.futures import ThreadPoolExecutor

    asked = ask(FIGURE)
    with serving(says("规划", 0.1, "提出")) as server:
        model = open_model(server.url, PAIRED)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: phrase(model, asked), range(8)))
    assert server.busiest == 2
    assert {a.text for a in answers} == {asked.answer.text}


def test_the_key_is_in_the_header_and_nowhere_else(ask: Ask, open_model: Open) -> None:
    with serving(says("无")) as server:
        answer = phrase(open_model(server.url), ask(FIGURE))
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(server.requests) + repr(answer)


def _tokens(question: str, ask: Ask, open_model: Open) -> list[str]:
    """The tokens that a prompt demands, as a model reads them."""
    import re

    with serving(says("无")) as server:
        phrase(open_model(server.url), ask(question))
    prompt = server.requests[0]["messages"][-1]["content"]
    return re.findall(r"⟦(T\d+)⟧", prompt.partition("必须用到的编号：")[2])
