"""The scorer catches spoiled answers and lets reworded ones pass."""

from __future__ import annotations

from collections import defaultdict

import pytest

from evals.caseio import load_cases
from evals.facts import parse_fact, shows
from evals.mutations import Altered, in_words, reworded, spoiled, statements
from evals.scoring import judge

CASES = load_cases()


def _right(altered: Altered) -> bool:
    scores = judge(altered.asked).scores
    return scores["figure"].value == 1


def test_at_least_99_percent_of_spoiled_answers_are_caught() -> None:
    made = [a for s in statements(CASES) for a in spoiled(s)]
    missed = defaultdict(list)
    for altered in made:
        if _right(altered):
            missed[altered.how].append(f"{altered.asked.case.id} {altered.asked.text}")
    total = sum(map(len, missed.values()))
    assert len(made) >= 200
    assert total <= 0.01 * len(made), dict(missed)


def test_at_least_99_percent_of_rewordings_pass() -> None:
    made = [a for s in statements(CASES) for a in reworded(s)]
    wrong = defaultdict(list)
    for altered in made:
        if not _right(altered):
            reason = judge(altered.asked).scores["figure"].reason
            wrong[altered.how].append(f"{altered.asked.case.id} {altered.asked.text} {reason}")
    total = sum(map(len, wrong.values()))
    assert len(made) >= 200
    assert total <= 0.01 * len(made), dict(wrong)


def test_the_true_statements_pass() -> None:
    from evals.mutations import asked

    for made in statements(CASES):
        found = judge(asked(made, made.text())).scores["figure"]
        assert found.value == 1, (made.text(), found.reason)


RIGHT = [
    (
        "残疾 入学率 = 99.7% @2025",
        "到2025年底，残疾儿童、少年义务教育阶段入学率达99.7%（预期性目标）。",
    ),
    ("资产总额 = 120000万元 @2025", "到2025年，教育领域资产总额达12亿元"),
    ("新增学位/学位 > 4.7万座", "累计新增学位4.7万余座"),
    ("新增学位/学位 > 4.7万座", "新增学位四万七千多个"),
    ("锻炼 = 1小时", "每天锻炼六十分钟"),
    ("卫生技术人员 = 1—2名 @2022", "到2022年，为每所学校（园）配备一至两名专业卫生技术人员"),
    ("本科上线率 = 33个百分点", "全区高考本科上线率、重本上线率较2015年分别提高33、21个百分点"),
    (
        "公办 学位 >= 50% @2021-2025",
        "2021至2025年，普惠园覆盖率保持在80%以上，公办园学位占比五成以上",
    ),
    ("均衡指数 = 0.35 @2020", "2020年校际均衡指数为0.35；到2022年控制在0.45以内"),
    ("优质均衡 < 50%", "达到优质均衡标准的学校不到一半，即不足50%"),
]
WRONG = [
    ("残疾 入学率 = 99.7% @2025", "到2022年底达99.6%；2025年残疾儿童入学率不要求达到99.7%"),
    (
        "公办 学位 >= 50% @2021-2025",
        "2021至2025年，公办园学位占比保持在80%以上，普惠园覆盖率保持在50%以上",
    ),
    ("均衡指数 <= 0.45 @2022", "2022年校际均衡指数要达到0.45以上"),
    ("均衡指数 = 0.35 @2020", "2020年校际均衡指数为0.35%"),
    ("名师工作室 >= 50个 @2022", "到2022年，名优骨干教师不少于50个"),
    ("财政投入 = 91.63亿元", "财政投入累计9163亿元"),
]


@pytest.mark.parametrize(("fact", "answer"), RIGHT)
def test_a_right_figure_is_recognised(fact: str, answer: str) -> None:
    assert shows(parse_fact(fact), answer)[0], shows(parse_fact(fact), answer)[1]


@pytest.mark.parametrize(("fact", "answer"), WRONG)
def test_a_wrong_figure_is_not(fact: str, answer: str) -> None:
    assert not shows(parse_fact(fact), answer)[0]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (5, "五"),
        (15, "十五"),
        (20, "二十"),
        (108, "一百零八"),
        (2600, "二千六百"),
        (47000, "四万七千"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words
