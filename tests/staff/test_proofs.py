"""A text pasted or uploaded is checked, corrected with a click, and downloaded."""

from __future__ import annotations

import io
import json
import re
import zipfile

import docx
import pytest

from tests.staff.conftest import Person

TEXT = (
    "到2025年，残疾儿童、少年义务教育阶段入学率达89.7%。\n"
    "实行“国企参管”。\n"
    "到2030年建成月球小学12所。\n"
    "到2022年底，残疾儿童、少年义务教育阶段入学率达99.6%。"
)

CHANGED = re.compile(r"<del>(.*?)</del> <ins>(.*?)</ins>")


def begin(person: Person, text: str = TEXT) -> str:
    """The address of a text's results."""
    answer = person.do("/desk/check", {"text": text})
    assert answer.status_code == 200, answer.text
    person.last = answer.text
    return str(answer.url.path)


def test_what_differs_is_told_with_the_plans_words_and_place(inside: Person) -> None:
    page = inside.see(begin(inside))
    assert "与规划不符" in page and "规划有两种说法" in page and "规划未载" in page
    assert "专栏2·第14项" in page and "入学率达99.7%" in page
    assert 'href="/reader?start=' in page


def test_one_click_puts_the_plans_figure_in(inside: Person) -> None:
    where = begin(inside)
    button = re.search(r'name="fix" value="([^"]+99\.7%[^"]*)"', inside.last)
    assert button
    page = inside.do(where, {"fix": button[1]})
    assert page.status_code == 200
    text = inside.client.get(f"{where}/text.txt").content.decode("utf-8-sig")
    assert text == TEXT.replace("89.7%", "99.7%")


def test_all_that_can_be_is_corrected_at_once(inside: Person) -> None:
    where = begin(inside, "到2025年，残疾儿童、少年义务教育阶段入学率达89.7%。" * 2)
    inside.do(where, {"fix": "all"})
    text = inside.client.get(f"{where}/text.txt").content.decode("utf-8-sig")
    assert text.count("99.7%") == 2 and "89.7" not in text
    assert "都与规划一致" in inside.see(where)


def test_a_correction_that_would_change_nothing_is_not_offered(inside: Person) -> None:
    text = f"到2022年底，普惠性幼儿园覆盖率达80%。{TEXT}"
    begin(inside, text)
    offered = re.findall(r'name="fix" value="(\d+)-(\d+)-([^"]+)"', inside.last)
    assert offered
    assert all(text[int(start) : int(end)] != right for start, end, right in offered)
    assert all(before != after for before, after in CHANGED.findall(inside.last))


def test_a_correction_of_an_older_state_changes_nothing(inside: Person) -> None:
    where = begin(inside)
    answer = inside.do(where, {"fix": "0-3-九"})
    assert answer.status_code == 409 and "稿子已经变了" in answer.text


def test_text_edited_by_hand_is_checked_again(inside: Person) -> None:
    where = begin(inside)
    fields: dict[str, str | list[str]] = {"again": "1", "text": "今天天气好。"}
    assert "没有找到可以和规划核对的说法" in inside.do(where, fields).text


def test_the_results_come_as_json_with_offsets_in_the_text(inside: Person) -> None:
    where = begin(inside)
    told = json.loads(inside.client.get(f"{where}/report.json").content)
    assert {s["verdict"] for s in told["statements"]} == {"agree", "differ", "conflict", "absent"}
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in told["statements"])


def test_a_word_file_comes_back_with_comments(inside: Person) -> None:
    document = docx.Document()
    document.add_heading("简报", 1)
    document.add_paragraph(TEXT.split("\n")[0])
    file = io.BytesIO()
    document.save(file)
    answer = inside.do("/desk/check", files={"file": ("简报.docx", file.getvalue())})
    got = inside.client.get(f"{answer.url.path}/original.docx")
    assert "%E7%AE%80%E6%8A%A5" in got.headers["content-disposition"]
    back = docx.Document(io.BytesIO(got.content))
    style = back.paragraphs[0].style
    assert style and style.name == "Heading 1"
    comments = "".join(c.text for c in back.comments)
    assert "99.7%" in comments and "专栏2" in comments


@pytest.mark.parametrize("name", ["稿子.docm", "稿子.exe", "稿子.pdf", "稿子"])
def test_files_of_other_kinds_are_refused_in_one_sentence(inside: Person, name: str) -> None:
    answer = inside.do("/desk/check", files={"file": (name, b"PK")})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_a_bomb_is_refused(inside: Person) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    answer = inside.do("/desk/check", files={"file": ("大.docx", file.getvalue())})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_to_check_is_said(inside: Person, text: str) -> None:
    answer = inside.do("/desk/check", {"text": text})
    assert answer.status_code == 422 and "请粘贴要核对的文字" in answer.text


def test_more_than_a_hundred_thousand_characters_are_too_many(inside: Person) -> None:
    answer = inside.do("/desk/check", {"text": "字" * 100_001})
    assert answer.status_code == 422 and "100001 字" in answer.text


def test_what_is_pasted_is_text_and_no_page(inside: Person) -> None:
    where = begin(inside, "<img src=x onerror=alert(1)>入学率达89.7%")
    assert "<img" not in inside.see(where)


def test_nobody_else_sees_it(inside: Person) -> None:
    where = begin(inside)
    inside.log_in(name="赵老师")
    assert "已经不在了" in inside.see(where, 404)
    assert inside.client.get(f"{where}/text.txt").status_code == 404


def test_no_text_is_written_to_disk(inside: Person) -> None:
    begin(inside, "梧桐稿：入学率达89.7%")
    for path in inside.folder.rglob("*"):
        assert not path.is_file() or "梧桐稿".encode() not in path.read_bytes()
