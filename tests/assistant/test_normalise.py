"""A question as typed becomes the same question in one spelling."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.normalise import Lexicon, clean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("专栏２４讲了什么", "专栏24讲了什么", id="full-width digits"),
        pytest.param("ＡＦＳ是什么？", "AFS是什么?", id="full-width letters and marks"),
        pytest.param("①", "1", id="circled digit"),
        pytest.param("专\u200b栏\u200d2\u20604", "专栏24", id="zero-width characters"),
        pytest.param("\ufeff专栏24", "专栏24", id="byte order mark"),
        pytest.param("\u202e专栏24\u202c", "专栏24", id="right-to-left override"),
        pytest.param("专栏\U000e0032\U000e003424", "专栏24", id="tag characters"),
        pytest.param("专栏\ufe0f24\U000e0101", "专栏24", id="variation selectors"),
        pytest.param("专\u034f栏24", "专栏24", id="grapheme joiner"),
        pytest.param("专\ud83d栏24", "专栏24", id="lone high surrogate"),
        pytest.param("专栏24\udc00", "专栏24", id="lone low surrogate"),
        pytest.param("专栏\x0024\x07", "专栏24", id="control characters"),
        pytest.param("专\ue000栏24", "专栏24", id="private use"),
        pytest.param("专栏2" + "\u0301" * 500 + "4", "专栏24", id="combining flood"),
        pytest.param("专\u20dd栏24\u20e3", "专栏24", id="enclosing marks"),
        pytest.param("專欄24講了什麼", "专栏24讲了什么", id="traditional"),
        pytest.param("殘疾兒童入學率", "残疾儿童入学率", id="traditional indicator"),
        pytest.param("雙師型敎師", "双师型教师", id="traditional with a variant"),
        pytest.param("专栏24  讲了   什么", "专栏24 讲了什么", id="blanks between Chinese"),
        pytest.param("  专栏24\u3000", "专栏24", id="blanks around"),
        pytest.param("专栏24\n2022年", "专栏24 2022年", id="line feed"),
        pytest.param("专栏24\r\n2022年", "专栏24 2022年", id="carriage return and line feed"),
        pytest.param("专栏24\u20282022年", "专栏24 2022年", id="line separator"),
        pytest.param("专栏24\t2022年", "专栏24 2022年", id="tab"),
        pytest.param("专栏24\u00a02022年", "专栏24 2022年", id="no-break space"),
        pytest.param("", "", id="nothing"),
        pytest.param("\u200b\u200b", "", id="only invisible"),
    ],
)
def test_what_nobody_means_to_type_is_gone(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@pytest.mark.parametrize("mark", ["\r", "\x0b", "\x0c", "\x85"])
def test_every_line_break_keeps_numbers_apart(mark: str) -> None:
    assert clean(f"专栏24{mark}2022年") == "专栏24 2022年"


def test_simplified_text_is_left_as_it_is() -> None:
    text = "著名的“区管校聘”是什么,里面怎么说"
    assert clean(text) == text


@given(st.text(max_size=80))
def test_cleaning_never_fails_and_twice_is_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        *(("专", 10_000), ("e\u0301", 10_000), (" ", 10_000), ("\u200b", 10_000), ("１", 10_000)),
        # The longest that a visitor may ask: the script converter is slower.
        ("專", 500),
    ],
)
def test_a_long_text_is_cleaned_in_50_ms(piece: str, length: int) -> None:
    clean(piece)
    text = piece * (length // len(piece))
    start = time.thread_time()
    clean(text)
    assert time.thread_time() - start < 0.05


def test_a_lay_word_becomes_the_plans_word() -> None:
    lexicon = Lexicon({"娃儿": "孩子", "老师": "教师"})
    assert lexicon.apply("娃儿的老师") == "孩子的教师"


def test_the_longest_lay_word_wins() -> None:
    lexicon = Lexicon({"外地": "甲", "外地户口": "随迁子女"})
    assert lexicon.apply("外地户口能读吗") == "随迁子女能读吗"


def test_a_replacement_is_not_replaced_again() -> None:
    assert Lexicon({"甲": "乙", "乙": "丙"}).apply("甲乙") == "乙丙"


def test_signs_in_a_lay_word_are_no_pattern() -> None:
    assert Lexicon({"1+X": "证书制度", "(": "（"}).apply("11X (1+X") == "11X （证书制度"


def test_a_lexicon_file_has_a_pair_a_line_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("# 注\n\n娃娃\t孩子\n教师\t教师\n", "utf-8")
    assert Lexicon.load(path).pairs == {"娃娃": "孩子", "教师": "教师"}


def test_without_a_lexicon_file_nothing_is_replaced(tmp_path: Path) -> None:
    assert Lexicon.load(tmp_path / "没有.tsv").apply("娃娃") == "娃娃"
