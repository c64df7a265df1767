"""A fluent model that lies about figures: nothing it says is read, whatever way it lies."""

from __future__ import annotations

import collections

import pytest

from assistant.desk import Desk
from assistant.llm.tokens import token_of
from assistant.types import Answer
from knowledge.types import Target
from tests.llm.conftest import Ask, Asked, phrase
from tests.llm.lies import Truth, lies
from tests.llm.told import told

QUESTIONS = (
    "残疾儿童入学率2025年的目标是多少？",
    "教育国际化实现度2022年要达到多少？",
    "新增劳动力平均受教育年限2025年目标是多少年？",
    "普惠性幼儿园覆盖率2025年要达到多少？",
    "名优骨干教师2022年要达到多少名？",
    "区内各级名师工作室2022年要有多少个？",
    "义务教育校际均衡指数2022年的目标是多少？",
    "省级示范性普通高中2022年要建成几所？",
    "教师教育技术应用能力达标率2025年要达到多少？",
    "教育现代化实现度2020年是多少？",
)
NEIGHBOURS = {
    "残疾儿童、少年义务教育阶段入学率": "从业人员继续教育年参与率",
    "教育国际化实现度": "教育现代化实现度",
    "新增劳动力平均受教育年限": "劳动年龄人口平均受教育年限",
    "普惠性幼儿园覆盖率": "公办幼儿园学位占比",
    "教育现代化实现度": "教育国际化实现度",
}


def truth_of(asked: Asked, desk: Desk) -> Truth:
    token = token_of(desk.knowledge)
    target = asked.evidence.targets[0]
    other = NEIGHBOURS.get(target.indicator_key, "残疾儿童、少年义务教育阶段入学率")
    neighbour: Target = next(t for t in desk.lookup.targets(other) if t.number)
    return Truth(token[target.id], target, token[neighbour.id], neighbour)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_lie_is_read(question: str, ask: Ask, desk: Desk) -> None:
    asked = ask(question)
    assert asked.evidence.kind == "figure"
    tried = list(lies(truth_of(asked, desk), desk.knowledge))
    assert len(tried) >= 70
    honest = "".join(
        f"规划提出，⟦{token_of(desk.knowledge)[t.id]}⟧。" for t in asked.evidence.targets
    )
    # With the truth before it a lie cannot be stopped for what it leaves out.
    both = [(k, honest + r) for k, r in tried if k != "nothing of what was asked"]
    through = []
    for kind, reply in (*tried, *both):
        model, _ = told(desk, reply)
        answer = phrase(model, asked)
        if answer.text != asked.answer.text:
            through.append((kind, reply, answer.text))
    assert not through


def test_there_are_more_than_two_hundred_lies_of_every_kind(ask: Ask, desk: Desk) -> None:
    tried = [
        kind
        for question in QUESTIONS
        for kind, _ in lies(truth_of(ask(question), desk), desk.knowledge)
    ]
    assert len(tried) > 700
    assert len(collections.Counter(tried)) >= 25


HONEST = (
    "{name}为{token}。",
    "规划提出，{token}。",
    "{token}。",
    "根据规划，{name}的数值为{token}。",
    "您问的是{name}，具体为{token}。",
    "规划写明，{name}要达到{token}。",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("words", HONEST)
def test_honest_words_are_read_with_figure_time_and_place(
    question: str, words: str, ask: Ask, desk: Desk
) -> None:
    asked = ask(question)
    truth = truth_of(asked, desk)
    tokens = token_of(desk.knowledge)
    rest = "".join(f"另外，⟦{tokens[t.id]}⟧。" for t in asked.evidence.targets[1:3])
    model, _ = told(desk, words.format(name=truth.name, token=f"⟦{truth.token}⟧") + rest)
    answer = phrase(model, asked)
    assert answer.trace["model"]["outcome"] == "phrased", answer.trace["model"]
    said(answer, truth.target)


def said(answer: Answer, target: Target) -> None:
    assert target.value and target.value in answer.text and target.unit in answer.text
    assert f"（{target.locator.label}）" in answer.text
    assert target.when is None or target.when[-4:] in answer.text
    assert target.id in {figure.target for figure in answer.figures}
    assert target.locator.label in {citation.label for citation in answer.citations}
