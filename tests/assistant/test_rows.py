"""A row of a table as a sentence."""

from __future__ import annotations

from assistant.rows import row_words
from knowledge.parser import parse

INDICATORS = """第一部分 背景
表1 主要指标
	序号
	指标
	单位
	规划目标值
	2020年情况
	属性

	1
	毛入园率
	%
	99
	98.5
	预期性
"""


def test_a_row_of_indicators_is_its_name_and_each_value_with_its_unit() -> None:
    (table,) = parse(INDICATORS).tables
    words = row_words(table, table.rows[0])
    assert words == "毛入园率：规划目标值99%，2020年情况98.5%（预期性）。"
