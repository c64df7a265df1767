"""Where a plan says two things: curated, computed, and in an edited copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.conflicts import find_conflicts
from knowledge.indicators import link
from knowledge.library import Knowledge, load
from knowledge.parser import parse
from knowledge.statements import read_targets
from knowledge.types import Conflict

Save = Callable[[str], Path]


def conflicts_of(text: str) -> tuple[Conflict, ...]:
    plan = parse(text)
    targets, _ = link(read_targets(plan), (), text)
    return find_conflicts(plan, targets, Path("没有"))


def boxes(one: str, two: str) -> str:
    return (
        f"第一部分  任务\n一、育人\n\t专栏1  甲\n\n\t围绕甲。到2025年，{one}。\n"
        f"\t专栏2  乙\n\n\t围绕乙。到2025年，{two}。\n"
    )


def test_one_thing_with_two_values_is_found() -> None:
    (found,) = conflicts_of(boxes("课后服务覆盖率达90%", "课后服务覆盖率达95%"))
    assert found.kind == "value"
    assert "90%" in found.says and "95%" in found.says
    assert {m.label for m in found.mentions} == {"专栏1·到2025年", "专栏2·到2025年"}


def test_the_same_value_twice_is_none() -> None:
    assert conflicts_of(boxes("课后服务覆盖率达90%", "课后服务覆盖率达90%")) == ()


def test_two_things_with_two_values_are_none() -> None:
    assert conflicts_of(boxes("课后服务覆盖率达90%", "食堂明厨亮灶率达95%")) == ()


TABLE = (
    "第一部分  背景\n\t专栏1  “十三五”目标实现情况\n\n\t序号\n\t指标\n\t单位\n\t目标值\n"
    "\t2020年情况\n\n"
    "\t1\n\t课后服务覆盖率\n\t%\n\t90\n\t{reached}\n\n\n"
    "第二部分  任务\n一、育人\n\t专栏2  乙\n\n\t围绕乙。到2025年，课后服务覆盖率{later}。\n"
)


def test_a_target_below_what_was_reached_is_found() -> None:
    (found,) = conflicts_of(TABLE.format(reached="97", later="达95%"))
    assert found.kind == "below"
    assert [m.label for m in found.mentions] == ["专栏1·第1项", "专栏2·到2025年"]


def test_a_target_above_what_was_reached_is_none() -> None:
    assert conflicts_of(TABLE.format(reached="93", later="达95%")) == ()


def test_every_mention_stands_in_the_plan(real: Knowledge) -> None:
    assert len(real.conflicts) >= 40
    for conflict in real.conflicts:
        assert len(conflict.mentions) >= 1
        assert conflict.says.endswith("。")
        for mention in conflict.mentions:
            assert real.plan.quote(mention).strip()
            assert any(
                leaf.locator.start <= mention.start and mention.end <= leaf.locator.end
                for leaf in real.plan.leaves
            ), conflict.topic


def test_a_copy_with_one_place_changed_is_noticed(real: Knowledge, saved: Save) -> None:
    """新增劳动力…15.5年 stands twice; in the copy one of them is 15.6."""
    text = real.plan.text
    assert text.count("新增劳动力平均受教育年限达15.5年") == 2
    edited = text.replace("新增劳动力平均受教育年限达15.5年", "新增劳动力平均受教育年限达15.6年", 1)
    before = {c.topic for c in real.conflicts}
    found = [c for c in load(str(saved(edited))).conflicts if c.topic not in before]
    assert [c.topic for c in found] == ["新增劳动力平均受教育年限"]
    assert "15.5" in found[0].says and "15.6" in found[0].says


def test_a_copy_whose_quotes_changed_drops_what_was_curated(real: Knowledge, saved: Save) -> None:
    """享受优质义务教育: 80% in the body, 85% elsewhere; in the copy all say 85%."""
    edited = real.plan.text.replace(
        "实现80%以上学生享受优质义务教育", "实现85%以上学生享受优质义务教育"
    )
    topics = {c.topic for c in load(str(saved(edited))).conflicts}
    assert "享受优质义务教育的学生比例" in {c.topic for c in real.conflicts}
    assert "享受优质义务教育的学生比例" not in topics


def test_a_copy_whose_quotes_changed_computes_them_anew(real: Knowledge, saved: Save) -> None:
    edited = real.plan.text.replace(
        "实现80%以上学生享受优质义务教育", "实现75%以上学生享受优质义务教育"
    )
    knowledge = load(str(saved(edited)))
    (found,) = (c for c in knowledge.conflicts if c.topic == "享受优质义务教育的学生比例")
    assert "75%" in found.says and "85%" in found.says and "80%" not in found.says
    assert any("75%" in knowledge.plan.quote(m) for m in found.mentions)


def test_a_curated_sentence_goes_when_one_of_its_places_changed(
    real: Knowledge, saved: Save
) -> None:
    """85% stands in the box and in two tables; in the copy the box says 88%."""
    words = "到2025年，实现85%以上学生享受优质义务教育"
    assert real.plan.text.count(words) == 1
    edited = real.plan.text.replace(words, words.replace("85", "88"))
    says = [c.says for c in load(str(saved(edited))).conflicts if "优质义务教育" in c.topic]
    assert says and all("88%" in sentence for sentence in says)


def test_one_promise_by_two_years_is_found() -> None:
    text = (
        "第一部分  任务\n一、育人\n\t专栏1  甲\n\n\t围绕甲。到2022年，创建全国普及普惠区。\n"
        "\t专栏2  乙\n\n\t围绕乙。到2025年，创建全国普及普惠区。\n"
    )
    (found,) = conflicts_of(text)
    assert found.kind == "deadline"
    assert "2022" in found.says and "2025" in found.says


def test_counts_of_things_with_a_short_name_are_no_conflict() -> None:
    assert conflicts_of(boxes("新建学校3所", "新建学校5所")) == ()
