"""Requests to write something, typed in chat."""

from __future__ import annotations

import re

import pytest

from assistant.drafting.calling import strays
from knowledge.library import load
from tests.assistant.checks import Ask, is_answered, labels
from tests.assistant.conftest import ask, assistant

__all__ = ["ask", "assistant"]


def test_a_box_is_summed_up_with_purpose_aims_and_measures(ask: Ask) -> None:
    answer = ask("概括专栏12")
    assert is_answered(answer)
    assert all(word in answer.text for word in ("举措：", "到2022年", "到2025年"))
    assert {"专栏12·到2022年", "专栏12·到2025年"} <= set(labels(answer))


def test_three_sentences_are_three(ask: Ask) -> None:
    answer = ask("用三句话概括学前教育目标")
    assert answer.text.count("。") == 3
    assert "80%以上" in answer.text


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("200字以内介绍产教融合怎么做", 200),
        ("150字概括保障措施", 150),
        ("三百字以内说说职业教育", 300),
    ],
)
def test_a_limit_of_characters_is_kept(ask: Ask, question: str, limit: int) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert 0 < len(answer.text.replace("\n", "")) <= limit


def test_a_limit_that_holds_no_sentence_is_said(ask: Ask) -> None:
    answer = ask("12字以内概括专栏22")
    assert "12字放不下一句完整的话" in answer.text


def test_key_figures_are_the_topic_s_own(ask: Ask) -> None:
    answer = ask("列出义务教育方面的关键指标")
    assert "0.45以内" in answer.text
    assert "85%以上学生享受优质义务教育" in answer.text
    assert "普通高中" not in answer.text


def test_a_topic_is_not_given_the_figures_of_another(ask: Ask) -> None:
    answer = ask("列出职业教育的关键指标")
    assert "≥85%" in answer.text
    assert "幼儿园" not in answer.text


def test_a_note_to_parents_is_a_letter(ask: Ask) -> None:
    answer = ask("写一段给家长的说明")
    assert answer.text.startswith("尊敬的家长朋友：")
    assert "不代表已经完成" in answer.text


def test_an_outline_of_the_whole_plan(ask: Ask) -> None:
    answer = ask("列个提纲")
    assert "主要举措" in answer.text
    assert "大力支持教师队伍建设" in answer.text


def test_a_part_of_the_plan_is_summed_up_by_its_name(ask: Ask) -> None:
    answer = ask("概括一下存在的问题")
    assert {label[:10] for label in labels(answer)} == {"第一部分·一·（二）"}


@pytest.mark.parametrize("request_", ["用一句话概括一下", "缩成一句话", "用一句话说说"])
def test_a_request_leans_on_the_question_before(ask: Ask, request_: str) -> None:
    answer = ask("专栏12讲了什么", request_)
    assert "校长教师职级" in answer.text
    assert answer.text.count("。") == 1


@pytest.mark.parametrize(
    "question",
    [
        "年度工作总结要以什么为基础和参照？",
        "约束性目标有哪些？",
        "专栏12讲了什么？",
        "一句话，公办园到底占多少？",
        "怎么提炼双流模式的成熟做法",
        "提纲挈领是什么意思",
    ],
)
def test_an_ordinary_question_is_not_taken_for_a_request(ask: Ask, question: str) -> None:
    assert ask(question).trace["kind"] != "drafted"


LIMITED = [("概括专栏24，限100字", 100), ("概括专栏36（80字以内）", 80), ("120字概括第四部分", 120)]


@pytest.mark.parametrize(("question", "limit"), LIMITED)
def test_a_short_summary_tells_all_strands_within_its_limit(
    ask: Ask, question: str, limit: int
) -> None:
    text = ask(question).text
    assert len(text.replace("\n", "")) <= limit
    strands = (
        ("到2022年", "到2025年") if "专栏" in question else ("党的领导", "合力", "要素", "落实")
    )
    assert all(strand in text for strand in strands)


def test_the_figures_of_a_box_outweigh_what_it_is_for(ask: Ask) -> None:
    text = ask("概括专栏24，限100字").text
    assert all(figure in text for figure in ("0.45以内", "50%", "85%以上"))


def test_a_piece_of_a_milestone_keeps_its_year(ask: Ask) -> None:
    text = ask("120字概括推进义务教育优质均衡发展").text
    for figure in ("50%", "85%"):
        if figure in text:
            assert re.search(rf"到20\d\d年，[^。]*{figure}", text)


def test_few_sentences_leave_out_no_section(ask: Ask) -> None:
    text = ask("用三句话概括第四部分").text
    assert text.count("。") == 3
    assert all(w in text for w in ("党的领导", "协同推进合力", "发展要素保障", "规划落实效力"))


def test_each_part_has_its_own_sentence(ask: Ask) -> None:
    lines = ask("五项主要任务分别用一句话概括").text.splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    assert "切实提高教师劳动回报" in lines[1]


def test_points_are_numbered(ask: Ask) -> None:
    lines = ask("用三点概括专栏26").text.splitlines()[1:]
    assert [line[:2] for line in lines] == ["1.", "2.", "3."]


def test_an_outline_of_a_box_has_its_purpose_measures_and_years(ask: Ask) -> None:
    text = ask("给我起草专栏12的提纲，开会用").text
    assert all(w in text for w in ("总体考虑", "科学设置校长教师职级序列", "到2022年", "到2025年"))


def test_an_outline_tells_what_is_done_under_each_heading(ask: Ask) -> None:
    text = ask("列个提纲，讲怎么给老师减负和涨待遇").text
    assert "切实减轻教师工作负担：推行“三评一查”归口管理" in text
    assert "提高教师收入整体水平：" in text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("用两句话讲娃儿近视眼规划咋管", ("近视",)),
        ("写一段给老人看的白话：娃儿在食堂吃饭咋个保证安全", ("食品",)),
    ],
)
def test_what_lay_words_mean_is_found_as_for_questions(
    ask: Ask, question: str, words: tuple[str, ...]
) -> None:
    text = ask(question).text
    assert all(word in text for word in words)


def test_nothing_is_written_about_what_the_plan_has_not(ask: Ask) -> None:
    assert ask("写段话讲学费").trace["kind"] != "drafted"
    assert ask("写一首关于春天的诗").trace["kind"] != "drafted"


def test_problems_are_told_from_each_of_their_kinds_and_no_result_beside(ask: Ask) -> None:
    text = ask("用一段话概括“十三五”教育发展存在的主要问题").text
    assert all(f"教育{what}有待提升" in text for what in ("供给水平", "服务品质", "治理能力"))
    assert "规划目标值" not in text and "\n" not in text


def test_boxes_named_by_words_of_their_titles(ask: Ask) -> None:
    text = ask("整理“卫生与食品安全”两专栏的量化指标清单").text
    assert "健康副校长" in text and "营养健康管理人员" in text


def test_of_several_subjects_each_is_told_and_nothing_else(ask: Ask) -> None:
    text = ask("写一段150字左右的通知，部署区属中小学做好课后服务和作业管理").text
    assert "服务内容与学生需求及学校特色有机结合" in text and "总量控制等环节责任人" in text
    assert "师德" not in text and "第三方" not in text


def test_results_of_the_last_plan_on_two_subjects_have_their_figures(ask: Ask) -> None:
    text = ask("给局长写一段汇报，三句话说清“十三五”学位建设和普及水平成绩").text
    assert "48所" in text and "4.7万余座" in text and "覆盖率达80%" in text


def test_a_short_message_is_a_request_to_write(ask: Ask) -> None:
    text = ask("帮写个短消息给家长讲讲家长学校和家庭教育讲坛的目标").text
    assert "2022年" in text and "100%" in text and "家庭教育讲坛" in text


def test_what_it_is_all_to_become_is_the_overall_aim(ask: Ask) -> None:
    text = ask("这个规划最后到底要把双流教育搞成啥样子 一句话").text
    assert "全国示范性现代化教育强区" in text


def test_only_the_two_phrases_asked_for_are_told(ask: Ask) -> None:
    text = ask("写个讲话片段，只讲“四个优先”和“两个只增不减”").text
    assert "优先规划、优先供地、优先建设、优先投入使用" in text
    assert "两个只增不减" in text
    assert "幼儿" not in text.replace("幼儿园", "")


def test_a_polite_message_greets_asks_and_thanks(ask: Ask) -> None:
    text = ask("帮我给班主任写条微信，问问劳动教育规划怎么要求的，客气点").text
    assert text.startswith("您好。") and text.endswith("谢谢。")
    assert "国家劳动课程方案" in text
    assert len(text) < 260


def test_a_speech_is_led_to_as_one_speaks(ask: Ask) -> None:
    text = ask("写一段发言，讲学前教育普惠发展").text
    assert "规划定下的目标是：" in text and "目标任务：" not in text


def test_a_short_report_is_all_substance(ask: Ask) -> None:
    text = ask("给领导写个150字以内的汇报，说专栏14").text
    assert "根据《" not in text
    assert "多劳多得、优劳优酬" in text and len(text) <= 150
    assert "成就感。" not in text


def test_a_term_in_one_sentence_is_its_explanation(ask: Ask) -> None:
    assert "从过去的“学校人”转变为“系统人”" in ask("用一句话说清楚区管校聘").text


def test_a_draft_goes_before_one_side_of_a_term(ask: Ask) -> None:
    text = ask("写段发言，只讲校闹怎么处理").text
    assert "依法界定、制止和惩处各类“校闹”行为" in text


def test_an_opening_paragraph_is_one_without_labels(ask: Ask) -> None:
    text = ask("起草一段校园食品安全的工作小结开头，只用规划里的内容").text
    assert "\n" not in text and "专栏31" not in text
    assert "目标任务：" not in text and "主要举措：" not in text
    assert "营养健康管理人员配备率达100%" in text and "师生满意度达90%以上" in text


@pytest.mark.parametrize(
    "request_",
    [
        "给家长群写个通知式的小介绍：规划里家校共育要干啥",
        "写个给残疾儿童家长的说明，讲融合教育怎么搞",
        "家长问随迁子女上学，帮我拟个答复口径",
        "校长要在教职工大会上讲双减，拟个发言提纲",
        "给领导写个汇报，讲教师队伍到2025年要达到什么目标，五条",
    ],
)
def test_what_is_asked_with_is_not_in_the_draft(ask: Ask, request_: str) -> None:
    answer = ask(request_)
    assert is_answered(answer)
    assert strays(answer.text, request_, load()) == []
    for scrap in ("要干", "式的小", "怎么搞", "答复口径", "给残疾", "、五条", "大会"):
        assert scrap not in answer.text


def test_a_short_notice_to_parents_keeps_its_limit(ask: Ask) -> None:
    answer = ask("给家长群发个通知，讲课后服务，100字以内")
    assert "规范开展中小学课后服务" in answer.text
    assert "放不下" not in answer.text and len(answer.text) <= 100


def test_three_sentences_to_speak_are_of_the_matters_named(ask: Ask) -> None:
    text = ask("校园周边整治联席会，给我写三句发言，讲治安和交通").text
    assert text.count("。") == 3
    assert "治安岗亭" in text and "人行横线" in text
