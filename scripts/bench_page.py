"""From start to a usable page, with an index present; and the page itself, on loopback."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scripts import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
STARTS, VISITS = 3, 5
START_S = 60.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

Numbers = dict[str, float]


def measure() -> Numbers:
    """Seconds: from the command to a usable page, and from an address to a usable page.

    Usable means that a question can be typed and sent. Empty without a Chromium.
    """
    path = chromium.find()
    if path is None:
        return {}
    from playwright.sync_api import sync_playwright

    starts, visits = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for turn in range(STARTS):
            begun = time.perf_counter()
            with service() as address:
                _visit(browser, address)
                starts.append(time.perf_counter() - begun)
                if turn == STARTS - 1:
                    visits = [_visit(browser, address) for _ in range(VISITS)]
        browser.close()
    return {
        "start": statistics.median(starts),
        "start_worst": max(starts),
        "visit": statistics.median(visits),
        "visit_worst": max(visits),
    }


@contextmanager
def service() -> Iterator[str]:
    """``app.py`` as people start it, on a free port; its address once the port answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    last = time.monotonic() + START_S
    while time.monotonic() < last and process.poll() is None:
        # The port is taken at once and answers when the page is there: the visit waits for that.
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("服务没有在时限内启动。")


def _visit(browser: Browser, address: str) -> float:
    """Seconds until a new visitor, with nothing cached, can type a question."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address, timeout=START_S * 1000)
    page.locator("body.open #question textarea").wait_for(timeout=START_S * 1000)
    took = time.perf_counter() - begun
    context.close()
    return took
