"""What a visitor reads when the service goes away under an open page."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import Browser, expect

from assistant.web import texts
from assistant.web.listening import listen, prepare
from assistant.web.server import create_app
from tests.browser.conftest import Site, ask, ask_and_wait, port_of
from tests.web.scripted import ScriptedAssistant

pytestmark = pytest.mark.browser


def test_a_lost_service_is_told_in_chinese_and_the_question_is_kept(browser: Browser) -> None:
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{port_of(listener)}"
    app = create_app(ScriptedAssistant())
    server = prepare(app.asgi, app.finish)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    page = browser.new_page(locale="zh-CN")
    try:
        page.goto(address)
        expect(page.locator("body.open")).to_be_attached(timeout=20_000)
        server.should_exit = True
        thread.join(timeout=15)
        ask(page, "还在吗？")
        expect(page.get_by_test_id("toast-text")).to_have_text(texts.BUSY)
        expect(page.locator("#question textarea")).to_have_value("还在吗？")
    finally:
        server.should_exit = True
        thread.join(timeout=15)
        page.close()


def test_a_full_queue_is_told_in_chinese_and_the_question_is_kept(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(locale="zh-CN")
    full = {"detail": "Queue is full. Max size is 64 and size is 64."}
    try:
        page.goto(site.address)
        expect(page.locator("body.open")).to_be_attached(timeout=20_000)
        page.route("**/queue/join*", lambda route: route.fulfill(status=503, json=full))
        ask(page, "还有位子吗？")
        expect(page.get_by_test_id("toast-text")).to_have_text(texts.BUSY)
        expect(page.locator("#question textarea")).to_have_value("还有位子吗？")
        page.unroute("**/queue/join*")
        assert "还有位子吗" in ask_and_wait(page, "还有位子吗？")
    finally:
        page.close()
