"""Drafts: asked for, edited with locked figures, checked, approved by name, exported."""

from __future__ import annotations

import html
import io
import json
import re

import docx
import openpyxl
import pytest

from tests.staff.conftest import Person

ASKED: dict[str, str | list[str]] = {
    "kind": "汇报要点",
    "topics": ["专栏24"],
    "text": "",
    "period": "全部",
    "audience": "",
    "length": "",
}


def begin(person: Person, **changed: str | list[str]) -> str:
    """The address of a new draft."""
    answer = person.do("/desk/draft", {**ASKED, **changed})
    assert answer.status_code == 200, answer.text
    person.last = answer.text
    return str(answer.url.path)


def text_of(page: str) -> str:
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1])


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="([^"]*)"', page)
    assert found
    return found[1]


def save(person: Person, where: str, text: str) -> str:
    """Saves an edited text; the page after it."""
    page = person.see(where)
    answer = person.do(f"{where}/save", {"text": text, "version": version_of(page)})
    person.last = answer.text
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def approve(person: Person, where: str, **more: str) -> tuple[int, str]:
    page = person.see(where)
    fields: dict[str, str | list[str]] = {"version": version_of(page), "name": "王局长", **more}
    answer = person.do(f"{where}/approve", fields)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    "kind",
    [
        "汇报要点",
        "工作简报",
        "致家长的一封信",
        "年度计划对照表",
        "问答口径",
        "一句话",
        "三句话",
        "一页",
    ],
)
def test_each_kind_is_drafted_with_sources_that_open(inside: Person, kind: str) -> None:
    page = inside.see(begin(inside, kind=kind))
    assert 'class="lock"' in page or kind == "一句话"
    assert 'href="/reader?start=' in page and "出处（" in page


def test_a_topic_in_free_words(inside: Person) -> None:
    assert "随迁" in text_of(inside.see(begin(inside, topics=[], text="随迁子女入学")))


def test_what_the_plan_has_nothing_on_is_said(inside: Person) -> None:
    answer = inside.do("/desk/draft", {**ASKED, "topics": [], "text": "火星移民"})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "诗"},
        {"period": "3000"},
        {"audience": "外星人"},
        {"length": "很长"},
        {"length": "9"},
    ],
)
def test_what_is_not_offered_cannot_be_asked_for(inside: Person, changed: dict[str, str]) -> None:
    assert inside.do("/desk/draft", {**ASKED, **changed}).status_code == 422


def test_words_may_be_edited_and_stay(inside: Person) -> None:
    where = begin(inside)
    text = text_of(inside.last)
    page = save(inside, where, f"{text}\n请各学校抓好落实。")
    assert "请各学校抓好落实。" in text_of(page)
    assert "请各学校抓好落实。" in text_of(inside.see(where))


def test_an_altered_figure_is_told_and_stops_approval(inside: Person) -> None:
    where = begin(inside, topics=["专栏2"])
    text = text_of(inside.last)
    figure = re.search(r"99\.\d%", text)
    assert figure
    page = save(inside, where, text.replace(figure[0], "88.8%", 1))
    assert "改正后才能审定" in page and "88.8%" in page
    status, page = approve(inside, where, seen="1")
    assert status == 409 and "改回之后才能审定" in page
    button = re.search(r'name="put_back" value="(\d+)"', page)
    assert button
    fields: dict[str, str | list[str]] = {"version": version_of(page), "put_back": button[1]}
    inside.do(f"{where}/save", fields)
    assert "88.8%" not in text_of(inside.see(where))


def test_a_wrong_sentence_that_was_added_has_to_be_looked_at(inside: Person) -> None:
    where = begin(inside)
    text = text_of(inside.last)
    wrong = "到2025年，残疾儿童、少年义务教育阶段入学率达89.7%。"
    assert "与规划不符" in save(inside, where, f"{text}\n{wrong}")
    status, page = approve(inside, where)
    assert status == 409 and "逐处看过" in page


def test_nothing_is_exported_before_approval(inside: Person) -> None:
    where = begin(inside)
    for kind in ("docx", "md", "xlsx"):
        answer = inside.client.get(f"{where}/export/{kind}")
        assert answer.status_code == 409
        assert "content-disposition" not in answer.headers


def test_an_approved_draft_is_exported_with_name_and_label(inside: Person) -> None:
    where = begin(inside)
    status, page = approve(inside, where, seen="1")
    assert status == 200 and "王局长 于" in page
    word = docx.Document(io.BytesIO(inside.client.get(f"{where}/export/docx").content))
    said = "\n".join(p.text for p in word.paragraphs)
    assert "王局长" in said and "人工智能" in said
    told = inside.client.get(f"{where}/export/md").text
    assert "王局长" in told and "专栏24" in told


def test_a_table_is_exported_to_excel(inside: Person) -> None:
    where = begin(inside, kind="年度计划对照表")
    approve(inside, where, seen="1")
    got = inside.client.get(f"{where}/export/xlsx")
    book = openpyxl.load_workbook(io.BytesIO(got.content))
    assert "到2025年底" in [cell.value for cell in book.worksheets[0][3]]


def test_editing_after_approval_takes_it_away(inside: Person) -> None:
    where = begin(inside)
    approve(inside, where, seen="1")
    save(inside, where, text_of(inside.see(where)) + "\n请抓好落实。")
    assert inside.client.get(f"{where}/export/docx").status_code == 409


def test_the_approval_is_recorded_with_the_drafts_hash(inside: Person) -> None:
    where = begin(inside)
    approve(inside, where, seen="1")
    line = (inside.folder / "drafting" / "approvals.jsonl").read_text("utf-8").splitlines()[-1]
    kept = json.loads(line)
    assert kept["name"] == "王局长" and kept["sha256"][:12] in inside.see(where)
    assert "审定草稿" in inside.see("/desk/log")


def test_two_people_at_one_draft_do_not_overwrite_each_other(inside: Person) -> None:
    where = begin(inside)
    page = inside.see(where)
    save(inside, where, text_of(page) + "\n先改的人。")
    late: dict[str, str | list[str]] = {"text": "后改的人。", "version": version_of(page)}
    answer = inside.do(f"{where}/save", late)
    assert answer.status_code == 409
    assert "别人刚改过" in answer.text and "后改的人。" in answer.text
    assert "先改的人。" in text_of(inside.see(where))


def test_another_person_finds_it_on_the_shelf(inside: Person) -> None:
    where = begin(inside)
    inside.log_in(name="赵主任")
    assert where in inside.see("/desk/draft")
    assert "李老师" in inside.see(where)


def test_a_removed_draft_is_gone(inside: Person) -> None:
    where = begin(inside)
    inside.do(f"{where}/remove")
    assert "没有这份草稿" in inside.see(where, 404)


@pytest.mark.parametrize("id", ["..%2f..%2faudit", "audit.jsonl", "x" * 40])
def test_an_id_is_no_path(inside: Person, id: str) -> None:
    assert inside.client.get(f"/desk/draft/{id}").status_code == 404


def test_markup_in_a_draft_stays_text(inside: Person) -> None:
    where = begin(inside)
    page = save(inside, where, text_of(inside.last) + "\n<img src=x onerror=alert(1)>")
    assert "<img" not in page
