"""Which sentences are statements, and what each says: in short texts, and in the whole plan."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from knowledge.library import Knowledge
from knowledge.types import LeafKind, Target, TargetKind

Targets = Callable[[str], tuple[Target, ...]]
BODY = "某区教育发展“十四五”规划\n第三部分  主要任务\n一、育人\n"


def short(target: Target) -> tuple[str, str, str | None, str, str | None]:
    return (target.indicator, target.operator, target.value, target.unit, target.when)


def milestone(words: str) -> str:
    return f"{BODY}\t专栏1  甲\n\n\t围绕甲。{words}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("到2025年，入学率达99.7%。", ("入学率", "=", "99.7", "%", "2025")),
        ("到2022年，工作室不少于50个。", ("工作室", ">=", "50", "个", "2022")),
        ("到2025年，建成示范区。", ("示范区", "exists", None, "", "2025")),
        ("到2025年，课业负担逐年下降。", ("课业负担逐年下降", "down", None, "", "2025")),
        ("到2025年，学历水平进一步提升。", ("学历水平进一步提升", "up", None, "", "2025")),
        ("到2025年，形成反馈提升机制。", ("反馈提升机制", "exists", None, "", "2025")),
        ("到2025年，力争共建学校达8所。", ("共建学校", "=", "8", "所", "2025")),
        ("到2025年，实现课后服务全覆盖。", ("课后服务全覆盖", "=", "100", "%", "2025")),
        ("到2025年，保持校园无一例疫情发生。", ("校园无一例疫情发生", "=", "0", "例", "2025")),
        (
            "到2025年，85%以上学生享受优质教育。",
            ("学生享受优质教育的比例", ">=", "85", "%", "2025"),
        ),
        ("到2025年，设施不低于全市标准。", ("设施不低于全市标准", ">=", None, "", "2025")),
        ("到2025年，投入达120000万元。", ("投入", "=", "120000", "万元", "2025")),
        ("到2025年，每校配备1—2名校医。", ("每校配备校医", "=", "1—2", "名", "2025")),
    ],
)
def test_a_milestone(
    targets: Targets, words: str, said: tuple[str, str, str | None, str, str | None]
) -> None:
    (found,) = targets(milestone(words))
    assert short(found) == said
    assert found.kind is TargetKind.TARGET


def test_wan_and_yi_are_kept_and_multiplied_out(targets: Targets) -> None:
    (found,) = targets(milestone("到2025年，新增学位4.7万余座。"))
    assert (found.value, found.unit, found.value_text) == ("4.7万", "座", "4.7万余座")
    assert found.number == (47000, 47000)
    assert found.operator == ">"


def test_a_sentence_has_as_many_statements_as_promises(targets: Targets) -> None:
    found = targets(milestone("到2022年，均衡指数控制在0.45以内，50%的学校达到标准；建成示范区。"))
    assert [t.operator for t in found] == ["<=", "=", "exists"]
    assert found[1].indicator == "学校达到标准的比例"


def test_what_leans_on_the_clause_before_quotes_it_too(targets: Targets) -> None:
    found = targets(milestone("到2022年，每人培训不少于50学时，其中线上课程不少于20学时。"))
    assert found[1].indicator == "线上课程"
    assert found[1].quote == "每人培训不少于50学时，其中线上课程不少于20学时"


def test_two_comparisons_joined_by_a_mark_are_two(targets: Targets) -> None:
    found = targets(f"{BODY}提高收入。确保工资不低于公务员、增幅不低于公务员。\n")
    assert [t.indicator for t in found] == ["工资不低于公务员", "增幅不低于公务员"]


def test_figures_in_brackets_are_named_by_them(targets: Targets) -> None:
    found = targets(milestone("到2025年，公司形成规模（资产总额达12亿元，或从业人员达300人）。"))
    assert [(t.indicator, t.value, t.unit) for t in found] == [
        ("资产总额", "12", "亿元"),
        ("从业人员", "300", "人"),
    ]


def test_aims_hold_the_year_they_open_with(targets: Targets) -> None:
    found = targets(
        f"{BODY}二、发展目标\n到2025年，建成教育强区，水平全省一流。\n"
        "——投入不断增加。经费持续增长，结构更加合理。\n三、任务\n加强管理，规范办学。\n"
    )
    assert {t.when for t in found} == {"2025"}
    assert [t.indicator for t in found][:2] == ["教育强区", "水平全省一流"]
    assert not any("规范办学" in t.quote for t in found)


def test_a_review_says_what_was_reached(targets: Targets) -> None:
    found = targets(
        "某区教育发展“十四五”规划\n第一部分  背景\n一、成绩\n"
        "供给增加。新建学校48所，党建工作实现全覆盖。2019年经费占比有所下降，管理继续加强。\n"
    )
    assert [(t.kind.value, t.when, t.operator) for t in found] == [
        ("actual", "2016-2020", "="),
        ("actual", "2016-2020", "="),
        ("actual", "2019", "down"),
    ]


def test_the_last_plan_is_five_years_before_this_one(targets: Targets) -> None:
    text = "某市教育发展“十五五”规划\n第一章 发展基础\n一、成绩\n新建学校48所，成效明显。\n"
    (found,) = targets(text)
    assert (found.when, found.kind) == ("2021-2025", TargetKind.ACTUAL)


@pytest.mark.parametrize(
    ("words", "operator"),
    [
        ("推进党的工作全覆盖。", "="),
        ("逐步缩小城乡差距。", "down"),
        ("提升财政性教育经费占政府财政支出比例。", "up"),
        ("严格执行经费“只增不减”。", "up"),
        ("创建全国优质均衡区。", "exists"),
        ("每年至少组织一次体检。", ">="),
        ("确保学生达到国家学业标准。", "exists"),
    ],
)
def test_a_commitment_of_the_body(targets: Targets, words: str, operator: str) -> None:
    (found,) = targets(f"{BODY}加强管理，{words}\n")
    assert (found.operator, found.when) == (operator, None)


def test_a_wish_of_the_body_is_no_statement(targets: Targets) -> None:
    assert targets(f"{BODY}加强管理，提高服务效率，营造良好氛围，落实《十项准则》。\n") == ()


@pytest.mark.parametrize(
    ("words", "when"),
    [("◆ 扩容工程：到2023年新建学校20所。", "2023"), ("五年内培训教师300人。", "五年内")],
)
def test_a_time_inside_a_clause(targets: Targets, words: str, when: str) -> None:
    (found,) = targets(f"{BODY}加强管理。\n{words}\n")
    assert found.when == when
    assert found.indicator in ("新建学校", "五年内培训教师")


def test_a_row_has_its_table_s_deadline(targets: Targets) -> None:
    found = targets(
        "第一部分  背景\n\t近期目标任务（截至2022年底）\n\n\t序号\n\t目标任务\n\n\t1\n"
        "\t建成学校3所\n"
    )
    assert [short(t) for t in found] == [("学校", "=", "3", "所", "2022")]


def test_a_row_of_indicators_has_one_target_a_column(targets: Targets) -> None:
    found = targets(
        "某区“十四五”教育规划\n第一部分  目标\n\t专栏1  主要指标\n\n"
        "\t序号\n\t指标\n\t单位\n\t2020年\n\t2025年\n\t属性\n\n"
        "\t1\n\t毛入园率\n\t%\n\t88\n\t≥92\n\t预期性\n\n\t2\n\t在校生\n\t万人\n\t——\n\t4.5\n"
        "\t约束性\n"
    )
    assert [(t.indicator, t.operator, t.value, t.unit, t.when, t.kind.value) for t in found] == [
        ("毛入园率", "=", "88", "%", "2020", "actual"),
        ("毛入园率", ">=", "92", "%", "2025", "target"),
        ("在校生", "=", "4.5", "万人", "2025", "target"),
    ]
    assert [t.attribute for t in found] == ["预期性", "预期性", "约束性"]


# 规划里没有被任何目标引用的数字，各有各的理由；理由之外一个也不许有。
REASONS: dict[str, str] = {
    r"专栏\d+": "专栏的编号",
    r"^\d+[.．]": "名词解释的编号",
    r"(?:到|至|截至)?20(?:22|25)年(?:底)?[，）]": "时限：在目标的 when 里",
    r"（2021至2025年）|（监测周期为2021至2025年）": "时限：在目标的 when 里",
    r"2020年情况": "表头：在目标的 when 里",
    r"“4\+X”": "课程的名称",
    r"“1\+X”|“1”即": "证书制度的名称",
    r"2\.0(?:实施|。|$)": "工程的名称",
    r"K12": "一贯制学校的名称",
    r"现代化2035": "文件的名称",
    r"（2020年版）": "文件的版本",
    r"3岁以下婴幼儿照护": "服务的名称",
    r"〔20\d\d〕\s*\d+\s*号": "文号",
    r"第10条": "所引文件的条号",
    r"（\d）": "列举的编号",
}


def test_every_digit_is_quoted_or_has_a_reason(real: Knowledge) -> None:
    text = real.plan.text
    explained = [False] * len(text)
    for target in real.targets:
        for at in range(target.locator.start, target.locator.end):
            explained[at] = True
    for table in real.plan.tables:
        for row in table.rows:
            # The row's number is not quoted by a target that quotes one cell.
            start, end = row.spans["序号"]
            explained[start:end] = [True] * (end - start)
    used = set()
    for leaf in real.plan.leaves:
        for pattern in REASONS:
            for found in re.finditer(pattern, leaf.text, re.MULTILINE):
                if leaf.kind is not LeafKind.TERM and pattern.startswith("^"):
                    continue
                left, right = (leaf.locator.start + at for at in found.span())
                if any(not explained[at] for at in range(left, right) if text[at].isdigit()):
                    used.add(pattern)
                    explained[left:right] = [True] * (right - left)
    left_over = [
        text[max(0, at - 15) : at + 10]
        for at, char in enumerate(text)
        if char.isdigit() and not explained[at]
    ]
    assert left_over == []
    assert used == set(REASONS), "a reason that explains nothing"
