"""Answers as HTML: what is shown, in what order, and that data stays data."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from assistant.types import Answer, Citation, Notice, NoticeKind, Status
from assistant.web import render, texts
from tests.web.scripted import ANSWERS, ENTRY, ENTRY_QUESTION, HOSTILE, MID, PAYLOAD

HOSTILE_TEXTS = [
    PAYLOAD,
    "<script>alert(1)</script>",
    "</p></div><iframe src=https://evil.example></iframe>",
    "[点我](javascript:alert(1)) ![图](https://evil.example/x.png)",
    "<https://evil.example>",
    "&lt;img src=x onerror=alert(1)&gt;",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "\n\n<b>粗</b>\n\n    代码块\n\n```\nx\n```",
    "半个\ud83d字",
]
OURS = {
    *("div", "p", "h2", "h3", "ul", "ol", "li", "button", "span", "section", "br"),
    *("mark", "details", "summary"),
}
OUR_ATTRIBUTES = {"class", "type", "value", "title"}


class Tags(HTMLParser):
    """Collects what a browser would see as elements and as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str | None]:
        return [a["value"] for _, a in self.elements if a.get("class") == name]


def everywhere(text: str) -> Answer:
    place = Citation(text, text, 3, 9)
    return Answer(
        f"{text}。{text}",
        Status.ANSWERED,
        citations=(place,),
        notices=tuple(Notice(kind, text, (place,)) for kind in NoticeKind),
        suggestions=(text,),
        choices=(text,),
    )


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_whatever_stands_in_data_no_foreign_element_or_attribute_comes_out(text: str) -> None:
    htmls = [
        render.answer(everywhere(text), text),
        render.question(text),
        render.partial([text, text]),
        render.problem(text),
        render.remark(text),
        render.welcome({text: [text]}),
    ]
    for html in htmls:
        for tag, attributes in Tags(html).elements:
            assert tag in OURS
            assert set(attributes) <= OUR_ATTRIBUTES
        html.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_html_is_one_line_so_that_markdown_never_starts(text: str) -> None:
    html = render.answer(everywhere(text)) + render.question(text) + render.partial([text])
    assert "\n" not in html and "\r" not in html


def test_the_first_sentence_is_set_off_from_the_rest() -> None:
    html = render.answer(Answer("目标是99.7%。\n这是终期目标。它是约束性的。", Status.ANSWERED))
    assert '<p class="lead">目标是99.7%。</p><p>这是终期目标。它是约束性的。</p>' in html


def test_a_sentence_ends_after_its_closing_quote() -> None:
    html = render.answer(Answer("文件说“要达标。”其余见下。", Status.ANSWERED))
    assert '<p class="lead">文件说“要达标。”</p><p>其余见下。</p>' in html


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    html = render.answer(Answer("指数控制在0.45以内。", Status.ANSWERED))
    assert '<p class="lead">指数控制在0.45以内。</p>' in html


def test_sources_are_numbered_cards_with_place_quote_and_span() -> None:
    tags = Tags(render.answer(ANSWERS[ENTRY_QUESTION]))
    spans = [f"{c.start}-{c.end}" for c in (ENTRY, MID)]
    assert tags.values("source-card") == spans
    assert ENTRY.label in tags.text and ENTRY.quote in tags.text


def test_a_quoted_table_row_stands_on_one_line() -> None:
    row = Citation("专栏1·第2项", "2\n九年义务教育巩固率\n%\n99.8\n100\n约束性", 3, 9)
    tags = Tags(render.answer(Answer("达99.8%[1]。", Status.ANSWERED, citations=(row,))))
    assert "2 九年义务教育巩固率 % 99.8 100 约束性" in tags.text


def test_a_mark_in_the_text_opens_its_source_and_a_wrong_one_stays_text() -> None:
    html = render.answer(Answer("达99.7%[1]，另见[7]。", Status.ANSWERED, citations=(ENTRY,)))
    assert Tags(html).values("source-mark") == [f"{ENTRY.start}-{ENTRY.end}"]
    assert "另见[7]" in html


def test_marks_wait_until_the_sources_are_there() -> None:
    assert "[1]" not in render.partial(["达99.7%[1]。"])


def test_many_sources_fold_after_the_first_few() -> None:
    many = tuple(Citation(f"第{i}项", "x", i, i + 1) for i in range(6))
    html = render.answer(Answer("很多。", Status.ANSWERED, citations=many))
    assert texts.MORE_SOURCES.format(count=2) in html
    assert len(Tags(html).values("source-card")) == 6


def test_a_conflict_shows_both_places_once() -> None:
    html = render.answer(ANSWERS["巩固率是多少？"])
    assert Tags(html).values("source-card") == [f"{c.start}-{c.end}" for c in (ENTRY, MID)]
    assert html.index(texts.NOTICE[NoticeKind.CONFLICT]) < html.index("source-card")


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_each_notice_is_named_and_styled_by_its_kind(kind: NoticeKind) -> None:
    html = render.answer(Answer("甲。", Status.ANSWERED, notices=(Notice(kind, "乙"),)))
    assert f'<div class="notice {kind.value}"><h2>{texts.NOTICE[kind]}</h2>' in html


def test_a_notice_that_the_text_repeats_is_shown_once() -> None:
    notice = Notice(NoticeKind.CONFLICT, "两处不一样。")
    given = Answer("达99.7%。\n注意：两处不一样。\n另有说明。", Status.ANSWERED, notices=(notice,))
    html = render.answer(given)
    assert html.count("两处不一样。") == 1 and "另有说明。" in html


def test_the_three_kinds_of_not_answering_look_different() -> None:
    kinds = [Status.NOT_IN_PLAN, Status.REFUSED, Status.ERROR, Status.OFF_TOPIC]
    tops = {render.answer(Answer("甲。", status)).split("</p>")[0] for status in kinds}
    assert len(tops) == len(kinds)
    assert all(texts.STATUS[status] for status in kinds)


def test_an_answer_needs_no_label_of_its_kind() -> None:
    assert 'class="kind"' not in render.answer(Answer("甲。", Status.ANSWERED))


def test_what_the_plan_does_not_say_names_its_sources_as_nearest_only() -> None:
    html = render.answer(ANSWERS["双流中学今年的录取线是多少？"])
    assert texts.NEAREST in html and f"<h2>{texts.SOURCES}</h2>" not in html


def test_suggestions_and_choices_are_buttons_that_carry_the_question() -> None:
    tags = Tags(render.answer(ANSWERS["入学率"]))
    assert tags.values("ask") == list(ANSWERS["入学率"].choices)


def test_a_text_without_marks_gets_them_where_it_leans_on_a_source() -> None:
    text = "到2025年，入学率达99.7%。\n另外，巩固率见专栏1·第2项。"
    cited = (Citation("表", "入学率达99.7%", 1, 9), Citation("专栏1·第2项", "99.8", 20, 24))
    tags = Tags(render.answer(Answer(text, Status.ANSWERED, citations=cited)))
    assert tags.values("source-mark") == ["1-9", "20-24"]
    assert "99.7%出处1。" in tags.text and "专栏1·第2项出处2。" in tags.text


def test_a_source_that_no_line_leans_on_gets_no_mark() -> None:
    cited = (Citation("表", "完全是别的话语", 1, 9),)
    html = render.answer(Answer("到2025年达99.7%。", Status.ANSWERED, citations=cited))
    assert "source-mark" not in html and "source-card" in html


@pytest.mark.parametrize("status", list(Status))
def test_every_answer_can_be_rated_unless_it_failed(status: Status) -> None:
    tags = Tags(render.answer(Answer("甲。", status), "记号"))
    rated = [*tags.values("rate helpful"), *tags.values("rate unhelpful")]
    assert rated == ([] if status is Status.ERROR else ["记号", "记号"])


def test_without_a_token_there_is_nothing_to_rate() -> None:
    assert "rate" not in render.answer(Answer("甲。", Status.ANSWERED))


def test_a_hostile_quote_is_read_as_it_was_written() -> None:
    assert HOSTILE.quote in Tags(render.answer(ANSWERS["坏内容"])).text


def test_the_greeting_is_one_sentence_and_offers_questions_by_reader() -> None:
    tags = Tags(render.welcome({"家长": ["甲？"], "教师": ["乙？"], "工作人员": []}))
    assert texts.GREETING.count("。") == 1
    assert tags.values("ask") == ["甲？", "乙？"]
    assert "工作人员" not in tags.text
