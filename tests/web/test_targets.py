"""The targets: filters, order, lines over time, exports."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.web import texts
from assistant.web.targets import export
from assistant.web.targets.filters import Filter, choose
from assistant.web.targets.lines import Line, lines
from assistant.web.targets.plot import plot
from assistant.web.targets.rows import Item, category_names, items
from tests.web.scripted import PAYLOAD, TITLE, plan


@pytest.fixture(scope="module")
def everything() -> tuple[Item, ...]:
    return items(plan())


@pytest.fixture(scope="module")
def drawn() -> dict[str, Line]:
    return {line.indicator.name: line for line in lines(plan())}


def test_every_target_is_there(everything: tuple[Item, ...]) -> None:
    assert [item.target for item in everything] == list(plan().targets)


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"period": "2025"}, lambda i: i.target.when == "2025"),
        ({"period": "none"}, lambda i: i.target.when is None),
        ({"attribute": "约束性"}, lambda i: i.target.attribute == "约束性"),
        ({"attribute": "none"}, lambda i: not i.target.attribute),
        ({"kind": "actual"}, lambda i: i.target.kind == "actual"),
        ({"category": "大力支持教师队伍建设"}, lambda i: i.category == "大力支持教师队伍建设"),
        ({"q": "入学率 残疾"}, lambda i: "残疾" in i.words and "入学率" in i.words),
        ({"figures": "1"}, lambda i: i.target.value is not None),
        ({"least": "99"}, lambda i: i.target.number and i.target.number[1] >= 99),
        ({"most": "1"}, lambda i: i.target.number and i.target.number[0] <= 1),
    ],
)
def test_each_filter_keeps_what_matches_and_all_of_it(
    everything: tuple[Item, ...], query: dict[str, str], holds: object
) -> None:
    assert callable(holds)
    chosen = choose(everything, Filter.read(query))
    assert chosen and {i.target.id for i in chosen} == {i.target.id for i in everything if holds(i)}


@pytest.mark.parametrize(
    "query",
    [
        {"period": "1999"},
        {"kind": "x"},
        {"sort": "<b>"},
        {"least": "abc"},
        {"most": "nan"},
        {"x": "y"},
    ],
)
def test_what_makes_no_sense_filters_nothing(
    everything: tuple[Item, ...], query: dict[str, str]
) -> None:
    assert len(choose(everything, Filter.read(query))) == len(everything)


def test_the_usual_order_is_by_deadline_then_as_in_the_plan(everything: tuple[Item, ...]) -> None:
    chosen = choose(everything, Filter())
    order = [list(texts.PERIODS).index(item.period) for item in chosen]
    assert order == sorted(order)
    near = [i.target.locator.start for i in chosen if i.period == "2022"]
    assert near == sorted(near)


def test_numbers_sort_with_the_largest_first_and_wordy_targets_last(
    everything: tuple[Item, ...],
) -> None:
    chosen = choose(everything, Filter(sort="number"))
    numbers = [i.target.number[1] for i in chosen if i.target.number]
    assert numbers == sorted(numbers, reverse=True)
    assert chosen[0].target.number and not chosen[-1].target.number


def test_categories_are_the_plans_own(everything: tuple[Item, ...]) -> None:
    names = category_names(everything)
    assert {"更好适应学生发展需求", "引领提升城市内涵品质"} <= set(names) and len(names) <= 6


def test_a_line_has_its_points_in_order_of_time(drawn: dict[str, Line]) -> None:
    line = drawn["残疾儿童、少年义务教育阶段入学率"]
    assert [(p.slot, p.shown) for p in line.points] == [
        *(("past", "99.5%"), ("2020", "100%"), ("2022", "99.6%"), ("2025", "99.7%")),
    ]
    assert line.is_disputed


def test_the_gap_is_told_in_words_exactly_and_with_its_direction(drawn: dict[str, Line]) -> None:
    rate = drawn["残疾儿童、少年义务教育阶段入学率"]
    assert any("低0.3个百分点，低于已达到的水平" in gap for gap in rate.gaps)
    index = drawn["义务教育校际均衡指数"]
    assert any("高0.08，没有达到目标" in gap for gap in index.gaps)
    assert any("高0.1，比已达到的水平宽" in gap for gap in index.gaps)
    years = drawn["新增劳动力平均受教育年限"]
    assert any("高0.4年" in gap for gap in years.gaps)


def test_a_plot_says_in_words_what_it_shows(drawn: dict[str, Line]) -> None:
    for line in drawn.values():
        svg = plot(line)
        assert "NaN" not in svg and "style=" not in svg
        assert texts.DIRECTIONS[line.indicator.direction] in svg
        assert all(svg.count(point.shown) >= 2 for point in line.points)


def test_only_indicators_with_figures_for_two_times_have_a_line(drawn: dict[str, Line]) -> None:
    assert len(drawn) >= 12
    assert all(len({p.slot for p in line.points}) > 1 for line in drawn.values())


def test_csv_has_label_head_sources_and_every_chosen_row(client: TestClient) -> None:
    sent = client.get("/targets.csv", params={"q": "残疾儿童", "period": "2025"})
    table = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert "以正式文件为准" in table[0][0] and "人工智能" in table[0][0] and TITLE in table[0][0]
    assert tuple(table[1]) == export.HEAD and texts.SOURCE in table[1]
    assert len(table) >= 4 and all("残疾儿童" in row[-1] for row in table[2:])
    assert all(row[export.HEAD.index(texts.SOURCE)] for row in table[2:])
    assert "attachment" in sent.headers["content-disposition"]


def test_xlsx_has_the_same_and_carries_the_label(client: TestClient) -> None:
    sent = client.get("/targets.xlsx", params={"attribute": "约束性"})
    book = load_workbook(io.BytesIO(sent.content))
    sheet = book.active
    assert sheet is not None
    table = list(sheet.iter_rows(values_only=True))
    assert "以正式文件为准" in str(table[0][0])
    assert "以正式文件为准" in str(book.properties.description)
    assert tuple(table[1]) == export.HEAD
    assert len(table) - 2 == sum(t.attribute == "约束性" for t in plan().targets)
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "\r="])
def test_no_cell_is_a_formula(everything: tuple[Item, ...], start: str) -> None:
    from dataclasses import replace

    evil = replace(everything[0].target, indicator=f"{start}HYPERLINK(1)", quote=f"{start}1+1")
    item = replace(everything[0], target=evil)
    for row in export.rows([item]):
        assert not any(cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r")) for cell in row)
    book = load_workbook(io.BytesIO(export.as_xlsx([item], "=1")))
    assert book.active is not None
    assert all(c.data_type != "f" for row in book.active.iter_rows() for c in row)


@pytest.mark.parametrize("path", ["/targets", "/targets/results", "/lines"])
def test_pages_are_strict_and_what_is_typed_stays_text(client: TestClient, path: str) -> None:
    page = client.get(path, params={"q": PAYLOAD, "category": PAYLOAD, "least": '"><script>'})
    assert page.status_code == 200
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "<img" not in page.text and '"><script>' not in page.text
    assert " style=" not in page.text


def test_each_target_opens_its_place(client: TestClient) -> None:
    page = client.get("/targets", params={"q": "残疾儿童", "period": "2025"}).text
    places = re.findall(r'href="(/reader\?start=\d+&amp;end=\d+)#cited"', page)
    assert len(places) == 2
    for place in places:
        assert "99.7%" in client.get(place.replace("&amp;", "&")).text
