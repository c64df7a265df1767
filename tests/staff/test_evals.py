"""Evals on the desk: cases of one's own, runs in a process of their own, comparisons."""

from __future__ import annotations

import io
import json
import time
import zipfile

import openpyxl
import pytest

from assistant.web.feedback.store import Feedback, Store
from evals.caseio import COLUMNS
from tests.conftest import ROOT
from tests.staff.conftest import Person, Site

QUOTE = "残疾儿童、少年义务教育阶段入学率达99.7%"
CASE: dict[str, str | list[str]] = {
    "提问": "听障娃娃到2025年有多少能上学",
    "类型": "数字",
    "应当": "回答",
    "角色": "家长",
    "事实": "残疾 入学 = 99.7% @2025",
    "原文": QUOTE,
    "reviewed": "1",
}


@pytest.fixture
def inside(desk_of: Site) -> Person:
    person = desk_of()
    person.log_in()
    return person


def own(person: Person) -> str:
    path = person.folder / "staff" / "evals" / "cases" / "own.tsv"
    return path.read_text("utf-8") if path.is_file() else ""


def test_a_case_is_written_and_listed(inside: Person) -> None:
    page = inside.do("/desk/evals/new", CASE)
    assert page.status_code == 200 and "自0001" in page.text
    assert "听障娃娃" in own(inside) and "李老师" in own(inside)


def test_a_visitors_question_becomes_a_case_without_what_names_a_person(inside: Person) -> None:
    given = Feedback(False, "没说清楚", "听障娃娃多少能上学", "answered", "专栏2", "规划", "同意")
    receipt = Store(inside.folder).add(given)
    page = inside.see(f"/desk/evals/new?receipt={receipt}")
    assert "听障娃娃多少能上学" in page and "没说清楚" in page
    named = {**CASE, "提问": "我叫王小明，电话13800012345，听障娃娃多少能上学"}
    inside.do("/desk/evals/new", named)
    assert "王小明" not in own(inside) and "13800012345" not in own(inside)
    assert "〔电话〕" in own(inside)


def test_it_has_to_be_reviewed_by_a_person(inside: Person) -> None:
    answer = inside.do("/desk/evals/new", {**CASE, "reviewed": ""})
    assert answer.status_code == 422 and "请先看过内容" in answer.text
    assert "听障娃娃" in answer.text and not own(inside)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"事实": "残疾 入学 = 88.8% @2025"}, "不在所列原文里"),
        ({"原文": "规划里没有这句话"}, "不在规划里"),
        ({"事实": "乱写"}, "事实"),
        ({"类型": "诗"}, "类型"),
        ({"提问": ""}, "提问"),
        ({"事实": "", "原文": "", "名称": ""}, "没有写明回答里应有什么"),
    ],
)
def test_a_case_that_the_plan_does_not_bear_out_is_told(
    inside: Person, changed: dict[str, str], said: str
) -> None:
    answer = inside.do("/desk/evals/new", {**CASE, **changed})
    assert answer.status_code == 422 and said in answer.text
    assert not own(inside)


def test_the_same_question_is_not_asked_twice(inside: Person) -> None:
    inside.do("/desk/evals/new", CASE)
    answer = inside.do("/desk/evals/new", CASE)
    assert answer.status_code == 422 and "已经是第 自0001 题" in answer.text


def test_a_case_is_taken_out(inside: Person) -> None:
    inside.do("/desk/evals/new", CASE)
    inside.do("/desk/evals/cases/remove", {"id": "自0001"})
    assert "听障娃娃" not in own(inside)


class TestSpreadsheets:
    def test_own_cases_go_out_and_come_back_changed(self, inside: Person) -> None:
        inside.do("/desk/evals/new", CASE)
        got = inside.client.get("/desk/evals/cases.xlsx?own=1").content
        book = openpyxl.load_workbook(io.BytesIO(got))
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[1]] == list(COLUMNS)
        sheet.cell(2, COLUMNS.index("提问") + 1, "听障的娃娃能不能都读书，几成？")
        file = io.BytesIO()
        book.save(file)
        answer = inside.do("/desk/evals/cases/import", files={"file": ("题.xlsx", file.getvalue())})
        assert "导入了 1 道" in answer.text
        assert "几成" in own(inside) and "有多少能上学" not in own(inside)

    def test_the_repositorys_cases_are_not_changed_here(self, inside: Person) -> None:
        got = inside.client.get("/desk/evals/cases.xlsx").content
        book = openpyxl.load_workbook(io.BytesIO(got))
        sheet = book.worksheets[0]
        assert sheet.max_row > 1000
        sheet.cell(2, COLUMNS.index("角色") + 1, "别人")
        file = io.BytesIO()
        book.save(file)
        answer = inside.do("/desk/evals/cases/import", files={"file": ("题.xlsx", file.getvalue())})
        assert answer.status_code == 422 and "改动了自带的题" in answer.text

    @pytest.mark.parametrize("name", ["题.xlsm", "题.csv", "题"])
    def test_other_files_are_refused(self, inside: Person, name: str) -> None:
        answer = inside.do("/desk/evals/cases/import", files={"file": (name, b"PK")})
        assert answer.status_code == 422 and "只能导入 .xlsx" in answer.text

    def test_a_broken_file_is_refused(self, inside: Person) -> None:
        answer = inside.do("/desk/evals/cases/import", files={"file": ("题.xlsx", b"PK\x03\x04")})
        assert answer.status_code == 422 and "打不开" in answer.text

    def test_a_bomb_is_refused(self, inside: Person) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
        answer = inside.do("/desk/evals/cases/import", files={"file": ("题.xlsx", file.getvalue())})
        assert answer.status_code == 422 and "打不开" in answer.text


def test_all_of_the_repository_stays_as_it_is(inside: Person) -> None:
    cases = {path: path.stat().st_mtime_ns for path in (ROOT / "evals" / "cases").iterdir()}
    inside.do("/desk/evals/new", CASE)
    assert {path: path.stat().st_mtime_ns for path in (ROOT / "evals" / "cases").iterdir()} == cases


def wait(person: Person, where: str, seconds: float = 120) -> str:
    """The page of a run once it has ended."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        told = json.loads(person.client.get(f"{where}/progress").text)
        if told["state"] != "running":
            return person.see(where)
        time.sleep(0.2)
    raise AssertionError("the run did not end")


@pytest.mark.slow
def test_a_run_is_watched_read_and_compared(inside: Person) -> None:
    inside.do("/desk/evals/new", CASE)
    wrong = {**CASE, "提问": "双流区有几个月亮", "事实": "", "原文": "", "名称": "十二个月亮"}
    inside.do("/desk/evals/new", wrong)
    started = inside.do("/desk/evals", {"own": "1"})
    where = started.url.path
    assert "停下" in started.text
    busy = inside.do("/desk/evals", {"own": "1"})
    assert busy.status_code == 422 and "已经有一次评测在跑" in busy.text
    page = wait(inside, where)
    assert "通过 1 / 2 题" in page
    assert "没有通过的题（1 道）" in page and "双流区有几个月亮" in page
    assert "/?ask=" in page
    report = inside.client.get(f"{where}/report")
    assert "评测报告" in report.text
    assert report.headers["content-security-policy"].startswith("sandbox allow-scripts;")
    assert "两次都有的题 0 道" in inside.see(f"{where}?with=baseline")
    assert "跑完了" in inside.see("/desk/evals")


@pytest.mark.slow
def test_a_run_can_be_stopped(inside: Person) -> None:
    started = inside.do("/desk/evals")
    where = started.url.path
    inside.do(f"{where}/stop")
    assert "停了" in wait(inside, where, 10)


def test_no_such_run(inside: Person) -> None:
    for id in ("1", "...", "20260101-000000-000"):
        assert inside.client.get(f"/desk/evals/runs/{id}").status_code == 404
