"""``python -m assistant``: one question, a batch of them, and what is called wrongly."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from knowledge.library import Knowledge
from tests.conftest import ROOT

QUESTION = "残疾儿童入学率2025年的目标是多少？"
BATCH_KEYS = ["id", "answer", "status", "figures", "citations", "notices", "latency_ms"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, without a model; gives exit code, stdout and stderr."""
    monkeypatch.setenv("EMBEDDING_MODEL", str(data_dir / "没有这个模型"))
    monkeypatch.chdir(data_dir)

    def run_main(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run_main


def one_chinese_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and re.search("[\u4e00-\u9fff]", text) is not None


def write(path: Path, *lines: object) -> Path:
    """A batch file; a string is written as it is."""
    texts = [x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines]
    path.write_text("\n".join(texts) + "\n", "utf-8", newline="")
    return path


def results(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_question_gets_its_answer_and_sources(run: Run) -> None:
    code, out, err = run("ask", QUESTION)
    assert (code, err) == (0, "")
    answer, _, sources = out.partition("出处：")
    assert "99.7%" in answer
    assert "[1] " in sources and "终期·第26项" in sources


def test_an_answer_that_the_plan_lacks_is_no_failure(run: Run) -> None:
    code, out, _ = run("ask", "专栏40讲了什么？")
    assert code == 0 and "36" in out


def test_the_whole_record_is_json_with_verbatim_quotes(run: Run, real: Knowledge) -> None:
    code, out, err = run("ask", "--json", QUESTION)
    record = json.loads(out)
    assert (code, err) == (0, "")
    assert (record["question"], record["status"]) == (QUESTION, "answered")
    assert record["plan"] == real.plan.title
    assert [(f["value"], f["unit"], f["when"]) for f in record["figures"]] == [
        ("99.7", "%", "2025")
    ]
    for source in record["citations"]:
        assert real.plan.text[source["start"] : source["end"]] == source["quote"]
    assert record["trace"]["kind"] == "figure"


def test_json_keeps_chinese_readable(run: Run) -> None:
    assert "残疾儿童" in run("ask", "--json", QUESTION)[1]


@pytest.mark.parametrize("question", ["", "？？？", "问" * 10_000, "\ud800", "\x00\u200b"])
def test_a_question_that_says_nothing_is_called_wrong_and_can_be_printed(
    run: Run, question: str
) -> None:
    code, out, err = run("ask", question)
    assert (code, err) == (2, "")
    assert re.search("[\u4e00-\u9fff]", out) and "Traceback" not in out
    code, out, _ = run("ask", "--json", question)
    assert (code, json.loads(out)["status"]) == (2, "error")


def test_a_batch_is_answered_line_by_line(run: Run, tmp_path: Path) -> None:
    source = write(
        tmp_path / "in.jsonl",
        {"id": "甲", "turns": [QUESTION]},
        {"id": 2, "turns": [QUESTION, "那2022年呢？"]},
        {"id": None, "turns": ["专栏40讲了什么？"]},
    )
    code, out, err = run("ask", "--batch", source, "--out", tmp_path / "out.jsonl")
    assert (code, out, err) == (0, "", "")
    found = results(tmp_path / "out.jsonl")
    assert [r["id"] for r in found] == ["甲", 2, None]
    assert [r["status"] for r in found] == ["answered", "answered", "not_in_plan"]
    assert [f["value"] for r in found for f in r["figures"]] == ["99.7", "99.6"]
    assert all(list(r) == BATCH_KEYS for r in found)
    assert all(r["latency_ms"] > 0 for r in found)


@pytest.mark.parametrize(
    "broken",
    [
        '{"id": 2, "turns": ["断了',
        "不是 JSON",
        '{"id": 2}',
        '{"id": 2, "turns": []}',
        '{"id": 2, "turns": "专栏24"}',
        '{"id": 2, "turns": [1]}',
        '{"id": 2, "turns": [null]}',
        '["专栏24"]',
        "null",
        '{"id": 2, "turns": [""]}',
        '{"id": 2, "turns": ["\\ud800"]}',
        "[" * 100_000,
        "\ufffd",
    ],
)
def test_a_broken_line_gets_its_own_error_and_the_rest_go_on(
    run: Run, tmp_path: Path, broken: str
) -> None:
    good = {"id": "好", "turns": [QUESTION]}
    source = write(tmp_path / "in.jsonl", good, broken, good)
    code, _, err = run("ask", "--batch", source, "--out", tmp_path / "out.jsonl")
    assert (code, err) == (0, "")
    found = results(tmp_path / "out.jsonl")
    assert [r["status"] for r in found] == ["answered", "error", "answered"]
    assert found[1]["id"] == 2
    assert one_chinese_line(found[1]["answer"])
    assert found[1]["figures"] == found[1]["citations"] == []


def test_a_line_without_an_id_is_known_by_its_number(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"turns": [QUESTION]}, "坏", {"turns": [QUESTION]})
    run("ask", "--batch", source, "--out", tmp_path / "out.jsonl")
    assert [r["id"] for r in results(tmp_path / "out.jsonl")] == [1, 2, 3]


def test_bytes_that_are_no_text_break_their_own_line_only(run: Run, tmp_path: Path) -> None:
    line = json.dumps({"id": 1, "turns": [QUESTION]}).encode()
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\xff\xfe\x00\r\n\r\n" + line)
    code, _, _ = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    found = results(tmp_path / "out.jsonl")
    assert code == 0
    assert [r["status"] for r in found] == ["answered", "error", "answered"]


def test_a_large_batch_with_a_broken_line_in_the_middle_loses_nothing(
    run: Run, tmp_path: Path
) -> None:
    padding = "，请说明" * 100
    lines: list[object] = [
        {"id": n, "turns": ["问" * 2_000, f"专栏{n % 36 + 1}讲了什么{padding}？"]}
        for n in range(120)
    ]
    lines[50] = '{"id": 50, "turns": ["' + "长" * 600_000
    lines[80] = {"id": 80, "turns": ["问" * 400_000]}
    source = write(tmp_path / "in.jsonl", *lines)
    assert source.stat().st_size > 3_000_000
    code, _, err = run("ask", "--batch", source, "--out", tmp_path / "out.jsonl")
    found = results(tmp_path / "out.jsonl")
    assert (code, err, len(found)) == (0, "", 120)
    assert [n for n, r in enumerate(found) if r["status"] == "error"] == [50, 80]
    assert [r["id"] for n, r in enumerate(found) if n != 50] == [n for n in range(120) if n != 50]
    assert max(len(r["answer"]) for r in (found[50], found[80])) < 200


def test_an_empty_batch_gives_an_empty_result(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n\n", "utf-8")
    assert run("ask", "--batch", source, "--out", tmp_path / "out.jsonl")[0] == 0
    assert results(tmp_path / "out.jsonl") == []


def test_a_batch_is_not_overwritten_by_its_own_results(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"id": 1, "turns": [QUESTION]})
    before = source.read_bytes()
    code, _, err = run("ask", "--batch", source, "--out", source)
    assert (code, source.read_bytes()) == (2, before)
    assert one_chinese_line(err)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask"], id="no question"),
        pytest.param(["ask", "--batch", "没有.jsonl"], id="no result file named"),
        pytest.param(["ask", "--batch", "没有.jsonl", "--out", "x"], id="no such batch"),
        pytest.param(["ask", "--batch", ".", "--out", "x"], id="batch is a folder"),
        pytest.param([], id="no command"),
        pytest.param(["问"], id="unknown command"),
        pytest.param(["ask", "--没有", "x"], id="unknown option"),
    ],
)
def test_a_wrong_call_is_told_in_one_chinese_line(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert one_chinese_line(err), err


def test_a_result_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"id": 1, "turns": [QUESTION]})
    code, out, err = run("ask", "--batch", source, "--out", tmp_path / "没有" / "out.jsonl")
    assert (code, out) == (2, "")
    assert one_chinese_line(err)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("PLAN", "没有这个规划"), ("PLAN", "/没有/规划.txt"), ("PORT", "abc")),
        *(("PORT", "99999"), ("LLM_BASE", "x"), ("LLM_BASE_URL", "x"), ("EMBEDDING_MODLE", "x")),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, out, err = run("ask", QUESTION)
    assert (code, out) == (2, "")
    assert one_chinese_line(err)
    assert value in err if name == "PLAN" else name in err


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00\x01"])
def test_a_plan_that_cannot_be_read_is_told_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes(content)
    monkeypatch.setenv("PLAN", str(path))
    code, out, err = run("ask", QUESTION)
    assert (code, out) == (2, "")
    assert one_chinese_line(err)
    assert "规划.txt" in err


def test_another_plan_is_answered_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real: Knowledge
) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(real.plan.text.replace("入学率达99.7%", "入学率达99.9%"), "utf-8", newline="")
    monkeypatch.setenv("PLAN", str(path))
    out = run("ask", QUESTION)[1]
    assert "99.9%" in out and "99.7%" not in out


def test_without_a_model_prepare_says_what_to_do(run: Run) -> None:
    code, out, err = run("prepare")
    assert (code, out) == (2, "")
    assert re.search("[\u4e00-\u9fff]", err) and "Traceback" not in err


def test_from_a_shell_a_wrong_setting_is_exit_2_and_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTION],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PORT": "abc", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "PORT" in done.stderr


def test_from_a_shell_bytes_that_are_no_text_are_an_error_in_chinese(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", b"\xff\xfe"],
        capture_output=True,
        cwd=ROOT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 2
    assert re.search("[\u4e00-\u9fff]", done.stdout.decode("utf-8"))
    assert b"Traceback" not in done.stderr
