"""What the proofreader says of small texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.proofread import Proofreader, check
from knowledge.library import Knowledge, load
from tests.proofread.conftest import Check

RIGHT = [
    "到2025年，残疾儿童入学率要达到99.7%。",
    "二〇二五年，残疾儿童入学率达９９．７％。",
    "2025年区属教育投资公司教育领域资产总额12亿元。",
    "建成5所省级示范性普通高中，完成特色学校创建项目30个以上（2022年）。",
    "幼儿园、小学、中学服务半径分别为300米、500米、1000米。",
    "2022年、2025年新增劳动力平均受教育年限分别达到15.2年和15.5年。",
    "公办园学位占比不低于五成，属约束性目标。",
    "残疾儿童入学率2025年比2022年提高0.1个百分点。",
    "到2022年建成“全国社区教育实验区”。",
    "规划共有36个专栏，前置性目标8项。",
    "服务半径这样定：幼儿园以300米、小学以500米、中学以1000米为参考服务半径。",
    "九年一贯制学校义务教育阶段规模上限为2500人。",
    "确保“三评一查”事项只减不增。",
    "3—5周岁幼儿毛入园率：“十三五”规划目标值99%，2020年99%。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_plan_says_in_other_words_agrees(check: Check, text: str) -> None:
    found = check(text)
    assert found
    assert {s.verdict.value for s in found} == {"agree"}


WRONG = [
    ("到2025年，残疾儿童入学率要达到97.9%。", "digit", "99.7%"),
    ("“十三五”期间教育财政投入累计91.63万元。", "unit", "91.63亿元"),
    ("到2022年，残疾儿童入学率要达到99.7%。", "year", "2025年"),
    ("到2022年，名师工作室不超过50个。", "operator", "不少于50个"),
    ("到2022年，名优骨干教师2600名。", "operator", "2600名以上"),
    ("民办幼儿园学位占比保持在50%以上。", "subject", "公办幼儿园学位占比"),
    ("普惠性幼儿园覆盖率保持在50%以上。", "neighbour", "80%以上"),
    ("推行“三评一察”归口管理。", "name", "三评一查"),
    ("公办幼儿园学位占比50%以上，是预期性目标。", "attribute", "约束性"),
    ("到2022年创建“全国社区教育示范区”。", "year", "2025年"),
    ("规划共有35个专栏。", "digit", "36"),
    # What an indicator of the clause before has is not this one's.
    ("获省级教育教学成果奖9项，引进国内外高端教育品牌9个。", "neighbour", "6个"),
    ("到2022年，建成省级示范性普通高中5个校区。", "unit", "5所"),
    ("每半年至少组织一次全体教师体检。", "subject", "每年"),
    ("加强与重庆市南岸区教育合作。", "name", "重庆市渝北区"),
    ("确保教育“三评一查”事项只增不减。", "name", "只减不增"),
    ("引进英国威斯敏斯特公学、师大圣非、四川万汇等品牌。", "name", "师大圣菲"),
]


@pytest.mark.parametrize(("text", "error", "right"), WRONG)
def test_one_thing_changed_is_found_named_and_put_right(
    check: Check, text: str, error: str, right: str
) -> None:
    wrong = [s for s in check(text) if s.verdict.value == "differ"]
    assert [s.error for s in wrong] == [error]
    assert right in wrong[0].right
    assert wrong[0].citations


def test_one_click_makes_the_sentence_right(check: Check) -> None:
    text = "各校请注意，到2022年，名师工作室不少于60个，名优骨干教师2600名以上。"
    [wrong] = [s for s in check(text) if s.verdict.value == "differ"]
    mended = text[: wrong.start] + wrong.right + text[wrong.end :]
    assert mended == text.replace("60个", "50个")
    assert {s.verdict.value for s in check(mended)} == {"agree"}


def test_where_the_plan_says_two_things_both_are_cited(check: Check) -> None:
    [rate] = check("2020年高中阶段毛入学率为97.2%。")
    assert rate.verdict.value == "conflict"
    assert any("98%" in c.quote for c in rate.citations)
    assert any("97.2" in c.quote for c in rate.citations)
    [name] = check("推行“国企参管”。")
    assert name.verdict.value == "conflict"
    assert {"国企参与" in c.quote for c in name.citations} == {True, False}


def test_what_the_plan_does_not_hold_is_absent(check: Check) -> None:
    assert [s.verdict.value for s in check("今年新招教师120名。")] == ["absent"]
    # 规划写的是目标，没有记载是否完成。
    [done] = check("截至2022年底，已建成名师工作室50个以上。")
    assert done.verdict.value == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "加强与重庆市渝北区教育合作。",
        "接待重庆市江北区考察团一行。",
        "严格落实教育经费只增不减的要求。",
        "扶持普惠幼儿园发展。",
    ],
)
def test_what_only_resembles_the_plan_is_not_blamed(check: Check, text: str) -> None:
    assert not [s for s in check(text) if s.verdict.value == "differ"]


def test_each_statement_of_a_sentence_has_its_own_verdict(check: Check) -> None:
    found = check("到2022年，名师工作室50个以上、名优骨干教师6200名以上；2025年师生满意度90%以上。")
    assert [s.verdict.value for s in found] == ["agree", "differ", "agree"]


def test_a_year_holds_behind_a_semicolon_but_not_in_the_next_sentence(check: Check) -> None:
    [first, second] = check("2022年：名师工作室50个以上；残疾儿童入学率99.7%。")
    assert (first.verdict.value, second.error) == ("agree", "year")
    [_, alone] = check("2022年：名师工作室50个以上。残疾儿童入学率99.7%。")
    assert alone.verdict.value == "agree"


def test_dates_numbers_of_documents_and_lists_are_no_statements(check: Check) -> None:
    text = "（一）2021年3月15日，印发〔2021〕3号文件，第2条要求做好三个方面工作，联系电话85812345。"
    assert check(text) == []


def test_the_plans_own_text_is_hardly_ever_blamed(plan: Knowledge, reader: Proofreader) -> None:
    found = reader.check(plan.plan.text).statements
    blamed = [s for s in found if s.verdict.value in ("differ", "absent")]
    assert len(found) > 600
    assert len(blamed) <= 2, [s.text for s in blamed]


def test_an_edited_copy_is_followed(tmp_path: Path, plan: Knowledge) -> None:
    copy = tmp_path / "副本.txt"
    copy.write_text(plan.plan.text.replace("达99.7%", "达98.3%"), "utf-8")
    edited = load(str(copy))
    text = "到2025年，残疾儿童入学率达到99.7%。"
    [before], [after] = check(text, plan).statements, check(text, edited).statements
    assert (before.verdict.value, after.verdict.value) == ("agree", "differ")
    assert "98.3%" in after.right


def test_json_has_exactly_the_agreed_fields(reader: Proofreader) -> None:
    [one] = reader.check("到2022年，残疾儿童入学率99.7%。").to_json()["statements"]
    assert set(one) == {"text", "start", "end", "verdict", "error", "right", "citations"}
    assert (one["verdict"], one["error"]) == ("differ", "year")
    assert set(one["citations"][0]) == {"label", "quote", "start", "end"}


def test_progress_ends_at_the_whole_text(reader: Proofreader) -> None:
    told: list[tuple[int, int]] = []
    text = "到2025年，残疾儿童入学率达到99.7%。\n" * 300
    reader.check(text, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(text), len(text))
    assert told == sorted(told)
    assert len(told) > 2


def test_time_grows_with_the_text_and_no_faster(reader: Proofreader) -> None:
    piece = "到2022年，名师工作室不少于50个，名优骨干教师2600名以上，推行“三评一查”归口管理。\n"

    def taken(times: int) -> float:
        start = time.process_time()
        reader.check(piece * times)
        return time.process_time() - start

    taken(10)
    assert taken(400) < 20 * taken(40)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "，。；", "a" * 5000, "１" * 3000, "“" * 2000, "\u200b达\ufeff"]
)
def test_odd_texts_do_no_harm(check: Check, text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "2022年要抓好落实。每个镇（街道）至少有融合当地特色文化的学校或幼儿园1所。",
        "到2022年，公办园学位占比达到约束性要求，普惠性幼儿园覆盖率保持在80%以上。",
        "到2022年，残疾儿童入学率要达到99.7%。",
    ],
)
def test_a_correction_says_something_else_than_the_text(check: Check, text: str) -> None:
    assert all(one.right != one.text for one in check(text))


def test_a_contradiction_is_told_once_a_sentence(check: Check) -> None:
    found = check("推行国企参管，把国企参管落到实处。国企参管要试点。")
    assert [one.verdict.value for one in found] == ["conflict", "conflict"]
    assert [one.start for one in found] == [2, 17]
