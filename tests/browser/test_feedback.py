"""有帮助 and 没帮助, as a visitor meets them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Route, expect

from assistant.web import texts
from assistant.web.feedback.routes import CONSENT
from tests.browser.conftest import PHONE, WIDE, Open, Site, ask_and_wait, shoot
from tests.web.scripted import ENTRY_QUESTION

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SIZES
@SCHEMES
def test_an_opinion_is_given_with_consent_and_kept(
    visit: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    page = visit(site.address, size, scheme)
    ask_and_wait(page, ENTRY_QUESTION)
    page.get_by_role("button", name=texts.UNHELPFUL).click()
    dialog = page.get_by_role("dialog", name=texts.FEEDBACK)
    expect(dialog).to_contain_text(CONSENT)
    dialog.get_by_label(texts.FEEDBACK_REASON).fill("打我电话13800012345")
    shoot(page, f"rating-{size[0]}-{scheme}")
    dialog.get_by_role("button", name=texts.FEEDBACK_SEND).click()
    expect(dialog.locator(".outcome")).to_contain_text("已保存")
    dialog.get_by_role("button", name=texts.CLOSE).click()
    pressed = page.get_by_role("button", name=texts.UNHELPFUL)
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    with closing(sqlite3.connect(site.folder / "feedback.sqlite3")) as kept:
        reasons = [row[0] for row in kept.execute("SELECT reason FROM feedback")]
    assert "打我电话〔电话〕" in reasons and not any("138" in reason for reason in reasons)


def test_cancel_keeps_nothing(visit: Open, site: Site) -> None:
    page = visit(site.address)
    page.on("request", lambda request: pytest.fail() if "/feedback" in request.url else None)
    ask_and_wait(page, ENTRY_QUESTION)
    page.get_by_role("button", name=texts.HELPFUL, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name=texts.FEEDBACK)).to_be_hidden()


def test_a_lost_connection_is_told_and_the_words_stay(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)

    def broken(route: Route) -> None:
        route.fulfill(status=200, body="<html>proxy", headers={"content-type": "text/html"})

    page.route("**/feedback", broken)
    page.get_by_role("button", name=texts.HELPFUL, exact=True).click()
    page.get_by_label(texts.FEEDBACK_REASON).fill("很清楚")
    page.get_by_role("button", name=texts.FEEDBACK_SEND).click()
    expect(page.locator("#rating .outcome")).to_have_text(texts.FEEDBACK_FAILED)
    expect(page.get_by_label(texts.FEEDBACK_REASON)).to_have_value("很清楚")
