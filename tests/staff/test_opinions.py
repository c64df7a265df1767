"""Feedback by week and kind, and questions asked in vain, those alike together."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from assistant.web.feedback.store import Feedback, Store
from assistant.web.staff.grouping import group
from tests.staff.conftest import Person


def give(person: Person, question: str, status: str, helpful: bool, days_ago: int = 0) -> None:
    store = Store(person.folder)
    receipt = store.add(Feedback(helpful, "看不明白", question, status, "专栏24", "规划", "同意"))
    at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE feedback SET at = ? WHERE receipt = ?", (at, receipt))


def test_before_any_feedback_the_page_says_so(inside: Person) -> None:
    assert "还没有评价" in inside.see("/desk/feedback")
    assert "这段时间没有" in inside.see("/desk/feedback/missing")


def test_feedback_is_counted_by_week_and_kind(inside: Person) -> None:
    give(inside, "校车几点来", "not_in_plan", False)
    give(inside, "入学率是多少", "answered", True)
    give(inside, "教师怎么培训", "answered", False, days_ago=21)
    page = inside.see("/desk/feedback")
    monday = datetime.now(UTC) + timedelta(hours=8)
    monday -= timedelta(days=monday.weekday())
    earlier = monday - timedelta(days=21)
    assert f"{monday:%Y-%m-%d}" in page and f"{earlier:%Y-%m-%d}" in page
    assert "规划没有写" in page and "看不明白" in page


def test_questions_asked_in_vain_stand_together(inside: Person) -> None:
    for question in ("学校有没有校车接送", "有没有校车接送娃娃", "学校食堂一个月多少钱"):
        give(inside, question, "not_in_plan", True)
    give(inside, "入学率是多少", "answered", True)
    page = inside.see("/desk/feedback/missing")
    assert page.index("2 次") < page.index("学校有没有校车接送") < page.index("1 次")
    assert "入学率是多少" not in page


def test_what_a_visitor_wrote_is_shown_as_text(inside: Person) -> None:
    give(inside, "<script>alert(1)</script>", "not_in_plan", False)
    for path in ("/desk/feedback", "/desk/feedback/missing"):
        page = inside.see(path)
        assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_damaged_store_leaves_the_page_standing(inside: Person) -> None:
    (inside.folder / "feedback.sqlite3").write_bytes(b"not a database" * 100)
    assert "还没有评价" in inside.see("/desk/feedback")


def test_without_a_model_questions_are_compared_by_their_characters() -> None:
    texts = ["有没有校车接送", "学校有校车接送吗", "食堂贵不贵", "有没有校车接送"]
    assert group(texts, lambda text: None) == [
        ["有没有校车接送", "学校有校车接送吗"],
        ["食堂贵不贵"],
    ]


@pytest.mark.parametrize("texts", [[], ["一个问题"]])
def test_few_questions_make_few_groups(texts: list[str]) -> None:
    assert group(texts, lambda text: None) == [[text] for text in texts]
