"""How many each of several collections has: which has more, and by how much."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask, fact, is_answered


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("专栏2里前置性、约束性、预期性目标哪类最多", "前置性最多"),
        ("哪类目标数量最少，前置性约束性还是预期性", "约束性最少"),
        ("前置性目标比预期性目标多几项", "前置性多3项（8 − 5 = 3）"),
        ("约束性和预期性哪个多", "预期性多1项（5 − 4 = 1）"),
        ("专栏1有13个指标，约束性多还是预期性多", "预期性多5项（9 − 4 = 5）"),
        ("专栏2里哪种属性的目标最多", "专栏2表里“前置性目标”最多，8项"),
    ],
)
def test_attributes_are_counted_and_compared(ask: Ask, question: str, lead: str) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert fact(answer).startswith(lead)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("附表近期任务条数和全周期比 多几条", "近期表多24项（36 − 12 = 24）"),
        ("全周期跟终期哪个任务更多 多好多", "终期多24项（36 − 12 = 24）"),
        ("近期任务多还是终期任务多", "一样多：近期有36项，终期有36项"),
        ("附表三张一共多少条，哪张最少", "全周期最少"),
        ("哪个时期的任务最少", "全周期最少"),
        ("名词解释和专栏哪个多", "规划的专栏多8个（36 − 28 = 8）"),
        ("名词解释多还是专栏多", "规划的专栏多8个（36 − 28 = 8）"),
        ("终期任务里学校类和群众类哪个少", "类少6项（10 − 4 = 6）"),
    ],
)
def test_tables_boxes_and_terms_are_counted_and_compared(
    ask: Ask, question: str, words: str
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert words in answer.text


def test_which_category_of_a_table_has_most_is_still_told_group_by_group(ask: Ask) -> None:
    answer = ask("终期任务里五大类别哪类最多")
    assert "“大力支持教师队伍建设”、“准确回应群众教育期盼”最多，10项" in fact(answer)
