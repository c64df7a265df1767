"""Evals in Chromium: a visitor's question becomes a case, a run is watched and read."""

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
QUOTE = "残疾儿童、少年义务教育阶段入学率达99.7%"


@SIZES
@SCHEMES
def test_the_page(visit: Open, desk: Desk, size: tuple[int, int], scheme: str) -> None:
    page = desk.enter(visit, "/evals", size, scheme)
    shoot(page, f"staff-evals-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    page.get_by_role("link", name=texts.CASE).click()
    shoot(page, f"staff-case-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []


@pytest.mark.slow
def test_from_an_unhelpful_answer_to_a_run(visit: Open, desk: Desk) -> None:
    Store(desk.folder).add(
        Feedback(False, "没说清楚", "双流区有几个月亮", "not_in_plan", "", "规划", "同意")
    )
    page = desk.enter(visit, "/feedback")
    page.get_by_role("link", name=texts.MAKE_CASE).first.click()
    expect(page.get_by_label("提问")).to_have_value("双流区有几个月亮")
    page.get_by_label("应当").select_option("回答")
    page.get_by_label("名称").fill("十二个月亮")
    page.get_by_label(texts.CASE_REVIEWED).check()
    page.get_by_role("button", name=texts.CASE_SAVE).click()
    expect(page.get_by_text("自0001")).to_be_visible()
    page.get_by_label(texts.RUN_OWN).check()
    page.get_by_role("button", name=texts.RUN_DO).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    shoot(page, "staff-run-1280-light")
    assert findings(page) == []
    expect(page.get_by_text("通过 0 / 1 题")).to_be_visible(timeout=90_000)
    shoot(page, "staff-result-1280-light")
    assert findings(page) == []
    expect(page.locator(".findings > li")).to_contain_text("双流区有几个月亮")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    shoot(page, "staff-result-390-light")
    fits(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name=texts.WHOLE_REPORT).click()
    expect(opened.value.get_by_role("heading", name="评测报告")).to_be_visible()
    expect(opened.value.locator("#count")).to_contain_text("共 1 题")
    opened.value.close()
