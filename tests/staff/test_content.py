"""Ways of asking and lay words: checked, tried, kept as files of one's own, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, open_assistant
from tests.assistant.conftest import without_model
from tests.conftest import ROOT
from tests.staff.conftest import Person, Site

ASKED = "咱们区的娃儿眼镜率"
QUOTE = "加大防控近视、防治龋齿"
WAY: dict[str, str | list[str]] = {
    "file": "bank/ways.tsv",
    "text": ASKED,
    "asks": "content",
    "quotes": QUOTE,
}
WORD: dict[str, str | list[str]] = {"file": "lexicon.tsv", "lay": "梧桐娃", "plan": "随迁子女"}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Assistant]:
    """An assistant that may be changed."""
    opened = open_assistant(without_model(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def inside(desk_of: Site, own: Assistant) -> Person:
    person = desk_of(over=own)
    person.log_in()
    return person


def content(person: Person) -> Path:
    return person.folder / "staff" / "content" / "shuangliu-145"


def test_a_way_of_asking_is_tried_before_it_is_kept(inside: Person, own: Assistant) -> None:
    before = own.ask(ASKED).text
    page = inside.do("/desk/content/try", WAY)
    assert page.status_code == 200
    assert "现在" in page.text and "改动后" in page.text and ASKED in page.text
    assert own.ask(ASKED).text == before
    assert not (content(inside) / "bank").exists()


def test_once_kept_it_is_answered_by_the_quote(inside: Person, own: Assistant) -> None:
    assert QUOTE not in own.ask(ASKED).text
    assert "已保存" in inside.do("/desk/content/keep", WAY).text
    answer = own.ask(ASKED)
    assert "近视" in answer.text
    assert any(QUOTE in own.passage(c.start, c.end).marked for c in answer.citations)


DECIDED = [
    # What the exact layer, the bank, a refusal and the splitter of messages would each take.
    ("残疾儿童入学率2025年的目标是多少？", "content", QUOTE, "近视"),
    ("专栏24讲了什么？", "content", QUOTE, "近视"),
    ("怎样防控近视", "content", "确保学生每天锻炼1小时", "每天锻炼1小时"),
    ("学费多少钱？什么时候报名？", "content", "确保学生每天锻炼1小时", "每天锻炼1小时"),
    ("名师工作室要有多少个", "other", "", ""),
]


@pytest.mark.parametrize(("asked", "asks", "quote", "told"), DECIDED)
def test_in_just_these_words_staff_have_the_last_word(
    inside: Person, own: Assistant, asked: str, asks: str, quote: str, told: str
) -> None:
    before = own.ask(asked)
    assert not told or told not in before.text
    inside.do("/desk/content/keep", {**WAY, "text": asked, "asks": asks, "quotes": quote})
    bare = asked.strip("？")
    for said in (asked, f" {bare} ?", bare.replace("0", "０").replace("2", "２")):
        answer = own.ask(said, ["普惠性幼儿园覆盖率2022年是多少"])
        if told:
            assert told in answer.text and answer.status.value == "answered"
        else:
            assert answer.status.value == "not_in_plan"
    # Other words are weighed as ever.
    assert own.ask("公办幼儿园学位占比要达到多少").figures


def test_it_is_there_after_a_restart(inside: Person, tmp_path: Path) -> None:
    inside.do("/desk/content/keep", WAY)
    again = open_assistant(without_model(tmp_path))
    assert "近视" in again.ask(ASKED).text
    again.close()


def test_a_lay_word_is_understood_at_once(inside: Person, own: Assistant) -> None:
    assert "随迁" not in own.ask("什么是梧桐娃").text
    inside.do("/desk/content/keep", WORD)
    assert "随迁" in own.ask("梧桐娃怎么入学").text


def test_a_change_can_be_taken_back_and_that_too(inside: Person, own: Assistant) -> None:
    before = own.ask(ASKED).text
    inside.do("/desk/content/keep", WAY)
    kept = own.ask(ASKED).text
    (change,) = ids(inside)
    inside.do("/desk/content/undo", {"id": change})
    assert own.ask(ASKED).text == before
    inside.do("/desk/content/undo", {"id": ids(inside)[0]})
    assert own.ask(ASKED).text == kept
    assert "退回到" in inside.see("/desk/content")


def ids(person: Person) -> list[str]:
    import re

    page = person.see("/desk/content")
    return re.findall(r'name="id" value="([^"]+)"', page)


def test_nothing_is_written_into_the_repository(inside: Person) -> None:
    plan = ROOT / "knowledge" / "plans" / "shuangliu-145"
    before = {path: path.stat().st_mtime_ns for path in plan.rglob("*")}
    inside.do("/desk/content/keep", WAY)
    inside.do("/desk/content/keep", WORD)
    assert {path: path.stat().st_mtime_ns for path in plan.rglob("*")} == before
    assert ASKED in (content(inside) / "bank" / "ways.tsv").read_text("utf-8")


def test_one_of_the_plans_own_ways_can_be_switched_off(inside: Person, own: Assistant) -> None:
    text = own.knowledge.folder.joinpath("bank", "general.tsv").read_text("utf-8")
    first = next(x for x in text.splitlines() if x and not x.startswith("#")).split("\t")[0]
    assert any(near.way.text == first for near in own._opening.search.near(first))
    inside.do("/desk/content/keep", {**WAY, "text": first, "asks": "off", "quotes": ""})
    assert not any(near.way.text == first for near in own._opening.search.near(first))


def test_from_a_visitors_question_the_places_of_the_answer_are_offered(inside: Person) -> None:
    page = inside.see("/desk/content?text=残疾儿童入学率2025年的目标是多少")
    quote = "残疾儿童、少年义务教育阶段入学率达99.7%"
    assert f'name="place" value="{quote}"' in page
    fields = {**WAY, "text": "听障娃娃读书的比例", "quotes": "", "place": quote}
    assert "已保存" in inside.do("/desk/content/keep", fields).text
    assert quote in (content(inside) / "bank" / "ways.tsv").read_text("utf-8")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"quotes": "加大防控远视、防治龋齿"}, "规划里找不到“加大防控远视、防治龋齿”"),
        ({"quotes": ""}, "请写上规划里回答它的原文"),
        ({"quotes": "@专栏99"}, "规划里找不到“@专栏99”"),
        ({"text": "近"}, "问法应有 4 到 120 个字"),
        ({"text": "字" * 121}, "问法应有 4 到 120 个字"),
        ({"text": "# 这是什么"}, "不能以 # 开头"),
        ({"asks": "poem"}, "请从列表里选"),
    ],
)
def test_a_way_that_does_not_fit_the_plan_is_told(
    inside: Person, changed: dict[str, str], said: str
) -> None:
    for step in ("try", "keep"):
        answer = inside.do(f"/desk/content/{step}", {**WAY, **changed})
        assert answer.status_code == 422 and said in answer.text
    assert not content(inside).exists()


@pytest.mark.parametrize(
    ("lay", "plan", "said"),
    [
        ("娃", "孩子", "口头词应有 2 到 20 个字"),
        ("梧桐娃", "凤凰学生", "规划里没有“凤凰学生”"),
        ("区管校聘", "教师", "“区管校聘”就是规划自己的"),
    ],
)
def test_a_word_that_would_mislead_is_told(inside: Person, lay: str, plan: str, said: str) -> None:
    answer = inside.do("/desk/content/keep", {**WORD, "lay": lay, "plan": plan})
    assert answer.status_code == 422 and said in answer.text


def test_line_ends_in_a_way_cannot_make_a_second_line(inside: Person) -> None:
    inside.do("/desk/content/keep", {**WAY, "text": "近视怎么防\n家长怎么办\tfee"})
    lines = (content(inside) / "bank" / "ways.tsv").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        f"近视怎么防 家长怎么办 fee\tcontent\t{QUOTE}"
    ]


def test_a_damaged_file_does_not_keep_the_assistant_from_answering(tmp_path: Path) -> None:
    folder = tmp_path / "staff" / "content" / "shuangliu-145"
    (folder / "bank").mkdir(parents=True)
    (folder / "bank" / "ways.tsv").write_text("没有制表符的一行\n", "utf-8")
    (folder / "lexicon.tsv").write_bytes(b"\xff\xfe\x00")
    again = open_assistant(without_model(tmp_path))
    assert again.ask("专栏24讲了什么？").citations
    assert again.ask("怎样防控近视").citations
    again.close()


def test_each_change_is_in_the_log_with_its_hashes(inside: Person) -> None:
    inside.do("/desk/content/keep", WAY)
    inside.do("/desk/content/remove", {"file": "bank/ways.tsv", "first": ASKED})
    page = inside.see("/desk/log")
    assert f"问法：{ASKED}" in page and f"去掉“{ASKED}”" in page
