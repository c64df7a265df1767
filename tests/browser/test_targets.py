"""The targets and the lines over time, in Chromium."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from assistant.web import texts
from tests.browser.conftest import PHONE, WIDE, Open, Site, shoot
from tests.web.scripted import plan

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def unfold(page: Page) -> None:
    summary = page.locator("#filters summary")
    if summary.is_visible():
        summary.click()


@SIZES
@SCHEMES
def test_filter_by_text_period_attribute_and_number(
    visit: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    page = visit(site.address, size, scheme, "/targets")
    rows = page.locator("#targets tbody tr")
    expect(rows).to_have_count(len(plan().targets))
    shoot(page, f"targets-{size[0]}-{scheme}")
    page.get_by_label(texts.WORDS).fill("入学率")
    expect(page.locator("#results .count")).not_to_have_text(
        texts.FOUND.format(count=len(plan().targets))
    )
    unfold(page)
    page.get_by_label(texts.PERIOD).select_option("2025")
    page.locator("[name=attribute]").select_option("预期性")
    page.get_by_label(texts.LEAST).fill("99")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("99.7%")
    expect(page.locator("#announce")).to_have_text(texts.FOUND.format(count=1))
    shoot(page, f"targets-filtered-{size[0]}-{scheme}")
    wide, room = page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide <= room
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name=texts.CLEAR).click()
    expect(rows).to_have_count(len(plan().targets))


def test_each_target_opens_its_place(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/targets?q=残疾儿童&period=2025")
    page.locator("#targets .place").first.click()
    expect(page.locator("mark")).to_contain_text("99.7%")
    expect(page.locator("mark")).to_be_in_viewport()


@SIZES
@pytest.mark.parametrize("path", ["/targets?q=入学率", "/lines"])
def test_what_can_be_touched_is_large_enough(
    visit: Open, site: Site, size: tuple[int, int], path: str
) -> None:
    page = visit(site.address, size, path=path)
    for target in page.locator("main :is(a, button, select, summary):visible").all():
        box = target.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44, target.inner_text()


def test_nothing_found_says_so(visit: Open, site: Site) -> None:
    page = visit(site.address, path="/targets?q=没有这样的词")
    expect(page.locator(".none")).to_have_text(texts.FOUND_NONE)


def test_what_is_seen_is_what_is_exported(visit: Open, site: Site, tmp_path: Path) -> None:
    page = visit(site.address, path="/targets?attribute=约束性")
    seen = page.locator("#targets tbody tr").count()
    for kind in ("csv", "xlsx"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind.upper()).click()
        assert download.value.suggested_filename == f"{texts.EXPORT_NAME}.{kind}"
        download.value.save_as(tmp_path / f"x.{kind}")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert len(table) == seen + 2 and "以正式文件为准" in table[0][0]
    sheet = load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None and sheet.max_row == seen + 2


@SIZES
@SCHEMES
def test_an_indicator_over_time(
    visit: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    page = visit(site.address, size, scheme, "/targets?q=校际均衡指数&period=2022")
    page.get_by_role("link", name=texts.SEE_LINE).first.click()
    card = page.locator("[id='义务教育校际均衡指数']")
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text(texts.DIRECTIONS["down"])
    expect(card).to_contain_text("高0.08，没有达到目标")
    image = card.get_by_role("img")
    expect(image).to_be_visible()
    box = image.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    shoot(page, f"lines-{size[0]}-{scheme}")
    card.locator(".place").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
