"""The last gate: no figure leaves that no cited record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.query import Query
from assistant.types import Answer, Figure, Status
from assistant.verify import Unverified, verify
from knowledge.library import Knowledge
from knowledge.types import Locator, Target

QUERY = Query("问", "问")
EVIDENCE = Evidence("figure")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def place(knowledge: Knowledge, quote: str) -> Locator:
    """Where a quote stands, labelled as its leaf is."""
    start = knowledge.plan.text.index(quote)
    leaf = knowledge.leaf_at(start)
    assert leaf
    return Locator(start, start + len(quote), leaf.locator.label)


def pass_gate(desk: Desk, text: str, *quotes: str, computed: tuple[str, ...] = ()) -> Answer:
    places = tuple(place(desk.knowledge, quote) for quote in quotes)
    draft = Draft(text, Status.ANSWERED, places, computed=computed)
    return verify(draft, EVIDENCE, QUERY, desk)


def passes_draft(desk: Desk, draft: Draft) -> bool:
    try:
        verify(draft, EVIDENCE, QUERY, desk)
    except Unverified:
        return False
    return True


def passes(desk: Desk, text: str, *quotes: str) -> bool:
    places = tuple(place(desk.knowledge, quote) for quote in quotes)
    return passes_draft(desk, Draft(text, Status.ANSWERED, places))


def test_a_figure_that_a_cited_record_holds_passes(desk: Desk) -> None:
    answer = pass_gate(desk, "入学率达99.7%。", "入学率达99.7%")
    assert [c.quote for c in answer.citations] == ["入学率达99.7%"]


@pytest.mark.parametrize(
    "text",
    ["入学率达99.8%。", "入学率达9.7%。", "入学率达99%。", "有997人。", "入学率达99.70001%。"],
)
def test_a_figure_that_no_cited_record_holds_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(Unverified):
        pass_gate(desk, text, "入学率达99.7%")


def test_a_figure_without_any_source_is_refused(desk: Desk) -> None:
    with pytest.raises(Unverified):
        pass_gate(desk, "入学率达99.7%。")


def test_one_loose_figure_among_many_is_refused(desk: Desk) -> None:
    with pytest.raises(Unverified, match="77"):
        pass_gate(desk, "入学率达99.7%，参与率达77%。", "入学率达99.7%", "年参与率达73%")


def test_the_number_of_a_row_is_no_figure_that_it_holds(desk: Desk) -> None:
    row = next(t for t in desk.plan.tables if t.id == "终期").rows[25]
    where = Locator(*row.spans["目标任务"], row.locator.label)
    draft = Draft("残疾儿童入学率达26%。", Status.ANSWERED, (where,))
    assert not passes_draft(desk, draft)


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲。\n2. 乙。\n3. 丙。",
        "包括：1. 甲；2. 乙。",
        "见专栏24。",
        "到2025年，2022年底前，2021至2025年。",
        "第26项和第3条。",
        "第25至27项。",
    ],
)
def test_numbers_that_only_name_or_count_pass(desk: Desk, text: str) -> None:
    assert passes(desk, text, "强化体育锻炼")


def test_a_figure_worked_out_by_code_passes_and_only_that(desk: Desk) -> None:
    quotes = ("控制在0.45以内", "≥95%")
    assert pass_gate(desk, "相差5个百分点。", *quotes, computed=("5",)).text
    with pytest.raises(Unverified):
        pass_gate(desk, "相差6个百分点。", *quotes, computed=("5",))


def test_a_figure_of_a_record_passes_and_of_no_record_does_not(desk: Desk) -> None:
    target = next(t for t in desk.knowledge.targets if t.value == "99.7")
    known = Figure(target.indicator, "99.7", "%", "2025", target=target.id)
    unknown = Figure(target.indicator, "98.8", "%", "2025", target="没有这条")
    where = (target.locator,)
    draft = Draft("99.7%。", Status.ANSWERED, where, (known,))
    assert verify(draft, EVIDENCE, QUERY, desk).figures == (known,)
    with pytest.raises(Unverified):
        verify(Draft("98.8%。", Status.ANSWERED, where, (unknown,)), EVIDENCE, QUERY, desk)


def mutations(target: Target) -> Iterator[str]:
    """The target's own words, with one digit of its figure changed to make a new number."""
    assert target.value
    value = target.value.removesuffix("万")
    held = set(NUMBER.findall(f"{target.quote} {target.locator.label}"))
    for at, digit in enumerate(value):
        if digit.isdigit():
            other = f"{value[:at]}{(int(digit) + 3) % 10}{value[at + 1 :]}"
            text = target.quote.replace(value, other)
            if not set(NUMBER.findall(text)) <= held:
                yield text


def test_every_figure_of_the_plan_with_a_digit_changed_is_refused(
    desk: Desk, real: Knowledge
) -> None:
    tried = 0
    for target in real.targets:
        if not target.value or not NUMBER.search(target.value):
            continue
        for text in mutations(target):
            tried += 1
            draft = Draft(text, Status.ANSWERED, (target.locator,))
            assert not passes_draft(desk, draft), text
    assert tried >= 200


def test_the_real_words_of_every_target_pass(desk: Desk, real: Knowledge) -> None:
    for target in real.targets:
        draft = Draft(target.quote, Status.ANSWERED, (target.locator,))
        assert verify(draft, EVIDENCE, QUERY, desk).citations[0].quote == target.quote


def test_a_place_named_twice_is_cited_once(desk: Desk) -> None:
    assert len(pass_gate(desk, "甲。", "强化体育锻炼", "强化体育锻炼").citations) == 1
