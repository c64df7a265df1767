"""What a model may write beside its figures, and what it may not."""

from __future__ import annotations

import pytest

from assistant.desk import Desk
from assistant.llm.check import Checker
from assistant.llm.tokens import token_of
from assistant.llm.types import Material
from knowledge.types import Target

ENROLMENT = "残疾儿童、少年义务教育阶段入学率"
KEYS = (
    ENROLMENT,
    "义务教育校际均衡指数",
    "区内各级名师工作室",
    "每所学校（园）专业卫生技术人员",
    "普惠性幼儿园覆盖率",
)


@pytest.fixture(scope="module")
def targets(desk: Desk) -> dict[tuple[str, str | None], Target]:
    """Records by indicator and year, the first mention of each."""
    found: dict[tuple[str, str | None], Target] = {}
    for key in KEYS:
        for target in desk.lookup.targets(key):
            when = "十三五" if target.kind.value == "past_target" else target.when
            found.setdefault((key, when), target)
    return found


@pytest.fixture(scope="module")
def material(desk: Desk, targets: dict[tuple[str, str | None], Target]) -> Material:
    tokens = token_of(desk.knowledge)
    return Material(
        question="残疾儿童入学率2025年是100%对吧",
        targets={tokens[t.id]: t for t in targets.values()},
        lines={"L1": "两年相差0.1个百分点。"},
        passages=tuple(t.locator for t in targets.values()),
        said=("100%",),
        stance="differs",
    )


class Write:
    """Fills ``{残疾@2025}`` with the token of that record, and checks the sentence."""

    def __init__(self, desk: Desk, checker: Checker, material: Material) -> None:
        self._desk, self._checker, self._material = desk, checker, material
        tokens = token_of(desk.knowledge)
        self._token = {
            (t.indicator_key, "十三五" if t.kind.value == "past_target" else t.when): tokens[t.id]
            for t in material.targets.values()
        }

    def __call__(self, words: str) -> tuple[str, tuple[str, ...]]:
        for (key, when), token in self._token.items():
            words = words.replace(f"{{{key}@{when}}}", f"⟦{token}⟧")
        checked = self._checker.check(words, self._material)
        return checked.text, checked.reasons


@pytest.fixture(scope="module")
def write(desk: Desk, checker: Checker, material: Material) -> Write:
    return Write(desk, checker, material)


READ = [
    # The year that the prose leaves out is put in by code, the one it has is kept.
    (f"{ENROLMENT}{{{ENROLMENT}@2025}}。", f"{ENROLMENT}到2025年底达99.7%（"),
    (f"到2025年底，{ENROLMENT}为{{{ENROLMENT}@2025}}。", f"到2025年底，{ENROLMENT}达99.7%（"),
    # Without a name the token is a sentence of its own.
    (f"规划提出，{{{ENROLMENT}@2025}}。", f"规划提出，到2025年底，{ENROLMENT}达99.7%"),
    # Two years of one indicator, each with its own figure.
    (
        f"{ENROLMENT}的目标，2022年{{{ENROLMENT}@2022}}，2025年{{{ENROLMENT}@2025}}。",
        "2022年达99.6%",
    ),
    # A name that people use stands for the official one.
    (f"残疾儿童入学率{{{ENROLMENT}@2025}}。", "残疾儿童入学率到2025年底达99.7%"),
    (f"残疾儿童入学率的“十三五”规划目标是{{{ENROLMENT}@十三五}}。", "规划目标为99.5%"),
    # Bounds that fit are said once, in the plan's words.
    ("区内各级名师工作室不少于{区内各级名师工作室@2022}。", "名师工作室到2022年底不少于50个（"),
    (
        "义务教育校际均衡指数要控制在{义务教育校际均衡指数@2022}以内。",
        "义务教育校际均衡指数到2022年底控制在0.45以内（",
    ),
    # A denial that the records bear out.
    (f"不是100%，规划写的是{{{ENROLMENT}@2025}}。", "不是100%，规划写的是到2025年底"),
    # A record that reads only as a sentence.
    ("{每所学校（园）专业卫生技术人员@2022}。", "配备1—2名专业卫生技术人员"),
    # A whole clause quoted with its figure, and in its own year.
    ("“残疾儿童、少年义务教育阶段入学率达99.7%”。", "“残疾儿童、少年义务教育阶段入学率达99.7%”"),
    ("⟦L1⟧", "两年相差0.1个百分点"),
    ("【L1】。", "两年相差0.1个百分点"),
]


@pytest.mark.parametrize(("words", "shown"), READ, ids=[w[:24] for w, _ in READ])
def test_read(words: str, shown: str, write: Write) -> None:
    text, reasons = write(words)
    assert not reasons
    assert shown in text
    assert "⟦" not in text


REFUSED = [
    (f"到2022年底，{ENROLMENT}达{{{ENROLMENT}@2025}}。", "不是到2022年底的数"),
    (f"2022年{{{ENROLMENT}@2022}}，普惠性幼儿园覆盖率{{普惠性幼儿园覆盖率@None}}。", "没有年份"),
    (f"普惠性幼儿园覆盖率为{{{ENROLMENT}@2025}}。", "不是“普惠性幼儿园覆盖率”的数"),
    (f"{ENROLMENT}不超过{{{ENROLMENT}@2025}}。", "自带比较词"),
    (f"{ENROLMENT}实际为{{{ENROLMENT}@2025}}。", "与“实际”不符"),
    (f"{ENROLMENT}成功{{{ENROLMENT}@2025}}。", "这条记录的话"),
    (f"{ENROLMENT}为{{{ENROLMENT}@2025}}个百分点。", "自带单位"),
    (f"{ENROLMENT}为99.7%。", "不要自己写数"),
    (f"{ENROLMENT}为100%，见{{{ENROLMENT}@2025}}。", "不要自己写数"),
    (f"是的，{{{ENROLMENT}@2025}}。", "不要肯定"),
    ("“残疾儿童、少年义务教育阶段入学率达99.8%”。", "找不到"),
    ("“达99.7%”。", "找不到"),
    ("2022年“残疾儿童、少年义务教育阶段入学率达99.7%”。", "不是2022年的数"),
    ("规划“要求所有学校做到最好”。", "找不到"),
    (f"“规划提出，{{{ENROLMENT}@2025}}。”", "引号"),
    ("⟦T9999⟧。", "不在这个问题的资料里"),
    ("⟦L2⟧。", "不在这个问题的资料里"),
    ("学校会把入学率提到九\u200b成。", "不要自己写数"),
    ("The rate is ninety percent.", "不要用这些字符"),
    ("教育国际化实现度也是。", "不在资料里"),
    ("区内各级名师工作室也是。", "写出指标名就要写它的编号"),
    ("普惠性幼儿园覆盖率实现“全覆盖”。", "找不到"),
    (f"目前，{ENROLMENT}{{{ENROLMENT}@2025}}。", "这条记录的话"),
    ("随迁子女也是如此。", "不在给出的原文里"),
    ("请放心，孩子将来考学和就业全都会很顺利。", "离原文太远"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=[w[:24] for w, _ in REFUSED])
def test_refused(words: str, why: str, write: Write) -> None:
    _, reasons = write(words)
    assert any(why in reason for reason in reasons), reasons


def test_every_record_can_be_said_in_its_own_words(desk: Desk, checker: Checker) -> None:
    """A token alone always gives its figure, whatever the record is like."""
    for target_id, token in token_of(desk.knowledge).items():
        target = desk.knowledge.target[target_id]
        if target.value is None:
            continue
        checked = checker.check(f"规划提出，⟦{token}⟧。", Material("", {token: target}))
        assert checked.passed
        assert target.value_text in checked.text
