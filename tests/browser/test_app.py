"""The whole service as people start it: ``app.py``, the real assistant, a browser."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from assistant.llm.address import describe, warning
from assistant.web import texts
from tests.browser.conftest import Open, ask_and_wait, port_of, shoot

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
QUESTION = "残疾儿童入学率2025年的目标是多少？"


def start(**settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return port_of(probe)


def first_line(service: subprocess.Popen[str], within: float) -> str:
    assert service.stdout is not None and service.stderr is not None
    if select.select([service.stdout], [], [], within)[0]:
        line = service.stdout.readline().strip()
        if line:
            return line
    service.kill()
    pytest.fail(f"服务没有启动：{service.stderr.read()}")


@pytest.fixture
def service() -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    running = start(PORT=str(port))
    try:
        line = first_line(running, within=60)
        assert line == texts.SERVING.format(address=f"http://127.0.0.1:{port}")
        yield running, f"http://127.0.0.1:{port}"
    finally:
        running.kill()
        running.communicate()


def test_from_start_to_a_cited_answer_to_a_clean_stop(
    visit: Open, service: tuple[subprocess.Popen[str], str]
) -> None:
    running, address = service
    page = visit(address)
    assert page.locator(".welcome .ask").count() >= 6
    assert "99.7%" in ask_and_wait(page, QUESTION)
    page.locator(".source-card").first.click()
    expect(page.locator("#reader mark")).to_contain_text("99.7%")
    expect(page.locator("#reader mark")).to_be_in_viewport()
    shoot(page, "app-1280-light")

    # An open page must not keep the service from stopping.
    asked_to_stop = time.monotonic()
    running.send_signal(signal.SIGTERM)
    _, complaints = running.communicate(timeout=15)
    assert time.monotonic() - asked_to_stop <= 10
    assert running.returncode == 0
    assert "Traceback" not in complaints


def test_the_operator_is_warned_of_a_model_outside_and_only_named_hosts_are_served() -> None:
    port = free_port()
    running = start(
        PORT=str(port),
        HOSTS="edu.example",
        LLM_BASE_URL="http://api.example.com/v1",
        LLM_MODEL="某模型",
    )
    try:
        first_line(running, within=60)
        statuses = [
            httpx.get(f"http://127.0.0.1:{port}/healthz", headers={"host": host}).status_code
            for host in ("edu.example", "evil.example")
        ]
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=20)
    finally:
        running.kill()
        running.communicate()
    assert statuses == [200, 421]
    warned = warning(describe("http://api.example.com/v1", "某模型"))
    assert warned and said.splitlines()[0] == warned


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = port_of(taken)
        running = start(PORT=str(port))
        _, complaints = running.communicate(timeout=60)
    assert running.returncode == 2
    assert complaints.strip() == texts.PORT_TAKEN.format(port=port)


def test_a_wrong_setting_is_told_in_one_line() -> None:
    running = start(PORT="abc")
    _, complaints = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "PORT" in complaints and len(complaints.strip().splitlines()) == 1


def test_a_plan_that_is_not_there_is_told_in_one_line() -> None:
    running = start(PORT=str(free_port()), PLAN="没有这个规划")
    _, complaints = running.communicate(timeout=60)
    assert running.returncode == 2
    assert len(complaints.strip().splitlines()) == 1
