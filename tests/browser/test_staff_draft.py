"""Drafting in Chromium: ask, edit around locked figures, approve, export."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant.web.staff import texts
from tests.browser.conftest import PHONE, WIDE, Open, shoot
from tests.browser.desk import Desk, desk, fits
from tests.browser.test_axe import findings

__all__ = ["desk"]
pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def draft(page: Page, kind: str = "汇报要点", about: str = "随迁子女入学") -> None:
    page.get_by_label(texts.DRAFT_KIND).select_option(kind)
    page.get_by_label(texts.DRAFT_TEXT, exact=True).fill(about)
    page.get_by_role("button", name=texts.DRAFT_DO).click()
    expect(page.locator("#editor")).to_be_visible()


@SIZES
@SCHEMES
def test_ask_edit_approve_export(
    visit: Open, desk: Desk, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    page = desk.enter(visit, "/draft", size, scheme)
    shoot(page, f"staff-draft-start-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    draft(page)
    shoot(page, f"staff-draft-{size[0]}-{scheme}")
    fits(page)
    assert findings(page) == []
    editor = page.locator("#editor")
    figures = editor.locator(".lock").all_inner_texts()
    editor.locator(".line").last.click()
    page.keyboard.press("End")
    said = f"请各学校抓好落实（{size[0]}、{scheme}）。"
    page.keyboard.type(said)
    page.get_by_role("button", name=texts.DRAFT_SAVE).click()
    expect(page.get_by_text(texts.DRAFT_SAVED)).to_be_visible()
    expect(editor).to_contain_text(said)
    assert editor.locator(".lock").all_inner_texts() == figures
    seen = page.locator("input[name=seen]")
    if seen.count():
        seen.check()
    page.get_by_label(texts.APPROVE_NAME, exact=True).fill("王局长")
    page.get_by_role("button", name=texts.APPROVE_DO).click()
    expect(page.get_by_text("王局长 于")).to_be_visible()
    page.locator("#approval").scroll_into_view_if_needed()
    shoot(page, f"staff-draft-approved-{size[0]}-{scheme}")
    with page.expect_download() as got:
        page.get_by_role("link", name=texts.EXPORT_DOCX).click()
    got.value.save_as(tmp_path / "x.docx")
    told = "\n".join(p.text for p in docx.Document(str(tmp_path / "x.docx")).paragraphs)
    assert said in told and "王局长" in told


def test_figures_cannot_be_typed_over(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/draft")
    draft(page, about="残疾儿童入学率")
    figure = page.locator("#editor .lock", has_text="99.7%").first
    figure.click()
    page.keyboard.type("88")
    expect(figure).to_contain_text("99.7%")
    expect(page.locator("#editor")).not_to_contain_text("88")


def test_a_wrong_figure_written_in_is_told_and_stops_nobody_unseen(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/draft", expected="409")
    draft(page)
    page.locator("#editor .line").last.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("到2025年，残疾儿童、少年义务教育阶段入学率达89.7%。")
    page.get_by_role("button", name=texts.DRAFT_SAVE).click()
    expect(page.locator(".findings .differ", has_text="与规划不符")).to_contain_text("89.7%")
    page.get_by_role("button", name=texts.APPROVE_DO).click()
    expect(page.get_by_role("alert")).to_contain_text(texts.APPROVE_UNSEEN)


@SIZES
def test_a_table_is_edited_in_its_cells(visit: Open, desk: Desk, size: tuple[int, int]) -> None:
    page = desk.enter(visit, "/draft", size)
    draft(page, "年度计划对照表", "教师培训")
    shoot(page, f"staff-draft-table-{size[0]}")
    fits(page)
    cell = page.locator("#editor tr").nth(1).locator("td").nth(8)
    cell.click()
    page.keyboard.type("人事科")
    page.get_by_role("button", name=texts.DRAFT_SAVE).click()
    expect(page.locator("#editor tr").nth(1).locator("td").nth(8)).to_have_text("人事科")


def test_topics_are_found_as_one_types_and_ticked(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/draft")
    page.get_by_label(texts.DRAFT_PICK_FIND).fill("专栏24")
    shown = page.locator("#pick .tick:visible")
    expect(shown).to_have_count(1)
    shown.get_by_role("checkbox").check()
    page.get_by_label(texts.DRAFT_KIND).select_option("工作简报")
    page.get_by_role("button", name=texts.DRAFT_DO).click()
    expect(page.locator("#editor")).to_be_visible()
    page.get_by_text("出处（").click()
    expect(page.locator(".sources li").first).to_contain_text("专栏24")


def test_what_is_pasted_comes_in_as_plain_words(visit: Open, desk: Desk) -> None:
    page = desk.enter(visit, "/draft")
    draft(page)
    page.locator("#editor .line").last.click()
    page.keyboard.press("End")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "粘贴的话。");
          data.setData("text/html", "<b onclick=alert(1)>粘贴的话。</b>");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("#editor")).to_contain_text("粘贴的话。")
    expect(page.locator("#editor [onclick]")).to_have_count(0)
