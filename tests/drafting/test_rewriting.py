"""A reworded sentence says what it said, or it is refused: word for word but for empty words."""

from __future__ import annotations

import pytest

from assistant.drafting.rewriting import Names, allowed, unlike
from knowledge.library import Knowledge

OLD = (
    "⟦T1⟧，着力扩大公办幼儿园规模，普惠性幼儿园覆盖率保持在⟦T2⟧，"
    "公办幼儿园学位占比达⟦T3⟧，“两主一参”改革进一步推进。"
)


@pytest.fixture(scope="module")
def names(county: Knowledge) -> Names:
    return Names(county)


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD.replace("着力", "").replace("进一步", ""),
        OLD.replace("推进", "推动").replace("占比达", "占比达到"),
        f"此外，规划写到，{OLD}",
        OLD.replace("，公办", "，同时，公办").replace("改革", "的改革"),
        OLD.replace("规模，", "规模 ，").rstrip("。"),
    ],
)
def test_words_that_state_nothing_may_come_and_go(names: Names, new: str) -> None:
    assert unlike(OLD, new, names) is None


LIES = {
    "a figure written out": OLD.replace("⟦T2⟧", "85%以上"),
    "a figure beside the token": OLD.replace("⟦T2⟧", "⟦T2⟧即85%"),
    "a figure in Chinese": OLD.replace("占比达", "占比过半达"),
    "a year": f"2022年，{OLD}",
    "figures exchanged": OLD.replace("⟦T2⟧", "⟦T9⟧")
    .replace("⟦T3⟧", "⟦T2⟧")
    .replace("⟦T9⟧", "⟦T3⟧"),
    "a figure left out": OLD.replace("，公办幼儿园学位占比达⟦T3⟧", ""),
    "a figure twice": OLD.replace("占比达⟦T3⟧", "占比达⟦T3⟧、⟦T3⟧"),
    "a token of nobody": OLD.replace("⟦T3⟧", "⟦T77⟧"),
    "a mangled token": OLD.replace("⟦T3⟧", "⟦T⟧"),
    "another subject": OLD.replace("公办幼儿园学位", "民办幼儿园学位"),
    "subjects exchanged": OLD.replace("普惠性幼儿园覆盖率", "甲")
    .replace("公办幼儿园学位占比", "普惠性幼儿园覆盖率")
    .replace("甲", "公办幼儿园学位占比"),
    "another bound": OLD.replace("保持在", "不超过"),
    "reached already": OLD.replace("占比达", "占比已达"),
    "denied": OLD.replace("占比达", "占比未达"),
    "less sure": OLD.replace("保持在", "力争保持在"),
    "a part of the other": OLD.replace("，公办", "，其中公办"),
    "a cause": OLD.replace("，公办", "，因此公办"),
    "a clause more": OLD.rstrip("。") + "，让每个孩子免费入园。",
    "a clause less": OLD.replace("着力扩大公办幼儿园规模，", ""),
    "clauses moved": "公办幼儿园学位占比达⟦T3⟧，" + OLD.replace("公办幼儿园学位占比达⟦T3⟧，", ""),
    "another quotation": OLD.replace("“两主一参”", "“两主一管”"),
    "a quotation undone": OLD.replace("“两主一参”", "两主一参"),
    "a word put for one inside a quotation": OLD.replace("“两主一参”", "“两主和一参”"),
    "Latin letters": OLD.replace("改革", "reform"),
    "a character that stands for a figure here": OLD.replace("⟦T2⟧", "\U000f0000"),
    "nothing": "",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lie_is_told_from_its_sentence(names: Names, lie: str) -> None:
    assert unlike(OLD, lie, names)


def test_a_name_is_not_reworded(county: Knowledge, names: Names) -> None:
    old = "抓好公办幼儿园建设和高中阶段毛入学率。"
    assert unlike(old, old.replace("抓好", "做好"), names) is None
    assert "公办幼儿园建设" in {column.title for column in county.plan.columns}
    assert unlike(old, old.replace("建设", "的建设"), names)


def test_no_word_that_may_come_or_go_counts_bounds_or_denies() -> None:
    words = allowed()
    said = "".join([*words.lead, *words.anywhere, *words.drop])
    assert not set(said) & set("0123456789零二三四五六七八九十百千万亿半两几双倍未没无非否仅只已将")
    assert {w for w in (*words.lead, *words.anywhere, *words.drop) if "一" in w} == {"进一步"}
