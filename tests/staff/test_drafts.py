"""Drafts: asked for, edited with locked figures, checked, approved by name, exported."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from assistant import Assistant, open_assistant
from tests.assistant.conftest import without_model
from tests.llm.scripted import Step, fails, says, serving
from tests.staff.conftest import Person, Site

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


# With a language model


def plainly(request: dict[str, Any]) -> Step:
    """A model that leaves out filling words and begins each sentence with 此外."""
    for message in request["messages"]:
        if found := re.search(r"<段落>\n(.*?)\n</段落>", message["content"], re.S):
            said = [f"此外，{s.replace('着力', '')}" for s in found[1].split("\n")]
            return says("\n".join(said))
    raise AssertionError(request)


@pytest.fixture
def with_model(tmp_path: Path, desk_of: Site) -> Iterator[Callable[[str], Person]]:
    """Somebody at a desk whose assistant has a language model at an address."""
    opened: list[Assistant] = []

    def run(url: str) -> Person:
        named = {"llm_base_url": url, "llm_model": "小模型"}
        settings = without_model(tmp_path).model_copy(update=named)
        opened.append(open_assistant(settings))
        person = desk_of(over=opened[-1])
        assert person.log_in().status_code == 303
        return person

    yield run
    for one in opened:
        one.close()


def test_without_a_model_smoothing_is_not_offered(inside: Person) -> None:
    where = begin(inside)
    assert "润色" not in inside.see(where)
    sent = {"text": "无", "version": version_of(inside.last)}
    assert inside.do(f"{where}/smooth", dict(sent)).status_code == 404


def test_a_model_smooths_on_request_and_every_later_step_works_on_it(
    with_model: Callable[[str], Person],
) -> None:
    with serving(plainly) as server:
        person = with_model(server.url)
        where = begin(person, kind="工作简报")
        page = person.see(where)
        # Where the text goes is said before it goes.
        assert "请语言模型润色" in page and "127.0.0.1（本机，模型 小模型）" in page
        before, proof = text_of(page), findings(page)
        assert not server.requests
        sent = {"text": before, "version": version_of(page)}
        page = person.last = person.do(f"{where}/smooth", dict(sent)).text
    assert "语言模型改写过" in page and "第 2 段：“此外，" in page
    assert 'class="line smoothed"' in page
    assert figures(page) == figures(person.see(where)) != ""
    assert "此外，" in text_of(page) and "此外，" not in before
    assert findings(page) == proof
    status, page = approve(person, where, seen="1")
    assert status == 200
    exported = person.client.get(f"{where}/export/docx")
    words = "\n".join(p.text for p in docx.Document(io.BytesIO(exported.content)).paragraphs)
    assert "此外，" in words and "人工智能辅助生成" in words
    person.last = page
    log = person.see("/desk/log")
    assert "请语言模型润色草稿" in log


def test_a_paragraph_that_a_person_edits_is_theirs_and_all_can_be_taken_back(
    with_model: Callable[[str], Person],
) -> None:
    with serving(plainly) as server:
        person = with_model(server.url)
        where = begin(person, kind="三句话")
        before = text_of(person.see(where))
        mine = before.replace("。", "。请各校知悉。", 1)
        sent = {"text": mine, "version": version_of(person.last)}
        page = person.last = person.do(f"{where}/smooth", dict(sent)).text
        assert "语言模型改写过 1 段" in page and "请各校知悉" in text_of(page)
    page = save(person, where, text_of(page).replace("此外，", "另外，", 1))
    assert "语言模型改写过" not in page
    with serving(plainly) as server:
        person = with_model(server.url)
        where = begin(person, kind="三句话")
        page = person.see(where)
        sent = {"text": text_of(page), "version": version_of(page)}
        page = person.last = person.do(f"{where}/smooth", dict(sent)).text
        answer = person.do(f"{where}/unsmooth", {"version": version_of(page)})
        assert text_of(answer.text) == before and "已退回到润色之前" in answer.text


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (fails(500), "语言模型没有给出可用的回复"),
        (says("到2035年，全部免费。"), "语言模型的改写都没有通过核对"),
    ],
)
def test_a_model_that_fails_or_lies_leaves_the_draft_and_says_so(
    with_model: Callable[[str], Person], step: Step, said: str
) -> None:
    with serving(step) as server:
        person = with_model(server.url)
        where = begin(person)
        before = text_of(person.see(where))
        sent = {"text": before, "version": version_of(person.last)}
        answer = person.do(f"{where}/smooth", dict(sent))
    assert said in answer.text and "2035" not in answer.text
    assert text_of(person.see(where)) == before


def findings(page: str) -> int:
    """How many places the proofreader shows."""
    proof = page[page.index('id="proof"') : page.index('id="approval"')]
    return proof.count("<li")


def figures(page: str) -> str:
    return "".join(re.findall(r'class="lock"[^>]*>([^<]*)<', page))
