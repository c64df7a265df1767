"""Many tabs of one browser at a time: a browser opens six connections to a place and no more."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site, ask, settled
from tests.web.scripted import ENTRY_QUESTION

pytestmark = pytest.mark.browser
TABS = 8


def test_eight_tabs_all_load_and_answer(visit: Open, site: Site) -> None:
    tabs = [visit(site.address)]
    for _ in range(TABS - 1):
        tab = tabs[0].context.new_page()
        tab.goto(site.address)
        expect(tab.locator("body.open")).to_be_attached(timeout=20_000)
        tabs.append(tab)
    for tab in tabs:
        ask(tab, ENTRY_QUESTION)
    for tab in tabs:
        assert "99.7%" in settled(tab)
    reader = tabs[0].context.new_page()
    reader.goto(f"{site.address}/reader")
    expect(reader.locator("html.scripted")).to_be_attached()
