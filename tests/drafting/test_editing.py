"""A draft edited as text: figures stay locked, changed ones are reported."""

from __future__ import annotations

import pytest

from assistant.drafting import Kind, Request, edited, make
from assistant.drafting.markdown import render
from knowledge.library import Knowledge
from tests.drafting.conftest import Write


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("tokens", [True, False])
def test_an_unchanged_text_comes_back_the_same(
    district: Knowledge, kind: Kind, tokens: bool
) -> None:
    draft = make(Request(kind, text="教师队伍"), district)
    again = edited(draft, render(draft, tokens=tokens))
    assert again.problems == ()
    assert render(again.draft, tokens=True) == render(draft, tokens=True)


def test_prose_may_change_around_a_figure(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    text = render(draft).replace(
        "到2022年，新建公办幼儿园6所", "按规划，到2022年，要新建公办幼儿园6所"
    )
    again = edited(draft, text)
    assert again.problems == ()
    assert "按规划" in render(again.draft)
    assert again.draft.sha256 != draft.sha256


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("保持在85%以上", "保持在86%以上", "86%以上"),
        ("保持在85%以上", "保持在85%以下", "85%以下"),
        ("幼儿园6所", "幼儿园16所", "16所"),
        ("到2022年，新建", "到2023年，新建", "2023年"),
    ],
)
def test_an_altered_figure_is_reported_with_what_is_right(
    write: Write, right: str, wrong: str, said: str
) -> None:
    draft = write(Kind.POINTS, "学前教育")
    text = render(draft).replace(right, wrong)
    (problem,) = edited(draft, text).problems
    assert (problem.kind, problem.said) == ("altered", said)
    assert text[problem.start : problem.end] == said
    assert problem.right in right
    assert problem.token in draft.tokens


def test_figures_that_changed_places_are_reported(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    text = render(draft)
    swapped = (
        text.replace("保持在85%以上", "甲").replace("达55%", "保持在85%以上").replace("甲", "达55%")
    )
    assert {p.kind for p in edited(draft, swapped).problems} == {"moved"}


def test_a_figure_of_nobody_and_a_token_of_nobody_are_reported(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    text = render(draft) + "\n另外安排资金3000万元。\n\n见⟦T999⟧。\n"
    kinds = [p.kind for p in edited(draft, text).problems]
    assert kinds == ["no_record", "unknown_token"]


def test_a_sentence_left_out_is_no_problem(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    lines = [line for line in render(draft).splitlines() if "55%" not in line]
    again = edited(draft, "\n".join(lines))
    assert again.problems == ()
    assert "55%" not in render(again.draft)
