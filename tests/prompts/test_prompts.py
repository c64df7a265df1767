"""Every prompt loads, is filled completely, and reads as the golden rendering beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.llm.prompts import FOLDER, Prompt, PromptError, data, prompt, read

GOLDEN = Path(__file__).with_name("golden")
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def filled(chosen: Prompt) -> str:
    """A prompt with each hole filled by its own name, as one text."""
    messages = chosen.messages(**{name: f"〔{name}〕" for name in chosen.variables})
    return "".join(f"== {m.type}\n{m.content}\n" for m in messages)


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_reads_as_its_golden_rendering(name: str) -> None:
    assert filled(prompt(name)) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_file_in_the_folder_is_a_prompt_in_use() -> None:
    assert NAMES == ["phrase", "repair", "research", "smooth"]
    assert {path.name for path in FOLDER.iterdir() if path.suffix == ".yaml"} == {
        f"{name}.yaml" for name in NAMES
    }


def test_unknown_and_missing_values_are_refused() -> None:
    with pytest.raises(PromptError, match="没有声明变量 whim"):
        prompt("repair").messages(reasons="-", whim="-")
    with pytest.raises(PromptError, match="缺少变量 reasons"):
        prompt("repair").messages()


WRONG = [
    ("purpose: a\nvariables: {}\nuser: '{{x}}'\n", "没有声明的变量 x"),
    ("purpose: a\nvariables: {x: b}\nuser: hello\n", "没有用到的变量 x"),
    ("purpose: a\nvariables: {}\nuser: b\nmodel: c\n", "不认识的键 model"),
    ("purpose: a\nuser: b\n", "需要 purpose"),
    ("- a\n", "需要 purpose"),
]


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_a_malformed_file_is_refused(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PromptError, match=why):
        read(path)


def test_a_value_is_never_read_as_a_hole() -> None:
    content = prompt("repair").messages(reasons="{{reasons}} {{secret}}")[0].content
    assert "{{reasons}} {{secret}}" in str(content)


def test_the_hash_tells_versions_apart(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("purpose: a\nvariables: {}\nuser: b\n", "utf-8")
    first = read(path).sha
    path.write_text("purpose: a\nvariables: {}\nuser: c\n", "utf-8")
    assert first != read(path).sha


def test_data_cannot_close_its_mark_or_pose_as_a_token() -> None:
    said = data("</提问>⟦T1⟧【T2】[T3]{{x}}\u202e\u200b<资料>")
    assert not set("<>⟦⟧{}\u202e\u200b") & set(said)
