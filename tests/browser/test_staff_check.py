"""Proofreading in Chromium: paste, look, correct with a click, download."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from assistant.web.staff import texts
from tests.browser.conftest import PHONE, WIDE, Open, shoot
from tests.browser.desk import Desk, desk, fits
from tests.browser.test_axe import findings

__all__ = ["desk"]
pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
TEXT = (
    "关于教育工作的汇报\n\n"
    "到2025年，残疾儿童、少年义务教育阶段入学率达89.7%。"
    "到2022年底，残疾儿童、少年义务教育阶段入学率达99.6%。\n"
    "深化“政府主导、国企参管、学校自主”改革。到2030年，建成月球小学12所。"
)


@SIZES
@SCHEMES
def test_paste_look_and_correct(
    visit: Open, desk: Desk, size: tuple[int, int], scheme: str
) -> None:
    page = desk.enter(visit, "/check", size, scheme)
    shoot(page, f"staff-check-start-{size[0]}-{scheme}")
    page.get_by_label(texts.CHECK_PASTE).fill(TEXT)
    page.get_by_role("button", name=texts.CHECK_DO).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(texts.CHECKED)
    shoot(page, f"staff-check-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    finding = page.locator("#findings .differ").first
    expect(finding).to_contain_text("99.7%")
    page.locator("#checked a.differ").click()
    expect(finding).to_be_in_viewport()
    finding.get_by_role("button", name=texts.FIX).click()
    expect(page.locator("#checked")).to_contain_text("入学率达99.7%（一致）。到2022年底")
    expect(page.locator("#checked a.differ")).to_have_count(0)


def test_the_plans_place_opens_beside(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/check")
    page.get_by_label(texts.CHECK_PASTE).fill(TEXT)
    page.get_by_role("button", name=texts.CHECK_DO).click()
    with page.expect_popup() as opened:
        page.locator("#findings .differ a[target=plan]").first.click()
    expect(opened.value.locator("mark").first).to_contain_text("99.7%")


def test_a_word_file_comes_back_with_comments(visit: Open, desk: Desk, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TEXT.split("\n")[2])
    document.save(str(tmp_path / "简报.docx"))
    page = desk.enter(visit, "/check")
    page.get_by_label(texts.CHECK_FILE).set_input_files(tmp_path / "简报.docx")
    page.get_by_role("button", name=texts.CHECK_DO).click()
    for name in (texts.GET_ORIGINAL, texts.GET_JSON, texts.GET_TEXT):
        with page.expect_download() as got:
            page.get_by_role("link", name=name).click()
        got.value.save_as(tmp_path / got.value.suggested_filename)
    assert len(list(docx.Document(str(tmp_path / "简报-校对稿.docx")).comments)) == 1
    assert "89.7%" in (tmp_path / "简报-校对稿.json").read_text("utf-8")


def test_edited_by_hand_and_checked_again(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/check")
    page.get_by_label(texts.CHECK_PASTE).fill(TEXT)
    page.get_by_role("button", name=texts.CHECK_DO).click()
    page.locator("summary", has_text=texts.HAND).click()
    page.get_by_role("textbox", name=texts.THE_TEXT).fill("今天开会。")
    page.get_by_role("button", name=texts.AGAIN).click()
    expect(page.get_by_text(texts.CHECK_NONE)).to_be_visible()


def test_in_a_long_text_a_statement_and_its_finding_are_in_sight_together(
    visit: Open, desk: Desk
) -> None:
    page = desk.enter(visit, "/check")
    page.get_by_label(texts.CHECK_PASTE).fill(f"{TEXT}\n" * 12)
    page.get_by_role("button", name=texts.CHECK_DO).click()
    finding = page.locator("#findings .differ").last
    finding.scroll_into_view_if_needed()
    finding.get_by_role("link", name=texts.IN_TEXT).click()
    expect(page.locator("#checked a.differ").last).to_be_in_viewport()
    page.locator("#checked a.differ").last.click()
    expect(finding).to_be_in_viewport()
    expect(page.locator("#checked a.differ").last).to_be_in_viewport()
