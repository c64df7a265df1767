"""``python -m assistant check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.__main__ import main

RIGHT = "到2025年，残疾儿童入学率达到99.7%。\n"
WRONG = "前言\n到2022年，残疾儿童入学率达到99.7%。\n"


def written(folder: Path, text: str | bytes, name: str = "稿子.txt") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_all_right_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", written(tmp_path, RIGHT)]) == 0
    assert "一致 1 处" in capsys.readouterr().out


def test_something_wrong_is_1_with_line_place_and_correction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", written(tmp_path, WRONG)]) == 1
    out = capsys.readouterr().out
    assert "第2行" in out
    assert "与规划不符（时间不同）" in out
    assert "专栏2·第14项" in out
    assert "可改为：到2025年" in out


def test_json_counts_characters_of_the_checked_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", written(tmp_path, WRONG), "--json"]) == 1
    [one] = json.loads(capsys.readouterr().out)["statements"]
    assert WRONG[one["start"] : one["end"]] == one["text"] == "到2022年，残疾儿童入学率达到99.7%"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("没有.txt", None, "找不到"),
        ("长.txt", "长" * 100_001, "上限"),
        ("图.md", b"\x89PNG\r\n\x1a\n", "图片"),
        ("坏.docx", b"PK\x03\x04xx", "损坏"),
        ("表.xlsx", b"PK\x03\x04xx", "格式"),
    ],
)
def test_what_cannot_be_checked_is_2_with_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: str | bytes | None,
    words: str,
) -> None:
    path = str(tmp_path / name) if data is None else written(tmp_path, data, name)
    assert main(["check", path]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


def test_a_folder_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "不是文件" in capsys.readouterr().err
