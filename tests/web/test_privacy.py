"""What names a person is gone before anything is written; what the plan talks about stays."""

from __future__ import annotations

import random

import pytest

from assistant.web.feedback.privacy import is_card, is_id, redact
from assistant.web.texts import REDACTED
from tests.web.scripted import plan

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")


def an_id(chance: random.Random) -> str:
    front = f"5101{chance.randrange(100):02}{chance.randrange(1950, 2022)}"
    front += f"{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}{chance.randrange(1000):03}"
    return front + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, front, strict=True)) % 11]


def a_card(chance: random.Random) -> str:
    front = "62" + "".join(str(chance.randrange(10)) for _ in range(16))
    return next(front + str(d) for d in range(10) if is_card(front + str(d)))


def a_phone(chance: random.Random) -> str:
    return f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09}"


def spaced(digits: str, chance: random.Random) -> str:
    gap = chance.choice(["", " ", "-", "－"])
    return gap.join(digits[i : i + 4] for i in range(0, len(digits), 4))


def test_a_thousand_numbers_in_every_guise_leave_nothing() -> None:
    chance = random.Random(6)
    makers = (an_id, a_card, a_phone)
    for turn in range(1000):
        digits = makers[turn % 3](chance)
        guise = chance.choice([digits, spaced(digits, chance), digits.translate(FULL)])
        if turn % 7 == 0:
            guise = digits.translate(HAN)
        clean = redact(f"我的号码是{guise}，请回复，2025年的目标99.7%呢？")
        kept = "".join(c for c in clean if c.isdecimal())
        assert kept == "2025997", (guise, clean)


@pytest.mark.parametrize(
    "text",
    [
        *("a.b+c@mail.example.com.cn", "张三@qq.com 123@qq.com", "x＠y．com", "a @ b.cn"),
        *("028-85801234", "（028）8580 1234"),
    ],
)
def test_addresses_and_landlines_go(text: str) -> None:
    clean = redact(f"请联系{text}谢谢")
    assert "@" not in clean and "8580" not in clean and "谢谢" in clean


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("我家孩子叫张小明，在棠湖小学三年级2班读书", ("张小明", "棠湖小学", "三年级2班")),
        ("棠湖小学三年级（2）班的王子涵同学能转学吗", ("王子涵", "棠湖小学", "三年级")),
        ("张小明，棠湖小学三年级2班", ("张小明", "棠湖小学", "三年级2班")),
        ("女儿李雨桐在成都市双流区东升幼儿园中二班", ("李雨桐", "东升幼儿园", "中二班")),
        ("姓名：欧阳静怡 学校：双流中学 班级：高一3班", ("欧阳静怡", "双流中学", "高一3班")),
        ("我儿子叫陈浩，能读公办吗", ("陈浩",)),
        ("东升一中初二（5）班 刘星宇 作业太多", ("刘星宇", "初二")),
    ],
)
def test_a_childs_name_with_school_and_class_goes(text: str, gone: tuple[str, ...]) -> None:
    clean = redact(text)
    assert not any(part in clean for part in gone), clean


@pytest.mark.parametrize(
    "text",
    [
        *(
            "残疾儿童入学率2025年的目标是多少?",
            "终期目标第26项是什么?",
            "双流中学今年的录取线是多少?",
        ),
        *("小学和初中有几个班?", "专栏24讲了什么?", "义务教育校际均衡指数控制在0.45以内"),
        *("2021-2025年每年交流轮岗的教师占15%以上", "学生能读公办学校吗?", "什么是“区管校聘”?"),
    ],
)
def test_a_question_about_the_plan_is_kept_word_for_word(text: str) -> None:
    assert redact(text) == text


def test_the_plans_own_words_are_hardly_touched() -> None:
    cut = sum(
        redact(leaf.text).count(mark) for leaf in plan().plan.leaves for mark in REDACTED.values()
    )
    assert cut <= 3


def test_check_digits_decide() -> None:
    assert is_id("11010519491231002X") and not is_id("110105194912310021")
    assert is_card("4111111111111111") and not is_card("4111111111111112")


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "a" * 5000 + "@", "一" * 5000, "我叫" * 3000, "-1" * 4000]
)
def test_odd_text_does_not_take_long(text: str) -> None:
    import time

    start = time.perf_counter()
    redact(text)
    assert time.perf_counter() - start < 1
