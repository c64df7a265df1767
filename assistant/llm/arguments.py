"""The arguments of the tools, as a model fills them in. Closed sets are closed here."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Year = Literal["2016-2020", "2020", "2022", "2025", "2021-2025"]
Deadline = Literal["2022", "2025"]
PhaseTable = Literal["近期", "全周期", "终期", "专栏1", "专栏2"]
Attribute = Literal["约束性", "预期性", "前置性"]
Category = Literal[
    "更好适应学生发展需求",
    "大力支持教师队伍建设",
    "全面服务学校自主发展",
    "准确回应群众教育期盼",
    "引领提升城市内涵品质",
]
Unit = Literal["%", "所", "个", "名", "人", "项", "年", "学时", "万元", "亿元", "例"]
Counted = Literal["专栏", "名词解释", "一张表", "一个类别", "一种属性", "有某年目标的专栏"]


class Arguments(BaseModel):
    """Base of all: what is not declared is refused."""

    model_config = ConfigDict(extra="forbid")


class FindTargets(Arguments):
    indicator: str = Field(
        min_length=2, max_length=60, description="指标名称或说法，如“残疾儿童入学率”"
    )
    year: Year | None = Field(None, description="只要某一年或某一期间的数时填写")
    subject: str = Field(
        "", max_length=30, description="人群或单位，如“幼儿园专任教师”；不限时留空"
    )


class ListTargets(Arguments):
    period: Year | None = Field(None, description="目标的年份或期间")
    category: Category | None = Field(None, description="分阶段目标任务一览表里的类别")
    attribute: Attribute | None = Field(None, description="目标属性")
    low: float | None = Field(None, ge=0, description="数值下限（含）")
    high: float | None = Field(None, ge=0, description="数值上限（含）")
    unit: Unit | None = Field(None, description="单位")


class CompareTargets(Arguments):
    first: str = Field(min_length=2, max_length=60, description="指标名称")
    second: str = Field("", max_length=60, description="另一个指标；比同一指标的两个年份时留空")
    years: list[Year] = Field(default_factory=list, max_length=2, description="要比的年份")


class ReadBox(Arguments):
    number: int = Field(ge=1, le=99, description="专栏号")
    year: Deadline | None = Field(None, description="只读到某一年底的目标时填写")


class ReadRow(Arguments):
    table: PhaseTable = Field(description="哪一张表")
    number: int = Field(ge=1, le=200, description="表里印的项号")


class ReadSection(Arguments):
    title: str = Field(min_length=2, max_length=60, description="章节或举措的标题，或其中的词")


class DefineTerm(Arguments):
    term: str = Field(min_length=2, max_length=40, description="名词解释里的词，如“区管校聘”")


class Count(Arguments):
    what: Counted = Field(description="数什么")
    table: PhaseTable | None = Field(None, description="数一张表或表里的类别时填写")
    category: Category | None = Field(None, description="数一个类别时填写")
    attribute: Attribute | None = Field(None, description="数一种属性时填写")
    year: Deadline | None = Field(None, description="数有某年目标的专栏时填写")


class FindConflicts(Arguments):
    topic: str = Field("", max_length=60, description="只看某一指标或话题时填写；看全部时留空")


class SearchPlan(Arguments):
    words: str = Field(min_length=2, max_length=200, description="要找的内容，用规划里的说法最好")
    count: int = Field(5, ge=1, le=8, description="要几段")
