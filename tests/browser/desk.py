"""A served site with a staff desk over the real assistant, and somebody who logs in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant, open_assistant
from assistant.web.limits import Limits, Rate
from assistant.web.listening import listen, prepare
from assistant.web.server import create_app
from assistant.web.staff.mounting import staff_desk
from tests.assistant.conftest import without_model
from tests.browser.conftest import WIDE, Open, port_of

PASSWORD = "校园里的梧桐树2025"


@dataclass
class Desk:
    """The served site and its data folder."""

    address: str
    assistant: Assistant
    folder: Path

    def enter(
        self,
        visit: Open,
        path: str = "",
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
        expected: str = "\0",
    ) -> Page:
        """A page of the desk, reached through the login page as a person does."""
        page = visit(self.address, size, scheme, f"/desk{path}", expected)
        page.get_by_label("您的姓名").fill("李老师")
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("button", name="退出")).to_be_visible()
        expect(page.locator("html.scripted")).to_be_attached()
        return page


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("data")
    settings = without_model(folder).model_copy(update={"staff_password": PASSWORD})
    assistant = open_assistant(settings)
    listener: socket.socket = listen("127.0.0.1", 0)
    limits = Limits(feedback_rate=Rate(100, 10), address_rate=Rate(1000, 100))
    staff = staff_desk(settings, assistant)
    app = create_app(assistant, limits=limits, data_dir=folder, staff=staff)
    server = prepare(app.asgi, app.finish)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Desk(f"http://127.0.0.1:{port_of(listener)}", assistant, folder)
    server.should_exit = True
    thread.join(timeout=15)
    assistant.close()
    assert not thread.is_alive()


def fits(page: Page) -> None:
    """Nothing is wider than the window, and what one can press is 44 pixels high."""
    wide, room = page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide <= room, f"{wide} > {room}"
    small = page.evaluate(
        """() => [...document.querySelectorAll(
          'main button, main .action, main input:not([type=hidden]):not([type=checkbox]), '
          + 'main select, main summary, main .tick, header button, header nav a')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []
