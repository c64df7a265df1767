"""Where something stands, how the plan is divided, and one side of a term."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask, fact, is_answered, items, labels


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("“家长学校”在哪个表第几项", ["专栏2·第8项", "专栏32·到2022年", "近期·第31项"]),
        ("全国智慧教育示范区写在哪些地方", ["专栏2·第17项", "专栏8·到2025年", "终期·第6项"]),
        ("120000万元出现在哪些地方", ["专栏34·到2025年", "终期·第34项"]),
        ("“教育领军人才”在哪出现", ["专栏35·到2025年", "全周期·第11项"]),
        ("提到渝北的地方有哪些", ["专栏36·到2022年", "近期·第35项", "终期·第35项"]),
        ("双师型教师85%这个数在哪几个地方出现", ["专栏2·第1项", "近期·第11项"]),
        ("规划哪一页写了残疾儿童入学率", ["专栏2·第14项", "近期·第29项", "终期·第26项"]),
    ],
)
def test_every_place_is_named_table_rows_included(
    ask: Ask, question: str, places: list[str]
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert set(places) <= set(labels(answer))
    assert f"{len(labels(answer))}处" in fact(answer)
    assert len(items(answer)) == len(labels(answer))


def test_a_single_place_is_told_in_the_first_sentence(ask: Ask) -> None:
    text = fact(ask("教师体检写在哪个部分"))
    assert "第三部分" in text and "开展教师暖心系列行动" in text and "体检" in text


def test_a_row_is_named_with_its_number_and_category(ask: Ask) -> None:
    text = ask("120000万元出现在哪些地方").text
    assert "第34项（“引领提升城市内涵品质”类）" in text


def test_many_places_are_grouped_by_kind(ask: Ask) -> None:
    answer = ask("“家长”在哪些地方出现")
    assert "近期第31项" in answer.text and "专栏9、31、32" in answer.text
    assert len(answer.text) < 400


def test_words_that_stand_apart_in_the_plan_are_found_too(ask: Ask) -> None:
    answer = ask("“不低于公务员”写在哪些地方")
    assert {"专栏14·举措", "全周期·第4项"} <= set(labels(answer))
    assert "措辞稍有不同的还有2处" in answer.text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("健康副校长是哪个专栏，任务表第几项", "“健康副校长”见专栏30、近期第30项。"),
        ("家庭教育讲坛是近期任务第几项", "见近期第31项。"),
        ("教师积分入编写在哪个部分，表里第几条", "“教师积分入编”见终期第14项。"),
    ],
)
def test_the_kind_of_place_asked_for_comes_first(ask: Ask, question: str, lead: str) -> None:
    assert lead in fact(ask(question))


def test_words_as_typed_are_looked_for_before_the_lexicon_s(ask: Ask) -> None:
    text = ask("三级家委会写在规划哪个部分").text
    assert "“三级家委会”写在第三部分" in text and "健全多方协同的育人共同体" in text


def test_a_name_that_the_plan_has_not_is_told_by_its_telling_part(ask: Ask) -> None:
    text = ask("家长讲坛写哪个专栏").text
    assert text.startswith("“讲坛”见专栏32。")


def test_a_term_s_document_is_told_with_the_term_s_place(ask: Ask) -> None:
    text = ask("“大校额”的标准出自规划何处？依据哪个文件？").text
    assert "名词解释第20条" in text and "教督〔2017〕6号" in text


@pytest.mark.parametrize(
    ("question", "count", "first"),
    [
        ("基本原则有哪几条", 5, "坚持优先发展强化功能支撑"),
        ("发展目标五个破折号分别是什么", 5, "教育优先发展的战略地位进一步凸显"),
        ("主要任务分几大块", 5, "更好适应学生发展需求"),
        ("组织实施有几条保障措施", 4, "全面加强党的领导"),
        ("规划分几个部分", 4, "发展背景"),
        ("第三部分下面有哪些小节", 16, "“五育并举”培育时代新人"),
        ("五条基本原则是哪五条啊，写学习心得", 5, "坚持优先发展强化功能支撑"),
    ],
)
def test_headings_are_counted_and_listed(ask: Ask, question: str, count: int, first: str) -> None:
    answer = ask(question)
    assert f"{count}项" in fact(answer)
    assert items(answer) == [str(n) for n in range(1, count + 1)]
    assert answer.text.splitlines()[1] == f"1. {first}。"


def test_a_list_that_the_plan_has_not_is_said_to_be_none(ask: Ask) -> None:
    answer = ask("十大工程是哪些")
    assert "没有“十大工程”" in fact(answer)
    assert len(items(answer)) == 5


@pytest.mark.parametrize(
    ("question", "words", "other"),
    [
        ("大校额是根据哪个文件定的", "教督〔2017〕6号", "2000人"),
        ("校闹的认定依据是哪个文件第几条", "第10条", "殴打"),
        ("国际化实现度包括哪些方面", "教育国际化资源配置", "88%"),
        ("国际化实现度由谁监测发布", "督导委员会办公室", "资源配置"),
        ("AFS交流期限包括哪几种", "年度、学期和短期", "40多个国家"),
        ("一核四层四翼的四翼是哪四个", "基础性、综合性、应用性、创新性", "关键能力"),
        ("三大意识是哪三个", "养育责任意识", "问题解决的能力"),
        ("1+X证书在哪些学校实施", "中等职业学校", "教职成"),
    ],
)
def test_the_side_of_a_term_that_is_asked_for_is_told_alone(
    ask: Ask, question: str, words: str, other: str
) -> None:
    answer = ask(question)
    assert words in fact(answer)
    assert other not in answer.text
    assert all(label.startswith("名词解释·") for label in labels(answer))


def test_an_upper_limit_is_told_with_all_its_cases(ask: Ask) -> None:
    text = ask("大校额的上限是多少").text
    assert "2000人" in text and "2500人" in text
