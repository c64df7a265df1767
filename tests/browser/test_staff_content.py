"""Feedback and content in Chromium: what people miss, and a way of asking added for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.web.feedback.store import Feedback, Store
from assistant.web.staff import texts
from tests.browser.conftest import PHONE, WIDE, Open, shoot
from tests.browser.desk import Desk, desk, fits
from tests.browser.test_axe import findings

__all__ = ["desk"]
pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
QUESTIONS = ("学校有没有校车接送", "有没有校车接送娃娃", "咱们区的娃儿眼镜率", "食堂一个月多少钱")


@pytest.fixture(autouse=True)
def opinions(desk: Desk) -> None:
    store = Store(desk.folder)
    if not store.read():
        for question in QUESTIONS:
            store.add(Feedback(False, "没说清楚", question, "not_in_plan", "", "规划", "同意"))
        store.add(Feedback(True, "", "入学率是多少", "answered", "专栏2", "规划", "同意"))


@SIZES
@SCHEMES
def test_what_people_miss(visit: Open, desk: Desk, size: tuple[int, int], scheme: str) -> None:
    page = desk.enter(visit, "/feedback", size, scheme)
    expect(page.locator("table").first).to_contain_text("5")
    shoot(page, f"staff-feedback-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_role("link", name=texts.MISSING_LINK).click()
    first = page.locator(".findings > li").first
    expect(first).to_contain_text("校车")
    expect(first).to_contain_text("2 次")
    shoot(page, f"staff-missing-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []


def test_a_question_opens_in_the_chat_and_waits(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/feedback")
    first = page.locator(".findings > li").first
    asked = first.locator("b").inner_text()
    with page.expect_popup() as opened:
        first.get_by_role("link", name=texts.IN_CHAT).click()
    chat = opened.value
    box = chat.locator("#question textarea")
    expect(box).to_have_value(asked, timeout=20_000)
    chat.close()


@SIZES
@SCHEMES
def test_a_way_of_asking_is_tried_kept_and_taken_back(
    visit: Open, desk: Desk, size: tuple[int, int], scheme: str
) -> None:
    asked = QUESTIONS[2]
    page = desk.enter(visit, "/content", size, scheme)
    shoot(page, f"staff-content-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_label(texts.WAY_TEXT, exact=True).fill(asked)
    page.get_by_label(texts.WAY_QUOTES).fill("加大防控近视、防治龋齿")
    page.get_by_role("button", name=texts.PREVIEW).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(texts.TRY)
    expect(page.locator(".findings > li", has_text=asked)).to_contain_text("近视")
    shoot(page, f"staff-try-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_role("button", name=texts.KEEP).click()
    expect(page.get_by_text(texts.KEPT)).to_be_visible()
    assert "近视" in desk.assistant.ask(asked).text
    page.get_by_role("button", name=texts.UNDO).first.click()
    expect(page.get_by_text(texts.KEPT)).to_be_visible()
    assert "近视" not in desk.assistant.ask(asked).text
