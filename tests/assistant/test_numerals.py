"""Numbers as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.numerals import arabic_percent, arabic_years, cn_number, figures


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("二十四", 24),
        ("三十六", 36),
        ("一百", 100),
        ("两百零五", 205),
        ("一千二百", 1200),
        ("两千六百", 2600),
        ("一千零五", 1005),
        ("十二万", 120_000),
        ("九十九点七", 99.7),
        ("零点四五", 0.45),
        ("二零二五", 2025),
        ("四点七万", 47_000),
        ("一万二", 12_000),
        ("万", None),
    ],
)
def test_chinese_numerals_are_numbers(written: str, number: float | None) -> None:
    assert cn_number(written) == (None if number is None else pytest.approx(number))


@pytest.mark.parametrize("text", ["", "点", "点五", "规划", "二十四所", "25", "三点x"])
def test_what_is_no_numeral_is_no_number(text: str) -> None:
    assert cn_number(text) is None


@given(st.integers(0, 99))
def test_every_number_below_a_hundred_reads_back(number: int) -> None:
    ones = "零一二三四五六七八九"
    tens, rest = divmod(number, 10)
    written = (
        ("" if tens < 2 else ones[tens]) + ("十" if tens else "") + (ones[rest] if rest else "")
    )
    assert cn_number(written or "零") == number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("二零二五年", "2025年"),
        ("二〇二二年底前", "2022年底前"),
        ("二五年", "2025年"),
        ("25年", "2025年"),
        ("22年底", "2022年底"),
        ("到25年的目标", "到2025年的目标"),
        ("2025年", "2025年"),
        ("从20年到25年", "从2020年到2025年"),
    ],
)
def test_a_year_has_one_form(written: str, meant: str) -> None:
    assert arabic_years(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "受教育年限15.5年",
        "15年以上教龄",
        "近5年",
        "3年内",
        "25年级",
        "35年",
        "十五年",
        "共120年",
        "平均受教育年限达15年",
        "平均受教育年限要达到15年",
        "工作25年",
        "房贷100万 30年",
    ],
)
def test_a_length_of_time_is_no_year(text: str) -> None:
    assert arabic_years(text) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("七成", "70%"),
        ("七成五", "75%"),
        ("八成以上", "80%以上"),
        ("3成", "30%"),
        ("十成", "100%"),
        ("百分之八十五", "85%"),
        ("百分之九十九点七", "99.7%"),
        ("百分之百", "100%"),
        ("百分之99.7", "99.7%"),
    ],
)
def test_a_share_has_one_form(written: str, meant: str) -> None:
    assert arabic_percent(written) == meant


@pytest.mark.parametrize("text", ["成都", "建成", "成立", "三成果", "成效", "一成不变"])
def test_成_in_a_word_is_no_share(text: str) -> None:
    assert arabic_percent(text) == text


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("是99.7%吗", 99.7, "%"),
        ("是99.7％吗", 99.7, "%"),
        ("有50个吗", 50, "个"),
        ("新增4.7万座", 47_000, "座"),
        ("投入91.63亿元", 91.63e8, "元"),
        ("资产120000万元", 1.2e9, "元"),
        ("不少于50学时", 50, "学时"),
        ("高5个百分点", 5, "个百分点"),
        ("占一半", 50, "%"),
        ("过半数", 50, "%"),
        ("每天1小时", 1, "小时"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, number: float, unit: str) -> None:
    assert [f[2] for f in figures(text)] == [unit]
    assert figures(text)[0][1] == pytest.approx(number)


@pytest.mark.parametrize("text", ["到2025年", "2020年和2022年", "2025", "没有数字", ""])
def test_a_year_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_figures_stand_in_the_order_of_the_question() -> None:
    assert [f[0] for f in figures("80%还是85%，50个")] == ["80%", "85%", "50个"]


@pytest.mark.parametrize(
    "piece", ["一", "1", "百分之", "七成", "成", "二零二", "25年", "点", "1.", "万"]
)
def test_ten_thousand_characters_are_read_in_50_ms(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    start = time.thread_time()
    figures(arabic_percent(arabic_years(text)))
    cn_number(text)
    assert time.thread_time() - start < 0.05
