"""What a draft says, in which order, and that each figure of it is the plan's."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from assistant.drafting import Draft, Kind, NothingFound, Period, Request, make
from assistant.drafting.calling import strays
from assistant.drafting.markdown import render
from assistant.drafting.pool import sentences
from assistant.drafting.topic import Topic
from assistant.drafting.types import TOKEN, Focus, TooShort
from knowledge.library import Knowledge
from tests.drafting.conftest import Write

DIGITS = re.compile(r"\d+(?:\.\d+)?")
LOCKED_ONLY = re.compile(r"\d")
TOPICS = ("学前教育", "教师待遇", "校园安全", "")


def unlocked(draft: Draft) -> list[str]:
    """Sentences with a digit outside a token."""
    return [s.text for s in draft.sentences() if LOCKED_ONLY.search(TOKEN.sub("", s.text))]


def test_a_report_goes_from_background_to_safeguards(write: Write) -> None:
    text = render(write(Kind.POINTS, "学前教育"), marks=False)
    order = ["现有基础", "总体考虑", "目标任务", "主要举措", "保障措施"]
    places = [text.index(word) for word in order if word in text]
    assert places == sorted(places)
    assert "到2022年，新建公办幼儿园6所。" in text
    assert "到2025年，普惠性幼儿园覆盖率保持在85%以上，公办幼儿园学位占比达55%。" in text
    assert text.index("到2022年") < text.index("到2025年")


def test_what_is_of_another_topic_stays_out(write: Write) -> None:
    text = render(write(Kind.POINTS, "学前教育"))
    assert "有偿补课" not in text
    assert "高中阶段毛入学率" not in text


def test_a_clause_that_names_its_own_figure_is_told_without_its_neighbours(write: Write) -> None:
    text = render(write(Kind.PAGE, "普惠性幼儿园"), marks=False)
    assert "普惠性幼儿园覆盖率达81%。" in text
    assert "毛入学率" not in text


def test_a_figure_is_a_token_of_its_statement(write: Write, county: Knowledge) -> None:
    draft = write(Kind.POINTS, "学前教育")
    token = next(t for t in draft.tokens.values() if t.text == "保持在85%以上")
    statement = county.target[token.statement]
    assert (statement.value, statement.when) == ("85", "2025")
    assert statement.quote in county.plan.text
    assert draft.sources[token.source - 1].label == statement.locator.label


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.TABLE])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_digit_of_a_draft_is_locked_to_a_record(
    district: Knowledge, kind: Kind, topic: str
) -> None:
    draft = make(Request(kind, text=topic), district)
    assert [s for s in unlocked(draft) if not re.search(r"（.）|到20", s)] == []
    for token in draft.tokens.values():
        target = district.target.get(token.statement)
        quote = draft.sources[token.source - 1].quote
        assert target or token.statement in district.leaf
        held = quote + (target.locator.label if target else "")
        period = re.search(r"20\d\d", token.text)
        assert period or set(DIGITS.findall(token.text)) <= set(DIGITS.findall(held))


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("topic", TOPICS)
def test_a_quote_is_verbatim_and_every_sentence_has_one(
    district: Knowledge, kind: Kind, topic: str
) -> None:
    draft = make(Request(kind, text=topic), district)
    for source in draft.sources:
        assert district.plan.text[source.start : source.end] == source.quote
    assert [s.number for s in draft.sources] == list(range(1, len(draft.sources) + 1))
    used = {n for s in draft.sentences() for n in s.sources}
    assert used <= {s.number for s in draft.sources}


@pytest.mark.parametrize("kind", [Kind.POINTS, Kind.BRIEFING, Kind.LETTER, Kind.PAGE, Kind.ANSWERS])
@pytest.mark.parametrize("length", [400, 700, 1000])
def test_the_length_is_kept_with_whole_sentences(
    district: Knowledge, kind: Kind, length: int
) -> None:
    draft = make(Request(kind, text="义务教育", length=length), district)
    assert draft.length <= length
    for sentence in draft.sentences():
        assert not sentence.sources or sentence.text.endswith(("。", "：", "！", "？"))


def test_a_length_that_holds_no_sentence_is_refused_with_the_least(county: Knowledge) -> None:
    with pytest.raises(TooShort) as raised:
        make(Request(Kind.PAGE, topics=("专栏1",), length=5), county)
    assert raised.value.shortest.length > 5
    assert "5字以内放不下" in str(raised.value)


def test_the_usual_length_gives_way_to_a_whole_sentence(district: Knowledge) -> None:
    topic = "区域教育现代化建设示范区“六个一”工程"
    with pytest.raises(TooShort):
        make(Request(Kind.ONE, text=topic, length=130), district)
    draft = make(Request(Kind.ONE, text=topic), district)
    assert len(draft.sources) >= 1 and draft.length > 130


def test_a_topic_without_targets_has_no_table(district: Knowledge) -> None:
    with pytest.raises(NothingFound, match="没有可以写进年度计划对照表的目标"):
        make(Request(Kind.TABLE, text="课后服务"), district)


def test_nothing_is_said_twice(district: Knowledge) -> None:
    text = render(make(Request(Kind.POINTS, text="学前教育"), district), marks=False)
    assert text.count("普惠性幼儿园覆盖率保持在80%以上") == 1
    assert text.count("公办幼儿园学位占比保持在50%以上") == 1


def test_a_figure_that_differs_is_no_repetition(district: Knowledge) -> None:
    topics = ("残疾儿童、少年义务教育阶段入学率",)
    text = render(make(Request(Kind.PAGE, topics=topics), district), marks=False)
    assert "99.6%" in text
    assert "99.7%" in text


def test_of_two_values_the_dated_one_is_told_and_the_writer_is_told_of_both(
    district: Knowledge,
) -> None:
    draft = make(Request(Kind.POINTS, text="义务教育"), district)
    text = render(draft)
    assert "85%以上学生享受优质义务教育" in text
    assert "80%以上学生享受优质义务教育" not in text
    note = next(
        n
        for n in draft.notes
        if "享受优质义务教育" in " ".join([n.text, *n.labels]) or "80%以上" in n.text
    )
    assert "专栏24·到2025年" in note.labels
    assert note.text not in text


@pytest.mark.parametrize(
    ("period", "told", "left_out"),
    [
        (Period.Y2022, "新建公办幼儿园6所", "55%"),
        (Period.Y2025, "55%", "新建公办幼儿园6所"),
        (Period.Y2020, "81%", "55%"),
    ],
)
def test_a_period_tells_its_own_aims(
    write: Write, period: Period, told: str, left_out: str
) -> None:
    text = render(write(Kind.PAGE, "幼儿园", period=period))
    assert told in text
    assert left_out not in text


def test_records_are_named_by_id(county: Knowledge) -> None:
    text = render(make(Request(Kind.PAGE, topics=("专栏1",)), county))
    assert "新建公办幼儿园6所" in text
    assert "有偿补课" not in text
    with pytest.raises(NothingFound, match="规划里没有“专栏99”"):
        make(Request(Kind.PAGE, topics=("专栏99",)), county)


def test_a_topic_that_the_plan_lacks_is_said_so(write: Write) -> None:
    with pytest.raises(NothingFound, match="没有在规划里找到"):
        write(Kind.POINTS, "航天发射场")


def test_one_and_three_sentences(write: Write) -> None:
    assert write(Kind.ONE, "学前教育").blocks[0].sentences[1:] == ()
    three = write(Kind.THREE, "学前教育", focus=Focus.ALL)
    assert len(three.blocks[0].sentences) <= 3


def test_a_letter_greets_says_when_and_claims_no_results(write: Write) -> None:
    text = render(write(Kind.LETTER, "幼儿园"), marks=False)
    assert "尊敬的家长朋友：" in text
    assert "不代表已经完成" in text
    assert "落款单位" in text
    assert "着力" not in text


def test_the_yearly_table_pairs_the_years_and_leaves_room(district: Knowledge) -> None:
    draft = make(Request(Kind.TABLE), district)
    head, *rows = draft.blocks[0].rows
    assert [c.text for c in head][3:6] == ["到2022年底", "2021至2025年", "到2025年底"]
    cells = [[draft.read(c.text) for c in row] for row in rows]
    row = next(r for r in cells if r[1] == "残疾儿童、少年义务教育阶段入学率")
    assert ("99.6%" in row[3], "99.7%" in row[5], row[6]) == (True, True, "预期性")
    assert "100%" in row[2]
    assert row[7] == row[8] == ""


def test_every_figure_of_the_phase_tables_is_in_the_yearly_table(district: Knowledge) -> None:
    draft = make(Request(Kind.TABLE), district)
    stated = {t.statement for t in draft.tokens.values()}
    told = {(t.indicator_key, t.number) for t in map(district.target.get, stated) if t}
    for target in district.targets:
        if re.search(r"\d", target.value_text) and target.leaf.startswith(
            ("近期·", "全周期·", "终期·")
        ):
            assert (target.indicator_key, target.number) in told, target.id


def test_answers_say_that_results_are_not_in_the_plan(write: Write) -> None:
    text = render(write(Kind.ANSWERS, "学前教育"), marks=False)
    assert "学前教育的目标是什么？" in text
    assert "没有写实施以后的完成情况" in text


def test_an_edited_copy_of_the_plan_is_followed(county: Knowledge, tmp_path: object) -> None:
    from pathlib import Path

    from knowledge.library import load
    from tests.drafting.conftest import PLAN

    path = Path(str(tmp_path)) / "plan.txt"
    path.write_text(PLAN.replace("85%以上", "88%以上"), "utf-8")
    text = render(make(Request(Kind.ONE, topics=("专栏1",)), load(str(path))))
    assert "88%以上" in text
    assert "85%" not in text


def test_a_draft_takes_well_under_a_second(district: Knowledge) -> None:
    make(Request(Kind.POINTS, text="学前教育"), district)
    began = time.process_time()
    make(Request(Kind.POINTS, text="义务教育"), district)
    assert time.process_time() - began < 1


def test_a_lay_word_is_read_by_the_plan_s(district: Knowledge) -> None:
    text = render(make(Request(Kind.PAGE, text="双减"), district), marks=False)
    assert "将作业量控制纳入学校常规管理" in text
    text = render(make(Request(Kind.PAGE, text="外地户口"), district), marks=False)
    assert "随迁子女" in text


def test_the_table_has_an_aim_with_other_words_between_the_topic_s(district: Knowledge) -> None:
    draft = make(Request(Kind.TABLE, text="教师培训"), district)
    assert "50学时" in render(draft, marks=False)
    assert any("每年不少于50学时" in n.text for n in draft.notes)


SCRAPS = [
    "式的小、家校共育要干",
    "给幼儿园家长、普惠性幼儿园",
    "个答复口径、随迁子女上学",
    "俺们班、劳动教育咋弄",
    "近视防控那档子事",
]


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.POINTS, Kind.ANSWERS, Kind.BRIEFING])
@pytest.mark.parametrize("scraps", SCRAPS)
def test_a_draft_has_no_scraps_of_the_request(district: Knowledge, kind: Kind, scraps: str) -> None:
    draft = make(Request(kind, text=scraps), district)
    text = render(draft, marks=False)
    assert strays(text, scraps, district) == []


def test_scraps_of_a_request_are_seen(district: Knowledge) -> None:
    request = "通知式的小介绍：规划里家校共育要干啥"
    said = "您好。《规划》写到了您关心的“式的小、家校共育要干”，现向您介绍如下。"
    assert any("要干" in run for run in strays(said, request, district))
    assert strays("您好。写到了您关心的“家校共育”。", request, district) == []


def test_a_topic_without_a_name_goes_unnamed(district: Knowledge) -> None:
    pool = sentences(district)
    own = [s for s in pool if "课后服务" in s.text][:1]
    nameless = Topic("那些个事咋整", tuple((replace(s, heading="咋整的"), 1.0) for s in own))
    draft = make(Request(Kind.POINTS, text="那些个事咋整的"), district, nameless)
    assert "咋整" not in "".join(s.text for s in draft.blocks[0].sentences)
