"""The plan reader as a page of its own, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.web import texts
from assistant.web.reader.document import link
from tests.browser.conftest import PHONE, WIDE, Open, Site, ask_and_wait, shoot
from tests.web.scripted import ENTRY, ENTRY_QUESTION, plan

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def contents_of(page: Page, size: tuple[int, int]) -> None:
    if size == PHONE:
        page.get_by_role("button", name=texts.CONTENTS).click()


@SIZES
@SCHEMES
def test_the_plan_is_a_document(
    visit: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    page = visit(site.address, size, scheme, "/reader")
    shoot(page, f"plan-{size[0]}-{scheme}")
    contents_of(page, size)
    entry = page.locator("#contents").get_by_role("link", name="第三部分 主要任务")
    entry.click()
    expect(page.locator("[id='第三部分']")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#"))
    wide, room = page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide <= room


@SIZES
@SCHEMES
@pytest.mark.parametrize("place", ["专栏24", "终期·第26项", "名词解释·25"])
def test_a_link_that_was_sent_opens_its_place(
    visit: Open, site: Site, size: tuple[int, int], scheme: str, place: str
) -> None:
    page = visit(site.address, size, scheme, f"/reader#{place}")
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()
    shoot(page, f"plan-{place}-{size[0]}-{scheme}")


def test_what_can_be_touched_is_large_enough(visit: Open, site: Site) -> None:
    page = visit(site.address, PHONE, path="/reader#终期")
    page.locator("#unfold").click()
    # Words of a running text are as large as the text; what stands by itself is larger.
    alone = "a.odd, .number a, .sides a, #side :is(a, button, input, summary)"
    small = page.locator(f":is({alone}):visible").evaluate_all(
        """all => all.map(e => [e.innerText, e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44)
            .map(([text, box]) => [text, box.width, box.height])"""
    )
    assert small == []


def test_the_link_of_a_place_is_copied(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader")
    page.locator("[id='专栏24'] h4 a.anchor").click()
    expect(page.locator("#announce")).to_have_text(texts.LINK_COPIED)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{site.address}/reader#%E4%B8%93")


@SIZES
def test_a_cited_span_opens_marked(visit: Open, site: Site, size: tuple[int, int]) -> None:
    page = visit(site.address, size, path=link(ENTRY.start, ENTRY.end))
    expect(page.locator("mark")).to_have_text(ENTRY.quote)
    expect(page.locator("mark")).to_be_in_viewport()
    page.mouse.wheel(0, -3000)
    page.get_by_role("link", name=texts.TO_CITED).click()
    expect(page.locator("mark")).to_be_in_viewport()


def test_a_citation_leads_from_the_chat_to_the_full_reader(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)
    page.locator(".source-card").first.click()
    with page.context.expect_page() as opened:
        page.locator("#reader .whole").click()
    full = opened.value
    expect(full.locator("mark")).to_have_text(ENTRY.quote)
    expect(page.locator("#chat .asked")).to_have_text(ENTRY_QUESTION)


def test_a_table_is_a_table_with_merged_cells(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader#终期")
    table = page.locator("[id='终期'] table")
    assert table.get_by_role("row").count() == 37
    assert table.locator("td[rowspan]").count() == 5
    first = table.locator("td[rowspan]").first.bounding_box()
    row = table.locator("tbody tr").first.bounding_box()
    assert first and row and first["height"] > 4 * row["height"]


def test_a_term_explains_itself_on_hover_tap_and_key(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader")
    term = page.locator("a.term", has_text="义务教育校际均衡指数").first
    term.scroll_into_view_if_needed()
    card = page.locator("#card")
    term.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("差异情况")
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()


@SIZES
def test_a_contradiction_opens_with_both_sides(
    visit: Open, site: Site, size: tuple[int, int]
) -> None:
    page = visit(site.address, size, path="/reader#专栏24")
    conflict = next(c for c in plan().conflicts if c.id == "C01")
    page.locator("[id='专栏24'] a.odd", has_text=conflict.topic).first.click()
    card = page.locator("#card")
    expect(card).to_contain_text(conflict.says)
    shoot(page, f"plan-odd-{size[0]}-light")
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    for i, mention in enumerate(conflict.mentions[:2]):
        if i:
            page.locator("a.odd", has_text=conflict.topic).first.click()
        card.locator(".sides a").nth(i).click()
        expect(page.locator("mark").first).to_be_in_viewport()
        marked = "".join(page.locator("mark").all_inner_texts())
        assert plan().plan.quote(mention).strip()[:8] in marked


def test_the_other_side_opens_in_the_panel_beside_the_chat(visit: Open, site: Site) -> None:
    page = visit(site.address)
    ask_and_wait(page, ENTRY_QUESTION)
    page.locator(".source-card").first.click()
    page.locator("#reader tr", has=page.locator("mark")).locator("a.odd").first.click()
    page.locator("#card .sides a").first.click()
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("#reader .place")).to_have_text("专栏1·第3项")
    expect(page.locator("#reader mark").first).to_be_in_viewport()


@SIZES
def test_search_within_lists_places_and_goes_there(
    visit: Open, site: Site, size: tuple[int, int]
) -> None:
    page = visit(site.address, size, path="/reader")
    page.get_by_label(texts.FIND).fill("随迁子女")
    found = page.locator("#found")
    count = plan().plan.text.count("随迁子女") + "".join(
        c.topic + c.says + "".join(plan().plan.quote(m) for m in c.mentions)
        for c in plan().conflicts
    ).count("随迁子女")
    expect(found.locator(".count")).to_have_text(texts.FIND_COUNT.format(count=count))
    shoot(page, f"plan-find-{size[0]}-light")
    found.get_by_role("link").nth(1).click()
    at = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    expect(page.locator(f"[id='{at}']")).to_be_in_viewport()
    page.get_by_label(texts.FIND).fill("没有这样的词")
    expect(found.locator(".count")).to_have_text(texts.FIND_NONE)


def test_on_paper_there_is_only_the_plan(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader")
    page.emulate_media(media="print")
    expect(page.locator("#top")).to_be_hidden()
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("[id='专栏24']")).to_be_visible()
    expect(page.locator("[id='前后不一·C01']")).to_be_visible()


def test_what_is_hostile_in_the_plan_stays_text(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader")
    expect(page.locator("[id='序言·第2段']")).to_contain_text("<script>")
    assert page.locator("main :is(img, script, iframe, strong)").count() == 0
    assert page.evaluate("window.hacked") is None


def test_large_text_goes_along(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/reader")
    page.locator("#larger").click()
    page.locator("#pages").get_by_role("link", name=texts.NAV_TARGETS).click()
    expect(page.locator("html.large")).to_be_attached()
    expect(page.locator("#larger")).to_have_attribute("aria-pressed", "true")
