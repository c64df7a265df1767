"""Logging in and out of the staff desk, and its pages by keyboard, in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assistant.web.staff import texts
from tests.browser.conftest import PHONE, WIDE, Open, shoot
from tests.browser.desk import PASSWORD, Desk, desk, fits
from tests.browser.test_axe import findings

__all__ = ["desk"]
pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SIZES
@SCHEMES
def test_in_and_out(visit: Open, desk: Desk, size: tuple[int, int], scheme: str) -> None:
    page = visit(desk.address, size, scheme, "/desk/log")
    shoot(page, f"staff-login-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_label(texts.YOUR_NAME).fill("李老师")
    page.get_by_label(texts.PASSWORD).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(texts.LOG)
    shoot(page, f"staff-log-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.goto(f"{desk.address}/desk")
    shoot(page, f"staff-home-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_role("button", name=texts.LEAVE).click()
    expect(page.get_by_label(texts.PASSWORD)).to_be_visible()


def test_a_wrong_password_keeps_the_name_and_says_what_is_left(visit: Open, desk: Desk) -> None:
    page = visit(desk.address, path="/desk", expected="403")
    page.get_by_label(texts.YOUR_NAME).fill("李老师")
    page.get_by_label(texts.PASSWORD).fill("不是这个")
    page.get_by_role("button", name=texts.ENTER).click()
    expect(page.get_by_role("alert")).to_contain_text("还可以再试 4 次")
    expect(page.get_by_label(texts.YOUR_NAME)).to_have_value("李老师")


def test_every_page_opens_from_the_menu(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit)
    for name in (texts.NAV_CHECK, texts.NAV_DRAFT, texts.NAV_EVALS, texts.NAV_FEEDBACK):
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        current = page.get_by_role("navigation").locator("[aria-current=page]")
        expect(current).to_have_text(name)


def test_the_first_tab_skips_to_the_text(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/check")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
