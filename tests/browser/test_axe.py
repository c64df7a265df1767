"""axe finds nothing serious or critical on any page, at any width, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assistant.web import texts
from tests.browser.conftest import PHONE, WIDE, Open, Site, ask_and_wait
from tests.web.scripted import ANSWERS, ENTRY_QUESTION

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
BAD = {"serious", "critical"}


def findings(page: Page) -> list[str]:
    """What is serious or critical: the rule, and the elements it was found at."""
    violations = axe.Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in violations
        if v["impact"] in BAD
        for node in v["nodes"]
    ]


@SIZES
@SCHEMES
def test_the_chat(visit: Open, site: Site, size: tuple[int, int], scheme: str) -> None:
    page = visit(site.address, size, scheme)
    assert findings(page) == []
    for question in (*ANSWERS, "坏了"):
        if question != "坏内容":
            ask_and_wait(page, question)
    page.wait_for_timeout(300)
    assert findings(page) == []
    page.locator(".source-card").first.click()
    expect(page.locator("#reader mark")).to_be_visible()
    assert findings(page) == []
    page.locator("#reader-close").click()
    page.get_by_role("button", name=texts.UNHELPFUL).first.click()
    assert findings(page) == []


@SIZES
@SCHEMES
@pytest.mark.parametrize("path", ["/reader", "/reader?start=0&end=20", "/targets?q=率", "/lines"])
def test_the_other_pages(
    visit: Open, site: Site, size: tuple[int, int], scheme: str, path: str
) -> None:
    page = visit(site.address, size, scheme, path)
    assert findings(page) == []
    if path == "/reader":
        page.locator("a.odd").first.click()
        expect(page.locator("#card")).to_be_visible()
        assert findings(page) == []


def test_the_answer_in_large_text(visit: Open, site: Site) -> None:
    page = visit(site.address, PHONE)
    page.locator("#larger").click()
    ask_and_wait(page, ENTRY_QUESTION)
    assert findings(page) == []
