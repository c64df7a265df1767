"""The tools as a model sees them, and what they give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from langchain_core.messages import ToolMessage
from langchain_core.tools import StructuredTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ValidationError

from assistant.desk import Desk
from assistant.llm.tools import NOTHING, build_tools
from assistant.llm.types import Found

SNAPSHOT = Path(__file__).with_name("tools.json")


@pytest.fixture(scope="module")
def tools(desk: Desk) -> dict[str, StructuredTool]:
    return {tool.name: tool for tool in build_tools(desk)}


def test_the_list_of_tools_is_as_reviewed(tools: dict[str, StructuredTool]) -> None:
    """Read-only look-ups and nothing else. A new tool changes this file, and a person reads it."""
    seen = [convert_to_openai_tool(tool) for tool in tools.values()]
    assert seen == json.loads(SNAPSHOT.read_text("utf-8"))


CALLS = [
    ("find_targets", {"indicator": "残疾儿童入学率", "year": "2025"}, "99.7%（2025，目标"),
    ("find_targets", {"indicator": "残疾娃儿上学的比例"}, "100%（2020，实际"),
    ("find_targets", {"indicator": "本科及以上学历", "subject": "初中专任教师"}, "≥95%"),
    ("list_targets", {"attribute": "约束性"}, "公办幼儿园学位占比 保持在50%以上"),
    ("list_targets", {"period": "2022", "low": 99, "unit": "%"}, "99.6%"),
    ("list_targets", {"category": "大力支持教师队伍建设", "low": 2000}, "2600名以上"),
    ("compare_targets", {"first": "残疾儿童入学率", "years": ["2022", "2025"]}, "0.1个百分点"),
    (
        "compare_targets",
        {"first": "普惠性幼儿园覆盖率", "second": "公办幼儿园学位占比"},
        "30个百分点",
    ),
    ("read_box", {"number": 24, "year": "2025"}, "实现85%以上学生享受优质义务教育"),
    ("read_row", {"table": "终期", "number": 26}, "入学率达99.7%"),
    ("read_section", {"title": "推进义务教育优质均衡发展"}, "随机派位录取"),
    ("define_term", {"term": "区管校聘"}, "统一管理"),
    ("count", {"what": "专栏"}, "36个专栏"),
    ("count", {"what": "名词解释"}, "28条"),
    ("count", {"what": "一张表", "table": "近期"}, "36项"),
    ("count", {"what": "一种属性", "attribute": "约束性"}, "4项约束性目标"),
    ("count", {"what": "一个类别", "category": "大力支持教师队伍建设", "table": "近期"}, "9项"),
    ("count", {"what": "有某年目标的专栏", "year": "2022"}, "个专栏有2022年的目标"),
    ("find_conflicts", {"topic": "普惠性幼儿园覆盖率"}, "普惠性学前教育学位覆盖率达80%"),
    ("search_plan", {"words": "作业总量控制"}, "将作业量控制纳入学校常规管理"),
]


@pytest.mark.parametrize(("name", "given", "shown"), CALLS)
def test_a_tool_finds(
    name: str, given: dict[str, object], shown: str, tools: dict[str, StructuredTool]
) -> None:
    assert shown in str(tools[name].invoke(given)).replace("\n", "")


def test_the_records_behind_the_text_come_along(
    tools: dict[str, StructuredTool], desk: Desk
) -> None:
    call = {
        "type": "tool_call",
        "id": "1",
        "name": "find_targets",
        "args": {"indicator": "残疾儿童入学率", "year": "2025"},
    }
    message = tools["find_targets"].invoke(call)
    assert isinstance(message, ToolMessage) and isinstance(message.artifact, Found)
    (target,) = message.artifact.targets
    assert target.value == "99.7"
    assert all(desk.plan.quote(place) for place in message.artifact.places)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("read_box", {"number": 0}),
        ("read_box", {"number": 3, "year": "2023"}),
        ("count", {"what": "学校"}),
        ("define_term", {"term": "词" * 100}),
        ("search_plan", {"words": "作业", "path": "/etc/passwd"}),
    ],
)
def test_arguments_outside_the_schema_are_refused(
    name: str, given: dict[str, object], tools: dict[str, StructuredTool]
) -> None:
    with pytest.raises(ValidationError):
        tools[name].invoke(given)


def test_nothing_found_is_said(tools: dict[str, StructuredTool]) -> None:
    assert tools["read_section"].invoke({"title": "火星移民"}) == NOTHING
    assert tools["define_term"].invoke({"term": "量子纠缠"}) == NOTHING
