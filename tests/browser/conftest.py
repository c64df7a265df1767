"""A real Chromium, a served page, and a witness that sees every request and console error."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from assistant.web.limits import Limits, Rate
from assistant.web.listening import listen, prepare
from assistant.web.server import create_app
from tests.web.scripted import ScriptedAssistant

SHOTS = Path(__file__).parents[2] / "test-output"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE = (1280, 800)
PHONE = (390, 844)
INSTALL = "apt-get install -y chromium fonts-noto-cjk"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip(f"没有找到 Chromium，浏览器测试没有运行；安装：{INSTALL}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Site:
    """A served page and the assistant behind it."""

    address: str
    assistant: ScriptedAssistant
    folder: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    assistant = ScriptedAssistant(pause=0.05)
    listener = listen("127.0.0.1", 0)
    # One address asks for all tests together.
    limits = Limits(feedback_rate=Rate(100, 10), address_rate=Rate(1000, 100))
    folder = tmp_path_factory.mktemp("data")
    app = create_app(assistant, limits=limits, data_dir=folder)
    server = prepare(app.asgi, app.finish)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Site(f"http://127.0.0.1:{port_of(listener)}", assistant, folder)
    server.should_exit = True
    thread.join(timeout=15)
    assert not thread.is_alive()


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


@dataclass
class Witness:
    """What went wrong on a page, or would have left its origin."""

    address: str
    # Chromium writes a refused form's status to the console; a test that is refused says so.
    expected: str = "\0"
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and self.expected not in message.text:
            self.console.append(message.text)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.address).netloc:
            self.foreign.append(request.url)


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address as one visitor; at the end nothing may have gone wrong or gone out."""
    contexts = []
    witnesses = []

    def opening(
        address: str,
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
        path: str = "/",
        expected: str = "\0",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        witness = Witness(address, expected)
        witnesses.append(witness)
        page = context.new_page()
        witness.watch(page)
        page.goto(address + path)
        if path == "/":
            expect(page.locator("#question textarea")).to_be_visible(timeout=20_000)
            expect(page.locator("body.open")).to_be_attached()
        else:
            expect(page.locator("#main")).to_be_visible()
            expect(page.locator("html.scripted")).to_be_attached()
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [w.console for w in witnesses if w.console] == []
    assert [w.foreign for w in witnesses if w.foreign] == []


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#send").click()


def ask_and_wait(page: Page, question: str) -> str:
    """The whole answer's text."""
    asked = page.locator("#chat .asked").count()
    ask(page, question)
    expect(page.locator("#chat .asked")).to_have_count(asked + 1)
    return settled(page)


def settled(page: Page) -> str:
    """The newest answer's text, once nothing streams."""
    expect(page.locator("#chat .streaming")).to_have_count(0)
    return page.locator("#chat .answer").last.inner_text()


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
