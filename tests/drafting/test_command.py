"""``python -m assistant draft``."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.__main__ import main

Printed = pytest.CaptureFixture[str]


def test_a_draft_is_printed_with_its_sources_and_label(capsys: Printed) -> None:
    assert main(["draft", "--kind", "一页", "--about", "学前教育"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# 学前教育\n") and "[1] " in out and "人工智能辅助生成" in out
    assert "⟦" not in out


def test_it_is_written_to_a_file_and_what_contradicts_is_told_aside(
    tmp_path: Path, capsys: Printed
) -> None:
    out = tmp_path / "稿.md"
    assert main(["draft", "--about", "义务教育优质均衡", "--out", str(out)]) == 0
    assert out.read_text("utf-8").startswith("# 关于义务教育优质均衡的汇报要点")
    assert capsys.readouterr().out == ""


def test_nothing_found_is_1_and_one_line(capsys: Printed) -> None:
    assert main(["draft", "--about", "火星移民"]) == 1
    assert "没有在规划里找到" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "诗"], "没有“诗”这种体裁"),
        (["--length", "-5"], "请写正整数"),
        (["--out", "没有这个文件夹/稿.md"], "写不了文件"),
    ],
)
def test_a_wrong_call_is_2_and_one_line(arguments: list[str], said: str, capsys: Printed) -> None:
    assert main(["draft", *arguments]) == 2
    assert said in capsys.readouterr().err
