"""The web app over HTTP: headers, refusals, passages, health, and a question by hand."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.llm.address import describe
from assistant.web import texts
from assistant.web.limits import Limits, Rate
from assistant.web.server import create_app
from tests.web.scripted import ENTRY, ENTRY_QUESTION, HOSTILE, TEXT, TITLE, ScriptedAssistant

ORIGIN = "http://127.0.0.1:7860"
JOIN = "/gradio_api/queue/join"


def ask(client: TestClient, question: object, session: str = "s1") -> list[Any]:
    """The conversation's messages after one question, by Gradio's own protocol."""
    body = {"data": [question, None], "fn_index": 0, "session_hash": session}
    joined = client.post(JOIN, json=body, headers={"origin": ORIGIN})
    assert joined.status_code == 200, joined.text
    data = client.get("/gradio_api/queue/data", params={"session_hash": session}).text
    events = [json.loads(line[6:]) for line in data.splitlines() if line.startswith("data: ")]
    completed = [e for e in events if e["msg"] == "process_completed"]
    assert completed[0]["success"], completed
    return completed[0]["output"]["data"] or []


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/healthz", "/passage?start=0&end=5", "/nirgends", "/web/page.css", "/config"),
        *("/reader", "/targets", "/targets.csv", "/targets.xlsx", "/lines", "/reader?start=x"),
    ],
)
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


def test_the_page_runs_only_scripts_it_names(client: TestClient) -> None:
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    match = re.search(r"script-src 'self' 'nonce-([\w-]+)'(;|$)", policy)
    assert match
    assert "unsafe-eval" not in policy and "http" not in policy
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts and all(f'nonce="{match[1]}"' in script for script in scripts)


def test_each_visit_has_its_own_nonce(client: TestClient) -> None:
    policies = {client.get("/").headers["content-security-policy"] for _ in range(2)}
    assert len(policies) == 2


def test_the_page_is_chinese_and_says_what_it_is(client: TestClient) -> None:
    page = client.get("/").text
    assert '<html lang="zh-CN"' in page
    assert texts.AI_LABEL in page and TITLE in page
    assert "gradio.app" not in page and "githubusercontent" not in page
    assert page.count("<title>") == 1


def test_the_page_says_which_model_is_used_and_where_questions_go(client: TestClient) -> None:
    assert 'class="model"' not in client.get("/").text
    info = describe("https://api.example.com/v1", "<b>某模型</b>")
    with TestClient(create_app(ScriptedAssistant(model=info)).asgi, base_url=ORIGIN) as told:
        page = told.get("/").text
    assert f'<p class="model">{html.escape(info.sentence)}</p>' in page
    assert "api.example.com（外部网络）" in page and "<b>某模型" not in page


def test_a_plan_title_is_data_too() -> None:
    class Titled(ScriptedAssistant):
        plan_title = "<script>alert(1)</script>"

    with TestClient(create_app(Titled()).asgi, base_url=ORIGIN) as client:
        page = client.get("/").text
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_our_own_files_are_there_and_never_stale(client: TestClient) -> None:
    addresses = re.findall(r'(?:href|src)="(/web/[^"]+)"', client.get("/").text)
    assert len(addresses) >= 6
    for address in addresses:
        file = client.get(address)
        assert file.status_code == 200
        assert file.headers["cache-control"] == "no-cache"
        again = client.get(address, headers={"if-none-match": file.headers["etag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://evil.example",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/mcp/",
        "/gradio_api/vibe-code",
        "/gradio_api/component_server",
        "/gradio_api/run/predict",
        "/gradio_api/heartbeat/x",
        "/gradio_api/call/ask",
        "/monitoring",
        "/monitoring/summary",
        "/login",
        "/docs",
        "/openapi.json",
        "/svelte/x",
        "/%2e%2e/etc/passwd",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_the_page_does_not_need_is_shut(client: TestClient, path: str, method: str) -> None:
    assert client.request(method, path, headers={"origin": ORIGIN}).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_post_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    refused = client.post(JOIN, json={}, headers=headers)
    assert refused.status_code == 403
    assert refused.text == texts.FOREIGN_ORIGIN


def test_no_other_site_may_read(client: TestClient) -> None:
    headers = {"origin": "https://evil.example"}
    assert "access-control-allow-origin" not in client.get("/config", headers=headers).headers
    asked = {**headers, "access-control-request-method": "POST"}
    assert client.options(JOIN, headers=asked).status_code >= 400


def test_only_named_hosts_are_served_when_names_are_given() -> None:
    app = create_app(ScriptedAssistant(), hosts=["edu.example"])
    with TestClient(app.asgi, base_url="https://edu.example") as client:
        assert client.get("/healthz").status_code == 200
        refused = client.get("/healthz", headers={"host": "evil.example"})
    assert refused.status_code == 421


def test_a_large_body_is_refused_whether_or_not_it_says_so(client: TestClient) -> None:
    big = b"x" * (64 * 1024 + 1)
    headers = {"origin": ORIGIN}
    declared = client.post(JOIN, content=big, headers=headers)
    streamed = client.post(JOIN, content=iter([big[:40_000], big[40_000:]]), headers=headers)
    assert declared.status_code == streamed.status_code == 413
    assert declared.text == streamed.text == texts.BODY_TOO_LARGE.format(kilobytes=64)


def test_a_cited_span_opens_marked_in_its_context(client: TestClient) -> None:
    found = client.get("/passage", params={"start": ENTRY.start, "end": ENTRY.end})
    assert found.status_code == 200
    (marked,) = re.findall(r"<mark>(.*?)</mark>", found.text)
    assert re.sub(r"<[^>]*>", "", marked) == ENTRY.quote


def test_a_hostile_span_is_inert(client: TestClient) -> None:
    found = client.get("/passage", params={"start": HOSTILE.start, "end": HOSTILE.end})
    assert "<script" not in found.text and "<img" not in found.text


@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 5), (5, 5), (9, 3), (0, 20_001), (len(TEXT), len(TEXT) + 1), (10**9, 10**9 + 1)],
)
def test_a_span_that_is_not_there_says_so(client: TestClient, start: int, end: int) -> None:
    found = client.get("/passage", params={"start": start, "end": end})
    assert found.status_code == 404
    assert found.text == texts.READER_MISSING


def test_alive_and_ready_are_two_things(client: TestClient, assistant: ScriptedAssistant) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assistant.is_ready = False
    try:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
    finally:
        assistant.is_ready = True


def test_a_question_is_answered_with_its_sources(client: TestClient) -> None:
    messages = json.dumps(ask(client, ENTRY_QUESTION), ensure_ascii=False)
    assert "99.7%" in messages and "source-card" in messages


@pytest.mark.parametrize("question", [None, "", "   ", [], {}, 7, "问" * 501, "\ud800"])
def test_any_question_gets_a_sentence_and_never_an_error(
    client: TestClient, question: object
) -> None:
    session = f"odd-{hash(str(question).encode('utf-8', 'replace'))}"
    body = json.dumps({"data": [question, None], "fn_index": 0, "session_hash": session})
    headers = {"origin": ORIGIN, "content-type": "application/json"}
    assert client.post(JOIN, content=body, headers=headers).status_code < 500


def test_a_question_that_is_too_long_is_told_the_limit(client: TestClient) -> None:
    messages = json.dumps(ask(client, "问" * 501, "long"), ensure_ascii=False)
    assert texts.LONG_QUESTION.format(length=501, limit=500) in messages


def test_two_visitors_do_not_share_a_history() -> None:
    assistant = ScriptedAssistant()
    with TestClient(create_app(assistant).asgi, base_url=ORIGIN) as client:
        ask(client, "甲问", "甲")
        ask(client, "乙问", "乙")
        ask(client, "甲再问", "甲")
    assert assistant.histories == [(), (), ("甲问",)]


def test_whoever_asks_too_fast_is_told_how_long_to_wait() -> None:
    limits = Limits(session_rate=Rate(burst=1, per_second=0.1))
    with TestClient(create_app(ScriptedAssistant(), limits=limits).asgi, base_url=ORIGIN) as client:
        ask(client, "第一问")
        messages = json.dumps(ask(client, "第二问"), ensure_ascii=False)
    assert texts.TOO_FAST.format(seconds=10) in messages
